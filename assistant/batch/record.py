"""`results.jsonl`: one line a report, in the order of input, as far as the work has come."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from time import monotonic

from assistant.batch.store import Store
from assistant.errors import OutputError

RECORD = "results.jsonl"
SELDOM = 20
"""Writing the record takes at most one part in so many of the time."""
SOON = 1.0
"""Seconds between two writings at least."""


def write_record(store: Store, folder: Path) -> Path:
    """Write the record anew from the store, whole or not at all, and return its path.

    Raises OutputError where it cannot be written.
    """
    target = folder / RECORD
    temporary = folder / f".{RECORD}.{secrets.token_hex(4)}.part"
    try:
        with temporary.open("x", encoding="utf-8") as stream:
            for row in store.reports():
                if row.result is not None:
                    stream.write(json.dumps(row.result, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = error.strerror or error
        raise OutputError(
            f"无法写入“{target}”：{reason}。", f"Cannot write “{target}”: {reason}."
        ) from error
    return target


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
