"""What parsing never loses: the blocks of a report are its text, whole and in order."""

from __future__ import annotations

from assistant.document import Report


def tiled(report: Report) -> str:
    """Return the text put together from its blocks."""
    return "".join(map(report.of, report.blocks))
