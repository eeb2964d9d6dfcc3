"""A model server on loopback that does what the test tells it to.

    server.script(too_many("1"), ok("压缩后的句子。"))     one behaviour per request, in order
    server.always(lambda request: ok(request.text))       or decided by the request
    server.requests                                       what was asked

It is a real HTTP server: time limits, broken connections and half-sent bodies are what they are
in the world, and nothing of the client under test is replaced.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.behaviours import Behaviour, ok

PIECE = 40
"""Characters in one piece of a streamed reply: a sentence comes in several, and no more.

Each goes through the whole client; what pieces of other sizes do is asked where it matters."""


@dataclass(frozen=True)
class Request:
    """One request as it came in; the names of `headers` are in small letters."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """The (role, text) pairs."""
        return [(m["role"], m["content"]) for m in self.body.get("messages", [])]

    @property
    def text(self) -> str:
        """The text of the last message."""
        return self.messages[-1][1]

    @property
    def options(self) -> dict[str, Any]:
        """Everything but the messages."""
        return {k: v for k, v in self.body.items() if k != "messages"}

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema the reply should follow, if one was sent."""
        wanted = self.body.get("response_format") or {}
        found: dict[str, Any] | None = (wanted.get("json_schema") or {}).get("schema")
        return found

    @property
    def asks_what_is_meant(self) -> bool:
        """Whether a sentence of the talk is to be read, and not a text to be written."""
        return "act" in (self.schema or {}).get("properties", {})

    @property
    def stream(self) -> bool:
        """Whether the reply should be streamed."""
        return bool(self.body.get("stream"))

    @property
    def max_tokens(self) -> int:
        """The cap of the reply."""
        return int(self.body.get("max_completion_tokens") or self.body.get("max_tokens") or 100)


@dataclass
class ModelServer:
    """The server: where it is, what it was asked, what it does next."""

    base_url: str = ""
    requests: list[Request] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """Every path asked for, with whatever method and body."""
    gets: dict[str, Behaviour] = field(default_factory=dict)
    """What becomes of a GET whose path has this in it; 404 otherwise."""
    poured: int = 0
    """Bytes that were poured out over clients that did not want them."""
    stopping: threading.Event = field(default_factory=threading.Event)
    _script: deque[Behaviour] = field(default_factory=deque)
    _otherwise: Callable[[Request], Behaviour] = lambda _request: ok("好。")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def script(self, *behaviours: Behaviour) -> None:
        """Do these, one per request; afterwards what `always` says."""
        with self._lock:
            self._script.extend(behaviours)

    def always(self, behaviour: Callable[[Request], Behaviour]) -> None:
        """Decide by the request, wherever no script is left."""
        self._otherwise = behaviour

    def next(self, request: Request) -> Behaviour:
        """Note the request and return what is to be done with it."""
        with self._lock:
            self.requests.append(request)
            if self._script:
                return self._script.popleft()
        return self._otherwise(request)

    def start(self) -> Callable[[], None]:
        """Begin to serve; return what ends it."""
        self.base_url, end = serve(type("Handler", (_Handler,), {"server_state": self}))

        def stop() -> None:
            self.stopping.set()
            end()

        return stop


class WriterAlone(ModelServer):
    """A service that writes, and has nothing to say about what a sentence of the talk means: the
    reading of the rules stands, whatever a test does with the texts that are written."""

    def next(self, request: Request) -> Behaviour:
        return ok("好。") if request.asks_what_is_meant else super().next(request)


def serve(handler: type[BaseHTTPRequestHandler]) -> tuple[str, Callable[[], None]]:
    """Serve on loopback; return the address of the API, and what ends it."""
    http = _Http(("127.0.0.1", 0), handler)
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()

    def stop() -> None:
        http.shutdown()
        http.server_close()

    return f"http://127.0.0.1:{http.server_port}/v1", stop


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up or was killed is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state: ModelServer

    def do_GET(self) -> None:
        self.server_state.paths.append(self.path)
        behaviour = next((b for at, b in self.server_state.gets.items() if at in self.path), None)
        if behaviour is None:
            self.send_error(404)
            return
        with suppress(ConnectionError):
            behaviour(Exchange(self.server_state, Request(self.path, {}, {}), self))

    def do_POST(self) -> None:
        self.server_state.paths.append(self.path)
        if not self.path.partition("?")[0].endswith("/chat/completions"):
            self.send_error(404)
            return
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        request = Request(
            self.path, {name.lower(): value for name, value in self.headers.items()}, body
        )
        # A client that gives up closes the connection: that is its right.
        with suppress(ConnectionError, BrokenPipeError):
            self.server_state.next(request)(Exchange(self.server_state, request, self))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test's own output is what counts."""


