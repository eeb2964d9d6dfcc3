"""What is refused before the page's own code, and Gradio's, sees it.

A request must be meant for the page and must not come from another website (see `hosts`).  Gradio
has routes that a page of this kind never needs: a proxy, the fetching of addresses, developers'
tools, the login's token.  And of a file that a request names it makes a copy for all to fetch,
whatever file of this machine or address of another that is.  None of it may be reached here: only
what was uploaded, or written for a download, may be named.
"""

from __future__ import annotations

import json
import os
import re
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from assistant.web.audit import visitor
from assistant.web.hosts import Hosts, header
from assistant.web.streams import Application, Message, Receive, Scope, Send

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a request that is no upload: the longest pasted report, twice over, as JSON."""

_CLOSED = re.compile(
    r"^(?:/gradio_api)?/(?:proxy=|vibe|undo-vibe|run-history|runs\b|deep_link|process_recording"
    r"|token/?$|dev/|monitoring|custom_component|stream/|file=\s*[a-z][a-z0-9+.-]*:)"
    r"|^/(?:gradio_api/)?mcp\b|^/svelte/",
    re.IGNORECASE,
)
_UPLOAD = "/gradio_api/upload"
_LOGOUT = "/logout"
_LONGEST = 4_096
"""Characters of a path, at most: what is longer no system opens, and it would be walked piece by
piece."""
_LEAVE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>退出 · Log out</title>
<form method="post" action="/logout"><button>退出登录 · Log out</button></form>""".encode()
_LEFT = b"""<!doctype html><meta charset="utf-8"><script>
  for (const one of Object.keys(sessionStorage))
    if (one.startsWith("assistant-")) sessionStorage.removeItem(one);
  localStorage.setItem("assistant-logout", Date.now());
</script><meta http-equiv="refresh" content="0; url=%s">"""
"""What was typed and not sent goes with the login once that is over: here, and in other windows,
which hear of it.  Only the answer to a logout says so: no website can have it shown."""
_ADDRESS = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//|^\s*(?:https?|ftp|file|data):", re.IGNORECASE)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    # With none at all a browser says of the form that logs out that it comes from nowhere.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        b"connect-src 'self' data: blob:; object-src 'none'; frame-ancestors 'self'; "
        b"base-uri 'self'; form-action 'self'",
    ),
)


class Guard:
    """ASGI middleware, the outermost: what another name or website asks answers 403.

    Closed routes answer 404, too large bodies 413, what names other files than those in `served`
    400; one logs out by POST alone.
    """

    def __init__(self, app: Application, hosts: Hosts, served: Path, root: str = "") -> None:
        """`root` is the path, or the address, that Gradio serves its routes under as well."""
        self._app = app
        self._hosts = hosts
        self._served = os.path.realpath(served)
        self._root = urlsplit(root).path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        visitor.set((scope.get("client") or ("",))[0])
        why = self._foreign(scope)
        if scope["type"] != "http":
            # Gradio has no web sockets; whatever comes to have them, is asked the same.
            await (send({"type": "websocket.close"}) if why else self._app(scope, receive, send))
            return
        if why:
            await _refuse(send, 403, why)
            return
        path = unquote(scope["path"]).removeprefix(self._root)
        if _CLOSED.search(path):
            await _refuse(send, 404, "没有这个地址 · There is no such address")
            return
        if path.rstrip("/") == _LOGOUT:
            if scope["method"] != "POST":
                await _answer(send, 200 if scope["method"] == "GET" else 405, "text/html", _LEAVE)
                return
            # Gradio logs out by a link, which any website may have a browser follow.
            scope = {**scope, "method": "GET"}
            send = _left(send)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        if scope["method"] != "POST" or path.rstrip("/") == _UPLOAD:
            await self._app(scope, receive, marked)
            return
        body = await _read(receive)
        if body is None:
            await _refuse(send, 413, "内容太长 · The content is too long")
            return
        if _names_other(body, self._served):
            await _refuse(
                send, 400, "只能用上传的文件 · Only a file that was uploaded may be named"
            )
            return
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, marked)

    def _foreign(self, scope: Scope) -> str:
        """Return why a request is none of our page's, nothing where it is."""
        arrived, port = scope.get("server") or ("", None)
        host = header(scope["headers"], b"host") or ""
        if not self._hosts.answers(host, arrived):
            return (
                "这个页面不以这个主机名开放；管理员可用 --allowed-host 允许它 · "
                "The page is not open under this host name; its operator may allow it with "
                "--allowed-host"
            )
        origin = header(scope["headers"], b"origin")
        if origin is not None and not self._hosts.trusts(origin, host, port):
            return "请求来自别的网站 · The request comes from another website"
        return ""


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


def _names_other(body: bytes, served: str) -> bool:
    """Whether a JSON body names, where a file should be, an address or a file outside `served`.

    It is read as Gradio reads it: a key may be written out (`\\u0070ath`), a body be UTF-16.
    """
    try:
        data = json.loads(body)
    except ValueError:
        return False  # nor will Gradio read it
    except RecursionError:
        return True
    waiting: list[Any] = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            path, url = one.get("path"), one.get("url")
            if isinstance(path, str) and not _lies_in(path, served):
                return True
            if isinstance(url, str) and _ADDRESS.match(url) and not _own(url):
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def _lies_in(path: str, folder: str) -> bool:
    if len(path) > _LONGEST or _ADDRESS.match(path) or path.startswith(("\\\\", "//")):
        return False  # nothing is looked for that cannot be a file of this machine
    try:
        found = os.path.realpath(path)
    except (OSError, ValueError):
        return False
    return found.startswith(folder + os.sep)


def _own(url: str) -> bool:
    """Whether an address is that of an uploaded file, which Gradio's client sends along."""
    return "/gradio_api/file=" in url or "/file=" in url


def _left(send: Send) -> Send:
    """Return what sends, in the place of where a logout leads, the page that leads there."""
    page = b""

    async def answer(message: Message) -> None:
        nonlocal page
        if message["type"] == "http.response.start" and message["status"] in (302, 303):
            headers = {key.lower(): value for key, value in message["headers"]}
            page = _LEFT % escape(headers[b"location"].decode("latin-1")).encode()
            of_that = (b"location", b"content-length", b"content-type")
            kept = [(k, v) for k, v in message["headers"] if k.lower() not in of_that]
            kind = (b"content-type", b"text/html; charset=utf-8")
            message = {**message, "status": 200, "headers": [*kept, kind]}
        elif page and message["type"] == "http.response.body":
            message = {"type": "http.response.body", "body": page}
        await send(message)

    return answer


async def _refuse(send: Send, status: int, why: str) -> None:
    """Answer with a reason, told in both languages: nothing is known yet of who asks."""
    body = json.dumps({"detail": why}, ensure_ascii=False).encode()
    await _answer(send, status, "application/json", body)


async def _answer(send: Send, status: int, kind: str, body: bytes) -> None:
    headers = [(b"content-type", f"{kind}; charset=utf-8".encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
