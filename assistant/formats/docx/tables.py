"""A Word file of tables: a title, and under each heading what is listed there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lxml import etree

from assistant.formats.docx.edit import new_run
from assistant.formats.docx.gbt9704 import BODY_FONT, HEADING_FONTS
from assistant.formats.docx.names import CELL, PPR, ROW, RPR, TABLE, VAL, P, w
from assistant.formats.docx.package import DOCUMENT, Package
from assistant.formats.docx.writer import empty_package

_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_SIZE: Final = 19


class Look(StrEnum):
    """How the words of a cell are shown."""

    PLAIN = ""
    OLD = "strike"
    NEW = "u"


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading, a line of words under it, and a table; a row is as long as `columns`."""

    heading: str
    words: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[tuple[str, Look]]] = ()
    widths: Sequence[int] = ()


def write_tables(title: str, lists: Sequence[Listed]) -> bytes:
    """Return the Word file, without the control characters that XML cannot hold."""
    package = Package(empty_package(title))
    body = package.tree(DOCUMENT).find(w("body"))
    body.append(_line(title, HEADING_FONTS[0], 32, centred=True))
    for one in lists:
        body.append(_line(one.heading, HEADING_FONTS[0], 24))
        if one.words:
            body.append(_line(one.words, BODY_FONT, 21))
        if one.rows:
            body.append(_table(one))
    page = etree.SubElement(body, w("sectPr"))
    etree.SubElement(page, w("pgSz"), {w("w"): "11906", w("h"): "16838"})
    sides = dict.fromkeys(("top", "right", "bottom", "left"), "1134")
    sides |= dict.fromkeys(("header", "footer", "gutter"), "0")
    etree.SubElement(page, w("pgMar"), {w(k): v for k, v in sides.items()})
    package.change(DOCUMENT)
    return package.save()


def _line(
    words: str, font: str, size: int, *, centred: bool = False, look: Look = Look.PLAIN
) -> Any:
    """Return a paragraph; `size` is in half points."""
    line = etree.Element(P)
    layout = etree.SubElement(line, PPR)
    etree.SubElement(layout, w("spacing"), {w("before"): "60", w("after"): "60"})
    if centred:
        etree.SubElement(layout, w("jc"), {VAL: "center"})
    run = new_run(_NO_XML.sub("", words))
    style = etree.Element(RPR)
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)
    etree.SubElement(style, w("rFonts"), {w(k): v for k, v in fonts.items()})
    if look is Look.OLD:
        etree.SubElement(style, w("strike"))
    etree.SubElement(style, w("sz"), {VAL: str(size)})
    if look is Look.NEW:
        etree.SubElement(style, w("u"), {VAL: "single"})
    run.insert(0, style)
    line.append(run)
    return line


def _table(one: Listed) -> Any:
    table = etree.Element(TABLE)
    form = etree.SubElement(table, w("tblPr"))
    etree.SubElement(form, w("tblW"), {w("w"): "5000", w("type"): "pct"})
    borders = etree.SubElement(form, w("tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, w(side), {VAL: "single", w("sz"): "4", w("space"): "0"})
    grid = etree.SubElement(table, w("tblGrid"))
    for width in one.widths:
        etree.SubElement(grid, w("gridCol"), {w("w"): str(width)})
    head = [(name, Look.PLAIN) for name in one.columns]
    for number, row in enumerate([head, *one.rows]):
        made = etree.SubElement(table, ROW)
        if not number:
            etree.SubElement(etree.SubElement(made, w("trPr")), w("tblHeader"))
        for (words, look), width in zip(row, one.widths, strict=True):
            cell = etree.SubElement(made, CELL)
            size = {w("w"): str(width), w("type"): "dxa"}
            etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"), size)
            font = BODY_FONT if number else HEADING_FONTS[0]
            cell.append(_line(words, font, _CELL_SIZE, look=look))
    return table
