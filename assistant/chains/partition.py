"""From a section's prose to points: the model's part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.chains.points import (
    LEAD_WORDS,
    Prose,
    divide,
    lead_fault,
    needs_lead,
    read_prose,
    repeats,
    write_points,
)
from assistant.chains.repair import Asker, Question, keeps_to
from assistant.findings import Finding, Message, Severity
from assistant.models.replies import parse_json
from assistant.prompts import load_prompt

SHOWN = 60
"""Characters of a sentence the model is shown to sort it: the whole would only tire it."""


@dataclass(frozen=True, slots=True)
class Division:
    """Prose divided: its paragraphs, the tries made, and whether the model had a part in it."""

    lines: Sequence[str]
    tries: int
    by_model: bool


def divide_into_points(text: str, points: int, asker: Asker, section: str) -> Division:
    """Return the paragraphs of `text` as points.

    Where the text has fewer clauses than points, it is divided into as many as it has.
    """
    prose = read_prose(text, points)
    points = min(points, len(prose.sentences))
    if points < 2:
        return Division([text], 0, False)
    votes, tries = _votes(prose, points, asker, section)
    runs = divide(prose.sentences, points, votes)
    leads, more = _leads(prose, runs, asker, section)
    used = any(v is not None for v in votes) or any(leads)
    return Division(write_points(prose, runs, leads), max(tries, more), used)


def votes_question(text: str, points: int, section: str) -> Question | None:
    """Return the first question that `divide_into_points` asks; None where it asks none."""
    prose = read_prose(text, points)
    points = min(points, len(prose.sentences))
    return _votes_question(prose, points, section) if points >= 2 else None


def _votes_question(prose: Prose, points: int, section: str) -> Question:
    count = len(prose.sentences)
    schema = _votes_schema(count, points)
    listed = "\n".join(f"{i} {s[:SHOWN]}" for i, s in enumerate(prose.sentences, start=1))
    return Question(
        prompt=load_prompt("points"),
        values={"sentences": listed, "count": str(points)},
        judge=keeps_to(schema),
        max_tokens=120 + points * 60 + count * 8,
        section=section,
        schema=schema,
        tries=1,
    )


def _votes(prose: Prose, points: int, asker: Asker, section: str) -> tuple[list[int | None], int]:
    """Ask which sentences belong together; None for a sentence without a clear answer."""
    count = len(prose.sentences)
    (answer,) = asker.ask_all("points", [_votes_question(prose, points, section)])
    votes: list[int | None] = [None] * count
    for one in answer.safe[:1]:
        for group, point in enumerate(parse_json(one.text, _votes_schema(count, points))["points"]):
            for number in point["sentences"]:
                if votes[number - 1] is None:
                    votes[number - 1] = group
    return votes, len(answer.tries)


def _votes_schema(count: int, points: int) -> dict[str, Any]:
    sentence = {"type": "integer", "enum": list(range(1, count + 1))}
    point = {
        "type": "object",
        "properties": {
            "heading": {"type": "string", "maxLength": LEAD_WORDS[1]},
            "sentences": {"type": "array", "items": sentence, "minItems": 1, "maxItems": count},
        },
        "required": ["heading", "sentences"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "points": {"type": "array", "items": point, "minItems": points, "maxItems": points}
        },
        "required": ["points"],
        "additionalProperties": False,
    }


def _leads(
    prose: Prose, runs: Sequence[tuple[int, int]], asker: Asker, section: str
) -> tuple[list[str], int]:
    """Ask for a lead for each point that has none; an empty one where no good one came."""
    groups = [prose.sentences[low:high] for low, high in runs]
    wanted = [i for i, group in enumerate(groups) if needs_lead(group)]
    questions = [_lead_question("".join(groups[i]), section) for i in wanted]
    answers = asker.ask_all("lead", questions)
    leads = [""] * len(runs)
    for i, answer in zip(wanted, answers, strict=True):
        for one in answer.safe[:1]:
            lead, group = _clean(one.text), "".join(groups[i])
            if not lead_fault(lead, group, leads) and not repeats(lead, group):
                leads[i] = lead
    return leads, max((len(a.tries) for a in answers), default=0)


def _lead_question(group: str, section: str) -> Question:
    def judge(reply: str) -> list[Finding]:
        fault = lead_fault(_clean(reply), group, ())
        return [_fault(fault)] if fault else []

    return Question(
        prompt=load_prompt("lead"),
        values={"text": group},
        judge=judge,
        max_tokens=40,
        section=section,
    )


def _clean(reply: str) -> str:
    return reply.strip().strip("。；：:“”\"'")


def _fault(what: str) -> Finding:
    return Finding("wording_refused", Severity.ERROR, Message(zh=what, en=f"Refused: {what}"))
