"""Claiming reports and giving them back: what happens inside one transaction each.

A claim is a report with an owner and a time until which it holds.  Whoever writes a result must
still own the report; a result of somebody whose claim was taken over is dropped, so everything is
done once in the store however many runners there are.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.batch.rows import (
    REPORT_COLUMNS,
    USAGE_COLUMNS,
    ReportRow,
    report_row,
)
from assistant.batch.summary import VERDICTS
from assistant.models.usage import Usage

_BEGINS, _CLIMBED, _COUNTED = "begins {}", "climbed {}", "counted {}"
"""What is kept for each report, and for each model."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a report: its line in `results.jsonl`, and what it rests on.

    `tally` counts its sections by verdict; `floor` says that the rules did what the model was
    asked for; `doubtful` are the keys of replies that no later run is to be given; `climbed`
    counts the sections that stood and that were missed when `model` was asked for them whole.
    """

    result: Mapping[str, Any]
    source_hash: str = ""
    source_stat: str = ""
    key: str = ""
    output_hash: str = ""
    floor: bool = False
    tally: Mapping[str, int] | None = None
    doubtful: tuple[str, ...] = ()
    climbed: tuple[int, int] = (0, 0)
    model: str = ""


def claim(
    connection: sqlite3.Connection, me: str, until: float, model: str | None
) -> ReportRow | None:
    """Claim a report for `me`; see `Store.claim`."""
    now = time.time()
    row = connection.execute(
        "SELECT id FROM reports WHERE place IS NOT NULL "
        "AND (state='queued' OR state='open' AND until < ?) ORDER BY place LIMIT 1",
        (now,),
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "UPDATE reports SET state='open', owner=?, until=?, attempts=attempts+1, "
        "began=ifnull(began, ?) WHERE id=?",
        (me, until, now, row["id"]),
    )
    if model is not None:
        begins_lower(connection, row["id"], model)
    return _report(connection, row["id"])


def begins_lower(connection: sqlite3.Connection, report: int, model: str) -> bool:
    """Fix on which rung a report begins, before its first question; see `Store.begins_lower`."""
    from assistant.chains.ladder import fails

    name = _BEGINS.format(report)
    known = meta(connection, name)
    if known is None:
        stood, missed = _climbed(connection, model)
        known = "lower" if fails(missed, stood) else "own"
        connection.execute("INSERT INTO meta VALUES(?,?)", (name, known))
    return known == "lower"


def _climbed(connection: sqlite3.Connection, model: str) -> tuple[int, int]:
    """Return how many whole sections of a model stood so far, and how many it missed."""
    stood, missed = json.loads(meta(connection, _CLIMBED.format(model)) or "[0, 0]")
    return stood, missed


def meta(connection: sqlite3.Connection, name: str) -> str | None:
    """Return a value kept under a name."""
    row = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return None if row is None else str(row[0])


def put_back(connection: sqlite3.Connection, me: str, report: int, state: str = "queued") -> None:
    """Give a claimed report back; the try does not count."""
    connection.execute(
        "UPDATE reports SET state=?, owner=NULL, attempts=attempts-1 "
        "WHERE id=? AND owner=? AND state='open'",
        (state, report, me),
    )


def reopen(connection: sqlite3.Connection, report: int) -> None:
    """Forget what became of a report and queue it to be done anew."""
    # What was taken for a result that never came is taken for the next one.
    usage = ", ".join(
        f"{name}=CASE WHEN ended IS NULL THEN {name} {'' if name == 'cost' else 'ELSE 0'} END"
        for name in USAGE_COLUMNS.split(", ")
    )
    connection.execute(
        "UPDATE reports SET state='queued', owner=NULL, key='', verdict=NULL, exit_code=NULL, "
        "error=NULL, result=NULL, floor=0, changed=0, ended=NULL, accepted=0, review=0, "
        f"unchanged=0, {usage} WHERE id=?",
        (report,),
    )
    # What is done anew counts anew: else one report would be two misses.
    if (counted := meta(connection, _COUNTED.format(report))) is not None:
        model, stood, missed = json.loads(counted)
        _count(connection, model, -stood, -missed)
    forgotten = [(name.format(report),) for name in (_BEGINS, _COUNTED)]
    connection.executemany("DELETE FROM meta WHERE name=?", forgotten)


def finished(connection: sqlite3.Connection, me: str, report: int, end: Finished) -> bool:
    """Record what became of a report; see `Store.finished`."""
    if _report(connection, report).owner != me:
        return False
    result, tally = end.result, end.tally or {}
    rests_on = ("floor", "source_hash", "source_stat", "key", "output_hash")
    _update(
        connection,
        report,
        state="done" if result["verdict"] is not None else "failed",
        owner=None,
        verdict=result["verdict"],
        exit_code=result["exit"],
        error=result["error"],
        ended=time.time(),
        result=json.dumps(result, ensure_ascii=False),
        **{name: getattr(end, name) for name in rests_on},
        **{verdict: tally.get(verdict, 0) for verdict in VERDICTS},
    )
    connection.executemany("DELETE FROM replies WHERE key=?", [(key,) for key in end.doubtful])
    if any(end.climbed):
        _count(connection, end.model, *end.climbed)
        counted = (_COUNTED.format(report), json.dumps([end.model, *end.climbed]))
        connection.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", counted)
    return True


def _count(connection: sqlite3.Connection, model: str, stood: int, missed: int) -> None:
    """Add to what a model's whole sections came to so far."""
    before = _climbed(connection, model)
    kept = (_CLIMBED.format(model), json.dumps([before[0] + stood, before[1] + missed]))
    connection.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", kept)


def adopt(connection: sqlite3.Connection, key: str, report: int, usage: Usage) -> bool:
    """Put a reply that came for nobody down to a report; False where another was quicker."""
    done = connection.execute(
        "UPDATE replies SET report=? WHERE key=? AND report=0", (report, key)
    ).rowcount
    if done:
        spend(connection, report, usage)
    return done > 0


def release(connection: sqlite3.Connection, runners: Iterable[str]) -> None:
    """Queue again what these runners have claimed and not done."""
    connection.executemany(
        "UPDATE reports SET state='queued', owner=NULL WHERE state='open' AND owner=?",
        [(one,) for one in runners],
    )


def spend(connection: sqlite3.Connection, report: int, usage: Usage) -> None:
    """Put what something took down to a report."""
    row = connection.execute(
        f"SELECT {USAGE_COLUMNS} FROM reports WHERE id=?", (report,)
    ).fetchone()
    _update(connection, report, **asdict(Usage(*row) + usage))


def _update(connection: sqlite3.Connection, report: int, **columns: Any) -> None:
    values = ", ".join(f"{name}=?" for name in columns)
    connection.execute(f"UPDATE reports SET {values} WHERE id=?", (*columns.values(), report))


def _report(connection: sqlite3.Connection, report: int) -> ReportRow:
    row = connection.execute(
        f"SELECT {REPORT_COLUMNS} FROM reports WHERE id=?", (report,)
    ).fetchone()
    return report_row(row)
