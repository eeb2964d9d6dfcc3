"""From options to a request: what makes no sense is said before anything is read or fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.findings import Message

if TYPE_CHECKING:
    from assistant.request import Request

TAKES_LENGTH = ("shorten", "restructure", "rewrite")
TAKES_INSTRUCTION = ("rewrite", "restructure")


def build_request(
    task: str, *, sections: Sequence[str] | None, to: str | None, instruction: str | None
) -> Request:
    """Return the request of one command.

    Raises UsageError where an option is missing, empty, or means nothing to the task.
    """
    from assistant.request import Length, Request

    if task == "shorten" and to is None:
        raise UsageError(
            Message(
                "shorten 需要 --to：写明字数（--to 1500）或比例（--to 50%）。",
                "shorten needs --to: a number of 字 (--to 1500) or a share (--to 50%).",
            )
        )
    if task == "rewrite" and not (instruction or "").strip():
        raise UsageError(
            Message(
                "rewrite 需要 --instruction：写明要怎样改写。",
                "rewrite needs --instruction: how it should be reworded.",
            )
        )
    if to is not None and task not in TAKES_LENGTH:
        raise UsageError(
            Message(
                f"{task} 不改变篇幅，不能与 --to 同用；要压缩篇幅请用 shorten。",
                f"{task} does not change the length and takes no --to; shorten does.",
            )
        )
    if instruction is not None and task not in TAKES_INSTRUCTION:
        raise UsageError(
            Message(
                f"{task} 不接受 --instruction；按要求改写请用 rewrite。",
                f"{task} takes no --instruction; rewrite does.",
            )
        )
    return Request(
        task=task,
        sections=_split(sections),
        to=Length.parse(to) if to is not None else None,
        instruction=instruction,
    )


def _split(sections: Sequence[str] | None) -> tuple[str, ...]:
    """Return the section IDs; one option may name several, separated by commas.

    Raises UsageError for an empty one: an unset variable must not choose the whole report.
    """
    if sections and not any(one.strip() for one in sections):
        raise UsageError(
            Message(
                "--section 是空的：请写明部分的编号（check 会列出），或者去掉这个选项。",
                "--section is empty: give a section ID (check lists them) or leave it out.",
            )
        )
    names = (name.strip() for one in sections or () for name in one.replace("，", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))
