"""What has arrived of one reply, and whether that is all of it."""

from __future__ import annotations

from typing import Any

from assistant.config import Price
from assistant.errors import EmptyReply, TruncatedReply
from assistant.findings import Message
from assistant.models.dialect import Messages
from assistant.models.thoughts import Answer
from assistant.models.usage import Reply, Usage
from assistant.printable import uncontrolled

RUNAWAY = 16
"""Characters a token can have at most, on average over a reply that obeys its cap."""

_FULL = frozenset({"length", "max_tokens"})
"""Reasons to stop that say that the cap was reached."""

_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "complete", "completed"})
"""Reasons to stop, as the services call them, after which a reply is complete."""


class ThoughtTooLong(TruncatedReply):
    """The model was still thinking, or had just begun to answer, when it reached its cap."""


class Arrival:
    """What has arrived of one reply: the answer, and that there were thoughts, but not which.

    `max_tokens` is what the answer may have, `cap` what was sent, room for thought included.
    """

    def __init__(self, max_tokens: int, cap: int | None = None) -> None:
        self._max_tokens = max_tokens
        self._cap = max_tokens if cap is None else cap
        self._answer = Answer()
        self._length = 0
        self._thought = False
        self.anything = False
        self._finish = ""
        self._counts: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        return self._answer.text

    @property
    def begun(self) -> bool:
        """Whether the model was heard of, be it only thinking."""
        return self._thought or self._length > 0

    @property
    def runaway(self) -> bool:
        """Whether the server goes on far beyond the cap it was given."""
        return self._length > self._cap * RUNAWAY + 1000

    def add(self, message: Any) -> str:
        """Take a message or a piece of one; return what of it is answer."""
        self.anything = True
        text = self._answer.add(uncontrolled(message.text))
        self._length += len(text)
        beside = getattr(message, "additional_kwargs", None) or {}
        self._thought = self._thought or self._answer.thought or bool(beside.get("thought"))
        about = message.response_metadata
        # The last one counts: some servers send one per piece.
        self._finish = str(about.get("finish_reason") or about.get("stop_reason") or self._finish)
        self._counts = getattr(message, "usage_metadata", None) or self._counts
        return text

    def usage(self, messages: Messages, seconds: float, price: Price | None) -> Usage:
        """Return the tokens the server reported, or our own count where it reports none that can
        be one."""
        told = self._counts or {}
        prompt, completion = (_count(told.get(f"{way}put_tokens")) for way in ("in", "out"))
        cached = _count((told.get("input_token_details") or {}).get("cache_read")) or 0
        if prompt is None or completion is None:
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
        if finish in _FULL and self._thought_most(text, usage):
            raise ThoughtTooLong(_THOUGHT_TOO_LONG, text)
        if finish not in _WHOLE and (finish or text):
            why = _REASONS.get(finish, Message(finish, finish))
            said = Message(f"回复不完整：{why.zh}", f"The reply is incomplete: {why.en}")
            raise TruncatedReply(said, text)
        if self.runaway:
            raise TruncatedReply(_RUNAWAY, text)
        if not text.strip():
            raise EmptyReply(Message("模型没有给出任何文字", "The model gave no text"), text)
        return Reply(text, finish, usage)

    def _thought_most(self, text: str, usage: Usage) -> bool:
        """Whether a reply that reached its cap did so by thinking, told or not."""
        details = (self._counts or {}).get("output_token_details") or {}
        if self._thought or details.get("reasoning") or not text.strip():
            return True
        from assistant.tokens import count_tokens

        return usage.completion_tokens > 2 * count_tokens(text) + self._max_tokens


_NO_COUNT = 10**9


def _count(value: Any) -> int | None:
    """Return a number of tokens that a server reports, None for what can be none."""
    return value if isinstance(value, int) and 0 <= value < _NO_COUNT else None


# None of these names the cap: it depends on what was learnt of a service meanwhile, and what is
# said here goes back to the model, in words that must be the same when a run is repeated.
_THOUGHT_TOO_LONG = Message(
    "模型思考用满了长度的上限，没有答完",
    "The model used up its tokens in thought and did not finish",
)
_RUNAWAY = Message(
    "回复远远超过长度的上限，没有读完", "The reply goes far beyond its cap and was not read on"
)
_REASONS = {
    "": Message("连接在回复结束之前断开", "the connection closed before its end"),
    "length": Message("达到长度的上限", "it reached its cap of tokens"),
    "max_tokens": Message("达到长度的上限", "it reached its cap of tokens"),
    "content_filter": Message("被服务端的内容审查截断", "the server's filter cut it"),
}
