"""How much is open in a place of a report: one count for outline, headings, talk and terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.findings import Finding, Message, Severity
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
_MARKS = "，。；：、！？,;:!? \t\n\u3000"


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
    """Return the figures, titles, quotations and set phrases that these parts no longer hold, and
    the clauses that went whole besides, each once a part: that is how they are listed."""
    return [
        one
        for part in parts
        if part.changed
        for one in (*sorted(_dropped(part)), *clauses_gone(part))
    ]


def _dropped(part: Part) -> set[str]:
    gone = (f.evidence for f in part.findings if f.code.endswith(DROPPED))
    return {one.strip("“”") for one in (*untraced(part), *gone)}


def clauses_gone(part: Part) -> list[str]:
    """Return the clauses that went whole where whole ones may go unread, and that hold nothing
    which is listed as left out: a name in them was looked for by nobody (衢江综保区封关运作).

    What its author strikes out is known to them.
    """
    if not part.changed or not part.scope.may_drop or part.engine == "author":
        return []
    told = _dropped(part)
    clauses = dict.fromkeys(_untold(part.basis, part.output))
    return [c for c in clauses if not any(words in c for words in told)]


@lru_cache(maxsize=64)  # the page asks for it with each of its views
def _untold(source: str, output: str) -> tuple[str, ...]:
    from assistant.verify import clause_pairs

    spans = [s for sources, place in clause_pairs(source, output) if place is None for s in sources]
    clauses = (source[start:end].strip(_MARKS) for start, end in spans)
    return tuple(clause for clause in clauses if clause and clause not in output)


def account(parts: Iterable[Part]) -> Message:
    """Return how many figures, titles and gaps are still there, and how much is left out: all that
    may be claimed of what was checked, whoever says it."""
    changed = [part for part in parts if part.changed]
    still, gone = sum(map(_still_there, changed)), len(left_out(changed))
    zh, en = [], []
    if still:
        zh += [f"数据、文件名等 {still} 项{'还在' if gone else '都核对过，都在'}"]
        en += [f"{still} figures and titles are {'still ' if gone else 'all '}there"]
    if gone:
        zh += [f"略去了 {gone} 项数据、名称、提法或整句的话"]
        en += [f"{gone} figures, names, phrases or clauses were left out"]
    return Message("，".join(zh), ", ".join(en))


def _still_there(part: Part) -> int:
    return sum(i.status.value != "dropped" for i in part.trace)


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
