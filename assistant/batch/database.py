"""The SQLite file of a batch: one place for its schema, its transactions and its errors.

All writing goes through one thread, which commits whatever has come together since its last
commit: sixteen slots wait for one fsync, not for sixteen.  `synchronous=FULL` and the write-ahead
log make a commit survive a kill and a power cut; BEGIN IMMEDIATE keeps several processes on one
file from failing half way.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from assistant.batch import schema
from assistant.database_fault import DatabaseFault, fault_of
from assistant.errors import OutputError
from assistant.findings import Message

Result = TypeVar("Result")
Action = Callable[[sqlite3.Connection], Result]


class StoreError(OutputError):
    """The store itself cannot be written or read: without it nothing can be done."""


PATIENCE = 60.0
"""Seconds to wait while another process writes."""
WRITER_LOOK = 0.002
"""Seconds between two looks whether another process has done writing."""
MANY = 200
"""Actions that are committed together at most."""

UNHURRIED = 0.05
"""Seconds that what nobody waits for may wait for something to be committed with."""


class _Asked:
    """An action to be done, and its result once that is on the disk."""

    __slots__ = ("action", "done", "urgent")

    def __init__(self, action: Action[Any], *, urgent: bool) -> None:
        self.action = action
        self.done: Future[Any] = Future()
        self.urgent = urgent


class Database:
    """One process's way to the file; safe for any number of threads."""

    def __init__(self, path: Path) -> None:
        """Open the file, making it where it is missing; raises OutputError where it cannot be."""
        self.path = path
        self._queue: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._idle: deque[sqlite3.Connection] = deque()
        self._lost: BaseException | None = None
        with self._explained(), closing(self._connect()) as connection:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            if mode != "wal":
                raise StoreError(cannot_lock(path.parent))
            with committed(connection):
                found = schema.bring_up_to_date(connection)
            if found != schema.VERSION:
                raise StoreError(
                    f"“{path}”是另一个版本的程序写的，请换一个输出文件夹。",
                    f"“{path}” was written by another version; choose another output folder.",
                )
        self._thread = threading.Thread(target=self._commit_all, name="batch-store", daemon=True)
        self._thread.start()

    def write(self, action: Action[Result]) -> Result:
        """Do `action` in a transaction and return its result once that is safe on the disk.

        Raises what the action raises, and once why an earlier transaction failed that held what
        nobody waited for: else its loss would be known to nobody.
        """
        asked = _Asked(action, urgent=True)
        self._queue.put(asked)
        result: Result = asked.done.result()
        lost, self._lost = self._lost, None
        if lost is not None:
            raise lost
        return result

    def later(self, action: Action[object]) -> None:
        """Have `action` done in the next transaction; nobody waits for it to be on the disk."""
        self._queue.put(_Asked(action, urgent=False))

    def read(self, action: Action[Result]) -> Result:
        """Return what `action` reads, in this thread; what is not committed yet is not seen."""
        with self._explained():
            try:
                connection = self._idle.pop()
            except IndexError:  # as many as there are readers at one time
                connection = self._connect()
                connection.execute("PRAGMA query_only=ON")
            try:
                return action(connection)
            finally:
                self._idle.append(connection)

    def close(self) -> None:
        """Commit what is under way and let the file go."""
        self._queue.put(None)
        self._thread.join()
        while self._idle:
            self._idle.pop().close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _commit_all(self) -> None:
        """Take what has come together, do it in one transaction, commit, tell those who wait."""
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA busy_timeout=0")  # `_begin` waits better
            while (first := self._queue.get()) is not None:
                batch, ended = self._together(first)
                self._commit(connection, batch)
                if ended:
                    return

    def _together(self, first: _Asked) -> tuple[list[_Asked], bool]:
        """Return what to commit at once with `first`, and whether that was the last."""
        batch = [first]
        until = 0.0 if first.urgent else monotonic() + UNHURRIED
        while len(batch) < MANY:
            try:
                one = self._queue.get(timeout=max(0.0, until - monotonic()))
            except queue.Empty:
                break
            if one is None:
                return batch, True
            batch.append(one)
            if one.urgent:
                until = 0.0
        return batch, False

    def _commit(self, connection: sqlite3.Connection, batch: list[_Asked]) -> None:
        results: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._explained():
                _begin(connection)
                for asked in batch:
                    done = asked.done
                    connection.execute("SAVEPOINT one")
                    try:
                        results.append((done, _settled(asked.action(connection)), None))
                    except Exception as error:
                        if _of_the_file(error):
                            raise
                        # Of this action alone.
                        connection.execute("ROLLBACK TO one")
                        results.append((done, None, error))
                    connection.execute("RELEASE one")
                connection.execute("COMMIT")
        except Exception as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            results = [(asked.done, None, error) for asked in batch]
            if not all(asked.urgent for asked in batch):
                self._lost = error
        for done, result, failed in results:
            if failed is None:
                done.set_result(result)
            else:
                done.set_exception(failed)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(self._reason(error)) from error

    def _reason(self, error: sqlite3.Error) -> Message:
        fault = fault_of(error)
        if fault is DatabaseFault.LOCKED:
            return cannot_lock(self.path.parent)
        said = _REASONS.get(fault, Message(f"无法使用：{error}。", f"cannot be used: {error}."))
        return Message(
            f"批处理的记录“{self.path}”{said.zh}", f"The batch's store “{self.path}” {said.en}"
        )


_REASONS = {
    DatabaseFault.FULL: Message("无法写入：磁盘空间不足。", "cannot be written: the disk is full."),
    DatabaseFault.DAMAGED: Message(
        "已损坏，不能再用。已写出的结果文件都还在；请把这个文件改名或移走，再运行同一条命令"
        "（加 --yes 覆盖旧结果），或用 --store 换一处。",
        "is damaged and of no more use. The results that were written are all there; rename the "
        "file or move it away and run the same command again (with --yes to replace old results), "
        "or name another place with --store.",
    ),
    DatabaseFault.DENIED: Message(
        "无法写入：没有权限，或文件夹不存在。",
        "cannot be written: no permission, or the folder does not exist.",
    ),
}


def _of_the_file(error: Exception) -> bool:
    damaged = isinstance(error, sqlite3.Error) and fault_of(error) is DatabaseFault.DAMAGED
    return damaged or isinstance(error, sqlite3.OperationalError)


@contextmanager
def committed(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done in a `with` block, whole or not at all."""
    _begin(connection)
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _settled(result: Any) -> Any:
    """Return a result that may go to another thread.

    A cursor may not: when that thread drops it, its statement is reset while this one uses it,
    and SQLite refuses the next call as misuse.
    """
    if isinstance(result, sqlite3.Cursor):
        result.close()
        return None
    return result


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as no other process does.

    SQLite's own waiting sleeps up to a tenth of a second between two looks, in which a busy
    neighbour has long begun again.
    """
    end = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > end:
                raise
            sleep(WRITER_LOOK)
        else:
            return


def cannot_lock(folder: Path) -> Message:
    """Return what is said of a folder on a disk that cannot lock."""
    return Message(
        f"“{folder}”所在的磁盘不能可靠地加锁（网络共享盘常见），批处理的记录不能放在那里："
        "几个进程会互相覆盖。请把输出文件夹放到本机磁盘，或用 --store 把记录放到本机磁盘。",
        f"The disk of “{folder}” cannot lock reliably (network shares often cannot), so a batch's "
        "store cannot lie there: processes would overwrite each other. Put the output folder on a "
        "local disk, or the store alone with --store.",
    )
