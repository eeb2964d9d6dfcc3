"""Writing a report so that a failure leaves what was there before."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from assistant.findings import Message
from assistant.formats.output_form import Form
from assistant.formats.refusals import cannot_write
from assistant.formats.source import SUFFIXES, Format, Source

_REASONS = {
    errno.ENOSPC: Message("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: Message("超出了磁盘配额", "the disk quota is used up"),
    errno.EACCES: Message("没有写入权限", "permission denied"),
    errno.EPERM: Message("没有写入权限", "permission denied"),
    errno.EROFS: Message("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Message("文件名太长", "the file name is too long"),
    errno.ENOENT: Message("文件夹不存在", "there is no such folder"),
    errno.ENOTDIR: Message("文件夹不存在", "there is no such folder"),
    errno.EISDIR: Message("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.EEXIST: Message(
        "文件已存在，要覆盖请明确说明", "it exists; say so if it may be replaced"
    ),
}


def write_report(
    path: str | os.PathLike[str],
    text: str,
    source: Source | None = None,
    *,
    overwrite: bool = False,
    form: Form | None = None,
) -> Path:
    """Write a report to `path` and return it; the suffix (.txt, .md, .docx) says how.

    A Word file that came from one is that file with its changed paragraphs; `form` asks for
    tracked changes or for the layout of the standard.  Text is written as `source` was (encoding,
    byte order mark, line ends; the unedited text gives the same bytes), otherwise as UTF-8.

    The file appears whole or not at all: it is written beside the target, flushed to the disk and
    renamed.  Raises OutputError, one sentence, where the file exists and `overwrite` is False,
    and for any failure to write; what was there stays.
    """
    target = Path(path)
    kind = SUFFIXES.get(target.suffix.lower())
    if kind is None:
        raise cannot_write(
            target,
            Message(
                "文件名要以 .txt、.md 或 .docx 结尾", "the name must end in .txt, .md or .docx"
            ),
        )
    if not overwrite and _is_there(target):
        raise cannot_write(target, _REASONS[errno.EEXIST])
    _replace(target, encode_report(text, kind, source, form, name=str(target)), overwrite)
    return target


def _is_there(target: Path) -> bool:
    """Whether the target exists; a name the system refuses is left to the writing to explain."""
    try:
        return target.exists()
    except (OSError, ValueError):
        return False


def encode_report(
    text: str,
    kind: Format,
    source: Source | None = None,
    form: Form | None = None,
    *,
    name: str = "report",
) -> bytes:
    """Return the bytes of a report in a format, as `write_report` would write them.

    Raises OutputError, naming `name`, for what the format cannot hold.
    """
    try:
        if kind is Format.DOCX:
            return _word(text, source, form or Form())
        if source is None or source.format is Format.DOCX:
            return text.encode("utf-8")
        return source.encode(text)
    except ValueError as error:  # a lone surrogate, or a control character that XML cannot hold
        reason = Message(
            "正文里有不能保存的控制字符", "the text holds control characters that cannot be kept"
        )
        raise cannot_write(name, reason) from error


def _word(text: str, source: Source | None, form: Form) -> bytes:
    from assistant.formats.docx.inplace import rewrite_docx
    from assistant.formats.docx.writer import lay_out_docx, lay_out_tracked, write_docx

    if source is None or source.format is not Format.DOCX or not source.raw:
        return write_docx(text, markdown=source is not None and source.format is Format.MARKDOWN)
    if form.layout and form.revisions:
        return lay_out_tracked(
            source.raw, text, name=source.name, original=source.original, remarks=form.remarks
        )
    data = rewrite_docx(
        source.raw,
        text,
        name=source.name,
        original=source.original,
        revisions=form.revisions,
        remarks=form.remarks,
    )
    return lay_out_docx(data, name=source.name) if form.layout else data


def _replace(target: Path, data: bytes, overwrite: bool) -> None:
    temporary: Path | None = None
    try:
        target = target.resolve()  # write through a link instead of replacing it
        temporary = target.with_name(f".{secrets.token_hex(8)}.part")
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        _put(temporary, target, overwrite)
    except (OSError, ValueError, RuntimeError) as error:  # the latter for NUL and looping links
        known = _REASONS.get(getattr(error, "errno", None) or 0)
        raise cannot_write(target, known or Message(str(error), str(error))) from error
    finally:
        if temporary is not None:
            _discard(temporary)


def _put(temporary: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name; without `overwrite`, only where nobody has taken it."""
    if overwrite:
        temporary.replace(target)
        return
    try:
        target.hardlink_to(temporary)  # fails, unlike a rename, where the name is taken meanwhile
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        temporary.replace(target)


def _discard(temporary: Path) -> None:
    """Remove what is left of the temporary file; that it cannot be removed hides no error."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)
