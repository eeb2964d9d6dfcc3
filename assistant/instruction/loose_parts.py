"""Parts that words must name, though by no heading: read loosely, listed, joined, all below one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.document import Point, Report, Section
from assistant.instruction.loose_names import bare_name, parts_named_in
from assistant.instruction.mention_words import A_PART, JOINED
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_words import ABOUT, most_like, named_of, speaking_of
from assistant.instruction.parts import Unclear, Unknown, find_parts
from assistant.lexicon import classes
from assistant.outline.siblings import Sibling, short_name
from assistant.wordcount import pairs_of

COUNTS = {c: n for n, c in enumerate("两三四五六七八", 2)}
_COUNTED_BELOW = re.compile(
    "(?:[那这]|下面|底下|里面?|(?<![第是有成为共出]))的?([两三四五六七八])个?(?:小节|节|小点|点|条)$"
)
_DENIES = re.compile("^(?:[哦啊嗯])*(?:我)?(?:不是|不要)")
_LONG = 4
_ALL_BELOW = re.compile(
    "(?:，|的|，?[里中内下](?:面|头)?的?)?(?:(?:这|那)?(?P<n>[几两三四五六七八])个?(?:小)?(?:条|点|节|项)"
    r"(?=每|各|分别|都|[^，；。]{0,8}，[^；。]{0,10}(?:都|各|均))|(?:各|每一?)个?小?(?:条|点|节|项)(?=各|都|分别|压|缩|不|\d|[一二两三四五六七八九]?[十百]|[一二两三四五六七八九]十|控))"
)
NO_POINT = frozenset({"部分", "节", "小节", "块", "章", "板块", "截", "段"})
"""Words that a point is not called by."""
_HELD = re.compile(
    rf"(?P<home>[^，。；]{{2,}}?)(?:[里中内](?:面|头|边)?的?(?:[专单]?{ABOUT})?|的?[专单]?{ABOUT})(?P<name>[^，。；]{{2,}})"
)
"""今年安排里专讲能源的: what is named stands in the part that is."""
"""讲物业纠纷的小节 needs no 那 to name a part."""
_PAREN = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)")


def loosely(name: str, report: Report, unit: str = "") -> list[Sibling]:
    """Return the parts that words mean which are no heading but must name one: 讲供水的那节."""
    if _DENIES.search(name):
        return []
    split = _HELD.fullmatch(named_of(name))
    if split is not None and (home := _home(split["home"], report)) is not None:
        return held_in(named_of(name), home, report)
    speaks = speaking_of(named_of(name), report, points=False) if unit in NO_POINT else None
    speaks = speaks or speaking_of(named_of(name), report)
    if speaks is not None and unit in NO_POINT:
        speaks = section_of(speaks, report)
    if speaks is not None:
        return [speaks]
    for kind, called in (("problems_part", "存在问题"), ("plans_part", "下一步打算")):
        if bare_name(named_of(name)) in classes("talk_words")[kind]:
            found = sections_named(called, report)
            return [*found] if len(found) == 1 else []
    like = most_like(name, report, points=unit not in NO_POINT)
    return [like] if like is not None else []


def one_paragraph(name: str, unit: str, found: Sequence[Sibling], report: Report) -> None:
    """Raise Unclear where 那段 means a paragraph, and only the part is found that holds several:
    that would be more than was named."""
    part = found[0] if unit == "段" and len(found) == 1 else None
    if not isinstance(part, Section) or any(pair in part.heading for pair in pairs_of(name)):
        return
    own = [p for p in report.paragraphs(part) if p.start not in {x.start for x in part.points}]
    if len(own) > 1:
        raise Unclear(
            f"说不准“{name}”是“{short_name(part)}”里的哪一段",
            f"“{name}” may be any paragraph of “{short_name(part)}”",
        )


def misspelt(name: str, report: Report) -> list[Section]:
    """Return the one section whose heading holds a name of four characters or more but for one of
    them: 道路清扫保结 for 道路清扫保洁."""
    found = [
        s
        for s in report.walk()
        for start in range(len(s.heading) - len(name) + 1)
        if sum(a == b for a, b in zip(name, s.heading[start:], strict=False)) == len(name) - 1
    ]
    return found if len(found) == 1 and len(name) >= _LONG else []


def section_of(part: Sibling, report: Report) -> Sibling:
    """Return the section that a point stands in; a section is its own."""
    return report.find(part.id.rpartition(".")[0]) if isinstance(part, Point) else part


def all_below(part: Sibling, behind: str) -> tuple[Sequence[Sibling], str] | None:
    """Return all that stands below a part, where the words behind its name say so, and what
    follows these: 每个小节各…, 那三个小节都…."""
    items = (part.children or part.points) if isinstance(part, Section) else ()
    listed = _ALL_BELOW.match(behind)
    if listed is None or COUNTS.get(listed["n"] or "", len(items)) != len(items) or len(items) < 2:
        return None
    return items, f"{'' if listed['n'] else '各'}{behind[listed.end() :]}"


def counted_below(part: Sibling, words: str) -> tuple[str, ...]:
    """Return what stands below a part where words count as many as it has: 维权那三小节."""
    counted = _COUNTED_BELOW.search(words)
    items = (part.children or part.points) if isinstance(part, Section) else ()
    return tuple(i.id for i in items) if counted and COUNTS[counted[1]] == len(items) else ()


def joined_to(behind: str, report: Report) -> tuple[list[Sibling], str]:
    """Return the parts that are named behind one, 讲班子的那条和讲反腐的那条, and what follows."""
    found: list[Sibling] = []
    while (match := JOINED.match(behind)) is not None:
        try:
            more = find_parts(named_of(match["name"]), report)
        except Unclear:
            more = loosely(match["name"], report)
        if not more:
            name = match["name"]
            raise Unknown(f"报告里没有叫“{name}”的部分", f"no part is called “{name}”")
        found += more
        behind = behind[match.end() :]
    return found, behind


def kept_parts(clause: str, what: str, report: Report, chosen: Sequence[str]) -> list[Sibling]:
    """Return the parts that are to stay; a name is read loosely where a part must be meant."""
    if what in classes("talk_words")["of_text"]:
        raise Unknown(f"报告里没有叫“{what}”的部分", f"no part is called “{what}”")
    try:
        return find_parts(what, report, chosen)
    except Unknown:
        sure = clause.startswith(("除", "撇", "抛", "刨")) or A_PART.search(what) is not None
        loosely = parts_named_in(what, report) if sure else []
        if not loosely:
            raise
        return loosely


def below_of(said: str, name: str, home: Section, report: Report) -> list[Sibling]:
    """Return what is named below a part that was said by its number: by a number of its own, 标着
    （七）的, or by what it speaks of; the part itself where its number already says which it is."""
    numbered = _PAREN.search(name)
    if numbered is not None:
        return find_parts(f"{said}{numbered.group()}", report)
    inner = inside(name, home, report)
    return [inner] if inner is not None else []


def inside(name: str, home: Section, report: Report) -> Sibling | None:
    """Return the one part below `home` that a name tells of; None where none is clear."""
    return speaking_of(name, report, home) or most_like(name, report, points=True, home=home)


def held_in(name: str, part: Sibling, report: Report) -> list[Sibling]:
    """Return what is named in a part that the same words name, 存在问题里讲人手的; the part where
    its own heading says all of them, or nothing stands below it.  Raises Unclear where it is not
    told what in it is meant: the whole would be more."""
    split = _HELD.fullmatch(name)
    if split is None or _home(split["home"], report) != part or sections_named(name, report, 3):
        return [part]
    if isinstance(part, Section) and (inner := inside(split["name"], part, report)) is not None:
        return [inner]
    within = split["home"]
    zh = f"说不准“{split['name']}”是“{within}”里的哪一条"
    raise Unclear(zh, f"“{split['name']}” may be any of “{within}”")


def _home(name: str, report: Report) -> Section | None:
    """Return the one part with others below it that a heading, or a pair of characters of it,
    tells to be meant: 今年安排 for 2026年工作安排."""
    found = sections_named(name, report) or [
        s for s in report.walk() if any(pair in s.heading for pair in pairs_of(name))
    ]
    home = found[0] if len(found) == 1 else None
    return home if home is not None and (home.children or home.points) else None


def apart_from(part: Sibling, kept: set[str]) -> Iterator[str]:
    """Yield a part, or those below it where one of them is kept."""
    if part.id in kept or any(part.id.startswith(one + ".") for one in kept):
        return
    if not any(one.startswith(part.id + ".") for one in kept):
        yield part.id
    elif isinstance(part, Section):
        for below in part.children or part.points:
            yield from apart_from(below, kept)


def touches(kept: Sequence[Sibling], ids: Sequence[str]) -> bool:
    return any(f"{k.id}.".startswith(f"{i}.") for k in kept for i in ids)
