"""Sockets that are read no longer than the request may take that reads them.

The library's time limit begins anew with every byte, and until the headers are complete nobody
else sees what arrives: a server that sends interim responses or header lines for ever would keep
the thread of a request that was given up long ago, and a processor with it.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

import httpcore2
import httpx2

from assistant.models.bounds import here


def keep_deadlines(client: httpx2.Client) -> None:
    """Have every connection of a client, those through proxies too, end at `bounds.here()`."""
    for transport in (client._transport, *client._mounts.values()):
        # The library lets nobody give it the backend of its pool.
        pool: Any = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _Backend()


def _left(timeout: float | None, late: Callable[[str], Exception]) -> float | None:
    """Return the seconds one step may take; raises `late` where the request has none left."""
    deadline = here().deadline
    if deadline is None:
        return timeout
    left = deadline() - monotonic()
    if left <= 0:
        raise late("the response did not end in time")
    return left if timeout is None else min(timeout, left)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self) -> None:
        self._under = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        timeout = _left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._under.connect_tcp(host, port, timeout, local_address, socket_options))


class _Stream(httpcore2.NetworkStream):
    def __init__(self, under: httpcore2.NetworkStream) -> None:
        self._under = under

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._under.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._under.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._under.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        timeout = _left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._under.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._under.get_extra_info(info)
