"""What is wrong with a report as it stands: each module looks for one kind of fault."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import Report
from assistant.figures import Figure
from assistant.findings import Finding
from assistant.genres import Genre, PartMatch, Places
from assistant.lint import (
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
from assistant.lint.paper import look_at
from assistant.noise import Noise
from assistant.time_limit import still_in_time

__all__ = ["check_report"]

_CHECKS = (numbering, parts, amounts, periods, voice, repeats, leftovers, marks, style)


def check_report(
    report: Report,
    genre: Genre,
    *,
    figures: Sequence[Figure] | None = None,
    matches: Sequence[PartMatch] | None = None,
    noise: Sequence[Noise] | None = None,
    places: Places | None = None,
) -> list[Finding]:
    """Return the findings about a report of this genre, in the order of their places.

    What the caller has found already (`figures` of the text as read, `matches` of the genre's
    parts, `noise`, `places`) is not found again.
    """
    paper = look_at(report, genre, figures, matches, noise, places)
    found: list[Finding] = []
    for module in _CHECKS:
        still_in_time()
        found += module.check(paper)
    return sorted(found, key=lambda f: (f.start or 0, f.end or 0, f.code))
