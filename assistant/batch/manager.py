"""What the process of a batch serves to its workers, through `multiprocessing.managers`.

Only holders of a key are answered, each thread of a worker has a connection and a thread here of
its own, and what a method raises is raised at the worker.
"""

from __future__ import annotations

import gc
import os
import threading
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Client
from multiprocessing.managers import BaseManager, Server
from typing import Any

from assistant.batch.journal import AboutModel, Answered
from assistant.batch.model_access import OwnModel, View
from assistant.batch.perform import Heard
from assistant.batch.rows import ReportRow
from assistant.batch.runner import Ended
from assistant.batch.store import Store
from assistant.batch.store_server import StoreServer
from assistant.errors import AssistantError
from assistant.models.connection import Call
from assistant.request import Progress

KEY = 32
"""Bytes of the key."""


Address = tuple[Any, bytes]
"""Where to ask and with what key; goes to workers by a pipe, never by a command line."""


class BatchServer(StoreServer):
    """What workers may ask: the store, the model behind its journal, how things stand.

    Every method is called from many threads.  `told` is how workers said that they ended.
    """

    def __init__(self, store: Store, access: OwnModel, number: int, heard: Heard | None) -> None:
        super().__init__(store)
        self.access = access
        self.told: dict[str, Ended | AssistantError] = {}
        self._number = number
        self._heard = heard
        self._first = threading.Lock()
        self._settled = False

    def close(self) -> None:
        """Let all workers and the model go."""
        super().close()
        self.access.close()
        if self._settled:
            gc.unfreeze()

    def about(self) -> AboutModel | None:
        """Return what the model is; None where the rules do everything."""
        asked = self.access.asked()
        with self._first:
            if not self._settled:
                # The libraries of a client are half a million objects: to look through them again
                # and again for garbage would stop all requests for a tenth of a second each time.
                self._settled = True
                gc.collect()
                gc.freeze()
        return None if asked is None else asked[0]

    def look(self) -> View:
        """Return how things stand for one worker; `slots` are its own share."""
        view = self.access.view
        return replace(view, slots=-(-view.slots // self._number), stopping=self.stopping())

    def ask(self, report: int, key: str, call: Call) -> Answered:
        """Return the reply to a call of a report and what it spends for it."""
        asked = self.access.asked()
        assert asked is not None
        return asked[1](report, key, call, None)

    def heard(self, row: ReportRow, step: Progress) -> None:
        """Hear of a step."""
        if self._heard is not None:
            self._heard(row, step)

    def ended(self, worker: str, how: Ended | AssistantError) -> None:
        """Hear how a worker ended."""
        self.told[worker] = how


class _Manager(BaseManager):
    """Reaches what another process serves."""


_Manager.register("served")


def reach(address: Address) -> Any:
    """Return what a Manager serves; raises OSError or EOFError where its process is gone."""
    manager = _Manager(*address)
    manager.connect()
    return manager.served()  # type: ignore[attr-defined]


class Manager(Server):
    """Serves the public methods of an object to other processes until it is closed.

    Unlike the library's server it runs beside the work of its process, and ends before it.
    """

    listener: Any

    def __init__(self, served: object) -> None:
        key = os.urandom(KEY)
        registry: Any = {"served": (lambda: served, None, None, None)}
        try:
            super().__init__(registry, None, key, "pickle")
        except OSError:  # no place for a socket in the system's folder: its path has 108 bytes
            super().__init__(registry, ("127.0.0.1", 0), key, "pickle")
        self.stop_event = threading.Event()
        self.reached_at: Address = (self.address, key)
        self._thread = threading.Thread(target=self.accepter, name="batch-manager", daemon=True)
        self._thread.start()

    def accepter(self) -> None:
        """Give each connection a thread of its own, until `close`."""
        while not self.stop_event.is_set():
            with suppress(OSError, EOFError):
                line = self.listener.accept()
                threading.Thread(target=self.handle_request, args=(line,), daemon=True).start()

    def close(self) -> None:
        """Take no further connection."""
        self.stop_event.set()
        with suppress(OSError):
            Client(self.reached_at[0]).close()  # wakes it, if it is not gone already
        self._thread.join(5)
        self.listener.close()
