"""A required part that the report lacks: its heading, what is known, and what must be asked.

Nothing is made up: each sentence states one fact and is recorded with its source; the rest is a
visible 【待补：…】.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.chains.job import Draft, Engine, Filling, Job, Target
from assistant.document import newline_of
from assistant.facts import Fact
from assistant.gaps import Gap
from assistant.genres import Part
from assistant.genres.model import pattern
from assistant.outline.siblings import label_of_new


def draft_missing_part(job: Job, target: Target, gap: Gap, used: Collection[str]) -> Draft:
    """Return a missing part with the facts it states; `used` facts already stand elsewhere."""
    part = lacking_part(job, gap)
    known = [f for f in job.facts if f.id not in used and part is not None and _belongs(part, f)]
    draft = as_part(job, target, gap, [stated_fact(fact) for fact in known])
    return replace(draft, fillings=fillings_of(gap, known))


def as_part(job: Job, target: Target, gap: Gap, sentences: Sequence[str]) -> Draft:
    """Return a new part of these sentences: its heading, numbered, and the mark of what is open."""
    part = lacking_part(job, gap)
    newline = newline_of(job.report.text)
    question = gap.question.zh.strip().rstrip("？?。")
    body = "".join(sentences) + f"【待补：{question}】"
    name = part.name.zh if part is not None else question
    text = f"{label_of_new(job.report, gap.start)}{name}{newline}{body}{newline}"
    if gap.start and job.report.text[gap.start - 1] != "\n":
        text = newline + text
    return Draft(target, text, Engine.RULES)


def fillings_of(gap: Gap, facts: Sequence[Fact]) -> tuple[Filling, ...]:
    """Return the record of the facts that a new part states."""
    return tuple(
        Filling(gap, f"{fact.value}{fact.unit}", fact.source or fact.name, fact.id)
        for fact in facts
    )


def stated_fact(fact: Fact) -> str:
    """Return a fact as a sentence of its own."""
    return f"{fact.name}{fact.value}{fact.unit}。"


def lacking_part(job: Job, gap: Gap) -> Part | None:
    """Return the part of the genre that a gap stands for."""
    return next((p for p in job.genre.parts if p.question == gap.question), None)


def _belongs(part: Part, fact: Fact) -> bool:
    """Whether a fact is about this part: its name holds the words of the part's headings."""
    return bool(part.heading) and pattern(*part.heading).search(fact.name) is not None
