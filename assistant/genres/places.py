"""The places of a report where a part may stand: headings, points, paragraphs, sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.document import BlockKind, Report, Section
from assistant.sentences import split_sentences

# The lines that hold what a report says; run-in headings are lines of text as well.
TEXT_KINDS = frozenset({BlockKind.BODY, BlockKind.POINT, BlockKind.HEADING, BlockKind.CLOSING})


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the report: its words, its span, the section or point it stands in."""

    text: str
    start: int
    end: int
    section: str | None
    level: int = 0


class Places:
    """The places of one report, each list made once and only when asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sections = tuple(report.walk())
        self._starts = [s.start for s in self.sections]

    @cached_property
    def headings(self) -> tuple[Place, ...]:
        """Section headings in reading order; a place spans the whole section."""
        return tuple(Place(s.heading, s.start, s.end, s.id, s.level) for s in self.sections)

    @cached_property
    def points(self) -> tuple[Place, ...]:
        """The first words of every point; a place spans the whole point."""
        return tuple(
            Place(p.lead, p.start, p.end, p.id, s.level) for s in self.sections for p in s.points
        )

    @cached_property
    def paragraphs(self) -> tuple[Place, ...]:
        """Lines that say something: body, points, run-in headings, closing."""
        places = []
        for block in self.report.blocks:
            if block.kind in TEXT_KINDS:
                raw = self.report.of(block)
                start = block.start + len(raw) - len(raw.lstrip())
                text = raw.strip()
                if text:
                    end = start + len(text)
                    places.append(Place(text, start, end, self.section_at(start)))
        return tuple(places)

    @cached_property
    def sentences(self) -> tuple[Place, ...]:
        """The sentences of all paragraphs, ；not ending one."""
        return tuple(self._sentences(self.paragraphs))

    @cached_property
    def opening(self) -> tuple[Place, ...]:
        """The sentences of the preamble."""
        report = self.report
        blocks = [b for b in report.blocks if b.kind is BlockKind.PREAMBLE]
        return tuple(self._sentences(Place(report.of(b), b.start, b.end, None) for b in blocks))

    def _sentences(self, paragraphs: Iterable[Place]) -> list[Place]:
        places = []
        for paragraph in paragraphs:
            for span in split_sentences(paragraph.text, at_semicolon=False):
                raw = span.of(paragraph.text)
                start = paragraph.start + span.start + len(raw) - len(raw.lstrip())
                text = raw.strip()
                if text:
                    places.append(Place(text, start, start + len(text), paragraph.section))
        return places

    def section_at(self, position: int) -> str | None:
        """Return the ID of the innermost section that holds this code point."""
        section = self.innermost(position)
        return section.id if section else None

    def innermost(self, position: int) -> Section | None:
        """Return the innermost section that holds this code point."""
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            section = self.sections[index]
            if position < section.end:
                return section
            if section.level == 1:
                return None
        return None
