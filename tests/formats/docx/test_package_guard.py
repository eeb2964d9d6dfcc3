"""A Word file that could do harm is refused before anything parses it."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import FormatError
from assistant.formats.docx import package_guard
from assistant.formats.docx.package_guard import check_package
from assistant.formats.docx.reader import read_docx
from tests.formats.packages import rezip, word

DOCUMENT = "word/document.xml"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>A&e;B</d>'


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        read_docx(data, "报告.docx")
    message = str(caught.value)
    assert message.startswith("无法读取“报告.docx”：")
    assert message.count("。") == 1
    return message


def test_a_real_word_file_passes() -> None:
    check_package(word("开头。"), "报告.docx")


@pytest.mark.parametrize("part", [DOCUMENT, "word/extra.xml", "customXml/item9.bin"])
@pytest.mark.parametrize("encode", ["utf-8", "utf-16"])
def test_an_entity_is_refused_wherever_it_hides(part: str, encode: str) -> None:
    assert "实体" in refusal(rezip(word("好。"), {part: ENTITY.decode().encode(encode)}))


@pytest.mark.parametrize("part", ["word/media/image1.svg", "word/htmlDoc.html", "word/chunk.htm"])
def test_a_picture_or_inserted_page_may_have_a_document_type_but_no_entity(part: str) -> None:
    page = b"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' ''><html/>"
    check_package(rezip(word("好。"), {part: page}), "报告.docx")
    assert "实体" in refusal(rezip(word("好。"), {part: ENTITY}))


def test_an_unusual_encoding_is_refused() -> None:
    xml = b'<?xml version="1.0" encoding="UTF-7"?><d/>'
    assert "实体" in refusal(rezip(word("好。"), {"word/extra.xml": xml}))


def test_a_bomb_is_refused() -> None:
    assert "大得异常" in refusal(rezip(word("好。"), {"word/extra.xml": b" " * 8_000_000}))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(rezip(word("好。"), {"word/zz.xml": b"<d/>" * 2000}))
    place = data.rfind(b"word/zz.xml") - 46 + 24  # its size in the central directory
    assert int.from_bytes(data[place : place + 4], "little") == 8000
    data[place : place + 4] = (100).to_bytes(4, "little")
    assert "已损坏" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MAX_ELEMENTS", 50), ("MAX_ENTRIES", 3), ("MAX_BYTES", 100), ("MAX_XML_BYTES", 100)],
)
def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(package_guard, limit, value)
    assert "异常" in refusal(word("好。"))


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO(word("好。"))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as package:
        package.writestr(DOCUMENT, b"<d/>")
    assert "结构异常" in refusal(stream.getvalue())


def test_macros_are_refused() -> None:
    assert "宏" in refusal(rezip(word("好。"), {"word/vbaProject.bin": b"x"}))


def test_an_external_relationship_is_named_and_never_followed() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="http://127.0.0.1:9/t.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    data = rezip(word("好。"), {"word/_rels/settings.xml.rels": rels.encode()})
    notes = read_docx(data, "报告.docx").notes
    assert notes == ("文档引用了 1 处外部内容，第一处是“http://127.0.0.1:9/t…”，没有读取。",)


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(word("好。"))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 1)
    assert "密码" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 not a zip", "已损坏"),
        (word("好。")[:2000], "已损坏"),
        (rezip(word("好。"), {DOCUMENT: None}), "不是 Word 文档"),
        (rezip(word("好。"), {DOCUMENT: b"<broken"}), "已损坏"),
        (rezip(word("好。"), {"[Content_Types].xml": None}), "已损坏"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    assert reason in refusal(data)
