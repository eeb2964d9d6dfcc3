"""A runner in a process of its own, started by `processes`.

It reads, judges and writes; the store and the model are asked through the process that started
it, which is told by a pipe where to be found.  When that pipe closes this process ends at once:
whatever it was doing is claimed again by the next run.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Any, cast

from assistant.batch.journal import AboutModel, Answered, Ask
from assistant.batch.manager import Address, reach
from assistant.batch.model_access import ModelAccess, View
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Halted
from assistant.batch.rows import ReportRow
from assistant.batch.runner import work
from assistant.batch.store import Store
from assistant.batch.store_server import RemoteStore
from assistant.errors import AssistantError
from assistant.models.connection import Call, OnToken
from assistant.models.usage import Usage
from assistant.request import Progress

GIVES_WAY = 10
"""How much this process gives way to the one that talks to the model (`nice`): a request that
leaves late costs a slot, a judgement that is late costs nothing."""
TOLD = 0.1
"""Seconds between two steps that are told, at least."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told at its start."""

    address: Address
    worker: str
    options: BatchOptions


class SharedModel(ModelAccess):
    """The model of the process that started this one."""

    def __init__(self, served: Any, stop: threading.Event) -> None:
        super().__init__()
        self._served = served
        self._stop = stop
        self._lock = threading.Lock()
        self._about: AboutModel | None = None
        self._asked = False
        self._halted: Halted | None = None
        self._usage = Usage()
        self._view: View = served.look()

    @property
    def view(self) -> View:
        return replace(self._view, halted=self._halted or self._view.halted)

    @property
    def asks(self) -> bool:
        return self._about is not None

    @property
    def usage(self) -> Usage:
        """What the reports worked on here have taken."""
        return self._usage

    def halt(self, why: Halted) -> None:
        self._halted = self._halted or why

    def asked(self) -> tuple[AboutModel, Ask] | None:
        with self._lock:
            if not self._asked:
                self._about = self._served.about()
                self._asked = True
                self.watch()
            return None if self._about is None else (self._about, self._ask)

    def watch(self) -> None:
        self._view = self._served.look()
        if self._view.stopping:
            self._stop.set()

    def _ask(self, report: int, key: str, call: Call, _on_token: OnToken | None) -> Answered:
        """Ask through the other process; the words are not shown as they come."""
        if self._halted is not None:
            raise self._halted
        outcome, usage = self._served.ask(report, key, call)
        with self._lock:
            self._usage += usage
        return outcome, usage


def run(setup: Setup) -> None:
    """Be a runner until the store has nothing left to do, and tell how it ended."""
    served = reach(setup.address)
    stop = threading.Event()
    store = RemoteStore(partial(served.call, setup.worker))
    try:
        access = SharedModel(served, stop)
        heard = partial(_tell, served, [0.0])
        ended: Any = work(cast(Store, store), setup.options, access=access, stop=stop, heard=heard)
    except AssistantError as error:
        ended = error
    served.ended(setup.worker, ended)


def _tell(served: Any, last: list[float], row: ReportRow, step: Progress) -> None:
    """Tell of a step, not of every word."""
    if not step.words and monotonic() - last[0] >= TOLD:
        last[0] = monotonic()
        served.heard(row, step)


def _end_with_pipe() -> None:
    """End when the process that started this one does, however it does."""
    with suppress(OSError):
        while os.read(sys.stdin.fileno(), 1):
            pass
    os._exit(1)


def main() -> None:
    """Read the setup from the standard input and run."""
    try:
        setup = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return  # the process that started this one has gone meanwhile
    threading.Thread(target=_end_with_pipe, daemon=True).start()
    with suppress(OSError, AttributeError):  # Windows has no nice
        os.nice(GIVES_WAY)
    with suppress(EOFError, OSError):  # the other side is gone: nobody is left to tell
        run(setup)
