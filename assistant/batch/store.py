"""The store of a batch: what is queued, in hand, done and failed, whoever asks.

It lies in `.batch/` beside the output (or where `--store` says) and outlives every runner: a
runner is a process that claims work here, under a lease that it keeps alive.  Every method is one
transaction; every argument and result can be pickled.
"""

from __future__ import annotations

import copy
import json
import os
import secrets
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from assistant.batch import claims, listing
from assistant.batch.claims import Finished
from assistant.batch.database import Database
from assistant.batch.links import require_written_inside
from assistant.batch.listing import Listed
from assistant.batch.locks import RunnerLock, living, require_locks
from assistant.batch.rows import (
    REPORT_COLUMNS,
    RUNNER_COLUMNS,
    Counts,
    ReportRow,
    RunnerRow,
    report_row,
    runner_row,
)
from assistant.errors import InputError, OutputError
from assistant.models.usage import Usage
from assistant.system_reason import reason_of

FOLDER = ".batch"
FILE = "store.sqlite"
LEASE = 60.0
"""Seconds a claim holds without a heartbeat: what a runner that hangs keeps from the others."""


def store_folder(output: Path, store: str | Path | None = None) -> Path:
    """Return where the store of an output folder lies; raises OutputError where a link in it
    leads to another."""
    if store is not None:
        return Path(store)
    require_written_inside(output / FOLDER, output)
    return output / FOLDER


