"""From the edits an author asked for to the proposal that makes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.chains.job import Engine, Target
from assistant.chains.prepare import targets_of
from assistant.document import Edit, Report, apply_edits, line_around
from assistant.facts import Fact
from assistant.findings import Finding, Message, Severity
from assistant.request import Request
from assistant.session.core import Session
from assistant.session.names import BY_AUTHOR, LINES
from assistant.session.part import AUTHOR, Part, part_at
from assistant.session.proposal import Proposal, judged
from assistant.session.propose import by_author
from assistant.verify import Filled, Scope, Verdict, verify


@dataclass(frozen=True, slots=True)
class Asked:
    """What the author asked for, beside the edits themselves.

    `words` says it in the author's words and may support what the edits bring in; `facts` are what
    the author states by it, whose values then have the author as their source; `expected` the
    codes of findings that say no more than what was asked for; `told_from` what a model told a new
    part from, and what it is judged by.
    """

    task: str
    words: str
    sections: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    expected: frozenset[str] = frozenset()
    told_from: tuple[str, Scope] | None = None


def propose(
    session: Session,
    asked: Asked,
    edits: Sequence[Edit],
    *,
    told: Sequence[Finding] = (),
    notes: Sequence[Message] = (),
) -> Proposal:
    """Return the proposal of these edits of the report's text, and let it wait; what waits already,
    asked for twice, comes forward and is no second one.

    `told` are findings about places of the report; each goes to the part it lies in, one without
    a place to the first.
    """
    report = session.report
    parts = []
    for target, inside in _by_part(report, edits):
        parts.append(_part(session, asked, target, inside))
    parts = _told(parts, told)
    request = Request(asked.task, asked.sections, instruction=asked.words)
    found = by_author(request, report.text, parts, session.next_number(), tuple(notes))
    return session.wait_once(found)


def _by_part(report: Report, edits: Sequence[Edit]) -> Iterator[tuple[Target, list[Edit]]]:
    """Yield each part that changes with its edits; text outside all parts goes by its lines."""
    left = sorted(edits, key=lambda e: (e.start, e.end))
    for edit in [e for e in left if _is_part(e, report)]:
        left.remove(edit)
        heading = edit.text.strip().splitlines()[0]
        yield Target(f"new-{edit.start}", heading, edit.start, edit.end), [edit]
    for target in targets_of(report, ()):
        inside = [e for e in left if target.start <= e.start and e.end <= target.end]
        if inside:
            left = [e for e in left if e not in inside]
            yield target, inside
    while left:
        first = left[0]
        start, _ = line_around(report.text, first.start, first.end)
        end = first.end
        inside = []
        while left and left[0].start <= end:
            edit = left.pop(0)
            inside.append(edit)
            end = max(end, line_around(report.text, 0, max(edit.end - 1, edit.start))[1])
        yield Target(f"line-{start}", LINES, start, end), inside


def _is_part(edit: Edit, report: Report) -> bool:
    """Whether an edit brings in lines of their own, so that nothing there is changed by it."""
    if edit.start != edit.end or not edit.text.endswith("\n"):
        return False
    return not edit.start or report.text[edit.start - 1] == "\n" or edit.text[0] in "\r\n"


def _part(session: Session, asked: Asked, target: Target, edits: Sequence[Edit]) -> Part:
    source = session.report.text[target.start : target.end]
    moved = [edit.moved(-target.start) for edit in edits]
    output = apply_edits(source, moved)
    filled: tuple[Filled, ...] = ()
    if asked.facts:
        filled = tuple(
            Filled(f"{target.id}:{n}", e.start, e.end, e.text, BY_AUTHOR)
            for n, e in enumerate(moved)
        )
    scope = Scope(
        task=asked.task,
        facts=asked.facts,
        context=asked.words,
        may_drop=True,
        filled=filled,
        terms=session.terms(),
    )
    part = part_at(target, source, output, scope, AUTHOR, basis=source)
    if output.strip() and source:
        part = judged(part)
        left = tuple(f for f in part.findings if f.code not in asked.expected)
        warned = any(f.severity is not Severity.INFO for f in left)
        verdict = Verdict.REVIEW if warned else Verdict.ACCEPTED
        return replace(part, findings=left, verdict=verdict)
    if asked.told_from is not None and not source:
        basis, scope = asked.told_from
        return judged(replace(part, basis=basis, scope=scope, engine=Engine.MODEL.value))
    # Where all is new, or nothing is left, there are no two texts to compare.
    return replace(part, trace=verify(source, output, part.scope).trace)


def _holds(part: Part, at: int) -> bool:
    return part.start <= at < max(part.end, part.start + 1)


def _told(parts: Sequence[Part], told: Sequence[Finding]) -> list[Part]:
    ordered = sorted(parts, key=lambda p: (p.start, p.end))
    for finding in told:
        at = finding.start
        held = (n for n, p in enumerate(ordered) if at is not None and _holds(p, at))
        index = next(held, 0)
        part = ordered[index]
        if at is not None and finding.end is not None:
            place = (at - part.start, finding.end - part.start)
            finding = replace(finding, start=place[0], end=place[1])
        worse = finding.severity is not Severity.INFO
        ordered[index] = replace(
            part,
            findings=(*part.findings, finding),
            verdict=Verdict.REVIEW if worse else part.verdict,
        )
    return ordered
