"""The client's hook that holds every response to its bounds, whoever reads it.

Error pages and redirects are cut where they become long or slow: what they say first is enough to
know what is wrong, and their status says what may be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import httpx2

from assistant.errors import MalformedReply
from assistant.findings import Message
from assistant.models.bounds import Bounds, here

ERROR_BYTES, ERROR_SECONDS = 16_384, 10.0


def guard(response: httpx2.Response) -> None:
    """Bound the body of a response before anybody reads it.  A hook of the client.

    The body is unpacked here, because a few bytes may stand for gigabytes; a reader finds it as
    it was meant.
    """
    packed = httpx2.Response(
        response.status_code,
        headers=response.headers,
        stream=response.stream,
        request=response.request,
    )
    if response.headers.pop("content-encoding", None) is not None:
        response.headers.pop("content-length", None)
    response.stream = _Body(packed, here(), whole=response.is_success)


class _Body(httpx2.SyncByteStream):
    """The unpacked body, up to its bounds; one that is not `whole` ends quietly there."""

    def __init__(self, packed: httpx2.Response, bounds: Bounds, *, whole: bool) -> None:
        self._packed = packed
        self._bounds = bounds
        self._whole = whole

    def __iter__(self) -> Iterator[bytes]:
        return self._expected() if self._whole else self._beginning()

    def close(self) -> None:
        self._packed.close()

    def _expected(self) -> Iterator[bytes]:
        bounds, length, event = self._bounds, 0, _Event()
        for piece in self._packed.iter_bytes():
            length += len(piece)
            if length > bounds.body or (
                bounds.event is not None and event.add(piece) > bounds.event
            ):
                raise MalformedReply(_TOO_LARGE)
            yield piece

    def _beginning(self) -> Iterator[bytes]:
        room, end = ERROR_BYTES, monotonic() + ERROR_SECONDS
        for piece in self._packed.iter_bytes():
            yield piece[:room]
            room -= len(piece)
            if room <= 0 or monotonic() > end:
                return


class _Event:
    """Counts the bytes since the last empty line."""

    def __init__(self) -> None:
        self._length = 0
        self._end = b""

    def add(self, piece: bytes) -> int:
        """Take a piece; return how long the event is that it ends in the middle of."""
        text = self._end + piece
        at = max(text.rfind(mark) for mark in (b"\n\n", b"\r\n\r\n", b"\r\r"))
        self._length = len(text) - at if at >= 0 else self._length + len(piece)
        self._end = text[-3:]
        return self._length


_TOO_LARGE = Message(
    "回复的数据量远超应有的大小，没有读完",
    "the reply is far larger than it may be and was not read to its end",
)
