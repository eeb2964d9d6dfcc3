"""Writing a report so that a failure leaves what was there before."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from assistant.findings import Message
from assistant.formats.output_form import Form
from assistant.formats.refusals import cannot_write, not_written
from assistant.formats.source import SUFFIXES, Format, Source


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
        raise cannot_write(
            target,
            Message("文件已存在，要覆盖请明确说明", "it exists; say so if it may be replaced"),
        )
    data = encode_report(text, kind, source, form, name=str(target))
    return write_whole(target, [data], overwrite=overwrite)


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


def write_whole(path: Path, chunks: Iterable[bytes], *, overwrite: bool = True) -> Path:
    """Write a file beside its place, flush it to the disk, and only then give it its name.

    Raises OutputError where it cannot be written, or exists and `overwrite` is False; what was
    there stays.
    """
    temporary: Path | None = None
    try:
        target = path.resolve()  # write through a link instead of replacing it
        temporary = target.with_name(f".{secrets.token_hex(8)}.part")
        with temporary.open("xb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        _put(temporary, target, overwrite)
    except (OSError, ValueError, RuntimeError) as error:  # the latter for NUL and looping links
        raise not_written(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):  # that it cannot be removed hides no error
                temporary.unlink(missing_ok=True)
    return path


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
