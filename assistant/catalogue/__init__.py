"""Every finding the program can report: one row each in findings.toml, made by `found` alone."""

from __future__ import annotations

from assistant.catalogue.found import found, is_reading, item_why, message
from assistant.catalogue.table import About, finding_name, rows

__all__ = [
    "About",
    "finding_name",
    "found",
    "is_reading",
    "item_why",
    "message",
    "rows",
]
