"""What has arrived of one reply, and whether that is all of it."""

from __future__ import annotations

from typing import Any

from assistant.config import Price
from assistant.errors import EmptyReply, TruncatedReply
from assistant.findings import Message
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
        if finish not in _WHOLE and (finish or text):
            why = self._why(finish)
            said = Message(f"回复不完整：{why.zh}", f"The reply is incomplete: {why.en}")
            raise TruncatedReply(said, text)
        if self.runaway or usage.completion_tokens >= self._max_tokens:
            cap = self._max_tokens
            said = Message(
                f"回复用满了 {cap} 个词元的上限，视为不完整（服务端称“{finish}”）",
                f"The reply used up its {cap} tokens and counts as incomplete (the server says "
                f"“{finish}”)",
            )
            raise TruncatedReply(said, text)
        if not text.strip():
            raise EmptyReply(Message("模型没有给出任何文字", "The model gave no text"), text)
        return Reply(text, finish, usage)

    def _why(self, finish: str) -> Message:
        """Return what a reason to stop means, where a reply is not whole."""
        cap = self._max_tokens
        full = Message(f"达到 {cap} 个词元的上限", f"it reached its {cap} tokens")
        return {
            "": Message("连接在回复结束之前断开", "the connection closed before its end"),
            "length": full,
            "max_tokens": full,
            "content_filter": Message("被服务端的内容审查截断", "the server's filter cut it"),
        }.get(finish, Message(finish, finish))
