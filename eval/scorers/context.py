"""An output beside its case, with what the elements and scorers need of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.verify.gaps import Entry
from assistant.verify.gaps import ledger as entries
from assistant.verify.similar import grams
from eval.derive import Basis
from eval.frame import Chosen, chosen_in, located
from eval.ledger import Row, ledger
from eval.reading import Reading

_ENDS: Final = re.compile("[，。；：！？、,;:!?\n（）()]")
_REACH: Final = 24


class Context:
    """The output of a case: `whole` is all of it, `part` what stands in the chosen part's place.

    `broken` is the place of the first difference outside the chosen part, or None.
    """

    def __init__(self, basis: Basis, output: str) -> None:
        self.basis = basis
        self.case = basis.case
        self.output = output
        found, place = chosen_in(output, basis.source, basis.part.spans)
        self.broken = None if found is not None else place
        self.part: Chosen = found or located(output, basis.case.request.sections)

    @cached_property
    def whole(self) -> Reading:
        """The whole output, read."""
        return Reading(self.output)

    @cached_property
    def chosen(self) -> Reading:
        """The chosen part of the output, read."""
        return Reading(self.part.text)

    @cached_property
    def around(self) -> list[frozenset[str]]:
        """The grams around each figure of the chosen part: what it is said of."""
        text, figures = self.part.text, self.chosen.figures
        floors = [0, *(f.end for f in figures)]
        ceilings = [*(f.start for f in figures[1:]), len(text)]
        found = []
        for f, floor, ceiling in zip(figures, floors, ceilings, strict=False):
            before = _ENDS.split(text[max(floor, f.start - _REACH) : f.start])[-1]
            after = _ENDS.split(text[f.end : min(ceiling, f.end + _REACH)])[0]
            found.append(grams(f.subject + f.direction) | grams(before) | grams(after))
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """What became of each gap of the source."""
        return ledger(self.basis.part.text, self.part.text)

    @cached_property
    def open_places(self) -> list[Entry]:
        """The open places of the chosen part of the output."""
        return entries(self.part.text)

    def outer(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the output for one in its chosen part."""
        return self.part.outer(start), self.part.outer(end)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an element: whether it is there, why (not) in both languages, and where."""

    ok: bool
    zh: str
    en: str
    place: tuple[int, int] | None = None
