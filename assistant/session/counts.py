"""How much is open in a place of a report: one count for outline, headings, talk and terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.findings import Finding, Severity
from assistant.gaps import Gap, GapKind
from assistant.noise import find_noise
from assistant.session.check import CheckResult
from assistant.spans import Span

if TYPE_CHECKING:
    from assistant.session.part import Part
    from assistant.session.proposal import Proposal

DROPPED = "_dropped"
"""How the code of a finding ends that tells of something left out."""
HOMELESS = "facts_unused"
"""The finding that lists facts without a place; it is told for the whole proposal."""


def is_open(severity: str) -> bool:
    """Whether a finding is something to look at; a note is not."""
    return severity != Severity.INFO.value


def lies_in(start: int | None, end: int | None, place: Span) -> bool:
    """Whether a gap or finding counts for a place; what has no place of its own counts for none."""
    return start is not None and place[0] <= start <= (end or start) <= place[1]


def gaps_within(check: CheckResult, start: int, end: int) -> list[Gap]:
    """Return the gaps of a place; a missing part belongs to the whole report alone."""
    if (start, end) == (0, len(check.report.text)):
        return list(check.gaps)
    # The gaps of the text stand in reading order; parts that lack come behind them.
    last = len(check.gaps)
    while last and check.gaps[last - 1].kind is GapKind.PART:
        last -= 1
    low = bisect_left(check.gaps, start, hi=last, key=_start)
    high = bisect_right(check.gaps, end, lo=low, hi=last, key=_start)
    return [g for g in check.gaps[low:high] if g.end <= end]


def _start(gap: Gap) -> int:
    return gap.start


def doubts_within(check: CheckResult, start: int, end: int) -> list[Finding]:
    """Return what the checks doubt in a place; what has no place belongs to the whole report."""
    found = [f for f in check.findings if f.severity is not Severity.INFO]
    if (start, end) == (0, len(check.report.text)):
        return found
    return [f for f in found if lies_in(f.start, f.end, (start, end))]


def left_out(parts: Iterable[Part]) -> list[str]:
    """Return the figures, names, quotations and set phrases that these parts no longer hold, each
    once a part: that is how they are listed."""
    told: list[str] = []
    for part in parts:
        gone = [f.evidence for f in part.findings if f.code.endswith(DROPPED)]
        told += (
            sorted({one.strip("“”") for one in (*untraced(part), *gone)}) if part.changed else ()
        )
    return told


def only_noise(parts: Iterable[Part]) -> bool:
    """Whether all that these parts would change is noise that goes: their wish was not met."""
    changed = [p for p in parts if p.changed]
    return bool(changed) and all(p.engine == "none" for p in changed)


def noise_gone(proposal: Proposal) -> int:
    """Return how many pieces of noise a proposal takes out; one change may hold several."""
    gone = [
        (p.start + c.old_start, p.start + c.old_end)
        for p in proposal.parts
        for c in p.changes
        if len(c.old) > len(c.new)
    ]
    pieces = find_noise(proposal.base)
    return sum(any(low < n.end and n.start < high for low, high in gone) for n in pieces)


def untraced(part: Part) -> set[str]:
    """Return the figures, names and gaps of a part that are not to be found in what it becomes."""
    return {i.text for i in part.trace if i.status.value == "dropped"}
