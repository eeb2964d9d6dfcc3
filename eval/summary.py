"""What the scores of a log say: one row a system, over all cases and for each task and genre.

Quality never stands alone: who did the work, what failed and what it cost are in the same row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Any

from assistant.findings import Severity
from assistant.models import Usage
from eval import PLAIN, RULES, is_own
from eval.answer import Work
from eval.bootstrap import Interval, interval
from eval.scored import Scored
from eval.scorers.fidelity import ELSEWHERE

PARTS = ("structure", "fidelity", "length", "language")


@dataclass(frozen=True, slots=True)
class Row:
    """One system over some cases.

    `total` is the mean of the strict totals with its interval over reports, `loose` that of the
    loose ones; None where nothing was scored.  `missing` answers were not scored.  `signable` and
    the verdicts count answers; `false` are those in which the scorer found something false,
    `passed_false` those of them that the product itself had accepted.  `by_model` is the share of
    the 字数 worked on that the model did, `fallback` the share of parts it did not do, `repaired`
    that which went back to it; None where no part of the product did it.  `total_by_model` is the
    mean total of answers that the model did alone.  `as_it_was` answers are the source.
    """

    system: str
    answers: int
    missing: int
    total: Interval | None
    loose: float | None
    parts: dict[str, float | None]
    signable: int
    false: int
    passed_false: int
    verdicts: dict[str, int]
    by_model: float | None
    fallback: float | None
    repaired: float | None
    total_by_model: tuple[float, int] | None
    as_it_was: int
    usage: Usage
    cost_known: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the row for JSON."""
        usage = self.usage
        alone = self.total_by_model
        return {
            "system": self.system,
            "answers": self.answers,
            "not_scored": self.missing,
            "total": self.total.as_dict() if self.total else None,
            "loose": _rounded(self.loose),
            **{name: _rounded(value) for name, value in self.parts.items()},
            "signable": self.signable,
            "false": self.false,
            "accepted_but_false": self.passed_false,
            "verdicts": self.verdicts,
            "source_given_back": self.as_it_was,
            "by_model": _rounded(self.by_model),
            "fallback": _rounded(self.fallback),
            "repaired": _rounded(self.repaired),
            "by_model_alone": {"total": _rounded(alone[0]), "answers": alone[1]} if alone else None,
            "calls": usage.calls,
            "prompt_tokens": usage.prompt_tokens,
            "cached_tokens": usage.cached_tokens,
            "completion_tokens": usage.completion_tokens,
            "seconds": round(usage.seconds, 1),
            "cost": usage.cost if self.cost_known else None,
        }


def rows(scored: Iterable[Scored]) -> list[Row]:
    """Return a row for each system, in the order in which they appear."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.entry.system, []).append(one)
    return [_row(system, group) for system, group in groups.items()]


def grouped(scored: Iterable[Scored], by: Callable[[Scored], str]) -> dict[str, list[Row]]:
    """Return the rows for each value of `by` (a task, a genre), in order of appearance."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(by(one), []).append(one)
    return {name: rows(group) for name, group in groups.items()}


def by_task(one: Scored) -> str:
    """Return the task of a scored answer."""
    return one.case.task.value


def by_genre(one: Scored) -> str:
    """Return the genre's ID."""
    return one.case.genre.id


def totals_by_report(scored: Iterable[Scored]) -> dict[str, list[float]]:
    """Return each case's total, averaged over repeats, under the report it was cut from."""
    cases: dict[tuple[str, str], list[float]] = {}
    for one in scored:
        if one.total is not None:
            cases.setdefault((one.case.report, one.case.id), []).append(one.total)
    groups: dict[str, list[float]] = {}
    for (report, _case), totals in cases.items():
        groups.setdefault(report, []).append(fmean(totals))
    return groups


