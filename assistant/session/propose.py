"""From a request, an answer or a typed text to a proposal.

What a chain made is laid over the report as it stands: a chain works on the text without its
noise, a proposal shows what happens to the text with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.checks import Filled, Scope, Verdict, verify
from assistant.diff import changes
from assistant.document import Edit, Report, apply_edits
from assistant.errors import UsageError
from assistant.findings import Language, Message
from assistant.gaps import Gap, GapKind
from assistant.genres import Genre
from assistant.models import Usage
from assistant.noise import remove_noise
from assistant.request import Request, Task
from assistant.session.answers import BY_AUTHOR, section_text, written
from assistant.session.names import LINES, OUTSIDE, place_name
from assistant.session.proposal import Fill, Part, Proposal, numbered
from assistant.session.versions import Recorded
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.chains import Job, Outcome, Target
    from assistant.chains.job import Filling

EDIT, ANSWER = "edit", "answer"
"""Tasks of proposals that no chain made: a typed text, and the author's answers to gaps."""
BY_HAND = Message("作者手工修改", "edited by the author")
REST = "rest"
"""The ID of text outside all parts; several are rest, rest2, …"""


class Places:
    """Where positions of the working text are in the report as it stands."""

    def __init__(self, base: str, working: str) -> None:
        self._ends: list[int] = []
        self._shifts: list[int] = []
        shift = 0
        for change in changes(base, working):
            shift += (change.old_end - change.old_start) - (change.new_end - change.new_start)
            self._ends.append(change.new_end)
            self._shifts.append(shift)

    def back(self, position: int) -> int:
        """Return the position in the report; what was taken out just before belongs before it."""
        index = bisect_right(self._ends, position) - 1
        return position + (self._shifts[index] if index >= 0 else 0)


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
        parts.append(
            Part(
                id=target.id,
                heading=target.heading,
                start=start,
                end=end,
                source=base[start:end],
                output=section.output,
                basis=job.source(target),
                scope=scope_of(job, draft),
                verdict=section.verdict,
                engine=section.engine.value,
                attempts=section.attempts,
                findings=section.findings,
                trace=section.trace,
                fills=tuple(_fill(f, target) for f in drafted),
            )
        )
    parts += _rest(base, job, places)
    # A chain counts the text without its noise; what cleaning took away is to be seen as well.
    cleaning = outcome.request.task == Task.CLEAN
    return Proposal(
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
        prompts=dict(outcome.prompts),
        questions=tuple((g.gap.id, g.gap.question) for g in outcome.gaps if g.filling is None),
        variation=variation,
    )


def _words(parts: Sequence[Part], base: str, outcome: Outcome) -> int:
    if not outcome.request.sections:
        return count_words(base)
    return sum(count_words(p.source) for p in parts if not p.id.startswith(REST))


def _fill(filling: Filling, target: Target) -> Fill:
    gap = filling.gap
    start, end = gap.start - target.start, gap.end - target.start
    return Fill(gap.id, gap.context, filling.value, filling.source, start, end)


def _rest(base: str, job: Job, places: Places) -> list[Part]:
    """Return what changes outside all parts: noise between and around them that is taken out."""
    from assistant.chains.job import frame

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
            found.append(_plain(name, OUTSIDE, at, source, piece))
        at = end
    return found


def _plain(name: str, heading: str, start: int, source: str, output: str) -> Part:
    return Part(
        id=name,
        heading=heading,
        start=start,
        end=start + len(source),
        source=source,
        output=output,
        basis=remove_noise(source),
        scope=Scope(task=Task.CLEAN.value),
        verdict=Verdict.ACCEPTED,
        engine="rules",
    )


def from_text(
    part: Target, text: str, base: str, number: int, terms: tuple[str, ...] | None
) -> Proposal:
    """Return the proposal to put `text`, typed by the author, in the place of a part."""
    source = base[part.start : part.end]
    kept = text if text.endswith("\n") or not source.endswith("\n") else text + "\n"
    scope = Scope(task=EDIT, terms=terms)
    judged = verify(remove_noise(source), remove_noise(kept), scope)
    verdict = Verdict.REVIEW if judged.verdict is Verdict.UNCHANGED else judged.verdict
    typed = Part(
        id=part.id,
        heading=part.heading,
        start=part.start,
        end=part.end,
        source=source,
        output=kept,
        basis=remove_noise(source),
        scope=scope,
        verdict=verdict,
        engine="author",
        findings=judged.findings,
        trace=judged.trace,
    )
    return _by_author(Request(EDIT, (part.id,)), base, [typed], number)


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
                Message(
                    f"报告中没有编号为“{name}”的空缺，可能已经填上了。",
                    f"The report has no gap “{name}”; perhaps it is filled already.",
                )
            )
    base = report.text
    values = {name: written(known[name], text, base) for name, text in answers.items()}
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
    return _by_author(Request(ANSWER), base, parts, number)


