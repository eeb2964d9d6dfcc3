"""What was asked, is being asked and must still be asked through a Batch API, in the store's file.

A call is `wanted` until it goes into a batch, then `sent`; in the end it is gone from here, because
its answer is in the journal, or `failed`: none came, and it is not sent again.
A batch is `planned` with its calls before anything is uploaded, `uploaded` once its file has an
id, `running` once the service has named it, and `ended` when its answers are here.  Each step is
committed before the next is taken, so that whoever goes on after a kill finds the same batch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from assistant.batch.database import Database
from assistant.findings import Message
from assistant.models.connection import Call

PAGE = 500
"""Calls read at a time."""

_TABLES = """
CREATE TABLE IF NOT EXISTS api_batches (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    file TEXT,
    remote TEXT,
    dialect TEXT
);
CREATE TABLE IF NOT EXISTS api_calls (
    key TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    call TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    batch INTEGER REFERENCES api_batches (id),
    reason TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS api_calls_by_state ON api_calls (state, batch);
CREATE TABLE IF NOT EXISTS api_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_AGAIN = (
    "UPDATE api_calls SET tries = tries - ?, reason = ?,"
    " state = CASE WHEN tries - ? < ? THEN 'wanted' ELSE 'failed' END"
    " WHERE state = 'sent' AND {}"
)


@dataclass(frozen=True, slots=True)
class ApiBatch:
    """A batch that is under way: its number here, the ids of its file and of itself there.

    `dialect` is what its lines were written in, as JSON.
    """

    id: int
    state: str
    file: str | None
    remote: str | None
    dialect: str | None


class ApiCalls:
    """The calls of one model in the store at `path`, for any number of threads.

    One run at a time may send and collect; that is for the caller to see to.  Raises OutputError
    where the file cannot be used.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._model = model
        self._database = Database(path)
        for statement in _TABLES.split(";"):
            self._write(statement)

    def close(self) -> None:
        """Write what is wanted and let the file go."""
        self._database.close()

    def begin(self) -> None:
        """Begin a run: what no service was told of yet is forgotten, it will be wanted again.

        So a call that nobody needs any more (the report was changed) is not paid for, and one
        that got no answer in an earlier run has another chance.
        """

        def act(connection: Connection) -> None:
            mine = (self._model,)
            connection.execute(
                "DELETE FROM api_batches WHERE state = 'planned' AND model = ?", mine
            )
            connection.execute(
                "DELETE FROM api_calls WHERE model = ? AND (state IN ('wanted', 'failed')"
                " OR state = 'sent' AND batch NOT IN (SELECT id FROM api_batches))",
                mine,
            )

        self._database.write(act)

    # Asking

    def want(self, key: str, call: Call) -> None:
        """Note that a call is to be made, unless it is known already.

        Nobody waits for that to be on the disk: what is lost in a kill is wanted again.
        """
        data = [call.messages, call.max_tokens, call.schema, call.temperature, call.seed]
        row = (key, self._model, json.dumps(data, ensure_ascii=False))
        self._database.later(
            lambda c: c.execute(
                "INSERT OR IGNORE INTO api_calls (key, model, call, state)"
                " VALUES (?, ?, ?, 'wanted')",
                row,
            )
        )

    def failure(self, key: str) -> Message | None:
        """Return why a call was given up, or None where it was not."""
        rows = self._read("SELECT reason FROM api_calls WHERE key = ? AND state = 'failed'", key)
        return Message(*json.loads(rows[0][0])) if rows else None

    # Batches

    def plan(
        self,
        most: int,
        size: int,
        line: Callable[[str, Call], str],
        fits: Callable[[str, Call], bool] = lambda _key, _call: True,
    ) -> int | None:
        """Put wanted calls into a new batch and return its number, or None if it would be empty.

        At most `most` calls, and at most `size` bytes as `line` writes them (always one call);
        the batch ends before the first call that does not fit the budget.
        """

        def act(connection: Connection) -> int | None:
            rows = connection.execute(
                "SELECT key, call FROM api_calls WHERE state = 'wanted' AND model = ?"
                " ORDER BY key LIMIT ?",
                (self._model, most),
            )
            keys: list[str] = []
            left = size
            for key, data in rows:
                call = _call(data)
                left -= len(line(key, call).encode())
                if (keys and left < 0) or not fits(key, call):
                    break
                keys.append(key)
            rows.close()
            if not keys:
                return None
            number = connection.execute(
                "INSERT INTO api_batches (model, state) VALUES (?, 'planned')", (self._model,)
            ).lastrowid
            connection.executemany(
                "UPDATE api_calls SET state = 'sent', tries = tries + 1, batch = ? WHERE key = ?",
                [(number, key) for key in keys],
            )
            return number

        return self._database.write(act)

    def open(self) -> list[ApiBatch]:
        """Return the batches whose answers are not here yet, oldest first."""
        rows = self._read(
            "SELECT id, state, file, remote, dialect FROM api_batches"
            " WHERE state != 'ended' AND model = ? ORDER BY id",
            self._model,
        )
        return [ApiBatch(*row) for row in rows]

    def calls(self, batch: int) -> Iterator[tuple[str, Call]]:
        """Yield the calls of a batch that have no outcome yet, in the order of their keys."""
        last = ""
        while rows := self._read(
            "SELECT key, call FROM api_calls WHERE state = 'sent' AND batch = ?"
            " AND key > ? ORDER BY key LIMIT ?",
            batch,
            last,
            PAGE,
        ):
            yield from ((key, _call(data)) for key, data in rows)
            last = rows[-1][0]

    def call(self, batch: int, key: str) -> Call | None:
        """Return a call of a batch that has no outcome yet."""
        rows = self._read(
            "SELECT call FROM api_calls WHERE key = ? AND state = 'sent' AND batch = ?", key, batch
        )
        return _call(rows[0][0]) if rows else None

    def size(self, batch: int) -> int:
        """Return how many calls of a batch have no outcome yet."""
        which = "SELECT count(*) FROM api_calls WHERE state = 'sent' AND batch = ?"
        return int(self._read(which, batch)[0][0])

    def wanted(self) -> int:
        """Return how many calls wait to be sent."""
        which = "SELECT count(*) FROM api_calls WHERE state = 'wanted' AND model = ?"
        # Behind all that was noted: a reader would not see what is not committed yet.
        return int(self._database.write(lambda c: c.execute(which, (self._model,)).fetchone()[0]))

    def uploaded(self, batch: int, file: str, dialect: str) -> None:
        """Remember the file of a batch and how its lines are written."""
        self._write(
            "UPDATE api_batches SET state = 'uploaded', file = ?, dialect = ? WHERE id = ?",
            file,
            dialect,
            batch,
        )

    def lost(self, batch: int) -> None:
        """Note that the file of a batch is gone before it was started."""
        self._write("UPDATE api_batches SET state = 'planned', file = NULL WHERE id = ?", batch)

    def started(self, batch: int, remote: str) -> None:
        """Remember by what name the service knows a batch."""
        self._write(
            "UPDATE api_batches SET state = 'running', remote = ? WHERE id = ?", remote, batch
        )

    # Outcomes

    def answered(self, keys: Iterable[str]) -> None:
        """Forget calls whose answers are in the journal."""
        rows = [(key,) for key in keys]
        self._database.write(lambda c: c.executemany("DELETE FROM api_calls WHERE key = ?", rows))

    def again(self, key: str, reason: Message, *, tries: int, free: bool = False) -> None:
        """Send a call again, or give it up where it was sent `tries` times; `free` as in `end`."""
        self._write(_AGAIN.format("key = ?"), free, _both(reason), free, tries, key)

    def failed(self, key: str, reason: Message) -> None:
        """Give a call up."""
        failed = "UPDATE api_calls SET state = 'failed', reason = ? WHERE key = ?"
        self._write(failed, _both(reason), key)

    def end(self, batch: int, reason: Message, *, tries: int, free: bool = False) -> None:
        """Close a batch; its calls without an outcome are sent again or given up.

        `free` says that this time does not count, because the service never looked at them.
        """

        def act(connection: Connection) -> None:
            values = (free, _both(reason), free, tries, batch)
            connection.execute(_AGAIN.format("batch = ?"), values)
            connection.execute("UPDATE api_batches SET state = 'ended' WHERE id = ?", (batch,))

        self._database.write(act)

    # What was learnt of the service

    def recall(self, name: str) -> str | None:
        """Return what was kept under a name."""
        rows = self._read("SELECT value FROM api_facts WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def keep(self, name: str, value: str) -> None:
        """Keep a value under a name, for this run and later ones."""
        self._write("INSERT OR REPLACE INTO api_facts VALUES (?, ?)", name, value)

    def _write(self, statement: str, *values: Any) -> None:
        self._database.write(lambda c: c.execute(statement, values))

    def _read(self, statement: str, *values: Any) -> list[Any]:
        return self._database.read(lambda c: c.execute(statement, values).fetchall())


def _both(reason: Message) -> str:
    """Return a reason in both languages, as the store keeps it."""
    return json.dumps([reason.zh, reason.en], ensure_ascii=False)


def _call(data: str) -> Call:
    messages, max_tokens, schema, temperature, seed = json.loads(data)
    return Call(tuple((r, t) for r, t in messages), max_tokens, schema, temperature, seed)
