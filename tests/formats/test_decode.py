"""Text is read in the encodings people save in, and nothing else passes for text."""

from __future__ import annotations

import pytest

from assistant.errors import FormatError
from assistant.formats.decode import decode

TEXT = "青石镇工作报告\r\n一、学习\n“好”①㎡——……\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_the_encodings_of_the_day_are_read(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), "报告.txt")
    assert decoded.text == TEXT
    assert decoded.bom + TEXT.encode(decoded.encoding) == TEXT.encode(encoding)


def test_utf16_of_either_order_is_read() -> None:
    data = b"\xfe\xff" + TEXT.encode("utf-16-be")
    assert decode(data, "报告.txt").encoding == "utf-16-be"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".doc"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x1f\x8b\x08", "压缩"),
        (b"\x00\x01\x02\x03" * 50, "二进制"),
        ("好".encode() + b"\x07\x08", "二进制"),
        (bytes(range(128, 256)) * 4, "编码"),
        ("Grüße aus Köln, schöne Größe".encode("latin-1") * 9, "编码"),
        (b"\xff\xfe\x00\xd8\x41\x00", "编码"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        decode(data, "报告.txt")
    message = str(caught.value)
    assert message.startswith("无法读取“报告.txt”：")
    assert message.count("。") == 1
