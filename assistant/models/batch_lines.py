"""The files of the Batch API: one JSON object a line, for a question and for its answer.

The format is OpenAI's (guide “Batch”): an input line has `custom_id`, `method`, `url`, `body`; an
output line has `custom_id` and either `response` (`status_code`, `body`) or `error`.  What a line
means is decided by the same code as for a request of our own: `Dialect` writes the body, `Arrival`
judges whether a reply is whole, `translate` says what may be done about a failure.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from assistant.config import Price
from assistant.errors import AskAgain, MalformedReply, ModelError
from assistant.findings import Message
from assistant.models.connection import Call
from assistant.models.dialect import Dialect
from assistant.models.failures import Passing, abroad, bad_form, translate
from assistant.models.received import Arrival
from assistant.models.thoughts import FIELDS
from assistant.models.usage import Reply, Usage
from assistant.printable import uncontrolled

_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x7f\x85\u2028\u2029"}
"""What some programs take for the end of a line inside a JSON string, escaped."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came back for one question, and what it used (nothing where it was not answered).

    `outcome` is the reply, or what `translate` makes of the failure: AskAgain for a reply that is
    not usable, Passing, Refused or ModelUnavailable for a question that was not answered.
    """

    key: str
    outcome: Reply | ModelError
    usage: Usage = field(default_factory=Usage)


class _Failure(Exception):
    """A failed line, in the form in which the client would have raised it."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"HTTP {status}")
        self.status_code = status
        self.body = body


def request_line(key: str, model: str, call: Call, dialect: Dialect, endpoint: str) -> str:
    """Return the input line for a call, with its end of line; `key` becomes its custom id.

    What the server does not take is left out as `dialect` says; nothing is ever streamed.
    """
    cap = max(call.max_tokens, dialect.room)
    arguments = dialect.arguments(cap, call.schema, call.temperature, call.seed)
    arguments.pop("stream_usage", None)
    extra = arguments.pop("extra_body", {})
    messages = [
        {"role": role, "content": text} for role, text in dialect.phrase(call.messages, call.schema)
    ]
    body = {"model": model, "messages": messages, **arguments, **extra}
    data = {"custom_id": key, "method": "POST", "url": endpoint, "body": body}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_BREAKS) + "\n"


def read_line(
    text: str, find: Callable[[str], Call | None], where: str, price: Price | None
) -> Line | None:
    """Return what an output line says, or None where it answers nothing that `find` knows.

    `find` gives the call of a custom id.  A line that is no JSON, or for a question that was never
    asked, cannot be put down to anyone: its question stays without an answer.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    key = data.get("custom_id") if isinstance(data, dict) else None
    if not isinstance(key, str) or (call := find(key)) is None:
        return None
    response = data.get("response")
    if not isinstance(response, dict):
        why = data.get("error") or {}
        told = why.get("message") or why.get("code") if isinstance(why, dict) else why
        detail = uncontrolled(str(told or ""))
        said = Message(
            f"模型 {where} 没有处理这一问：{detail or '没有说明原因'}",
            f"The model {abroad(where)} did not take this call: {detail or 'no reason was given'}",
        )
        return Line(key, Passing(said))
    status, body = response.get("status_code"), response.get("body")
    if status != 200:
        code = status if isinstance(status, int) else 500
        return Line(key, translate(_Failure(code, body), where))
    return _completion(key, call, body, where, price)


def _completion(key: str, call: Call, body: Any, where: str, price: Price | None) -> Line:
    arrival = Arrival(call.max_tokens)
    try:
        choice = body["choices"][0]
        message = choice["message"]
        content = message.get("content") or ""
        if not isinstance(content, str):
            raise TypeError("content is no text")
        reason = {"finish_reason": choice.get("finish_reason")}
        thought = {"thought": True} if any(message.get(field) for field in FIELDS) else {}
        # As LangChain would have given it.
        message = SimpleNamespace(text=content, response_metadata=reason, additional_kwargs=thought)
        message.usage_metadata = _counts(body.get("usage"))
        arrival.add(message)
    except (AttributeError, LookupError, TypeError) as error:
        return Line(key, MalformedReply(bad_form(where, repr(error))))
    usage = arrival.usage(call.messages, 0.0, price)
    try:
        return Line(key, arrival.reply(usage), usage)
    except AskAgain as unusable:
        return Line(key, unusable, usage)


def _counts(usage: Any) -> dict[str, Any] | None:
    """Return OpenAI's token counts under the names LangChain gives them."""
    if not isinstance(usage, dict) or "prompt_tokens" not in usage:
        return None
    details = usage.get("prompt_tokens_details") or {}
    written = usage.get("completion_tokens_details") or {}
    return {
        "input_tokens": usage["prompt_tokens"],
        "output_tokens": usage.get("completion_tokens") or 0,
        "input_token_details": {"cache_read": details.get("cached_tokens") or 0},
        "output_token_details": {"reasoning": written.get("reasoning_tokens") or 0},
    }
