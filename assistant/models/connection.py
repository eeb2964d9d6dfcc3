"""What a question is put through: a model's client, and who says when a request may leave."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from assistant.config import Price, Settings
from assistant.models.dialect import Dialect
from assistant.models.learnt import Learnt
from assistant.models.usage import Usage

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

    def spent(self, usage: Usage) -> None:
        """Hear what one request used, in the thread that asked."""


class AtWill:
    """Leave at any time: the pace of a single run."""

    def request(self) -> AbstractContextManager[Callable[[], float]]:
        """Let the request leave at once."""
        return nullcontext(lambda: 0.0)

    def spent(self, usage: Usage) -> None:
        """Take no note."""


class Connection(Protocol):
    """The part of a Writer that one question needs; see there for what each is."""

    model: BaseChatModel
    where: str
    settings: Settings
    arguments: Arguments
    pace: Pace
    learnt: Learnt
    holds: int | None
    price: Price | None
    tells_departure: bool

    def spend(self, usage: Usage) -> None:
        """Add the usage of one request."""
