"""From the words for moves to an arrangement: which parts are meant, and whether it can be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.document import Report, Section
from assistant.findings import Message
from assistant.instruction.loose_parts import below_of, loosely
from assistant.instruction.mention_words import A_PART, SPAN
from assistant.instruction.moves import SaidMove, SaidMoves
from assistant.instruction.parts import Unclear, Unknown, find_parts
from assistant.outline.siblings import Sibling, Siblings, short_name, siblings_of
from assistant.request import Arrangement, Deed, Move

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


def arrange(said: SaidMoves, report: Report, chosen: Sequence[str] = ()) -> Arrangement:
    """Return what the deeds mean in a report, or in one clause why that cannot be told.

    `chosen` are the IDs of the parts that were chosen besides; nothing outside them is touched.
    """
    ids = {i for s in report.walk() for i in (s.id, *(p.id for p in s.points))}
    known = [i for i in chosen if i in ids]
    try:
        unnumber = any(m.deed is Deed.UNNUMBER for m in said.moves)
        found = (_unnumbered if unnumber else _moved)(said, report, known)
    except Unclear as unclear:
        by_sense = isinstance(unclear, Unknown)
        found = Arrangement(unclear=unclear.message, by_sense=by_sense)
    return replace(found, besides=said.besides)


def _moved(said: SaidMoves, report: Report, chosen: Sequence[str]) -> Arrangement:
    named = [_parts(move, report, chosen) for move in said.moves]
    everything = [part for what, where in named for part in (*what, *where)]
    if any(not part.id[0].isdigit() for part in everything):
        raise Unclear("开头和结尾的段落不能这样移动", "opening and closing stay where they are")
    families = {kin.members[0].id: kin for kin in (siblings_of(p, report) for p in everything)}
    if len(families) != 1:
        raise Unclear(
            "这几处不是并列的（不在同一级、同一部分里）", "the parts do not stand side by side"
        )
    (kin,) = families.values()
    inside = kin.home is not None and within(kin.home.id, chosen)
    if chosen and not inside and not all(within(p.id, chosen) for p in everything):
        raise Unclear(OUTSIDE.zh, OUTSIDE.en)
    moves = tuple(
        _move(move, what, where, kin, report)
        for move, (what, where) in zip(said.moves, named, strict=True)
    )
    merges = [m for m in moves if m.deed is Deed.MERGE]
    if any(_apart(move, kin, report) for move in merges):
        raise Unclear("这几点之间隔着别的文字", "other text stands between the points")
    joined = [part for m in merges for part in m.parts]
    if len(set(joined)) < len(joined) or (len(merges) > 1 and any(m.beside for m in merges)):
        raise Unclear("同一部分合并了两次，请分两次说", "a part is to be merged twice")
    return Arrangement(moves, kin.home.id if kin.home is not None else None)


def _parts(
    move: SaidMove, report: Report, chosen: Sequence[str]
) -> tuple[list[Sibling], list[Sibling]]:
    moved = move.deed in (Deed.SWAP, Deed.BEFORE, Deed.AFTER, Deed.FIRST, Deed.LAST)
    named = _named if moved else find_parts  # 融合发展那两点 merges nothing
    what = named(move.what, report, chosen)
    beside = move.where if move.deed is not Deed.PLACE else ""
    above = what[0].id.rpartition(".")[0] if what else ""
    where = named(beside, report, [above] if above else chosen) if beside else []
    for part in what:
        if what.count(part) > 1 or part in where:
            raise Unclear(f"“{short_name(part)}”说了两次", f"“{short_name(part)}” is named twice")
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


def _named(words: str, report: Report, chosen: Sequence[str]) -> list[Sibling]:
    """Return the parts that words name; where 那条 says that one is meant, by what it speaks of."""
    try:
        return find_parts(words, report, chosen)
    except Unknown:
        if below := _below(words, report):
            return below
        if A_PART.search(words) is None:
            raise
    found: list[Sibling] = []
    for one in re.split("[、和跟与]", words):
        if SPAN.fullmatch(one):
            found += find_parts(one, report, chosen)
            continue
        part = A_PART.search(one)
        name = one[: part.start()] if part is not None else one
        meant = loosely(name, report, part.group().lstrip("那这一个两") if part else "")
        if len(meant) != 1:
            raise Unknown(f"报告里没有叫“{name}”的部分", f"no part is called “{name}”")
        found += meant
    return found


def _below(words: str, report: Report) -> list[Sibling]:
    """Return what words name below the part that they begin with: 第二部分把供水."""
    said = SPAN.match(words)
    if said is None or re.search("[、和跟与]", words):
        return []
    home = find_parts(said.group(), report)
    name = A_PART.sub("", words[said.end() :].lstrip("把将的里中内面头给"))
    one = home[0] if len(home) == 1 and len(name) > 1 else None
    found = below_of(said.group(), name, one, report) if isinstance(one, Section) else []
    return [p for p in found if one is not None and p.id.startswith(f"{one.id}.")]


def _apart(move: Move, kin: Siblings, report: Report) -> bool:
    """Whether text that is no part's stands between those that are to become one."""
    inside = [n for n, m in enumerate(kin.members) if m.id in (*move.parts, move.beside)]
    between = kin.members[inside[0] : inside[-1] + 1]
    return any(report.text[a.end : b.start].strip() for a, b in pairwise(between))


