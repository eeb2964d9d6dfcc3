"""The tables of a batch's store, and how a store of an earlier version becomes one of this."""

from __future__ import annotations

import sqlite3

VERSION = 2

_USAGE = (
    "calls INTEGER NOT NULL DEFAULT 0, prompt_tokens INTEGER NOT NULL DEFAULT 0, "
    "cached_tokens INTEGER NOT NULL DEFAULT 0, completion_tokens INTEGER NOT NULL DEFAULT 0, "
    "seconds REAL NOT NULL DEFAULT 0, cost REAL"
)
_TALLY = (
    "accepted INTEGER NOT NULL DEFAULT 0, review INTEGER NOT NULL DEFAULT 0, "
    "unchanged INTEGER NOT NULL DEFAULT 0"
)

_TABLES = f"""
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runners(
  id TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, started REAL NOT NULL,
  beat REAL NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  slots INTEGER NOT NULL DEFAULT 0, {_USAGE}
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports(
  id INTEGER PRIMARY KEY, place INTEGER, source TEXT NOT NULL, target TEXT NOT NULL UNIQUE,
  spec TEXT NOT NULL, state TEXT NOT NULL, owner TEXT, until REAL,
  attempts INTEGER NOT NULL DEFAULT 0, source_hash TEXT NOT NULL DEFAULT '',
  source_stat TEXT NOT NULL DEFAULT '', key TEXT NOT NULL DEFAULT '',
  output_hash TEXT NOT NULL DEFAULT '', verdict TEXT, exit_code INTEGER, error TEXT,
  floor INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, began REAL, ended REAL,
  result TEXT, {_TALLY}, {_USAGE}
);
CREATE INDEX IF NOT EXISTS reports_by_state ON reports(state, place);
CREATE INDEX IF NOT EXISTS reports_by_place ON reports(place);
CREATE TABLE IF NOT EXISTS replies(
  key TEXT PRIMARY KEY, report INTEGER NOT NULL, reply TEXT NOT NULL
) WITHOUT ROWID;
"""

_FROM_1 = (
    # The queue was one of sections.  What was half done is begun anew: all that was paid for is
    # in the journal, so it comes as far as it was without a call.
    *(f"ALTER TABLE reports ADD COLUMN {column}" for column in f"{_TALLY}, {_USAGE}".split(", ")),
    *(
        f"UPDATE reports SET {verdict}=(SELECT count(*) FROM sections "
        f"WHERE report=reports.id AND sections.verdict='{verdict}')"
        for verdict in ("accepted", "review", "unchanged")
    ),
    *(
        f"UPDATE reports SET {column}=(SELECT ifnull(sum({column}), 0) FROM sections "
        "WHERE report=reports.id)"
        for column in ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds")
    ),
    "UPDATE reports SET cost=(SELECT CASE WHEN sum(calls > 0 AND cost IS NULL) THEN NULL "
    "ELSE sum(cost) END FROM sections WHERE report=reports.id)",
    # Replies of sections that were not done yet are in no section's account.
    "UPDATE replies SET section=ifnull((SELECT CASE sections.state WHEN 'done' THEN -1 ELSE 0 END "
    "FROM sections WHERE sections.id=replies.section), 0)",
    "ALTER TABLE replies RENAME COLUMN section TO report",
    "UPDATE reports SET state='queued', owner=NULL WHERE state IN ('open','ready')",
    "ALTER TABLE reports DROP COLUMN sections",
    "ALTER TABLE reports DROP COLUMN sections_done",
    "DROP TABLE sections",
    "DROP TABLE cache",
)


def bring_up_to_date(connection: sqlite3.Connection) -> int:
    """Make what tables are missing, inside the caller's transaction; return the version found.

    A store of version 1 becomes one of this version; one of a later version stays as it is.
    """
    known = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name='meta' AND type='table'"
    ).fetchone()[0]
    row = known and connection.execute("SELECT value FROM meta WHERE name='version'").fetchone()
    found = VERSION if not row else int(row[0]) if str(row[0]).isdecimal() else 0
    if found == 1:
        for statement in _FROM_1:
            connection.execute(statement)
        found = VERSION
    if found == VERSION:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute("INSERT OR REPLACE INTO meta VALUES('version', ?)", (str(VERSION),))
    return found
