"""From the text as read to the report: its head, its section tree, its closing."""

from __future__ import annotations

from assistant.outline.parse import parse

__all__ = ["parse"]
