"""An output beside its case, with what the elements and scorers need of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.checks.gaps import Entry
from assistant.checks.gaps import ledger as entries
from assistant.checks.settings import Setting, settings
from eval.derive import Basis
from eval.frame import Chosen, chosen_in, located
from eval.ledger import Row, ledger
from eval.reading import Reading


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
    def settings(self) -> list[Setting]:
        """The settings of the figures of the chosen part."""
        return settings(self.part.text, self.chosen.figures)

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
