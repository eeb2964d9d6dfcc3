"""Who did what on the page, for its operator: never a word of a report, never a file's name.

One line of JSON for each login, opening, download, deletion, and for each time text goes to another
host.  A work stands there by an id that opens nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from assistant.formats.refusals import not_written

visitor: ContextVar[str] = ContextVar("visitor", default="")
"""The address of whoever sent the request at hand, as the guard saw it."""


def asker() -> str:
    """Return the address that what is done at the moment is done for, empty where none is known.

    Gradio does what is asked later and elsewhere, and says itself for whose request.
    """
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    client = None if request is None else request.client
    return client.host if client is not None else visitor.get()


log = logging.getLogger(__name__)


class Audit:
    """The log, one file for its owner alone; every method may be called by any thread."""

    def __init__(self, path: Path) -> None:
        """Raise OutputError where it cannot be written: a page without it would tell nothing."""
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._append("")
        except OSError as error:
            raise not_written(path, error) from error

    def note(self, event: str, **what: str) -> None:
        """Add a line. A full disk is told in the server's log and keeps nobody from working."""
        line = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), "event": event}
        if address := asker():
            line["from"] = address
        try:
            self._append(json.dumps(line | what, ensure_ascii=False) + "\n")
        except OSError as error:
            log.warning("the audit log cannot be written: %s", error.strerror)

    def _append(self, line: str) -> None:
        # Opened for each line, so that it may be rotated; a link in its place is not followed.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with self._lock, os.fdopen(os.open(self.path, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(line)


def id_of(token: str) -> str:
    """Return the name of a work in the log: who reads it cannot open the work."""
    return hashlib.sha256(f"audit {token}".encode()).hexdigest()[:16]
