"""The one form in which reading and writing say that they cannot, in both languages."""

from __future__ import annotations

import errno

from assistant.errors import FormatError, OutputError
from assistant.findings import Message

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
"""Why the system could not write, in words; whatever else it says is told as it says it."""


def cannot_read(name: object, zh: str, en: str) -> FormatError:
    """Return the error for a file that cannot be read, for this reason (no full stop)."""
    return FormatError(f"无法读取“{name}”：{zh}。", f"Cannot read “{name}”: {en}.")


def cannot_write(name: object, reason: Message) -> OutputError:
    """Return the error for a file that cannot be written, for this reason (no full stop)."""
    return OutputError(f"无法写入“{name}”：{reason.zh}。", f"Cannot write “{name}”: {reason.en}.")


def not_written(name: object, error: Exception) -> OutputError:
    """Return the error for a file that cannot be written, for the system's reason."""
    said = getattr(error, "strerror", None) or str(error)
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return cannot_write(name, known or Message(said, said))
