"""One number for an output, put together from its four parts."""

from __future__ import annotations

import re
from typing import Final

from assistant.findings import Finding, Message, Severity
from assistant.tasks import Task
from eval.case import Case, Priority
from eval.derive import basis
from eval.scorers import fidelity, language, length, numbering
from eval.scorers.context import Context
from eval.scorers.elements import absent, judge
from eval.scorers.loose import forgive
from eval.scorers.model import (
    FIDELITY_CAP,
    REQUIRED_CAP,
    WEIGHTS,
    ElementResult,
    Score,
    SubScore,
    errors,
)

_PRIORITY: Final = {Priority.REQUIRED: 2, Priority.EXPECTED: 1}
NUMBERING_COST: Final = 0.1
UNCHANGED_CAP: Final = 0.5
"""The most a source can have that was handed back where a change was asked for."""


def score(case: Case, output: str, *, loose: bool = False) -> Score:
    """Return the score of `output`, the whole given source after the task.

    `loose` forgives chat phrases and Markdown around the text.  The total is the weighted mean of
    the parts that apply (WEIGHTS), then held down: to FIDELITY_CAP by an untruth, to REQUIRED_CAP
    by a required element that is missing, a missed length or an error of language or numbering,
    to UNCHANGED_CAP where nothing was done.  An empty output has 0, one without any fault 1.
    """
    if loose:
        output = forgive(output, case.source)
    ready = basis(case)
    if not output.strip():
        return _empty(tuple(absent(element) for element in ready.elements))
    context = Context(ready, output)
    results = tuple(judge(element, context) for element in ready.elements)
    verified = fidelity.check(context)
    false = fidelity.findings(context, verified)
    unclean = language.findings(context, verified)
    misnumbered = numbering.findings(context)
    long, missed = length.score(context)
    idle = _unchanged(context)
    structure = _structure(results, [*misnumbered, *idle])
    parts = {
        "structure": structure,
        "fidelity": fidelity.score(false),
        "length": long,
        "language": language.score(unclean),
    }
    total = _mean(parts)
    found = (*false, *missed, *unclean, *misnumbered, *idle)
    total = min(total, _cap(results, false, [*missed, *unclean, *misnumbered], idle))
    return Score(
        total=round(total, 4),
        structure=structure,
        fidelity=parts["fidelity"],
        length=long,
        language=parts["language"],
        elements=results,
        findings=tuple(found),
    )


def _structure(results: tuple[ElementResult, ...], found: list[Finding]) -> SubScore | None:
    if not results and not found:
        return None
    wanted = sum(_PRIORITY[r.element.priority] for r in results)
    there = sum(_PRIORITY[r.element.priority] for r in results if r.ok)
    value = there / wanted if wanted else 1.0
    value = max(0.0, value - NUMBERING_COST * len(found))
    reasons = tuple(r.reason for r in results if not r.ok) + tuple(f.message for f in found)
    return SubScore(round(value, 4), reasons)


def _mean(parts: dict[str, SubScore | None]) -> float:
    scored = {name: part for name, part in parts.items() if part is not None}
    weight = sum(WEIGHTS[name] for name in scored)
    return sum(WEIGHTS[name] * part.value for name, part in scored.items()) / weight


def _cap(
    results: tuple[ElementResult, ...],
    false: list[Finding],
    faults: list[Finding],
    idle: list[Finding],
) -> float:
    cap = 1.0
    lacking = any(not r.ok and r.element.priority is Priority.REQUIRED for r in results)
    if lacking or errors(faults):
        cap = REQUIRED_CAP
    if errors(false):
        cap = FIDELITY_CAP
    return min(cap, UNCHANGED_CAP) if idle else cap


def _unchanged(context: Context) -> list[Finding]:
    """Return a finding where the chosen part was handed back as it stood.

    Rests of noise aside; not where the reference finds nothing to change either.
    """
    before = {_bare(context.basis.part.text), _bare(context.case.source)}
    if _bare(context.part.text) not in before and _bare(context.output) not in before:
        return []
    if _bare(context.basis.reference.text) in before:
        return []
    task = {
        Task.SHORTEN: "压缩", Task.RESTRUCTURE: "重组", Task.FILL: "填充", Task.REWRITE: "改写",
    }.get(context.case.task, "处理")  # fmt: skip
    return [
        Finding(
            "unchanged",
            Severity.ERROR,
            Message(zh=f"原文原样交回，没有{task}", en="the source was handed back as it was"),
            output_start=0,
            output_end=len(context.output),
        )
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _empty(results: tuple[ElementResult, ...]) -> Score:
    nothing = Message(zh="没有给出任何内容", en="the output is empty")
    zero = SubScore(0.0, (nothing,))
    finding = Finding("empty", Severity.ERROR, nothing)
    return Score(0.0, zero, zero, zero, zero, results, (finding,))