@dataclass
class Exchange:
    """One request being answered: the notes the behaviours are played with."""

    server: ModelServer
    request: Request
    handler: _Handler

    @property
    def poured(self) -> int:
        """Bytes that were poured out over the client."""
        return self.server.poured

    @poured.setter
    def poured(self, count: int) -> None:
        self.server.poured = count

    def answer(
        self,
        text: str,
        *,
        finish: str | None = "stop",
        cached: int = 0,
        completion_tokens: int | None = None,
    ) -> None:
        """Answer `text` in good order, streamed or in one body as the request asks."""
        if self.request.stream:
            pieces = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
            self.stream(pieces, finish=finish, usage=self.usage(text, cached, completion_tokens))
        else:
            self.json(self.completion(text, finish, cached, completion_tokens))

    def completion(
        self,
        text: str,
        finish: str | None = "stop",
        cached: int = 0,
        completion_tokens: int | None = None,
    ) -> dict[str, Any]:
        """Return the body of a reply that is not streamed."""
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        return self._head("chat.completion") | {
            "choices": [choice],
            "usage": self.usage(text, cached, completion_tokens),
        }

    def usage(self, text: str, cached: int, completion_tokens: int | None) -> dict[str, Any]:
        """Return made-up but consistent token counts: one a character."""
        prompt = sum(len(content) for _role, content in self.request.messages)
        completion = len(text) if completion_tokens is None else completion_tokens
        # Texts of tests may be longer than the caps they set; the count must not say so.
        if completion_tokens is None:
            completion = min(completion, self.request.max_tokens - 1)
        return {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": cached},
        }

    def stream(
        self,
        pieces: Iterable[str],
        *,
        finish: str | None = "stop",
        usage: dict[str, Any] | None = None,
        whole: bool = True,
        opened: bool = False,
    ) -> None:
        """Send pieces as events; with `whole` also the end, the counts and the end mark."""
        if not opened:
            self.open_stream()
        self.delta({"role": "assistant", "content": ""})
        for piece in pieces:
            self.delta({"content": piece})
        if not whole:
            return
        if finish is not None:
            self.delta({}, finish)
        wanted = (self.request.body.get("stream_options") or {}).get("include_usage")
        if usage is not None and wanted:
            self.event(self._head() | {"choices": [], "usage": usage})
        self.close_stream()

    def delta(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.event(self._head() | {"choices": [choice]})

    def _head(self, kind: str = "chat.completion.chunk") -> dict[str, Any]:
        return {"id": "x", "object": kind, "created": 0, "model": self.request.body.get("model")}

    def open_stream(self, code: int = 200, kind: str = "text/event-stream") -> None:
        self.handler.send_response(code)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Transfer-Encoding", "chunked")
        self.handler.end_headers()

    def event(self, data: Any) -> None:
        self.chunk(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def chunk(self, data: bytes) -> None:
        self.raw(b"%x\r\n%s\r\n" % (len(data), data))

    def close_stream(self) -> None:
        self.chunk(b"data: [DONE]\n\n")
        self.raw(b"0\r\n\r\n")

    def json(self, data: Any, code: int = 200, headers: dict[str, str] | None = None) -> None:
        payload = json.dumps(data, ensure_ascii=False).encode()
        self.body(payload, "application/json", code, headers)

    def body(
        self, data: bytes, kind: str, code: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.handler.send_response(code)
        for name, value in (headers or {}).items():
            self.handler.send_header(name, value)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Content-Length", str(len(data)))
        self.handler.end_headers()
        self.raw(data)

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def cut(self) -> None:
        """Close the connection as it stands."""
        with suppress(OSError):
            self.handler.connection.shutdown(socket.SHUT_RDWR)
        self.handler.close_connection = True
