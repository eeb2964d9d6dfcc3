"""What a result must have, drawn from the reference: a text, a reference and a request suffice.

Drawn always (unless elements.yaml says `derive: false`): the headings of the chosen part in their
order, depth and number, the points of each section, and for `fill` what becomes of every gap.
Drawn where the author states no elements: the parts of the genre that the reference has, its
figures and titles where the task may leave some out, the gaps that stay open, the 字数.

Nothing here compares texts for equality; an element asks for one thing that another good result
would have as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from assistant.document import BlockKind, Section
from assistant.figures import FigureKind, find_figures
from assistant.genres import Found
from assistant.genres import Priority as Wanted
from assistant.numbering import match_label
from assistant.tasks import Task
from assistant.wordcount import count_words
from eval.case import Case, Element, Kind, Priority, Words
from eval.frame import Chosen, choose, chosen_in, clean
from eval.ledger import Row, gaps_of, ledger, same_value
from eval.reading import Part, Reading, fold, own_points, says

_SHORTEST: Final = 0.8
"""Share of an asked length below which a result is too short, unless the reference is as well."""
_ROOM: Final = 0.35
"""How far a result may be from the reference's 字数 where no length was asked for."""
_LEAST_ROOM: Final = 40
_NEAR_MARK: Final = 10
_MORE_POINTS: Final = 2
"""Points beyond the reference's that are no fault where the request names no number."""
_NO_FIGURE: Final = frozenset(
    {
        FigureKind.DATE, FigureKind.PERIOD, FigureKind.CODE, FigureKind.ORDINAL,
        FigureKind.TERM, FigureKind.INDEFINITE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Basis:
    """A case made ready for scoring: the source without the noise of the chosen part, that part
    in source and reference, the gaps of the source with what the reference made of them, the
    author's elements and those drawn, the allowed 字数 of the chosen part (None: any)."""

    case: Case
    source: str
    part: Chosen
    reference: Chosen
    rows: tuple[Row, ...]
    elements: tuple[Element, ...]
    words: Words | None

    def back(self, place: int) -> int:
        """Return the place in the source as given for one in `source`."""
        return _way(self.case.source, self.source)(place)


@lru_cache(maxsize=512)
def basis(case: Case) -> Basis:
    """Return the case made ready.  A reference that changes text outside the chosen part is
    taken as a whole (its score will say so)."""
    sections = case.request.sections
    source = clean(case.source, sections)
    part = choose(source, sections)
    reference, _ = chosen_in(case.reference, source, part.spans)
    if reference is None:
        reference = Chosen(case.reference, ((0, len(case.reference)),))
    rows = tuple(ledger(part.text, reference.text))
    ready = Basis(case, source, part, reference, rows, (), None)
    elements = (*(_placed(e, ready) for e in case.elements), *_drawn(ready))
    return Basis(case, source, part, reference, rows, elements, case.words or _band(ready))


@lru_cache(maxsize=512)
def _way(text: str, working: str) -> Callable[[int], int]:
    """Return the way from places in a text without its noise to those in the text as given."""
    if text == working:
        return lambda place: place
    blocks = SequenceMatcher(None, working, text, autojunk=False).get_matching_blocks()

    def back(place: int) -> int:
        before = [b for b in blocks if b.a <= place] or blocks
        return before[-1].b + min(place - before[-1].a, before[-1].size)

    return back


def _band(ready: Basis) -> Words:
    """Return the 字数 a result may have: no more than asked, no fewer than the reference has."""
    case, there = ready.case, count_words(ready.reference.text)
    if case.request.to is not None:
        asked = case.request.to.of(count_words(ready.part.text))
        return Words(min(there, round(asked * _SHORTEST)), asked)
    room = max(_LEAST_ROOM, round(there * _ROOM))
    return Words(max(0, there - room), there + room)


def _drawn(ready: Basis) -> Iterator[Element]:
    case = ready.case
    if case.derive:
        yield from _outline(ready)
        yield from _lines(ready)
    if case.derive or not case.has_elements:
        yield from _gaps(ready)
    if not case.has_elements:
        yield from _parts(ready)
        if may_drop(case):
            yield from _kept(ready)


def _placed(element: Element, ready: Basis) -> Element:
    """Return an author's element with what the reference tells of its place: the words below a
    heading, so that a heading left alone does not pass for the part, and the number of a gap."""
    if element.kind is Kind.HEADING:
        for part in Reading(ready.case.reference).parts:
            if says(part.section.heading, element.alternatives):
                return replace(element, like=part.body)
    if element.kind is Kind.GAP:
        for number, row in enumerate(ready.rows, 1):
            if row.open and _meets(element.near, row.near):
                return replace(element, count=(number, number))
    return element


def may_drop(case: Case) -> bool:
    """Tell whether the task may leave figures out: it is to shorten, or the reference does."""
    if case.task is Task.SHORTEN:
        return True
    if case.task is not Task.REWRITE:
        return False
    left = {f.key for f in find_figures(case.reference, words=True)}
    source = clean(case.source, case.request.sections)
    return any(f.key not in left for f in find_figures(source) if f.kind not in _NO_FIGURE)


def _outline(ready: Basis) -> Iterator[Element]:
    """Yield headings, their order and the points of sections, of the chosen part alone."""
    case = ready.case
    reading = Reading(case.reference)
    inside = [p for p in reading.parts if _inside(p, ready.reference)]
    stated = [e for e in case.elements if e.kind in (Kind.HEADING, Kind.POINTS, Kind.ORDER)]
    for part in inside:
        section = part.section
        if section.heading and not any(
            e.kind is Kind.HEADING and says(section.heading, e.alternatives) for e in stated
        ):
            yield Element(
                f"heading-{section.id}", Kind.HEADING, text=section.heading.replace("|", " "),
                level=section.level, number=section.number, like=part.body, drawn=True,
            )  # fmt: skip
    for parent in dict.fromkeys(part.parent for part in inside):
        names = tuple(p.section.heading for p in inside if p.parent == parent and p.section.heading)
        if len(set(names)) > 1 and len(set(names)) == len(names):
            yield Element(
                f"order-{parent or 'top'}", Kind.ORDER, headings=names, drawn=True,
            )  # fmt: skip
    for part in inside:
        count = own_points(part)
        section = part.section
        if count < 2 or any(e.kind is Kind.POINTS and _names(e.section, section) for e in stated):
            continue
        yield Element(
            f"points-{section.id}", Kind.POINTS, section=section.heading or section.id,
            count=_points(case, count), like=part.body, drawn=True,
        )  # fmt: skip
    if not inside and not any(e.kind is Kind.POINTS for e in stated):
        count = Reading(ready.reference.text).point_count((0, len(ready.reference.text)))
        if count > 1:
            yield Element("points", Kind.POINTS, count=_points(case, count), drawn=True)


def _names(name: str, section: Section) -> bool:
    if name == section.id or re.fullmatch(r"[\d.p]*", name):
        return name == section.id
    return says(section.heading, name.split("|"))


def _inside(part: Part, chosen: Chosen) -> bool:
    return any(start <= part.section.start < end for start, end in chosen.spans)


def _points(case: Case, count: int) -> tuple[int, int]:
    """Return how many points will do: as many as asked for or as the source has, else at least
    as many as in the reference."""
    if case.task is not Task.RESTRUCTURE or _states_number(case.request.instruction or ""):
        return count, count
    return count, count + _MORE_POINTS


def _states_number(instruction: str) -> bool:
    return any(mark in instruction for mark in ("点", "方面", "条", "层次")) and any(
        f.value is not None and f.value > 1 for f in find_figures(instruction, words=True)
    )


def _parts(ready: Basis) -> Iterator[Element]:
    """Yield the parts of the genre that the reference has as a section, a point or a line."""
    case = ready.case
    if case.request.sections:
        return
    for match in Reading(case.reference).located(case.genre):
        if not match.present or match.priority is Wanted.OPTIONAL:
            continue
        if match.part.block is None and match.how is not Found.SECTION:
            continue  # a paragraph that merely is about it may be worded in other ways
        required = match.priority is Wanted.REQUIRED
        priority = Priority.REQUIRED if required else Priority.EXPECTED
        yield Element(
            f"part-{match.part.key}", Kind.PART, priority, part=match.part.key, drawn=True
        )


def _lines(ready: Basis) -> Iterator[Element]:
    """Yield title, salutation, signature and date of a whole report: they stay to the letter."""
    if ready.case.request.sections:
        return
    report = Reading(ready.case.reference).report
    for kind in (BlockKind.TITLE, BlockKind.SALUTATION, BlockKind.SIGNATURE, BlockKind.DATE):
        text = report.part(kind)
        if text and "|" not in text:
            yield Element(f"line-{kind.value}", Kind.NAME, text=text, drawn=True)


def _kept(ready: Basis) -> Iterator[Element]:
    """Yield the figures and titles that the reference kept, where others may be left out."""
    required = ready.case.task is not Task.SHORTEN
    priority = Priority.REQUIRED if required else Priority.EXPECTED
    text = ready.reference.text
    told: set[tuple[str, str]] = set()
    for figure in find_figures(text, words=True):
        if figure.kind in _NO_FIGURE:
            continue
        key = (fold(figure.text), figure.subject)
        if key not in told:
            told.add(key)
            yield Element(
                f"figure-{len(told)}", Kind.FIGURE, priority,
                text=figure.text, subject=figure.subject, drawn=True,
            )  # fmt: skip


def _gaps(ready: Basis) -> Iterator[Element]:
    """Yield what becomes of every gap: filled with the reference's value, or open; and the marks
    that the reference puts where the source has not even a gap (a part that is missing)."""
    given = [e for e in ready.case.elements if e.priority is Priority.REQUIRED]
    for number, row in enumerate(ready.rows, 1):
        if row.value is None:
            continue  # shortened or reworded away together with its sentence
        if row.open:
            if any(e.kind is Kind.GAP and _meets(e.near, row.near) for e in given):
                continue
            yield Element(
                f"gap-{number}", Kind.GAP, near=row.near, count=(number, number), drawn=True
            )
        elif ready.case.task is Task.FILL:
            if any(e.kind is Kind.FACT and same_value(e.text, row.value) for e in given):
                continue
            yield Element(
                f"fact-{number}", Kind.FACT, text=row.value, near=row.near,
                count=(number, number), drawn=True,
            )  # fmt: skip
    text = ready.reference.text
    taken = [row.span for row in ready.rows if row.span is not None]
    for number, gap in enumerate(gaps_of(text), 1):
        if gap.end == gap.start or any(s <= gap.start and gap.end <= e for s, e in taken):
            continue
        near = _beside(text, gap.start, gap.end)
        if near and not any(e.kind is Kind.GAP and _meets(e.near, near) for e in given):
            yield Element(f"mark-{number}", Kind.GAP, near=near, drawn=True)


def _beside(text: str, start: int, end: int) -> str:
    """Return the words of the clause in front of a place, where it opens one those behind it; for
    a line of its own the line before."""
    before = re.split("[，。；：！？\n]", text[max(0, start - _NEAR_MARK) : start])[-1].strip()
    after = re.split("[，。；：！？\n]", text[end : end + _NEAR_MARK])[0].strip()
    if before or after:
        return before or after
    line = text[:start].rstrip().rsplit("\n", 1)[-1].strip()
    label = match_label(line)  # （四） is as good as 四、
    return line[label.end if label else 0 :][-_NEAR_MARK:]


def _meets(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    return bool(one and other) and (one in other or other in one)
