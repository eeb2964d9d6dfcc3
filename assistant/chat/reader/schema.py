"""The closed schema of what a model may say a sentence means, for one report and situation.

Parts, gaps, tasks and topics are lists to choose from; every other text must stand in the sentence.
All keys are required, as services that hold a reply to a schema want it; what a service without
such a hold leaves out is read as empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.chat.turn import Act
from assistant.tasks import Task

TASKS = (*(task.value for task in Task), "replace", "delete", "correct", "draft")
TOPICS = {
    "length": "length",
    "longest": "most length",
    "shortest": "least length",
    "parts": "count part",
    "points": "count point",
    "gaps": "count gap",
    "figures": "count datum",
    "missing": "lack",
    "noise": "noise count",
    "problems": "trouble",
    "why_marked": "why",
    "source": "source",
    "there": "have",
    "fate": "gone",
    "left_out": "left",
    "changed": "changed",
    "repeated": "twice",
    "contradiction": "clash",
    "genre": "genre",
    "ready": "sign",
    "to_read": "read",
    "facts": "facts",
    "state": "",
}
"""What may be asked about, each with the topics that the answers by code are chosen by; none for
how the talk itself stands."""
REASONS = (
    "where",
    "length",
    "each",
    "how",
    "fact",
    "invent",
    "embellish",
    "longer",
    "outside",
    "send",
    "rules",
)
LAST = ("same", "shorter", "longer")
AMOUNTS = ("to", "less", "more", "most")
"""What a length is: what is to be left, what goes, what comes back, or the most that may stay."""
TEXTS = ("whole", "each", "together", "to", "points", "order", "wish", "old", "new")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the model may choose from here: IDs of parts and gaps, how many changes wait and how
    many answers are offered."""

    parts: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    changes: int = 0
    answers: int = 0


def schema_of(choices: Choices) -> dict[str, Any]:
    """Return the JSON schema of a reply."""
    text = {"type": "string"}
    number = {"type": "integer"}
    part = _one_of(("", *choices.parts))
    fact = _object({"gap": _one_of(("", *choices.gaps)), "name": text, "value": text})
    step = _object(
        {
            "task": _one_of(TASKS),
            "sections": _list(_one_of(choices.parts) if choices.parts else text),
            "named": _list(text),
            **dict.fromkeys(TEXTS, text),
            "amount": _one_of(("", *AMOUNTS)),
            "keep": _list(text),
            "facts": _list(fact),
            "last": _one_of(("", *LAST)),
        }
    )
    return _object(
        {
            "act": _one_of([a.value for a in Act]),
            "steps": _list(step),
            "part": part,
            "changes": _list(number),
            "count": number,
            "original": {"type": "boolean"},
            "pick": number,
            "topic": _one_of(("", *TOPICS)),
            "about": text,
            "reason": _one_of(("", *REASONS)),
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _one_of(values: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}