class Store:
    """One process's view of a store; for any number of threads.

    `runner` is the ID under which this process claims work; it has none until `enter`.
    """

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`, making it where there is none.

        Raises OutputError where it cannot be made or the disk cannot lock.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for held in folder.iterdir():
                require_written_inside(held, folder)
        except OSError as error:
            why = reason_of(error)
            raise OutputError(
                f"文件夹“{folder}”不能写入：{why.zh}。",
                f"The folder “{folder}” cannot be written to: {why.en}.",
            ) from error
        require_locks(folder)
        self.folder = folder
        self._database = Database(folder / FILE)
        self.runner = ""
        self._lock: RunnerLock | None = None

    def another(self) -> Store:
        """Return the same store for one more runner of this process; it ends with `leave`."""
        twin = copy.copy(self)
        twin.runner, twin._lock = "", None
        return twin

    @classmethod
    def find(cls, output: Path, store: str | Path | None = None) -> Store:
        """Open the store that an output folder has; raises InputError where it has none."""
        folder = store_folder(output, store)
        if not (folder / FILE).is_file():
            raise InputError(
                f"“{output}”里没有批处理的记录（{folder / FILE}）。",
                f"There is no batch's store in “{output}” ({folder / FILE}).",
            )
        return cls(folder)

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return self._database.path

    # Runners

    def enter(self) -> str:
        """Become a runner: claims are made in its name until `leave`. Return its ID."""
        self.runner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = RunnerLock(self.folder, self.runner)
        now = time.time()
        values = (self.runner, socket.gethostname(), os.getpid(), now, now, "running")
        self._database.write(
            lambda c: c.execute(
                "INSERT INTO runners(id, host, pid, started, beat, state) VALUES(?,?,?,?,?,?)",
                values,
            )
        )
        self.bury()
        return self.runner

    def leave(self, note: str = "") -> None:
        """Stop being a runner: what it has claimed and not done is queued again."""
        if not self.runner:
            return
        me = self.runner

        def act(connection: sqlite3.Connection) -> None:
            claims.release(connection, [me])
            connection.execute(
                "UPDATE runners SET state='stopped', note=?, beat=? WHERE id=?",
                (note, time.time(), me),
            )

        self._database.write(act)
        if self._lock is not None:
            self._lock.release()
        self.runner, self._lock = "", None

    def beat(self, state: str, note: str, slots: int, usage: Usage) -> None:
        """Keep the claims of this runner alive, and say how it fares."""
        values = (time.time(), state, note, slots, *astuple(usage), self.runner)
        until = time.time() + LEASE

        def act(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE runners SET beat=?, state=?, note=?, slots=?, calls=?, prompt_tokens=?, "
                "cached_tokens=?, completion_tokens=?, seconds=?, cost=? WHERE id=?",
                values,
            )
            connection.execute(
                "UPDATE reports SET until=? WHERE state='open' AND owner=?", (until, self.runner)
            )

        self._database.later(act)

    def bury(self) -> None:
        """Take back what runners hold that have died: of this machine at once, by their locks."""
        here = socket.gethostname()
        running = [r for r in self.runners() if r.state != "stopped" and r.id != self.runner]
        dead = [r.id for r in running if r.host == here and not living(self.folder, r.id)]
        dead += [r.id for r in running if r.host != here and r.beat + 10 * LEASE < time.time()]
        if not dead:
            return

        def act(connection: sqlite3.Connection) -> None:
            claims.release(connection, dead)
            connection.executemany(
                "UPDATE runners SET state='stopped', note='killed' WHERE id=?",
                [(one,) for one in dead],
            )

        self._database.write(act)

    def others(self) -> list[RunnerRow]:
        """Return the other runners that are at work just now."""
        self.bury()
        return [r for r in self.runners() if r.state != "stopped" and r.id != self.runner]

    # The job

    def list_reports(self, listed: Sequence[Listed], *, alone: bool) -> list[int]:
        """Put the reports of a job into the store and return their IDs, in order.

        What is done and the same stays done, what is new or changed is queued.  `alone` says that
        no other runner is at work: then the job is the list, and what earlier jobs listed besides
        leaves it.
        """
        return self._database.write(lambda c: listing.list_reports(c, listed, alone=alone))

    # Work

    def claim(self, model: str | None = None) -> ReportRow | None:
        """Claim the next report; None where none is free just now.

        With the name of a model, where the report begins (`begins_lower`) is fixed in the same
        breath: how long its file takes to read decides nothing.
        """
        until = time.time() + LEASE
        return self._database.write(lambda c: claims.claim(c, self.runner, until, model))

    def begins_lower(self, report: int, model: str) -> bool:
        """Say whether a claimed report is begun below the section rung, because the model missed
        too many sections of those finished before.  Fixed when first asked, until it is reopened.
        """
        return self._database.write(lambda c: claims.begins_lower(c, report, model))

    def put_back(self, report: int) -> None:
        """Queue a claimed report again."""
        self._database.later(lambda c: claims.put_back(c, self.runner, report))

    def defer(self, report: int) -> None:
        """Put a claimed report aside until `wake`: answers it needs come later."""
        self._database.later(lambda c: claims.put_back(c, self.runner, report, "deferred"))

    def wake(self) -> int:
        """Queue all deferred reports again and return how many there were."""
        return self._database.write(
            lambda c: c.execute("UPDATE reports SET state='queued' WHERE state='deferred'").rowcount
        )

    def changed(self, report: int) -> None:
        """Queue a claimed report to be done from its new text, because its file has changed."""
        changed = (
            "UPDATE reports SET state='queued', owner=NULL, changed=changed+1 "
            "WHERE id=? AND owner=?"
        )
        self._database.write(lambda c: c.execute(changed, (report, self.runner)))

    def finished(self, report: int, end: Finished) -> bool:
        """Record what became of a claimed report; False where the claim was lost."""
        return self._database.write(lambda c: claims.finished(c, self.runner, report, end))

    # The journal

    def reply(self, key: str) -> tuple[int, dict[str, Any]] | None:
        """Return the reply kept for a call, and the report in whose account it is (0: in none)."""
        row = self._database.read(
            lambda c: c.execute("SELECT report, reply FROM replies WHERE key=?", (key,)).fetchone()
        )
        return None if row is None else (row["report"], json.loads(row["reply"]))

    def keep_replies(self, kept: Sequence[tuple[str, int, Mapping[str, Any]]]) -> None:
        """Keep replies: (key of the call, report or 0, reply); returns when they are safe."""
        rows = [(key, report, json.dumps(r, ensure_ascii=False)) for key, report, r in kept]
        spent = [(report, Usage(**reply["usage"])) for _, report, reply in kept if report]

        def act(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR IGNORE INTO replies VALUES(?,?,?)", rows)
            for report, usage in spent:
                claims.spend(connection, report, usage)

        self._database.write(act)

    def adopt(self, key: str, report: int, usage: Usage) -> bool:
        """Put a reply kept for report 0 down to the first report that uses it."""
        return self._database.write(lambda c: claims.adopt(c, key, report, usage))

    # Reading

    def report(self, number: int) -> ReportRow:
        """Return a report by its ID."""
        return self._reports("WHERE id=?", (number,))[0]

    def reports(self, *, listed: bool = True) -> Iterator[ReportRow]:
        """Yield the reports of the last job in the order of input, or with `listed` false all.

        They are fetched some at a time, so that ten thousand need no more memory than ten.
        """
        last: tuple[int, int] = (-1, 0)
        where = "place IS NOT NULL AND" if listed else ""
        while True:
            rows = self._reports(
                f"WHERE {where} (ifnull(place, 1000000000), id) > (?, ?) "
                "ORDER BY ifnull(place, 1000000000), id LIMIT 200",
                last,
            )
            yield from rows
            if len(rows) < 200:
                return
            place = rows[-1].place
            last = (1_000_000_000 if place is None else place, rows[-1].id)

    def runners(self) -> list[RunnerRow]:
        """Return all runners there were, the oldest first."""
        rows = self._database.read(
            lambda c: c.execute(f"SELECT {RUNNER_COLUMNS} FROM runners ORDER BY started").fetchall()
        )
        return [runner_row(row) for row in rows]

    def counts(self) -> Counts:
        """Return where the last job stands."""
        return self._database.read(listing.counts)

    def unfinished(self, ids: Sequence[int] = ()) -> int:
        """Return how many reports of the store (of these) have no result yet."""
        return self._database.read(lambda c: listing.unfinished(c, ids))

    def meta(self, name: str) -> str | None:
        """Return a value kept under a name."""
        return self._database.read(lambda c: claims.meta(c, name))

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self._database.write(
            lambda c: c.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", (name, value))
        )

    def retry(self, verdicts: Iterable[str]) -> int:
        """Queue again the reports of the last job with these verdicts (`failed`: without one).

        What their sections that were left as they were rest on is asked anew.  Returns how many
        there are.
        """
        return self._database.write(lambda c: listing.retry(c, tuple(verdicts)))

    def close(self) -> None:
        """Commit what is under way and let the store go."""
        self.leave()
        self._database.close()

    def _reports(self, rest: str, values: Sequence[Any]) -> list[ReportRow]:
        sql = f"SELECT {REPORT_COLUMNS} FROM reports {rest}"
        return self._database.read(
            lambda c: [report_row(row) for row in c.execute(sql, tuple(values)).fetchall()]
        )
