"""A report as it came: its text, and what is needed to write it back as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from assistant.document import Styles


class Format(StrEnum):
    """What kind of file a report is."""

    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".docx": Format.DOCX,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read.

    `text` has every character of the file but the byte order mark, line ends as they stand in it.
    `name` is for messages and `path` None where the report came over standard input.  `notes` are
    sentences for the reader about what the file holds and the text does not (hidden runs,
    deleted revisions, text boxes), so that nothing is left out silently.  `original` says that a
    Word file's tracked changes were read as rejected, `styles` what its styles make of its lines.
    """

    text: str
    format: Format
    encoding: str = "utf-8"
    name: str = ""
    path: Path | None = None
    bom: bytes = b""
    notes: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    original: bool = False
    styles: Styles = field(default_factory=dict, repr=False)

    @property
    def newline(self) -> str:
        """The line end to write new lines with: CRLF where the file uses nothing else."""
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf and crlf == len(re.findall(r"\r\n?|\n", self.text)) else "\n"

    def styles_in(self, text: str) -> Styles:
        """Return the styles of the lines of `text`, which was made from this report's text.

        They go by words; a line that was reworded keeps the style of its paragraph.
        """
        if not self.styles or text == self.text:
            return self.styles
        from assistant.formats.docx.align import plan

        old = [line.strip() for line in self.text.split("\n")]
        new = {line.strip() for line in text.split("\n")}
        found = dict(self.styles)
        for step in plan(old, text):
            if step.old is None or step.text is None:
                continue
            before, after = old[step.old], step.text.strip()
            styles = set(self.styles.get(before, ()))
            if after != before and len(styles) == 1:
                found.setdefault(after, (styles.pop(),))
                if before not in new:
                    found.pop(before, None)
        return found

    def encode(self, text: str) -> bytes:
        """Return `text` as this file would hold it: its encoding, byte order mark, line ends.

        The text as read gives back the bytes as read.  Raises UnicodeEncodeError for text that
        no encoding can hold (a lone surrogate).
        """
        if text == self.text and self.raw and self.format is not Format.DOCX:
            return self.raw
        if self.newline == "\r\n":
            text = re.sub(r"\r\n?|\n", "\r\n", text)
        return self.bom + text.encode(self.encoding)
