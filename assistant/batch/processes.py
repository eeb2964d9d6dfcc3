"""The own work of a batch in processes beside this one, which keeps the store and the model.

Reading, judging and writing take the processor; asking a model takes patience.  In one process
the first hold up the second (Python runs one thread at a time), and requests leave late.  So this
process makes the requests and keeps the journal, and workers (`worker`) do the rest: runners like
any other, that ask here for the store and the model.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from time import sleep
from typing import IO

import assistant
from assistant.batch.caller import out_of_time
from assistant.batch.manager import Address, BatchServer, Manager
from assistant.batch.model_access import OwnModel
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Halted
from assistant.batch.perform import Heard
from assistant.batch.pool import Killed, WorkerPool
from assistant.batch.runner import STOPPED, Ended, Reason
from assistant.batch.store import Store
from assistant.batch.worker import Setup
from assistant.errors import AssistantError, OutputError
from assistant.findings import Message
from assistant.models.progress import Progress as Loading
from assistant.models.registry import RULES, parse_name

LOOK = 0.1
"""Seconds between two looks at the workers."""
WORTH = 40, 300_000
"""Reports, or bytes of them, below which a worker's start (a second, 200 MB) is not worth it."""
WORTH_FOR_RULES = 400, 3_000_000
"""The same where no model is asked: the rules alone do forty reports in that second."""
MOST = 8
"""Workers that are started unasked."""
START = """import sys
sys.path[:] = {path!r}
from assistant.batch.worker import main
main()
"""
"""What a worker runs: it imports what this process would, whatever folder it is started in."""


class CannotStart(OutputError):
    """No worker could be started, and none has done anything."""


def number_of(options: BatchOptions, reports: int, size: int) -> int:
    """Return how many workers to start for so many reports of so many bytes together.

    0 means that all the work is best done in this process.
    """
    if options.processes is not None:
        return options.processes
    kind = parse_name(options.settings.model)[0]
    processors = _processors()
    if kind == "local" or processors < 2 or not _can_start():
        return 0
    least, bytes_at_least = WORTH_FOR_RULES if kind == RULES else WORTH
    if reports < least and size < bytes_at_least:
        return 0
    return min(MOST, processors if kind == RULES else processors - 1)


def _can_start() -> bool:
    """Whether there is a Python to start: a program packed into one file would start itself."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _processors() -> int:
    """How many processors this process may use; where the system does not tell, those there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def run_processes(
    store: Store,
    options: BatchOptions,
    stop: threading.Event,
    *,
    number: int,
    heard: Heard | None = None,
    loading: Loading | None = None,
) -> Ended:
    """Work on a store until it is done, as `runner.work` does, with `number` workers.

    Raises what `runner.work` raises, OutputError where workers are killed again and again, and
    CannotStart where none could be started at all.
    """
    server = BatchServer(store, OwnModel(store, options, loading=loading), number, heard)
    manager = Manager(server)
    pool = _LocalPool(store, options, stop, number, server, manager.reached_at)
    store.enter()  # workers do so a second later: till then another run would think it is alone
    try:
        return pool.work()
    finally:
        pool.close()
        manager.close()
        server.close()
        store.leave()


@dataclass(frozen=True)
class _Worker:
    name: str
    process: subprocess.Popen[bytes]
    said: IO[bytes]

    def __hash__(self) -> int:
        return hash(self.name)

    def end(self) -> None:
        """End it, if it has not ended, and let go of what it held."""
        self.process.kill()
        with suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        self.process.wait()
        self.said.close()

    def last_words(self) -> str:
        """Return the last line of what it said of itself, which nobody has seen."""
        self.said.seek(0, os.SEEK_END)
        self.said.seek(max(0, self.said.tell() - 4_000))
        lines = self.said.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


@dataclass(eq=False)
class _LocalPool(WorkerPool):
    """The workers of one batch on this machine.  Slots, budgets and time are kept here for all."""

    server: BatchServer
    address: Address

    def work(self) -> Ended:
        """Do as every pool does; what was used is known here, that of killed workers included."""
        return replace(super().work(), usage=self.server.access.usage)

    def share(self) -> BatchOptions:
        return replace(super().share(), max_tokens=None, max_cost=None)

    def close(self) -> None:
        """End the workers that still live, where something went wrong here."""
        if self._working:
            self.server.access.halt(Halted(Reason.STOPPED, STOPPED))
        for one in self._working:
            assert isinstance(one, _Worker)
            one.end()

    def start(self, worker: str, options: BatchOptions) -> Hashable:
        try:
            said = TemporaryFile()  # noqa: SIM115 - for its life; the terminal is for the batch
        except OSError as error:
            raise self._cannot_start(str(error)) from error
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", START.format(path=_path())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                # Ctrl-C is for this process, which tells the workers.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            said.close()
            raise self._cannot_start(f"{sys.executable}: {error.strerror}") from error
        assert process.stdin is not None
        with suppress(OSError):  # it has ended already, and is found so
            pickle.dump(Setup(self.address, worker, options), process.stdin)
            process.stdin.flush()
        return _Worker(worker, process, said)

    def wait(self, working: Iterable[Hashable]) -> Iterable[Hashable]:
        sleep(LOOK)
        access = self.server.access
        access.watch()
        late = out_of_time(self._began, self.options)
        if late is not None:
            access.halt(late)
        if self.stopping:  # what was asked is answered and kept, nothing new is asked
            access.halt(Halted(Reason.STOPPED, STOPPED))
        return [w for w in working if isinstance(w, _Worker) and w.process.poll() is not None]

    def ended(self, one: Hashable) -> Ended | AssistantError:
        assert isinstance(one, _Worker)
        why = f"{one.name}: exit {one.process.returncode}, {one.last_words()}".rstrip(", ")
        one.end()
        how = self.server.told.pop(one.name, None)
        failed = one.process.returncode > 0  # not killed by a signal
        if how is None and failed and not self.server.knows(one.name):
            return self._cannot_start(why)
        if how is None:
            raise Killed(why)
        return how

    def bury(self, worker: str) -> None:
        self.server.bury(worker)

    def tell_to_stop(self) -> None:
        self.server.stop()

    def _cannot_start(self, why: str) -> OutputError:
        kind = OutputError if self.server.knows() else CannotStart
        return kind(
            Message(
                f"工作进程无法启动：{why}。可用 --processes 0 在一个进程里做。",
                f"a worker could not be started: {why}; --processes 0 does without.",
            )
        )


def _path() -> list[str]:
    """Return where a worker is to look for modules: where this process does."""
    package = str(Path(assistant.__file__).absolute().parents[1])
    path = [place for place in sys.path if isinstance(place, str)]
    return path if package in path else [*path, package]
