"""The headings of an outline, and which of a genre's parts belongs under each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.document import Report
from assistant.genres import Genre, Part, Priority, Stage
from assistant.genres.loader import library, set_heading
from assistant.genres.model import EMPTY_PAIRS, pattern
from assistant.wordcount import pairs_of

_FULL = {"问题": "存在的问题", "不足": "存在的不足", "打算": "下一步打算", "计划": "下一步计划"}
"""What a heading that was named in two characters is called in full."""
_WORK = re.compile("述职|履职|实绩|业绩|工作|业务|成效")


@dataclass(frozen=True, slots=True)
class Slot:
    """A heading of the outline, and the parts of a genre whose words belong under it."""

    name: str
    parts: tuple[Part, ...]
    grams: frozenset[str]
    side: str = ""
    """德, 能, 勤, 绩 or 廉, whose one character says nothing inside other words."""

    @property
    def rest(self) -> bool:
        """Whether it takes what belongs nowhere else."""
        return any(part.rest for part in self.parts)


def slots_of(names: Sequence[str], genre: Genre) -> tuple[Slot, ...]:
    """Return the outline as slots, each with the genre's parts that its name stands for."""
    own = {part.key: part for part in genre.parts}
    slots = []
    for name in names:
        if (side := set_heading(name)) is not None:
            parts = tuple(own.get(part.key, part) for part in side.parts)
            slots.append(Slot(side.name, parts, frozenset(), side=side.said))
        else:
            grams = frozenset(pairs_of(name) - EMPTY_PAIRS)
            slots.append(Slot(name, _parts(name, genre), grams))
    return tuple(slots)


def genre_outline(genre: Genre, title: str) -> tuple[str, ...]:
    """Return the headings of a genre in its order, for a report that has none of its own.

    Parts that neither the genre nor the report's title asks for get none.
    """
    return tuple(
        re.sub("（.*）", "", part.name.zh)
        for part in genre.parts
        if part.weight
        and part.block is None
        and part.stage is not Stage.OPENING
        and part.priority_under(title) is not Priority.OPTIONAL
    )


def heading_for(slot: Slot, report: Report, slots: Sequence[Slot]) -> str:
    """Return the words of a heading: as asked; where that is a mere word, those of the report."""
    if len(slot.name) > 2:
        return slot.name
    number = slots.index(slot)
    own = [s.heading for s in report.sections if named_slot(s.heading, slots) == number]
    return own[0] if len(own) == 1 else _FULL.get(slot.name, slot.name)


def _parts(name: str, genre: Genre) -> tuple[Part, ...]:
    known = {part.key: part for part in (*library().values(), *genre.parts)}
    exact = [p for p in known.values() if name in p.name.zh or name == (p.title or "")]
    headed = [
        p
        for p in (*genre.parts, *known.values())
        if p.heading and not p.rest and pattern(*p.heading).search(name)
    ]
    found = list(dict.fromkeys(p.key for p in (*exact, *headed)))
    own = [key for key in found if key in {p.key for p in genre.parts}] or found
    if not own and _WORK.search(name):
        own = [p.key for p in known.values() if p.rest][:1]
    return tuple(known[key] for key in own[:3])


def named_slot(heading: str, slots: Sequence[Slot]) -> int | None:
    """Return the one slot that a heading names, other than the one for all the rest."""
    found = [n for n, slot in enumerate(slots) if not slot.rest and names(slot, heading)]
    return found[0] if len(found) == 1 else None


def names(slot: Slot, heading: str) -> bool:
    if slot.side and re.fullmatch(f"述?{slot.side}(?:的?方面)?", heading):
        return True
    return slot.name in heading or any(
        p.heading
        and pattern(*p.heading).search(heading)
        and not (p.heading_not and pattern(*p.heading_not).search(heading))
        for p in slot.parts
    )
