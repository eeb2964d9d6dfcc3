"""What is known of a service, shared by everything in this process that asks it.

The same service refuses the same things to every report, window and thread: what one question has
learnt the others need not.  While nothing is known the first question goes alone for a moment,
because refusals come at once, and four questions at a time would be refused four times.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import fields, replace
from typing import Any

from assistant.models.dialect import Dialect

HEAD_START = 3.0
"""Seconds the first question has before the others: a refusal takes less, a reply may take more."""


class Learnt:
    """The dialect of one service, as far as it is known, for any number of threads.

    `dialect` is what to ask in; `sure` says that there is nothing to learn, so that nobody waits.
    """

    def __init__(self, dialect: Dialect, *, sure: bool = False) -> None:
        self.dialect = dialect
        self._lock = threading.Lock()
        self._begun = sure
        self._settled = threading.Event()
        if sure:
            self._settled.set()

    def begin(self, seconds: float) -> None:
        """Begin a question: the first one at once, others when it was understood.

        They wait `seconds` at most, and never longer than its head start.
        """
        with self._lock:
            first, self._begun = not self._begun, True
        if not first:
            self._settled.wait(max(0.0, min(seconds, HEAD_START)))

    def learn(self, before: Dialect, after: Dialect) -> None:
        """Hear that the server took `after` where `before` was tried first.

        Only what differs is taken over: another question may have learnt something else meanwhile.
        """
        with self._lock:
            changes: dict[str, Any] = {
                f.name: getattr(after, f.name)
                for f in fields(Dialect)
                if getattr(after, f.name) != getattr(before, f.name)
            }
            self.dialect = replace(self.dialect, **changes)
        self._settled.set()

    def settle(self) -> None:
        """Let the others ask, whatever became of the first question."""
        self._settled.set()


_lock = threading.Lock()
_services: dict[Hashable, Learnt] = {}


def learnt(service: Hashable, dialect: Dialect) -> Learnt:
    """Return what is known of `service`; where that is nothing, begin with `dialect`."""
    with _lock:
        return _services.setdefault(service, Learnt(dialect))


def forget() -> None:
    """Know nothing of any service."""
    with _lock:
        _services.clear()
