"""What the checks of a report look at: the report, its genre, and what is known of it already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.catalogue import found
from assistant.document import BlockKind, Edit, Report, apply_edits
from assistant.figures import Figure, find_figures
from assistant.findings import Finding, Severity
from assistant.genres import Genre, PartMatch, locate_parts
from assistant.genres.places import Place, Places
from assistant.noise import Noise, find_noise
from assistant.printable import cut

_EVIDENCE = 60


@dataclass
class Paper:
    """One report under examination: its figures, where the parts of its genre stand (`matches`),
    its headings, points, paragraphs and sentences (`places`).

    `text` is the report's text with its noise blanked out, position for position, so that no
    check trips over an advertisement and every span still fits the text as read.
    """

    report: Report
    genre: Genre
    markdown: bool
    text: str
    figures: Sequence[Figure]
    matches: Sequence[PartMatch]
    places: Places

    @cached_property
    def title(self) -> str:
        """Title and subtitle without white space (政 府 工 作 报 告) and noise."""
        kinds = (BlockKind.TITLE, BlockKind.SUBTITLE)
        blocks = (b for b in self.report.blocks if b.kind in kinds)
        return "".join("".join(self.text[b.start : b.end].split()) for b in blocks)

    @cached_property
    def prose(self) -> Sequence[Place]:
        """Every sentence of the report, preamble first."""
        return (*self.places.opening, *self.places.sentences)

    def span_of(self, kind: BlockKind) -> tuple[int, int]:
        """Return where the lines of a kind stand, white space left out; (0, 0) without any."""
        blocks = [b for b in self.report.blocks if b.kind is kind]
        if not blocks:
            return 0, 0
        start, end = blocks[0].start, blocks[-1].end
        lead = len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return start + lead, start + len(self.text[start:end].rstrip())

    def finding(
        self,
        code: str,
        start: int,
        end: int,
        says: str = "",
        severity: Severity | None = None,
        **fields: Any,
    ) -> Finding:
        """Return a finding about a span, with its section and its words as evidence."""
        return found(
            code,
            says=says,
            source=(start, end),
            evidence=cut(" ".join(self.report.text[start:end].split()), _EVIDENCE),
            section=self.places.section_at(start),
            severity=severity,
            **fields,
        )


def look_at(
    report: Report,
    genre: Genre,
    figures: Sequence[Figure] | None = None,
    matches: Sequence[PartMatch] | None = None,
    noise: Sequence[Noise] | None = None,
    places: Places | None = None,
) -> Paper:
    """Return the paper of a report; what is not given is found."""
    if noise is None:
        noise = find_noise(report.text)
    # Whether # and ** belong to the report's format: its headings decide.
    headings = [s.number for s in report.walk()]
    marked = sum(number.startswith("#") for number in headings)
    markdown = marked * 2 > len(headings) or report.text.lstrip().startswith("# ")
    blanks = (Edit(piece.start, piece.end, " " * (piece.end - piece.start)) for piece in noise)
    text = apply_edits(report.text, blanks)
    if figures is None:
        figures = find_figures(text)
    if matches is None:
        matches = locate_parts(report, genre)
    if places is None or text != report.text:
        places = Places(Report(text, report.blocks, report.sections))
    return Paper(report, genre, markdown, text, figures, matches, places)
