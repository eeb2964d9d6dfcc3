"""What was paid for, as the store keeps it: replies to calls, and verified work on sections."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any


def cached(
    connection: sqlite3.Connection, keys: Sequence[str]
) -> dict[str, tuple[list[Any], dict[str, str]]]:
    """Return what verified work is known for these section keys: (made, prompts)."""
    found = {}
    for key in keys:
        row = connection.execute("SELECT made, prompts FROM cache WHERE key=?", (key,)).fetchone()
        if row is not None:
            found[key] = (json.loads(row["made"]), json.loads(row["prompts"]))
    return found


def adopt(connection: sqlite3.Connection, key: str, section: int) -> bool:
    """Put a reply kept for nobody down to a section; False where another was quicker."""
    done = connection.execute(
        "UPDATE replies SET section=? WHERE key=? AND section=0", (section, key)
    )
    return done.rowcount > 0


def tidy(connection: sqlite3.Connection) -> None:
    """Drop all replies once no report is left that could need them."""
    left = connection.execute(
        "SELECT 1 FROM reports WHERE state IN ('queued','open','ready') LIMIT 1"
    ).fetchone()
    if left is None:
        connection.execute("DELETE FROM replies")
