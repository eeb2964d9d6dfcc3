"""Numbers of headings and points that skip, repeat or start in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.document import Section
from assistant.findings import Finding, Message, Severity
from assistant.numbering import LAST, match_label, match_point_label
from eval.reading import Reading
from eval.scorers.context import Context

Run = list[tuple[int, str, int, int]]
"""Ordinal, printed number and place of headings or points that stand beside one another."""


def findings(context: Context) -> list[Finding]:
    """Return the first broken number of each run, unless the reference has the run so as well."""
    known = _known(context.case.reference)
    return [
        Finding(
            "numbering",
            Severity.ERROR,
            Message(
                zh=f"序号不连续：应为第{wanted}项，写成了“{printed}”",
                en=f"the numbers are not consecutive: {printed} where {wanted} belongs",
            ),
            evidence=printed,
            output_start=start,
            output_end=end,
        )
        for wanted, printed, start, end in _broken(context.whole)
        if (wanted, printed) not in known
    ]


@lru_cache(maxsize=512)
def _known(reference: str) -> frozenset[tuple[int, str]]:
    """Return the numbers that are broken in a reference as well."""
    return frozenset((wanted, printed) for wanted, printed, _, _ in _broken(Reading(reference)))


def _broken(reading: Reading) -> Iterator[tuple[int, str, int, int]]:
    for run in _runs(reading.report.sections):
        last = run[0][0]
        for ordinal, printed, start, end in run[1:]:
            if ordinal != last + 1 and LAST not in (ordinal, last):
                yield last + 1, printed, start, end
                break
            last = ordinal


def _runs(sections: Sequence[Section]) -> Iterator[Run]:
    """Yield the headings beside one another, and the points of each section, runs apart."""
    headings: Run = []
    for section in sections:
        label = match_label(section.number + " ")
        if label is not None and label.ordinal:
            headings.append((label.ordinal, section.number, section.start, section.heading_end))
        run: Run = []
        for point in section.points:
            mark = match_point_label(point.label + "，") or match_point_label(point.label)
            if mark is None:
                continue
            if mark.ordinal == 1 and run:
                yield run
                run = []
            run.append((mark.ordinal, point.label, point.start, point.start + len(point.label)))
        if run:
            yield run
        yield from _runs(section.children)
    if headings:
        yield headings
