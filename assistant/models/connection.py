"""What a question is put through: a model's client, and who says when a request may leave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from assistant.config import Price, Settings
from assistant.models.dialect import Messages
from assistant.models.learnt import Learnt
from assistant.models.usage import Reply, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OnToken = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model: everything its reply depends on but the model's name."""

    messages: Messages
    max_tokens: int
    schema: dict[str, Any] | None = None
    temperature: float = 0.0
    seed: int | None = None


class Asked:
    """What can be asked in so many words, and puts them as one call."""

    def ask(
        self,
        messages: Messages,
        *,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
        on_token: OnToken | None = None,
        temperature: float = 0.0,
        seed: int | None = None,
        section: str = "",
    ) -> Reply:
        """Ask once and return the complete reply.

        `messages` are (role, text) pairs, roles “system”, “user”, “assistant”; the texts go out
        verbatim.  `max_tokens` caps the reply.  `schema` holds the reply to a JSON schema as far
        as the server can.  `on_token` gets the pieces as they arrive, in the caller's thread;
        pieces of a reply that is refused in the end were shown for nothing.

        Raises ModelUnavailable when asking further is no use (out of tries or time, rejected),
        and TruncatedReply, EmptyReply, MalformedReply (all AskAgain) for an unusable reply.
        """
        call = Call(tuple(messages), max_tokens, schema, temperature, seed)
        return self.put(call, on_token, section)

    def put(self, call: Call, on_token: OnToken | None = None, section: str = "") -> Reply:
        """Put a call; see `ask`."""
        raise NotImplementedError


class Pace(Protocol):
    """Who decides when a Writer may make its next request, and hears what requests cost."""

    def request(self) -> AbstractContextManager[Callable[[], float]]:
        """Go with one request; what ends it, translated, goes through the context on its way out.

        The request leaves once the function that is given has returned: it waits for that, in
        whatever thread, and returns the seconds waited.
        """

    def spent(self, usage: Usage) -> None:
        """Hear what one request used, in the thread that asked."""


class AtWill:
    """Leave at any time: the pace of a single run."""

    def request(self) -> AbstractContextManager[Callable[[], float]]:
        """Let the request leave at once."""
        return nullcontext(lambda: 0.0)

    def spent(self, usage: Usage) -> None:
        """Take no note."""


@dataclass(kw_only=True, eq=False)
class Connection:
    """The part of a Writer that one question needs; see there for what each is."""

    model: BaseChatModel
    where: str
    settings: Settings
    price: Price | None = None
    learnt: Learnt
    holds: int | None = None
    tells_departure: bool = False
    pace: Pace = field(default_factory=AtWill, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    usage: Usage = field(default_factory=Usage, init=False)

    def spend(self, usage: Usage) -> None:
        """Add the usage of one request."""
        with self._lock:
            self.usage += usage
        self.pace.spent(usage)
