"""Where a batch stands, read from its store: for `batch status`, and for what sums it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from assistant.batch.rows import Counts, ReportRow, RunnerRow
from assistant.batch.store import Store
from assistant.batch.summary import ReportLine
from assistant.models.usage import Usage


def report_lines(store: Store) -> Iterator[ReportLine]:
    """Yield the reports of the last job as lines, in the order of input, one after the other."""
    return map(report_line, store.reports())


def report_line(row: ReportRow) -> ReportLine:
    """Return a report of the store as a line; one without a result is still open."""
    if row.result is not None:
        return ReportLine.from_row(row.result, row.ended)
    return ReportLine(file=row.source, outcome="open", error=row.error, usage=row.usage)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a batch stands: counts, who is at work on it, and what could not be done.

    `failed` are (file, reason) of the first reports without a result, `usage` what all took.
    """

    counts: Counts
    runners: tuple[RunnerRow, ...]
    failed: tuple[tuple[str, str], ...]

    @property
    def usage(self) -> Usage:
        """Return what the work has used so far."""
        return self.counts.usage

    @property
    def complete(self) -> bool:
        """Whether every report has its result."""
        return self.counts.finished == self.counts.total

    @property
    def exit_code(self) -> int:
        """Return 0 where all are accepted, 1 where some are open or need a person, 2 as a run."""
        if self.counts.reports.get("failed"):
            return 2
        accepted = self.counts.verdicts.get("accepted", 0)
        return 0 if accepted == self.counts.total else 1

    def as_dict(self) -> dict[str, Any]:
        """Return the status as JSON can hold it."""
        counts = self.counts
        return {
            "reports": {"total": counts.total, **counts.reports},
            "verdicts": dict(counts.verdicts),
            "sections": {"done": counts.sections},
            "section_verdicts": dict(counts.section_verdicts),
            "usage": self.usage.as_dict(),
            "runners": [
                {name: getattr(runner, name) for name in _TOLD_OF_A_RUNNER}
                for runner in self.runners
            ],
            "failed": [{"file": file, "error": error} for file, error in self.failed],
        }


MOST_FAILED = 20
_TOLD_OF_A_RUNNER = ("host", "pid", "state", "note", "slots", "started", "beat")


def read_status(store: Store) -> Status:
    """Return where the batch of a store stands; runners that have stopped are left out."""
    counts = store.counts()
    lost = (row for row in store.reports() if row.state == "failed")
    most = min(MOST_FAILED, counts.reports.get("failed", 0))
    failed = tuple((row.source, row.error or "") for row in islice(lost, most))
    running = tuple(r for r in store.runners() if r.state != "stopped")
    return Status(counts, running, failed)
