"""What a piece of noise is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class NoiseKind(StrEnum):
    """Why a piece of text is not the report's."""

    ADVERTISEMENT = "advertisement"
    WATERMARK = "watermark"
    SOURCE = "source"
    NAVIGATION = "navigation"
    PAGE = "page"
    MARK = "mark"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Noise:
    """One piece of noise; the span counts code points of the text as read.

    The span covers the noise itself, never the end of its line: `remove_noise` decides whether
    the line is left empty and goes too.
    """

    kind: str
    start: int
    end: int
    text: str


class NoiseWalk:
    """Walks sorted noise once, line by line."""

    def __init__(self, noise: Sequence[Noise]) -> None:
        self._noise = noise
        self._next = 0

    def within(self, start: int, end: int) -> Iterator[tuple[Noise, int, int]]:
        """Yield the noise in the span, with where it begins and ends there; spans are asked for in
        reading order."""
        while self._next < len(self._noise) and self._noise[self._next].start < end:
            piece = self._noise[self._next]
            if piece.end > start:
                yield piece, max(piece.start, start), min(piece.end, end)
            if piece.end > end:
                return
            self._next += 1
