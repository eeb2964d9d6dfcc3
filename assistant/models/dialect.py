"""What one server understands, learnt from its refusals.

“OpenAI-compatible” is a promise kept to different degrees: some servers read only `max_tokens`,
some refuse it, some know `json_schema`, some only `json_object`, some neither.  A request starts
with everything; each refusal takes away what it complains of, and the server is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Messages = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """The optional parts of a request that a server takes."""

    schema: Literal["json_schema", "json_object", "none"] = "json_schema"
    max_tokens: bool = True
    max_completion_tokens: bool = True
    temperature: bool = True
    seed: bool = True
    stream_usage: bool = True
    stream: bool = True

    def without(self, detail: str, *, schema_sent: bool) -> Dialect | None:
        """Return what is left after a refusal with reason `detail`, or None if nothing is to try.

        A refusal that names no part is put down to the schema, where one was sent.
        """
        low = detail.lower()
        if schema_sent and self.schema != "none" and _names_schema(low):
            return self._less_schema()
        for part, word in (
            ("max_completion_tokens", "max_completion_tokens"),
            ("max_tokens", "max_tokens"),
            ("stream_usage", "stream_options"),
            ("temperature", "temperature"),
            ("seed", "seed"),
            ("stream", "stream"),
        ):
            # A refusal of `max_tokens` often recommends `max_completion_tokens` by name.
            named_only_as_advice = (
                part == "max_completion_tokens" and "'max_tokens'" in low and self.max_tokens
            )
            if getattr(self, part) and word in low and not named_only_as_advice:
                changed: dict[str, Any] = {part: False}
                return replace(self, **changed)
        if schema_sent and self.schema != "none":
            return self._less_schema()
        return None

    def _less_schema(self) -> Dialect:
        return replace(self, schema="json_object" if self.schema == "json_schema" else "none")

    def arguments(
        self,
        max_tokens: int,
        schema: dict[str, Any] | None,
        temperature: float,
        seed: int | None,
    ) -> dict[str, Any]:
        """Return the call arguments for ChatOpenAI.

        The schema travels in `extra_body`, because as `response_format` it would send LangChain
        down another path, which parses half-finished JSON and raises at a limit.
        """
        extra: dict[str, Any] = {}
        if self.max_tokens:
            extra["max_tokens"] = max_tokens
        if schema is not None and self.schema == "json_schema":
            extra["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "reply", "strict": True, "schema": schema},
            }
        elif schema is not None and self.schema == "json_object":
            extra["response_format"] = {"type": "json_object"}
        arguments: dict[str, Any] = {"extra_body": extra} if extra else {}
        if self.max_completion_tokens:
            arguments["max_completion_tokens"] = max_tokens
        if self.temperature:
            arguments["temperature"] = temperature
        if self.seed and seed is not None:
            arguments["seed"] = seed
        if self.stream:
            arguments["stream_usage"] = self.stream_usage
        return arguments

    def phrase(self, messages: Messages, schema: dict[str, Any] | None) -> list[tuple[str, str]]:
        """Return the messages; a schema the server cannot hold itself is told in words."""
        asked = list(messages)
        if schema is None or self.schema == "json_schema" or not asked:
            return asked
        role, text = asked[-1]
        told = json.dumps(schema, ensure_ascii=False)
        asked[-1] = (role, f"{text}\n\n只输出一个符合下面 JSON Schema 的 JSON 对象：\n{told}")
        return asked


def _names_schema(low: str) -> bool:
    return any(word in low for word in ("response_format", "json_schema", "schema", "grammar"))
