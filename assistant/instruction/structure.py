"""What an instruction for restructuring asks for: so many points, these headings, new numbers."""

from __future__ import annotations

import re

from assistant.genres.loader import set_outlines
from assistant.instruction.moves import SaidMoves, read_moves
from assistant.instruction.points_said import asked_order, asked_titles
from assistant.numbering import parse_number
from assistant.request import Arrangement

_COUNT = r"(?<![第一二三四五六七八九十百\d])(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,2})\s*个?"
_DIVIDED = re.compile(
    rf"(?:分成|分为|分|拆成|拆为|拆|写成|归纳[成为]?|归[成为]|概括[成为]?|整理[成为]|按){_COUNT}"
    r"(?P<unit>小点|要点|大点|点|条|方面|部分|层次|层|段|项)"
)
_COUNTED = re.compile(
    rf"(?<![这那前后头还是共有下上了过]){_COUNT}(?:小点|要点|点|条|方面)(?!都|合|并|里|水|问题|各|分别|每|共|一起|加)"
)
_PLACE = re.compile("第.{1,3}(?:部分|[条点章节])|[这那该本]一?个?(?:部分|[条点章段节块])|全文|报告")
_SMALL = re.compile("[把将请帮给我你您再就先来写吧了的，。一下内容文字重新整理成为]")
_A_WISH = 4
"""Characters, besides those that say little, from which words are a wish of their own."""
_LABELLED = re.compile("(?:[一二三四五六七八九十]是[、，和及]?){3,}")
_MARKED = re.compile("[一二]是|第[一二][，、]|标题|序号|编号|点题")
"""What says that paragraphs are to be points."""
_NAME = r"[^、，,；;：:。！？“”\"《》\s]{2,14}"
_NAMES = re.compile(rf"[“\"]?(?P<names>{_NAME}(?:、{_NAME}){{1,}})[”\"]?")
_ORDERED = re.compile(
    "归(?!还|属)|(?<!安)排(?![查除污水放队涝])|理顺|重组|框架|结构|(?<!一)大块|部分|格式|要求|顺序|提纲"
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
_SET_BY = re.compile(r"(?:按照?|照|归[入到为]?|分[成为]|从|依|以)[^，。；]{0,8}$")
_SET_INTO = re.compile(r"[”\"]?[^，。；]{0,6}(?:[五5四4]个?|归|分|排|整理|组织|写)")
_KEPT = re.compile(
    "(?:不要|不用|不得|别|不|保留|保持|留下|去掉|删[去掉除]|突出|压缩|精简)[^，。；：“]*$"
)
"""What is said of parts that are not to be the headings: 不要动…的顺序, 保留…的数据."""
_MORE = re.compile(rf"最后(?:再)?(?:写|是|加上?)(?P<a>{_NAME}?)(?:和|、|与)(?P<b>{_NAME})")
_A_PART = re.compile("的?[那这]一?个?(?:部分|[节块条段章])")
_NUMBERS = re.compile(
    "序号|编号|标号|层次不清|层级|一级(?:标题)?(?:统一|用)|标题(?:统一|改成|用)[^，。]{0,6}一、"
)
_HEADINGS = re.compile(
    "(?:加上?|拟|列出?|补上?|写)[^，。]{0,8}(?:标题|题目)|分成?几个?(?:大|个)?部分"
)
_BELOW = re.compile("(?:小点|小标题|下面|二级|条目)[^，。]{0,8}一是")
_DUTY = re.compile("述(职|德|廉|法|安|学|党建)")
_EACH_DUTY = re.compile(
    rf'(?:按照?|照|分成?|归[入到为]?|依)[“"]?((?:{_DUTY.pattern}[、，,和]?){{2,}})'
)
_SORTS = re.compile("按照?|归[到入为类纳并]|重[排组新]|理顺|框架|提纲")
"""What says that listed names are headings to sort under, though parts are to be moved as well."""


def read_structure(instruction: str) -> tuple[SaidMoves, Arrangement]:
    """Return what an instruction asks to do with parts as they stand, in its words, and what it
    asks of order, headings and numbers besides; of the two it is one or the other."""
    outline = asked_outline(instruction)
    moves = SaidMoves() if outline and _SORTS.search(instruction) else read_moves(instruction)
    if moves:
        return moves, Arrangement(besides=moves.besides)
    titles = asked_titles(instruction) if not outline or _DIVIDED.search(instruction) else ()
    if titles:
        outline = ()
    plainly = not _OTHER.search(instruction)
    return moves, Arrangement(
        outline=outline,
        points=asked_points(instruction) or len(titles) or None,
        titles=titles,
        order=asked_order(instruction),
        numbers=plainly and _asks_for_numbers(instruction),
        headings=_HEADINGS.search(instruction) is not None,
        paragraphs=_PARAGRAPHS.search(instruction) is not None,
        unmarked=asks_for_paragraphs(instruction),
        labelled=_said_points(instruction) is None and _LABELLED.search(instruction) is not None,
        points_below=_BELOW.search(instruction) is not None,
        more=_asks_besides_points(instruction),
        anyway=plainly and _ARRANGES.search(instruction) is not None,
    )


def _asks_for_numbers(text: str) -> bool:
    """Whether numbers are to be put right; 层次不清的地方分点 asks for points."""
    match = _NUMBERS.search(text)
    return match is not None and not (match.group() == "层次不清" and "分点" in text)


def asks_for_paragraphs(text: str) -> bool:
    """Whether a text asks for so many paragraphs and no marks: 分成两段, not 分三段：一是二是."""
    match = _DIVIDED.search(text)
    return match is not None and match["unit"] == "段" and _MARKED.search(text) is None


def asked_points(text: str) -> int | None:
    """Return the number of points a text asks for (“分成三点”), or None.

    第三部分 names a place and asks for nothing.
    """
    if _set_outline(text):
        return None
    said = _said_points(text)
    labels = _LABELLED.search(text) if said is None else None
    return len(re.findall("是", labels[0])) if labels else said


def _said_points(text: str) -> int | None:
    """Return the number of points that a text says in so many words."""
    for pattern in (_DIVIDED, _COUNTED):
        match = pattern.search(text)
        number = _count(match["n"]) if match else None
        if number is not None and 2 <= number <= 12:
            return number
    return None


def _asks_besides_points(text: str) -> bool:
    """Whether a text that asks for a number of points asks for more: 三点的标题改成六字句."""
    match = _DIVIDED.search(text) or _COUNTED.search(text)
    if match is None:
        return False
    left = _PLACE.sub("", text[: match.start()] + text[match.end() :])
    return len(_SMALL.sub("", left)) >= _A_WISH


def _count(words: str) -> int | None:
    """Return a number of points; of 两三点 the larger."""
    if re.fullmatch("[二两三四五六七八][三四五六七八九]", words):
        words = words[1]
    return parse_number(words.replace("两", "二"))


def asked_outline(text: str) -> tuple[str, ...]:
    """Return the headings a text lists for a whole report, in order; none: empty.

    按“履职情况、存在问题、下一步打算”三大块重排 asks for three.
    """
    if known := _set_outline(text):
        return known
    duties = _duties(text)
    if not _ORDERED.search(text) or _OTHER.search(text):
        return duties
    best: list[str] = []
    for match in _NAMES.finditer(text):
        if _KEPT.search(text[: match.start("names")] + match["names"].split("、")[0]):
            continue
        names = [n.strip() for n in match["names"].split("、")]
        if _A_PART.search(names[-1]):
            continue  # 讲执法、复议、应诉的那一部分 is one part
        names[0] = _LEAD.sub("", names[0])
        names[-1] = _TAIL.sub("", names[-1])
        names = [n for n in names if len(n) >= 2 and not _numbers_only(n)]
        if len(names) > len(best):
            best = names
    more = _MORE.search(text)
    if best and more:
        best += [n for n in (more["a"], more["b"]) if n and n not in best]
    return tuple(best) if len(best) >= max(3, len(duties)) else duties


def _duties(text: str) -> tuple[str, ...]:
    """Return 述职, 述廉 … where a text asks for a part for each."""
    match = _EACH_DUTY.search(text)
    return tuple(f"述{one}" for one in _DUTY.findall(match[1])) if match else ()


def _set_outline(text: str) -> tuple[str, ...]:
    """Return 德, 能, 勤, 绩, 廉 where a text asks to write under them; the last may be left out."""
    for headings in set_outlines():
        names = tuple(heading.said for heading in headings)
        match = re.search(
            "[、，,]?".join(names[:-1]) + f"(?:[、，,和]?(?P<last>{names[-1]}))?", text
        )
        if match is None or _KEPT.search(text[: match.start()]):
            continue
        before, behind = text[: match.start()].rstrip('“"'), text[match.end() :]
        if _SET_BY.search(before) or _SET_INTO.match(behind):
            return names if match["last"] else names[:-1]
    return ()


def _numbers_only(name: str) -> bool:
    return bool(re.fullmatch("第?[（(]?[一二三四五六七八九十\\d]+[)）]?是?", name))
