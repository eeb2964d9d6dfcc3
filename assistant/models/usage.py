"""What a model answered, and what the answer used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, seconds and cost of one or more calls; `+` adds them up.

    `cached_tokens` are those of `prompt_tokens` the server had in its prefix cache.  `cost` is in
    the currency of the configured prices; None where one of the calls has no price.
    """

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    cost: float | None = None

    def __add__(self, other: Usage) -> Usage:
        if not self.calls:
            cost = other.cost
        elif not other.calls:
            cost = self.cost
        else:
            cost = None if self.cost is None or other.cost is None else self.cost + other.cost
        return Usage(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
            cost,
        )

    def __sub__(self, before: Usage) -> Usage:
        """Return what was used since `before`, an earlier state of the same account."""
        return Usage(
            self.calls - before.calls,
            self.prompt_tokens - before.prompt_tokens,
            self.cached_tokens - before.cached_tokens,
            self.completion_tokens - before.completion_tokens,
            self.seconds - before.seconds,
            None if self.cost is None else self.cost - (before.cost or 0.0),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the account under the JSON keys of the contract."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete reply: cut-off, filtered and empty ones never become a Reply.

    `finish` is the reason the server gave for stopping (“stop”).
    """

    text: str
    finish: str
    usage: Usage
