"""How the work of a function grows with the size of what it is given; no test asserts seconds.

The processor time of three sizes, each twice the one before, is set in relation: a machine that is
ten times as slow, or busy with other things, gives the same exponent.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

LINEAR = 1.0
GENEROUS = 1.6
"""Between linear (1) and quadratic (2): room for caches, sorting and a coarse clock."""


def exponent(work: Callable[[int], object], size: int, *, rounds: int = 4) -> float:
    """Return k where the time for `work(n)` grows as n to the k, from `size` to four times it.

    The least of several rounds counts: what disturbs a measurement only ever makes it longer.
    """
    work(size)
    gc.collect()
    # What the rest of the suite holds is looked through once, not in every round of every test.
    gc.freeze()
    low, middle, high = (_least(work, size * factor, rounds) for factor in (1, 2, 4))
    # Both steps must be steep to be believed: one alone may be a disturbance.
    return min(math.log2(middle / low), math.log2(high / middle), math.log2(high / low) / 2)


def _least(work: Callable[[int], object], size: int, rounds: int) -> float:
    found = []
    for _ in range(rounds):
        gc.collect()
        began = time.thread_time_ns()
        work(size)
        found.append(time.thread_time_ns() - began)
    return float(max(min(found), 1))
