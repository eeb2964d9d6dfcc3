"""The own work of a batch in processes beside this one, which keeps the store and the model.

Reading, judging and writing take the processor; asking a model takes patience.  In one process
the first hold up the second (Python runs one thread at a time), and requests leave late.  So this
process makes the requests and keeps the journal, and workers (`worker`) do the rest: runners like
any other, that ask here for the store and the model.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep
from typing import Any

import assistant
from assistant.batch.caller import out_of_time
from assistant.batch.crew import Crew, Killed
from assistant.batch.hands import Heard
from assistant.batch.keeper import Answer, Keeper
from assistant.batch.link import DirectLink
from assistant.batch.orders import Orders
from assistant.batch.pace import Halted
from assistant.batch.rows import ReportRow
from assistant.batch.runner import STOPPED, Ended, Reason
from assistant.batch.store import Store
from assistant.batch.wire import Exchange
from assistant.batch.worker import About, Setup, View
from assistant.errors import AssistantError
from assistant.models.batch_lines import Call
from assistant.models.progress import Progress as Loading
from assistant.models.registry import RULES, parse_name
from assistant.models.usage import Reply, Usage
from assistant.request import Progress

LOOK = 0.1
"""Seconds between two looks at the workers."""
WORTH = 40, 300_000
"""Reports, or bytes of them, below which a worker's start (a second, 200 MB) is not worth it."""
WORTH_FOR_RULES = 400, 3_000_000
"""The same where no model is asked: the rules alone do forty reports in that second."""
MOST = 8
"""Workers that are started unasked."""


def number_of(orders: Orders, reports: int, size: int) -> int:
    """Return how many workers to start for so many reports of so many bytes together.

    0 means that all the work is best done in this process.
    """
    if orders.processes is not None:
        return orders.processes
    kind = parse_name(orders.settings.model)[0]
    processors = os.cpu_count() or 1
    if kind == "local" or processors < 2 or not sys.executable:
        return 0
    least, bytes_at_least = WORTH_FOR_RULES if kind == RULES else WORTH
    if reports < least and size < bytes_at_least:
        return 0
    return min(MOST, processors if kind == RULES else processors - 1)


def run_processes(
    store: Store,
    orders: Orders,
    stop: threading.Event,
    *,
    number: int,
    heard: Heard | None = None,
    loading: Loading | None = None,
) -> Ended:
    """Work on a store until it is done, as `runner.work` does, with `number` workers.

    Raises what `runner.work` raises, and OutputError where workers are killed again and again.
    """
    link = DirectLink(store, orders, loading=loading)
    desk = Desk(store, link, number, heard)
    exchange = Exchange(desk)
    try:
        return _Crew(desk, exchange, store, orders, stop, number).work()
    finally:
        exchange.close()
        desk.close()


class Desk:
    """What workers may ask of this process; every method is called from many threads."""

    def __init__(self, store: Store, link: DirectLink, number: int, heard: Heard | None) -> None:
        self.link = link
        self.keeper = Keeper(store)
        self.told: dict[str, Ended | AssistantError] = {}
        self._number = number
        self._heard = heard
        self._first = threading.Lock()
        self._settled = False

    def close(self) -> None:
        """Let all workers and the model go."""
        self.keeper.close()
        self.link.close()
        if self._settled:
            gc.unfreeze()

    def store(
        self, worker: str, method: str, args: tuple[Any, ...], options: Mapping[str, Any]
    ) -> Answer:
        """Call a method of the store in the name of a worker."""
        return self.keeper.call(worker, method, args, options)

    def about(self) -> About | None:
        """Return what the model is; None where the rules do everything."""
        name = self.link.name()
        model = None if name is None else self.link.section(0)
        with self._first:
            if not self._settled:
                # The libraries of a client are half a million objects: to look through them again
                # and again for garbage would stop all requests for a tenth of a second each time.
                self._settled = True
                gc.collect()
                gc.freeze()
        return None if model is None else About(model.name, model.where, model.context)

    def look(self) -> View:
        """Return how things stand."""
        link = self.link
        slots = -(-link.slots // self._number)
        return View(self.keeper.stopping(), slots, link.waiting, link.halted, link.gone)

    def ask(self, section: int, call: Call) -> tuple[Reply, Usage]:
        """Return the reply to a call of a section and what it spends for it."""
        model = self.link.section(section)
        assert model is not None
        try:
            reply = model.ask(
                call.messages,
                max_tokens=call.max_tokens,
                schema=call.schema,
                temperature=call.temperature,
                seed=call.seed,
            )
        except AssistantError as error:
            error.usage = model.usage  # type: ignore[attr-defined]
            raise
        return reply, model.usage

    def heard(self, row: ReportRow, step: Progress) -> None:
        """Hear of a step."""
        if self._heard is not None:
            self._heard(row, step)

    def ended(self, worker: str, how: Ended | AssistantError) -> None:
        """Hear how a worker ended."""
        self.told[worker] = how


@dataclass(frozen=True)
class _Worker:
    name: str
    process: subprocess.Popen[bytes]

    def __hash__(self) -> int:
        return hash(self.name)


class _Crew(Crew):
    """The workers of one batch on this machine.  Slots, budgets and time are kept here for all."""

    def __init__(
        self,
        desk: Desk,
        exchange: Exchange,
        store: Store,
        orders: Orders,
        stop: threading.Event,
        number: int,
    ) -> None:
        super().__init__(store, orders, stop, number)
        self._desk = desk
        self._exchange = exchange

    def work(self) -> Ended:
        """Do as every crew does; what was used is known here, that of killed workers included."""
        return replace(super().work(), usage=self._desk.link.usage)

    def share(self) -> Orders:
        return replace(super().share(), max_tokens=None, max_cost=None)

    def start(self, worker: str, orders: Orders) -> Hashable:
        package = str(Path(assistant.__file__).parents[1])
        path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
        process = subprocess.Popen(
            [sys.executable, "-c", "from assistant.batch.worker import main; main()"],
            stdin=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for this process, which tells the workers
        )
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended already, and is found so
            pickle.dump(
                Setup(self._exchange.address, worker, orders, self.store.path), process.stdin
            )
            process.stdin.flush()
        return _Worker(worker, process)

    def wait(self, working: Iterable[Hashable]) -> Iterable[Hashable]:
        sleep(LOOK)
        link = self._desk.link
        link.watch()
        late = out_of_time(self._began, self.orders)
        if late is not None:
            link.halt(late)
        if self.stop.is_set() and link.waiting is not None:
            link.halt(Halted(Reason.STOPPED, STOPPED))  # what is in hand would not end
        return [w for w in working if isinstance(w, _Worker) and w.process.poll() is not None]

    def ended(self, one: Hashable) -> Ended | AssistantError:
        assert isinstance(one, _Worker)
        if one.process.stdin is not None:
            with suppress(OSError):
                one.process.stdin.close()
        how = self._desk.told.pop(one.name, None)
        if how is None:
            code = one.process.returncode
            raise Killed(f"{one.name}: exit {code}")
        return how

    def bury(self, worker: str) -> None:
        self._desk.keeper.bury(worker)

    def tell_to_stop(self) -> None:
        self._desk.keeper.stop()
