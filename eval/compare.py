"""Whether B is better than A, by how much, and how sure that is.

Both answered the same cases, so each case is its own control: what is averaged is the difference
of B's total and A's on one case.  The interval comes from resampling reports (`bootstrap`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from eval.bootstrap import LEVEL, RESAMPLES, SEED, Interval, interval
from eval.scored import Scored
from eval.summary import Row, rows

TIE = 0.005
"""Totals closer than this are equal: less than the smallest element of any case."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One case that both answered: the mean totals over repeats, and what turned round.

    `lost` and `won` are the elements (id and reason) that hold in one and not in the other.
    """

    case: str
    report: str
    task: str
    genre: str
    a: float
    b: float
    signable_a: bool
    signable_b: bool
    lost: tuple[tuple[str, str], ...]
    won: tuple[tuple[str, str], ...]

    @property
    def difference(self) -> float:
        """B minus A."""
        return self.b - self.a

    @property
    def flipped(self) -> bool:
        """Whether one may be signed and the other may not."""
        return self.signable_a != self.signable_b

    def as_dict(self) -> dict[str, Any]:
        """Return the pair for JSON."""
        return {
            "case": self.case,
            "task": self.task,
            "genre": self.genre,
            "a": round(self.a, 4),
            "b": round(self.b, 4),
            "to": "signable" if self.signable_b else "not signable",
            "lost": [{"id": i, "reason": r} for i, r in self.lost],
            "won": [{"id": i, "reason": r} for i, r in self.won],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """B against A over some cases."""

    interval: Interval
    wins: int
    ties: int
    losses: int

    @property
    def cases(self) -> int:
        """Cases both answered."""
        return self.wins + self.ties + self.losses

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `open` (the interval holds 0, or there are too few reports)."""
        low, high = self.interval.low, self.interval.high
        if low is not None and low > 0:
            return "better"
        return "worse" if high is not None and high < 0 else "open"

    def as_dict(self) -> dict[str, Any]:
        """Return the difference for JSON."""
        return {
            "cases": self.cases,
            "difference": self.interval.as_dict(),
            "verdict": self.verdict,
            "wins": self.wins,
            "ties": self.ties,
            "losses": self.losses,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A and B on the cases both answered; `left_out` are those that only one of them did."""

    names: tuple[str, str]
    sides: tuple[Row, Row]
    whole: Difference
    by_task: dict[str, Difference]
    by_genre: dict[str, Difference]
    pairs: tuple[Pair, ...]
    left_out: tuple[str, ...]

    @property
    def flipped(self) -> list[Pair]:
        """The cases that became signable or stopped being so, the worst for B first."""
        return sorted((p for p in self.pairs if p.flipped), key=lambda p: p.difference)

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison for JSON."""
        return {
            "a": {"name": self.names[0], **self.sides[0].as_dict()},
            "b": {"name": self.names[1], **self.sides[1].as_dict()},
            **self.whole.as_dict(),
            "by_task": {name: d.as_dict() for name, d in self.by_task.items()},
            "by_genre": {name: d.as_dict() for name, d in self.by_genre.items()},
            "flipped": [pair.as_dict() for pair in self.flipped],
            "changed": [
                p.as_dict() for p in sorted(self.pairs, key=_by_size) if abs(p.difference) >= TIE
            ],
            "left_out": list(self.left_out),
            "method": {
                "interval": LEVEL,
                "resampled": "reports",
                "resamples": RESAMPLES,
                "seed": SEED,
                "tie": TIE,
            },
        }


def compare(a: Iterable[Scored], b: Iterable[Scored], names: tuple[str, str]) -> Comparison:
    """Compare two systems' scored answers, case by case.

    Raises ValueError where no case was scored in both.
    """
    sides = _by_case(a), _by_case(b)
    both = [name for name in sides[0] if name in sides[1]]
    if not both:
        raise ValueError("no case was answered by both")
    pairs = [_pair(sides[0][name], sides[1][name]) for name in both]
    left_out = sorted((set(sides[0]) | set(sides[1])) - set(both))
    shown = [rows(s for name in both for s in side[name]) for side in sides]
    return Comparison(
        names,
        (shown[0][0], shown[1][0]),
        difference(pairs),
        {t: difference([p for p in pairs if p.task == t]) for t in _order(p.task for p in pairs)},
        {g: difference([p for p in pairs if p.genre == g]) for g in _order(p.genre for p in pairs)},
        tuple(pairs),
        tuple(left_out),
    )


def difference(pairs: Sequence[Pair]) -> Difference:
    """Return the mean difference of some pairs with its interval, wins, ties and losses."""
    groups: dict[str, list[float]] = {}
    for pair in pairs:
        groups.setdefault(pair.report, []).append(pair.difference)
    wins = sum(p.difference >= TIE for p in pairs)
    losses = sum(p.difference <= -TIE for p in pairs)
    return Difference(interval(groups), wins, len(pairs) - wins - losses, losses)


def _by_case(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    cases: dict[str, list[Scored]] = {}
    for one in scored:
        if one.strict is not None:
            cases.setdefault(one.case.id, []).append(one)
    return cases


def _pair(a: Sequence[Scored], b: Sequence[Scored]) -> Pair:
    case = a[0].case
    held = _elements(a), _elements(b)
    turned = [i for i in held[0] if i in held[1] and held[0][i][0] != held[1][i][0]]
    return Pair(
        case.id,
        case.report,
        case.task.value,
        case.genre.id,
        fmean(s.total for s in a if s.total is not None),
        fmean(s.total for s in b if s.total is not None),
        _signable(a),
        _signable(b),
        tuple((i, held[1][i][1]) for i in turned if held[0][i][0]),
        tuple((i, held[0][i][1]) for i in turned if held[1][i][0]),
    )


def _signable(group: Sequence[Scored]) -> bool:
    """Whether most of the repeats may be signed."""
    good = sum(s.strict is not None and s.strict.signable for s in group)
    return 2 * good > len(group)


def _elements(group: Sequence[Scored]) -> dict[str, tuple[bool, str]]:
    """Return whether each element holds in the first repeat, and why (not)."""
    first = group[0].strict
    return {r.id: (r.ok, r.reason.en) for r in first.elements} if first else {}


def _order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _by_size(pair: Pair) -> float:
    return -abs(pair.difference)
