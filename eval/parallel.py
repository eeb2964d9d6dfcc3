"""Much judging on all processors, where that is safe and pays."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")
_WORTH_FORKING: Final = 40
"""Texts from which further processes save more than they cost."""
_MOST: Final = 8


def in_parallel(
    judge: Callable[[Work], Result], work: Sequence[Work], texts: int | None = None
) -> Iterator[Result]:
    """Yield `judge` of each piece of work, in order; `texts` is how many texts it holds (default:
    one each)."""
    there = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else [0]
    processors = min(len(there), _MOST)
    many = (len(work) if texts is None else texts) >= _WORTH_FORKING
    # A fork takes over what is loaded here; beside other threads (a model's) it would be unsafe.
    if not many or processors < 2 or threading.active_count() > 1:
        yield from map(judge, work)
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processors, mp_context=fork) as pool:
        yield from pool.map(judge, work, chunksize=4)
