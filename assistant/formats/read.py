"""Reading a report from a file or from standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from assistant.formats.decode import decode
from assistant.formats.old_word import is_old_word, to_docx
from assistant.formats.refusals import cannot_read
from assistant.formats.source import SUFFIXES, Format, Source
from assistant.opening import open_file
from assistant.system_reason import reason_of

MAX_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is read; a report of 20,000 字 takes 60 KB."""

_ZIP: Final = b"PK\x03\x04"


def read_report(path: str | os.PathLike[str], *, original: bool = False) -> Source:
    """Return the report in the file `path`, or on standard input for `-`.

    Text is UTF-8, UTF-16 with a byte order mark, or GB18030, kept character for character; Word
    files are told by their content, whatever their name; their tracked changes count as accepted,
    with `original` as rejected.  Old .doc and .wps files go through LibreOffice.

    Raises FormatError, one sentence with the file and the reason, for what is missing, a
    directory, a named pipe, unreadable, empty, over 20 MB, binary, in an unknown encoding, or a
    Word file that is encrypted, broken or hostile.
    """
    if os.fspath(path) == "-":
        return _source(sys.stdin.buffer.read(MAX_BYTES + 1), "标准输入", None, original)
    file = Path(path)
    try:
        if file.is_dir():
            raise cannot_read(file, "这是文件夹，不是文件", "it is a folder, not a file")
        with open_file(file) as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason_of(error)
        raise cannot_read(file, why.zh, why.en) from error
    return _source(data, str(file), file, original)


def _source(data: bytes, name: str, path: Path | None, original: bool) -> Source:
    if len(data) > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise cannot_read(name, f"文件超过 {most} MB", f"it has more than {most} MB")
    kind = SUFFIXES.get(path.suffix.lower() if path else "", Format.TEXT)
    if is_old_word(data, path):
        data = to_docx(data, name)
        kind = Format.DOCX
    # A .docx may in truth be an old .doc or an encrypted package, which decode() explains.
    is_ole = data.startswith(b"\xd0\xcf\x11\xe0")
    if data.startswith(_ZIP) or (kind is Format.DOCX and data and not is_ole):
        # lxml takes a noticeable time to import; plain text does without it.
        from assistant.formats.docx.reader import read_docx

        text, notes, styles = read_docx(data, name, original=original)
        source = Source(text, Format.DOCX, "utf-8", name, path, b"", notes, data, original, styles)
    else:
        decoded = decode(data, name)
        kind = Format.TEXT if kind is Format.DOCX else kind
        source = Source(decoded.text, kind, decoded.encoding, name, path, decoded.bom, (), data)
    if not source.text.strip():
        raise cannot_read(name, "里面没有文字", "there is no text in it")
    return source
