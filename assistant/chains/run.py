"""From a job to an outcome: propose, verify, fall back, adopt.

The one rule lives here: a draft is adopted only when the checks have passed it against its
source, the facts and the request.  What the model could not do safely the deterministic rewriter
does; what that cannot do stays as it was.  Every outcome is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from assistant.chains import remarks
from assistant.chains.clean import CLEAN
from assistant.chains.fill import FILL
from assistant.chains.job import Draft, Engine, Filling, Job, Target, assemble, frame
from assistant.chains.outcome import GapOutcome, Outcome, SectionOutcome
from assistant.chains.prepare import targets_of
from assistant.chains.promote import relabelled
from assistant.chains.repair import Asker
from assistant.chains.restructure import RESTRUCTURE
from assistant.chains.rewrite import REWRITE
from assistant.chains.scope import scope_of, whole_scope
from assistant.chains.shape import Chain
from assistant.chains.shorten import SHORTEN, asked_words
from assistant.checks import (
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
    verify,
)
from assistant.checks.order import out_of_order
from assistant.checks.report import check_report
from assistant.document import Report
from assistant.facts import Fact
from assistant.findings import Finding, Severity
from assistant.intent.asked import asked_moves, asked_points
from assistant.models import Usage
from assistant.outline import parse
from assistant.request import Task
from assistant.wordcount import count_words

CHAINS: Mapping[Task, Chain[Any]] = {
    Task.CLEAN: CLEAN,
    Task.RESTRUCTURE: RESTRUCTURE,
    Task.SHORTEN: SHORTEN,
    Task.FILL: FILL,
    Task.REWRITE: REWRITE,
}

_CONTRADICTS = frozenset({"part_exceeds_whole", "figure_differs", "rate_differs", "change_differs"})


@dataclass(frozen=True, slots=True)
class _Judged:
    """A draft with what the checks said of it."""

    draft: Draft
    verification: Verification

    @property
    def safe(self) -> bool:
        return self.verification.verdict is not Verdict.UNCHANGED


def run(job: Job, original: Report, asker: Asker) -> Outcome:
    """Do the job and return the outcome; `original` is the report as read.

    Never raises because of what a model says or does not say: a model that is gone is noted in
    `asker.gone`, and the deterministic rewriter does the rest.
    """
    began = monotonic()
    before = asker.writer.usage if asker.writer else Usage()
    drafts = CHAINS[job.task].runnable(asker).invoke(job)
    spent = _spent(before, asker.writer.usage if asker.writer else Usage())
    outcome = conclude(job, original, drafts, asker, spent)
    return replace(outcome, usage=replace(spent, seconds=monotonic() - began))


def conclude(
    job: Job, original: Report, drafts: Sequence[Draft], asker: Asker, usage: Usage
) -> Outcome:
    """Verify the drafts of all targets of a job and return the outcome.

    `asker` says which model was asked and why it is gone, if it is; it is not asked any more.
    `usage` is what the drafts took.
    """
    judged = _with_floor(job, _judge(job, drafts))
    text = _assembled(job, judged)
    before = relabelled(job.report.text, text)  # an excerpt opens with the number of its heading
    if _reorders(job) and (errors := verify(before, text, whole_scope(job)).errors):
        # Sound parts that are wrong together: the report stays as it was.
        judged = [_fallen(job, j, None) for j in sorted(judged, key=lambda j: j.draft.target.start)]
        judged[:1] = [_blamed(j, errors) for j in judged[:1]]
        text = _assembled(job, judged)
    asked = asked_words(job) if job.request.to is not None else None
    sources = {
        t.id: original.text[t.start : t.end] for t in targets_of(original, job.request.sections)
    }
    moved = out_of_order([j.draft.target.start for j in judged])
    sections = tuple(
        _section(job, j, sources, asker, is_moved)
        for j, is_moved in zip(judged, moved, strict=True)
    )
    delivered = _words(job, text, [s.output for s in sections])
    missed = remarks.length_missed(asked, delivered)
    if missed is not None and sections:
        longest = max(range(len(sections)), key=lambda i: len(sections[i].output))
        sections = tuple(
            _reviewed(s, missed) if i == longest else s for i, s in enumerate(sections)
        )
    contradicted = _contradicted(job, text) if any(j.draft.fillings for j in judged) else ()
    sections = tuple(_reviewed(s, *_inside(contradicted, text, s)) for s in sections)
    unmet = remarks.not_as_asked(job, text)
    if unmet is not None and sections:
        sections = (_reviewed(sections[0], unmet), *sections[1:])
    unused = _unused(job, [j.draft for j in judged])
    if unused and sections:
        last = replace(
            sections[-1], findings=(*sections[-1].findings, remarks.facts_unused(unused))
        )
        sections = (*sections[:-1], last)
    return Outcome(
        text=text,
        verdict=_worst(s.verdict for s in sections),
        genre=job.genre.name,
        request=job.request,
        words_source=_source_words(job, original, sources),
        asked=asked,
        words=delivered,
        sections=sections,
        gaps=_gaps(job, [j.draft for j in judged]),
        usage=usage,
        model=asker.writer.name if asker.writer else "rules",
        where=asker.writer.where if asker.writer else "本机",
        prompts=dict(asker.used),
        unused=unused,
    )


def _assembled(job: Job, judged: Sequence[_Judged]) -> str:
    """Return the report with each place taken by the part whose turn it is."""
    places = sorted(job.targets, key=lambda t: (t.start, t.end))
    texts = {p.id: j.draft.text for p, j in zip(places, judged, strict=True)}
    return assemble(frame(job), texts)


def _reorders(job: Job) -> bool:
    """Whether parts may change places, so that the whole is to be judged besides its parts."""
    return job.task is Task.RESTRUCTURE and not job.request.sections


def _judge(job: Job, drafts: Sequence[Draft]) -> list[_Judged]:
    return [
        _Judged(d, _added(d) if d.target.new else verify(*_pair(job, d), scope_of(job, d)))
        for d in drafts
    ]


def _pair(job: Job, draft: Draft) -> tuple[str, str]:
    """Return what to compare; the heading's number is code's own and counts as it is now."""
    return relabelled(job.source(draft.target), draft.text), draft.text


def _added(draft: Draft) -> Verification:
    """Judge a part that was missing: code alone wrote it, from facts, and a person must finish it.

    No word of it came from a model, so there is nothing to compare it with.
    """
    finding = remarks.part_added(draft)
    trace = tuple(
        TraceItem("figure", f.value, TraceStatus.FILLED, None, None, f.source)
        for f in draft.fillings
    )
    return Verification((finding,), trace, Verdict.REVIEW)


def _with_floor(job: Job, judged: list[_Judged]) -> list[_Judged]:
    """Replace what may not be adopted: by the deterministic rewriter's draft, else the source."""
    failed = [j for j in judged if not j.safe]
    if not failed:
        return judged
    again: dict[str, _Judged] = {}
    if any(j.draft.engine is Engine.MODEL for j in failed):
        # The floor does the whole job, so that what it numbers and shares is the same everywhere.
        rules = CHAINS[job.task].runnable(Asker(None, job.notify)).invoke(job)
        lost = {j.draft.target.id for j in failed}
        again = {
            j.draft.target.id: j for j in _judge(job, [d for d in rules if d.target.id in lost])
        }
    return [j if j.safe else _fallen(job, j, again.get(j.draft.target.id)) for j in judged]


