"""From a request, an answer or a typed text to a proposal.

What a chain made is laid over the report as it stands: a chain works on the text without its
noise, a proposal shows what happens to the text with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.diff import changes
from assistant.document import Edit, Report, apply_edits, line_around
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.gaps import Gap, GapKind, leaves_open
from assistant.genres import Genre
from assistant.models import Usage
from assistant.models.places import HERE
from assistant.noise import remove_noise
from assistant.printable import cut
from assistant.request import Request
from assistant.session.answers import section_text, written
from assistant.session.filled_alone import filled_alone
from assistant.session.lost_meanwhile import with_lost
from assistant.session.names import BY_AUTHOR as AUTHOR_SAYS
from assistant.session.names import LINES, OUTSIDE
from assistant.session.part import AUTHOR, Part, part_at
from assistant.session.places import Places, Shown
from assistant.session.proposal import Proposal, judged, numbered
from assistant.tasks import Task
from assistant.verify import Filled, Scope
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.chains import Job, Outcome, Target
    from assistant.chains.job import Filling

EDIT, ANSWER, CORRECT, ADD = "edit", "answer", "correct", "add"
"""Tasks of proposals that no chain made: a typed text, the author's answers to gaps, a figure put
right, words added."""
ELSEWHERE = "elsewhere"
"""The task of a text that some other tool wrote, and the engine of its part."""
REST = "rest"
"""The ID of text outside all parts; several are rest, rest2, …"""


def moved_to(proposal: Proposal, base: str) -> Proposal | None:
    """Return the proposal for a report that has changed since; None where the very words did that
    it would change."""
    return _following(proposal, base, partly=False)


def what_still_fits(proposal: Proposal, base: str) -> Proposal | None:
    """Return what of a proposal can still be made of a report that has changed since: without the
    parts whose very words did, where each part stands by itself; None where that is nothing."""
    return _following(proposal, base, partly=proposal.request.task in (Task.SHORTEN, Task.REWRITE))


def _following(proposal: Proposal, base: str, *, partly: bool) -> Proposal | None:
    if base == proposal.base:
        return proposal
    places = Places(base, proposal.base)
    kept: list[Part] = []
    left: list[Part] = []
    source, output = proposal.words_source, proposal.words
    for part in proposal.parts:
        start = places.back(part.start)
        there = base[start : places.back(part.end)]
        moved = _moved(part, start, there, base)
        if moved is not None:
            kept.append(moved)
        elif part.changed:
            left.append(part)
        source += count_words(moved.source if moved else there) - count_words(part.source)
        output += count_words(moved.output if moved else there) - count_words(part.output)
    parts, notes = tuple(kept), proposal.notes
    if left:
        apart = proposal.bound.isdisjoint(c.id for p in left for c in p.changes)
        if not partly or not apart or not any(p.changed for p in kept):
            return None
        parts, notes = numbered(kept), (*notes, _not_kept(left))
    found = replace(proposal, base=base, parts=parts, notes=notes)
    return with_lost(replace(found, words_source=source, words=output), proposal)


def _not_kept(left: Sequence[Part]) -> Message:
    names = "、".join(f"“{cut(p.heading, 16)}”" for p in left)
    return Message(
        f"{names}在改写期间有了改动，写好的那一部分没有保留。",
        f"{names} changed meanwhile: what was written for it was not kept.",
    )


def _moved(part: Part, start: int, there: str, base: str) -> Part | None:
    """Return a part at its place in a report that has changed; None where its own words did."""
    end = start + len(part.source)
    if base[start:end] == part.source:
        return replace(part, start=start, end=end)
    return _carried(part, start, there) if part.changed else None


def _carried(part: Part, start: int, source: str) -> Part | None:
    """Return a part at its place for the words that stand there now, its author having changed some
    beside those that it would change (a gap was filled in the section whose shorter wording waits):
    verified anew, its changes the same.

    None where what was changed since meets one of them, or they would be others, and for words that
    its author has typed.
    """
    if part.engine == AUTHOR or part.scope.filled or not source:
        return None
    edits: list[Edit] = []
    for since in changes(part.source, source):
        if any(since.old_start <= c.old_end and c.old_start <= since.old_end for c in part.changes):
            return None
        moved = sum(len(c.new) - len(c.old) for c in part.changes if c.old_end < since.old_start)
        words = source[since.new_start : since.new_end]
        edits.append(Edit(since.old_start + moved, since.old_end + moved, words))
    output = apply_edits(part.output, edits)
    made = replace(part, start=start, end=start + len(source), source=source, output=output)
    made = replace(made, basis=remove_noise(source))
    [found] = numbered([judged(made, remove_noise(output))])
    if [(c.old, c.new) for c in found.changes] != [(c.old, c.new) for c in part.changes]:
        return None
    same = zip(found.changes, part.changes, strict=True)
    return replace(found, changes=tuple(replace(c, id=was.id) for c, was in same))


def from_outcome(job: Job, outcome: Outcome, base: str, number: int, variation: int) -> Proposal:
    """Return the proposal that an outcome of a chain is for the report `base`."""
    from assistant.chains.job import Draft
    from assistant.chains.scope import scope_of

    places = Places(base, job.report.text)
    targets = sorted(job.targets, key=lambda t: (t.start, t.end))
    fillings: dict[str, Filling] = {g.gap.id: g.filling for g in outcome.gaps if g.filling}
    parts: list[Part] = []
    for target, section in zip(targets, outcome.sections, strict=True):
        inside = [g for g in job.gaps_in(target) if g.id in fillings]
        drafted = tuple(fillings[g.id] for g in inside)
        draft = Draft(target, section.output, section.engine, fillings=drafted)
        start, end = places.back(target.start), places.back(target.end)
        source, basis = base[start:end], job.source(target)
        shown = Shown(Places(source, basis), Places("", ""))
        parts.append(
            Part(
                id=target.id,
                heading=target.heading,
                start=start,
                end=end,
                source=source,
                output=section.output,
                basis=basis,
                scope=scope_of(job, draft),
                verdict=section.verdict,
                engine=section.engine.value,
                rung=section.rung and section.rung.value,
                findings=shown.findings(section.findings),
                trace=shown.trace(section.trace),
                reading=shown.reading(section.reading),
                read_share=section.read_share,
            )
        )
    parts += _rest(base, job, places)
    # A chain counts the text without its noise; what cleaning took away is to be seen as well.
    cleaning = outcome.request.task == Task.CLEAN
    found = Proposal(
        number=number,
        base=base,
        request=outcome.request,
        parts=numbered(parts),
        words_source=_words(parts, base, outcome) if cleaning else outcome.words_source,
        asked=outcome.asked,
        words=outcome.words,
        usage=outcome.usage,
        model=outcome.model,
        where=outcome.where,
        questions=tuple((g.gap.id, g.gap.question) for g in outcome.gaps if g.filling is None),
        variation=variation,
    )
    return filled_alone(found) if outcome.request.task == Task.FILL and job.facts else found


def _words(parts: Sequence[Part], base: str, outcome: Outcome) -> int:
    if not outcome.request.sections:
        return count_words(base)
    return sum(count_words(p.source) for p in parts if not p.id.startswith(REST))


def _rest(base: str, job: Job, places: Places) -> list[Part]:
    """Return what changes outside all parts: noise between and around them that is taken out."""
    from assistant.chains.job import Target, frame

    found: list[Part] = []
    at = position = 0
    for piece in frame(job):
        if not isinstance(piece, str):
            at, position = places.back(piece.end), piece.end
            continue
        position += len(piece)
        end = places.back(position) if position < len(job.report.text) else len(base)
        source = base[at:end]
        if source != piece:
            name = REST if not found else f"{REST}{len(found) + 1}"
            place, scope = Target(name, OUTSIDE, at, end), Scope(task=Task.CLEAN.value)
            found.append(part_at(place, source, piece, scope, "rules"))
        at = end
    return found


def from_text(
    part: Target, text: str, base: str, number: int, terms: tuple[str, ...] | None
) -> Proposal:
    """Return the proposal to put `text`, typed by the author, in the place of a part."""
    source = base[part.start : part.end]
    kept = text if text.endswith("\n") or not source.endswith("\n") else text + "\n"
    scope = Scope(task=EDIT, terms=terms, may_drop=True)
    typed = part_at(part, source, kept, scope, AUTHOR)
    found = judged(typed, remove_noise(kept))
    return by_author(Request(EDIT, (part.id,)), base, [found], number)


def from_answers(
    answers: Mapping[str, str],
    gaps: Sequence[Gap],
    report: Report,
    genre: Genre,
    targets: Sequence[Target],
    number: int,
) -> Proposal:
    """Return the proposal to fill gaps with what the author answered, each under its gap's ID.

    Raises UsageError for a gap that is not there, an empty answer, and one in another unit than
    the gap wants.
    """
    known = {gap.id: gap for gap in gaps}
    for name in answers:
        if name not in known:
            raise UsageError(
                f"报告中没有编号为“{name}”的空缺，可能已经填上了。",
                f"The report has no gap “{name}”; perhaps it is filled already.",
            )
    base = report.text
    # One that is not known yet keeps none of the others back.
    given = {name: text for name, text in answers.items() if not leaves_open(text)} or answers
    values = {name: written(known[name], text, base) for name, text in given.items()}
    parts: list[Part] = []
    for target in targets:
        inside = [known[n] for n in values if _lies_in(known[n], target)]
        if inside:
            parts.append(_answered(target, inside, values, base))
    for gap in (known[n] for n in values):
        if gap.kind is GapKind.PART:
            parts.append(_added(gap, values[gap.id], report, genre))
        elif not any(_lies_in(gap, t) for t in targets):
            line = _line(base, gap)
            parts.append(_answered(line, [gap], values, base))
    return by_author(Request(ANSWER), base, parts, number)


def _lies_in(gap: Gap, target: Target) -> bool:
    return gap.kind is not GapKind.PART and target.start <= gap.start and gap.end <= target.end


def _line(base: str, gap: Gap) -> Target:
    """Return the line of a gap outside all parts (a title, a signature) as a part of its own."""
    from assistant.chains import Target

    return Target(f"line-{gap.id}", LINES, *line_around(base, gap.start, gap.end))


def _answered(target: Target, gaps: list[Gap], values: Mapping[str, str], base: str) -> Part:
    source = base[target.start : target.end]
    places = [(g, g.start - target.start, g.end - target.start) for g in gaps]
    output = apply_edits(source, (Edit(low, high, values[g.id]) for g, low, high in places))
    filled = tuple(Filled(g.id, low, high, values[g.id], AUTHOR_SAYS) for g, low, high in places)
    scope = Scope(task=Task.FILL.value, filled=filled)
    return judged(part_at(target, source, output, scope, AUTHOR, basis=source))


def _added(gap: Gap, text: str, report: Report, genre: Genre) -> Part:
    """Return the part that a missing section becomes: its heading, and the author's words."""
    from assistant.chains import Target

    heading, output = section_text(gap, text, report, genre)
    filled = (Filled(gap.id, 0, 0, output, AUTHOR_SAYS),)
    place = Target(f"new-{gap.id}", heading, gap.start, gap.start)
    scope = Scope(task=Task.FILL.value, filled=filled)
    return part_at(place, "", output, scope, AUTHOR)


def by_author(
    request: Request,
    base: str,
    parts: list[Part],
    number: int,
    notes: tuple[Message, ...] = (),
) -> Proposal:
    """Return a proposal that no model had a part in."""
    return Proposal(
        number=number,
        base=base,
        request=request,
        parts=numbered(parts),
        words_source=sum(count_words(p.source) for p in parts),
        asked=None,
        words=sum(count_words(p.output) for p in parts),
        usage=Usage(),
        model="",
        where=HERE,
        notes=notes,
    )
