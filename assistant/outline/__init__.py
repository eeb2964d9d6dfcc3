"""From the text as read to the report: its head, its section tree, its closing."""

from __future__ import annotations

from assistant.outline.parse import parse
from assistant.outline.styled import styles_by_words

__all__ = ["parse", "styles_by_words"]
