"""A report as a Word file of its own, laid out to GB/T 9704-2012."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from assistant.formats.docx.edit import new_run
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.layout import BLANKS, finish, lay_out
from assistant.formats.docx.names import WORD, P, w
from assistant.formats.docx.opened import Opened, open_docx, read_lines
from assistant.formats.docx.package import DOCUMENT, Package
from assistant.formats.docx.shapes import Shape, shapes_of
from assistant.formats.docx.style_levels import line_styles
from assistant.formats.output_form import Remark
from assistant.outline import parse, styles_by_words

_HASHES: Final = re.compile(r"^\s*#{1,6}\s+")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_LONGEST_TITLE: Final = 255
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"


def write_docx(text: str, *, markdown: bool = False) -> bytes:
    """Return a Word file with every line of `text` that is not blank, laid out.

    In Markdown the marks of headings and bold type give way to fonts; elsewhere `**` may be a
    masked figure and stays.  A title too long for its line is broken by line breaks.  Raises
    ValueError for control characters that XML cannot hold.
    """
    report = parse(text)
    raw = shapes_of(report, blanks=False)
    package = Package(empty_package(report.title))
    tree = package.tree(DOCUMENT)
    body = tree.find(w("body"))
    shapes: dict[int, Shape] = {}
    position = 0
    for block in report.blocks:
        shape = raw.get(block.start)
        if shape is None:
            continue
        line = report.of(block).strip()
        words = _plain(line) if markdown else line
        heading = line[: shape.heading]
        shapes[position] = replace(shape, heading=len(_plain(heading) if markdown else heading))
        etree.SubElement(body, P).append(new_run(words))
        position += len(words) + 1
    lay_out(read_lines(package, tree), shapes)
    return package.save()


def _plain(words: str) -> str:
    return _BOLD.sub(r"\1", _HASHES.sub("", words))


def lay_out_docx(
    data: bytes, *, name: str = "", original: bool = False, break_titles: bool = True
) -> bytes:
    """Return the Word file `data` laid out, its words as they are.

    Raises FormatError for a file that cannot be opened.
    """
    opened = open_docx(data, name, original=original)
    lay_out(opened, _shapes(opened), break_titles=break_titles)
    return opened.package.save()


def lay_out_tracked(
    data: bytes,
    text: str,
    *,
    name: str = "",
    original: bool = False,
    remarks: Sequence[Remark] = (),
) -> bytes:
    """Return the Word file `data` laid out, with `text` put into it as tracked changes.

    The layout itself is no tracked change: rejecting all gives the text as read, laid out.
    Raises what `rewrite_docx` raises.
    """
    laid = lay_out_docx(data, name=name, original=original, break_titles=False)
    said = set(open_docx(laid, name).text.split("\n"))
    text = "\n".join(_without_blanks(line, said) for line in text.split("\n"))
    tracked = rewrite_docx(laid, text, name=name, revisions=True, remarks=remarks)
    opened = open_docx(tracked, name)
    finish(opened, _shapes(opened))
    return opened.package.save()


def _without_blanks(line: str, said: set[str]) -> str:
    """Return a line without the outer blanks that a laid-out file has lost, `said` its lines."""
    bare = line.strip(BLANKS)
    if line in said or bare in said:
        return line if line in said else bare
    return line.strip(BLANKS.replace("\t", ""))  # a tab may stand for the empty cell of a row


def _shapes(opened: Opened) -> dict[int, Shape]:
    styles = styles_by_words(line_styles(opened))
    return shapes_of(parse(opened.text, styles=styles))


def empty_package(title: str) -> bytes:
    """Return a package with an empty body under a title."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    stamp = 'xsi:type="dcterms:W3CDTF"'
    title = "".join(filter(str.isprintable, title[:_LONGEST_TITLE]))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{_MAIN}"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" '
        f'Target="{DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator/>"
        f"<dcterms:created {stamp}>{now}</dcterms:created>"
        f"<dcterms:modified {stamp}>{now}</dcterms:modified></cp:coreProperties>",
        DOCUMENT: f'<w:document xmlns:w="{WORD}" xmlns:r="{_OFFICE}/relationships"><w:body/>'
        "</w:document>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, _XML + content)
    return stream.getvalue()
