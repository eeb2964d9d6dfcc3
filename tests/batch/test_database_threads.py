"""Many threads write at once, each dropping what it was given back."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.batch.database import Database
from assistant.errors import OutputError


def test_a_cursor_never_leaves_the_thread_that_writes(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.sqlite")
    given: object = database.write(lambda c: c.execute("INSERT INTO meta VALUES('a', 'b')"))
    assert given is None
    database.close()


def test_writers_do_not_disturb_each_other(tmp_path: Path) -> None:
    database = Database(tmp_path / "store.sqlite")

    def write(number: int) -> None:
        row = [(f"key {number}", 0, "{}")]
        database.write(lambda c: c.executemany("INSERT INTO replies VALUES(?,?,?)", row))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(600)))
    (count,) = database.read(lambda c: c.execute("SELECT count(*) FROM replies").fetchone())
    assert count == 600
    database.close()


def test_a_commit_that_failed_while_nobody_waited_is_told_to_the_next_who_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.batch.database.UNHURRIED", 0.0)
    database = Database(tmp_path / "store.sqlite")
    tried = threading.Event()

    def fails(_connection: sqlite3.Connection) -> None:
        tried.set()
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    database.later(fails)
    assert tried.wait(60)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        database.write(lambda _c: None)
    database.write(lambda _c: None)
    database.close()
