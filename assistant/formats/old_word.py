"""Old .doc and .wps files, turned into .docx by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from assistant.formats.refusals import cannot_read

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES: Final = frozenset({".doc", ".wps", ".dot", ".wpt"})
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_SECONDS: Final = 120
_MOST: Final = 64 * 1024 * 1024


def is_old_word(data: bytes, path: Path | None) -> bool:
    """Whether these bytes are a Word or WPS document from before .docx.

    Raises FormatError for an encrypted .docx, which comes in the same wrapping.
    """
    if not data.startswith(_OLE):
        return False
    if _ENCRYPTED in data:
        shown = "标准输入" if path is None else str(path)
        raise cannot_read(
            shown,
            "文件加了密码，请去掉密码再试",
            "it is protected by a password; take that off and try again",
        )
    return _WORD in data or (path is not None and path.suffix.lower() in _SUFFIXES)


def to_docx(data: bytes, name: str) -> bytes:
    """Return an old document as .docx; macros do not run and nothing is fetched.

    Raises FormatError, one sentence, where LibreOffice is missing, fails or takes over two minutes.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise cannot_read(
            name,
            "这是旧版 .doc 或 .wps 文档，本机没有 LibreOffice 可以转换，"
            "请在 Word 或 WPS 中另存为 .docx",
            "it is an old .doc or .wps file and no LibreOffice is here to convert it; "
            "save it as .docx",
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.doc"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(Path(folder) / "out"), str(source)),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            converted = Path(folder) / "out" / "report.docx"
            if converted.stat().st_size > _MOST:
                raise cannot_read(
                    name,
                    "转换后的文件大得异常，可能有害",
                    "converted it is suspiciously large and may do harm",
                )
            return converted.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise cannot_read(
                name,
                "LibreOffice 没能转换这份旧版文档，请另存为 .docx",
                "LibreOffice could not convert this old document; save it as .docx",
            ) from error
