"""What is wrong with a report as it stands: each module looks for one kind of fault."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.report import (
    amounts,
    leftovers,
    marks,
    numbering,
    parts,
    periods,
    repeats,
    style,
    voice,
)
from assistant.checks.report.paper import look_at
from assistant.document import Report
from assistant.figures import Figure
from assistant.findings import Finding
from assistant.genres import Genre, PartMatch
from assistant.noise import Noise

__all__ = ["check_report"]

_CHECKS = (numbering, parts, amounts, periods, voice, repeats, leftovers, marks, style)


def check_report(
    report: Report,
    genre: Genre,
    *,
    figures: Sequence[Figure] | None = None,
    matches: Sequence[PartMatch] | None = None,
    noise: Sequence[Noise] | None = None,
    markdown: bool | None = None,
) -> list[Finding]:
    """Return the findings about a report of this genre, in the order of their places.

    What the caller has found already (`figures` of the text as read, `matches` of the genre's
    parts, `noise`) is not found again.  `markdown` tells whether # and ** belong to the report's
    format; None lets the headings decide.
    """
    paper = look_at(report, genre, figures, matches, noise, markdown)
    found = [finding for module in _CHECKS for finding in module.check(paper)]
    return sorted(found, key=lambda f: (f.start or 0, f.end or 0, f.code))
