"""Shortening by deciding: the model picks which clauses go, code leaves them out.

For sentences in which nearly every clause states a figure: a small model that is asked to word
them shorter copies them, but it can tell what matters less.
"""

from __future__ import annotations

from typing import Any

from assistant.chains.extractive import clauses_of, held_words, without
from assistant.chains.repair import Answer, Question, unusable
from assistant.chains.units import Unit
from assistant.errors import MalformedReply
from assistant.findings import Finding, Message, Severity
from assistant.models.replies import parse_json
from assistant.prompts import load_prompt
from assistant.wordcount import count_words

MOSTLY = 0.5
"""Share of a unit in clauses that hold something, from which on the model decides, not words."""
TRIES = 2


def decides(unit: Unit) -> bool:
    """Whether a unit is one for picking clauses rather than for wording anew."""
    clauses = clauses_of(unit)
    free = sum(not c.locked for c in clauses)
    return len(clauses) > 2 and free > 1 and held_words(unit) > unit.words * MOSTLY


def select_question(unit: Unit, limit: int, section: str) -> Question:
    """Return the question which clauses of a unit to leave out for `limit` 字."""
    schema = _schema(unit)
    clauses = clauses_of(unit)
    listed = "\n".join(
        f"{i} {'★' if c.holds or c.locked else ''}{c.text.strip()}"
        for i, c in enumerate(clauses, start=1)
    )

    def judge(reply: str) -> list[Finding]:
        try:
            drop = parse_json(reply, schema)["drop"]
        except MalformedReply as error:
            return [unusable(str(error))]
        text = without(unit, {i - 1 for i in drop})
        if text is None:
            return [_unreadable(drop)]
        return []

    return Question(
        prompt=load_prompt("select"),
        values={"clauses": listed, "words": str(limit)},
        judge=judge,
        max_tokens=24 + 4 * len(clauses),
        section=section,
        schema=schema,
        tries=TRIES,
    )


def selected(unit: Unit, answer: Answer) -> list[str]:
    """Return the wordings that the model's picks leave."""
    texts = []
    for one in answer.safe:
        drop = parse_json(one.text, _schema(unit))["drop"]
        text = without(unit, {i - 1 for i in drop})
        if text is not None and count_words(text) < unit.words:
            texts.append(text)
    return texts


def _schema(unit: Unit) -> dict[str, Any]:
    free = [i for i, c in enumerate(clauses_of(unit), start=1) if not c.locked]
    return {
        "type": "object",
        "properties": {
            "drop": {
                "type": "array",
                "items": {"enum": free},
                "minItems": 1,
                "maxItems": max(1, len(free) - 1),
                "uniqueItems": True,
            }
        },
        "required": ["drop"],
        "additionalProperties": False,
    }


def _unreadable(drop: list[int]) -> Finding:
    listed = "、".join(map(str, drop))
    return Finding(
        "selection_refused",
        Severity.ERROR,
        Message(
            zh=f"删去{listed}之后句子不通，请换一种删法",
            en=f"Without clauses {listed} the sentence does not read",
        ),
    )
