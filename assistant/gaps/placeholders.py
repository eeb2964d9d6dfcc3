"""Placeholders: signs that stand for a figure or a name somebody still has to fill in.

XX, x%, ××, *个, ____, ＿＿, ○○, 某某, a lone 某 or 重要领导 for a name, N个, 【待补：…】, an empty
bracket, a template field.  The same signs are also Latin letters (X光, 1+X), multiplication (3×5),
Markdown (**重点**, `* 条目`), masks (138****0000), years (二〇二四年) and words that mean just what
they say (某项工作): those are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gaps.stand_ins import stands_for_a_name
from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import units
from assistant.lexicon import words
from assistant.patterns import compile_late
from assistant.time_limit import still_in_time

_X = "[XxＸｘ]"
_UNIT_AHEAD = (
    r"(?=(?:余|多)?(?:[万亿]{1,2}(?:元|亩|人次|人|户|吨|平方米|公里|套|千瓦|美元)|元|亩|吨|%|％|个(?![人体性别])|件(?!件)|次(?![要数])"
    r"|起(?![来到步草])|名(?![称单额义])|项(?!目)|家(?![庭乡])|条(?![件例])|场(?![地所])|处(?![理置分])|辆|人(?![民才员类])|户(?![籍外])|年|月|日))"
)
_PLACE_AHEAD = r"(?=[省市县区镇乡村州旗局厅委院校路街]|同志|公司|单位|部门)"

_PATTERN = compile_late(
    # What follows only where one of these stands: most of a text is passed over at once.
    r"(?=[XxＸｘ×✕✖\\\\*＊_＿﹍﹎某重【〔\[［（({$○◯〇●□△▲◇◆☆★■※◎OoＯNnＮ…?？.\d-])(?:"
    # Letters: 20XX年, XX.X%, X月; never beside another Latin letter.
    rf"(?P<letters>(?<![A-Za-z0-9+＋])(?:(?:19|20)\d{{0,1}}(?={_X})|\d(?={_X}{_X}))?{_X}+(?:[.．]{_X}+|(?:,{_X}{{3}})+)?"
    r"(?![A-Za-z+＋])(?!(?<![XxＸｘ].)\d)(?!(?<![XxＸｘ]{2})(?:光(?!电)|射线|线(?![路上下])|波段|轴|染色体|档案|形|型|刀))(?!(?<=[A-Za-z]\([Xx])\)))"
    r"|(?P<crosses>[×✕✖](?:[ ]?[×✕✖])+|[×✕✖])"
    r"|(?P<stars>\\?[*＊]+)"
    r"|(?P<lines>(?<![A-Za-z0-9_])_+(?![A-Za-z0-9])|[＿﹍﹎]+)"
    r"|(?P<name>某+|重要领导)"
    r"|(?P<pending>【\s*(?:待补充?|待填写?|待定|待核实?|待确认|补充|空缺|请补充?|请填写?|此处|TODO|TBD)[^】\n]{0,80}】"
    r"|[（(\[]\s*(?:待补充?|待填写?|待定|待核实?|待确认|请补充|请填写|此处(?:填写|补充|插入|待))[^）)\]\n]{0,40}[）)\]]"
    r"|[【\[][^【】\[\]\n]{1,20}[，,、：:（(\s]待(?:补充?|填写?|定|核实?|确认)[）)]?[】\]])"
    r"|(?P<field>\{\{[^{}\n]{1,40}\}\}|\$\{[^{}\n]{1,40}\}|\{[\u4e00-\u9fff]{1,10}\}"
    r"|[\[［](?=[^\]］\n]{0,10}(?:单位|姓名|日期|电话|手机号|联系人|地址|名称|职务|年份|数字|数据|填写))"
    r"[\u4e00-\u9fff]{2,12}[\]］](?!\())"
    r"|(?P<bracket>【[ \u3000]*】|〔[ \u3000]*〕|\[[ \u3000]*\]|［[ \u3000]*］|（[ \u3000\t]+）"
    r"|\([ \u3000\t]+\))"
    r"|(?P<shapes>(?<![一二三四五六七八九十0-9])[○◯〇●]{2,}(?![一二三四五六七八九十])|[□△▲◇◆☆★■※◎]{2,}"
    rf"|(?<![一二三四五六七八九十])[○◯〇□△]{_UNIT_AHEAD}|(?<![A-Za-z0-9])[OoＯ]{{2,}}(?![A-Za-z0-9]))"
    rf"|(?P<number>(?<![A-Za-z0-9+＋×“])[NnＮ](?![A-Za-z0-9+＋]){_UNIT_AHEAD})"
    rf"|(?P<dots>(?<=[\u4e00-\u9fff])(?:…{{1,2}}|\.{{3,}}|-{{2,}}|[?？]{{2,}}){_UNIT_AHEAD}))"
)
_QUICK = compile_late(
    r"[XxＸｘ×✕✖*＊_＿﹍﹎某【〔\[［（({○◯〇●□△▲◇◆☆★■※◎OoＯNnＮ…?？]|重要领导|--|\.\.\."
)
_CHECKBOX = compile_late(r"^[ \t]*[-*+][ \t]+$")
_LONGEST_BULLET = 40
_BULLET = compile_late(r"[*＊][ \t]+\S")
_CROSS_FITS = compile_late(_UNIT_AHEAD + "|" + _PLACE_AHEAD)
_NAMED = compile_late(r"(?:^|[^\u4e00-\u9fff])([\u4e00-\u9fff])$")


def find_placeholders(text: str) -> list[Spot]:
    """Return the placeholders of `text`, in reading order; units are not read here."""
    if not _QUICK.search(text):
        return []
    emphasis = _emphasis(text) if "*" in text or "__" in text else frozenset()
    return [
        Spot(GapKind.PLACEHOLDER, start, end)
        for start, end in _candidates(text)
        if start not in emphasis
    ]


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _PATTERN.finditer(text):
        still_in_time()
        start, end = match.span()
        group = match.lastgroup
        if group == "crosses" and not _is_cross(text, start, end):
            continue
        if group == "stars":
            if text[start] == "\\":
                start += 1
            if not _is_star(text, start, end):
                continue
        if group == "lines" and not _is_line(text, start, end):
            continue
        if group == "name" and not stands_for_a_name(text, start, end):
            continue
        if group == "bracket" and _is_checkbox(text, start):
            continue
        if group == "bracket" and text[end : end + 1] == "(" and text[start] == "[":
            continue  # a Markdown link
        yield start, end


def _is_checkbox(text: str, start: int) -> bool:
    """Tell the empty bracket of a list of tasks: - [ ] …"""
    begins = max(0, start - _LONGEST_BULLET)
    line = text.rfind("\n", begins, start) + 1
    return (line > 0 or not begins) and bool(_CHECKBOX.match(text[line:start]))


def _blank_before(text: str, at: int) -> bool:
    """Tell whether nothing but white space stands before a place in its line."""
    while at and text[at - 1].isspace():
        at -= 1
        if text[at] == "\n":
            return True
    return not at


def _blank_behind(text: str, at: int, besides: str = "") -> bool:
    """Tell whether nothing but white space, and these marks, follows in the line."""
    while at < len(text) and (text[at].isspace() or text[at] in besides):
        if text[at] == "\n":
            return True
        at += 1
    return at == len(text)


def _is_cross(text: str, at: int, end: int) -> bool:
    """Tell × that stands for something from multiplication, “要素×” and masked numbers."""
    before, after = text[max(0, at - 2) : at], text[end : end + 1]
    if end - at > 1:
        return not (before[-1:].isdigit() and after.isdigit())
    if before[-1:].isascii() and before[-1:].isalnum() and after.isascii() and after.isalnum():
        return False
    if before.strip() and before[-1:] in "0123456789":
        return False
    named = _NAMED.search(before)
    return bool(_CROSS_FITS.match(text, at + 1)) or (
        named is not None and named[1] in words("surnames")
    )


def _is_star(text: str, start: int, end: int) -> bool:
    """Tell stars that stand for something from bullets, rules, products and masked numbers."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return False
    if _blank_before(text, start):
        if _BULLET.match(text, start) and end - start == 1:
            return False
        if _blank_behind(text, end, "*＊"):
            return False  # a rule of stars
    return not (before.isascii() and before.isalpha() and after.isascii() and after.isalpha())


