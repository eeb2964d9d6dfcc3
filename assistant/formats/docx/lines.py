"""A Word file's body as lines of text, every character of them tied to the element it stands in.

One paragraph is one line (a soft break in it is a `\\n`), one table row is one line with tabs
between its cells.  The number that Word puts before a paragraph is part of the line, but stands
in no element.  Text follows Word's view with all revisions accepted; for the original, the tree
is settled (`settle.py`) before it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from assistant.formats.docx.names import (
    ALTERNATIVE,
    CELL,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    ROW,
    RPR,
    SECTION,
    TABLE,
    P,
    R,
    StyleTree,
    T,
    emoji_of,
    has,
    has_object,
    is_on,
    leaves,
    next_block,
    value,
    w,
)
from assistant.formats.docx.numbering import Numbers

_INNER: Final = frozenset(
    {INS, MOVE_TO}
    | {w(tag) for tag in ("sdt", "sdtContent", "hyperlink", "smartTag", "customXml")}
    | {w(tag) for tag in ("fldSimple", "bdo", "dir")}
)
"""Containers whose children read on."""

_GONE: Final = frozenset({DEL, MOVE_FROM})
_SIGNS: Final = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_BREAK, _FIELD, _CODE = w("br"), w("fldChar"), w("instrText")
_SYMBOL: Final = w("sym")
_RUBY, _RUBY_BASE = w("ruby"), w("rubyBase")
_STYLE, _RUN_STYLE = w("pStyle"), w("rStyle")


class Kind(StrEnum):
    """What a line is in the file: report text, a table's row, an entry Word wrote itself, or none:
    a paragraph that is there for a picture, the end of a section, or was joined with the next."""

    TEXT = "text"
    ROW = "row"
    CONTENTS = "contents"
    NONE = "none"


@dataclass(slots=True)
class Piece:
    """`start`–`end` of a line's text and its element; None for what only Word's view shows."""

    start: int
    end: int
    node: Any


@dataclass(slots=True)
class Line:
    """One paragraph or table row.

    `blocks` are the `w:p` elements that read as one (a deleted paragraph mark joins two), or the
    one `w:tr`.  `label` is the automatic number `text` begins with; `homes` are the paragraphs
    that new text goes into, by the place in the text from which each does; `counted` are those
    that count in lists, numbered or not, in reading order.
    """

    text: str
    kind: Kind
    blocks: list[Any]
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    homes: list[tuple[int, Any]] = field(default_factory=list)
    counted: list[Any] = field(default_factory=list)

    @property
    def paragraph(self) -> Any:
        """The paragraph whose properties the line has."""
        return self.blocks[-1]

    @property
    def ends_section(self) -> bool:
        """Whether the line's paragraph is also the end of a section."""
        return self.paragraph.find(f"{PPR}/{SECTION}") is not None


