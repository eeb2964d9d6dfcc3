"""Packages that name things in their own way are read and written like the others."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest

from assistant.errors import FormatError
from assistant.formats.docx.forms import layout_of
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.names import twips
from assistant.formats.docx.opened import open_docx
from assistant.formats.docx.writer import lay_out_docx
from tests.formats.own_files import OWN
from tests.formats.packages import parts, rezip

BODY = "word/document.xml"
RELS = "word/_rels/document.xml.rels"


def strict(data: bytes) -> bytes:
    """The file in the Strict variant of the format, as Word saves it on request."""
    changed: dict[str, bytes | None] = {}
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")) and not name.startswith("["):
            new = re.sub(
                rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(?!metadata)",
                lambda m: m[0] if m[1] == b"package" else rb"http://purl.oclc.org/ooxml/%b/" % m[1],
                content,
            )
            new = new.replace(b"extended-properties", b"extendedProperties")
            new = new.replace(b'w:w="12240" w:h="15840"', b'w:w="612pt" w:h="792pt"')
            changed[name] = new.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
    return rezip(data, changed)


def elsewhere(data: bytes) -> bytes:
    """The file with its body in a part of another name, as some servers write it."""
    old = parts(data)
    return rezip(
        data,
        {
            BODY: None,
            "word/document2.xml": old[BODY],
            RELS: None,
            RELS.replace("document", "document2"): old[RELS],
            "_rels/.rels": old["_rels/.rels"].replace(b"document.xml", b"document2.xml"),
            "[Content_Types].xml": old["[Content_Types].xml"].replace(
                b"/word/document.xml", b"/word/document2.xml"
            ),
        },
    )


@pytest.mark.parametrize("build", [strict, elsewhere])
@pytest.mark.parametrize("name", sorted(OWN))
def test_it_is_read_edited_and_laid_out(name: str, build: Callable[[bytes], bytes]) -> None:
    text = open_docx(OWN[name](), name).text
    data = build(OWN[name]())
    assert data != OWN[name]()
    assert open_docx(data, name).text == text
    assert rewrite_docx(data, text) == data
    wanted = text.replace("。", "！", 1)
    new = rewrite_docx(data, wanted, revisions=True)
    assert open_docx(new, name).text == wanted
    assert not any(b"purl.oclc.org/ooxml" in content for content in parts(new).values())
    laid = lay_out_docx(data)
    assert open_docx(laid, name).text.replace("\n", "") == text.replace("\n", "")
    for written in (new, laid):
        assert docx.Document(io.BytesIO(written)).paragraphs


def test_measures_with_a_unit_are_read() -> None:
    page = layout_of(open_docx(strict(OWN["mixed"]()), "x")).pages[0]
    assert (page.width, page.height) == (216, 279)
    assert [twips(text) for text in ("595.3pt", "21cm", "-20", "x")] == [11906, 11906, -20, None]


def test_a_package_about_something_else_is_refused() -> None:
    data = elsewhere(OWN["mixed"]())
    gone = parts(data)["_rels/.rels"].replace(b"document2.xml", b"gone.xml")
    for relations in (gone, b"<Relationships/>", None):
        with pytest.raises(FormatError, match="不是 Word"):
            open_docx(rezip(data, {"_rels/.rels": relations}), "x")
