"""Figures as they are spoken: in words, at each other's heels, behind their names, taken back.

二百一十六万都给填上              ->  216万
党组织132个党员3846名             ->  党组织132个，党员3846名
群众满意率补上，96.4%             ->  the name of 96.4% is 群众满意率
外借同比涨了6.5，哦不，6.3%       ->  外借同比涨了6.3%
"""

from __future__ import annotations

import re

from assistant.chat.vocabulary import told
from assistant.facts.model import number_said
from assistant.figures.units import is_unit

_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_SHARE = re.compile(f"百分之(?P<n>{_NUMERAL}+(?:点[零一二三四五六七八九]+)?)")
_TOLD_SHARE = re.compile(f"百分之(?P<n>{_NUMERAL}+点[零一二三四五六七八九]+)")
"""百分之五点二 is no wish for five points."""
_IN_WORDS = re.compile(
    rf"(?<!第)(?<!{_NUMERAL})(?<!周)(?<!星期)(?<!礼拜)(?P<n>(?=[零〇一二两三四五六七八九十百千万亿点]{{2}}){_NUMERAL}+?(?:点[零一二三四五六七八九]+)?)(?P<scale>[万亿]?)"
    rf"(?!{_NUMERAL})(?=(?P<behind>[^，。；]{{0,4}}))"
    r"|(?<=[共是为了有计到的])(?P<one>[一二两三四五六七八九十])(?=[次场件户处项台所座期篇名家起天](?:$|[，。；]))"
)
_NO_FIGURE = re.compile("[年月日点号部条节章届季]")
"""Behind a numeral that says when, or which part."""
_RUN_ON = re.compile(
    r"(?<!\d)(?<!\d\.)\d[\d.]*(?:万|亿)?(?:人次|%|[次个件场人名起家期户处份项元吨亩所台座轮支篇条公里米岁]|平方米|公里|万元|亿元|人次)"
    r"(?=[\u4e00-\u9fff]{2,}\d)(?!以|之|的|多|左右|以上)"
)
"""A figure with the name of the next at its heels: 党组织132个党员3846名."""
_HEELS = re.compile(r"(?<=\d)(?=(?P<next>[\u4e00-\u9fff]{2,6})\d)")
"""A figure without its unit with the name of the next at its heels: 开工19竣工17."""
_PUT_IN = re.compile(
    "(?<=[\\d%\u4e00-\u9fff])吧?(?:都|也|全|就|你|请|一起|一并|给|帮我|帮忙|给我)*(?:[填补写加添][上到进入在](?:去|吧|来)?|补一下|填一下|填写|填报|填[这那]个数?)[^，。\\d]{0,10}$"
)
_CALLED = re.compile(
    "^(?:[^，。]{2,12}(?<!公)里(?:[头面]的?|的)?)?(?P<name>[^，。]{2,20}?)(?:的)?(?:[那这]一?个|那里|那儿)?(?:空缺?|数字?|数据|数目)?"
    "(?:也|我们?|刚刚?|刚才|已经|才|现在|给|帮我|请|把)*"
    "(?:(?:问|查|打听|核实?|要|等|统计|算|确认|报|找)[^，。]{0,3}了|[有来出]{1,2}了|[补填写加]上|[补填]一下|[补填]进去)(?:吧|了|呀)*$"
)
"""Words that name the figure that is said next."""
_TOKEN = (
    "(?:\\d[\\d.]*(?:万|亿|%|[\u4e00-\u9fff]{0,2}?)"
    "|[一二两三四五六七八九十百千]{2,}[\u4e00-\u9fff]{0,2}?)"
)
_TAKEN_BACK = re.compile(
    f"(?<!不是)(?P<wrong>{_TOKEN})(?:[，。、…]*(?:[哦噢喔啊呃额哎嗯唉]+，?)+(?:不对?|不是|错了|[说打写]错了)"
    f"|[，。、…]+(?:不对|[我]?[说打写]错了|口误|更正(?:一下)?))[，。、…]*(?:应该?)?[是为]?(?P<right>{_TOKEN})"
)
_PART = "第[一二三四五六七八九十\\d]{1,3}个?大?(?:部分|[条点节章块])"
_OTHER_PART = re.compile(
    f"(?<!不是)(?<!不要)(?P<wrong>{_PART})[，。、…]*(?:(?:[哦噢喔啊呃额哎嗯唉]+，?)+(?:不是?)|(?:[哦噢喔啊呃额哎嗯唉]+，?)*(?:不对|我?[说打写]错了)+)[，。、…哦噢]*(?:应该?)?是?(?P<right>{_PART})"
)
_NUMBER = re.compile("\\d[\\d.]*")


def in_figures(text: str) -> str:
    """Return words that state figures with these in digits, and a comma behind each that the name
    of the next follows."""
    text = in_digits(text)

    def cut(match: re.Match[str]) -> str:
        words = match["next"]
        measured = any(is_unit(words[:n]) for n in range(1, len(words) + 1))
        return "" if measured else "，"

    return _HEELS.sub(cut, _RUN_ON.sub(r"\g<0>，", text))


def in_digits(text: str) -> str:
    """Return words with the figures that they state in words in digits."""
    return _IN_WORDS.sub(_counted, _SHARE.sub(lambda m: _digits(m["n"]) + "%", text))


def _digits(numeral: str) -> str:
    return number_said(numeral) or numeral


def _counted(match: re.Match[str]) -> str:
    if match["one"]:
        return _digits(match["one"])
    whole = match["behind"] or match["scale"] or re.search("[百千].", match["n"])
    told = re.search("[填写是为报]$", match.string[: match.start()]) or "点" in match["n"]
    counts = match["behind"].startswith("条") and "百" in match["n"]
    if (_NO_FIGURE.match(match["behind"]) and not counts) or not (whole or told):
        return match.group()
    return _digits(match["n"]) + match["scale"]


def without_filling(piece: str) -> str:
    """Return words that state a figure without those that say it is to be put in."""
    return _PUT_IN.sub("", piece)


def called_by(piece: str) -> str:
    """Return what the figure said next is called by words without one, in which it was found out
    or is to be put in; the words as they are where they are no such."""
    match = _CALLED.match(piece)
    return told(match["name"]) if match is not None else piece


def meant_at_last(sentence: str, report: str) -> str:
    """Return a normal sentence without what it takes back in the same breath; what is taken back
    but stands in the report is a figure to be corrected."""
    sentence = _TOLD_SHARE.sub(lambda m: _digits(m["n"]) + "%", sentence)
    sentence = _OTHER_PART.sub(lambda m: m["right"], sentence)
    for match in reversed(list(_TAKEN_BACK.finditer(sentence))):
        number, right = _NUMBER.match(match["wrong"]), _NUMBER.match(match["right"])
        if (number is None) != (right is None):
            continue
        if number is not None and right is not None:
            stands = number.group() in report and right.group() not in report
            if stands and "." not in number.group():
                continue
        sentence = sentence[: match.start()] + sentence[match.start("right") :]
    return sentence