class LineReader:
    """Reads the blocks of a body in order; `hidden` and `counts` are what was met on the way and is
    no part of the text."""

    def __init__(self, numbers: Numbers, hidden_styles: frozenset[str] | set[str]) -> None:
        self._numbers = numbers
        self._hidden_styles = hidden_styles
        self._fields: list[list[str]] = []  # open fields: their code, then "" once it has ended
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self._length = 0
        self._counted: list[Any] = []
        self._in_contents = False
        self.hidden: list[str] = []
        self.counts: Counter[str] = Counter()

    def lines(self, container: Any, contents: bool = False) -> Iterator[Line]:
        """Yield the lines of a body or content control."""
        joined: list[Any] = []
        for block in container:
            if block.tag == P:
                joined.append(block)
                following = next_block(block) if leaves(block) else None
                if (
                    following is None
                    or following.getparent() is not container
                    or (following.tag != P)
                ):
                    line = self._paragraph(joined, contents)
                    joined = []
                    if not line.text and following is not None:
                        line.kind = Kind.NONE
                    yield line
            elif block.tag == TABLE:
                yield from self._rows(block)
            elif block.tag in _INNER:
                yield from self.lines(block, contents or _is_contents(block))

    def _rows(self, table: Any) -> Iterator[Line]:
        for row in within(table, ROW):
            marks = row.find(w("trPr"))
            if marks is not None and marks.find(DEL) is not None:
                self.counts["deleted"] += 1
                continue
            self._begin()
            homes: list[tuple[int, Any]] = []
            for number, cell in enumerate(within(row, CELL)):
                if number:
                    self._emit("\t", None)
                homes += [(self._length, p) for p in cell.iterchildren(P)][:1]
                self._cell(cell)
            text, counted = "".join(self._texts), self._counted
            yield Line(text, Kind.ROW, [row], self._pieces, homes=homes, counted=counted)

    def _cell(self, container: Any) -> None:
        """Read the paragraphs of a cell, a space between those that say something."""
        for block in container:
            if block.tag == P:
                before = len(self._texts), len(self._pieces), self._length
                if self._length and self._texts[-1] != "\t":
                    self._emit(" ", None)
                after = self._length
                self._emit(self._label(block), None)
                self._inline(block, self._paragraph_hides(block))
                if self._length == after:
                    del self._texts[before[0] :], self._pieces[before[1] :]
                    self._length = before[2]
            elif block.tag == TABLE:
                for row in within(block, ROW):
                    for cell in within(row, CELL):
                        self._cell(cell)
            elif block.tag in _INNER:
                self._cell(block)

    def _paragraph(self, blocks: list[Any], contents: bool) -> Line:
        """Read paragraphs that make one line."""
        self._begin()
        self._in_contents = contents or self._contents_open()
        last = blocks[-1]
        label = self._label(last)
        self._emit(label, None)
        hides = self._paragraph_hides(last)
        for block in blocks:
            self._inline(block, hides)
        # A break at the end only sets the next paragraph off.
        text = "".join(self._texts).rstrip("\n")
        pieces = [p for p in self._pieces if p.start < len(text)]
        kind = Kind.CONTENTS if self._in_contents else Kind.TEXT
        if not text[len(label) :].strip() and any(
            has_object(block) or has(block, (SECTION,)) for block in blocks
        ):
            kind = Kind.NONE  # still there for something else
        return Line(text, kind, list(blocks), pieces, label, [(0, last)], self._counted)

    def _label(self, paragraph: Any) -> str:
        self._counted.append(paragraph)
        return self._numbers.label(paragraph)

    def _begin(self) -> None:
        self._texts, self._pieces, self._length, self._counted = [], [], 0, []

    def _emit(self, text: str, node: Any) -> None:
        if text:
            self._texts.append(text)
            self._pieces.append(Piece(self._length, self._length + len(text), node))
            self._length += len(text)

    def _contents_open(self) -> bool:
        return any(code[0].lstrip().upper().startswith("TOC") for code in self._fields)

    def _inline(self, container: Any, hidden: bool) -> None:
        for element in container:
            tag = element.tag
            if tag == R:
                if self._hides(element, hidden) and _words(element).strip():
                    self.hidden.append(_words(element))
                else:
                    self._run(element)
            elif tag in _INNER:
                self._inline(element, hidden)
            elif tag in _GONE:
                self.counts["deleted"] += 1

    def _run(self, run: Any) -> None:
        for element in run:
            tag = element.tag
            if tag == _FIELD:
                self._field(element.get(w("fldCharType")))
            elif tag == _CODE:
                if self._fields:
                    self._fields[-1][0] += element.text or ""
            elif self._shown():
                self.counts["symbol"] += tag == _SYMBOL
                self._emit(_said(element), element)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(["", "code"])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = ""
            self._in_contents = self._in_contents or self._contents_open()
        elif self._fields and kind == "end":
            self._fields.pop()

    def _shown(self) -> bool:
        """Whether text here is shown: not where it is part of a field's code."""
        return not any(code[1] for code in self._fields)

    def _paragraph_hides(self, paragraph: Any) -> bool:
        form = paragraph.find(PPR)
        return form is not None and value(form.find(_STYLE)) in self._hidden_styles

    def _hides(self, run: Any, by_paragraph: bool) -> bool:
        look = run.find(RPR)
        if look is None:
            return by_paragraph
        own = is_on(look, "vanish")
        if own is not None:
            return own
        return by_paragraph or value(look.find(_RUN_STYLE)) in self._hidden_styles


def hidden_styles(styles: Any) -> frozenset[str]:
    """Return the IDs of the styles that hide their text, by themselves or by inheritance."""
    tree = StyleTree(styles)

    def hides(name: str) -> bool:
        said = (is_on(style.find(RPR), "vanish") for style in tree.upwards(name))
        return next((found for found in said if found is not None), False)

    return frozenset(filter(hides, tree))


def _is_contents(control: Any) -> bool:
    gallery = next(control.iter(w("docPartGallery")), None)
    return gallery is not None and value(gallery) == "Table of Contents"


def within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _INNER:
            yield from within(child, tag)


def _said(element: Any) -> str:
    """Return what an element of a run shows as text."""
    tag = element.tag
    if tag == T:
        return element.text or ""
    if tag == _BREAK:
        return "\n" if element.get(w("type"), "textWrapping") == "textWrapping" else ""
    if tag == _RUBY:
        return "".join(t.text or "" for t in element.iterfind(f"{_RUBY_BASE}//{T}"))
    return emoji_of(element) if tag == ALTERNATIVE else _SIGNS.get(tag, "")


def _words(run: Any) -> str:
    return "".join(t.text or "" for t in run.iterchildren(T))
