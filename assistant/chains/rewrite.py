"""Rewriting chosen parts after a free instruction, one unit at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.repair import Question
from assistant.chains.segments import Unit, ended_like, units_of
from assistant.chains.shape import Chain, Piece, ask_pieces
from assistant.chains.verified import verified
from assistant.document import Edit, apply_edits
from assistant.findings import Finding, Severity
from assistant.prompts import instructions, load_prompt
from assistant.tokens import count_tokens
from assistant.verify import Scope
from assistant.wordcount import count_words

MARKS = "。！？；，;,!?"
WORTH_ASKING = 8
"""字数 below which a unit is left alone: there is nothing in it to word differently."""


@dataclass(frozen=True, slots=True)
class _Part(Piece):
    """One target with the units that are worth asking about, a question for each."""

    units: tuple[Unit, ...] = ()


def _part(job: Job, target: Target) -> _Part:
    found = units_of(job.report, target.start, target.end, job.gaps_in(target), job.lookup)
    units = tuple(unit for unit in found if count_words(unit.text) >= WORTH_ASKING)
    return _Part(target, tuple(_question(job, target, unit) for unit in units), units=units)


def _question(job: Job, target: Target, unit: Unit) -> Question:
    scope = Scope(
        task="rewrite",
        context=job.request.instruction or "",
        terms=job.terms,
        prompt=instructions(),
    )

    def judge(reply: str) -> list[Finding]:
        found = verified(unit.text, ended_like(unit.text, reply, MARKS), scope).findings
        return [f for f in found if f.severity is not Severity.INFO]

    return Question(
        prompt=load_prompt("rewrite"),
        values={"instruction": job.request.instruction or "", "text": unit.text},
        judge=judge,
        max_tokens=2 * count_tokens(unit.text) + 64,
        section=target.id,
    )


def _draft(job: Job, part: _Part) -> Draft:
    target = part.target
    edits: list[Edit] = []
    attempts = 0
    refused: list[Finding] = []
    for unit, answer in zip(part.units, part.answers, strict=True):
        attempts = max(attempts, len(answer.tries))
        refused += answer.refused
        for one in answer.safe[:1]:
            text = ended_like(unit.text, one.text, MARKS)
            if text != unit.text:
                edits.append(Edit(unit.start - target.start, unit.end - target.start, text))
    text = apply_edits(job.source(target), edits)
    engine = Engine.MODEL if edits else Engine.NONE
    return Draft(target, text, engine, attempts=attempts, refused=tuple(refused))


REWRITE: Chain[_Part] = Chain(
    lambda job: tuple(_part(job, target) for target in job.targets),
    partial(ask_pieces, "rewrite"),
    lambda job, parts: [_draft(job, part) for part in parts],
)
"""From a job with an instruction to one draft for each target."""
