"""How a Word file is to come out: clean, as tracked changes, laid out, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LAYOUTS: Final = ("gbt9704",)
"""The layouts there are."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Why something changed: shown as a comment at the changes that touch `start`–`end`.

    Positions are code points in the old text.  With `exact` the remark belongs to the very change
    there (a filled figure); otherwise to every changed paragraph in the span.  `own` says that the
    report's author typed it: the tracked change is then theirs.
    """

    start: int
    end: int
    text: str
    exact: bool = False
    own: bool = False

    def touches(self, start: int, end: int) -> bool:
        """Whether the remark is about any of `start`–`end`."""
        return self.start <= end and self.end >= start


@dataclass(frozen=True, slots=True)
class Form:
    """The wishes for a Word file; without any, the author's own file with its changed paragraphs.

    `layout` is a name of `LAYOUTS`; `remarks` become comments beside tracked changes.  With both
    wishes the words are tracked and the layout is not.
    """

    revisions: bool = False
    layout: str | None = None
    remarks: tuple[Remark, ...] = ()
