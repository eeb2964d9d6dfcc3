"""What a model is asked about one unit of a text to be shortened, and how its wording is judged."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue import found
from assistant.chains.compose import Part
from assistant.chains.extractive import held_words
from assistant.chains.job import Job
from assistant.chains.repair import Question
from assistant.chains.segments import Unit, ended_like, held_together
from assistant.chains.verified import verified
from assistant.findings import Finding, Message, Severity
from assistant.gaps import GapKind
from assistant.prompts import instructions, load_prompt
from assistant.sentences import split_clauses
from assistant.tokens import count_tokens
from assistant.verify import Scope
from assistant.wordcount import count_words

MARKS = "。！？；，;,!?：: "
DENSE = 0.95
"""Share of a unit that stands in clauses with figures, from which on a small model only copies."""
WORTH_ASKING, WORTH_ASKING_CAPABLE = 16, 10
"""字数 below which a unit is too short to be worded shorter."""
SHOWN = 40
"""字数 of a neighbour that are shown."""
COPIED = 6
"""Characters of a clause from which it is no accident that a neighbour has it too."""
TRIES = 2
SLACK = 1.5
"""How far beyond its share of the length a wording may go before the model is asked again: what
one unit has too much another can save, and a call costs seconds."""


def worth_asking(unit: Unit, *, capable: bool) -> bool:
    """Whether a model can do more with a unit than copy it: it is long enough and, for a small
    model, not all figures (a call costs seconds)."""
    if any(gap.kind is not GapKind.PLACEHOLDER for gap in unit.gaps):
        return False  # nothing marks the place, so a model only garbles it
    if capable:
        return unit.words >= WORTH_ASKING_CAPABLE
    return unit.words >= WORTH_ASKING and held_words(unit) <= unit.words * DENSE


def question_for(job: Job, part: Part, index: int, limit: int, *, capable: bool) -> Question:
    """Return the question for a wording of a unit of at most `limit` 字; its place is shown to a
    capable model alone (a small one gives back the sentence before instead of its own)."""
    unit = part.units[index]
    keep = held_together(unit)
    around = [
        u.text for u in (*part.units[max(0, index - 1) : index], *part.units[index + 1 :][:1])
    ]

    def judge(reply: str) -> list[Finding]:
        text = ended(unit, reply)
        saw = list(verified(unit.text, text, unit_scope(job)).findings)
        saw = [_strict(f) for f in saw if f.severity is not Severity.INFO]
        lost = [words for words in keep if words not in text]
        if lost:
            saw.append(found("wording_lost", listed="、".join(lost)))
        if any(_copied(text, unit.text, other) for other in around):
            what = Message("写进了前后句的话", "words of the sentences around it")
            saw.append(found("wording_refused", what=what))
        words = count_words(text)
        if words > max(limit * SLACK, limit + 6):
            saw.append(found("wording_too_long", words=words, limit=limit, off=words - limit))
        elif words < limit * 0.45:
            saw.append(found("wording_too_short", words=words, limit=limit))
        return saw

    return Question(
        prompt=load_prompt("shorten"),
        values={
            "heading": _heading(job, unit) if capable else "",
            "before": _begun(around[0]) if capable and index else "",
            "text": unit.text,
            "keep": "、".join(keep) or "无",
            "words": str(limit),
        },
        judge=judge,
        max_tokens=count_tokens(unit.text) + 64,
        section=part.target.id,
        tries=TRIES,
    )


def trimming(question: Question, wording: str) -> Question:
    """Return the question for a shorter wording of what a model made of a unit, judged alike."""
    return replace(question, values=question.values | {"text": wording}, tries=1)


def ended(unit: Unit, wording: str) -> str:
    """End a wording with the mark that its unit ends with."""
    return ended_like(unit.text, wording, MARKS)


def unit_scope(job: Job) -> Scope:
    """The scope in which what is said in fewer words is checked: a unit, a part that cites."""
    return Scope(task="shorten", may_drop=True, terms=job.terms, prompt=instructions())


def _strict(finding: Finding) -> Finding:
    """Refuse what only deserves a look elsewhere: a wording never takes an open place with it."""
    lost = finding.code == "gap_dropped"
    return replace(finding, severity=Severity.ERROR) if lost else finding


def _copied(text: str, source: str, neighbour: str) -> bool:
    clauses = (c.of(text).strip(MARKS) for c in split_clauses(text))
    return any(len(c) >= COPIED and c in neighbour and c not in source for c in clauses)


def _heading(job: Job, unit: Unit) -> str:
    """Return the heading of the innermost section a unit stands in."""
    inside = job.sections.around(unit.start)
    return inside.heading if inside is not None else ""


def _begun(text: str) -> str:
    """Return the first clauses of a neighbour."""
    shown = ""
    for clause in split_clauses(text):
        if shown and count_words(shown + clause.of(text)) > SHOWN:
            return shown.strip(MARKS) + "……"
        shown += clause.of(text)
    return shown.strip()
