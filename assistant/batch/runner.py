"""A runner: claims work from the store and does it, until nothing is left or it is stopped.

Any number of runners, in one process or many, may work on one store.  Each has more threads than
slots: while some wait for the model, others read, judge and write, so the slots stay in use.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from assistant.batch.caller import out_of_time
from assistant.batch.claims import Work
from assistant.batch.hands import Hands, Heard
from assistant.batch.link import DirectLink, Link
from assistant.batch.orders import Orders
from assistant.batch.pace import Halted
from assistant.batch.store import Store
from assistant.findings import Message
from assistant.models import Usage

SPARE = 3
"""Threads beyond the slots at least, to read, judge and write meanwhile."""
BEAT = 5.0
"""Seconds between two signs of life."""
SOON = 0.02
"""Seconds between two looks for work at least, once nothing was free."""
LOOK = 0.3
"""Seconds between two looks for work that others may have given back."""
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
    orders: Orders,
    *,
    link: Link | None = None,
    stop: threading.Event | None = None,
    heard: Heard | None = None,
    linger: bool = True,
) -> Ended:
    """Be a runner on `store` until every listed report has its result, or something ends it.

    `link` is the way to a model, by default straight to that of the settings; setting `stop` ends
    the run after the work in hand; `heard` is told of every step, from many threads.
    Without `linger` it ends as soon as nothing is free, whatever other runners still hold.
    Raises ModelUnavailable where the model cannot be had at all and `orders.strict`, OutputError
    where the store cannot be written.
    """
    store.enter()
    try:
        link = link or DirectLink(store, orders)
        runner = Runner(store, orders, link, stop or threading.Event(), heard, linger)
        return runner.run()
    finally:
        store.leave()


class Runner:
    """One runner at work; `work` is the way to make one."""

    def __init__(
        self,
        store: Store,
        orders: Orders,
        link: Link,
        stop: threading.Event,
        heard: Heard | None,
        linger: bool,
    ) -> None:
        self.store = store
        self.orders = orders
        self._stop = stop
        self._linger = linger
        self._link = link
        self._hands = Hands(store, orders, link, heard)
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._version = 0
        self._over = threading.Event()
        self._idle_at = (-1, 0.0)
        self._stock: deque[Work] = deque()
        self._looked = (0.0, False)
        self._in_hand = 0
        self._failure: BaseException | None = None
        self._began = monotonic()

    def run(self) -> Ended:
        """Work until the end and say why it was the end."""
        beats = threading.Thread(target=self._keep_alive, name="batch-beat", daemon=True)
        beats.start()
        threads: list[threading.Thread] = []
        try:
            while not self._ended():
                slots = self._link.slots
                wanted = slots + max(SPARE, slots // 2) if self._wants_threads() else 1
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
            self._link.close()
        if self._failure is not None:
            raise self._failure
        return self._end()

    # Threads

    def _wants_threads(self) -> bool:
        """Whether there is a model: the rules alone are no faster with more threads."""
        return self._link.asks

    def _ended(self) -> bool:
        return self._stop.is_set() or self._link.halted is not None or self._failure is not None

    def _work_on(self) -> None:
        """Claim and do work until there is none."""
        try:
            while not self._ended():
                found = self._next()
                if found is None:
                    if self._nothing_left():
                        return
                    with self._changed:
                        seen, _at = self._idle_at
                        self._changed.wait(LOOK if seen == self._version else SOON)
                    continue
                try:
                    self._hands.do(found)
                finally:
                    with self._changed:
                        self._in_hand -= 1
                        self._version += 1
                        self._changed.notify()  # one is enough: it claims for all
        except BaseException as error:
            with self._changed:
                self._failure = self._failure or error
                self._changed.notify_all()

    def _next(self) -> Work | None:
        """Return the next work from the stock; where that is used up, claim more at once.

        One claim for many pieces is one commit for many.  Where nothing was free, the store is
        looked at again only when something has changed.
        """
        with self._turn:
            if not self._stock:
                version, at = self._idle_at
                since = monotonic() - at
                if since < SOON or (version == self._version and since < LOOK):
                    return None
                seen = self._version
                slots = self._link.slots if self._wants_threads() else 1
                self._stock.extend(self.store.claim(ahead=2 * slots, most=slots))
                if not self._stock:
                    self._idle_at = (seen, monotonic())
                    return None
            with self._changed:
                self._in_hand += 1
            return self._stock.popleft()

    def _nothing_left(self) -> bool:
        """Whether this runner can end: nothing in hand here, nor anywhere it should wait for."""
        if self._in_hand or self._stock:
            return False
        if not self._linger:
            return True
        with self._turn:
            at, answer = self._looked
            if monotonic() - at >= LOOK:
                left = self.store.unfinished() and not (
                    self._hands.deferred and not self.store.others()
                )
                answer = not left
                self._looked = (monotonic(), answer)
            return answer and not self._in_hand

    def _keep_alive(self) -> None:
        """Renew the claims, watch time and model, until the runner is over."""
        next_beat = 0.0
        while True:
            late = out_of_time(self._began, self.orders)
            if late is not None:
                self._link.halt(late)
            self._link.watch()
            if self._stop.is_set() and self._link.waiting is not None:
                self._link.halt(Halted(Reason.STOPPED, STOPPED))  # what is in hand would not end
            if monotonic() >= next_beat:
                next_beat = monotonic() + BEAT
                why = self._link.waiting
                self.store.beat(
                    "running" if why is None else "waiting",
                    "" if why is None else why.text(self.orders.settings.language),
                    self._link.slots,
                    self.usage,
                )
            if self._over.wait(0.25):
                return

    @property
    def usage(self) -> Usage:
        """What this runner has used so far."""
        return self._link.usage

    @property
    def waiting(self) -> Message | None:
        """Why nothing is asked just now, where that is so."""
        return self._link.waiting

    def _end(self) -> Ended:
        halted = self._link.halted
        if halted is not None:
            return Ended(Reason(halted.kind), halted.message, self.usage)
        if self._stop.is_set():
            return Ended(Reason.STOPPED, STOPPED, self.usage)
        reason = Reason.DEFERRED if self._hands.deferred else Reason.DONE
        return Ended(reason, None, self.usage)
