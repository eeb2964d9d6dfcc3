"""What the store remembers of a batch, as rows: its reports and its runners."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple, dataclass, field, fields
from enum import StrEnum
from typing import Any

from assistant.models.usage import Usage


class ReportState(StrEnum):
    """How far a report is.

    `queued` waits, an `open` one is in some runner's hand until its claim ends, a `deferred` one
    waits for answers that come later, all together (see `journal.Deferred`), until `Store.wake`;
    `done` and `failed` have a result.
    """

    QUEUED = "queued"
    OPEN = "open"
    DEFERRED = "deferred"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report of the batch.

    `place` is its place in the order of input (None: not part of the last job); `spec` what is to
    be done with it (see `job.Job.spec`); `owner` the runner that has it in hand just now.
    `result` is its line in `results.jsonl` once it is done or failed; `floor` says that the rules
    did what the model was asked for, `changed` how often its file was found changed while it was
    worked on.  `began` and `ended` are Unix times; `attempts` how often work on it was begun.
    `accepted`, `review` and `unchanged` count its sections; `usage` is what it took so far, that
    of runners included which were killed over it.
    """

    id: int
    place: int | None
    source: str
    target: str
    spec: dict[str, Any]
    state: ReportState
    owner: str | None = None
    attempts: int = 0
    source_hash: str = ""
    source_stat: str = ""
    key: str = ""
    output_hash: str = ""
    verdict: str | None = None
    exit_code: int | None = None
    error: str | None = None
    floor: bool = False
    changed: int = 0
    began: float | None = None
    ended: float | None = None
    result: dict[str, Any] | None = None
    accepted: int = 0
    review: int = 0
    unchanged: int = 0
    usage: Usage = field(default_factory=Usage)

    @property
    def finished(self) -> bool:
        """Whether the report has its result."""
        return self.state in (ReportState.DONE, ReportState.FAILED)


@dataclass(frozen=True, slots=True)
class RunnerRow:
    """A process at work on the store, now or earlier; times are Unix times.

    `slots` is how many requests it makes at once just now, `state` what it does (`running`,
    `waiting` with the reason in `note`, `stopped`), `usage` what it has used.
    """

    id: str
    host: str
    pid: int
    started: float
    beat: float
    state: str
    note: str = ""
    slots: int = 0
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Counts:
    """Where a batch stands.

    `reports` count by state, `verdicts` the finished reports by verdict (`failed` for those
    without one), `section_verdicts` the sections of finished reports.  `usage` is what all reports
    took so far.
    """

    reports: dict[str, int]
    verdicts: dict[str, int]
    section_verdicts: dict[str, int]
    usage: Usage

    @property
    def total(self) -> int:
        """Reports of the job."""
        return sum(self.reports.values())

    @property
    def finished(self) -> int:
        """Reports with a result."""
        return self.reports.get("done", 0) + self.reports.get("failed", 0)

    @property
    def sections(self) -> int:
        """Sections of finished reports."""
        return sum(self.section_verdicts.values())


USAGE_COLUMNS = ", ".join(one.name for one in fields(Usage))
"""Their values are a Usage as a tuple."""


def _columns(row: type[ReportRow | RunnerRow]) -> str:
    own = (one.name for one in fields(row) if one.name != "usage")
    return ", ".join((*own, USAGE_COLUMNS))


REPORT_COLUMNS = _columns(ReportRow)
RUNNER_COLUMNS = _columns(RunnerRow)


class DamagedRow(sqlite3.DatabaseError):
    """A row that no program of ours wrote like that: the file was damaged between its pages."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


_NUMBERS = ("place", "attempts", "exit_code", "changed", "began", "ended")


def report_row(row: sqlite3.Row) -> ReportRow:
    """Return a row of REPORT_COLUMNS as what it is; raises DamagedRow."""
    data = dict(row)
    usage = _usage(data)
    try:
        data["spec"] = json.loads(data["spec"])
        data["state"] = ReportState(data["state"])
        data["result"] = json.loads(data["result"]) if data["result"] else None
    except (TypeError, ValueError) as error:
        raise DamagedRow(str(error)) from error
    data["floor"] = bool(data["floor"])
    whole = isinstance(data["spec"], dict) and isinstance(data["result"], dict | None)
    counts = (*(data[name] for name in _NUMBERS), *astuple(usage))
    if not whole or not all(isinstance(count, int | float | None) for count in counts):
        raise DamagedRow("a value of another kind")
    return ReportRow(**data, usage=usage)


def runner_row(row: sqlite3.Row) -> RunnerRow:
    """Return a row of RUNNER_COLUMNS as what it is."""
    data = dict(row)
    usage = _usage(data)
    return RunnerRow(**data, usage=usage)


def _usage(data: dict[str, Any]) -> Usage:
    return Usage(*(data.pop(name) for name in USAGE_COLUMNS.split(", ")))
