"""From the words of an instruction to a plan: which parts are meant, what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.document import Report, Section
from assistant.findings import Message
from assistant.intent.kin import Family, Sibling, Unclear, family, short
from assistant.intent.moves import Deed, Move, Moves
from assistant.intent.refs import find_parts

_HEADINGS = re.compile("标题|各部分|每部分")
_POINTS = re.compile("[点条项]")
_IS = "一是"
_TOP, _SUB = re.compile("(?:大|一级)标题"), re.compile("(?:小|二级|三级)标题")
_OF = re.compile(
    r"(?:的|里|中|下面|各|每|所有|全部|一切|个|之)*(?:大|小|一级|二级|三级)*(?:标题|要点|点|条目?|项|方面|部分标题)(?:和(?:小|二级)?(?:标题|要点|点|条目?))?(?:前面?|开头)?$"
)
_WHOLE = re.compile(
    "(?:全文|全篇|通篇|整篇|整个报告|报告|正文|所有|全部|各|每|一律|统一|都)*(?:各|所有)?(?:个|部分|章节)*"
)
_THAT_OF = re.compile("(?:仍然?|还是|沿用|继续|就?用)+(?P<part>.{2,14}?)(?:原来)?的(?:原)?标题")
_AS_BEFORE = re.compile("不变|照旧|(?:你|您|自己)?(?:来?定|拟|看着办)|自拟")
OUTSIDE = Message("要动的部分不在选定的部分里", "they are not in the chosen part")


@dataclass(frozen=True, slots=True)
class Step:
    """One deed on members of a family, by their place in it; `anchor` is the place of the one they
    go before, behind or into."""

    deed: Deed
    which: tuple[int, ...]
    anchor: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with the parts of one family, or the numbers that are to go.

    `bare` are the parts and points whose numbers are taken away, `apart` says that each becomes a
    paragraph; `left` that 一是, 二是 stay because only headings were meant.
    """

    family: Family
    steps: tuple[Step, ...] = ()
    bare: tuple[Sibling, ...] = ()
    apart: bool = False
    left: bool = False


def plan(moves: Moves, report: Report, chosen: Sequence[str] = ()) -> Plan | Message:
    """Return what the deeds mean in a report, or in one clause why that cannot be told.

    `chosen` are the IDs of the parts that were chosen besides; nothing outside them is touched.
    """
    ids = {i for s in report.walk() for i in (s.id, *(p.id for p in s.points))}
    known = [i for i in chosen if i in ids]
    try:
        if any(m.deed is Deed.UNNUMBER for m in moves.moves):
            return _unnumbered(moves, report, known)
        return _moved(moves, report, known)
    except Unclear as unclear:
        return unclear.message


def _moved(moves: Moves, report: Report, chosen: Sequence[str]) -> Plan:
    named = [_parts(move, report, chosen) for move in moves.moves]
    everything = [part for what, where in named for part in (*what, *where)]
    families = {_key(part, report): family(part, report) for part in everything}
    if len(families) != 1:
        raise Unclear(
            "这几处不是并列的（不在同一级、同一部分里）", "the parts do not stand side by side"
        )
    (kin,) = families.values()
    inside = kin.home is not None and _within(kin.home.id, chosen)
    if chosen and not inside and not all(_within(p.id, chosen) for p in everything):
        raise Unclear(OUTSIDE.zh, OUTSIDE.en)
    steps = tuple(
        _step(move, what, where, kin, report)
        for move, (what, where) in zip(moves.moves, named, strict=True)
    )
    for step in steps:
        if step.deed is Deed.MERGE and _apart(step, kin, report):
            raise Unclear("这几点之间隔着别的文字", "other text stands between the points")
    merges = [s for s in steps if s.deed is Deed.MERGE]
    joined = [n for s in merges for n in s.which]
    if len(set(joined)) < len(joined) or (
        len(merges) > 1 and any(s.anchor is not None for s in merges)
    ):
        raise Unclear("同一部分合并了两次，请分两次说", "a part is to be merged twice")
    return Plan(kin, steps)


def _parts(
    move: Move, report: Report, chosen: Sequence[str]
) -> tuple[list[Sibling], list[Sibling]]:
    what = find_parts(move.what, report, chosen)
    beside = move.where if move.deed is not Deed.PLACE else ""
    above = what[0].id.rpartition(".")[0] if what else ""
    where = find_parts(beside, report, [above] if above else chosen) if beside else []
    for part in what:
        if what.count(part) > 1 or part in where:
            raise Unclear(f"“{short(part)}”说了两次", f"“{short(part)}” is named twice")
    if not what:
        raise Unclear("没有说是哪几部分", "it was not said which parts")
    if len(where) > 1:
        raise Unclear("没有说清放到哪一部分旁边", "it was not said beside which part")
    least = 2 if move.deed in (Deed.SWAP, Deed.MERGE) and not where else 1
    most = 2 if move.deed is Deed.SWAP else len(what)
    if not least <= len(what) <= most:
        verb, verb_en = ("对调", "swapping") if move.deed is Deed.SWAP else ("合并", "merging")
        only = "正好" if move.deed is Deed.SWAP else "至少"
        raise Unclear(
            f"{verb}要{only}说出两个部分，这里是 {len(what)} 个",
            f"{verb_en} takes two parts, not {len(what)}",
        )
    return what, where


