"""One request as a stream of pieces, with a time limit on everything.

The libraries' own time limits are not enough: they start again with every byte, so a server that
drips bytes or comments holds a call for ever.  Here the request runs in a thread of its own and
the caller waits for its pieces no longer than it said, whatever the thread is stuck in.  A thread
that is given up reads nothing further; where it waits for a byte of a client of ours it ends at the
call's deadline at the latest.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from assistant.errors import MalformedReply
from assistant.findings import Message
from assistant.models.bounds import Bounds, bounded
from assistant.models.send_hook import departing

AHEAD = 200
"""Pieces that may wait to be taken: a fast server must not fill the memory of a slow listener."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Patience in seconds, until the answer has `begun` and between pieces from then on.

    `deadline` gives the monotonic time at which the whole must end; it is asked once the request
    has left, for waiting for leave to ask is no fault of the server.  At most `pieces` pieces are
    read (None: any number), of a response that keeps to `bounds`.
    """

    first: float
    between: float
    deadline: Callable[[], float]
    begun: Callable[[], bool] = lambda: True
    pieces: int | None = None
    bounds: Bounds = field(default_factory=Bounds)


class StreamTimeout(Exception):
    """Nothing came in time; `total` says whether the whole call's time was used up."""

    def __init__(self, seconds: float, *, total: bool) -> None:
        super().__init__(f"{seconds:.0f} 秒内没有收到回复")
        self.why = Message(f"{seconds:.0f} 秒内没有收到回复", f"no reply within {seconds:.0f} s")
        self.total = total


class _Left:
    """The request has left."""


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None


def read(
    start: Callable[[], Iterator[Any]], leave: Callable[[], None], limits: Limits
) -> Generator[Any]:
    """Yield what `start()` yields, from a thread of its own, within `limits`.

    `leave` is called in that thread when the request leaves (`departure`); it may wait.

    Raises StreamTimeout, MalformedReply where there are too many pieces, or whatever the iterator
    raised.  Closing the generator gives the request up.
    """
    pieces: queue.SimpleQueue[Any] = queue.SimpleQueue()
    given_up = threading.Event()

    def left() -> None:
        leave()
        pieces.put(_Left())

    def deadline() -> float:
        return 0.0 if given_up.is_set() else limits.deadline()

    def work() -> None:
        ended: BaseException | None = None
        bounds = replace(limits.bounds, deadline=deadline)
        try:
            with departing(left), bounded(bounds):
                stream = start()
                try:
                    for count, piece in enumerate(stream, start=1):
                        while pieces.qsize() > AHEAD and not given_up.wait(0.01):
                            pass
                        if given_up.is_set():
                            break
                        if limits.pieces is not None and count > limits.pieces:
                            raise MalformedReply(_TOO_MANY)
                        pieces.put(piece)
                finally:
                    close = getattr(stream, "close", None)
                    if close is not None:
                        close()
        except BaseException as error:
            ended = error
        pieces.put(_Ended(ended))

    threading.Thread(target=work, name="model-request", daemon=True).start()
    try:
        piece = pieces.get()  # until it leaves, which is its own business, or fails before
        patience = limits.first
        while not isinstance(piece, _Ended):
            if not isinstance(piece, _Left):
                yield piece
                patience = limits.between if limits.begun() else limits.first
            seconds = limits.deadline() - monotonic()
            try:
                piece = pieces.get(timeout=max(min(patience, seconds), 0.0))
            except queue.Empty:
                raise StreamTimeout(
                    min(patience, max(seconds, 0.0)), total=seconds <= patience
                ) from None
        if piece.error is not None:
            raise piece.error
    finally:
        given_up.set()


_TOO_MANY = Message(
    "回复分成了过多的小段，没有读完",
    "the reply came in far more pieces than it may have and was not read to its end",
)
