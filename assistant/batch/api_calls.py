"""What was asked, is being asked and must still be asked through a Batch API, in the store's file.

A call is `wanted` until it goes into a batch, then `sent`, and in the end `answered` (the reply is
in the journal), `unusable` (an answer came, but not one that can be used) or `failed` (none came).
A batch is `planned` with its calls before anything is uploaded, `uploaded` once its file has an
id, `running` once the service has named it, and `ended` when its answers are here.  Each step is
committed before the next is taken, so that whoever goes on after a kill finds the same batch.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from pathlib import Path

from assistant.errors import (
    AskAgain,
    EmptyReply,
    MalformedReply,
    ModelUnavailable,
    TruncatedReply,
)
from assistant.models.batch_lines import Call
from assistant.models.usage import Usage

WAIT = 60.0
"""Seconds to wait for another writer of the file."""

FLUSH = 500
"""Calls kept in memory before they are written: what is lost in a kill is wanted again."""

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
    kind TEXT,
    reason TEXT,
    reply TEXT,
    usage TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS api_calls_by_state ON api_calls (state, batch);
CREATE TABLE IF NOT EXISTS api_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_UNUSABLE: dict[str, type[AskAgain]] = {
    kind.__name__: kind for kind in (AskAgain, TruncatedReply, EmptyReply, MalformedReply)
}


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


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a call ended without a usable reply: AskAgain where an answer came, else unavailable."""

    error: AskAgain | ModelUnavailable
    usage: Usage = field(default_factory=Usage)