def within(part: str, chosen: Sequence[str]) -> bool:
    """Whether a part is one of those chosen, or lies within one."""
    return any(part == one or part.startswith(one + ".") for one in chosen)


def _move(
    said: SaidMove, what: Sequence[Sibling], where: Sequence[Sibling], kin: Siblings, report: Report
) -> Move:
    deed, beside = said.deed, where[0].id if where else None
    if deed is Deed.PLACE:
        at, now = int(said.where) - 1, kin.members.index(what[0])
        if not 0 <= at < len(kin.members) or len(what) > 1:
            raise Unclear(f"没有第 {said.where} 位", f"there is no place {said.where}")
        deed, beside = Deed.BEFORE if at <= now else Deed.AFTER, kin.members[at].id
    return Move(deed, tuple(part.id for part in what), beside, _heading(said.heading, report))


def _heading(asked: str, report: Report) -> str:
    """Return the heading asked for in words, be it that of a part: 仍用第二部分的标题."""
    match = _THAT_OF.fullmatch(asked)
    if match is None:
        return "" if _AS_BEFORE.fullmatch(asked) else asked
    named = find_parts(match["part"], report, ())
    if len(named) != 1 or not isinstance(named[0], Section):
        raise Unclear("没有说清用哪一个标题", "it was not said which heading to use")
    return named[0].heading


def _unnumbered(said: SaidMoves, report: Report, chosen: Sequence[str]) -> Arrangement:
    if len({m.deed for m in said.moves}) > 1:
        raise Unclear("去掉序号和调整次序请分两次说", "ask for numbers and places one at a time")
    words = " ".join(m.what for m in said.moves)
    marks = words.endswith(_IS)
    words = words.removesuffix(_IS).rstrip("的里中 ")
    inner = _OF.sub("", words).strip()
    whole = not inner or _WHOLE.fullmatch(inner)
    homes = find_parts("" if whole else inner, report, chosen) if not whole or chosen else []
    if chosen and not all(within(h.id, chosen) for h in homes):
        raise Unclear(OUTSIDE.zh, OUTSIDE.en)
    sections = [h for h in homes if isinstance(h, Section)]
    if len(sections) < len(homes):
        raise Unclear(f"“{short_name(homes[0])}”下面没有分条", "nothing stands below that point")
    headings, points = bool(_HEADINGS.search(words)), bool(_POINTS.search(words[len(inner) :]))
    if marks:
        bare = _marks(sections or report.sections)
    elif homes:
        bare = _in_parts(sections, points, headings)
    else:
        bare = _in_whole(report, words, points)
    if not bare:
        where = f"“{short_name(sections[0])}”" if sections else "报告"
        raise Unclear(f"{where}里没有带序号的条目", "nothing there has a number")
    left = not homes and not points and not marks and any(s.points for s in report.walk())
    apart = any(m.apart for m in said.moves)
    move = Move(Deed.UNNUMBER, tuple(part.id for part in bare), apart=apart)
    inside = sections[0].id if len(sections) == 1 else None
    return Arrangement((move,), inside, points_left=left)


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


def names_any(moves: SaidMoves, report: Report) -> bool:
    """Whether any words name parts of the report, be it not clearly: 把重复的话合并 names none."""
    for words in (w for move in moves.moves for w in (move.what, move.where) if w):
        try:
            find_parts(words, report)
        except Unknown:
            continue
        except Unclear:
            return True
        return True
    return False
