"""What is wrong where a file of SQLite cannot be used; each user says it in its own words."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto


class DatabaseFault(Enum):
    """Why a file of SQLite cannot be read or written."""

    FULL = auto()
    LOCKED = auto()
    """Another process holds it for too long, or its disk cannot lock (network shares)."""
    DAMAGED = auto()
    DENIED = auto()
    """Not to be written to, or the folder is not there."""
    OTHER = auto()


_KINDS = {
    sqlite3.SQLITE_FULL: DatabaseFault.FULL,
    sqlite3.SQLITE_BUSY: DatabaseFault.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseFault.LOCKED,
    sqlite3.SQLITE_PROTOCOL: DatabaseFault.LOCKED,
    sqlite3.SQLITE_IOERR: DatabaseFault.LOCKED,
    sqlite3.SQLITE_CORRUPT: DatabaseFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: DatabaseFault.DAMAGED,
    sqlite3.SQLITE_READONLY: DatabaseFault.DENIED,
    sqlite3.SQLITE_CANTOPEN: DatabaseFault.DENIED,
    sqlite3.SQLITE_PERM: DatabaseFault.DENIED,
}

_NO_TEXT = "Could not decode to UTF-8"


def fault_of(error: Exception) -> DatabaseFault:
    """Return what an error of `sqlite3` (or of the file system) comes of."""
    if isinstance(error, OSError):
        return DatabaseFault.DENIED
    if str(error).startswith(_NO_TEXT):
        return DatabaseFault.DAMAGED  # what Python reads itself has no code
    code = getattr(error, "sqlite_errorcode", -1)
    return _KINDS.get(code & 0xFF, DatabaseFault.OTHER)  # the low byte of an extended code
