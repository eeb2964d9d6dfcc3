"""What has arrived of one reply, and whether that is all of it."""

from __future__ import annotations

from typing import Any

from assistant.config import Price
from assistant.errors import EmptyReply, TruncatedReply
from assistant.models.dialect import Messages
from assistant.models.usage import Reply, Usage

RUNAWAY = 16
"""Characters a token can have at most, on average over a reply that obeys its cap."""

_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "complete", "completed"})
"""Reasons to stop, as the services call them, after which a reply is complete."""


class Arrival:
    """What has arrived of one reply."""

    def __init__(self, max_tokens: int) -> None:
        self._max_tokens = max_tokens
        self._pieces: list[str] = []
        self._length = 0
        self.anything = False
        self._finish = ""
        self._counts: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def runaway(self) -> bool:
        """Whether the server goes on far beyond the cap it was given."""
        return self._length > self._max_tokens * RUNAWAY + 1000

    def add(self, message: Any) -> str:
        """Take a message or a piece of one; return its text."""
        self.anything = True
        text: str = message.text
        if text:
            self._pieces.append(text)
            self._length += len(text)
        about = message.response_metadata
        # The last one counts: some servers send one per piece.
        self._finish = str(about.get("finish_reason") or about.get("stop_reason") or self._finish)
        self._counts = getattr(message, "usage_metadata", None) or self._counts
        return text

    def usage(self, messages: Messages, seconds: float, price: Price | None) -> Usage:
        """Return the tokens the server reported, or our own count where it reports none."""
        if self._counts:
            prompt = self._counts["input_tokens"]
            completion = self._counts["output_tokens"]
            cached = (self._counts.get("input_token_details") or {}).get("cache_read") or 0
        else:
            from assistant.tokens import count_tokens

            prompt = sum(count_tokens(text) for _role, text in messages)
            completion, cached = count_tokens(self.text), 0
        cost = None if price is None else price.cost(prompt, cached, completion)
        return Usage(1, prompt, cached, completion, seconds, cost)

    def reply(self, usage: Usage) -> Reply:
        """Return the reply if it is whole.

        Raises TruncatedReply or EmptyReply otherwise.
        """
        text, finish = self.text, self._finish
        if finish not in _WHOLE:
            reason = {
                "": "连接在回复结束之前断开",
                "length": f"达到 {self._max_tokens} 个词元的上限",
                "max_tokens": f"达到 {self._max_tokens} 个词元的上限",
                "content_filter": "被服务端的内容审查截断",
            }.get(finish, finish)
            if finish or text:
                raise TruncatedReply(f"回复不完整：{reason}", text)
        if self.runaway or usage.completion_tokens >= self._max_tokens:
            raise TruncatedReply(
                f"回复用满了 {self._max_tokens} 个词元的上限，视为不完整（服务端称“{finish}”）",
                text,
            )
        if not text.strip():
            raise EmptyReply("模型没有给出任何文字", text)
        return Reply(text, finish, usage)
