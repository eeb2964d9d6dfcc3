"""Filling gaps: code finds them and the facts that may fit, the model only picks, code inserts.

The model chooses a fact by its ID from a list it cannot add to; code judges the pair once more
(unit, subject, each fact used once) and where in doubt leaves the place open.  An open place
becomes a visible 【待补：…】 and a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from langchain_core.runnables import Runnable

from assistant.chains.draft_parts import draft_missing_part
from assistant.chains.job import Draft, Engine, Filling, Job, Target
from assistant.chains.promote import renumbered
from assistant.chains.repair import Answer, Asker, Question, unusable
from assistant.chains.step import step
from assistant.document import Edit, apply_edits
from assistant.errors import MalformedReply
from assistant.findings import Finding
from assistant.gaps import Gap, GapKind
from assistant.matching import Choice, Match, assign
from assistant.models.replies import parse_json
from assistant.prompts import load_prompt

NONE = "none"


@dataclass(frozen=True, slots=True)
class _Open:
    """A gap of a target, with the facts that may fit."""

    gap: Gap
    target: Target
    choice: Choice


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was decided for a gap: a match or none, and who decided."""

    place: _Open
    match: Match | None
    engine: Engine
    attempts: int


@dataclass(frozen=True, slots=True)
class _Found:
    job: Job
    places: tuple[_Open, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    job: Job
    choices: tuple[_Choice, ...]


def fill_chain(asker: Asker) -> Runnable[Job, list[Draft]]:
    """Return the chain from a job with facts to one draft for each target."""
    return step(_find, "find") | step(partial(_choose, asker), "choose") | step(_insert, "insert")


def _find(job: Job) -> _Found:
    """Match all gaps of the report with all facts, so that a chosen part takes no other's fact."""
    gaps = [g for g in job.gaps if g.kind is not GapKind.PART]
    choices = {c.gap.id: c for c in assign(gaps, job.facts, job.report.text)}
    return _Found(
        job,
        tuple(
            _Open(gap, target, choices[gap.id])
            for target in job.targets
            for gap in job.gaps_in(target)
            if gap.id in choices
        ),
    )


def _choose(asker: Asker, found: _Found) -> _Chosen:
    asked = [place for place in found.places if place.choice.matches]
    questions = [_question(found.job, place) for place in asked]
    answers = asker.ask_all("fill", questions)
    by_gap = {p.gap.id: a for p, a in zip(asked, answers, strict=True)}
    decided = [_decide(place, by_gap.get(place.gap.id, Answer())) for place in found.places]
    return _Chosen(found.job, tuple(decided))


def _question(job: Job, place: _Open) -> Question:
    facts = [m.fact for m in place.choice.matches]
    schema = {
        "type": "object",
        "properties": {"fact": {"enum": [*(f.id for f in facts), NONE]}},
        "required": ["fact"],
        "additionalProperties": False,
    }

    def check(reply: str) -> list[Finding]:
        try:
            parse_json(reply, schema)
        except MalformedReply as error:
            return [unusable(str(error))]
        return []

    return Question(
        prompt=load_prompt("fill"),
        values={
            "passage": _marked(job, place.gap),
            "facts": "\n".join(f"{f.id} {f.name}：{f.value}{f.unit}" for f in facts),
        },
        judge=check,
        max_tokens=32,
        section=place.target.id,
        schema=schema,
    )


def _marked(job: Job, gap: Gap) -> str:
    """Return the sentence around a gap with the gap shown as 【？】."""
    text = job.report.text
    low = max(text.rfind(mark, 0, gap.start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, gap.end)) >= 0]
    high = min(ends, default=len(text))
    return f"{text[low : gap.start]}【？】{text[gap.end : high]}".strip()


def _decide(place: _Open, answer: Answer) -> _Choice:
    """Take the model's pick where code agrees; otherwise what code alone is sure of, or nothing."""
    best, likely = place.choice.best, place.choice.likely
    picked = None
    for one in answer.safe[:1]:
        picked = parse_json(one.text, {"type": "object"}).get("fact")
    if likely is not None and likely.fact.id == picked:
        return _Choice(place, likely, Engine.MODEL, len(answer.tries))
    engine = Engine.RULES if best is not None else Engine.NONE
    return _Choice(place, best, engine, len(answer.tries))


def _insert(chosen: _Chosen) -> list[Draft]:
    job = chosen.job
    used = {c.match.fact.id for c in chosen.choices if c.match is not None}
    drafts: list[Draft] = []
    new: list[str] = []
    for target in job.targets:
        parts = [g for g in job.gaps_in(target) if g.kind is GapKind.PART]
        if parts:
            draft = draft_missing_part(job, target, parts[0], used)
            used |= {f.fact for f in draft.fillings if f.fact is not None}
            new.append(target.id)
        else:
            draft = _draft(job, target, [c for c in chosen.choices if c.place.target is target])
        drafts.append(draft)
    if not new:
        return drafts
    return renumbered(drafts, {*new, *(s.id for s in job.report.sections)})


def _draft(job: Job, target: Target, choices: Sequence[_Choice]) -> Draft:
    edits: list[Edit] = []
    fillings: list[Filling] = []
    for choice in choices:
        gap = choice.place.gap
        low, high = gap.start - target.start, gap.end - target.start
        if choice.match is None:
            edits.append(Edit(low, high, marker(gap)))
        else:
            fact = choice.match.fact
            edits.append(Edit(low, high, choice.match.value))
            fillings.append(Filling(gap, choice.match.value, fact.source or fact.name, fact.id))
    engines = [c.engine for c in choices if c.match is not None]
    engine = Engine.RULES if edits else Engine.NONE
    if engines and engines.count(Engine.MODEL) * 2 >= len(engines):
        engine = Engine.MODEL
    return Draft(
        target,
        apply_edits(job.source(target), edits),
        engine,
        attempts=max((c.attempts for c in choices), default=0),
        fillings=tuple(fillings),
    )


def marker(gap: Gap) -> str:
    """Return the visible mark of an open place: 【待补：…】 with what is asked for.

    A question that quotes the report is not repeated inside it: the mark stands right there.
    """
    asked = gap.question.zh.strip().rstrip("？?。")
    if "“" in asked or "《" in asked:
        asked = "列举的内容" if gap.kind is GapKind.LIST else "名称或内容"
    return f"【待补：{asked}】"
