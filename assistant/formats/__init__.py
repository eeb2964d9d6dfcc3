"""Files in and out: text, Markdown and Word, read into one kind of `Source`."""

from __future__ import annotations

from assistant.formats.output_form import LAYOUTS, Form, Remark
from assistant.formats.read import read_report
from assistant.formats.source import Format, Source
from assistant.formats.write import write_report

__all__ = [
    "LAYOUTS",
    "Form",
    "Format",
    "Remark",
    "Source",
    "read_report",
    "write_report",
]
