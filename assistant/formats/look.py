"""How a report looks in its file, where the file says so."""

from __future__ import annotations

from assistant.errors import FormatError
from assistant.formats.docx.forms import Layout, LineLook, PageLook, RunLook, layout_of
from assistant.formats.docx.opened import open_docx
from assistant.formats.source import Format, Source

__all__ = ["Layout", "LineLook", "PageLook", "RunLook", "read_layout"]


def read_layout(source: Source) -> Layout | None:
    """Return how a Word file looks, or None for text and Markdown.

    Raises FormatError only where the file can no longer be opened.
    """
    if source.format is not Format.DOCX or not source.raw:
        return None
    try:
        return layout_of(open_docx(source.raw, source.name, original=source.original))
    except FormatError:
        raise
    except (ValueError, AttributeError, KeyError):
        return None  # a look that cannot be made out is no reason to refuse the report
