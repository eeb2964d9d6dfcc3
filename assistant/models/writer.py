"""A model that can be asked: the one way anything above the models asks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.models.connection import Asked, Call, Connection, OnToken
from assistant.models.dialect import Messages
from assistant.models.question import Question
from assistant.models.replies import parse_json
from assistant.models.usage import Reply, Usage


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
        """Ask once; see `Asked.ask`.  `section` is the part that is asked about, if there is one:
        for whoever keeps an account, no model hears of it."""


@dataclass(kw_only=True, eq=False)
class Writer(Connection, Asked):
    """A language model, ready to be asked from any number of threads.

    `name` is what the user called it, `where` the place its questions go to (“本机” or a host),
    `remote` whether they leave the machine.  `slots` requests at once are worth making; a question
    and its reply may have `context` tokens together.  `usage` is all that was used so far, the
    calls that failed included.  `holds` is the context where it is known, not assumed.  `learnt`
    is what the server was found to understand, `pace` who says when a request may leave;
    `tells_departure` says that the client calls `send_hook.depart` when one does.  `disconnect`
    gives back connections.
    """

    name: str
    remote: bool
    slots: int
    context: int
    disconnect: Callable[[], None] | None = None

    def close(self) -> None:
        """Give back connections. The embedded model stays loaded for the next Writer."""
        if self.disconnect is not None:
            self.disconnect()
            self.disconnect = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def put(self, call: Call, on_token: OnToken | None = None, _section: str = "") -> Reply:
        """Put a call; of the part it is about nothing is accounted for here."""
        return Question(self, call, on_token).answer()

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
