"""From the text of a reply to the JSON it should hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.errors import MalformedReply
from assistant.findings import Message
from assistant.printable import uncontrolled

_FENCE = re.compile(r"\A\s*```[A-Za-z0-9]*[ \t]*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def object_of(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def parse_json(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object that `text` is, validated against `schema`.

    A code fence around it is taken off; anything else beside the object is a mistake, because a
    reply that is half JSON and half talk is a reply to another question.
    Raises MalformedReply, with the place and the rule that was broken.
    """
    fenced = _FENCE.match(text)
    body = fenced.group(1) if fenced else text
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        said = Message(f"回复不是 JSON：{error}", f"The reply is not JSON: {error}")
        raise MalformedReply(said, text) from error
    if not isinstance(data, dict):
        kind = type(data).__name__
        said = Message(
            f"回复应是一个 JSON 对象，却是 {kind}",
            f"The reply should be a JSON object, but is {kind}",
        )
        raise MalformedReply(said, text)
    return _valid(data, schema, text)


def parse_loosely(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the one JSON object that a reply holds, be it with words around it, what it leaves
    out filled in as empty, and a list of one without its brackets.

    For a reply whose every value is checked by code besides.  Raises MalformedReply where there is
    none or a second one, for an unknown key, and for a value that the schema does not know.
    """
    found = list(_objects(text))
    if len(found) != 1:
        said = Message("回复里应有且只有一个 JSON 对象", "The reply should hold one JSON object")
        raise MalformedReply(said, text)
    return _valid(_filled(found[0], schema), schema, text)


def _valid(data: dict[str, Any], schema: dict[str, Any], text: str) -> dict[str, Any]:
    from jsonschema import Draft202012Validator

    try:
        data = _cleaned(data)
    except RecursionError as error:
        said = Message("回复套得太深", "The reply is nested too deep")
        raise MalformedReply(said, text) from error
    for broken in Draft202012Validator(schema).iter_errors(data):
        where, rule = broken.json_path, broken.message[:200]
        said = Message(
            f"回复不符合格式（{where}）：{rule}",
            f"The reply does not follow the schema ({where}): {rule}",
        )
        raise MalformedReply(said, text)
    return data


def _cleaned(data: Any) -> Any:
    """Return a value without control characters in its texts: JSON can hold it written out."""
    if isinstance(data, dict):
        return {uncontrolled(key): _cleaned(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(value) for value in data]
    return uncontrolled(data) if isinstance(data, str) else data


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost JSON objects of a text."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield found
        at = text.find("{", end)


def _filled(given: Any, schema: dict[str, Any]) -> Any:
    """Return a value with its missing keys, and its nulls, as empty ones, and what stands alone
    for a list as a list of it."""
    if schema.get("type") == "object" and isinstance(given, dict):
        known = schema["properties"]
        told = {k: _filled(v, known.get(k, {})) for k, v in given.items() if v is not None}
        return {key: _empty(one) for key, one in known.items()} | told
    if schema.get("type") == "array":
        alone = [] if given == "" else [given]
        return [
            _filled(one, schema["items"]) for one in (given if isinstance(given, list) else alone)
        ]
    return given


def _empty(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return "" if "" in schema["enum"] else None
    empty: dict[str, Any] = {"string": "", "integer": 0, "boolean": False, "array": []}
    return empty.get(schema["type"])
