"""Shortening to an asked length.

Code shares the length over the chosen parts and over the units inside each; the model words
single units shorter; code measures, checks each wording, and picks the set that keeps most within
the length.  Without a model the same is done with whole clauses left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.chains.budget import Option, share
from assistant.chains.compose import Part, Worded, compose
from assistant.chains.extractive import held_words
from assistant.chains.job import Draft, Job, Target
from assistant.chains.repair import Answer, Question
from assistant.chains.shape import Chain, ask_pieces
from assistant.chains.units import Unit, must_keep, units_of
from assistant.chains.wordings import options_for, said
from assistant.checks import Scope, verify
from assistant.document import BlockKind
from assistant.findings import Finding, Message, Severity
from assistant.gaps import GapKind
from assistant.genres import Priority, locate_parts
from assistant.prompts import load_prompt
from assistant.tokens import count_tokens
from assistant.wordcount import count_words

MARKS = "。！？；，;,!?：: "
DENSE = 0.95
"""Share of a unit that stands in clauses with figures, from which on a model only copies it."""
WORTH_ASKING = 16
"""字数 below which a unit is too short to be worded shorter."""
BEFORE_GAP = 16
"""Characters in front of a gap that have to stay with it."""
TRIES = 2
SLACK = 1.5
"""How far beyond its share of the length a wording may go before the model is asked again: what
one unit has too much another can save, and a call costs seconds."""


def asked_words(job: Job) -> int:
    """Return the 字数 asked for all chosen parts together."""
    source = sum(count_words(job.source(t)) for t in job.targets) + _outside(job)
    return job.request.to.of(source) if job.request.to else source


def _outside(job: Job) -> int:
    """字数 of title, salutation and signature where the whole report is to be shortened."""
    if job.request.sections:
        return 0
    return count_words(job.report.text) - sum(count_words(job.source(t)) for t in job.targets)


def _spread(job: Job) -> tuple[Part, ...]:
    parts = []
    for target in job.targets:
        units = tuple(units_of(job.report, target.start, target.end, job.gaps_in(target)))
        fixed = count_words(job.source(target)) - sum(u.words for u in units)
        parts.append(Part(target, units=units, fixed=fixed))
    room = max(0, _asked_inside(job) - sum(p.fixed for p in parts))
    shares = share(room, [p.flexible for p in parts], [p.target.weight for p in parts])
    return tuple(_limited(job, part, room) for part, room in zip(parts, shares, strict=True))


def _asked_inside(job: Job) -> int:
    """Return the 字数 asked for the targets alone."""
    return asked_words(job) - _outside(job)


def _limited(job: Job, part: Part, room: int) -> Part:
    """Set how long the model's wording of each unit may be, all in the same proportion, and
    ask for every unit that is worth it."""
    ratio = room / part.flexible if part.flexible else 1.0
    limits = [max(8, round(u.words * ratio)) for u in part.units]
    asked = tuple(i for i, u in enumerate(part.units) if _worth_asking(u, limits[i]))
    questions = tuple(_question(job, part.target, part.units[i], limits[i]) for i in asked)
    return replace(part, questions=questions, asked_units=asked)


def _worded(part: Part, spans: Sequence[tuple[int, int]]) -> Worded:
    """Collect the options of each unit of a worked part."""
    answers = dict(zip(part.asked_units, part.answers, strict=True))
    options = tuple(
        tuple(options_for(unit, _wordings(unit, answers.get(i))))
        for i, unit in enumerate(part.units)
    )
    return Worded(part, _never_empty(spans, part.units, options))


def _wordings(unit: Unit, answer: Answer | None) -> list[str]:
    return [_finish(t.text, unit.text) for t in answer.safe] if answer else []


def _never_empty(
    spans: Sequence[tuple[int, int]], units: Sequence[Unit], options: tuple[tuple[Option, ...], ...]
) -> tuple[tuple[Option, ...], ...]:
    """Keep something of every subsection, closing paragraph and part the genre asks for."""
    kept = list(options)
    for start, end in spans:
        inside = [i for i, u in enumerate(units) if start <= u.start and u.end <= end]
        if inside and not any(all(o.text for o in kept[i]) for i in inside):
            worthiest = max(inside, key=lambda i: max(o.worth for o in kept[i]))
            kept[worthiest] = tuple(said(kept[worthiest]))
    return tuple(kept)


def _spans(job: Job) -> list[tuple[int, int]]:
    """Return the places of which something must stay."""
    spans = [(s.start, s.end) for s in job.report.walk() if not s.children]
    spans += [(t.start, t.end) for t in job.targets]
    spans += [(b.start, b.end) for b in job.report.blocks if b.kind is BlockKind.CLOSING]
    spans += [
        (m.start, m.end)
        for m in locate_parts(job.report, job.genre)
        if job.report.title  # a passage without one is no whole report and has no parts to lose
        and m.present
        and m.start is not None
        and m.end is not None
        and m.priority is Priority.REQUIRED
    ]
    return spans


def _worth_asking(unit: Unit, limit: int) -> bool:
    """Whether a model can do more with a unit than copy it: it is long enough, must become
    shorter, and is not all figures (a call costs seconds)."""
    if unit.words < WORTH_ASKING or limit >= unit.words * 0.95:
        return False
    if any(gap.kind is not GapKind.PLACEHOLDER for gap in unit.gaps):
        return False  # nothing marks the place, so a model only garbles it
    return held_words(unit) <= unit.words * DENSE


def _question(job: Job, target: Target, unit: Unit, limit: int) -> Question:
    keep = must_keep(unit.text) + [_around(unit, g.start, g.end) for g in unit.gaps]

    def judge(reply: str) -> list[Finding]:
        text = _finish(reply, unit.text)
        found = list(verify(unit.text, text, unit_scope(job)).findings)
        found = [_strict(f) for f in found if f.severity is not Severity.INFO]
        lost = [words for words in keep if words not in text]
        if lost:
            found.append(_lost(lost))
        words = count_words(text)
        if words > max(limit * SLACK, limit + 6):
            found.append(_too_long(words, limit))
        elif words < limit * 0.45:
            found.append(_too_short(words, limit))
        return found

    return Question(
        prompt=load_prompt("shorten"),
        values={
            "text": unit.text,
            "keep": "、".join(dict.fromkeys(keep)) or "无",
            "words": str(limit),
        },
        judge=judge,
        max_tokens=count_tokens(unit.text) + 64,
        section=target.id,
        tries=TRIES,
    )


def _strict(finding: Finding) -> Finding:
    """Refuse what only deserves a look elsewhere: a wording never takes an open place with it."""
    lost = finding.code == "gap_dropped"
    return replace(finding, severity=Severity.ERROR) if lost else finding


def unit_scope(job: Job) -> Scope:
    """The scope in which the shortened wording of a single unit is checked."""
    return Scope(task="shorten", may_drop=True, terms=job.terms)


def _around(unit: Unit, start: int, end: int) -> str:
    """Return a gap with the words of its clause before it, as words that must stay.

    With fewer of them a small model gives back the bare list instead of a sentence.
    """
    low, high = start - unit.start, end - unit.start
    before = unit.text[max(0, low - BEFORE_GAP) : low]
    after = unit.text[high : high + 2]
    for mark in MARKS + "、":
        before, after = before.rsplit(mark, 1)[-1], after.split(mark, 1)[0]
    return before + unit.text[low:high] + after


def _finish(text: str, source: str) -> str:
    """End a wording with the mark its source ends with."""
    mark = source[-1:] if source[-1:] in MARKS else ""
    return text.strip().rstrip(MARKS) + mark


def _gather(job: Job, parts: Sequence[Part]) -> list[Draft]:
    spans = _spans(job)
    return compose(job, _allot(job, [_worded(part, spans) for part in parts]))


def _allot(job: Job, parts: Sequence[Worded]) -> list[Worded]:
    """Share the length anew, now that it is known how short each part can become."""
    least = [p.part.fixed + p.shortest for p in parts]
    spare = max(0, _asked_inside(job) - sum(least))
    sizes = [max(0, p.part.flexible - p.shortest) for p in parts]
    shares = share(spare, sizes, [p.part.target.weight for p in parts])
    return [replace(p, asked=low + more) for p, low, more in zip(parts, least, shares, strict=True)]


def _lost(words: Sequence[str]) -> Finding:
    listed = "、".join(words)
    return Finding(
        "wording_lost",
        Severity.WARNING,
        Message(zh=f"漏掉了必留的内容：{listed}", en=f"What must stay was lost: {listed}"),
    )


def _too_long(words: int, limit: int) -> Finding:
    return Finding(
        "wording_too_long",
        Severity.WARNING,
        Message(
            zh=f"写了{words}字，超过{limit}字，再删去{words - limit}字",
            en=f"{words} 字 written, {words - limit} more than the {limit} asked",
        ),
    )


def _too_short(words: int, limit: int) -> Finding:
    return Finding(
        "wording_too_short",
        Severity.WARNING,
        Message(
            zh=f"只写了{words}字，可以写到{limit}字，请补回原文的要点",
            en=f"Only {words} 字 written of {limit}; bring back the source's points",
        ),
    )


SHORTEN = Chain(_spread, partial(ask_pieces, "shorten"), _gather)
"""From a job with an asked length to one draft for each target."""
