"""Shortening without a model: whole clauses are left out, never words inside one.

Official prose strings parallel verb phrases together with commas, so leaving out a clause that
holds no figure, title, quoted term or gap nearly always leaves a sound sentence.  The clauses
that only lead in (以…为指导, 在…领导下, 坚持…) go first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assistant.chains.clauses import (
    CANNOT_END,
    CANNOT_STAND_ALONE,
    CONDITION,
    IS,
    LEAD_IN,
    LIGHT_VERB,
    binds,
)
from assistant.chains.segments import Unit, must_keep
from assistant.document import Edit, apply_edits
from assistant.leaning import leans_on, tells
from assistant.plan_reach import planned_by
from assistant.sentences import split_clauses
from assistant.verify.weighty import idle, weighty
from assistant.wordcount import count_words

_QUOTED = re.compile("“[^”]*”")
_WEIGHS = 0.5
"""What a word that weighs counts beside a figure."""
_MARK = "，,；;。！？：: \n"


@dataclass(frozen=True)
class _Clause:
    """A clause, also without the words that say nothing (`tight`), with its 字数 (lead-ins count
    half), how much it holds that should stay, how many words that weigh, and whether it must."""

    text: str
    tight: str
    weight: float
    holds: int
    weighs: int
    locked: bool

    @cached_property
    def bare(self) -> str:
        """The words without outer white space."""
        return self.text.strip()

    @property
    def says(self) -> bool:
        """Whether it holds or tells something that makes a sentence worth its place."""
        return self.holds > 0 or self.weighs > 0 or self.locked

    @cached_property
    def announces(self) -> bool:
        """Whether what follows is what it speaks of."""
        return self.bare.endswith(("：", ":"))

    @cached_property
    def says_what(self) -> bool:
        """Whether it says what the clause before it is."""
        return IS.match(self.text) is not None

    @cached_property
    def is_condition(self) -> bool:
        """Whether it is nothing without the one behind it."""
        return CONDITION.match(self.bare) is not None

    @cached_property
    def words(self) -> str:
        """The words without the mark behind them."""
        return self.bare.rstrip(_MARK)

    @cached_property
    def is_open(self) -> bool:
        """Whether a sentence cannot end with it."""
        return CANNOT_END.search(self.words) is not None

    @cached_property
    def is_dependent(self) -> bool:
        """Whether it is nothing without another clause of its sentence."""
        return CANNOT_STAND_ALONE.match(self.words) is not None

    @cached_property
    def stands_alone(self) -> bool:
        """Whether it can be all that is left of a sentence."""
        return not self.is_dependent and tells(self.words)


class _Left(NamedTuple):
    """Of the clauses that are left: how many say what another is, can stand alone, hold what
    should stay, are the first or the last of the sentence; and those that another leans on."""

    saying_what: int
    standing: int
    holding: int
    ends: int
    leant_on: frozenset[int]


def shorter_wordings(unit: Unit) -> list[str]:
    """Return up to one wording for each clause that can go, each shorter than the one before.

    First comes the unit with no clause gone, where words that say nothing can be spared.

    Clauses that hold nothing go first, the lightest before the others; then those that tell of a
    result, a limit or a problem, then those with a figure, each time what holds the least for its
    length.  A clause with a gap never goes.  Every wording ends with the mark the
    unit ends with; a unit of one clause has none.
    """
    clauses = _clauses(unit)
    texts = [c.text for c in clauses]
    leant = list(zip(leans_on(texts), planned_by(texts), strict=True))
    left = list(range(len(clauses)))
    tight = "".join(c.tight for c in clauses)
    wordings: list[str] = [tight] if tight != unit.text else []
    while len(left) > 1:
        kept = _left(clauses, leant, left)
        loose = [
            i
            for place, i in enumerate(left)
            if not clauses[i].locked and _may_go(clauses, left, kept, place)
        ]
        if not loose:
            break
        left.remove(min(loose, key=lambda i: _order(clauses[i])))
        wordings.append(_join([clauses[i].tight for i in left], unit.text))
    return wordings


def _order(clause: _Clause) -> tuple[int, float]:
    if not clause.holds and not clause.weighs:
        return 0, clause.weight
    held = clause.holds + _WEIGHS * clause.weighs
    return (2 if clause.holds else 1), held / max(clause.weight, 1.0)


def held_words(unit: Unit) -> int:
    """Return the 字数 of the clauses of a unit that hold something which should stay."""
    return sum(count_words(c.text) for c in _clauses(unit) if c.holds or c.locked)


def _clauses(unit: Unit) -> list[_Clause]:
    quoted = [m.span() for m in _QUOTED.finditer(unit.text)]
    spared = [s for s in idle(unit.text) if not any(a < s[0] < b for a, b in quoted)]
    weighs = [at for at, _ in weighty(unit.text)]
    return [_weigh(unit, s.start, s.end, spared, weighs) for s in split_clauses(unit.text)]


def _weigh(
    unit: Unit, start: int, end: int, spared: Sequence[tuple[int, int]], weighs: Sequence[int]
) -> _Clause:
    text = unit.text[start:end]
    inside = [Edit(a - start, b - start, "") for a, b in spared if start <= a and b <= end]
    tight = LIGHT_VERB.sub("", apply_edits(text, inside))
    low, high = unit.start + start, unit.start + end
    gaps = any(low <= g.start <= high and g.end <= high for g in unit.gaps)
    weight = count_words(text) * (0.5 if LEAD_IN.match(text.strip()) else 1.0)
    told = sum(start <= at < end for at in weighs)
    return _Clause(text, tight, weight, len(must_keep(text)), told, gaps or binds(text.strip()))


def _left(
    clauses: Sequence[_Clause],
    leant: Sequence[tuple[int | None, int | None]],
    left: Sequence[int],
) -> _Left:
    return _Left(
        sum(clauses[i].says_what for i in left),
        sum(clauses[i].stands_alone for i in left),
        sum(clauses[i].says for i in left),
        len({0, len(clauses) - 1} & set(left)),
        frozenset(on for i in left for on in leant[i] if on is not None and on != i),
    )


def _may_go(clauses: list[_Clause], kept: list[int], left: _Left, place: int) -> bool:
    """Tell whether what is left still reads: nothing leans on the clause, a main clause stays."""
    index = kept[place]
    clause = clauses[index]
    if clause.announces or index in left.leant_on:
        return False
    ends = left.ends - (index in (0, len(clauses) - 1))
    if not ends and not left.holding - clause.says:
        return False  # what leads from the beginning to the end of a sentence is no statement
    after = clauses[kept[place + 1]] if place + 1 < len(kept) else None
    before = clauses[kept[place - 1]] if place else None
    if (after is None or not after.bare) and before is not None and before.announces:
        return False
    if clause.says_what and left.saying_what == 1:
        return False  # 自治区的部署，是…: without what it is, the subject says nothing
    if before is not None and before.is_condition:
        return False
    last = before if after is None else clauses[kept[-1]]
    if last is not None and last.is_open and last.words != clauses[-1].words:
        return False
    if not left.standing - clause.stands_alone:
        return False
    return after is not None or before is None or not before.is_dependent


def _join(clauses: list[str], whole: str) -> str:
    text = "".join(clauses).rstrip()
    mark = whole.rstrip()[-1:]
    if mark in "。！？；;，," and not text.endswith(mark):
        text = text.rstrip(_MARK) + mark
    return text
