"""Doing the same with many things at once, in threads that stay: each may hold a connection."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from functools import cache
from typing import TypeVar

THREADS = 256
"""What all runs of a process have at once at most, besides their own threads."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@cache
def _threads() -> ThreadPoolExecutor:
    """Return the threads of this process: as many as were ever needed at one time."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="together")


def together(function: Callable[[Item], Result], items: Sequence[Item], most: int) -> list[Result]:
    """Return what `function` makes of each item, at most `most` at once; this thread works too.

    All are done before an error is raised, the first in the order of the items: a question that
    is put off must not keep others back.  `function` must not do things together itself.
    """
    left = deque(enumerate(items))
    results: dict[int, Result] = {}
    errors: dict[int, Exception] = {}

    def work() -> None:
        while left:
            try:
                number, item = left.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                results[number] = function(item)
            except Exception as error:
                errors[number] = error

    helpers = min(most, len(items)) - 1
    others = [_threads().submit(copy_context().run, work) for _ in range(helpers)]
    work()
    wait(others)
    if errors:
        raise errors[min(errors)]
    return [results[number] for number in range(len(items))]
