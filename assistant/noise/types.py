"""What a piece of noise is."""

from __future__ import annotations

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
