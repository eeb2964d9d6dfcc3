"""Word files for tests: whole ones built with the library, crooked ones put together by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


@cache
def _blank() -> bytes:
    """The library's blank file without a hundred looks of tables, in two copies: 0.8 MB of XML
    that each file of each test would be packed with and read with, and that no test asks for."""
    document = docx.Document()
    for style in [one for one in document.styles if one.type == WD_STYLE_TYPE.TABLE]:
        if style.base_style is not None:
            style.delete()
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(name)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(
    *paragraphs: str, change: Callable[[Any], None] | None = None, all_styles: bool = False
) -> bytes:
    """Return a Word file with these paragraphs, after `change` has had the document."""
    document = docx.Document(None if all_styles else io.BytesIO(_blank()))
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def body_of(*inner: str) -> bytes:
    """Return a Word file whose body holds these elements, written as WordprocessingML."""

    def fill(document: Any) -> None:
        for xml in inner:
            document.element.body.insert(len(document.element.body) - 1, element(xml))

    return word(change=fill)


def element(xml: str) -> Any:
    """Parse WordprocessingML whose first tag lacks its namespace."""
    head, sep, rest = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.rstrip('/')} {nsdecls('w')}{slash}{sep}{rest}")


def rezip(data: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Return the package with parts replaced, added, or (None) taken out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in [*old.namelist(), *(n for n in changed if n not in old.namelist())]:
            content = changed.get(name, b"") if name in changed else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return what each part of a package holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def hide(document: Any) -> None:
    """Let a style hide the second paragraph."""
    document.styles["Heading 2"].font.hidden = True
    document.paragraphs[1].style = document.styles["Heading 2"]
