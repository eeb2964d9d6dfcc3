"""One process keeps the store, runners in others ask it: wherever they are and however they ask.

SQLite does not hold on network disks, and is quickest with one writer; so the store stays in the
hands of the process it was opened in.  The runners are the same as without any of this.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.batch.store import Store
from assistant.errors import AssistantError

Answer = tuple[Any, AssistantError | None]
"""What a method of the store returned, or the error it raised."""
Ask = Callable[[str, tuple[Any, ...], Mapping[str, Any]], Answer]
"""From a method's name, arguments and options to its answer."""


class Keeper:
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
    ) -> Answer:
        """Call a method of the store; return its result, or the error it raised."""
        try:
            return getattr(self._of(worker), method)(*args, **options), None
        except AssistantError as error:
            return None, error

    def bury(self, worker: str) -> None:
        """Queue again what a worker held that was killed."""
        with self._lock:
            store = self._stores.pop(worker, None)
        if store is not None:
            store.leave(note="killed")

    def stop(self) -> None:
        """Ask all workers to end after the work in hand."""
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
    """The store as a worker sees it: every method of `Store`, called at the keeper by `ask`."""

    def __init__(
        self, ask: Callable[[str, tuple[Any, ...], Mapping[str, Any]], Answer], path: Path
    ):
        self._ask = ask
        self.path = path

    def __getattr__(self, method: str) -> Any:
        if method.startswith("_"):
            raise AttributeError(method)

        def call(*args: Any, **options: Any) -> Any:
            result, error = self._ask(method, args, options)
            if error is not None:
                raise error
            return result

        return call
