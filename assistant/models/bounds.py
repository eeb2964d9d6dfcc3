"""How much of a response is read before it counts as none: what a request of ours may expect.

A server is free to send anything for ever.  The request says beforehand what it may expect, in the
thread that makes it, and the client's hook (`guarded`) holds the response to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MEBI = 1 << 20
SLOWEST = 4096
"""Bytes a second that a long transfer must bring on average, or it counts as broken."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes, unpacked, that a body may have, and one event of a stream (what stands between two
    empty lines); `deadline` gives the monotonic time at which its connection is read no more."""

    body: int = 2 * MEBI
    event: int | None = None
    deadline: Callable[[], float] | None = None

    @classmethod
    def of_reply(cls, cap: int, *, streamed: bool) -> Bounds:
        """Return the bounds of a reply of `cap` tokens: an event of a stream is often for one of
        them, and has some hundred bytes; parsed, a body takes many times its bytes of memory."""
        whole = MEBI + 64 * cap
        return cls(MEBI + 1024 * cap, whole) if streamed else cls(whole)


_bounds: ContextVar[Bounds] = ContextVar("bounds", default=Bounds())  # noqa: B039 - frozen
here = _bounds.get
"""Returns what holds for this thread."""


@contextmanager
def bounded(bounds: Bounds) -> Iterator[None]:
    """Hold responses to requests of this thread within the `with` block to these bounds."""
    before = _bounds.set(bounds)
    try:
        yield
    finally:
        _bounds.reset(before)
