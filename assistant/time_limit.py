"""How long one request may compute, so that a text nobody foresaw does not keep all others waiting.

The page sets a limit around each request; whoever goes through a text says at its natural borders
(a clause, a line, a unit, a check) that it is still at work.  What counts is the processor time of
the thread, so that neither a busy machine nor a slow model runs into it.  Without a limit, as on
the command line, nothing is counted.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

from assistant.errors import OverTime


class _Here(threading.local):
    until: float | None = None


_here = _Here()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Let what is done inside, by this thread, take so many seconds of processor time at most.

    Inside another limit the one that ends sooner counts.
    """
    outer = _here.until
    until = thread_time() + seconds
    _here.until = until if outer is None else min(until, outer)
    try:
        yield
    finally:
        _here.until = outer


def still_in_time() -> None:
    """Raise OverTime where the limit around the caller is used up."""
    until = _here.until
    if until is not None and thread_time() > until:
        raise OverTime(
            "这份文字计算的时间太长，已经停下，没有改动任何内容。请分成几份，分别处理。",
            "This text took too long to compute; that was stopped and nothing has changed. "
            "Please split it and work on the pieces.",
        )
