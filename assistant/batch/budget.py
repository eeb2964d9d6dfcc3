"""The budget of calls that are answered much later than they are made."""

from __future__ import annotations

from assistant.config import Price
from assistant.models.connection import Call
from assistant.models.usage import Usage
from assistant.tokens import count_messages


class Budget:
    """What a run has spent, and what it has set aside for calls that are under way.

    `tokens` (prompt and reply) and `cost` (in the currency of `price`) are never exceeded; None
    means there is no such limit.
    """

    def __init__(self, tokens: int | None, cost: float | None, price: Price | None) -> None:
        self._limits = (tokens, cost)
        self._price = price
        self._set_aside: dict[str, tuple[int, float]] = {}
        self._tokens = 0
        self._cost = 0.0

    def room_for(self, key: str, call: Call) -> bool:
        """Set aside the most that a call may take and return True, if there is room for it."""
        tokens, cost = self._limits
        if tokens is None and cost is None:
            return True
        self._release(key)
        prompt, written = count_messages(call.messages), call.max_tokens
        price = 0.0 if self._price is None else self._price.cost(prompt, 0, written)
        over_tokens = tokens is not None and self._tokens + prompt + written > tokens
        if over_tokens or (cost is not None and self._cost + price > cost):
            return False
        self._set_aside[key] = (prompt + written, price)
        self._tokens += prompt + written
        self._cost += price
        return True

    def paid(self, key: str, usage: Usage) -> None:
        """Count what a call has really taken, in the place of what was set aside for it."""
        self._release(key)
        self._tokens += usage.prompt_tokens + usage.completion_tokens
        self._cost += usage.cost or 0.0

    def _release(self, key: str) -> None:
        tokens, cost = self._set_aside.pop(key, (0, 0.0))
        self._tokens -= tokens
        self._cost -= cost