def _is_line(text: str, start: int, end: int) -> bool:
    """Tell an underscore to write on from a rule that fills its line."""
    if _blank_before(text, start) and _blank_behind(text, end):
        return False
    return end - start > 1 or text[start] != "_" or bool(_CROSS_FITS.match(text, end))


_BOLD = compile_late(r"(\*\*|__)(?=\S)([^*_\n]{2,200}?)(?<=\S)\1(?![*_])")
_ITALIC = compile_late(r"(?:(?<=\s)|^)\*(?=[^\s*])([^*\n]{2,80}?)(?<=\S)\*(?=\s|$)", re.MULTILINE)
_LONGEST_UNIT = 6
_STOPS = frozenset("，。、；：）)！\n")
_UNIT_FIRST = compile_late(r"(?:余|多)?(?:[万亿]|" + _UNIT_AHEAD + ")|[，。、；：）,.;:)]")


def _counts_only(text: str, at: int) -> bool:
    """Tell whether a measure word, and nothing else of its clause, follows."""
    end = at
    while end < len(text) and end - at < _LONGEST_UNIT and text[end] not in _STOPS:
        end += 1
    return text[at:end].lstrip("余多万亿") in units()


def _emphasis(text: str) -> frozenset[int]:
    """Return where Markdown emphasis opens and closes.

    A pair of stars is emphasis only where neither star is followed by a unit, and no sentence ends
    between them: in “完成**个项目、**亿元” or “改造危桥**座。查处车辆**台” the pair encloses words
    as well, but stands for two figures.
    """
    marks: set[int] = set()
    for match in _BOLD.finditer(text):
        if _UNIT_FIRST.match(match[2]) or re.match(_UNIT_AHEAD, text[match.end() :][:4]):
            continue
        if _counts_only(text, match.end()):
            continue
        if re.search("。(?=.)", match[2]):
            continue
        marks |= {match.start(), match.end() - 2}
    for match in _ITALIC.finditer(text):
        if not _UNIT_FIRST.match(match[1]):
            marks |= {match.start(), match.end() - 1}
    return frozenset(marks)
