"""Calls from one process of this machine to another: methods of an object, by name.

The one that answers listens on a local socket that only holders of a key may use; each thread of
those that ask has a connection of its own, so that one may wait long and hold up nobody.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import Any

KEY = 32
"""Bytes of the key."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask and with what key; goes to workers by a pipe, never by a command line."""

    place: Any
    key: bytes


class Exchange:
    """Answers calls to the public methods of `desk`, each connection in a thread of its own."""

    def __init__(self, desk: object) -> None:
        self._desk = desk
        key = os.urandom(KEY)
        self._listener = _listen(key)
        self.address = Address(self._listener.address, key)
        self._over = False
        self._thread = threading.Thread(target=self._accept, name="batch-exchange", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no further connection."""
        self._over = True
        with suppress(OSError):
            # Wakes the listener, if it is not gone already; so nothing may be waited for here.
            Client(self.address.place).close()
        self._thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while not self._over:
            with suppress(OSError, EOFError, AuthenticationError):
                line = self._listener.accept()
                threading.Thread(
                    target=self._answer, args=(line,), name="batch-line", daemon=True
                ).start()

    def _answer(self, line: Connection) -> None:
        with suppress(OSError, EOFError), line:
            while True:
                method, args = line.recv()
                result, failed = None, None
                try:
                    result = getattr(self._desk, method)(*args)
                except Exception as error:  # it is the asker's to deal with
                    failed = error
                line.send((result, failed))


def _listen(key: bytes) -> Listener:
    """Return a listener on a local socket; on the loopback where the system's folder is no place
    for one: a socket's path may have 108 bytes."""
    try:
        return Listener(backlog=128, authkey=key)
    except OSError:
        return Listener(("127.0.0.1", 0), backlog=128, authkey=key)


class Line:
    """The asking side, for any number of threads."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._mine = threading.local()

    def call(self, method: str, *args: Any) -> Any:
        """Return what the method returns or raise what it raises.

        Raises EOFError or OSError where the other side is gone.
        """
        line: Connection | None = getattr(self._mine, "line", None)
        if line is None:
            line = self._mine.line = Client(self._address.place, authkey=self._address.key)
        line.send((method, args))
        result, error = line.recv()
        if error is not None:
            raise error
        return result
