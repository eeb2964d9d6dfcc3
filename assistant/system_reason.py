"""Why the system refused a file or a folder, in words an author knows, in both languages."""

from __future__ import annotations

import errno

from assistant.findings import Message

_WORDS = {
    errno.ENOSPC: Message("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: Message("超出了磁盘配额", "the disk quota is used up"),
    errno.EACCES: Message("没有权限", "permission denied"),
    errno.EPERM: Message("没有权限", "permission denied"),
    errno.EROFS: Message("所在的磁盘是只读的", "its disk is read-only"),
    errno.ENAMETOOLONG: Message("文件名太长", "the name is too long"),
    errno.ENOENT: Message("文件或文件夹不存在", "there is no such file or folder"),
    errno.ENOTDIR: Message("上一级不是文件夹", "what it should lie in is no folder"),
    errno.EISDIR: Message("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.EEXIST: Message("同名的文件已存在", "a file of that name exists"),
}


def reason_of(error: Exception) -> Message:
    """Return why a file or folder was refused: in an error's own words (`said`), else in ours; what
    has none here, as the system says it."""
    if isinstance(own := getattr(error, "said", None), Message):
        return own
    said = str(getattr(error, "strerror", None) or error)
    return _WORDS.get(getattr(error, "errno", None) or 0) or Message(said, said)
