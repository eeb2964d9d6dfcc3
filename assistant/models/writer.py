"""A model that can be asked: the one way anything above the models asks them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from assistant.config import Price, Settings
from assistant.models.dialect import Dialect, Messages
from assistant.models.question import Question
from assistant.models.replies import parse_json
from assistant.models.usage import Reply, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OnToken = Callable[[str], None]


class Arguments(Protocol):
    """How one family of chat models is told about caps, schema, temperature and seed."""

    def __call__(
        self,
        dialect: Dialect,
        max_tokens: int,
        schema: dict[str, Any] | None,
        temperature: float,
        seed: int | None,
    ) -> dict[str, Any]: ...


class Pace(Protocol):
    """Who decides when a Writer may make its next request, and hears what requests cost."""

    def request(self) -> AbstractContextManager[Callable[[], float]]:
        """Go with one request; what ends it, translated, goes through the context on its way out.

        The request leaves once the function that is given has returned: it waits for that, in
        whatever thread, and returns the seconds waited.
        """
        ...

    def spent(self, usage: Usage) -> None:
        """Hear what one request used, in the thread that asked."""
        ...


class AtWill:
    """Leave at any time: the pace of a single run."""

    def request(self) -> AbstractContextManager[Callable[[], float]]:
        """Let the request leave at once."""
        return nullcontext(lambda: 0.0)

    def spent(self, usage: Usage) -> None:
        """Take no note."""


class LanguageModel(Protocol):
    """What the chains ask: a Writer, or what stands in front of one."""

    @property
    def name(self) -> str:
        """What the user called it."""
        ...

    @property
    def where(self) -> str:
        """Where questions go: “本机” or a host."""
        ...

    @property
    def slots(self) -> int:
        """How many questions are worth asking at once."""
        ...

    @property
    def context(self) -> int:
        """Tokens a question and its reply may have together."""
        ...

    @property
    def usage(self) -> Usage:
        """All that was used so far."""
        ...

    def ask(
        self,
        messages: Messages,
        *,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
        on_token: OnToken | None = None,
        temperature: float = 0.0,
        seed: int | None = None,
    ) -> Reply:
        """Ask once; see `Writer.ask`."""
        ...


class Writer:
    """A language model, ready to be asked from any number of threads.

    `name` is what the user called it, `where` the place its questions go to (“本机” or a host),
    `remote` whether they leave the machine.  `slots` requests at once are worth making; a question
    and its reply may have `context` tokens together.  `usage` is all that was used so far, the
    calls that failed included.  `dialect` is what the server was found to understand, `pace` who
    says when a request may leave; `tells_departure` says that the client calls
    `departure.depart` when one does.
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
        dialect: Dialect | None = None,
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
        self.dialect = dialect or Dialect()
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
        on_token: OnToken | None = None,
        temperature: float = 0.0,
        seed: int | None = None,
    ) -> tuple[dict[str, Any], Reply]:
        """Ask for JSON and return it validated against `schema`, with the reply it came in.

        Raises MalformedReply where the reply is no JSON object or breaks the schema, and what
        `ask` raises.
        """
        reply = self.ask(
            messages,
            max_tokens=max_tokens,
            schema=schema,
            on_token=on_token,
            temperature=temperature,
            seed=seed,
        )
        return parse_json(reply.text, schema), reply

    def spend(self, usage: Usage) -> None:
        """Add the usage of one request."""
        with self._lock:
            self._usage += usage
        self.pace.spent(usage)
