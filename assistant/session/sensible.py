"""Whether a request says all that its task needs."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.request import Request, Task


def require_sensible(request: Request) -> None:
    """Raise UsageError for a request without the thing its task is about."""
    if request.task not in set(Task):
        raise UsageError(
            Message(
                f"没有“{request.task}”这项任务，可用的：{'、'.join(Task)}",
                f"There is no task “{request.task}”; there are {', '.join(Task)}",
            )
        )
    if request.task == Task.SHORTEN and request.to is None:
        raise UsageError(
            Message(
                "压缩篇幅要说明压到多少：--to 1500 或 --to 50%",
                "Shortening needs a length: --to 1500 or --to 50%",
            )
        )
    if request.task == Task.REWRITE and not (request.instruction or "").strip():
        raise UsageError(
            Message(
                "改写要说明怎样改：--instruction “语气平实一些”",
                "Rewording needs to know how: --instruction “语气平实一些”",
            )
        )