def _apart(step: Step, kin: Family, report: Report) -> bool:
    """Whether text that is no part's stands between those that are to become one."""
    places = sorted(n for n in (*step.which, step.anchor) if n is not None)
    inside = kin.members[places[0] : places[-1] + 1]
    return any(report.text[a.end : b.start].strip() for a, b in pairwise(inside))


def _key(part: Sibling, report: Report) -> str:
    first = family(part, report).members[0]
    return first.id


def _within(part: str, chosen: Sequence[str]) -> bool:
    return any(part == one or part.startswith(one + ".") for one in chosen)


def _step(
    move: Move, what: Sequence[Sibling], where: Sequence[Sibling], kin: Family, report: Report
) -> Step:
    places = [kin.members.index(part) for part in what]
    anchor = kin.members.index(where[0]) if where else None
    deed = move.deed
    if deed is Deed.PLACE:
        anchor = int(move.where) - 1
        if not 0 <= anchor < len(kin.members) or len(places) > 1:
            raise Unclear(f"没有第 {move.where} 位", f"there is no place {move.where}")
        if anchor == places[0]:
            return Step(Deed.BEFORE, tuple(places), anchor)
        deed = Deed.BEFORE if anchor < places[0] else Deed.AFTER
    return Step(deed, tuple(places), anchor, _heading(move.heading, report))


def _heading(asked: str, report: Report) -> str:
    """Return the heading asked for in words, be it that of a part: 仍用第二部分的标题."""
    match = _THAT_OF.fullmatch(asked)
    if match is None:
        return "" if _AS_BEFORE.fullmatch(asked) else asked
    named = find_parts(match["part"], report, ())
    if len(named) != 1 or not isinstance(named[0], Section):
        raise Unclear("没有说清用哪一个标题", "it was not said which heading to use")
    return named[0].heading


def _unnumbered(moves: Moves, report: Report, chosen: Sequence[str]) -> Plan:
    if len({m.deed for m in moves.moves}) > 1:
        raise Unclear("去掉序号和调整次序请分两次说", "ask for numbers and places one at a time")
    words = " ".join(m.what for m in moves.moves)
    marks = words.endswith(_IS)
    words = words.removesuffix(_IS).rstrip("的里中 ")
    inner = _OF.sub("", words).strip()
    whole = not inner or _WHOLE.fullmatch(inner)
    homes = find_parts("" if whole else inner, report, chosen) if not whole or chosen else []
    if chosen and not all(_within(h.id, chosen) for h in homes):
        raise Unclear(OUTSIDE.zh, OUTSIDE.en)
    sections = [h for h in homes if isinstance(h, Section)]
    if len(sections) < len(homes):
        raise Unclear(f"“{short(homes[0])}”下面没有分条", "nothing stands below that point")
    headings, points = bool(_HEADINGS.search(words)), bool(_POINTS.search(words[len(inner) :]))
    if marks:
        bare = _marks(sections or report.sections)
    elif homes:
        bare = _in_parts(sections, points, headings)
    else:
        bare = _in_whole(report, words, points)
    if not bare:
        where = f"“{short(sections[0])}”" if sections else "报告"
        raise Unclear(f"{where}里没有带序号的条目", "nothing there has a number")
    home = sections[0] if len(sections) == 1 else None
    left = not homes and not points and not marks and any(s.points for s in report.walk())
    return Plan(
        Family(home, report.sections), bare=bare, apart=any(m.apart for m in moves.moves), left=left
    )


def _marks(sections: Sequence[Section]) -> tuple[Sibling, ...]:
    return tuple(point for top in sections for s in top.walk() for point in s.points)


def _in_whole(report: Report, words: str, points: bool) -> tuple[Sibling, ...]:
    """Return what has a number in a whole report: its points where those were meant, its headings
    (of one level where that was said) otherwise."""
    marks = _marks(report.sections)
    headings = [s for s in report.walk() if s.number]
    if points and not _HEADINGS.search(words):
        listed = [s for s in headings if s.run_in and not s.children and "." in s.id]
        return (*listed, *marks)
    if _TOP.search(words):
        headings = [s for s in headings if "." not in s.id]
    elif _SUB.search(words):
        headings = [s for s in headings if "." in s.id]
    return (*headings, *(marks if points else ()))


def _in_parts(sections: Sequence[Section], points: bool, headings: bool) -> tuple[Sibling, ...]:
    """Return what has a number below chosen parts: subsections, or where there are none points."""
    found: list[Sibling] = []
    for section in sections:
        below = [s for s in section.walk() if s is not section and s.number]
        marks = _marks([section])
        if points and not headings and marks:
            below = [s for s in below if s.run_in and not s.children]
        found += below
        if (points or not below) and not (headings and below):
            found += marks
    return tuple(found)