class ApiCalls:
    """The calls of one model in the file at `path`, for any number of threads.

    One run at a time may send and collect; that is for the caller to see to.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._model = model
        self._lock = threading.RLock()
        self._wanted: dict[str, str] = {}
        self._db = sqlite3.connect(
            path, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Write what is wanted and close the file."""
        with self._lock:
            self.flush()
            self._db.close()

    def forget_failures(self) -> None:
        """Let a new run ask again what got no answer in an earlier one."""
        with self._writing():
            self._db.execute(
                "DELETE FROM api_calls WHERE state = 'failed' AND model = ?", (self._model,)
            )

    # Asking

    def want(self, key: str, call: Call) -> None:
        """Note that a call is to be made, unless it is known already."""
        data = [call.messages, call.max_tokens, call.schema, call.temperature, call.seed]
        with self._lock:
            self._wanted[key] = json.dumps(data, ensure_ascii=False)
            if len(self._wanted) >= FLUSH:
                self.flush()

    def flush(self) -> None:
        """Write down the calls noted so far."""
        with self._lock:
            if not self._wanted:
                return
            rows = [(key, self._model, data) for key, data in self._wanted.items()]
            with self._writing():
                self._db.executemany(
                    "INSERT OR IGNORE INTO api_calls (key, model, call, state)"
                    " VALUES (?, ?, ?, 'wanted')",
                    rows,
                )
            self._wanted.clear()

    def trouble(self, key: str) -> Trouble | None:
        """Return what is wrong with a call that ended without a usable reply, or None."""
        with self._lock:
            row = self._db.execute(
                "SELECT state, kind, reason, reply, usage FROM api_calls WHERE key = ?"
                " AND state IN ('unusable', 'failed')",
                (key,),
            ).fetchone()
        if row is None:
            return None
        state, kind, reason, reply, usage = row
        if state == "failed":
            return Trouble(ModelUnavailable(reason))
        error = _UNUSABLE.get(kind, AskAgain)(reason, reply)
        return Trouble(error, Usage(*json.loads(usage)))

    # Batches

    def plan(self, most: int, size: int, line: Callable[[str, Call], str]) -> int | None:
        """Put wanted calls into a new batch and return its number, or None if none are wanted.

        At most `most` calls, and at most `size` bytes as `line` writes them (always one call).
        """
        self.flush()
        with self._writing():
            rows = self._db.execute(
                "SELECT key, call FROM api_calls WHERE state = 'wanted' AND model = ?"
                " ORDER BY key LIMIT ?",
                (self._model, most),
            )
            keys: list[str] = []
            for key, data in rows:
                size -= len(line(key, _call(data)).encode())
                if keys and size < 0:
                    break
                keys.append(key)
            rows.close()
            if not keys:
                return None
            number = self._db.execute(
                "INSERT INTO api_batches (model, state) VALUES (?, 'planned')", (self._model,)
            ).lastrowid
            assert number is not None
            self._db.executemany(
                "UPDATE api_calls SET state = 'sent', tries = tries + 1, batch = ? WHERE key = ?",
                [(number, key) for key in keys],
            )
        return number

    def open(self) -> list[ApiBatch]:
        """Return the batches whose answers are not here yet, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id, state, file, remote, dialect FROM api_batches"
                " WHERE state != 'ended' AND model = ? ORDER BY id",
                (self._model,),
            ).fetchall()
        return [ApiBatch(*row) for row in rows]

    def calls(self, batch: int) -> Iterator[tuple[str, Call]]:
        """Yield the calls of a batch that have no outcome yet, in the order of their keys."""
        last = ""
        while True:
            with self._lock:
                rows = self._db.execute(
                    "SELECT key, call FROM api_calls WHERE state = 'sent' AND batch = ?"
                    " AND key > ? ORDER BY key LIMIT ?",
                    (batch, last, FLUSH),
                ).fetchall()
            if not rows:
                return
            yield from ((key, _call(data)) for key, data in rows)
            last = rows[-1][0]

    def call(self, batch: int, key: str) -> Call | None:
        """Return a call of a batch that has no outcome yet."""
        with self._lock:
            row = self._db.execute(
                "SELECT call FROM api_calls WHERE key = ? AND state = 'sent' AND batch = ?",
                (key, batch),
            ).fetchone()
        return None if row is None else _call(row[0])

    def size(self, batch: int) -> int:
        """Return how many calls of a batch have no outcome yet."""
        return self._count("state = 'sent' AND batch = ?", batch)

    def wanted(self) -> int:
        """Return how many calls wait to be sent."""
        self.flush()
        return self._count("state = 'wanted' AND model = ?", self._model)

    def uploaded(self, batch: int, file: str, dialect: str) -> None:
        """Remember the file of a batch and how its lines are written."""
        self._update(batch, state="uploaded", file=file, dialect=dialect)

    def lost(self, batch: int) -> None:
        """Note that the file of a batch is gone before it was started."""
        self._update(batch, state="planned", file=None, dialect=None)

    def started(self, batch: int, remote: str) -> None:
        """Remember by what name the service knows a batch."""
        self._update(batch, state="running", remote=remote)

    # Outcomes

    def answered(self, keys: Iterable[str]) -> None:
        """Mark calls whose reply is in the journal; their text is not needed here any more."""
        with self._writing():
            self._db.executemany(
                "UPDATE api_calls SET state = 'answered', call = '' WHERE key = ?",
                [(key,) for key in keys],
            )

    def unusable(self, key: str, error: AskAgain, usage: Usage) -> None:
        """Keep an answer that came but cannot be used, and what it used."""
        kind = next(c.__name__ for c in type(error).__mro__ if c.__name__ in _UNUSABLE)
        with self._writing():
            self._db.execute(
                "UPDATE api_calls SET state = 'unusable', call = '', kind = ?, reason = ?,"
                " reply = ?, usage = ? WHERE key = ?",
                (kind, str(error), error.reply, json.dumps(astuple(usage)), key),
            )

    def again(self, key: str, reason: str, *, tries: int, free: bool = False) -> None:
        """Send a call again, or give it up where it was sent `tries` times; `free` as in `end`."""
        self._again("key = ?", key, reason, tries, free)

    def failed(self, key: str, reason: str) -> None:
        """Give a call up."""
        with self._writing():
            self._db.execute(
                "UPDATE api_calls SET state = 'failed', reason = ? WHERE key = ?", (reason, key)
            )

    def end(self, batch: int, reason: str, *, tries: int, free: bool = False) -> None:
        """Close a batch; its calls without an outcome are sent again or given up.

        `free` says that this time does not count, because the service never looked at them.
        """
        with self._writing():
            self._again("batch = ?", batch, reason, tries, free)
            self._db.execute("UPDATE api_batches SET state = 'ended' WHERE id = ?", (batch,))

    # What was learnt of the service

    def recall(self, name: str) -> str | None:
        """Return what was kept under a name."""
        with self._lock:
            row = self._db.execute("SELECT value FROM api_facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: str) -> None:
        """Keep a value under a name, for this run and later ones."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO api_facts VALUES (?, ?)", (name, value))

    def _again(self, which: str, value: str | int, reason: str, tries: int, free: bool) -> None:
        with self._writing():
            self._db.execute(
                "UPDATE api_calls SET tries = tries - ?, reason = ?,"
                " state = CASE WHEN tries - ? < ? THEN 'wanted' ELSE 'failed' END"
                f" WHERE state = 'sent' AND {which}",
                (free, reason, free, tries, value),
            )

    def _update(self, batch: int, **columns: str | None) -> None:
        changes = ", ".join(f"{name} = ?" for name in columns)
        with self._writing():
            self._db.execute(
                f"UPDATE api_batches SET {changes} WHERE id = ?", (*columns.values(), batch)
            )

    def _count(self, which: str, value: str | int) -> int:
        with self._lock:
            row = self._db.execute(f"SELECT count(*) FROM api_calls WHERE {which}", (value,))
            return int(row.fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; inside another it is part of that one."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _call(data: str) -> Call:
    messages, max_tokens, schema, temperature, seed = json.loads(data)
    return Call(tuple((r, t) for r, t in messages), max_tokens, schema, temperature, seed)
