"""A Word file laid out to GB/T 9704-2012: page, grid, page numbers, styles line by line.

The words stay; direct fonts, sizes, bold and indents of the report's own lines give way to styles.
Tables, pictures, the table of contents and headers keep their look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.blocks import no_number
from assistant.formats.docx.edit import new_run, set_text, split_text
from assistant.formats.docx.furniture import (
    add_fonts,
    add_page_numbers,
    add_settings,
    add_styles,
    put_place,
)
from assistant.formats.docx.lines import Kind, Line, Piece, hidden_styles
from assistant.formats.docx.names import (
    PPR,
    RELATION,
    RPR,
    SECTION,
    R,
    T,
    drop,
    is_landscape,
    is_on,
    make,
    mark_of,
    properties,
    put,
    value,
    w,
)
from assistant.formats.docx.opened import Opened
from assistant.formats.docx.shapes import Shape
from assistant.formats.docx.sizes import pin_looks
from assistant.formats.docx.title_lines import title_lines

BLANKS: Final = " \t\u3000\xa0"
_OPEN_PLACE: Final = re.compile("【待补[^】]*】")
_OWN_IN_PPR: Final = (
    "pStyle", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "snapToGrid",
    "contextualSpacing", "autoSpaceDE", "autoSpaceDN", "widowControl", "keepNext", "keepLines",
    "adjustRightInd", "mirrorIndents", "textAlignment",
)  # fmt: skip
_OWN_IN_RPR: Final = (
    "rStyle", "rFonts", "b", "bCs", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "shd", "bdr", "snapToGrid", "lang",
)  # fmt: skip


def lay_out(opened: Opened, shapes: Mapping[int, Shape], *, break_titles: bool = True) -> None:
    """Lay out an opened file in place; `shapes` are those of its lines, by where they start.

    With `break_titles` a title too long for its line is broken where the sense does.
    """
    package = opened.package
    pin_looks(opened)
    add_styles(package)
    add_fonts(package)
    _set_pages(opened, sides=add_settings(package))
    hiding = hidden_styles(package.root("styles"))
    in_cells = _cell_numbers(opened)
    for line, shape in _shaped(opened, shapes):
        _keep_hidden(line, hiding)
        shape = _bare(line, shape)
        _write_number(line)
        _dress(line, shape)
        if break_titles and shape.style is gb.TITLE:
            _break_title(line)
        _mark_open_places(line)
    if _cell_numbers(opened) != in_cells:
        # Lines that counted before them count no more: they turn into text.
        for paragraph, label in in_cells:
            put(properties(paragraph), no_number())
            paragraph.insert(1, new_run(label))
    package.change(package.main)


def finish(opened: Opened, shapes: Mapping[int, Shape]) -> None:
    """Lay out what tracked changes have put into a file that was laid out before.

    New paragraphs get the look of their own kind, whatever the one beside them looks like; the
    title is broken and open places are marked now that the words are final.
    """
    for line, shape in _shaped(opened, shapes):
        if all(mark_of(block, "ins") is not None for block in line.blocks):
            _dress(line, shape)
        if shape.style is gb.TITLE:
            _break_title(line)
        _mark_open_places(line)
    opened.package.change(opened.package.main)


def _shaped(opened: Opened, shapes: Mapping[int, Shape]) -> Iterator[tuple[Line, Shape]]:
    """Yield the paragraphs of the report with their shapes."""
    position = 0
    for line in opened.report_lines:
        start, position = position, position + len(line.text) + 1
        if line.kind is Kind.TEXT:
            shape = shapes.get(start) or Shape(gb.BODY)
            # A title that is broken over two lines is one paragraph: the blank line is below both.
            breaks = (start + at + 1 for at, char in enumerate(line.text) if char == "\n")
            below = any(shapes[at].after for at in breaks if at in shapes)
            yield line, replace(shape, after=shape.after or below)


def _dress(line: Line, shape: Shape) -> None:
    """Give a paragraph its style, and its run-in heading one up to its mark."""
    for block in line.blocks:
        _place(block, shape)
    _cut(line, [shape.heading])
    for piece, run in _runs(line):
        look = _cleaned(run)
        if piece.end <= shape.heading:
            put(look, make("rStyle", val=gb.heading_text(shape.level)))
        if not len(look):
            run.remove(look)


def _mark_open_places(line: Line) -> None:
    """Highlight what is still to be filled in."""
    marks = [(m.start(), m.end()) for m in _OPEN_PLACE.finditer(line.text)]
    if not marks:
        return
    _cut(line, [edge for mark in marks for edge in mark])
    for piece, run in _runs(line):
        if any(start <= piece.start and piece.end <= end for start, end in marks):
            put(properties(run), make("highlight", val="yellow"))


def _runs(line: Line) -> Iterator[tuple[Piece, Any]]:
    for piece in line.pieces:
        run = None if piece.node is None else piece.node.getparent()
        if run is not None and run.tag == R:
            yield piece, run


def _keep_hidden(line: Line, hiding: Collection[str]) -> None:
    """Hide the words of a paragraph themselves where its style did: that style goes."""
    for block in line.blocks:
        if value(block.find(f"{PPR}/{w('pStyle')}")) in hiding:
            for run in block.iter(R):
                if is_on(run.find(RPR), "vanish") is None:
                    put(properties(run), make("vanish"))


def _bare(line: Line, shape: Shape) -> Shape:
    """Take the blanks off that an author typed for an indent or to push a line to its place.

    They would come on top of the layout's own.  Returns the shape of what is left.
    """
    label = len(line.label)
    _drop(line, max(label, len(line.text.rstrip(BLANKS))), len(line.text))
    before = 0 if label else len(line.text) - len(line.text.lstrip(BLANKS))
    _drop(line, 0, before)
    return replace(shape, heading=max(0, shape.heading - before))


def _drop(line: Line, start: int, end: int) -> None:
    """Take the characters `start`–`end` out of a line and of its elements."""
    for piece in [p for p in line.pieces if p.start < end and p.end > start]:
        if piece.node.tag == T:
            first, last = max(piece.start, start), min(piece.end, end)
            set_text(piece.node, line.text[piece.start : first] + line.text[last : piece.end])
        else:
            piece.node.getparent().remove(piece.node)
            line.pieces.remove(piece)
    for piece in line.pieces:
        piece.start -= max(0, min(piece.start, end) - start)
        piece.end -= max(0, min(piece.end, end) - start)
    line.text = line.text[:start] + line.text[end:]


def _write_number(line: Line) -> None:
    """Turn an automatic number into text: its own indent and tab would break the grid."""
    if not line.label:
        return
    run = new_run(line.label)
    home = next((p.node for p in line.pieces if p.node is not None), None)
    while home is not None and home.getparent() not in line.blocks:
        home = home.getparent()
    if home is None:
        line.paragraph.append(run)
    else:
        home.addprevious(run)
    line.pieces[0].node = next(run.iterchildren(w("t")))
    line.label = ""


def _cell_numbers(opened: Opened) -> list[tuple[Any, str]]:
    """Return the paragraphs in tables that Word numbers, with their numbers."""
    numbers = opened.numbers()
    shown = [(p, numbers.label(p), line.kind) for line in opened.lines for p in line.counted]
    return [(paragraph, label) for paragraph, label, kind in shown if label and kind is Kind.ROW]


def _place(paragraph: Any, shape: Shape) -> None:
    """Give a paragraph its style, and what the style cannot know: indents and blank lines."""
    own = properties(paragraph)
    drop(own, *_OWN_IN_PPR)
    look = own.find(RPR)
    if look is not None and not any(len(mark.attrib) > 1 for mark in look):  # no tracked mark
        own.remove(look)
    put(own, make("pStyle", val=shape.style.id))
    # What the style says is said again here: some programs that check a layout look no further.
    indents: dict[str, float] = {}
    if shape.right is not None:
        indents = {"right": shape.right}
    elif shape.left:
        indents = {"left": shape.left, "hanging": shape.hanging}
    put_place(own, shape.style, before=shape.before, after=shape.after, **indents)


def _break_title(line: Line) -> None:
    """Break a long title by line breaks; one the author has broken stays as it is."""
    if "\n" in line.text:
        return
    place = 0
    for part in title_lines(line.text)[:-1]:
        place += len(part)
        _cut(line, [place])
        node = next((p.node for p in line.pieces if p.start == place), None)
        if node is not None:
            node.addprevious(etree.Element(w("br")))


def _cut(line: Line, places: list[int]) -> None:
    """Split texts so that runs begin at these places of the line, which are in order."""
    pieces = []
    for piece in line.pieces:
        for place in places:
            inside = piece.start < place < piece.end
            if inside and piece.node is not None and piece.node.tag == T:
                rest = split_text(piece.node, place - piece.start)
                pieces.append(Piece(piece.start, place, piece.node))
                piece = Piece(place, piece.end, rest)
        pieces.append(piece)
    line.pieces = pieces


def _cleaned(run: Any) -> Any:
    """Return a run's properties without what the styles say now."""
    look = properties(run)
    drop(look, *_OWN_IN_RPR)
    return look


