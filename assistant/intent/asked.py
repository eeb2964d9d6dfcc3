"""What an instruction for restructuring asks for: so many points, these headings, new numbers."""

from __future__ import annotations

import re

from assistant.intent.moves import Moves, read_moves
from assistant.numbering import parse_number

_COUNT = r"(?<![第一二三四五六七八九十百\d])(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,2})\s*个?"
_DIVIDED = re.compile(
    rf"(?:分成|分为|分|拆成|拆为|拆|写成|归纳[成为]?|归[成为]|概括[成为]?|整理[成为]|按){_COUNT}"
    r"(?:小点|要点|大点|点|条|方面|部分|层次|层|段|项)"
)
_COUNTED = re.compile(rf"{_COUNT}(?:小点|要点|点|条|方面)")
_LABELLED = re.compile("(?:[一二三四五六七八九十]是[、，和及]?){3,}")
_NAME = r"[^、，,；;：:。！？“”\"《》\s]{2,14}"
_NAMES = re.compile(rf"[“\"]?(?P<names>{_NAME}(?:、{_NAME}){{1,}})[”\"]?")
_ORDERED = re.compile(
    "归(?!还|属)|(?<!安)排(?![查除污水放队涝])|理顺|重组|框架|结构|大块|部分|格式|要求|顺序|提纲"
)
_PARAGRAPHS = re.compile(
    '(?:是|点|条|项)[”"]?[^，。；]{0,6}(?:单独|各|自|另起|独立)[^，。；]{0,3}段|(?:单独|各自?|独立)成段|另起一?段|分段'
)
_ARRANGES = re.compile(
    "文种|规范|格式|结构|框架|层次|条理|顺序|理顺|重排|重组|归类|归并|整理|标题|分段|成段|分点|要点|逐条|序号|编号"
    "|拆|(?:重新|调整)[^，。；]{0,4}(?:组织|安排|排|写)"
)
_OTHER = re.compile("对调|互换|调换|交换|合并|去掉(?:序号|编号|标号)|不要(?:序号|编号)")
"""What changes an order or numbers in a way that no list of headings and no new count does."""
_LEAD = re.compile('^.*(?:按照?|照|归到|归入|归为|分成|分为|整理成|写成|依次[写为是]?)[“"]?')
_TAIL = re.compile(
    "(?:等?[一二三四五六七八九十两\\d]+个?(?:部分|方面|大块|块|章|点|条|段|重点).*"
    "|等?的?(?:顺序|次序|结构|框架|思路|提纲|格式)?(?:来|进行|依次)?(?:重新|重)?"
    "(?:[编排]一[编排]|排[列序版好]?|归[类纳集并]|整理|梳理|组织|安排|调整|[写编分]|理顺|组合)?(?:一下|一遍)?|等)$"
)
_SIDES = "德能勤绩廉"
_FIVE = re.compile(r"德[、，,]?能[、，,]?勤[、，,]?绩[、，,和]?(?P<fifth>廉)?")
_FIVE_BY = re.compile(r"(?:按照?|照|归[入到为]?|分[成为]|从|依|以)[^，。；]{0,8}$")
_FIVE_INTO = re.compile(r"[”\"]?[^，。；]{0,6}(?:[五5四4]个?|归|分|排|整理|组织|写)")
_KEPT = re.compile(
    "(?:不要|不用|不得|别|不|保留|保持|留下|去掉|删[去掉除]|突出|压缩|精简)[^，。；：“]*$"
)
"""What is said of parts that are not to be the headings: 不要动…的顺序, 保留…的数据."""
_MORE = re.compile(rf"最后(?:再)?(?:写|是|加上?)(?P<a>{_NAME}?)(?:和|、|与)(?P<b>{_NAME})")
_NUMBERS = re.compile(
    "序号|编号|标号|层次不清|层级|一级(?:标题)?(?:统一|用)|标题(?:统一|改成|用)[^，。]{0,6}一、"
)
_HEADINGS = re.compile(
    "(?:加上?|拟|列出?|补上?|写)[^，。]{0,8}(?:标题|题目)|分成?几个?(?:大|个)?部分"
)


