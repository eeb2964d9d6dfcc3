"""Figures that a waiting proposal would strike where they stand last.

They stood at another place of the report as well when it was made; its author has taken that away
since.  Either change by itself lost nothing: both together do, and only here are both known.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.catalogue import found
from assistant.figures import Figure, find_figures
from assistant.findings import Finding, Severity
from assistant.matching.said import alike
from assistant.session.part import AUTHOR, Part, PartChange, with_findings
from assistant.verify import TraceStatus

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal

_CODE = "figure_dropped"


def with_lost(moved: Proposal, was: Proposal) -> Proposal:
    """Return a proposal that has followed its report, with a finding on each figure that would now
    be gone from all of it; `was` is the proposal as it stood before.

    What was found so when the report last changed is found no more where the figure is back.
    """
    known = {p.id: {f.evidence for f in _found_here(p)} for p in was.parts}
    parts = (_told(part, moved, was.base, known.get(part.id, set())) for part in moved.parts)
    return replace(moved, parts=tuple(parts))


def of_changes(part: Part, chosen: Part, taken: Iterable[PartChange]) -> Part:
    """Return a part judged anew for some of its changes, with what was found here of these."""
    kept = [f for f in _found_here(part) if any(c.met_by(f) for c in taken)]
    return with_findings(chosen, (*chosen.findings, *kept)) if kept else chosen


def _found_here(part: Part) -> list[Finding]:
    """Return what was found here of a part: verification warns of no figure, it refuses."""
    warned = [f for f in part.findings if f.severity is Severity.WARNING]
    return [f for f in warned if f.code == _CODE and part.engine != AUTHOR]


def _told(part: Part, moved: Proposal, before: str, known: Container[str]) -> Part:
    """Return a part with a finding on each figure that it strikes where that stands last."""
    told = _found_here(part)
    lost = [
        found(_CODE, says="meanwhile", severity=Severity.WARNING, source=span, evidence=figure.text)
        for span, figure in _struck(part)
        if not _copies(figure, moved.text)
        and (figure.text in known or _copies(figure, moved.base) < _copies(figure, before))
    ]
    if not told and not lost:
        return part
    return with_findings(part, (*(f for f in part.findings if f not in told), *lost))


def _struck(part: Part) -> Iterator[tuple[tuple[int, int], Figure]]:
    """Yield the figures that a part leaves out, at their places, but for what the author wrote and
    what is refused already; dates and names with a number in them have no value."""
    if part.engine == AUTHOR or not part.changed:
        return
    refused = {f.start for f in part.findings if f.severity is Severity.ERROR}
    figures = {(f.start, f.end): f for f in find_figures(part.source) if f.value is not None}
    for item in part.trace:
        span = item.from_span
        if item.status is not TraceStatus.DROPPED or span not in figures or span[0] in refused:
            continue
        yield span, figures[span]


def _copies(figure: Figure, text: str) -> int:
    """Return how often a text has a figure, said of the same."""
    same = (f for f in find_figures(text) if f.key == figure.key)
    return sum(alike(f.subject, figure.subject) for f in same)
