"""Runners in processes of their own: started, watched, and replaced when one is killed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from threading import Event
from time import monotonic

from assistant.batch.options import BatchOptions
from assistant.batch.runner import Ended, Reason
from assistant.batch.store import Store
from assistant.errors import AssistantError, OutputError
from assistant.findings import Message
from assistant.models.usage import Usage

REPLACED = 3
"""Workers that may be killed for each one asked for, before the batch is given up."""


class Killed(Exception):
    """A worker ended without a word; says what the system knows of it."""


@dataclass(eq=False)
class WorkerPool(ABC):
    """`number` workers on one store; where and how they run is the business of subclasses."""

    store: Store
    options: BatchOptions
    stop: Event
    number: int

    def __post_init__(self) -> None:
        self._began = monotonic()
        self._working: dict[Hashable, str] = {}
        self._started = 0
        self._ended: list[Ended] = []
        self._failure: AssistantError | None = None

    def work(self) -> Ended:
        """Keep the workers at it until the batch is done or they end.

        Raises what a worker could not start for, and OutputError where they are killed again and
        again.
        """
        for _ in range(self.number):
            self._start()
        told = False
        while self._working:
            done = list(self.wait(self._working))
            if self.stopping and not told:
                told = True
                self.tell_to_stop()
            for one in done:
                self._take(one, self._working.pop(one))
        if self._failure is not None:
            raise self._failure
        return self._together()

    @property
    def stopping(self) -> bool:
        """Whether nothing new is to be begun: as asked, or because a worker could not work."""
        return self.stop.is_set() or self._failure is not None

    # What a kind of workers must say

    @abstractmethod
    def start(self, worker: str, options: BatchOptions) -> Hashable:
        """Start a worker under a name and return what it is known by here."""

    @abstractmethod
    def wait(self, working: Iterable[Hashable]) -> Iterable[Hashable]:
        """Wait a little; return those that have ended."""

    @abstractmethod
    def ended(self, one: Hashable) -> Ended | AssistantError:
        """Return how a worker ended, or why it could not work; raises Killed."""

    @abstractmethod
    def bury(self, worker: str) -> None:
        """Queue again what a killed worker held."""

    @abstractmethod
    def tell_to_stop(self) -> None:
        """Ask all workers to end after the work in hand."""

    def share(self) -> BatchOptions:
        """Return the options of one worker: its part of the slots and budgets, the time left."""
        options, n = self.options, self.number
        return replace(
            options,
            jobs=None if options.jobs is None else max(1, options.jobs // n),
            max_tokens=None if options.max_tokens is None else options.max_tokens // n,
            max_cost=None if options.max_cost is None else options.max_cost / n,
            max_time=None
            if options.max_time is None
            else max(0.0, self._began + options.max_time - monotonic()),
        )

    # Inside

    def _start(self) -> None:
        self._started += 1
        worker = f"worker-{self._started}"
        self._working[self.start(worker, self.share())] = worker

    def _take(self, one: Hashable, worker: str) -> None:
        """Hear how a worker ended; where it was killed, give its work to others."""
        try:
            ended = self.ended(one)
        except Killed as error:
            self.bury(worker)
            self._replace(error)
            return
        if isinstance(ended, Ended):
            self._ended.append(ended)
        else:
            self._failure = self._failure or ended

    def _replace(self, error: Killed) -> None:
        """Start another worker, unless too many were killed or a budget was theirs to keep."""
        if self.stopping or not self.store.unfinished():
            return
        options = self.share()
        if options.max_tokens is None and options.max_cost is None:
            if self._started < self.number * (1 + REPLACED):
                self._start()
                return
        elif self._working:
            return  # what the killed one had spent of its part is not known to anyone
        if not self._working:
            why = " ".join(str(error).split())[:300]
            self._failure = OutputError(
                f"工作进程一再意外退出，已停止：{why}",
                f"the workers were killed again and again: {why}",
            )

    def _together(self) -> Ended:
        """Return how all of them ended, in one: the reason that is worst, unless all is done."""
        usage = sum((one.usage for one in self._ended), Usage())
        if not self.store.unfinished():
            return Ended(Reason.DONE, None, usage)
        order = (Reason.STRICT, Reason.MODEL, Reason.BUDGET, Reason.STOPPED)
        for reason in order:
            for one in self._ended:
                if one.reason is reason:
                    return Ended(reason, one.message, usage)
        return Ended(Reason.STOPPED, Message("已停下", "stopped"), usage)
