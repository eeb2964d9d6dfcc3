"""What became of each section so far: what an outline shows beside its heading."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from assistant.document import Point, Report, Section, Styles
from assistant.findings import Finding, Severity
from assistant.noise import remove_noise
from assistant.outline import parse
from assistant.session.part import Part, PartChange
from assistant.session.proposal import Proposal
from assistant.verify import Verdict


class State(StrEnum):
    """How far the work on a section is."""

    UNTOUCHED = "untouched"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    NEEDS_YOU = "needs_you"


def section_states(
    report: Report, opened: str, waiting: Iterable[Proposal] = (), styles: Styles | None = None
) -> dict[str, State]:
    """Return the state of every section by ID, and of what stands outside all of them.

    A section is untouched while its words are those of a section of the text as opened (`opened`),
    noise aside; `waiting` are the proposals that wait for a decision, `styles` those of the
    report's file.
    """
    same = report.text == opened
    before = frozenset() if same else _bodies(opened, tuple(sorted((styles or {}).items())))
    states: dict[str, State] = {}
    parts = _parts(report)
    for section in parts:
        touched = not same and _body(report, section) not in before
        states[section.id] = State.ADOPTED if touched else State.UNTOUCHED
    for part in (p for one in waiting for p in one.parts):
        for section in parts:
            overlaps = section.start < part.end and part.start < section.end
            state = _waiting(part, section) if overlaps else None
            if state is not None:
                states[section.id] = state
    return states


def _waiting(part: Part, section: Section | Point) -> State | None:
    """Return what a part of a proposal makes of a section that it is in, or that is in it: who is
    sent there finds something to look at."""
    looked_at = [c for c in part.changes if any(c.touches(i.output) for i in part.reading)]
    looked_at += [c for c in part.changes if any(c.met_by(f) for f in _doubts(part))]

    def within(changes: Iterable[PartChange]) -> bool:
        places = ((part.start + c.old_start, part.start + c.old_end) for c in changes)
        return any(
            low < section.end and section.start <= max(low, high - 1) for low, high in places
        )

    if part.verdict is not Verdict.ACCEPTED and (not looked_at or within(looked_at)):
        return State.NEEDS_YOU
    return State.PROPOSED if within(part.changes) else None


def _doubts(part: Part) -> list[Finding]:
    return [f for f in part.findings if f.severity is not Severity.INFO]


@lru_cache(maxsize=8)  # a report is looked at again after every step, as opened it stays
def _bodies(opened: str, styles: tuple[tuple[str, tuple[int | None, ...]], ...]) -> frozenset[str]:
    report = parse(opened, styles=dict(styles))
    return frozenset(_body(report, s) for s in _parts(report))


def _parts(report: Report) -> list[Section | Point]:
    return [*report.walk(), *report.outside()]


def _body(report: Report, section: Section | Point) -> str:
    return _bare(report.of(section))


@lru_cache(maxsize=512)  # most sections are what they were a step before
def _bare(words: str) -> str:
    return "".join(remove_noise(words).split())