def _fallen(job: Job, failed: _Judged, rules: _Judged | None) -> _Judged:
    errors = tuple(f for f in failed.verification.findings if f.severity is Severity.ERROR)
    refused = (*failed.draft.refused, *errors)
    if rules is not None and rules.safe:
        draft = replace(rules.draft, attempts=failed.draft.attempts, refused=refused)
        return _Judged(draft, rules.verification)
    source = job.source(failed.draft.target)
    kept = Draft(failed.draft.target, source, Engine.NONE, failed.draft.attempts, refused)
    verdict = replace(failed.verification, verdict=Verdict.UNCHANGED)
    return _Judged(kept, verdict)


def _blamed(judged: _Judged, errors: Sequence[Finding]) -> _Judged:
    """Say at a part what was wrong with the report as a whole; its places are the report's."""
    bare = (replace(f, start=None, end=None, output_start=None, output_end=None) for f in errors)
    return replace(judged, draft=replace(judged.draft, refused=(*judged.draft.refused, *bare)))


def _section(
    job: Job, judged: _Judged, sources: dict[str, str], asker: Asker, moved: bool
) -> SectionOutcome:
    draft, checked = judged.draft, judged.verification
    verdict = checked.verdict
    findings = [*checked.findings, *draft.remarks]
    if verdict is Verdict.ACCEPTED and any(f.severity is Severity.WARNING for f in draft.remarks):
        verdict = Verdict.REVIEW
    source = job.source(draft.target)
    idle = draft.engine is Engine.NONE and draft.text == source
    if idle and verdict is not Verdict.UNCHANGED and (draft.refused or _wanted_change(job)):
        if _has_points(job, draft.target):
            findings.append(remarks.already_so())
        else:
            verdict = Verdict.UNCHANGED
            findings.append(remarks.nothing_safe(job, asker))
    if moved:
        findings.append(remarks.section_moved(draft))
    if draft.refused:
        findings.append(remarks.refused(draft))
    engine = draft.engine
    if job.task is Task.CLEAN and sources.get(draft.target.id) != draft.text:
        engine = Engine.RULES
    return SectionOutcome(
        id=draft.target.id,
        heading=draft.target.heading,
        source=sources.get(draft.target.id, source) if job.task is Task.CLEAN else source,
        output=draft.text,
        verdict=verdict,
        engine=engine,
        attempts=draft.attempts,
        findings=tuple(replace(f, section=draft.target.id) for f in findings),
        trace=checked.trace,
    )


