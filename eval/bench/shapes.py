"""Texts of every shape that might make a pattern or a pass take longer than its text is long.

A shape is a function from a number of characters to a text of about that length.  None of them is
a report: they are what a hostile or broken file holds, and what stands in real files by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count, islice

Shape = Callable[[int], str]

HEAD = "2024年度述职报告\n各位领导：\n现将一年来履职情况报告如下。\n一、主要工作\n"
"""What makes the rest of a text the body of a report."""

_RUNS = {
    "digits": "1",
    "full-width digits": "１",
    "letters": "a",
    "crosses": "X",
    "hashes": "#",
    "ats": "@",
    "stars": "*",
    "underscores": "_",
    "dashes": "-",
    "long dashes": "—",
    "dots": ".",
    "ellipses": "…",
    "spaces": " ",
    "wide spaces": "\u3000",
    "tabs": "\t",
    "line ends": "\n",
    "carriage returns": "\r",
    "zero-width": "\u200b",
    "commas": "，",
    "stops": "。",
    "semicolons": "；",
    "enumeration commas": "、",
    "colons": "：",
    "hundred millions": "亿",
    "numerals": "一",
    "tens": "十",
    "some": "某",
    "same character": "工",
    "percent": "%",
    "slashes": "/",
    "opening quotes": "“",
    "closing quotes": "”",
    "opening titles": "《",
    "closing titles": "》",
    "opening brackets": "（",
    "closing brackets": "）",
    "square brackets": "【",
    "pipes": "|",
    "Latin brackets": "[",
    "Latin parentheses": "(",
    "tag openers": "<",
    "backquotes": "`",
    "combining marks": "e\u0301",
    "emoji": "🙂",
    "joined emoji": "👨\u200d👩\u200d👧",
    "rare characters": "𠀀",
    "full-width percent": "％",
    "nobodies": "某某某",
}
_REPEATED = {
    "rates": "产值3亿元，增长5%，",
    "bare rates": "增长5%，下降6%，",
    "percentages": "5%",
    "fractions": "1/1",
    "fractions with a slash": "1/",
    "decimals": "1.",
    "numerals with a dot": "一.",
    "ranges": "1-",
    "wide ranges": "3～",
    "thousands": "1,000,",
    "figures and units": "3个5户",
    "yuan": "12亿元34万元",
    "years": "2024年",
    "dates": "2024年1月5日",
    "placeholders": "XX",
    "named placeholders": "某某局",
    "placeholders with units": "×个",
    "blanks": "____万元，",
    "marked gaps": "【待补充】",
    "marked gaps said": "【待补：投资额】",
    "titles": "《办法》",
    "quotations": "“放管服”",
    "quotations in a list": "“甲”、“乙”、",
    "nested quotes": "“‘",
    "nested titles": "《〈",
    "titles left open": "《办法",
    "mixed widths": "１2３4ＡbＣ％%",
    "mixed brackets": "（甲)（乙)",
    "decimal numbers": "1.1.1.1",
    "question marks": "？！",
    "percentages of a range": "5%-8%，",
    "nested brackets": "（【",
    "empty brackets": "（）",
    "a space a character": "工 作 ",
    "points": "一是抓学习。二是抓项目。三是抓作风。",
    "points without ends": "一是",
    "second points": "二是",
    "points ever higher": "一是甲，二是乙，三是丙，",
    "ordinals": "第一，第二，",
    "numbers of headings": "（一）",
    "ring numbers": "①②",
    "mails": "a@b.cn",
    "addresses": "http://a.cn/b?c=d&",
    "address starts": "www.",
    "tags": "<p>",
    "entities": "&nbsp;",
    "escapes": "\\n",
    "markdown": "**甲**",
    "hash and word": "##来源##",
    "latin": "the work of the year ",
    "mixed latin": "GDP增长8%，CPI上涨2%，",
    "surrogate pairs": "𠮷工",
    "increase": "增长5%、下降3%，",
    "dense figures": "新建道路12公里、桥梁3座、泵站5个，",
    "of which": "其中，",
    "negations": "不未没有无",
    "function words": "的了和与在",
    "names in a row": "甲局、乙局、",
    "conjunctions": "和及与",
    "a clause": "加强组织领导，",
    "a sentence": "我们认真学习贯彻上级精神，扎实推进各项工作。",
    "a sentence with a figure": "全年完成投资12.5亿元，同比增长8.3%。",
    "problems": "但是还存在一些不足，",
    "I and we": "我我们本人",
    "announcements": "现将情况报告如下",
    "reports": "报告",
    "weeks": "星期一",
    "advertisement": "关注公众号，",
    "page numbers": "第1页共2页",
    "long line of phrases": "推进项目建设、优化营商环境，",
}
_UNMARKED = """
项目 完成 建设 学习贯彻 全县 基本 全部 均 牵头 配合 其中 已经 计划 将 由 由甲局负责 除 除外
率 合格率 增长 下降 同比增长 比上年增长 不足 不到 没有 未发生 未 尚未 进一步 切实 全年 今年
目前 年内 上半年 当前 张三 李某 王某某 局长乔思远 镜湖区水利局 青禾镇 县委 市委书记 本人
我局 该局 前者后者 分别 分别为 以上 以上均 约 左右 每 每户 另 另有 副 副局长 3个 5万元
12亿元 5户 3.6公里 2024年 1月 第3位 前5名 80% 5个百分点 三分之二 近千 二十 一次 3 1,000 5G
Ⅱ类 A级 GDP ab a1 《办法》 〔2024〕5号 县发〔2024〕5号 “红灯” （甲） (乙) 一是 第一 前一
这两 在 对 在甲 的 的问题 了 把 把甲 使其 责成其 为其 率达 覆盖率由 由81%提高到 提高到
减少到 高于 产值 投资 面积 人均 问题 存在问题 困难 整改 整改到位 先进 群众满意 获评全国先进
安全生产 乡村振兴 两个确立 四个意识 12345热线 待 正在 仍 但 因 因为 所以 及 和 与 或 者 站
馆 处 点 部 发生事故 涉案金额 总金额 连续五年 距今 否则 从而 导致 分管 现任 实现增产 产业园
小学 大道 村 县 区 街道 社区 支部 公司 集团 领导小组 人大 政协 审议 请予审议 谢谢大家
特此报告 现将 报告如下 述职 述职人 各位领导 各位代表 同志们 好的 以下是 希望这 请告诉我
说明： 公众号 来源 责任编辑 转载 下载 第1页 某 某局 某某 ×× XX X个 个 项 家 户 万元 亿 %
省略
"""
"""Pieces of text that, said over and over, never come to a mark."""
_LINES = {
    "headings": "一、主要工作",
    "second headings": "（一）抓学习",
    "third headings": "1.抓学习",
    "fourth headings": "（1）抓学习",
    "markdown headings": "# 甲",
    "deep numbers": "1.1.1 抓学习",
    "deeper numbers": "1.1.1.1 抓学习",
    "marked gaps on lines": "【待补：投资额】",
    "table of Markdown": "| 指标 | 数值 |\n| --- | --- |\n| 投资 | 12亿元 |",
    "list of Markdown": "- 抓学习",
    "lines of points": "一是抓学习。",
    "first, second": "第一，抓学习。",
    "page lines": "— 1 —",
    "signatures": "某某局\n2024年1月5日",
    "salutations": "各位领导：",
    "figures on lines": "12",
    "sentences on lines": "全年完成投资12亿元。",
    "headings and sentences": "一、主要工作\n我们扎实推进各项工作，完成投资12亿元。",
    "table rows": "|甲|12|5%|",
    "tabs and figures": "甲\t12\t5%",
    "empty lines": "\n工作",
    "indented": "\u3000\u3000加强领导",
    "subtitles": "——副标题",
    "attachments": "附件：1. 名单",
    "links": "来源：http://a.cn",
    "copyright": "版权所有 转载请注明出处",
    "quotes over lines": "“开头",
    "titles over lines": "《开头",
    "closings": "特此报告。",
}
_CHARACTERS = "党建项目民生环境经济教育卫生交通水利农业工业旅游文化安全稳定改革发展服务管理学习"
_VERBS = ("推进", "完成", "建设", "落实", "加强", "组织", "召开", "开展", "实施", "建立")
_ORDER = "一二三四五六七八九十"


def _repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _numbered(size: int) -> str:
    """Sections, points and sentences as a long report has them, each a little different."""
    return _joined((_paragraph(n) for n in count()), size)


def _paragraph(n: int) -> str:
    head = f"（{_numeral(n % 99 + 1)}）{_phrase(n)}\n" if n % 3 == 0 else ""
    if n % 12 == 0:
        head = f"{_numeral(n // 12 % 99 + 1)}、{_phrase(n + 5)}\n{head}"
    body = "".join(_sentence(n * 5 + k) for k in range(4))
    return f"{head}{body}\n"


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    first = "" if not tens else "十" if tens == 1 else f"{_ORDER[tens - 1]}十"
    return first + (_ORDER[ones - 1] if ones else "")


def _phrase(n: int) -> str:
    length = len(_CHARACTERS)
    words = (_CHARACTERS[(n * k) % length] + _CHARACTERS[(n // k + k) % length] for k in (3, 7))
    return _VERBS[n % len(_VERBS)] + "".join(words)


def _sentence(n: int) -> str:
    return f"{_phrase(n)}{n % 97}个，{_phrase(n * 3 + 1)}，同比增长{n % 31}.{n % 9}%。"


def _figures(size: int) -> str:
    return _joined((f"{_phrase(n)}{n}个、" for n in count(1)), size)


def _joined(pieces: Iterable[str], size: int) -> str:
    found: list[str] = []
    length = 0
    for piece in pieces:
        if length >= size:
            break
        found.append(piece)
        length += len(piece)
    return "".join(found)[:size]


def _bare(unit: str) -> Shape:
    return lambda size: _repeated(unit, size)


def _nested(opening: str, closing: str) -> Shape:
    return lambda size: opening * (size // 2) + closing * (size // 2)


def _rising(size: int) -> str:
    return _joined((f"第{n}项，" for n in count(1)), size)


def _headings_numbered(size: int) -> str:
    return _joined((f"{n}. {_phrase(n)}\n" for n in count(1)), size)


def _deep(size: int) -> str:
    return _joined(
        (f"{n // 9 + 1}.{n // 3 % 3 + 1}.{n % 3 + 1} {_phrase(n)}\n" for n in count()), size
    )


def _headings(size: int) -> str:
    return _joined((f"{_numeral(n % 99 + 1)}、{_phrase(n)}\n" for n in count()), size)


def _sizes(size: int) -> str:
    return _joined((f"{_phrase(n)[2:]}{n}万元，增长{n % 37}%，" for n in count(1)), size)


def _distinct(size: int) -> str:
    return "".join(chr(0x4E00 + n * 7 % 20_000) for n in islice(count(), size))


def _shape(unit: str) -> Shape:
    return lambda size: HEAD + _repeated(unit, size)


def shapes() -> dict[str, Shape]:
    """Return every shape by its name."""
    found: dict[str, Shape] = {}
    for name, unit in _RUNS.items():
        found[f"run of {name}"] = _shape(unit)
    for name, unit in _REPEATED.items():
        found[f"repeated {name}"] = _shape(unit)
    for unit in _UNMARKED.split():
        found[f"over and over: {unit}"] = _shape(unit)
        found[f"no head, over and over: {unit}"] = _bare(unit)
    for name, unit in _LINES.items():
        found[f"lines: {name}"] = _shape(f"{unit}\n")
    found["a report"] = lambda size: HEAD + _numbered(size)
    found["a report on one line"] = lambda size: _numbered(size).replace("\n", "")
    found["a report without stops"] = lambda size: HEAD + _numbered(size).replace("。", "，")
    found["a list of different figures"] = lambda size: HEAD + _figures(size)
    found["a rising list"] = lambda size: HEAD + _rising(size)
    found["rising headings"] = lambda size: HEAD + _headings_numbered(size)
    found["different characters"] = lambda size: HEAD + _distinct(size)
    found["rising deep numbers"] = lambda size: HEAD + _deep(size)
    found["headings only"] = lambda size: HEAD + _headings(size)
    found["one sentence, all figures"] = lambda size: HEAD + _sizes(size)
    found["quotes opened, then closed"] = _nested("“", "”")
    found["titles opened, then closed"] = _nested("《", "》")
    found["brackets opened, then closed"] = _nested("（", "）")
    found["no head, one character"] = lambda size: _repeated("工", size)
    found["no head, announcements"] = lambda size: _repeated("报告", size) + "如下"
    found["no head, colons"] = lambda size: _repeated("领导：", size)
    return found
