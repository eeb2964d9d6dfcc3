"""From a job to an outcome: propose, verify, fall back, adopt.

The one rule lives here: a draft is adopted only when the checks have passed it against its
source, the facts and the request.  What the model could not do safely the deterministic rewriter
does; what that cannot do stays as it was.  Every outcome is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from time import monotonic
from typing import Any

from assistant.catalogue import found
from assistant.chains import remarks
from assistant.chains.job import Draft, Engine, Filling, Job, Rung, Target, assemble, frame
from assistant.chains.ladder import climb
from assistant.chains.outcome import GapOutcome, Outcome, SectionOutcome
from assistant.chains.prepare import targets_of
from assistant.chains.promote import relabelled
from assistant.chains.repair import Asker
from assistant.chains.scope import checked, whole_scope
from assistant.chains.section_place import stands_in_points
from assistant.chains.seen_wishes import unheard
from assistant.chains.shape import Chain
from assistant.chains.shorten import asked_words
from assistant.chains.written_parts import judged_part
from assistant.document import Report
from assistant.facts import Fact
from assistant.findings import Finding, Message, Severity
from assistant.lint import check_report
from assistant.models import Usage
from assistant.models.places import HERE
from assistant.noise import Noise
from assistant.outline import parse
from assistant.spans import ByStart
from assistant.tasks import Detail, Task
from assistant.verify import (
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
    verify,
)
from assistant.verify.order import out_of_order
from assistant.wordcount import count_words

_RUNGS = {Engine.MODEL: Rung.SENTENCE, Engine.RULES: Rung.RULES}
_CONTRADICTS = frozenset({"part_exceeds_whole", "figure_differs", "rate_differs", "change_differs"})


@dataclass(frozen=True, slots=True)
class _Judged:
    """A draft with what the checks said of it."""

    draft: Draft
    verification: Verification

    @property
    def safe(self) -> bool:
        return self.verification.verdict is not Verdict.UNCHANGED


def worked(job: Job, original: Report, asker: Asker) -> tuple[Job, Outcome]:
    """Do the job; return it with the parts it was done in, and the outcome.

    `original` is the report as read.  A report that a model restructured in one go is one part.

    Never raises because of what a model says or does not say: a model that is gone is noted in
    `asker.gone`, and the deterministic rewriter does the rest.
    """
    began = monotonic()
    before = asker.writer.usage if asker.writer else Usage()
    job, drafts = climb(job, asker, chain_of(job))
    spent = (asker.writer.usage if asker.writer else Usage()) - before
    outcome = conclude(job, original, drafts, asker, spent)
    return job, replace(outcome, usage=replace(spent, seconds=monotonic() - began))


def chain_of(job: Job) -> Chain[Any]:
    """Return the chain of the job's task; only the one in use is imported."""
    module, _, name = job.row.chain.partition(":")
    chain: Chain[Any] = getattr(import_module(module), name)
    return chain


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
    engines = [{d.engine for d in drafts}, {j.draft.engine for j in judged}]
    if Engine.MODEL in engines[0] - engines[1]:
        asker.tally.none_stood([f for j in judged for f in j.draft.refused])
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
    missed = remarks.length_missed(asked, delivered, at_most=job.task != Task.SHORTEN)
    longest = max(range(len(sections)), key=lambda i: len(sections[i].output), default=0)
    sections = _said_at(sections, longest, missed)
    contradicted = _contradicted(job, text) if any(j.draft.fillings for j in judged) else ()
    sections = tuple(_reviewed(s, *_inside(contradicted, text, s)) for s in sections)
    written = [s.output for s in sections if s.rung is Rung.SECTION]
    whole = "\n".join(written) if len(written) == len(sections) else ""
    sections = _said_at(sections, 0, remarks.not_as_asked(job, text, whole))
    sections = _said_at(sections, -1, remarks.parts_lacking(job, text))
    sections = _said_at(sections, 0, asker.tally.finding())
    sections = _by_hand(job, tuple(_unheard(job, s) for s in sections))
    if sections and (unused := _unused(job, [j.draft for j in judged])):
        last = sections[-1]
        last = replace(last, findings=(*last.findings, remarks.facts_unused(unused)))
        sections = (*sections[:-1], last)
    sections = _cleaned(job, original, sections)
    return Outcome(
        text=text,
        verdict=Verdict.worst(s.verdict for s in sections),
        genre=job.genre.name,
        request=job.request,
        words_source=_source_words(job, original, sources),
        asked=asked,
        words=delivered,
        sections=sections,
        gaps=_gaps(job, [j.draft for j in judged]),
        usage=usage,
        model=asker.writer.name if asker.writer else "rules",
        where=asker.writer.where if asker.writer else HERE,
        prompts=dict(asker.used),
        replies=asker.tally.replies,
        unusable=asker.tally.unusable,
    )


