"""What becomes of a line of a batch, and of a batch: the two things a test decides."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.servers.model_server import Request


@dataclass
class Line:
    """One request of a batch being answered; what is put into the two lists is written out."""

    custom_id: str
    request: Request
    output: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def reply(self, status: int, body: Any) -> str:
        """Return a line of the output or the error file with this HTTP answer in it."""
        response = {"status_code": status, "request_id": "req_1", "body": body}
        return self.line(response=response)

    def line(self, response: Any = None, error: Any = None) -> str:
        data = {"id": "batch_req_1", "custom_id": self.custom_id}
        return json.dumps(data | {"response": response, "error": error}, ensure_ascii=False)

    def completion(self, text: str | None, finish: str) -> dict[str, Any]:
        message = {"role": "assistant", "content": text, "refusal": None}
        asked = sum(len(content) for _role, content in self.request.messages)
        written = min(len(text or ""), self.request.max_tokens - 1)
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 0,
            "model": self.request.body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {
                "prompt_tokens": asked,
                "completion_tokens": written,
                "total_tokens": asked + written,
                "prompt_tokens_details": {"cached_tokens": 0},
            },
        }


LineBehaviour = Callable[[Line], None]


def says(text: str, finish: str = "stop") -> LineBehaviour:
    """Answer with this text."""
    return lambda line: line.output.append(line.reply(200, line.completion(text, finish)))


def fails(status: int, message: str = "try again", code: str | None = None) -> LineBehaviour:
    """Fail this one line with an HTTP status, as the error file tells it."""
    body = {"error": {"message": message, "type": "x", "param": None, "code": code}}
    return lambda line: line.errors.append(line.reply(status, body))


def missing() -> LineBehaviour:
    """Be in neither file."""
    return lambda _line: None


def raw(text: str) -> LineBehaviour:
    """Write this text in the place of a line."""
    return lambda line: line.output.append(text)


def body(data: Any) -> LineBehaviour:
    """Answer 200 with this body, whatever it is."""
    return lambda line: line.output.append(line.reply(200, data))


def twice(first: str, second: str) -> LineBehaviour:
    """Answer two times under one custom id."""

    def act(line: Line) -> None:
        says(first)(line)
        says(second)(line)

    return act


@dataclass(frozen=True)
class Fate:
    """How a batch ends; `lines` of its requests are done by then (None: all)."""

    status: Literal["completed", "expired", "failed", "cancelled"]
    lines: int | None = None
    errors: tuple[dict[str, Any], ...] = ()


def completes() -> Fate:
    """End well."""
    return Fate("completed")


def expires(after: int = 0) -> Fate:
    """Run out of time with so many lines done; the others are named in the error file."""
    return Fate("expired", after)


def is_cancelled(after: int = 0) -> Fate:
    """Be cancelled by somebody else, with so many lines done."""
    return Fate("cancelled", after)


def is_refused(code: str, message: str = "no", line: int | None = None) -> Fate:
    """Fail as a whole while it is validated."""
    return Fate("failed", 0, ({"code": code, "message": message, "line": line, "param": None},))
