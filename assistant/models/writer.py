"""A model that can be asked: time limits, retries, complete replies, counted tokens.

There is one layer of retries, and it is this one (the client below is told to make none).  Only
here is it known how long the question may take altogether, whether a part of the reply was
already shown, and how many requests were really made; and it serves every provider alike.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from assistant.config import Price, Settings
from assistant.errors import (
    AskAgain,
    EmptyReply,
    ModelError,
    ModelUnavailable,
    TruncatedReply,
)
from assistant.models import stream
from assistant.models.dialect import Dialect, Messages
from assistant.models.failures import Passing, Refused, translate
from assistant.models.replies import parse_json
from assistant.models.usage import Reply, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OnToken = Callable[[str], None]
RUNAWAY = 16
"""Characters a token can have at most, on average over a reply that obeys its cap."""


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


class Writer:
    """A language model, ready to be asked from any number of threads.

    `name` is what the user called it, `where` the place its questions go to (“本机” or a host),
    `remote` whether they leave the machine.  `slots` requests at once are worth making; a question
    and its reply may have `context` tokens together.  `usage` is all that was used so far, the
    calls that failed included.
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
    ) -> None:
        self.name = name
        self.where = where
        self.remote = remote
        self.slots = slots
        self.context = context
        self._model = model
        self._settings = settings
        self._arguments = arguments
        self._close = close
        self._price = price
        self._lock = threading.Lock()
        self._dialect = Dialect()
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
        question = _Question(self, messages, max_tokens, schema, on_token, temperature, seed)
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

    def _spend(self, usage: Usage) -> None:
        with self._lock:
            self._usage += usage

    def _learn(self, dialect: Dialect) -> None:
        with self._lock:
            self._dialect = dialect


class _Question:
    """One question: the requests made for it until one is answered."""

    def __init__(
        self,
        writer: Writer,
        messages: Messages,
        max_tokens: int,
        schema: dict[str, Any] | None,
        on_token: OnToken | None,
        temperature: float,
        seed: int | None,
    ) -> None:
        self._writer = writer
        self._settings = writer._settings
        self._messages = messages
        self._max_tokens = max_tokens
        self._schema = schema
        self._on_token = on_token
        self._sampling = (temperature, seed)
        self._deadline = monotonic() + self._settings.call_timeout

    def answer(self) -> Reply:
        from assistant.models.retries import retrying

        try:
            for attempt in retrying(self._settings.tries, self._deadline):
                with attempt:
                    return self._understood()
        except Passing as error:
            raise ModelUnavailable(f"{error}（已尝试 {self._settings.tries} 次）") from error
        raise AssertionError("tenacity either returns, raises or tries again")

    def _understood(self) -> Reply:
        """Make a request; where the server refuses its form, make it in a form it takes."""
        while True:
            dialect = self._writer._dialect
            try:
                return self._request(dialect)
            except Refused as error:
                less = dialect.without(error.detail, schema_sent=self._schema is not None)
                if less is None:
                    raise ModelUnavailable(str(error)) from error
                self._writer._learn(less)

    def _request(self, dialect: Dialect) -> Reply:
        writer, model = self._writer, self._writer._model
        messages = dialect.phrase(self._messages, self._schema)
        arguments = writer._arguments(dialect, self._max_tokens, self._schema, *self._sampling)
        taken = _Taken(self._max_tokens)

        def start() -> Any:
            if dialect.stream:
                return model.stream(messages, **arguments)
            return iter([model.invoke(messages, **arguments)])

        limits = stream.Limits(
            # An answer that does not stream is silent until it is complete.
            self._settings.first_token_timeout if dialect.stream else self._settings.call_timeout,
            self._settings.token_timeout,
            self._deadline,
        )
        began = monotonic()
        try:
            for piece in stream.read(start, limits):
                text = taken.add(piece)
                if text and self._on_token is not None:
                    self._on_token(text)
                if taken.runaway:
                    break
        except stream.StreamTimeout as error:
            raise self._timed_out(error, taken) from error
        except Exception as error:
            raise self._failed(error, taken) from error
        finally:
            usage = taken.usage(messages, monotonic() - began, writer._price)
            writer._spend(usage)
        return taken.reply(usage)

    def _timed_out(self, error: stream.StreamTimeout, taken: _Taken) -> ModelError:
        if error.total:
            limit = self._settings.call_timeout
            return ModelUnavailable(f"模型 {self._writer.where} 在 {limit:.0f} 秒内没有答完")
        if taken.text:
            return TruncatedReply(f"回复中断：{error}", taken.text)
        return Passing(f"模型 {self._writer.where} 没有回应：{error}")

    def _failed(self, error: Exception, taken: _Taken) -> ModelError:
        found = translate(error, self._writer.where)
        if isinstance(found, AskAgain):
            found.reply = taken.text
        elif taken.text and isinstance(found, Passing):
            # Asking again by itself would show the first half twice.
            return TruncatedReply(f"回复中断：{found}", taken.text)
        return found


class _Taken:
    """What has arrived of one reply."""

    def __init__(self, max_tokens: int) -> None:
        self._max_tokens = max_tokens
        self._pieces: list[str] = []
        self._length = 0
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


_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "eos", "complete", "completed"})
