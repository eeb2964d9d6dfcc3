"""What the model server can do with one request: answer, lie, stall, break off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.servers.model_server import Exchange

Behaviour = Callable[["Exchange"], None]


def ok(text: str, *, cached: int = 0, finish: str | None = "stop") -> Behaviour:
    """Answer `text`, streamed or not as the request asks."""

    def act(exchange: Exchange) -> None:
        exchange.answer(text, finish=finish, cached=cached)

    return act


def json_reply(value: Any) -> Behaviour:
    """Answer with a JSON value, whatever schema the request asked for."""
    return ok(json.dumps(value, ensure_ascii=False))


def truncated(text: str) -> Behaviour:
    """Answer a part and say so: finish_reason is “length”."""
    return ok(text, finish="length")


def filtered(text: str) -> Behaviour:
    """Break off for the content filter."""
    return ok(text, finish="content_filter")


def unfinished(text: str) -> Behaviour:
    """End the stream in good order, but without a finish_reason."""
    return ok(text, finish=None)


def stops_at_cap(text: str) -> Behaviour:
    """Claim “stop” though the reply used every token it was allowed."""

    def act(exchange: Exchange) -> None:
        exchange.answer(text, completion_tokens=exchange.request.max_tokens)

    return act


def runs_on(piece: str = "再接再厉，") -> Behaviour:
    """Ignore the cap and write for ever."""

    def pieces(exchange: Exchange) -> Iterator[str]:
        while not exchange.server.stopping.is_set():
            yield piece * 20

    return lambda exchange: exchange.stream(pieces(exchange))


def closes(text: str = "") -> Behaviour:
    """Send `text`, then cut the connection in the middle of the stream (at once where empty)."""

    def act(exchange: Exchange) -> None:
        if text:
            exchange.stream([text], finish=None, whole=False)
        exchange.cut()

    return act


def stalls(text: str = "") -> Behaviour:
    """Send `text`, then nothing more, and keep the connection open."""

    def act(exchange: Exchange) -> None:
        if text:
            exchange.stream([text], finish=None, whole=False)
        exchange.server.stopping.wait()
        exchange.cut()

    return act


def drips(comment: bytes = b": still here\n\n", every: float = 0.05) -> Behaviour:
    """Send SSE comments for ever, so that the socket never falls silent."""

    def act(exchange: Exchange) -> None:
        exchange.open_stream()
        while not exchange.server.stopping.wait(every):
            exchange.chunk(comment)

    return act


def drips_headers(every: float = 0.05) -> Behaviour:
    """Send header lines for ever, so that not even a status arrives complete."""

    def act(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.1 200 OK\r\n")
        while not exchange.server.stopping.wait(every):
            exchange.raw(b"X-Still: here\r\n")

    return act


def status(code: int, message: str = "no", **headers: str) -> Behaviour:
    """Answer an HTTP error; `retry_after="2"` becomes the header Retry-After."""

    def act(exchange: Exchange) -> None:
        names = {name.replace("_", "-").title(): value for name, value in headers.items()}
        exchange.json({"error": {"message": message, "code": code}}, code, names)

    return act


def too_many(retry_after: str | None = None) -> Behaviour:
    """Answer 429, with Retry-After where given (seconds or an HTTP date)."""
    return status(429, "slow down", **({"retry_after": retry_after} if retry_after else {}))


def no_choices() -> Behaviour:
    """Answer 200 with an empty list of choices."""

    def act(exchange: Exchange) -> None:
        body = {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": []}
        if exchange.request.stream:
            exchange.open_stream()
            exchange.event(body | {"object": "chat.completion.chunk"})
            exchange.close_stream()
        else:
            exchange.json(body)

    return act


def garbage(body: bytes = b'data: {"choices": [{"delta"\n\n') -> Behaviour:
    """Answer 200 with a stream that is not JSON."""

    def act(exchange: Exchange) -> None:
        exchange.open_stream()
        exchange.chunk(body)
        exchange.close_stream()

    return act


def html(text: str = "<html>502 behind a proxy</html>") -> Behaviour:
    """Answer 200 with a web page, as gateways do."""
    return lambda exchange: exchange.body(text.encode(), "text/html")


def error_in_stream(message: str = "out of memory", text: str = "") -> Behaviour:
    """Answer 200, send `text`, then an error as an event of the stream."""

    def act(exchange: Exchange) -> None:
        if text:
            exchange.stream([text], finish=None, whole=False)
        else:
            exchange.open_stream()
        exchange.event({"error": {"message": message, "code": 500}})
        exchange.close_stream()

    return act


def never_streams(text: str) -> Behaviour:
    """Answer one JSON body even where a stream was asked for."""
    return lambda exchange: exchange.json(exchange.completion(text))


def refuses(part: str, otherwise: Behaviour, message: str | None = None) -> Behaviour:
    """Answer 400 to a request that has `part` (a key, or a value such as “json_schema”)."""

    def act(exchange: Exchange) -> None:
        if part in json.dumps(exchange.request.options):
            status(400, message or f"unsupported parameter: '{part}'")(exchange)
        else:
            otherwise(exchange)

    return act
