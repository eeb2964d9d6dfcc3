"""From the text of a reply to the JSON it should hold."""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.errors import MalformedReply
from assistant.findings import Message

_FENCE = re.compile(r"\A\s*```[A-Za-z0-9]*[ \t]*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def parse_json(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON object that `text` is, validated against `schema`.

    A code fence around it is taken off; anything else beside the object is a mistake, because a
    reply that is half JSON and half talk is a reply to another question.
    Raises MalformedReply, with the place and the rule that was broken.
    """
    from jsonschema import Draft202012Validator

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
    for broken in Draft202012Validator(schema).iter_errors(data):
        where, rule = broken.json_path, broken.message[:200]
        said = Message(
            f"回复不符合格式（{where}）：{rule}",
            f"The reply does not follow the schema ({where}): {rule}",
        )
        raise MalformedReply(said, text)
    return data