def _assembled(job: Job, judged: Sequence[_Judged]) -> str:
    """Return the report with each place taken by the part whose turn it is."""
    places = sorted(job.targets, key=lambda t: (t.start, t.end))
    texts = {p.id: j.draft.text for p, j in zip(places, judged, strict=True)}
    return assemble(frame(job), texts)


def _reorders(job: Job) -> bool:
    """Whether parts may change places, so that the whole is to be judged besides its parts."""
    return job.row.may_reorder and not job.request.sections


def _judge(job: Job, drafts: Sequence[Draft]) -> list[_Judged]:
    return [_Judged(d, _added(job, d) if d.target.new else checked(job, d)) for d in drafts]


def _added(job: Job, draft: Draft) -> Verification:
    """Judge a part that was missing: a person must finish it, whoever wrote it.

    What code alone wrote, from facts, has nothing it could be compared with.
    """
    finding = found("part_added", output=(0, len(draft.text)), evidence=draft.target.heading)
    trace = tuple(
        TraceItem("figure", f.value, TraceStatus.FILLED, None, None, f.source)
        for f in draft.fillings
    )
    if not draft.basis:
        return Verification((finding,), trace, Verdict.REVIEW)
    told = judged_part(job, draft)
    verdict = Verdict.worst((told.verdict, Verdict.REVIEW))
    return replace(told, findings=(finding, *told.findings), trace=trace, verdict=verdict)


def _with_floor(job: Job, judged: list[_Judged]) -> list[_Judged]:
    """Replace what may not be adopted: by the deterministic rewriter's draft, else the source."""
    failed = [j for j in judged if not j.safe]
    if not failed:
        return judged
    again: dict[str, _Judged] = {}
    if any(j.draft.engine is Engine.MODEL for j in failed):
        # The floor does the whole job, so that what it numbers and shares is the same everywhere.
        rules = chain_of(job).runnable(Asker(None)).invoke(job)
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
        if stands_in_points(job, draft.target):
            findings.append(found("already_so"))
        else:
            verdict = Verdict.UNCHANGED
            findings.append(remarks.nothing_safe(job, asker))
    if moved:
        findings.append(found("section_moved", evidence=draft.target.heading))
    if draft.refused:
        findings.append(remarks.refused(draft))
    engine = draft.engine
    if job.task == Task.CLEAN and sources.get(draft.target.id) != draft.text:
        engine = Engine.RULES
    return SectionOutcome(
        id=draft.target.id,
        heading=draft.target.heading,
        source=sources.get(draft.target.id, source) if job.task == Task.CLEAN else source,
        output=draft.text,
        verdict=verdict,
        engine=engine,
        attempts=draft.attempts,
        findings=tuple(replace(f, section=draft.target.id) for f in findings),
        trace=checked.trace,
        reading=() if verdict is Verdict.UNCHANGED else checked.reading,
        read_share=0.0 if verdict is Verdict.UNCHANGED else checked.read_share,
        rung=None if engine is Engine.NONE else draft.rung or _RUNGS[engine],
    )


def _wanted_change(job: Job) -> bool:
    """Whether a part that came back as it was means the request was not met."""
    if job.task == Task.REWRITE:
        return True
    moves = job.request.asks.by_code  # why one is not done is said of the whole
    return job.task == Task.RESTRUCTURE and bool(job.request.sections) and not moves


