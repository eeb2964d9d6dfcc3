"""Rewriting chosen parts after a free instruction, one unit at a time."""

from __future__ import annotations

from functools import partial

from langchain_core.runnables import Runnable

from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.repair import Answer, Asker, Question
from assistant.chains.step import step
from assistant.chains.units import Unit, units_of
from assistant.checks import Scope, verify
from assistant.document import Edit, apply_edits
from assistant.findings import Finding, Severity
from assistant.prompts import load_prompt
from assistant.tokens import count_tokens
from assistant.wordcount import count_words

MARKS = "。！？；，;,!?"
WORTH_ASKING = 8
"""字数 below which a unit is left alone: there is nothing in it to word differently."""


def rewrite_chain(asker: Asker) -> Runnable[Job, list[Draft]]:
    """Return the chain from a job with an instruction to one draft for each target."""
    return step(partial(_rewrite, asker), "rewrite")


def _rewrite(asker: Asker, job: Job) -> list[Draft]:
    units = {
        target.id: units_of(job.report, target.start, target.end, job.gaps_in(target))
        for target in job.targets
    }
    asked = [
        (target, unit)
        for target in job.targets
        for unit in units[target.id]
        if count_words(unit.text) >= WORTH_ASKING
    ]
    answers = asker.ask_all("rewrite", [_question(job, target, unit) for target, unit in asked])
    by_place = {
        (target.id, unit.start): answer
        for (target, unit), answer in zip(asked, answers, strict=True)
    }
    return [_draft(job, target, units[target.id], by_place) for target in job.targets]


def _question(job: Job, target: Target, unit: Unit) -> Question:
    def judge(reply: str) -> list[Finding]:
        found = verify(unit.text, _finish(reply, unit.text), unit_scope(job)).findings
        return [f for f in found if f.severity is not Severity.INFO]

    return Question(
        prompt=load_prompt("rewrite"),
        values={"instruction": job.request.instruction or "", "text": unit.text},
        judge=judge,
        max_tokens=2 * count_tokens(unit.text) + 64,
        section=target.id,
    )


def unit_scope(job: Job) -> Scope:
    """The scope in which the new wording of a single unit is checked."""
    return Scope(task="rewrite", context=job.request.instruction or "", terms=job.terms)


def _draft(
    job: Job, target: Target, units: list[Unit], answers: dict[tuple[str, int], Answer]
) -> Draft:
    edits: list[Edit] = []
    attempts = 0
    refused: list[Finding] = []
    for unit in units:
        answer = answers.get((target.id, unit.start))
        if answer is None:
            continue
        attempts = max(attempts, len(answer.tries))
        refused += answer.refused
        for one in answer.safe[:1]:
            text = _finish(one.text, unit.text)
            if text != unit.text:
                edits.append(Edit(unit.start - target.start, unit.end - target.start, text))
    text = apply_edits(job.source(target), edits)
    engine = Engine.MODEL if edits else Engine.NONE
    return Draft(target, text, engine, attempts=attempts, refused=tuple(refused))


def _finish(text: str, source: str) -> str:
    """End a wording with the mark its source ends with."""
    mark = source[-1:] if source[-1:] in MARKS else ""
    return text.strip().rstrip(MARKS) + mark
