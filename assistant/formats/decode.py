"""From bytes to text, or one sentence why they are not a report."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

from assistant.formats.refusals import cannot_read
from assistant.patterns import compile_late

_BINARY: Final = ("内容是二进制数据，不是文字", "it holds binary data, not text")
_PICTURE: Final = ("这是图片，不是文字", "it is a picture, not text")
_PACKED: Final = ("这是压缩文件，请先解压", "it is an archive; unpack it first")
_SIGNATURES: Final = (
    (
        b"%PDF",
        "这是 PDF 文件，请另存为 .docx 或 .txt 再试",
        "it is a PDF; save it as .docx or .txt",
    ),
    (
        b"{\\rtf",
        "这是 RTF 文件，请另存为 .docx 或 .txt 再试",
        "it is an RTF file; save it as .docx or .txt",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "这是旧版 .doc 文档或加了密码的文档，请去掉密码并另存为 .docx",
        "it is an old .doc file or has a password; take that off and save it as .docx",
    ),
    (b"\x89PNG", *_PICTURE),
    (b"\xff\xd8\xff", *_PICTURE),
    (b"GIF8", *_PICTURE),
    (b"\x1f\x8b", *_PACKED),
    (b"Rar!", *_PACKED),
    (b"7z\xbc\xaf", *_PACKED),
)
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL: Final = compile_late(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# What Chinese text is made of; a wrong guess at the encoding gives much else.
_COMMON: Final = compile_late(
    r"[\u00a0-\u00ff\u2000-\u27ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_LEAST_COMMON: Final = 0.9


class Decoded(NamedTuple):
    """Text with the encoding and byte order mark that it was read with."""

    text: str
    encoding: str
    bom: bytes


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a plain file: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises FormatError for what is binary, or in none of these encodings.
    """
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise cannot_read(name, zh, en)
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    candidates = [encoding] if encoding else ["utf-8", "gb18030"]
    for candidate in candidates:
        try:
            text = data[len(bom) :].decode(candidate)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise cannot_read(name, *_BINARY)
        if candidate == "gb18030":
            foreign = sum(char > "\x7f" for char in text)
            if len(_COMMON.findall(text)) < _LEAST_COMMON * foreign:
                continue
        return Decoded(text, candidate, bom)
    if b"\x00" in data and not bom:
        raise cannot_read(name, *_BINARY)
    raise cannot_read(
        name,
        "认不出文字编码，请另存为 UTF-8（也可用 GB18030 或带 BOM 的 UTF-16）",
        "its encoding is not known; save it as UTF-8 (or GB18030, or UTF-16 with a BOM)",
    )
