"""ChatOpenAI, told to leave our messages as they are and to say where a model thought."""

from __future__ import annotations

from typing import Any

from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI

from assistant.errors import MalformedReply
from assistant.findings import Message
from assistant.models.thoughts import FIELDS

THOUGHT = "thought"
"""Key of `additional_kwargs` that says that thoughts came beside a reply; what, is never kept."""


class Chat(ChatOpenAI):
    """ChatOpenAI whose messages reach the request untouched.

    The client below compares every message with each of the types a message can have, to rename
    fields that ours do not have: a quarter of all processor time of a request.  What stands in
    `extra_body` it takes over as it is.  A request with a schema goes another way through the
    client, and is left alone.
    """

    def _get_request_payload(
        self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        payload: dict[str, Any] = super()._get_request_payload(input_, stop=stop, **kwargs)
        if "response_format" in payload:
            return payload
        body = (payload.get("extra_body") or {}) | {"messages": payload["messages"]}
        return payload | {"messages": [], "extra_body": body}

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], *args: Any, **kwargs: Any
    ) -> ChatGenerationChunk | None:
        choices = chunk.get("choices") or [{}]
        said = choices[0].get("delta") or {}
        if said.get("tool_calls"):
            # A stream of them that does not end takes hours to be put together.
            raise MalformedReply(_CALLS_A_TOOL)
        made = super()._convert_chunk_to_generation_chunk(chunk, *args, **kwargs)
        if made is not None and _has_thought(said):
            made.message.additional_kwargs[THOUGHT] = True
        return made

    def _create_chat_result(self, response: Any, *args: Any, **kwargs: Any) -> ChatResult:
        made = super()._create_chat_result(response, *args, **kwargs)
        for choice, one in zip(getattr(response, "choices", ()), made.generations, strict=False):
            if _has_thought(dict(choice.message)):
                one.message.additional_kwargs[THOUGHT] = True
        return made


_CALLS_A_TOOL = Message(
    "模型没有回答，而是要调用工具，这里没有提供任何工具",
    "The model does not answer but calls a tool, and none was offered",
)


def _has_thought(said: dict[str, Any] | None) -> bool:
    return said is not None and any(said.get(field) for field in FIELDS)
