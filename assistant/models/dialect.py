"""What one server understands, learnt from its refusals.

“OpenAI-compatible” is a promise kept to different degrees: some servers read only `max_tokens`,
some refuse it, some know `json_schema`, some only `json_object`, some neither.  A request starts
with everything; each refusal takes away what it complains of, and the server is remembered
(`learnt`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Messages = Sequence[tuple[str, str]]

WIDER = 4
"""By how much the room for thought grows where a model used it up before its answer."""
LEAST_ROOM = 4096
"""Tokens of room where a model thinks that was not expected to."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The optional parts of a request that a server takes.

    `room` is the least cap of a reply, in tokens: a model that thinks before it answers spends
    most of them on that.  `effort` is how hard it should think, in the service's own word.
    """

    schema: Literal["json_schema", "json_object", "none"] = "json_schema"
    max_tokens: bool = True
    max_completion_tokens: bool = True
    temperature: bool = True
    seed: bool = True
    stream_usage: bool = True
    stream: bool = True
    effort: str | None = None
    room: int = 0

    def without(self, detail: str, *, schema_sent: bool) -> Dialect | None:
        """Return what is left after a refusal with reason `detail`, or None if nothing is to try.

        A refusal that names no part is put down to the schema, where one was sent.  Services whose
        models think take neither the old name of the cap nor any temperature, and complain of one
        thing at a time: both go with the first complaint.
        """
        low = detail.lower()
        if self.room and "token" in low and _BEYOND.search(low):
            return replace(self, room=0)
        if schema_sent and self.schema != "none" and any(word in low for word in _OF_SCHEMAS):
            return self._less_schema()
        for part, word in (
            ("max_completion_tokens", "max_completion_tokens"),
            ("max_tokens", "max_tokens"),
            ("stream_usage", "stream_options"),
            ("temperature", "temperature"),
            ("seed", "seed"),
            ("stream", "stream"),
            ("effort", "reasoning_effort"),
        ):
            # A refusal of `max_tokens` often recommends `max_completion_tokens` by name.
            named_only_as_advice = (
                part == "max_completion_tokens" and "'max_tokens'" in low and self.max_tokens
            )
            if getattr(self, part) and word in low and not named_only_as_advice:
                changed: dict[str, Any] = {part: None if part == "effort" else False}
                if part in ("max_tokens", "temperature") and self.max_completion_tokens:
                    changed |= {"max_tokens": False, "temperature": False}
                return replace(self, **changed)
        if schema_sent and self.schema != "none":
            return self._less_schema()
        return None

    def wider(self) -> Dialect:
        """Return the same with more room for thought."""
        return replace(self, room=self.room * WIDER or LEAST_ROOM)

    def _less_schema(self) -> Dialect:
        return replace(self, schema="json_object" if self.schema == "json_schema" else "none")

    def arguments(
        self,
        max_tokens: int,
        schema: dict[str, Any] | None,
        temperature: float,
        seed: int | None,
    ) -> dict[str, Any]:
        """Return the call arguments for ChatOpenAI; `max_tokens` is the cap as it is sent.

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
        if self.effort:
            extra["reasoning_effort"] = self.effort
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


_OF_SCHEMAS = ("response_format", "schema", "grammar")
_BEYOND = re.compile(
    "too (?:large|long|high|many)|at most|range|exceed|maximum|less than|greater than|limit|must be"
    "|超|不能大于|范围"
)
"""How a server says that it knows a number of tokens by its name, but not one as high as this."""
