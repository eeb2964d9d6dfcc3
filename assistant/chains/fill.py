"""Filling gaps: code finds them and the facts that may fit, the model only picks, code inserts.

The model chooses a fact by its ID from a list it cannot add to; code judges the pair once more
(unit, subject, each fact used once) and where in doubt leaves the place open.  An open place
becomes a visible 【待补：…】 and a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from langchain_core.runnables import Runnable

from assistant.chains.draft_parts import draft_missing_part
from assistant.chains.job import Draft, Engine, Filling, Job, Target
from assistant.chains.repair import Answer, Asker, Question, unusable
from assistant.chains.step import step
from assistant.document import Edit, apply_edits
from assistant.errors import MalformedReply
from assistant.findings import Finding
from assistant.gaps import Gap, GapKind
from assistant.matching import Match, candidates, judge
from assistant.models.replies import parse_json
from assistant.prompts import load_prompt

CHOICES = 5
"""Facts the model may choose from for one gap."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class _Open:
    """A gap with the facts that may fit, best first."""

    gap: Gap
    target: Target
    matches: tuple[Match, ...]


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
    text = job.report.text
    places = [
        _Open(gap, target, tuple(candidates(gap, job.facts, text)[:CHOICES]))
        for target in job.targets
        for gap in job.gaps_in(target)
        if gap.kind is not GapKind.PART
    ]
    return _Found(job, tuple(places))


def _choose(asker: Asker, found: _Found) -> _Chosen:
    job, places = found.job, found.places
    asked = [place for place in places if place.matches]
    questions = [_question(job, place) for place in asked]
    answers = dict(zip((id(p) for p in asked), asker.ask_all("fill", questions), strict=True))
    decided = [_decide(job, place, answers.get(id(place), Answer())) for place in places]
    return _Chosen(job, tuple(_each_fact_once(decided)))


def _question(job: Job, place: _Open) -> Question:
    schema = {
        "type": "object",
        "properties": {"fact": {"enum": [*(m.fact.id for m in place.matches), NONE]}},
        "required": ["fact"],
        "additionalProperties": False,
    }

    def check(reply: str) -> list[Finding]:
        try:
            parse_json(reply, schema)
        except MalformedReply as error:
            return [unusable(str(error))]
        return []

    listed = "\n".join(
        f"{m.fact.id} {m.fact.name}：{m.fact.value}{m.fact.unit}" for m in place.matches
    )
    return Question(
        prompt=load_prompt("fill"),
        values={"passage": _marked(job, place.gap), "facts": listed},
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


def _decide(job: Job, place: _Open, answer: Answer) -> _Choice:
    """Take the model's pick if code agrees; without one, code's best if it is beyond doubt."""
    text = job.report.text
    fitting = [m for m in place.matches if judge(place.gap, m.fact, text)]
    picked = None
    for one in answer.safe[:1]:
        picked = parse_json(one.text, {"type": "object"})["fact"]
    for match in fitting:
        if match.fact.id == picked:
            return _Choice(place, match, Engine.MODEL, len(answer.tries))
    best = fitting[0] if fitting else None
    return _Choice(place, best, Engine.RULES if best else Engine.NONE, len(answer.tries))


def _each_fact_once(choices: Sequence[_Choice]) -> list[_Choice]:
    """Where several gaps got one fact the best match keeps it; a tie leaves them all open."""
    scores: dict[str, list[float]] = {}
    for choice in choices:
        if choice.match is not None:
            scores.setdefault(choice.match.fact.id, []).append(choice.match.score)
    return [c if _keeps(c, scores) else replace(c, match=None, engine=Engine.NONE) for c in choices]


def _keeps(choice: _Choice, scores: dict[str, list[float]]) -> bool:
    if choice.match is None:
        return True
    rivals = scores[choice.match.fact.id]
    return choice.match.score == max(rivals) and rivals.count(choice.match.score) == 1


def _insert(chosen: _Chosen) -> list[Draft]:
    return [
        _draft(chosen.job, target, [c for c in chosen.choices if c.place.target is target])
        for target in chosen.job.targets
    ]


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
    for gap in job.gaps_in(target):
        if gap.kind is GapKind.PART:
            added, used = draft_missing_part(job, gap)
            edits.append(Edit(gap.start - target.start, gap.end - target.start, added))
            fillings += used
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
    """Return the visible mark of an open place: 【待补：…】 with what is asked for."""
    asked = gap.question.zh.strip().rstrip("？?。")
    return f"【待补：{asked}】"
