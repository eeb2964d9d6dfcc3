"""Shortening without a model: whole clauses are left out, never words inside one.

Official prose strings parallel verb phrases together with commas, so leaving out a clause that
holds no figure, title, quoted term or gap nearly always leaves a sound sentence.  A clause goes
together with those that need it; what only leads in (以…为指导, 在…领导下, 坚持…) goes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.chains.clauses import (
    CANNOT_END,
    CANNOT_STAND_ALONE,
    IS,
    LEAD_IN,
    LIGHT_VERB,
    binds,
)
from assistant.chains.needs import announces, ends_statement, needs, only_says_when
from assistant.chains.segments import Unit, must_keep
from assistant.chains.worth import FIGURE_WORTH, holds
from assistant.document import Edit, apply_edits
from assistant.leaning import own_side, tells
from assistant.plan_reach import plan_sign
from assistant.sentences import split_clauses
from assistant.verify.weighty import idle
from assistant.wordcount import count_words

_QUOTED = re.compile("“[^”]*”")
_MARK = "，,；;。！？：: \n"
_CLOSES = "。！？；;，,"
"""Marks that end a clause, and what is left of a statement with it."""
_LED = re.compile("领导下，?$")
"""Under whom a report was worked for, as its first sentence says."""
_HEADLINE = 1.5
"""How much more the first thing counts that a sentence tells: what follows adds to it."""
_VALUE = re.compile(r"[\dX×x*_]")


_Order = Callable[[frozenset[int]], tuple[float, ...]]


@dataclass(frozen=True)
class _Clause:
    """A clause, also without the words that say nothing (`tight`), with its 字数, what it holds
    that should stay, and whether it must."""

    text: str
    tight: str
    length: int
    holds: float
    locked: bool

    @cached_property
    def words(self) -> str:
        """The words without white space and the mark behind them."""
        return self.text.strip().rstrip(_MARK)

    @cached_property
    def weight(self) -> float:
        """The 字数, of what only leads in one half."""
        return self.length * (0.5 if LEAD_IN.match(self.words) else 1.0)

    @property
    def says(self) -> bool:
        """Whether it holds something that makes a sentence worth its place."""
        return self.holds > 0 or self.locked

    @cached_property
    def announces(self) -> bool:
        """Whether what follows is what it speaks of."""
        return announces(self.text)

    @cached_property
    def says_what(self) -> bool:
        """Whether it says what the clause before it is."""
        return IS.match(self.text) is not None

    @cached_property
    def is_dependent(self) -> bool:
        """Whether it is nothing without another clause of its sentence."""
        return CANNOT_STAND_ALONE.match(self.words) is not None or only_says_when(self.words)

    @cached_property
    def stands_alone(self) -> bool:
        """Whether it can be all that is left of a sentence."""
        return not self.is_dependent and (self.holds >= FIGURE_WORTH or tells(self.words))

    @cached_property
    def is_open(self) -> bool:
        """Whether a sentence cannot end with it that went on behind it."""
        named = not tells(self.words) and not _VALUE.search(self.words)
        return self.is_dependent or named or CANNOT_END.search(self.words) is not None


class _Sentence:
    """The clauses of a unit, its statements (each divided from the next by a semicolon), and what
    can go: each clause with those that need it."""

    def __init__(self, unit: Unit) -> None:
        self.clauses = _clauses(unit)
        self.end = unit.text.rstrip()[-1:]
        named = unit.labelled and not unit.lead and not self.clauses[0].is_dependent
        self.topic = 0 if named else None
        self.headline = next(
            (i for i, c in enumerate(self.clauses) if c.holds >= FIGURE_WORTH), None
        )
        self.statements: list[range] = []
        start = 0
        for i, clause in enumerate(self.clauses):
            if i + 1 == len(self.clauses) or ends_statement(clause.text):
                self.statements.append(range(start, i + 1))
                start = i + 1
        groups = _groups(needs([c.text for c in self.clauses]))
        self.loose = [g for g in groups if not any(self.clauses[i].locked for i in g)]

    @property
    def orders(self) -> tuple[_Order, _Order]:
        """The orders in which clauses can go: of those that hold nothing the lightest first, or
        what only leads in and then the last; next what holds the least for its length; the topic
        of a labelled point last."""
        return self._lightest, self._last

    def _lightest(self, group: frozenset[int]) -> tuple[float, ...]:
        weight = sum(self.clauses[i].weight for i in group)
        return self._held(group) or (0, weight)

    def _last(self, group: frozenset[int]) -> tuple[float, ...]:
        some = [self.clauses[i] for i in group]
        return self._held(group) or (0, any(c.weight == c.length for c in some), -max(group))

    def _held(self, group: frozenset[int]) -> tuple[float, ...]:
        """Return how late clauses go that hold something or are the topic; else nothing."""
        length = max(1, sum(self.clauses[i].length for i in group))
        if self.topic in group:
            return 2, length
        held = sum(self.clauses[i].holds for i in group)
        return (1, held / length * (_HEADLINE if self.headline in group else 1)) if held else ()

    def reads(self, kept: set[int]) -> bool:
        """Tell whether what is left still reads: each statement says something, none is torn."""
        return (
            bool(kept)
            and all(
                self._statement_reads(statement, left)
                for statement in self.statements
                if (left := [i for i in statement if i in kept])
            )
            and self._lists_something(sorted(kept))
        )

    def _statement_reads(self, statement: range, left: Sequence[int]) -> bool:
        if len(left) == len(statement):
            return True
        some = [self.clauses[i] for i in left]
        if not any(c.stands_alone for c in some):
            return False
        ends = left[0] == statement[0] or left[-1] == statement[-1]
        if not ends and not any(c.says for c in some):
            return False  # what leads from the beginning to the end of a sentence is no statement
        if left[-1] != statement[-1] and some[-1].is_open:
            return False
        says_what = [i for i in statement if self.clauses[i].says_what]
        # 自治区的部署，是…: without what it is, the subject says nothing
        return not says_what or left[0] > says_what[0] or any(c.says_what for c in some)

    def _lists_something(self, kept: Sequence[int]) -> bool:
        """Whether something is left behind each clause that announces it."""
        last = len(self.clauses) - 1
        return all(
            n + 1 < len(kept) and bool(self.clauses[kept[n + 1]].words)
            for n, i in enumerate(kept)
            if self.clauses[i].announces and i != last
        )

    def written(self, kept: set[int]) -> str:
        """Return the text of the clauses that are left, each statement with the mark it ended
        with, the last one with that of the unit."""
        told: list[str] = []
        for statement in self.statements:
            left = [i for i in statement if i in kept]
            if not left:
                continue
            text = "".join(self.clauses[i].tight for i in left)
            if left[-1] != statement[-1] and not self.clauses[left[-1]].announces:
                mark = self.clauses[statement[-1]].text.rstrip()[-1:]
                text = text.rstrip(_MARK) + (mark if mark in _CLOSES else "")
            told.append(text)
        text = "".join(told).rstrip()
        mark = self.end
        if mark in "！？" and len(self.clauses) - 1 not in kept:
            mark = "。"  # what was called out, or asked, is gone
        if mark in _CLOSES and not text.endswith(mark):
            text = text.rstrip(_MARK) + mark
        return text


def shorter_wordings(unit: Unit) -> list[str]:
    """Return wordings of a unit with ever more clauses gone, the longest first.

    First comes the unit with no clause gone, where words that say nothing can be spared.

    Clauses that hold nothing go first, once the lightest of them before the others and once the
    last, so that many lengths can be met; then what holds the least for its length; each with what
    needs it.  A clause with a gap never goes.  Every wording ends with the mark the unit ends with;
    a unit of one clause has none.
    """
    if not unit.text.strip(_MARK):
        return []
    sentence = _Sentence(unit)
    tight = "".join(c.tight for c in sentence.clauses)
    wordings = [tight] if tight != unit.text else []
    both = {text for order in sentence.orders for text in _shortened(sentence, order)}
    return wordings + sorted(both, key=lambda text: (-len(text), text))


def _shortened(sentence: _Sentence, order: _Order) -> Iterator[str]:
    """Yield one wording for each clause that can go, each shorter than the one before."""
    kept = set(range(len(sentence.clauses)))
    ranks = {group: order(group) for group in sentence.loose}
    while going := next(
        (g for g in sorted(ranks, key=ranks.__getitem__) if sentence.reads(kept - g)), None
    ):
        kept -= going
        yield sentence.written(kept)
        for group in [g for g in ranks if not g.isdisjoint(going)]:
            del ranks[group]
            if left := group - going:
                ranks[left] = order(left)


def held_words(unit: Unit) -> int:
    """Return the 字数 of the clauses of a unit that hold something which should stay."""
    return sum(
        c.length for c in _clauses(unit) if must_keep(c.text) or (c.locked and not c.announces)
    )


def _groups(needed: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Return for each clause those that go with it: itself, and what needs one that goes."""
    needing: list[list[int]] = [[] for _ in needed]
    for i, places in enumerate(needed):
        for place in places:
            needing[place].append(i)
    groups = []
    for i in range(len(needed)):
        found, ahead = {i}, [i]
        while ahead:
            ahead += (fresh := [k for k in needing[ahead.pop()] if k not in found])
            found.update(fresh)
        groups.append(frozenset(found))
    return groups


def _clauses(unit: Unit) -> list[_Clause]:
    quoted = [m.span() for m in _QUOTED.finditer(unit.text)]
    spared = [s for s in idle(unit.text) if not any(a < s[0] < b for a, b in quoted)]
    return [_weigh(unit, s.start, s.end, spared) for s in split_clauses(unit.text)]


def _weigh(unit: Unit, start: int, end: int, spared: Sequence[tuple[int, int]]) -> _Clause:
    text = unit.text[start:end]
    inside = [Edit(a - start, b - start, "") for a, b in spared if start <= a and b <= end]
    tight = LIGHT_VERB.sub("", apply_edits(text, inside))
    low, high = unit.start + start, unit.start + end
    gaps = any(low <= g.start <= high and g.end <= high for g in unit.gaps)
    bound = gaps or announces(text) or binds(text.strip()) or _leads(unit, text)
    return _Clause(text, tight, count_words(text), holds(text), bound)


def _leads(unit: Unit, clause: str) -> bool:
    """Whether what stands in other units needs a clause: their plan, who reports."""
    if unit.opens_report and (own_side(clause) or _LED.search(clause)):
        return True
    return unit.goes_on and plan_sign(clause) is not None
