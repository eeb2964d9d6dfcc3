"""`results.jsonl`: one line a report, in the order of input, as far as the work has come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from assistant.batch.store import Store
from assistant.formats.write import write_whole

RECORD = "results.jsonl"
SELDOM = 20
"""Writing the record takes at most one part in so many of the time."""
SOON = 1.0
"""Seconds between two writings at least."""


def write_record(store: Store, folder: Path) -> Path:
    """Write the record anew from the store, whole or not at all, and return its path.

    Raises OutputError where it cannot be written.
    """
    return write_whole(folder / RECORD, record_lines(store))


def record_lines(store: Store) -> Iterator[bytes]:
    """Yield the lines of the record: the reports that have a result."""
    for row in store.reports():
        if row.result is not None:
            yield json.dumps(row.result, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


class Recorder:
    """Writes the record from time to time, so that a killed run leaves a fresh one."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._next = 0.0

    def now_and_then(self) -> None:
        """Write the record if it is time; raises OutputError where it cannot be written."""
        began = monotonic()
        if began < self._next:
            return
        write_record(self._store, self._folder)
        took = monotonic() - began
        self._next = monotonic() + max(SOON, took * SELDOM)
