"""A Word file of tables: a title, and under each heading what is listed there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from assistant.formats.docx.edit import new_run
from assistant.formats.docx.gbt9704 import BODY_FONT, HEADING_FONTS
from assistant.formats.docx.names import make, put, w
from assistant.formats.docx.package import DOCUMENT, Package
from assistant.formats.docx.writer import empty_package

_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_SIZE: Final = 19


class Look(StrEnum):
    """How the words of a cell are shown."""

    PLAIN = ""
    OLD = "strike"
    NEW = "u"


_LETTERS: Final = ("ascii", "hAnsi", "eastAsia", "cs")


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
    sides = dict.fromkeys(("top", "right", "bottom", "left"), "1134")
    sides |= dict.fromkeys(("header", "footer", "gutter"), "0")
    body.append(make("sectPr", make("pgSz", w="11906", h="16838"), make("pgMar", **sides)))
    package.change(DOCUMENT)
    return package.save()


def _line(
    words: str, font: str, size: int, *, centred: bool = False, look: Look = Look.PLAIN
) -> Any:
    """Return a paragraph; `size` is in half points."""
    layout = make("pPr", make("spacing", before="60", after="60"))
    if centred:
        put(layout, make("jc", val="center"))
    run = new_run(_NO_XML.sub("", words))
    style = make("rPr", make("rFonts", **dict.fromkeys(_LETTERS, font)))
    put(style, make("sz", val=str(size)))
    if look is Look.OLD:
        put(style, make("strike"))
    if look is Look.NEW:
        put(style, make("u", val="single"))
    run.insert(0, style)
    return make("p", layout, run)


def _table(one: Listed) -> Any:
    lines = (
        make(side, val="single", sz="4", space="0")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    form = make("tblPr", make("tblW", w="5000", type="pct"), make("tblBorders", *lines))
    grid = make("tblGrid", *(make("gridCol", w=str(width)) for width in one.widths))
    head = [(name, Look.PLAIN) for name in one.columns]
    rows = [make("tr", make("trPr", make("tblHeader")), *_cells(head, one, HEADING_FONTS[0]))]
    rows += [make("tr", *_cells(row, one, BODY_FONT)) for row in one.rows]
    return make("tbl", form, grid, *rows)


def _cells(row: Sequence[tuple[str, Look]], one: Listed, font: str) -> Iterator[Any]:
    for (words, look), width in zip(row, one.widths, strict=True):
        form = make("tcPr", make("tcW", w=str(width), type="dxa"))
        yield make("tc", form, _line(words, font, _CELL_SIZE, look=look))
