"""The list of a job's reports in the store, and what can be counted over it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.batch.claims import reopen
from assistant.batch.rows import USAGE_COLUMNS, Counts
from assistant.batch.summary import VERDICTS
from assistant.models.usage import Usage
from assistant.printable import encodable


@dataclass(frozen=True, slots=True)
class Listed:
    """A report of a job: where it is, where its result goes, what is to be done with it.

    `same` says that the store has its result already, and that nothing it rests on has changed.
    """

    source: str
    target: str
    spec: dict[str, Any]
    same: bool = False


def list_reports(
    connection: sqlite3.Connection, listed: Sequence[Listed], *, alone: bool
) -> list[int]:
    """Put a job's reports into the store in their order; see `Store.list_reports`."""
    first = 0
    if alone:
        connection.execute("UPDATE reports SET place=NULL")
    else:
        row = connection.execute("SELECT ifnull(max(place), -1) + 1 FROM reports").fetchone()
        first = row[0]
    ids = [
        _list(connection, place, one, keep_place=not alone)
        for place, one in enumerate(listed, start=first)
    ]
    # Half-done reports of an earlier job must not be worked on; their replies stay in the journal.
    for row in connection.execute(
        "SELECT id FROM reports WHERE place IS NULL AND state='open'"
    ).fetchall():
        reopen(connection, row["id"])
    return ids


def _list(connection: sqlite3.Connection, place: int, listed: Listed, *, keep_place: bool) -> int:
    spec = json.dumps(listed.spec, ensure_ascii=False, sort_keys=True)
    if not spec.isascii() and encodable(spec) != spec:  # the name of a file that is no UTF-8
        spec = json.dumps(listed.spec, sort_keys=True)
    row = connection.execute(
        "SELECT id, place, source, spec, state FROM reports WHERE target=?", (listed.target,)
    ).fetchone()
    if row is None:
        found = connection.execute(
            "INSERT INTO reports(place, source, target, spec, state) "
            "VALUES(?,?,?,?,'queued') RETURNING id",
            (place, listed.source, listed.target, spec),
        ).fetchone()
        return int(found["id"])
    number = int(row["id"])
    if not (keep_place and row["place"] is not None):
        connection.execute("UPDATE reports SET place=? WHERE id=?", (place, number))
    unchanged = row["source"] == listed.source and row["spec"] == spec
    half_done = row["state"] in ("queued", "open", "deferred")
    if listed.same or (unchanged and half_done):
        return number
    connection.execute(
        "UPDATE reports SET source=?, spec=?, attempts=0, began=NULL WHERE id=?",
        (listed.source, spec, number),
    )
    reopen(connection, number)
    return number


def retry(connection: sqlite3.Connection, verdicts: Sequence[str]) -> int:
    """Queue reports again by their verdict; see `Store.retry`."""
    rows = connection.execute(
        "SELECT id, state, verdict, floor FROM reports "
        "WHERE place IS NOT NULL AND state IN ('done','failed')"
    ).fetchall()
    chosen = [
        row["id"]
        for row in rows
        if (row["verdict"] or "failed") in verdicts or (row["floor"] and "floor" in verdicts)
    ]
    for number in chosen:
        reopen(connection, number)
    return len(chosen)


def unfinished(connection: sqlite3.Connection, ids: Sequence[int]) -> int:
    """Return how many listed reports (of these) have no result yet."""
    rows = connection.execute(
        "SELECT id FROM reports WHERE place IS NOT NULL AND state NOT IN ('done','failed')"
    ).fetchall()
    if not ids:
        return len(rows)
    wanted = set(ids)
    return sum(row["id"] in wanted for row in rows)


def counts(connection: sqlite3.Connection) -> Counts:
    """Return where the last job stands; see `Store.counts`."""
    listed = "FROM reports WHERE place IS NOT NULL"
    sums = ", ".join(f"ifnull(sum({name}), 0)" for name in (*VERDICTS, *USAGE_COLUMNS.split(", ")))
    *tally, calls, prompt, cached, written, seconds, cost, unpriced = connection.execute(
        f"SELECT {sums}, ifnull(sum(calls > 0 AND cost IS NULL), 0) {listed}"
    ).fetchone()
    sections = dict(zip(VERDICTS, tally, strict=True))
    return Counts(
        reports=_count(connection, f"SELECT state, count(*) {listed} GROUP BY 1"),
        verdicts=_count(
            connection,
            f"SELECT ifnull(verdict, 'failed'), count(*) {listed} "
            "AND state IN ('done','failed') GROUP BY 1",
        ),
        section_verdicts={verdict: number for verdict, number in sections.items() if number},
        usage=Usage(
            calls, prompt, cached, written, seconds, None if unpriced or not calls else cost
        ),
    )


def _count(connection: sqlite3.Connection, query: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in connection.execute(query).fetchall()}
