"""What the model server can do with one request: answer, lie, stall, break off."""

from __future__ import annotations

import json
import threading
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


def waits_within(text: str, go_on: threading.Event) -> Behaviour:
    """Answer `text`: a few words at once, the rest when the test says so."""

    def pieces(exchange: Exchange) -> Iterator[str]:
        yield text[:6]
        while not (go_on.wait(0.05) or exchange.server.stopping.is_set()):
            pass
        yield text[6:]

    return lambda exchange: exchange.stream(pieces(exchange))


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


def pours_interim_responses() -> Behaviour:
    """Say for ever that the answer is still to come."""

    def act(exchange: Exchange) -> None:
        while not exchange.server.stopping.is_set():
            exchange.raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    return act


def counts(usage: object, text: str = "好。") -> Behaviour:
    """Answer `text` in one body, and report this as the tokens it took."""
    return lambda exchange: exchange.json(exchange.completion(text) | {"usage": usage})


def leads(place: str, code: int = 307) -> Behaviour:
    """Send the client elsewhere, with all that it has brought."""
    return lambda exchange: exchange.json({}, code, {"Location": place})


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


def thinks(
    text: str,
    *,
    thought: str = "先看原文有几处数据，再想怎样写得短。",
    aloud: tuple[str, str] | None = None,
    tokens: int = 320,
    finish: str = "stop",
) -> Behaviour:
    """Answer `text` after a thought of `tokens` tokens, all counted as written.

    The thought comes in a field of its own, or in the reply between the two marks of `aloud`.
    """

    def act(exchange: Exchange) -> None:
        counts = exchange.usage(text, 0, len(text) + tokens)
        if aloud is not None:
            said = f"{aloud[0]}{thought}{aloud[1]}{text}"
            if exchange.request.stream:
                exchange.stream((said[i : i + 3] for i in range(0, len(said), 3)), finish=finish,
                                usage=counts)  # fmt: skip
            else:
                exchange.json(exchange.completion(said, finish) | {"usage": counts})
        elif exchange.request.stream:
            exchange.open_stream()
            for piece in (thought[:6], thought[6:]):
                exchange.delta({"reasoning_content": piece})
            exchange.stream([text] if text else [], finish=finish, usage=counts, opened=True)
        else:
            body = exchange.completion(text, finish) | {"usage": counts}
            body["choices"][0]["message"]["reasoning_content"] = thought
            exchange.json(body)

    return act


def thinks_up_to(needed: int, text: str) -> Behaviour:
    """Think for `needed` tokens before answering; a smaller cap ends in the middle of the thought,
    and one that no service has is refused."""

    def act(exchange: Exchange) -> None:
        if exchange.request.max_tokens < needed:
            thinks("", tokens=exchange.request.max_tokens, finish="length")(exchange)
        else:
            thinks(text, tokens=needed)(exchange)

    return act


def newest(otherwise: Behaviour) -> Behaviour:
    """Refuse, one at a time, what services with thinking models refuse."""
    advice = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    only = "Unsupported value: 'temperature' does not support 0. Only the default (1) is supported."
    return refuses('"max_tokens"', refuses('"temperature"', otherwise, only), advice)


BLOCK = b"x" * (1 << 16)


def pours(head: bytes, block: bytes = BLOCK, blocks: int = 1 << 14, code: int = 200) -> Behaviour:
    """Send `head`, then `block` as often as said (1 GB), or until the client has had enough."""

    def act(exchange: Exchange) -> None:
        kind = "text/event-stream" if code == 200 else "application/json"
        exchange.open_stream(code, kind)
        if head:
            exchange.chunk(head)
        for _ in range(blocks):
            if exchange.server.stopping.is_set():
                break
            exchange.chunk(block)
            exchange.poured += len(block)
        exchange.raw(b"0\r\n\r\n")

    return act


def packed(coding: str, bomb: bytes, code: int = 200) -> Behaviour:
    """Answer a body packed in `coding`."""
    return lambda exchange: exchange.body(
        bomb, "application/json", code, {"Content-Encoding": coding}
    )


def drips_body(code: int = 200, every: float = 0.05) -> Behaviour:
    """Send a body byte by byte, for ever."""

    def act(exchange: Exchange) -> None:
        exchange.open_stream(code, "application/json")
        while not exchange.server.stopping.wait(every):
            exchange.chunk(b" ")

    return act
