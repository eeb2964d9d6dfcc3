"""The store for runners in other processes: one process keeps it, the others ask that one.

SQLite does not hold on network disks, and is quickest with one writer; so the store stays in the
hands of the process it was opened in.  The runners are the same as without any of this.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from assistant.batch.store import Store

Ask = Callable[[str, tuple[Any, ...], Mapping[str, Any]], Any]
"""From a method's name, arguments and options to what it returns or raises."""


class StoreServer:
    """The store for runners in other processes, each under the name it calls by."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stores: dict[str, Store] = {}
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._stopping = False

    def knows(self, worker: str | None = None) -> bool:
        """Whether a worker (any, where none is named) has ever called."""
        return bool(self._known) if worker is None else worker in self._known

    def call(
        self, worker: str, method: str, args: tuple[Any, ...], options: Mapping[str, Any]
    ) -> Any:
        """Call a method of the store; returns what it returns and raises what it raises."""
        return getattr(self._of(worker), method)(*args, **options)

    def bury(self, worker: str) -> None:
        """Queue again what a worker held that was killed."""
        with self._lock:
            store = self._stores.pop(worker, None)
        if store is not None:
            store.leave(note="killed")

    def stop(self) -> None:
        """Ask all workers to end after the questions in hand."""
        self._stopping = True

    def stopping(self) -> bool:
        """Whether workers are to end."""
        return self._stopping

    def close(self) -> None:
        """Let all workers go."""
        for worker in list(self._stores):
            self.bury(worker)

    def _of(self, worker: str) -> Store:
        with self._lock:
            self._known.add(worker)
            if worker not in self._stores:
                self._stores[worker] = self._store.another()
            return self._stores[worker]


class RemoteStore:
    """The store as a worker sees it: every method of `Store`, called at the server by `ask`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def __getattr__(self, method: str) -> Any:
        if method.startswith("_"):
            raise AttributeError(method)
        return lambda *args, **options: self._ask(method, args, options)