def _set_pages(opened: Opened, *, sides: bool) -> None:
    """Give every upright section paper, margins, grid and page numbers.

    Without `sides` the file did not tell odd pages from even ones: no header or footer that was
    for even pages alone was shown, and none is.
    """
    footers: dict[str, str] = {}
    for section in opened.body.iter(SECTION):
        if not sides:
            for kind in ("header", "footer"):
                _show_on_all_pages(section, kind)
        if is_landscape(section):
            continue
        if not footers:
            footers = add_page_numbers(opened.package)
        margins = {side: str(value) for side, value in gb.MARGINS.items()}
        grid = {"linePitch": str(gb.LINE), "charSpace": str(gb.CHARACTER_SPACE)}
        put(
            section,
            make("pgSz", **{side: str(value) for side, value in gb.PAGE.items()}),
            make("pgMar", **margins, header="851", footer=str(gb.FOOTER), gutter="0"),
            make("docGrid", type="linesAndChars", **grid),
        )
        drop(section, "titlePg")
        _set_footers(section, footers)
    if next(opened.body.iter(SECTION), None) is None:
        opened.body.append(make("sectPr"))
        _set_pages(opened, sides=sides)


def _show_on_all_pages(section: Any, kind: str) -> None:
    references = {r.get(w("type")): r for r in section.findall(w(f"{kind}Reference"))}
    if "even" in references:
        section.remove(references["even"])
    if "default" in references:
        even = deepcopy(references["default"])
        even.set(w("type"), "even")
        references["default"].addnext(even)


def _set_footers(section: Any, footers: dict[str, str]) -> None:
    drop(section, "footerReference")
    for old in section.findall(w("headerReference")):
        if old.get(w("type")) == "first":
            section.remove(old)
    place = len(section.findall(w("headerReference")))
    for offset, (kind, number) in enumerate(footers.items()):
        reference = make("footerReference", type=kind)
        reference.set(RELATION, number)
        section.insert(place + offset, reference)
