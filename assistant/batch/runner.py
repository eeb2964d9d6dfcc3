"""A runner: claims reports from the store and does them, until nothing is left or it is stopped.

Any number of runners, in one process or many, may work on one store.  Each has more threads than
slots: while some wait for the model, others read, judge and write, so the slots stay in use.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from assistant.batch.caller import out_of_time
from assistant.batch.model_access import ModelAccess, OwnModel
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Halted
from assistant.batch.perform import Heard, Performer
from assistant.batch.rows import ReportRow
from assistant.batch.store import Store
from assistant.findings import Message
from assistant.models import Usage

SPARE = 3
"""Threads beyond the slots at least, to read, judge and write meanwhile."""
BEAT = 5.0
"""Seconds between two signs of life."""
LOOK = 0.3
"""Seconds between two looks for reports that others may have given back."""
STOPPED = Message("已按要求停下", "stopped as asked")


class Reason(StrEnum):
    """Why a runner ended."""

    DONE = "done"
    DEFERRED = "deferred"
    STOPPED = "stopped"
    BUDGET = "budget"
    MODEL = "model"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a runner ended; `message` says why where not everything is done."""

    reason: Reason
    message: Message | None = None
    usage: Usage = Usage()  # noqa: RUF009


def work(
    store: Store,
    options: BatchOptions,
    *,
    access: ModelAccess | None = None,
    stop: threading.Event | None = None,
    heard: Heard | None = None,
) -> Ended:
    """Be a runner on `store` until every listed report has its result, or something ends it.

    `access` is the way to a model, by default straight to that of the settings; setting `stop` ends
    the run after the questions in hand; `heard` is told of every step, from many threads.
    Raises UsageError where the model is asked for wrongly, OutputError where the store cannot be
    written.
    """
    store.enter()
    try:
        access = access or OwnModel(store, options)
        runner = Runner(store, options, access, stop or threading.Event(), heard)
        return runner.run()
    finally:
        store.leave()


class Runner:
    """One runner at work; `work` is the way to make one."""

    def __init__(
        self,
        store: Store,
        options: BatchOptions,
        access: ModelAccess,
        stop: threading.Event,
        heard: Heard | None,
    ) -> None:
        self.store = store
        self.options = options
        self._stop = stop
        self._access = access
        self._performer = Performer(store, options, access, heard)
        self._turn = threading.Lock()
        self._free = threading.Condition()
        self._over = threading.Event()
        self._in_hand = 0
        self._none_at = 0.0
        self._drained = False
        self._failure: BaseException | None = None
        self._began = monotonic()

    def run(self) -> Ended:
        """Work until the end and say why it was the end."""
        beats = threading.Thread(target=self._keep_alive, name="batch-beat", daemon=True)
        beats.start()
        threads: list[threading.Thread] = []
        try:
            while not (self._ended() or self._drained):
                slots = self._access.view.slots
                # The rules alone are no faster with more threads.
                wanted = slots + max(SPARE, slots // 2) if self._access.asks else 1
                while len(threads) < wanted:
                    thread = threading.Thread(
                        target=self._work_on, name="batch-worker", daemon=True
                    )
                    threads.append(thread)
                    thread.start()
                threads = [t for t in threads if t.is_alive()]
                if threads:
                    threads[0].join(0.1)
                else:
                    break
            for thread in threads:
                thread.join()
        finally:
            self._over.set()
            beats.join()
            self._access.close()
        if self._failure is not None:
            raise self._failure
        return self._end()

    # Threads

    def _ended(self) -> bool:
        return self._stop.is_set() or self._halted is not None or self._failure is not None

    def _work_on(self) -> None:
        """Claim and do reports until there is none."""
        try:
            while not self._ended():
                row = self._next()
                if row is None:
                    if self._nothing_left():
                        self._drained = True  # so that no thread is started to find that again
                        return
                    with self._free:
                        self._free.wait(LOOK)
                    continue
                try:
                    self._performer.do(row)
                finally:
                    with self._free:
                        self._in_hand -= 1
                        self._free.notify_all()
        except BaseException as error:
            with self._free:
                self._failure = self._failure or error
                self._free.notify_all()

    def _next(self) -> ReportRow | None:
        """Claim a report, one thread after the other: so none is claimed to wait for a thread."""
        with self._turn:
            if monotonic() - self._none_at < LOOK:
                return None
            row = self.store.claim(self._performer.rising)
            if row is None:
                self._none_at = monotonic()
            else:
                with self._free:
                    self._in_hand += 1
            return row

    def _nothing_left(self) -> bool:
        """Whether this runner can end: nothing in hand here, nor anywhere it should wait for."""
        if self._in_hand:
            return False
        put_off = self._performer.deferred and not self.store.others()
        return put_off or not self.store.unfinished()

    def _keep_alive(self) -> None:
        """Renew the claims, watch time and model, until the runner is over."""
        next_beat = 0.0
        while True:
            late = out_of_time(self._began, self.options)
            if late is not None:
                self._access.halt(late)
            self._access.watch()
            if self._stop.is_set():  # what was asked is answered and kept, nothing new is asked
                self._access.halt(Halted(Reason.STOPPED, STOPPED))
            if monotonic() >= next_beat:
                next_beat = monotonic() + BEAT
                view = self._access.view
                why = view.waiting
                self.store.beat(
                    "running" if why is None else "waiting",
                    "" if why is None else why.text(self.options.settings.language),
                    view.slots,
                    self.usage,
                )
            if self._over.wait(0.25):
                return

    @property
    def _halted(self) -> Halted | None:
        return self._access.view.halted

    @property
    def usage(self) -> Usage:
        """What this runner has used so far."""
        return self._access.usage

    def _end(self) -> Ended:
        if (halted := self._halted) is not None:
            return Ended(Reason(halted.kind), halted.message, self.usage)
        if self._stop.is_set():
            return Ended(Reason.STOPPED, STOPPED, self.usage)
        reason = Reason.DEFERRED if self._performer.deferred else Reason.DONE
        return Ended(reason, None, self.usage)