def _wanted_change(job: Job) -> bool:
    """Whether a part that came back as it was means the request was not met."""
    if job.task is Task.REWRITE:
        return True
    moves = asked_moves(job.request.instruction)  # why one is not done is said of the whole
    return job.task is Task.RESTRUCTURE and bool(job.request.sections) and not moves


def _has_points(job: Job, target: Target) -> bool:
    """Whether a part stands in points already, as many as were asked for if a number was."""
    if job.task is not Task.RESTRUCTURE:
        return False
    asked = asked_points(job.request.instruction)
    there = next((len(s.points) for s in job.report.walk() if s.id == target.id), 0)
    return there > 1 and asked in (None, there)


def _words(job: Job, text: str, parts: Sequence[str]) -> int:
    if not job.request.sections:
        return count_words(text)
    return sum(count_words(p) for p in parts)


def _source_words(job: Job, original: Report, sources: dict[str, str]) -> int:
    """字数 before: as read for cleaning, which is about the noise; without the noise elsewhere."""
    if job.task is Task.CLEAN:
        return _words(job, original.text, list(sources.values()))
    return _words(job, job.report.text, [job.source(t) for t in job.targets])


def _contradicted(job: Job, text: str) -> tuple[Finding, ...]:
    """Return what contradicts itself in the filled text and did not before; places are in it."""
    before = {f.message.zh for f in check_report(job.report, job.genre)}
    found = check_report(parse(text, styles=job.report.styles), job.genre)
    return tuple(
        replace(f, start=None, end=None, output_start=f.start, output_end=f.end)
        for f in found
        if f.code in _CONTRADICTS and f.message.zh not in before
    )


def _inside(findings: Sequence[Finding], text: str, section: SectionOutcome) -> tuple[Finding, ...]:
    """Return the findings whose place is in a section, their places counted from its start."""
    shift = text.find(section.output) if section.output.strip() else -1
    return tuple(
        replace(f, output_start=f.output_start - shift, output_end=f.output_end - shift)
        for f in findings
        if f.output_start is not None
        and f.output_end is not None
        and 0 <= shift <= f.output_start < shift + len(section.output)
    )


def _reviewed(section: SectionOutcome, *findings: Finding) -> SectionOutcome:
    if not findings:
        return section
    verdict = Verdict.REVIEW if section.verdict is Verdict.ACCEPTED else section.verdict
    own = (replace(f, section=section.id) for f in findings)
    return replace(section, verdict=verdict, findings=(*section.findings, *own))


def _worst(verdicts: object) -> Verdict:
    found = set(verdicts)  # type: ignore[call-overload]
    for verdict in (Verdict.UNCHANGED, Verdict.REVIEW):
        if verdict in found:
            return verdict
    return Verdict.ACCEPTED


def _unused(job: Job, drafts: Sequence[Draft]) -> tuple[Fact, ...]:
    """Return the facts that were to fill gaps and filled none, so that nobody believes they did."""
    if job.task is not Task.FILL:
        return ()
    used = {f.fact for d in drafts for f in d.fillings}
    return tuple(f for f in job.facts if f.id not in used)


def _gaps(job: Job, drafts: Sequence[Draft]) -> tuple[GapOutcome, ...]:
    fillings: dict[str, Filling] = {f.gap.id: f for d in drafts for f in d.fillings}
    inside: list[Target] = [d.target for d in drafts]
    gaps = {g.id: g for target in inside for g in job.gaps_in(target)}
    order = sorted(gaps.values(), key=lambda g: (g.start, g.id))
    return tuple(GapOutcome(g, fillings.get(g.id)) for g in order)


def _spent(before: Usage, after: Usage) -> Usage:
    """Return what this run used of a writer that other runs may have used before."""
    cost = None
    if after.cost is not None:
        cost = after.cost - (before.cost or 0.0)
    return Usage(
        calls=after.calls - before.calls,
        prompt_tokens=after.prompt_tokens - before.prompt_tokens,
        cached_tokens=after.cached_tokens - before.cached_tokens,
        completion_tokens=after.completion_tokens - before.completion_tokens,
        seconds=after.seconds - before.seconds,
        cost=cost,
    )
