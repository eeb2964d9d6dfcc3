"""Whether a request says all that its task needs."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.request import Request, Task


def require_sensible(request: Request) -> None:
    """Raise UsageError for a request without the thing its task is about."""
    if request.task not in set(Task):
        known = "、".join(Task)
        raise UsageError(f"没有“{request.task}”这项任务，可用的：{known}")
    if request.task == Task.SHORTEN and request.to is None:
        raise UsageError("压缩篇幅要说明压到多少：--to 1500 或 --to 50%")
    if request.task == Task.REWRITE and not (request.instruction or "").strip():
        raise UsageError("改写要说明怎样改：--instruction “语气平实一些”")
