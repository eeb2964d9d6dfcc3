"""Where works are kept between two visits: one SQLite file, safe against kill -9 at any moment.

A work is known by a random token that only its owner has; the file holds the token's hash, so
that who reads the file cannot open works with it.  Every change is one transaction, flushed to
the disk before it counts.  Keys and passwords are never among what is kept.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.database_fault import DatabaseFault, fault_of
from assistant.errors import OutputError, UsageError
from assistant.facts import Fact
from assistant.formats import Format, Source
from assistant.session.versions import History, Version

_SCHEMA = (
    """CREATE TABLE works(
    id TEXT PRIMARY KEY, created REAL NOT NULL, changed REAL NOT NULL, name TEXT NOT NULL,
    format TEXT NOT NULL, encoding TEXT NOT NULL, bom BLOB NOT NULL, raw BLOB NOT NULL,
    head INTEGER NOT NULL, state TEXT NOT NULL, pending TEXT)""",
    """CREATE TABLE versions(
    work TEXT NOT NULL REFERENCES works(id) ON DELETE CASCADE, number INTEGER NOT NULL,
    text TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY(work, number))""",
)
_SHAPE = 2
"""The version of the schema; a file of a newer one is refused, one of an older one brought up."""
_UP = {1: "ALTER TABLE works ADD COLUMN pending TEXT"}
"""What brings a file of an older version up by one."""

_PATIENCE = 100
"""Milliseconds that emptying the log waits for those who read."""

_WHY = {
    DatabaseFault.FULL: ("磁盘空间不足", "the disk is full"),
    DatabaseFault.LOCKED: (
        "它正被别的程序占用，或所在的磁盘不能加锁",
        "another program holds it, or its disk cannot lock",
    ),
    DatabaseFault.DENIED: (
        "没有权限，或文件夹不存在",
        "no permission, or the folder does not exist",
    ),
}


class UnknownWork(UsageError):
    """No work has this token: it was deleted, or never there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a work: the file it came from, its versions, and the rest as plain data.

    `pending` is what waits for a decision, as `assistant.session.pending` packs it; `chosen` is the
    part that the author was at, `last_year` the report before this one, `under_way` the sentence
    that is being worked on.
    """

    source: Source
    history: History
    genre: str
    confidence: float
    facts: tuple[Fact, ...]
    talk: tuple[tuple[str, str], ...]
    pending: dict[str, Any] | None = None
    chosen: str | None = None
    last_year: str = ""
    under_way: str = ""


class Store:
    """The file that works are kept in; any number of threads and processes may use it."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, creating it for its owner alone; OutputError where it can't."""
        self.path = path
        self._log_is_due = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600, exist_ok=True)
            with self._connection() as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("BEGIN IMMEDIATE")
                shape = connection.execute("PRAGMA user_version").fetchone()[0]
                if shape > _SHAPE:
                    raise OutputError(
                        f"“{path}”是更新的版本写的，请升级后再打开。",
                        f"“{path}” was written by a newer version; please upgrade.",
                    )
                for step in _SCHEMA if not shape else (_UP[one] for one in range(shape, _SHAPE)):
                    connection.execute(step)
                connection.execute(f"PRAGMA user_version={_SHAPE}")
                connection.execute("COMMIT")
                # A kill or a power cut may have come between a deletion and the emptying.
                self._empty_log(connection)
            self._hold_log()
        except OSError as error:
            raise _not_kept(path, error) from error

    def _hold_log(self) -> None:
        """Keep one connection open beside those that come and go: with the last one that is closed
        SQLite writes all of its log into the file and takes it away, which costs more than to keep
        what is kept."""
        try:
            held = sqlite3.connect(self.path, timeout=10, check_same_thread=False)
            weakref.finalize(self, held.close)
            held.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise _not_kept(self.path, error) from error

    def create(self, kept: Kept) -> str:
        """Keep a new work and return its token."""
        token = secrets.token_urlsafe(24)
        self._write(_key(token), kept, new=True)
        return token

    def save(self, token: str, kept: Kept) -> None:
        """Keep what became of a work; raises UnknownWork where it was deleted meanwhile."""
        self._write(_key(token), kept, new=False)

    def load(self, token: str) -> Kept:
        """Return a work; raises UnknownWork."""
        key = _key(token)
        with self._connection() as connection:
            row = connection.execute(
                "SELECT name, format, encoding, bom, raw, head, state, pending FROM works "
                "WHERE id=?",
                (key,),
            ).fetchone()
            if row is None:
                raise UnknownWork(
                    "没有找到这份工作，可能已经删除。",
                    "This work was not found; perhaps it was deleted.",
                )
            rows = connection.execute(
                "SELECT text, details FROM versions WHERE work=? ORDER BY number", (key,)
            ).fetchall()
        try:
            return _kept(row, rows)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UnknownWork(
                "这份工作的记录已损坏，打不开；其他工作不受影响。",
                "What was kept of this work is damaged: it cannot be opened. Other works can.",
            ) from error

    def set_pending(self, token: str, pending: dict[str, Any] | None) -> None:
        """Keep the proposal that waits for a decision, or that none does.

        Apart from `save`, so that a run that ends in a thread of its own writes over nothing else.
        """
        words = json.dumps(pending, ensure_ascii=False) if pending else None
        with self._transaction() as connection:
            connection.execute("UPDATE works SET pending=? WHERE id=?", (words, _key(token)))

    def delete(self, token: str) -> None:
        """Forget a work and all its versions; nothing happens where there is none."""
        key = _key(token)
        with self._transaction(forget=True) as connection:
            connection.execute("DELETE FROM versions WHERE work=?", (key,))
            connection.execute("DELETE FROM works WHERE id=?", (key,))

    def _write(self, key: str, kept: Kept, *, new: bool) -> None:
        source = replace(kept.source, path=None)
        state = json.dumps(
            {
                "genre": kept.genre,
                "confidence": kept.confidence,
                "notes": list(source.notes),
                "original": source.original,
                "styles": dict(source.styles),
                "facts": [asdict(f) for f in kept.facts],
                "talk": [list(line) for line in kept.talk],
                "chosen": kept.chosen,
                "last_year": kept.last_year,
                "under_way": kept.under_way,
            },
            ensure_ascii=False,
        )
        now = time.time()
        with self._transaction() as connection:
            if new:
                connection.execute(
                    "INSERT INTO works VALUES(?,?,?,?,?,?,?,?,?,?,NULL)",
                    (
                        *(key, now, now, source.name, source.format.value, source.encoding),
                        *(source.bom, source.raw, kept.history.head, state),
                    ),
                )
            else:
                done = connection.execute(
                    "UPDATE works SET changed=?, head=?, state=? WHERE id=?",
                    (now, kept.history.head, state, key),
                )
                if not done.rowcount:
                    raise UnknownWork(
                        "这份工作已经删除，改动没有保存。",
                        "This work was deleted; the change was not kept.",
                    )
            # Versions are only ever added, so what is there already stays as it is.
            known = connection.execute(
                "SELECT count(*) FROM versions WHERE work=?", (key,)
            ).fetchone()[0]
            connection.executemany(
                "INSERT INTO versions VALUES(?,?,?,?)",
                [
                    (key, v.number, v.text, json.dumps(v.details(), ensure_ascii=False))
                    for v in kept.history.versions[known:]
                ],
            )

    @contextmanager
    def _transaction(self, *, forget: bool = False) -> Iterator[sqlite3.Connection]:
        """Change the file; with `forget` the log as well holds no word any more of what went."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
            if forget or self._log_is_due:
                self._empty_log(connection)

    def _empty_log(self, connection: sqlite3.Connection) -> None:
        """Write the log into the file and leave nothing in it; where another connection reads just
        now, or the disk does not let it, the next change does it."""
        # Taken back before and not after, or the emptying that another thread found due is lost.
        self._log_is_due = False
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:  # what was changed is kept all the same
            busy = True
        if busy:
            self._log_is_due = True

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(
                sqlite3.connect(self.path, timeout=10, isolation_level=None)
            ) as connection:
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("PRAGMA secure_delete=ON")
                yield connection
        except sqlite3.Error as error:
            raise _not_kept(self.path, error) from error


def _kept(row: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Kept:
    """Return what the rows of a work and of its versions hold."""
    name, kind, encoding, bom, raw, head, state, pending = row
    versions = tuple(Version.restore(text, json.loads(details)) for text, details in rows)
    history = History(versions, head)
    _ = history.current  # there is one
    data: dict[str, Any] = json.loads(state)
    source = Source(
        versions[0].text,
        Format(kind),
        encoding,
        name,
        None,
        bom,
        tuple(data["notes"]),
        raw,
        data.get("original", False),
        {words: tuple(styles) for words, styles in data.get("styles", {}).items()},
    )
    return Kept(
        source,
        history,
        data["genre"],
        data["confidence"],
        tuple(Fact(**f) for f in data["facts"]),
        tuple((role, text) for role, text in data["talk"]),
        json.loads(pending) if pending else None,
        data.get("chosen"),
        data.get("last_year", ""),
        data.get("under_way", ""),
    )


def _not_kept(path: Path, error: Exception) -> OutputError:
    fault = fault_of(error)
    if fault is DatabaseFault.DAMAGED:
        return OutputError(
            f"保存工作的文件“{path}”已损坏，不能再用。页面如还开着，请先下载上面的报告；然后关闭程序，"
            f"把这个文件改名或移走，旁边如有“{path.name}-wal”，也要一起移走（都不要删除，备份也许能"
            "找回其中的内容），再启动程序，会新建一个。",
            f"The file “{path}” in which works are kept is damaged and of no more use. Where a "
            "page is still open, download its report first. Then close the program, rename the "
            f"file or move it away, with “{path.name}-wal” if that lies beside it (keep both: some "
            "may be recovered). Started again, the program makes a new one.",
        )
    why, why_en = _WHY.get(fault, (str(error), str(error)))
    return OutputError(
        f"无法保存到“{path}”：{why}。", f"Nothing can be kept in “{path}”: {why_en}."
    )


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
