"""A Word file laid out to GB/T 9704-2012: page, grid, page numbers, styles line by line.

The words stay; direct fonts, sizes, bold and indents of the report's own lines give way to styles.
Tables, pictures, the table of contents and headers keep their look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.edit import new_run, split_text
from assistant.formats.docx.furniture import add_fonts, add_page_numbers, add_settings, add_styles
from assistant.formats.docx.lines import Kind, Line, Piece
from assistant.formats.docx.names import (
    SECTION,
    R,
    T,
    make,
    mark_of,
    properties,
    put,
    w,
)
from assistant.formats.docx.opened import Opened
from assistant.formats.docx.shapes import Shape
from assistant.formats.docx.sizes import pin_sizes
from assistant.formats.docx.title_lines import title_lines

_OPEN_PLACE: Final = re.compile("【待补[^】]*】")
_OWN_IN_PPR: Final = (
    "pStyle", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "snapToGrid",
    "contextualSpacing", "autoSpaceDE", "autoSpaceDN", "widowControl", "keepNext", "keepLines",
    "adjustRightInd", "mirrorIndents", "textAlignment", "rPr",
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
    pin_sizes(opened)
    add_styles(package)
    add_fonts(package)
    add_settings(package)
    _set_pages(opened)
    for line, shape in _shaped(opened, shapes):
        _write_number(line)
        _dress(line, shape)
        if break_titles and shape.style is gb.TITLE:
            _break_title(line)
        _mark_open_places(line)
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
        if line.kind is Kind.TEXT:
            yield line, shapes.get(position) or Shape(gb.BODY)
        position += len(line.text) + 1


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


def _write_number(line: Line) -> None:
    """Turn an automatic number into text: its own indent and tab would break the grid."""
    if not line.label:
        return
    run = new_run(line.label)
    home = next(p.node for p in line.pieces if p.node is not None)
    while home.getparent() is not line.paragraph:
        home = home.getparent()
    home.addprevious(run)
    line.pieces[0].node = next(run.iterchildren(w("t")))
    line.label = ""


def _place(paragraph: Any, shape: Shape) -> None:
    """Give a paragraph its style, and what the style cannot know: indents and blank lines."""
    own = properties(paragraph)
    for tag in _OWN_IN_PPR:
        for child in own.findall(w(tag)):
            if tag == "rPr" and any(len(m.attrib) > 1 for m in child):
                continue  # a tracked mark
            own.remove(child)
    put(own, make("pStyle", val=shape.style.id))
    spacing = {}
    if shape.before:
        spacing["before"] = str(gb.LINE)
    if shape.after:
        spacing["after"] = str(gb.LINE)
    if spacing:
        put(own, make("spacing", **spacing))
    if shape.right is not None:
        put(own, make("ind", **_measured("right", shape.right)))
    elif shape.left:
        hanging = _measured("hanging", shape.hanging) if shape.hanging else {}
        put(own, make("ind", **_measured("left", shape.left), **hanging))


def _measured(side: str, characters: float) -> dict[str, str]:
    """Return an indent in hundredths of characters, and in twips for programs without them."""
    twips = round(characters * gb.STEP)
    return {f"{side}Chars": str(round(characters * 100)), side: str(twips)}


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
                tail = deepcopy(piece)
                piece_end, piece.end = piece.end, place
                pieces.append(piece)
                piece = tail
                piece.node, piece.start, piece.end = rest, place, piece_end
        pieces.append(piece)
    line.pieces = pieces


def _cleaned(run: Any) -> Any:
    """Return a run's properties without what the styles say now."""
    look = properties(run)
    for tag in _OWN_IN_RPR:
        for child in look.findall(w(tag)):
            look.remove(child)
    return look


def _set_pages(opened: Opened) -> None:
    """Give every upright section paper, margins, grid and page numbers."""
    footers: dict[str, str] = {}
    for section in opened.body.iter(SECTION):
        size = section.find(w("pgSz"))
        if size is not None and size.get(w("orient")) == "landscape":
            continue
        if not footers:
            footers = add_page_numbers(opened.package)
        put(section, make("pgSz", **{side: str(value) for side, value in gb.PAGE.items()}))
        margins = {side: str(value) for side, value in gb.MARGINS.items()}
        edges = make("pgMar", **margins, header="851", footer=str(gb.FOOTER), gutter="0")
        put(section, edges)
        grid = {"linePitch": str(gb.LINE), "charSpace": str(gb.CHARACTER_SPACE)}
        put(section, make("docGrid", type="linesAndChars", **grid))
        for child in section.findall(w("titlePg")):
            section.remove(child)
        _set_footers(section, footers)
    if next(opened.body.iter(SECTION), None) is None:
        opened.body.append(make("sectPr"))
        _set_pages(opened)


def _set_footers(section: Any, footers: dict[str, str]) -> None:
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for old in section.findall(w("footerReference")):
        section.remove(old)
    headers = {h.get(w("type")): h for h in section.findall(w("headerReference"))}
    for old in [h for kind, h in headers.items() if kind == "first"]:
        section.remove(old)
    if "default" in headers and "even" not in headers:
        even = deepcopy(headers["default"])
        even.set(w("type"), "even")
        headers["default"].addnext(even)
    place = len(section.findall(w("headerReference")))
    for offset, (kind, number) in enumerate(footers.items()):
        reference = make("footerReference", type=kind)
        reference.set(relation, number)
        section.insert(place + offset, reference)
