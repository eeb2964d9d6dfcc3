"""How far a batch is, at one moment, and what follows from it: the rate and the time left."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.batch.rows import Counts, ReportState, RunnerRow
from assistant.findings import Message


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch is.

    `at` is a moment of a monotonic clock in seconds; the counts of sections include those that an
    earlier run had done; `tokens` are those written, `cost` is None where no price is known;
    `waiting` says why nothing is sent right now, where that is so.  Where not all reports are done
    yet, `of_sections` is `estimated` from those that are.
    """

    at: float
    reports: int = 0
    of_reports: int = 0
    sections: int = 0
    of_sections: int = 0
    accepted: int = 0
    review: int = 0
    unchanged: int = 0
    failed: int = 0
    tokens: int = 0
    cost: float | None = None
    current: str = ""
    waiting: Message | None = None
    estimated: bool = False


def state_of(
    counts: Counts, runners: Iterable[RunnerRow], at: float, current: str = ""
) -> BatchState:
    """Return how far a batch is from what its store says; `at` is the moment on the caller's clock.

    Verdicts are those of sections, `failed` counts reports.
    """
    sections, left = counts.sections, counts.total - counts.finished
    done = counts.reports.get(ReportState.DONE, 0)
    guess = round(sections / done * left) if done else 0
    notes = [r.note for r in runners if r.state == "waiting" and r.note]
    verdicts = counts.section_verdicts
    return BatchState(
        at=at,
        reports=counts.finished,
        of_reports=counts.total,
        sections=sections,
        of_sections=sections + guess,
        accepted=verdicts.get("accepted", 0),
        review=verdicts.get("review", 0),
        unchanged=verdicts.get("unchanged", 0),
        failed=counts.reports.get(ReportState.FAILED, 0),
        tokens=counts.usage.completion_tokens,
        cost=counts.usage.cost,
        current=current,
        waiting=Message(notes[0], notes[0]) if notes else None,
        estimated=left > 0,
    )


WINDOW = 120.0
"""Seconds over which a rate is measured: long enough for slow sections, short enough to follow."""


@dataclass(slots=True)
class Rate:
    """Measures how fast a run goes from what it told lately."""

    _seen: deque[BatchState] = field(default_factory=deque)

    def add(self, state: BatchState) -> None:
        """Take in one more moment; they come in the order of time."""
        self._seen.append(state)
        while len(self._seen) > 2 and state.at - self._seen[1].at >= WINDOW:
            self._seen.popleft()
        if len(self._seen) > 2_000:  # thousands a second need no finer trace
            self._seen = deque(list(self._seen)[::2])

    @property
    def tokens(self) -> float:
        """Return the tokens written in a second."""
        first, last, seconds = self._span()
        return (last.tokens - first.tokens) / seconds if seconds else 0.0

    @property
    def left(self) -> float | None:
        """Return the seconds to go, or None before the first section of this run is done."""
        first, last, seconds = self._span()
        done = last.sections - first.sections
        if not done or not seconds:
            return None
        return (last.of_sections - last.sections) * seconds / done

    def _span(self) -> tuple[BatchState, BatchState, float]:
        if not self._seen:
            nothing = BatchState(0.0)
            return nothing, nothing, 0.0
        first, last = self._seen[0], self._seen[-1]
        return first, last, last.at - first.at
