"""The moment a request leaves: after it was put together, before its first byte goes out.

To put a request together takes the client milliseconds of processor time.  Whoever counts how
many requests are under way counts from here, so that a slot of the server is not held meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_mine = threading.local()


@contextmanager
def departing(leave: Callable[[], None]) -> Iterator[None]:
    """Have `leave` called once, when a request of this thread leaves within the `with` block."""
    _mine.leave = leave
    try:
        yield
    finally:
        _mine.leave = None


def depart(_request: Any = None) -> None:
    """Let this thread's request leave; what `leave` raises keeps it here.  A hook of the client."""
    leave, _mine.leave = getattr(_mine, "leave", None), None
    if leave is not None:
        leave()
