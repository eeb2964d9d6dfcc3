"""Listening: this process serves the page itself.

Gradio's own `launch` asks its own address whether it answers, through whatever proxy the
environment names, and gives a server five seconds to start.  Here nothing is asked: the socket is
ours before the server begins, and it has begun when it says so.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Callable
from typing import Any

import gradio as gr
import uvicorn

from assistant.errors import UsageError

PORTS = range(7860, 7960)
"""Where a page listens for which no port was named: the first one that is free."""
_LOOK = 0.01
"""Seconds between two looks at whether the server has begun."""
_PROXIES = "FORWARDED_ALLOW_IPS"
"""uvicorn's variable for the addresses of proxies; without one it trusts this machine."""
_FAREWELL = 3
"""Seconds open connections have to end by themselves once they were told to."""


class Serving:
    """A page that is served until it is closed; `address` is where."""

    def __init__(
        self, app: Callable[..., Any], page: gr.Blocks, host: str, port: int | None
    ) -> None:
        """Listen and serve; raises UsageError where that address or port cannot be had."""
        self.page = page
        listener = listen(host, port)
        shown = "localhost" if host in ("0.0.0.0", "::") else host
        shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
        self.address = f"http://{shown}:{listener.getsockname()[1]}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                lifespan="on",
                timeout_graceful_shutdown=_FAREWELL,
                # Whoever is on this machine can say whom a request is from: that is believed
                # only where its operator has named the proxies that may say so.
                proxy_headers=_PROXIES in os.environ,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="page", daemon=True
        )
        self._thread.start()
        # However busy the machine is: a server that cannot begin ends its thread.
        while not self._server.started:
            self._thread.join(_LOOK)
            if not self._thread.is_alive():
                listener.close()
                raise UsageError(
                    "页面的服务没有启动成功，原因见上面的记录。",
                    "The page's server did not start; the log above says why.",
                )

    def wait(self) -> None:
        """Return when Ctrl-C, or a signal that does the same, has closed the page."""
        try:
            while self._thread.is_alive():
                self._thread.join(0.5)
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """End it; a second time it does nothing."""
        self.page.close(verbose=False)
        self._server.should_exit = True
        self._thread.join(_FAREWELL + 5)


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at `host`, on `port` or else on the first free one of PORTS.

    Raises UsageError, which says what is wrong: the port, the right to it, or the host.
    """
    for one in PORTS if port is None else (port,):
        try:
            return _listener(host.strip("[]"), one)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or isinstance(error, socket.gaierror):
                reason = error.strerror or error
                raise UsageError(
                    f"不能在 {host} 的端口 {one} 上监听：{reason}。请检查 --host 和 --port。",
                    f"Cannot listen at {host}, port {one}: {reason}. See --host and --port.",
                ) from error
    if port is None:
        raise UsageError(
            f"端口 {PORTS[0]}～{PORTS[-1]} 都已被占用，请用 --port 另选一个。",
            f"The ports {PORTS[0]} to {PORTS[-1]} are all taken; choose one with --port.",
        )
    raise UsageError(
        f"端口 {port} 已被占用，请用 --port 换一个。",
        f"The port {port} is taken; choose another with --port.",
    )


def _listener(host: str, port: int) -> socket.socket:
    family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # `create_server` lets a port be taken again at once where the last page has just ended.
    return socket.create_server(place[:2], family=family, backlog=2048)
