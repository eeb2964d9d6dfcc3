"""One question put to a model, until it is answered or given up."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from time import monotonic
from typing import Any

from assistant.errors import AskAgain, ModelError, ModelUnavailable, TruncatedReply
from assistant.findings import Message
from assistant.models import stream
from assistant.models.bounds import Bounds
from assistant.models.connection import Call, Connection, OnToken
from assistant.models.dialect import Dialect
from assistant.models.failures import Passing, PromptTooLong, Refused, abroad, no_answer, translate
from assistant.models.received import Arrival, ThoughtTooLong
from assistant.models.retries import retrying
from assistant.models.send_hook import depart
from assistant.models.usage import Reply

PIECES = 1000
"""Pieces of a reply beyond two a token: some servers send empty ones to keep the line open."""


class NotStreamed(Exception):
    """The server answered, but not with a stream."""


class Question:
    """One question: the requests made for it until one is answered.

    There is one layer of retries, and it is this one (the client below is told to make none).
    Only here is it known how long the question may take altogether, whether a part of the reply
    was already shown, and how many requests were really made; and it serves every provider alike.
    """

    def __init__(self, writer: Connection, call: Call, on_token: OnToken | None) -> None:
        self._writer = writer
        self._settings = writer.settings
        self._call = call
        self._on_token = on_token
        self._tries = 0
        self._deadline = monotonic() + self._settings.call_timeout

    def answer(self) -> Reply:
        """Return the complete reply; raises what `Writer.ask` does."""
        try:
            for attempt in retrying(self._settings.tries, lambda: self._deadline):
                self._tries = attempt.retry_state.attempt_number
                with attempt:
                    return self._understood()
        except Passing as error:
            said = error.message
            raise ModelUnavailable(
                f"{said.zh}（已尝试 {self._tries} 次）", f"{said.en} (tries: {self._tries})"
            ) from error
        raise AssertionError("tenacity either returns, raises or tries again")

    def _understood(self) -> Reply:
        """Make a request; where the server refuses its form, make it in a form it takes.

        What was left out is remembered once the server has answered without it.  A model that was
        still thinking at its cap is asked once more, with more room.
        """
        learnt = self._writer.learnt
        learnt.begin(self._deadline - monotonic())
        known = dialect = learnt.dialect
        narrow: ThoughtTooLong | None = None
        try:
            while True:
                try:
                    reply = self._request(dialect, lambda taken: learnt.learn(known, taken))
                except Refused as error:
                    if narrow is not None:
                        raise narrow from error
                    less = dialect.without(error.detail, schema_sent=self._call.schema is not None)
                    if less is None:
                        raise ModelUnavailable(error.message) from error
                    dialect = less
                except PromptTooLong as error:
                    if narrow is not None or not dialect.room:
                        raise narrow or error from error
                    dialect = replace(dialect, room=0)
                except ThoughtTooLong as error:
                    wider = dialect.wider()
                    if narrow is not None or self._cap(wider) <= self._cap(dialect):
                        raise
                    narrow, dialect = error, wider
                except NotStreamed:
                    dialect = replace(dialect, stream=False)
                else:
                    learnt.learn(known, dialect)
                    return reply
        finally:
            learnt.settle()

    def _cap(self, dialect: Dialect) -> int:
        """Return the cap to send: what the answer may have, or the room that the dialect leaves.

        Question and reply fit the context together, where it is known.
        """
        room, context = dialect.room, self._writer.holds
        if room > self._call.max_tokens and context is not None:
            from assistant.tokens import budget, count_messages

            room = min(room, budget(context, 0, count_messages(self._call.messages)))
        return max(self._call.max_tokens, room)

    def _request(self, dialect: Dialect, taken: Callable[[Dialect], None]) -> Reply:
        with self._writer.pace.request() as leave:
            return self._made(dialect, leave, taken)

    def _made(
        self, dialect: Dialect, leave: Callable[[], float], taken: Callable[[Dialect], None]
    ) -> Reply:
        """Make one request; `taken` is called as soon as the server is heard to take its form."""
        writer, model, call = self._writer, self._writer.model, self._call
        messages = dialect.phrase(call.messages, call.schema)
        cap = self._cap(dialect)
        arguments = dialect.arguments(cap, call.schema, call.temperature, call.seed)
        arrival = Arrival(call.max_tokens, cap)

        began = monotonic()
        kept: list[BaseException] = []

        def left() -> None:
            nonlocal began
            try:
                # Waiting for leave to ask is no fault of the server.
                self._deadline += leave()
            except BaseException as error:
                kept.append(error)  # the client wraps it as if the server could not be reached
                raise
            began = monotonic()

        def start() -> Any:
            if not writer.tells_departure:
                depart()
            if dialect.stream:
                return model.stream(messages, **arguments)
            return iter([model.invoke(messages, **arguments)])

        limits = stream.Limits(
            # An answer that does not stream is silent until it is complete.
            self._settings.first_token_timeout if dialect.stream else self._settings.call_timeout,
            self._settings.token_timeout,
            lambda: self._deadline,
            begun=lambda: arrival.begun,
            pieces=2 * cap + PIECES,
            bounds=Bounds.of_reply(cap, streamed=dialect.stream),
        )
        pieces = stream.read(start, left, limits)
        try:
            with closing(self._translated(pieces, arrival, kept, dialect.stream)) as pieces:
                for piece in pieces:
                    if not arrival.anything and dialect.stream:
                        taken(dialect)
                    text = arrival.add(piece)
                    if text and self._on_token is not None:
                        self._on_token(text)
                    if arrival.runaway:
                        break
        finally:
            usage = arrival.usage(messages, monotonic() - began, writer.price)
            writer.spend(usage)
        return arrival.reply(usage)

    def _translated(
        self,
        pieces: Iterator[Any],
        arrival: Arrival,
        kept: Sequence[BaseException],
        streamed: bool,
    ) -> Generator[Any, None, None]:
        """Yield the pieces of a reply; what the libraries raise meanwhile is translated.

        `kept` holds why the request was not let go, if so.
        """
        try:
            yield from pieces
        except stream.StreamTimeout as error:
            raise self._timed_out(error, arrival) from error
        except Exception as error:
            if kept:
                raise kept[0] from None
            # LangChain's way to say that the body held no event at all.
            if streamed and type(error) is ValueError and not arrival.anything:
                raise NotStreamed from error
            failed = self._failed(error, arrival)
            raise failed from (None if failed is error else error)

    def _timed_out(self, error: stream.StreamTimeout, arrival: Arrival) -> ModelError:
        where = self._writer.where
        if error.total:
            limit = self._settings.call_timeout
            return ModelUnavailable(
                f"模型 {where} 在 {limit:.0f} 秒内没有答完",
                f"The model {abroad(where)} did not finish its reply within {limit:.0f} s",
            )
        if arrival.text:
            return TruncatedReply(_broken_off(error.why), arrival.text)
        return no_answer(where, error.why)

    def _failed(self, error: Exception, arrival: Arrival) -> ModelError:
        found = translate(error, self._writer.where)
        if isinstance(found, AskAgain):
            found.reply = arrival.text
        elif arrival.text and isinstance(found, Passing):
            # Asking again by itself would show the first half twice.
            return TruncatedReply(_broken_off(found.message), arrival.text)
        return found


def _broken_off(why: Message) -> Message:
    return Message(f"回复中断：{why.zh}", f"The reply broke off: {why.en}")
