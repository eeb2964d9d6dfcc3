"""Files in and out: text, Markdown and Word, read into one kind of `Source`."""

from __future__ import annotations

from assistant.formats.output_form import LAYOUTS, Form, Remark
from assistant.formats.read import read_report
from assistant.formats.source import Format, Source
from assistant.formats.write import encode_report, write_report

__all__ = [
    "LAYOUTS",
    "Form",
    "Format",
    "Remark",
    "Source",
    "encode_report",
    "read_report",
    "write_report",
]
