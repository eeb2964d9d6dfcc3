"""The receipt of an event waits until its page knows that its stream has ended."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from assistant.web.streams import HELD, Streams

Message = MutableMapping[str, Any]


async def gradio(scope: Message, receive: Any, send: Any) -> None:
    """Answer as Gradio does: a stream with its end, or a receipt."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    end = b'data: {"msg":"close_stream"}\n\n' if scope["path"].endswith("data") else b"{}"
    await send({"type": "http.response.body", "body": end})


class Page:
    """One server with what it slept and sent."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._app = Streams(gradio, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        assert 0 < seconds <= HELD
        self.done.append("slept")

    def ask(self, path: str, query: str = "", body: str = "") -> list[str]:
        self.done.clear()

        async def receive() -> Message:
            return {"type": "http.request", "body": body.encode(), "more_body": False}

        async def send(message: Message) -> None:
            self.done.append(str(message["type"]).rpartition(".")[2])

        scope = {"type": "http", "path": path, "query_string": query.encode()}
        asyncio.run(self._app(scope, receive, send))
        return list(self.done)

    def stream_ends(self, name: str) -> None:
        self.ask("/gradio_api/queue/data", f"session_hash={name}")

    def join(self, name: str, words: str = "") -> list[str]:
        data = words.replace('"', '\\"')
        body = f'{{"data":["{data}"],"session_hash":"{name}"}}'
        return self.ask("/gradio_api/queue/join", "__theme=light", body)


def test_an_event_right_after_the_end_of_its_pages_stream_is_receipted_later() -> None:
    page = Page()
    assert page.join("one") == ["start", "body"]
    page.stream_ends("one")
    assert page.join("one") == ["slept", "start", "body"]


def test_nobody_else_waits_and_words_name_no_page() -> None:
    page = Page()
    page.stream_ends("one")
    assert page.join("two") == ["start", "body"]
    assert page.join("two", '"session_hash":"one"') == ["start", "body"]
    assert page.ask("/gradio_api/info") == ["start", "body"]
