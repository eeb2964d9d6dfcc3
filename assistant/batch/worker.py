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
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, cast

from assistant.batch.keeper import RemoteStore
from assistant.batch.link import InHand
from assistant.batch.orders import Orders
from assistant.batch.pace import Halted
from assistant.batch.rows import ReportRow
from assistant.batch.runner import work
from assistant.batch.store import Store
from assistant.batch.wire import Address, Line
from assistant.errors import AskAgain, AssistantError, ModelUnavailable
from assistant.findings import Message
from assistant.models.batch_lines import Call
from assistant.models.usage import Reply, Usage
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
    orders: Orders
    store: Path


@dataclass(frozen=True, slots=True)
class View:
    """What a worker sees of the process that talks to the model."""

    stopping: bool
    slots: int
    waiting: Message | None
    halted: Halted | None
    gone: ModelUnavailable | None


@dataclass(frozen=True, slots=True)
class About:
    """What a worker knows of the model."""

    name: str
    where: str
    context: int


class FarLink:
    """The model, as a worker asks it: through the process that started it."""

    def __init__(self, line: Line, stop: threading.Event) -> None:
        self._line = line
        self._stop = stop
        self._lock = threading.Lock()
        self._about: About | None = None
        self._asked = False
        self._halted: Halted | None = None
        self._usage = Usage()
        self._in_hand = InHand()
        self._view: View = line.call("look")

    @property
    def gone(self) -> ModelUnavailable | None:
        return self._view.gone

    @property
    def asks(self) -> bool:
        return self._about is not None

    @property
    def slots(self) -> int:
        return self._view.slots

    @property
    def waiting(self) -> Message | None:
        return self._view.waiting

    @property
    def halted(self) -> Halted | None:
        return self._halted or self._view.halted

    @property
    def usage(self) -> Usage:
        """What the sections worked on here have taken, replies of earlier runs included."""
        return self._usage

    def halt(self, why: Halted) -> None:
        self._halted = self._halted or why

    def name(self) -> str | None:
        with self._lock:
            if not self._asked:
                self._about = self._line.call("about")
                self._asked = True
                self.watch()
        return None if self._about is None else self._about.name

    def section(self, number: int) -> FarModel | None:
        return None if self._about is None else FarModel(self, self._about, number)

    def working(self) -> AbstractContextManager[None]:
        return self._in_hand.one()

    def watch(self) -> None:
        self._view = self._line.call("look")
        if self._view.stopping:
            self._stop.set()

    def close(self) -> None:
        """Nothing is held here."""

    @property
    def share(self) -> int:
        """How many questions of one section to put at once: its share of the slots."""
        return max(1, -(-self.slots // max(1, self._in_hand())))

    def ask(self, section: int, call: Call) -> tuple[Reply, Usage]:
        """Return a reply, from the journal or the model, and what the section spends for it."""
        try:
            reply, usage = self._line.call("ask", section, call)
        except Halted as error:
            self.halt(error)
            raise
        return reply, usage

    def spend(self, usage: Usage) -> None:
        """Count what a section has spent."""
        with self._lock:
            self._usage += usage


class FarModel:
    """The model for one section, as `journal.Journal` is in the process that asks it."""

    def __init__(self, link: FarLink, about: About, section: int) -> None:
        self.name = about.name
        self.where = about.where
        self.context = about.context
        self._link = link
        self._section = section
        self._lock = threading.Lock()
        self._usage = Usage()

    @property
    def slots(self) -> int:
        """How many questions of this section to put at once."""
        return self._link.share

    @property
    def usage(self) -> Usage:
        """What the section has taken so far."""
        with self._lock:
            return self._usage

    def ask(
        self,
        messages: Any,
        *,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
        on_token: Callable[[str], None] | None = None,  # noqa: ARG002
        temperature: float = 0.0,
        seed: int | None = None,
    ) -> Reply:
        """Return the reply; its words are not shown as they come.  Raises what the journal does."""
        call = Call(tuple(messages), max_tokens, schema, temperature, seed)
        try:
            reply, usage = self._link.ask(self._section, call)
        except AskAgain as error:
            self._spend(getattr(error, "usage", Usage()))
            raise
        self._spend(usage)
        return reply

    def _spend(self, usage: Usage) -> None:
        self._link.spend(usage)
        with self._lock:
            self._usage += usage


def run(setup: Setup) -> None:
    """Be a runner until the store has nothing left to do, and tell how it ended."""
    line = Line(setup.address)
    stop = threading.Event()
    store = RemoteStore(
        lambda method, args, options: line.call("store", setup.worker, method, args, options),
        setup.store,
    )
    try:
        link = FarLink(line, stop)
        heard = partial(_tell, line, [0.0])
        ended: Any = work(cast(Store, store), setup.orders, link=link, stop=stop, heard=heard)
    except AssistantError as error:
        ended = error
    line.call("ended", setup.worker, ended)


def _tell(line: Line, last: list[float], row: ReportRow, step: Progress) -> None:
    """Tell of a step, not of every word."""
    if not step.words and monotonic() - last[0] >= TOLD:
        last[0] = monotonic()
        line.call("heard", row, step)


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
