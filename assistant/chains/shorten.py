"""Shortening to an asked length.

Code shares the length over the chosen parts and over the units inside each; the model words
single units shorter; code measures, checks each wording, and picks the set that keeps most within
the length.  Without a model the same is done with whole clauses left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from langchain_core.runnables import Runnable

from assistant.chains.budget import SHORTFALL, Author, Option, choose, share
from assistant.chains.extractive import held_words
from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.repair import Answer, Asker, Question
from assistant.chains.step import step
from assistant.chains.units import Unit, must_keep, units_of
from assistant.chains.wordings import options_for, said
from assistant.checks import Scope, verify
from assistant.document import BlockKind, Edit, apply_edits
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


@dataclass(frozen=True, slots=True)
class _Part:
    """One target on its way: its units, their limits for the model, their options."""

    target: Target
    units: tuple[Unit, ...]
    fixed: int
    limits: tuple[int, ...] = ()
    answers: tuple[Answer | None, ...] = ()
    options: tuple[tuple[Option, ...], ...] = ()
    asked: int = 0

    @property
    def flexible(self) -> int:
        return sum(u.words for u in self.units)

    @property
    def shortest(self) -> int:
        return sum(min(o.words for o in options) for options in self.options)


@dataclass(frozen=True, slots=True)
class _State:
    job: Job
    asked: int
    parts: tuple[_Part, ...]


def shorten_chain(asker: Asker) -> Runnable[Job, list[Draft]]:
    """Return the chain from a job with an asked length to one draft for each target."""
    return (
        step(_plan, "plan")
        | step(partial(_word, asker), "word")
        | step(_allot, "allot")
        | step(_compose, "compose")
    )


def asked_words(job: Job) -> int:
    """Return the 字数 asked for all chosen parts together."""
    source = sum(count_words(job.source(t)) for t in job.targets) + _outside(job)
    return job.request.to.of(source) if job.request.to else source


def _outside(job: Job) -> int:
    """字数 of title, salutation and signature where the whole report is to be shortened."""
    if job.request.sections:
        return 0
    return count_words(job.report.text) - sum(count_words(job.source(t)) for t in job.targets)


def _plan(job: Job) -> _State:
    parts = []
    for target in job.targets:
        units = tuple(units_of(job.report, target.start, target.end, job.gaps_in(target)))
        fixed = count_words(job.source(target)) - sum(u.words for u in units)
        parts.append(_Part(target, units, fixed))
    asked = asked_words(job) - _outside(job)
    room = max(0, asked - sum(p.fixed for p in parts))
    shares = share(room, [p.flexible for p in parts], [p.target.weight for p in parts])
    return _State(job, asked, tuple(map(_limit, parts, shares)))


def _limit(part: _Part, room: int) -> _Part:
    """Set how long the model's wording of each unit may be: all in the same proportion."""
    ratio = room / part.flexible if part.flexible else 1.0
    return replace(part, limits=tuple(max(8, round(u.words * ratio)) for u in part.units))


def _word(asker: Asker, state: _State) -> _State:
    """Have the model word every unit that is worth it, and collect the options of each."""
    questions: list[Question] = []
    places: list[tuple[int, int]] = []
    for i, part in enumerate(state.parts):
        for j, unit in enumerate(part.units):
            if _worth_asking(unit, part.limits[j]):
                questions.append(_question(state.job, part.target, unit, part.limits[j]))
                places.append((i, j))
    answers = dict(zip(places, asker.ask_all("shorten", questions), strict=True))
    parts = []
    for i, part in enumerate(state.parts):
        got = tuple(answers.get((i, j)) for j in range(len(part.units)))
        options = tuple(
            tuple(
                options_for(
                    unit, [_finish(t.text, unit.text) for t in answer.safe] if answer else ()
                )
            )
            for unit, answer in zip(part.units, got, strict=True)
        )
        parts.append(
            replace(part, answers=got, options=_never_empty(state.job, part.units, options))
        )
    return replace(state, parts=tuple(parts))


def _never_empty(
    job: Job, units: Sequence[Unit], options: tuple[tuple[Option, ...], ...]
) -> tuple[tuple[Option, ...], ...]:
    """Keep something of every subsection, closing paragraph and part the genre asks for."""
    kept = list(options)
    for start, end in _spans(job):
        inside = [i for i, u in enumerate(units) if start <= u.start and u.end <= end]
        if inside and not any(all(o.text for o in kept[i]) for i in inside):
            longest = max(inside, key=lambda i: units[i].words)
            kept[longest] = tuple(said(kept[longest]))
    return tuple(kept)


