"""The source with its gaps as code wrote them in, and the way back to the source as given."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify.model import Filled, TraceItem, TraceStatus


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a filled value came from."""

    status: TraceStatus
    source: str


class Filling:
    """`text` is the source with all values put in; positions in it can be led back.

    A value that the source would then hold twice at its place (a unit given with the value and
    standing behind the gap as well) is the caller's business: values go in as they are.
    """

    def __init__(self, source: str, filled: Sequence[Filled]) -> None:
        self._filled = sorted(filled, key=lambda f: (f.start, f.end))
        self._starts: list[int] = []
        self._ends: list[int] = []
        parts: list[str] = []
        position, length = 0, 0
        for item in self._filled:
            if item.start < position:
                raise ValueError(f"gap {item.gap} overlaps another")
            parts.append(source[position : item.start])
            length += item.start - position
            self._starts.append(length)
            self._ends.append(length + len(item.value))
            parts.append(item.value)
            length += len(item.value)
            position = item.end
        parts.append(source[position:])
        self.text = "".join(parts)

    def back(self, place: int) -> int:
        """Return the position in the source as given for one in `text`."""
        last = bisect_left(self._starts, place) - 1
        if last < 0:
            return place
        item, end = self._filled[last], self._ends[last]
        return item.end if place < end else place + item.end - end

    def origin(self, start: int, end: int) -> Origin | None:
        """Return where words of `text` come from, if a filled value is in `start`–`end`."""
        for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            if not self._filled[at].open:
                return Origin(TraceStatus.FILLED, self._filled[at].source)
        return None

    def trace(self, output: str) -> list[TraceItem]:
        """Return one item for each filled gap: filled where its value stands in the output.

        A gap that is only marked is still a gap, and told of with the others.
        """
        return [
            TraceItem(
                "gap",
                item.value,
                TraceStatus.FILLED if item.value in output else TraceStatus.DROPPED,
                (item.start, item.end),
                _place(output, item.value),
                item.source,
            )
            for item in self._filled
            if not item.open
        ]


def _place(output: str, value: str) -> tuple[int, int] | None:
    start = output.find(value)
    return (start, start + len(value)) if start >= 0 else None
