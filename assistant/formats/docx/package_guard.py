"""Whether a Word or Excel file may be opened at all, decided before anything parses it.

Both are a zip of XML, so they can be a bomb (512 KB that expand to 963 MB have been seen) or pull
in entities.  The limits leave a hundredfold room above real reports.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Final

from assistant.findings import Message
from assistant.formats.refusals import cannot_read

MAX_ENTRIES: Final = 2000
MAX_XML_BYTES: Final = 64 * 1024 * 1024
"""Of all XML parts together, expanded; a report with 350 KB of styles has about 1 MB."""

MAX_BYTES: Final = 100 * 1024 * 1024
"""Of all parts together, expanded, pictures included."""

MAX_ELEMENTS: Final = 400_000
"""Elements in one XML part: each takes up to a kilobyte once read; 300 pages have 50,000."""

MAX_RATIO: Final = 200
"""Expanded to compressed size of one part, from `_RATIO_FROM` bytes on; Word's XML has 5–50."""

_RATIO_FROM: Final = 1024 * 1024
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})""")
_ENCODINGS: Final = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_ROOT: Final = "_rels/.rels"
_RELATION: Final = re.compile(r"<Relationship\b[^>]*>")
_TARGET: Final = re.compile(r'\bTarget="([^"]*)"')
_FORBIDDEN: Final = (b"<!DOCTYPE", b"<!ENTITY")
_TYPED: Final = (".svg", ".htm", ".html", ".xhtml")
"""What carries a document type by custom, harmless without entities: pictures, inserted pages."""

BROKEN: Final = ("文件已损坏，打不开", "the file is damaged")
"""In Chinese and English: what is said of a file that cannot be opened."""
_LOCKED: Final = (
    "文件加了密码，请去掉密码再试",
    "it is protected by a password; take that off and try again",
)
_SWOLLEN: Final = (
    "文件展开后大得异常，可能有害",
    "unpacked it is suspiciously large and may do harm",
)
_WORD: Final = Message("Word 文档（.docx）", "a Word document (.docx)")


def check_package(
    data: bytes,
    name: str,
    *,
    main: str = "word/document.xml",
    what: Message = _WORD,
) -> None:
    """Raise FormatError unless `data` is an Office package that is safe to parse.

    `main` is the part that makes it `what` it should be.

    Refused are broken and encrypted zips, too many or too large parts, a suspicious compression
    ratio, two parts of one name, DOCTYPE and ENTITY in any XML part, and packages of other
    programs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            reason = _objection(package, main, what)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        reason = BROKEN
    except RuntimeError:  # zipfile's way of asking for a password
        reason = _LOCKED
    if reason is not None:
        raise cannot_read(name, *reason)


def _objection(package: zipfile.ZipFile, main: str, what: Message) -> tuple[str, str] | None:
    """Return in Chinese and English what speaks against a package, None where nothing does."""
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_ENTRIES or len(names) < len(parts):
        return "文件的内部结构异常，可能被改动过", "its inner structure is odd; it may be forged"
    if not any(name.startswith(posixpath.dirname(main) + "/") for name in names):
        return f"这不是 {what.zh}", f"it is not {what.en}"
    if any(part.flag_bits & 0x1 for part in parts):
        return _LOCKED
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return (
            "文件带有宏，请另存为不带宏的 .docx 或 .xlsx 再试",
            "it holds macros; save it as .docx or .xlsx without them",
        )
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    total, total_xml = sum(p.file_size for p in parts), sum(p.file_size for p in xml)
    swollen = any(
        part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size
        for part in parts
    )
    if swollen or total > MAX_BYTES or total_xml > MAX_XML_BYTES:
        return _SWOLLEN
    # A part is parsed as XML for its content type, whatever its name, so all are looked at.
    for part in parts:
        content = _content(package, part)
        if _is_hostile(content, part.filename):
            return "文件里有外部实体声明，可能有害", "it declares external entities and may do harm"
        if part in xml and content.count(b"<") - content.count(b"</") > MAX_ELEMENTS:
            return _SWOLLEN
    if main not in names and not _has_main(package, posixpath.dirname(main)):
        return f"这不是 {what.zh}", f"it is not {what.en}"
    return None


def _has_main(package: zipfile.ZipFile, folder: str) -> bool:
    """Whether the package names a part of this folder, whatever its name, as what it is about."""
    names = set(package.namelist())
    root = package.read(_ROOT).decode("utf-8", "replace") if _ROOT in names else ""
    targets = (
        _TARGET.search(one[0]) for one in _RELATION.finditer(root) if '/officeDocument"' in one[0]
    )
    mains = {match[1].lstrip("/") for match in targets if match is not None}
    return any(name in names and name.startswith(f"{folder}/") for name in mains)


def _content(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return a part's bytes, no more than it says it has.

    Without a number zipfile expands the whole part before it cuts it to the size that is declared;
    with one it stops there, and the checksum then shows that the size was a lie.
    """
    with package.open(part) as stream:
        return stream.read(part.file_size + 1)


def _is_hostile(xml: bytes, name: str) -> bool:
    """Whether an XML part declares a document type or hides behind an unusual encoding."""
    plain = xml.replace(b"\x00", b"") if b"\x00" in xml[:200] else xml
    head = plain[:4096].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if head and not head.startswith(b"<"):
        return False
    forbidden = _FORBIDDEN[1:] if name.lower().endswith(_TYPED) else _FORBIDDEN
    if any(mark in plain for mark in forbidden):
        return True
    declared = _ENCODING.search(plain[:400])
    return declared is not None and declared[1].lower() not in _ENCODINGS
