"""Looking up what lies in a stretch of a text without going through all there is of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """What stands somewhere in a text (code points)."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Span = tuple[int, int]
"""Where something stands: from a code point to the one behind it."""
T = TypeVar("T", bound=Spanned)


class ByStart(Generic[T]):
    """Things of a text by where they begin; those that begin together keep their order."""

    def __init__(self, items: Iterable[T]) -> None:
        self.items: Sequence[T] = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self.items]

    def beginning(self, low: int, high: int) -> Sequence[T]:
        """Return what begins at `low` or behind it and before `high`."""
        return self.items[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def inside(self, low: int, high: int) -> Sequence[T]:
        """Return what lies wholly between `low` and `high`, both borders included."""
        return [item for item in self.beginning(low, high + 1) if item.end <= high]

    def meeting(self, low: int, high: int) -> Sequence[T]:
        """Return what has a character between `low` and `high`; for things that do not overlap."""
        first = bisect_right(self._starts, low) - 1
        if first < 0 or self.items[first].end <= low:
            first += 1
        return self.items[first : max(first, bisect_left(self._starts, high))]

    def around(self, at: int) -> T | None:
        """Return what begins last of all that `at` lies in: the innermost, where they are nested.

        Looks back over what has ended between that beginning and `at`.
        """
        for place in range(bisect_right(self._starts, at) - 1, -1, -1):
            if at < self.items[place].end:
                return self.items[place]
        return None


class Stretches:
    """Stretches of a text, to ask whether one of them meets another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        rows = sorted(spans)
        self._starts = [start for start, _ in rows]
        self._reached = list(accumulate((end for _, end in rows), max))

    def meets(self, start: int, end: int) -> bool:
        """Tell whether one of the stretches has a character in common with `start`–`end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start


class Moved:
    """Where places of a text are in the one it was made of.

    `cuts` say, in order, from where on in the text how far all has moved.
    """

    def __init__(self, cuts: Iterable[tuple[int, int]]) -> None:
        rows = list(cuts)
        self._starts = [start for start, _ in rows]
        self._shifts = [shift for _, shift in rows]

    def back(self, position: int) -> int:
        """Return the place it had; what was taken out just before belongs before it."""
        index = bisect_right(self._starts, position) - 1
        return position + (self._shifts[index] if index >= 0 else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch; what was taken out just before or behind it is no part of it."""
        first = self.back(start)
        return first, first if start == end else self.back(end - 1) + 1