def _unheard(job: Job, section: SectionOutcome) -> SectionOutcome:
    """Say where a wish besides the length was not heard: only whole sections are asked with it.
    Sentence by sentence what can be measured was not looked for on the way."""
    wish = (job.request.instruction or "").strip()
    if job.task == Task.REWRITE and section.rung is Rung.SENTENCE:
        target = next(t for t in job.targets if t.id == section.id)
        return _reviewed(section, *unheard(job, target, section.output, section.trace))
    if job.task != Task.SHORTEN or not wish or section.rung in (None, Rung.SECTION):
        return section
    why = Message("这一部分只按篇幅压缩", "this part was shortened by length alone")
    return _reviewed(section, found("not_as_asked", evidence=wish, why=why))


def _by_hand(job: Job, sections: tuple[SectionOutcome, ...]) -> tuple[SectionOutcome, ...]:
    """Say once, where a model wrote, which wishes only a reader can judge; of one that was not
    heard enough is said."""
    left = remarks.unmeasured(job)
    named = [f.evidence for s in sections for f in s.findings if f.code == "not_as_asked"]
    if left is not None and any(left.evidence in said for said in named):
        return sections
    for n, s in enumerate(sections):
        if left is not None and s.engine is Engine.MODEL:
            told = replace(s, findings=(*s.findings, replace(left, section=s.id)))
            return (*sections[:n], told, *sections[n + 1 :])
    return sections


def _words(job: Job, text: str, parts: Sequence[str]) -> int:
    if not job.request.sections:
        return count_words(text)
    return sum(count_words(p) for p in parts)


def _source_words(job: Job, original: Report, sources: dict[str, str]) -> int:
    """字数 before: as read for cleaning, which is about the noise; without the noise elsewhere."""
    if job.task == Task.CLEAN:
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
    if not findings:
        return ()
    shift = text.find(section.output) if section.output.strip() else -1
    return tuple(
        replace(f, output_start=f.output_start - shift, output_end=f.output_end - shift)
        for f in findings
        if f.output_start is not None
        and f.output_end is not None
        and 0 <= shift <= f.output_start < shift + len(section.output)
    )


def _cleaned(
    job: Job, original: Report, sections: tuple[SectionOutcome, ...]
) -> tuple[SectionOutcome, ...]:
    """Say what was taken out that is no part of the report: cleaning alone was asked for it.

    What stood outside all parts is said at the first.
    """
    if job.task == Task.CLEAN or not job.noise or not sections:
        return sections
    ids = {section.id for section in sections}
    spans = ByStart(t for t in targets_of(original, job.request.sections) if t.id in ids)
    gone: dict[str, list[Noise]] = {}
    for noise in job.noise:
        inside = spans.meeting(noise.start, noise.start + 1)
        gone.setdefault(inside[0].id if inside else sections[0].id, []).append(noise)
    return tuple(
        replace(s, findings=(*s.findings, replace(remarks.noise_removed(gone[s.id]), section=s.id)))
        if s.id in gone
        else s
        for s in sections
    )


def _said_at(
    sections: tuple[SectionOutcome, ...], at: int, found: Finding | None
) -> tuple[SectionOutcome, ...]:
    """Return the sections with what is wrong with the whole said at one of them."""
    told = list(sections)
    if found is not None and told:
        told[at] = _reviewed(told[at], found)
    return tuple(told)


def _reviewed(section: SectionOutcome, *findings: Finding) -> SectionOutcome:
    if not findings:
        return section
    verdict = Verdict.REVIEW if section.verdict is Verdict.ACCEPTED else section.verdict
    own = (replace(f, section=section.id) for f in findings)
    return replace(section, verdict=verdict, findings=(*section.findings, *own))


def _unused(job: Job, drafts: Sequence[Draft]) -> tuple[Fact, ...]:
    """Return the facts that were to fill gaps and filled none, so that nobody believes they did."""
    if Detail.FACTS not in job.row.takes:
        return ()
    used = {f.fact for d in drafts for f in d.fillings}
    return tuple(f for f in job.facts if f.id not in used)


def _gaps(job: Job, drafts: Sequence[Draft]) -> tuple[GapOutcome, ...]:
    fillings: dict[str, Filling] = {f.gap.id: f for d in drafts for f in d.fillings}
    inside: list[Target] = [d.target for d in drafts]
    gaps = {g.id: g for target in inside for g in job.gaps_in(target)}
    order = sorted(gaps.values(), key=lambda g: (g.start, g.id))
    return tuple(GapOutcome(g, fillings.get(g.id)) for g in order)
