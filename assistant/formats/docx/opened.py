"""A Word file opened: its package, its body's tree and the lines of text in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.errors import FormatError
from assistant.formats.docx.lines import Kind, Line, LineReader, hidden_styles
from assistant.formats.docx.names import w
from assistant.formats.docx.numbering import Numbers
from assistant.formats.docx.package import Package
from assistant.formats.docx.package_guard import BROKEN, check_package
from assistant.formats.docx.settle import settle
from assistant.formats.refusals import cannot_read


@dataclass
class Opened:
    """`lines` has every line of the body in order, those that are no report text among them."""

    package: Package
    tree: Any
    lines: list[Line]
    seen: LineReader

    @property
    def body(self) -> Any:
        """The element that holds the paragraphs."""
        return self.tree.find(w("body"))

    @property
    def report_lines(self) -> list[Line]:
        """The lines that are report text."""
        return [line for line in self.lines if line.kind in (Kind.TEXT, Kind.ROW)]

    @property
    def text(self) -> str:
        """The report's text, a line end after each line."""
        return "".join(f"{line.text}\n" for line in self.report_lines)

    def numbers(self) -> Numbers:
        """Return a fresh count of the automatic numbers."""
        return Numbers(self.package.root("numbering"), self.package.root("styles"))


def open_docx(data: bytes, name: str, *, original: bool = False) -> Opened:
    """Open a Word file: with its tracked changes accepted, or with all of them rejected.

    Raises FormatError, one sentence, for a package that is broken, encrypted or hostile.
    """
    check_package(data, name)
    try:
        package = Package(data)
        tree = package.tree(package.main)
        begins = (package.tree(name) for name in ("[Content_Types].xml", "_rels/.rels"))
        if tree is None or tree.find(w("body")) is None or any(one is None for one in begins):
            raise cannot_read(name, *BROKEN)
        if original:
            settle(tree, accept=False)
        return read_lines(package, tree)
    except FormatError:
        raise
    except Exception as error:
        # The package is hostile territory: whatever a crafted part makes the library raise, the
        # user is told the file is broken.
        raise cannot_read(name, *BROKEN) from error


def read_lines(package: Package, tree: Any) -> Opened:
    """Read the lines of a tree that is open already."""
    styles = package.root("styles")
    reader = LineReader(Numbers(package.root("numbering"), styles), hidden_styles(styles))
    lines = list(reader.lines(tree.find(w("body"))))
    return Opened(package, tree, lines, reader)