_SORTS = re.compile("按照?|归[到入为类纳并]|重[排组新]|理顺|框架|提纲")
"""What says that listed names are headings to sort under, though parts are to be moved as well."""


def asked_moves(instruction: str | None) -> Moves:
    """Return what an instruction asks to do with parts as they stand: change places, join, lose
    their numbers; false where it asks for none of that, or lists the headings to sort under."""
    if _SORTS.search(instruction or "") and asked_outline(instruction):
        return Moves()
    return read_moves(instruction)


def asked_points(instruction: str | None) -> int | None:
    """Return the number of points an instruction asks for (“分成三点”), or None.

    第三部分 names a place and asks for nothing.
    """
    text = instruction or ""
    if asked_moves(text) or _five(text):
        return None
    for pattern in (_DIVIDED, _COUNTED):
        match = pattern.search(text)
        number = parse_number(match["n"].replace("两", "二")) if match else None
        if number is not None and 2 <= number <= 12:
            return number
    labels = _LABELLED.search(text)
    return len(re.findall("是", labels[0])) if labels else None


def asked_outline(instruction: str | None) -> tuple[str, ...]:
    """Return the headings an instruction lists for a whole report, in order; none: empty.

    按“履职情况、存在问题、下一步打算”三大块重排 asks for three.
    """
    text = instruction or ""
    if sides := _five(text):
        return sides
    if not _ORDERED.search(text) or _OTHER.search(text):
        return ()
    if not _SORTS.search(text) and read_moves(text):
        return ()
    best: list[str] = []
    for match in _NAMES.finditer(text):
        if _KEPT.search(text[: match.start("names")] + match["names"].split("、")[0]):
            continue
        names = [n.strip() for n in match["names"].split("、")]
        names[0] = _LEAD.sub("", names[0])
        names[-1] = _TAIL.sub("", names[-1])
        names = [n for n in names if len(n) >= 2 and not _numbers_only(n)]
        if len(names) > len(best):
            best = names
    more = _MORE.search(text)
    if best and more:
        best += [n for n in (more["a"], more["b"]) if n and n not in best]
    return tuple(best) if len(best) >= 3 else ()


def _five(text: str) -> tuple[str, ...]:
    """Return 德, 能, 勤, 绩, 廉 where a text asks to write under them."""
    match = _FIVE.search(text)
    if match is None or _KEPT.search(text[: match.start()]):
        return ()
    before, behind = text[: match.start()].rstrip('“"'), text[match.end() :]
    if not _FIVE_BY.search(before) and not _FIVE_INTO.match(behind):
        return ()
    return tuple(_SIDES) if match["fifth"] else tuple(_SIDES[:4])


def asks_for_numbers(instruction: str | None) -> bool:
    """Whether an instruction asks to put the numbers of the headings in order."""
    text = instruction or ""
    return bool(_NUMBERS.search(text)) and not _OTHER.search(text)


def asks_for_headings(instruction: str | None) -> bool:
    """Whether an instruction asks to put headings over a text that has none."""
    return bool(_HEADINGS.search(instruction or ""))


def asks_for_paragraphs(instruction: str | None) -> bool:
    """Whether an instruction asks to give each point a paragraph of its own."""
    return bool(_PARAGRAPHS.search(instruction or ""))


def asks_to_arrange(instruction: str | None) -> bool:
    """Whether an instruction asks for what is done anyway: order, structure, points, headings."""
    text = instruction or ""
    return bool(_ARRANGES.search(text)) and not _OTHER.search(text)


def asks_for_points_below(instruction: str | None) -> bool:
    """Whether the items below the headings are to become 一是…二是…."""
    return bool(re.search("(?:小点|小标题|下面|二级|条目)[^，。]{0,8}一是", instruction or ""))


def _numbers_only(name: str) -> bool:
    return bool(re.fullmatch("第?[（(]?[一二三四五六七八九十\\d]+[)）]?是?", name))
