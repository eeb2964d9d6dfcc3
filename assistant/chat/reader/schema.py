"""The closed schema of what a model may say a sentence means, for one report and situation.

Parts, gaps, tasks and topics are lists to choose from; every other text must stand in the sentence.
All keys are required, as services that hold a reply to a schema want it; `data_of` fills in those
that a service without such a hold left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.chat.turn import Act
from assistant.errors import MalformedReply
from assistant.findings import Message

TASKS = (
    "clean",
    "restructure",
    "shorten",
    "fill",
    "rewrite",
    "replace",
    "delete",
    "correct",
    "draft",
)
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
_TEXTS = ("whole", "each", "together", "to", "points", "order", "wish", "old", "new")


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
            **dict.fromkeys(_TEXTS, text),
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


def data_of(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the one JSON object in a reply, what it leaves out filled in; raises MalformedReply.

    A service that holds to no schema may put words or a fence around the object: they are not
    read.  A second object, an unknown key or a value that is not among the choices is a mistake.
    """
    from jsonschema import Draft202012Validator

    found = list(_objects(text))
    if len(found) != 1:
        said = Message("回复里不是一个 JSON 对象", "The reply does not hold one JSON object")
        raise MalformedReply(said, text)
    data: dict[str, Any] = _filled(found[0], schema)
    for broken in Draft202012Validator(schema).iter_errors(data):
        where = broken.json_path
        said = Message(f"回复不符合格式（{where}）", f"The reply breaks the schema ({where})")
        raise MalformedReply(said, text)
    return data


def _objects(text: str) -> Sequence[dict[str, Any]]:
    """Return the outermost JSON objects of a text."""
    found: list[dict[str, Any]] = []
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            one, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        found.append(one)
        at = text.find("{", end)
    return found


def _filled(given: Any, schema: dict[str, Any]) -> Any:
    """Return a value with its missing keys, and its nulls, as empty ones."""
    if schema.get("type") == "object" and isinstance(given, dict):
        known = schema["properties"]
        kept = {k: _filled(v, known[k]) if k in known else v for k, v in given.items()}
        return {k: _empty(s) for k, s in known.items()} | {
            k: _empty(known[k]) if v is None and k in known else v for k, v in kept.items()
        }
    if schema.get("type") == "array" and isinstance(given, list):
        return [_filled(one, schema["items"]) for one in given]
    return given


def _empty(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return "" if "" in schema["enum"] else None
    empty: dict[str, Any] = {"string": "", "integer": 0, "boolean": False, "array": []}
    return empty.get(schema["type"])


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
