"""A model that can be asked: the one way anything above the models asks them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from assistant.config import Price, Settings
from assistant.models.connection import Arguments, AtWill, OnToken, Pace
from assistant.models.dialect import Dialect, Messages
from assistant.models.learnt import Learnt
from assistant.models.question import Question
from assistant.models.replies import parse_json
from assistant.models.usage import Reply, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class LanguageModel(Protocol):
    """What the chains ask: a Writer, or what stands in front of one."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def where(self) -> str:
        """Where questions go: “本机” or a host."""

    @property
    def slots(self) -> int:
        """How many questions are worth asking at once."""

    @property
    def context(self) -> int:
        """Tokens a question and its reply may have together."""

    @property
    def usage(self) -> Usage:
        """All that was used so far."""

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
        """Ask once; see `Writer.ask`.  `section` is the part that is asked about, if there is one:
        for whoever keeps an account, no model hears of it."""


class Writer:
    """A language model, ready to be asked from any number of threads.

    `name` is what the user called it, `where` the place its questions go to (“本机” or a host),
    `remote` whether they leave the machine.  `slots` requests at once are worth making; a question
    and its reply may have `context` tokens together.  `usage` is all that was used so far, the
    calls that failed included.  `holds` is the context where it is known, not assumed.  `learnt`
    is what the server was found to understand, `pace` who says when a request may leave;
    `tells_departure` says that the client calls `send_hook.depart` when one does.
    """

    def __init__(
        self,
        model: BaseChatModel,
        *,
        name: str,
        where: str,
        remote: bool,
        slots: int,
        context: int,
        settings: Settings,
        arguments: Arguments,
        close: Callable[[], None] | None = None,
        price: Price | None = None,
        learnt: Learnt | None = None,
        holds: int | None = None,
        tells_departure: bool = False,
    ) -> None:
        self.name = name
        self.where = where
        self.remote = remote
        self.slots = slots
        self.context = context
        self.model = model
        self.settings = settings
        self.arguments = arguments
        self.pace: Pace = AtWill()
        self.tells_departure = tells_departure
        self._close = close
        self.price = price
        self._lock = threading.Lock()
        self.learnt = learnt or Learnt(Dialect())
        self.holds = holds
        self._usage = Usage()

    @property
    def usage(self) -> Usage:
        """All calls made so far."""
        with self._lock:
            return self._usage

    def close(self) -> None:
        """Give back connections. The embedded model stays loaded for the next Writer."""
        if self._close is not None:
            self._close()
            self._close = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def ask(
        self,
        messages: Messages,
        *,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
        on_token: OnToken | None = None,
        temperature: float = 0.0,
        seed: int | None = None,
        section: str = "",  # noqa: ARG002 - nothing is accounted for here
    ) -> Reply:
        """Ask once and return the complete reply.

        `messages` are (role, text) pairs, roles “system”, “user”, “assistant”; the texts go out
        verbatim.  `max_tokens` caps the reply.  `schema` holds the reply to a JSON schema as far
        as the server can.  `on_token` gets the pieces as they arrive, in the caller's thread;
        pieces of a reply that is refused in the end were shown for nothing.

        Raises ModelUnavailable when asking further is no use (out of tries or time, rejected),
        and TruncatedReply, EmptyReply, MalformedReply (all AskAgain) for an unusable reply.
        """
        question = Question(self, messages, max_tokens, schema, on_token, temperature, seed)
        return question.answer()

    def ask_json(
        self,
        messages: Messages,
        schema: dict[str, Any],
        *,
        max_tokens: int,
    ) -> tuple[dict[str, Any], Reply]:
        """Ask for JSON and return it validated against `schema`, with the reply it came in.

        Raises MalformedReply where the reply is no JSON object or breaks the schema, and what
        `ask` raises.
        """
        reply = self.ask(messages, max_tokens=max_tokens, schema=schema)
        return parse_json(reply.text, schema), reply

    def spend(self, usage: Usage) -> None:
        """Add the usage of one request."""
        with self._lock:
            self._usage += usage
        self.pace.spent(usage)