def _row(system: str, group: Sequence[Scored]) -> Row:
    answered = [s for s in group if s.entry.answer is not None]
    answers = [s.entry.answer for s in answered if s.entry.answer is not None]
    works = [a.work for a in answers if a.work is not None]
    work = sum(works, Work())
    usage = sum((a.usage for a in answers), Usage())
    totals = totals_by_report(answered)
    false = [s for s in answered if says_false(s)]
    alone = [s.total for s in answered if s.total is not None and _model_alone(s)]
    asks = bool(usage.calls)
    return Row(
        system=system,
        answers=len(answered),
        missing=len(group) - len(answered),
        total=interval(totals) if totals else None,
        loose=_mean(s.loose.total for s in answered if s.loose),
        parts={name: _part(answered, name) for name in PARTS},
        signable=sum(s.strict is not None and s.strict.signable for s in answered),
        false=len(false),
        passed_false=sum(_verdict(s) == "accepted" for s in false),
        verdicts=dict(Counter(v for s in answered if (v := _verdict(s)) is not None)),
        by_model=work.words / work.words_all if asks and work.words_all else None,
        fallback=1 - work.by_model / work.parts if asks and work.parts else None,
        repaired=work.repaired / work.parts if asks and work.parts else None,
        total_by_model=(fmean(alone), len(alone)) if alone else None,
        as_it_was=sum(s.entry.answer.output == s.case.source for s in answered if s.entry.answer),
        usage=usage,
        cost_known=asks and usage.cost is not None,
    )


def says_false(one: Scored) -> bool:
    """Whether the scorer found something in the answer that is not true to its source."""
    return one.strict is not None and any(
        f.severity is Severity.ERROR and f.code not in ELSEWHERE for f in one.strict.findings
    )


def _model_alone(one: Scored) -> bool:
    work = one.entry.answer.work if one.entry.answer else None
    return work is not None and work.by_model > 0 and work.by_model == work.parts


def _verdict(one: Scored) -> str | None:
    return one.entry.answer.verdict if one.entry.answer else None


def _part(group: Iterable[Scored], name: str) -> float | None:
    scores = (s.strict.parts()[name] for s in group if s.strict)
    return _mean(part.value for part in scores if part is not None)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the totals of one task stand in the order that must come out of a true scorer.

    `steps` are (name, mean total, answers) from the best down: the reference, the rewrites of a
    system that its own checks had accepted, the one plain prompt on the same model (where a model
    ran), the empty text.
    """

    task: str
    system: str
    steps: tuple[tuple[str, float, int], ...]

    @property
    def right(self) -> bool:
        """Whether each step is above the next."""
        means = [mean for _name, mean, _count in self.steps]
        return all(a > b for a, b in pairwise(means))

    def as_dict(self) -> dict[str, Any]:
        """Return the order for JSON."""
        steps = [{"what": n, "total": round(m, 4), "answers": c} for n, m, c in self.steps]
        return {"task": self.task, "system": self.system, "right": self.right, "steps": steps}


def orders(scored: Sequence[Scored]) -> list[Order]:
    """Return the order of the totals for every task and every system of the product."""
    found: list[Order] = []
    systems = list(dict.fromkeys(s.entry.system for s in scored))
    tasks = list(dict.fromkeys(by_task(s) for s in scored))
    for system in systems:
        if not is_own(system) and system != RULES:
            continue
        for task in tasks:
            here = [s for s in scored if by_task(s) == task and s.total is not None]
            own = [s for s in here if s.entry.system == system]
            accepted = [s for s in own if _verdict(s) == "accepted"]
            plain = [s for s in here if s.entry.system == PLAIN + system.partition("+")[0]]
            steps = [
                ("reference", [s for s in here if s.entry.system == "reference"]),
                ("accepted", accepted),
                ("plain prompt", plain),
                ("empty", [s for s in here if s.entry.system == "empty"]),
            ]
            means = tuple((n, fmean(_totals(g)), len(g)) for n, g in steps if g)
            found.append(Order(task, system, means))
    return found


def _totals(group: Iterable[Scored]) -> list[float]:
    return [s.total for s in group if s.total is not None]
