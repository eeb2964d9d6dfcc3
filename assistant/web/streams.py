"""No answer of Gradio's queue is left unread.

Gradio's server ends a page's stream of answers as soon as nothing is pending for that page, and the
page opens another only when it knows of that end.  An event that arrives in between is put in the
queue, and its answer waits for a reader that never comes: to the author a click that does nothing.
So the receipt of an event that follows closely on the end of its page's stream is held back until
the page has surely read that end; it then opens a new stream.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

HELD = 0.25
"""Seconds from the end of a stream until the next receipt is given to its page."""
_STREAM, _JOIN = "/queue/data", "/queue/join"
_END = b'"close_stream"'
# A quotation mark in what an author typed is escaped in JSON, so that only the key itself matches.
_PAGE = re.compile(rb'session_hash(?:":\s*"|=)(\w+)')


class Streams:
    """ASGI middleware around Gradio: it remembers when each page's stream ended."""

    def __init__(
        self,
        app: Application,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._app = app
        self._sleep = sleep
        self._ended: dict[bytes, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the receipt of an event not before its page can use it."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path.endswith(_STREAM):
            await self._app(scope, receive, self._watched(_page(scope["query_string"]), send))
        elif path.endswith(_JOIN):
            await self._joined(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _watched(self, page: bytes, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if _END in message.get("body", b""):
                now = time.monotonic()
                self._ended = {k: at for k, at in self._ended.items() if now - at < HELD}
                self._ended[page] = now
            await send(message)

        return watched

    async def _joined(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = b""

        async def read() -> Message:
            nonlocal page
            message = await receive()
            page = page or _page(message.get("body", b""))
            return message

        async def held(message: Message) -> None:
            if message["type"] == "http.response.start" and page in self._ended:
                left = self._ended[page] + HELD - time.monotonic()
                if left > 0:
                    await self._sleep(left)
            await send(message)

        await self._app(scope, read, held)


def _page(text: bytes) -> bytes:
    """Return Gradio's name for a page in a query or a body, nothing where it stands in neither."""
    found = _PAGE.search(text)
    return found[1] if found else b""