def _lies_in(gap: Gap, target: Target) -> bool:
    return gap.kind is not GapKind.PART and target.start <= gap.start and gap.end <= target.end


def _line(base: str, gap: Gap) -> Target:
    """Return the line of a gap outside all parts (a title, a signature) as a part of its own."""
    from assistant.chains import Target

    start = base.rfind("\n", 0, gap.start) + 1
    end = base.find("\n", gap.end)
    return Target(f"line-{gap.id}", LINES, start, len(base) if end < 0 else end)


def _answered(target: Target, gaps: list[Gap], values: Mapping[str, str], base: str) -> Part:
    source = base[target.start : target.end]
    places = [(g, g.start - target.start, g.end - target.start) for g in gaps]
    output = apply_edits(source, (Edit(low, high, values[g.id]) for g, low, high in places))
    filled = tuple(Filled(g.id, low, high, values[g.id], BY_AUTHOR) for g, low, high in places)
    scope = Scope(task=Task.FILL.value, filled=filled)
    judged = verify(source, output, scope)
    verdict = Verdict.REVIEW if judged.verdict is Verdict.UNCHANGED else judged.verdict
    return Part(
        id=target.id,
        heading=target.heading,
        start=target.start,
        end=target.end,
        source=source,
        output=output,
        basis=source,
        scope=scope,
        verdict=verdict,
        engine="author",
        findings=judged.findings,
        trace=judged.trace,
        fills=tuple(
            Fill(g.id, g.context, values[g.id], BY_AUTHOR, low, high) for g, low, high in places
        ),
    )


def _added(gap: Gap, text: str, report: Report, genre: Genre) -> Part:
    """Return the part that a missing section becomes: its heading, and the author's words."""
    heading, output = section_text(gap, text, report, genre)
    filled = (Filled(gap.id, 0, 0, output, BY_AUTHOR),)
    return Part(
        id=f"new-{gap.id}",
        heading=heading,
        start=gap.start,
        end=gap.start,
        source="",
        output=output,
        basis="",
        scope=Scope(task=Task.FILL.value, filled=filled),
        verdict=Verdict.ACCEPTED,
        engine="author",
        fills=(Fill(gap.id, heading, text, BY_AUTHOR, 0, 0),),
    )


def _by_author(request: Request, base: str, parts: list[Part], number: int) -> Proposal:
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
        where="本机",
        prompts={},
    )


def made_from(proposal: Proposal) -> Message:
    """Return in a sentence what adopting a proposal does."""
    request = proposal.request
    parts = [p for p in proposal.parts if p.changed]
    names = "、".join(f"“{_short(p.heading)}”" for p in parts[:2])
    names_en = ", ".join(f"“{_short(place_name(p.heading, Language.EN))}”" for p in parts[:2])
    if len(parts) > 2:
        names += f"等 {len(parts)} 个部分"
        names_en += f" and {len(parts) - 2} more"
    zh, en = DONE.get(request.task, (request.task, request.task))
    lengths = f"{proposal.words_source} → {proposal.words} 字"
    return Message(f"{zh}{names}（{lengths}）", f"{en} {names_en} ({lengths})")


DONE = {
    Task.CLEAN.value: ("清理", "Cleaned"),
    Task.RESTRUCTURE.value: ("重组", "Restructured"),
    Task.SHORTEN.value: ("压缩", "Shortened"),
    Task.FILL.value: ("补充", "Filled"),
    Task.REWRITE.value: ("改写", "Rewrote"),
    EDIT: ("手工修改", "Edited"),
    ANSWER: ("按您的回答填写", "Filled from your answers in"),
}


def recorded(proposal: Proposal) -> tuple[Recorded, ...]:
    """Return every change with its part, its reason and, where a gap was filled, the source."""
    request = proposal.request
    reasons = {
        Task.CLEAN.value: Message("不属于报告的文字", "no part of the report"),
        Task.RESTRUCTURE.value: Message("按要求重组", "restructured as asked"),
        Task.SHORTEN.value: Message(f"压缩到 {request.to}", f"shortened to {request.to}"),
        Task.FILL.value: Message("补上空缺", "a gap is filled"),
        Task.REWRITE.value: Message(
            f"按要求改写：{request.instruction or ''}",
            f"reworded as asked: {request.instruction or ''}",
        ),
        EDIT: BY_HAND,
        ANSWER: Message("作者填写", "filled in by the author"),
    }
    reason = reasons.get(request.task, Message(request.task, request.task))
    recorded: list[Recorded] = []
    for part in proposal.parts:
        for change in part.changes:
            sources = [f.source for f in part.fills if f.value and f.value in change.new]
            why = BY_HAND if part.engine == "author" and not sources else reason
            recorded.append(
                Recorded(
                    part.heading, change.old, change.new, why, "；".join(dict.fromkeys(sources))
                )
            )
    return tuple(recorded)


def _short(heading: str) -> str:
    heading = heading.strip()
    return heading if len(heading) <= 16 else heading[:15] + "…"
