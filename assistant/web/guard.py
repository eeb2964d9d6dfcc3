"""What is refused before the page's own code sees it.

Gradio has routes that a page of this kind never needs: a proxy, the fetching of addresses,
developers' tools.  And it fetches an address that stands in a request in a file's place.  None of
it may be reached here: the page is not to be used to reach other hosts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a request that is no upload: the longest pasted report, twice over, as JSON."""

_CLOSED = re.compile(
    r"^(?:/gradio_api)?/(?:proxy=|vibe|undo-vibe|run-history|runs\b|deep_link|process_recording"
    r"|dev/|monitoring|custom_component|stream/|file=\s*[a-z][a-z0-9+.-]*:)"
    r"|^/(?:gradio_api/)?mcp\b|^/svelte/",
    re.IGNORECASE,
)
_UPLOAD = "/upload"
_ADDRESS = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//|^\s*(?:https?|ftp|file|data):", re.IGNORECASE)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (
        b"content-security-policy",
        b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        b"connect-src 'self' data: blob:; object-src 'none'; frame-ancestors 'self'; "
        b"base-uri 'self'; form-action 'self'",
    ),
)


class Guard:
    """ASGI middleware: closed routes answer 404, too large bodies 413, addresses for files 400."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = unquote(scope["path"])
        if _CLOSED.search(path):
            await _refuse(send, 404, "没有这个地址 · There is no such address")
            return

        async def marked(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        if scope["method"] != "POST" or path.rstrip("/").endswith(_UPLOAD):
            await self._app(scope, receive, marked)
            return
        body = await _read(receive)
        if body is None:
            await _refuse(send, 413, "内容太长 · The content is too long")
            return
        if _fetches(body):
            await _refuse(send, 400, "不能用网址代替文件 · No address may stand for a file")
            return
        sent = False

        async def replay() -> MutableMapping[str, Any]:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, marked)


async def _read(receive: Receive) -> bytes | None:
    """Return the whole body, None where it is too large or the client has gone."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _fetches(body: bytes) -> bool:
    """Whether a JSON body names an address where a file should be."""
    if b"path" not in body and b"url" not in body:
        return False
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return False
    waiting: list[Any] = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for key in ("path", "url"):
                value = one.get(key)
                if isinstance(value, str) and _ADDRESS.match(value):
                    return not _own(value) if key == "url" else True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def _own(url: str) -> bool:
    """Whether an address is that of an uploaded file, which Gradio's client sends along."""
    return "/gradio_api/file=" in url or "/file=" in url


async def _refuse(send: Send, status: int, why: str) -> None:
    """Answer with a reason, told in both languages: nothing is known yet of who asks."""
    body = json.dumps({"detail": why}, ensure_ascii=False).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", b"application/json; charset=utf-8"), *_HEADERS],
        }
    )
    await send({"type": "http.response.body", "body": body})