def _spans(job: Job) -> list[tuple[int, int]]:
    """Return the places of which something must stay."""
    spans = [(s.start, s.end) for s in job.report.walk() if not s.children]
    spans += [(t.start, t.end) for t in job.targets]
    spans += [(b.start, b.end) for b in job.report.blocks if b.kind is BlockKind.CLOSING]
    spans += [
        (m.start, m.end)
        for m in locate_parts(job.report, job.genre)
        if m.present
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


def _allot(state: _State) -> _State:
    """Share the length anew, now that it is known how short each part can become."""
    parts = state.parts
    least = [p.fixed + p.shortest for p in parts]
    spare = max(0, state.asked - sum(least))
    sizes = [max(0, p.flexible - p.shortest) for p in parts]
    shares = share(spare, sizes, [p.target.weight for p in parts])
    return replace(
        state,
        parts=tuple(
            replace(p, asked=low + more) for p, low, more in zip(parts, least, shares, strict=True)
        ),
    )


def _compose(state: _State) -> list[Draft]:
    """Choose the options of each part; what one leaves over goes to the next."""
    drafts: list[Draft] = []
    spare = 0
    for part in state.parts:
        most = part.asked + spare
        room = max(0, most - part.fixed)
        low = max(0, int(most * (1 - SHORTFALL)) + 1 - part.fixed)
        text, chosen = _fitted(state.job, part, room, low)
        spare = max(0, most - count_words(text))
        drafts.append(
            Draft(
                target=replace(part.target, asked=most),
                text=text,
                engine=_author(chosen),
                attempts=max((len(a.tries) for a in part.answers if a), default=0),
                refused=tuple(f for a in part.answers if a for f in a.refused),
            )
        )
    return drafts


def _fitted(job: Job, part: _Part, room: int, least: int) -> tuple[str, list[Option]]:
    """Choose and write; where joining made the text a word longer than its pieces, choose again."""
    most = room + part.fixed
    while True:
        chosen = choose(part.options, room, least)
        text = _write(job, part, chosen)
        over = count_words(text) - most
        if over <= 0 or sum(o.words for o in chosen) <= part.shortest:
            return text, chosen
        room -= over


def _author(chosen: Sequence[Option]) -> Engine:
    """The model is the author where at least half of the new wording is its own."""
    model = sum(o.words for o in chosen if o.author is Author.MODEL)
    rules = sum(o.words for o in chosen if o.author is Author.RULES)
    if model and model >= rules:
        return Engine.MODEL
    return Engine.RULES if any(o.author is Author.RULES for o in chosen) else Engine.NONE


def _write(job: Job, part: _Part, chosen: Sequence[Option]) -> str:
    """Put the chosen wordings in the place of their units; a line left empty goes as a whole."""
    texts = [option.text for option in chosen]
    for i, unit in enumerate(part.units):
        if texts[i] or not unit.text.endswith(("。", "！", "？")):
            continue
        before = i - 1
        while before >= 0 and part.units[before].end == part.units[before + 1].start:
            if texts[before]:
                texts[before] = _end_sentence(texts[before], unit.text[-1])
                break
            before -= 1
    edits = [
        Edit(u.start, u.end, text)
        for u, text in zip(part.units, texts, strict=True)
        if text != u.text
    ]
    edits = _without_empty_lines(job, part, edits)
    shift = part.target.start
    moved = [Edit(e.start - shift, e.end - shift, e.text) for e in edits]
    return apply_edits(job.source(part.target), moved)


def _end_sentence(text: str, mark: str) -> str:
    return text[:-1] + mark if text.endswith(("，", "；", ",", ";")) else text


def _without_empty_lines(job: Job, part: _Part, edits: list[Edit]) -> list[Edit]:
    text = job.report.text
    for block in job.report.blocks:
        inside = [e for e in edits if block.start <= e.start and e.end <= block.end]
        if not inside or any(e.text for e in inside) or block.end > part.target.end:
            continue
        local = [Edit(e.start - block.start, e.end - block.start, "") for e in inside]
        if not apply_edits(text[block.start : block.end], local).strip():
            edits = [e for e in edits if e not in inside] + [Edit(block.start, block.end, "")]
    return edits


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
