"""Who may make the next request, and when: slots, the shared pause, the circuit breaker.

There is one layer of retries, the one below in `models.question`; this only says when its
requests may go out.  A server that says 429 is asked by nobody until it said it would answer, and
by fewer after that; one that does not answer at all is asked by one request at a time, ever less
often, until it does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from assistant.errors import AskAgain, ModelUnavailable
from assistant.findings import Message
from assistant.models.failures import Passing, Refused
from assistant.models.question import NotStreamed
from assistant.models.usage import Usage

DOWN = 8
"""Requests in a row that must fail before the server counts as down."""
FIRST_PAUSE = 0.5
"""Seconds to pause at a first 429 that does not say how long; each further one doubles them."""
FIRST_PROBE, LONGEST_PROBE = 1.0, 60.0
"""Seconds between probes of a server that is down: the first, each twice the one before."""
APART = 0.002
"""Seconds between two departures at least: requests that leave in one moment are answered in one
moment, and their answers then wait for each other here, round after round."""
MOST = 64
"""Slots that probing will not go beyond."""
SLOWER = 1.5
"""How much longer requests may take before more of them at once are of no more use."""


class Halted(Exception):
    """The runner makes no more calls; what is not done waits for the next run."""

    def __init__(self, kind: str, message: Message) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    def __str__(self) -> str:
        return self.message.zh


class Abandoned(Exception):
    """Nobody waits for the request any more that was to leave."""


class Gate:
    """The pace of all requests of one runner.

    `asked` slots, or as many as the server takes where it is None: the number grows from `first`
    to `most` while more at once get more done, and is halved by a 429.  `held` slots are in
    use just now; `halted` says why no request goes out any more, if that is so.
    """

    def __init__(self, asked: int | None, first: int = 4) -> None:
        self._probing = asked is None
        self.most = asked if asked is not None else MOST
        self._limit = float(asked if asked is not None else min(first, MOST))
        self._changed = threading.Condition()
        self.held = 0
        self._pause_until = 0.0
        self._next_at = 0.0
        self.halted: Halted | None = None
        self._gone: ModelUnavailable | None = None
        self._failures = 0
        self._down_since: float | None = None
        self._probe_at = 0.0
        self._probe_wait = FIRST_PROBE
        self._probing_now = False
        self._good = 0
        self._best = float("inf")
        self._typical = 0.0
        self._busy = 0
        self._mine = threading.local()

    @property
    def slots(self) -> int:
        """How many requests may be under way at once just now."""
        return max(1, int(self._limit))

    @property
    def down_for(self) -> float:
        """Seconds since the server was found to be down; 0 where it is not."""
        since = self._down_since
        return 0.0 if since is None else monotonic() - since

    @property
    def waiting(self) -> Message | None:
        """Why nothing is sent just now, where that is so."""
        left = self._pause_until - monotonic()
        if self._down_since is not None:
            seconds = max(0.0, self._probe_at - monotonic())
            return Message(
                f"模型没有回应，{seconds:.0f} 秒后再试",
                f"the model does not answer, trying again in {seconds:.0f} s",
            )
        if left > 1:
            return Message(
                f"服务端要求等待，还有 {left:.0f} 秒",
                f"the server asked to wait, {left:.0f} s to go",
            )
        return None

    def halt(self, why: Halted) -> None:
        """Let no further request out; those under way are finished.  The first reason counts."""
        with self._changed:
            self.halted = self.halted or why
            self._changed.notify_all()

    def give_up(self, why: ModelUnavailable) -> None:
        """Answer every further wish to make a request with `why`."""
        with self._changed:
            self._gone = why
            self._changed.notify_all()

    # What the Writer sees

    @contextmanager
    def request(self) -> Iterator[Callable[[], float]]:
        """Give the function that takes a slot for one request, in whatever thread.

        After an answer the slot stays held until `settled`, when the answer is safe on the disk:
        so no slot ever has two calls that a kill could lose.  The function raises Halted, and
        ModelUnavailable once the model was given up.
        """
        self.settled()
        held = threading.Lock()
        began: list[float] = []
        over = False

        def leave() -> float:
            waited = self._enter()
            with held:
                if not over:
                    began.append(monotonic())
                    return waited
            self._give_back()
            raise Abandoned

        def ended() -> float | None:
            nonlocal over
            with held:
                over = True
            return monotonic() - began[0] if began else None

        try:
            yield leave
        except BaseException as error:
            seconds = ended()
            if seconds is not None:
                self._leave(error, seconds, keep=isinstance(error, AskAgain))
            raise
        seconds = ended()
        if seconds is not None:
            self._leave(None, seconds, keep=True)

    def spent(self, usage: Usage) -> None:
        """Count what the call of this thread has used so far."""
        self._mine.usage = getattr(self._mine, "usage", Usage()) + usage

    # What the journal's caller sees

    def begin(self) -> None:
        """Start to count for a new call of this thread."""
        self._mine.usage = Usage()

    @property
    def used(self) -> Usage:
        """What the call of this thread has used, all its requests together."""
        return getattr(self._mine, "usage", Usage())

    def settled(self) -> None:
        """Free the slot that this thread still holds, if it does."""
        if getattr(self._mine, "holds", False):
            self._mine.holds = False
            self._give_back()

    # Inside

    def _give_back(self) -> None:
        with self._changed:
            self.held -= 1
            self._changed.notify()

    def _enter(self) -> float:
        began = monotonic()
        with self._changed:
            while True:
                if self.halted is not None:
                    raise self.halted
                if self._gone is not None:
                    raise self._gone
                now = monotonic()
                if self._down_since is not None:
                    if not self._probing_now and now >= self._probe_at:
                        self._probing_now = True
                        break
                    self._changed.wait(max(0.01, min(1.0, self._probe_at - now)))
                elif now < self._pause_until:
                    self._changed.wait(min(1.0, self._pause_until - now))
                elif self.held >= self.slots:
                    self._changed.wait()
                elif now < self._next_at:
                    self._changed.wait(self._next_at - now)
                else:
                    break
            self.held += 1
            self._next_at = monotonic() + APART
            if self.held < self.slots:
                self._changed.notify()  # one waits for one slot, so each wakes the next
        return monotonic() - began

    def _leave(self, error: BaseException | None, seconds: float, *, keep: bool) -> None:
        with self._changed:
            calm = error is None and keep and self._down_since is None
            before = self.slots
            if keep:
                self._mine.holds = True
            else:
                self.held -= 1
            self._probing_now = False
            wait = error.wait if isinstance(error, Passing) else None
            if isinstance(error, Passing) and (error.busy or wait is not None):
                self._hold_back(wait)
            elif isinstance(error, Passing):
                self._failed()
            elif error is None or isinstance(error, (AskAgain, Refused, NotStreamed)):
                self._answered()
                self._busy = 0
                if error is None:
                    self._grow(seconds)
            if not calm:
                self._changed.notify_all()
            elif self.slots > before:  # a slot is held still, so there is news for one at most
                self._changed.notify()

    def _hold_back(self, wait: float | None) -> None:
        """Obey a 429: pause as long as asked, and go on with fewer slots (once for a pause)."""
        now = monotonic()
        self._answered()
        if now >= self._pause_until:  # the first of those that were under way together
            self._busy += 1
            self._limit = max(1.0, self._limit * 0.5)
        if wait is None:
            wait = min(LONGEST_PROBE, FIRST_PAUSE * 2.0 ** (self._busy - 1))
        self._pause_until = max(self._pause_until, now + wait)
        self._good = 0

    def _failed(self) -> None:
        self._failures += 1
        now = monotonic()
        if self._down_since is not None:
            self._probe_wait = min(LONGEST_PROBE, self._probe_wait * 2)
            self._probe_at = now + self._probe_wait
        elif self._failures >= DOWN:
            self._down_since = now
            self._probe_wait = FIRST_PROBE
            self._probe_at = now + FIRST_PROBE

    def _answered(self) -> None:
        self._failures = 0
        self._down_since = None

    def _grow(self, seconds: float) -> None:
        """One slot more for every round of good answers, while they do not come slower for it.

        After a 429 an asked number of slots comes back the same way.
        """
        self._typical = seconds if not self._typical else 0.9 * self._typical + 0.1 * seconds
        self._good += 1
        if self._good < self._limit or self._limit >= self.most:
            return
        self._good = 0
        self._best = min(self._best, self._typical)
        if not self._probing or self._typical <= self._best * SLOWER:
            self._limit = min(float(self.most), self._limit + 1)
        elif self._limit > 2:
            self._limit -= 1
