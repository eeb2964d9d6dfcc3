"""From options to a request: what makes no sense is said before anything is read or fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.request import Request


def build_request(
    task: str,
    *,
    sections: Sequence[str] | None,
    to: str | None,
    instruction: str | None,
    figures_only: bool = False,
) -> Request:
    """Return the request of one command.

    Raises UsageError where an option is missing, empty, or means nothing to the task.
    """
    from assistant.request import OPTIONS, Length, Request, require_sensible

    request = Request(
        task=task,
        sections=_split(sections),
        to=Length.parse(to) if to is not None else None,
        instruction=instruction,
        figures_only=figures_only,
    )
    require_sensible(request, OPTIONS)
    return request


def _split(sections: Sequence[str] | None) -> tuple[str, ...]:
    """Return the section IDs; one option may name several, separated by commas.

    Raises UsageError for an empty one: an unset variable must not choose the whole report.
    """
    if sections and not any(one.strip() for one in sections):
        raise UsageError(
            "--section 是空的：请写明部分的编号（check 会列出），或者去掉这个选项。",
            "--section is empty: give a section ID (check lists them) or leave it out.",
        )
    names = (name.strip() for one in sections or () for name in one.replace("，", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))
