"""Links that lead a batch out of the folders it was given: nothing is read or written by them."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.errors import InputError, OutputError


def require_written_inside(path: Path, folder: Path) -> None:
    """Raise OutputError where what is written at `path` would land outside its folder."""
    if _leads_out(path, folder):
        raise OutputError(
            f"“{path}”会经过链接写到“{folder}”之外，没有写。请先移走这个链接。",
            f"By a link “{path}” would be written outside “{folder}”; it is not. "
            "Move the link away first.",
        )


def require_read_inside(path: Path, folder: Path) -> None:
    """Raise InputError for a report that was only found in a folder and lies outside of it."""
    if _leads_out(path, folder):
        led = os.path.realpath(path)
        raise InputError(
            f"“{path}”是链接，指向“{folder}”之外的“{led}”，没有读。"
            "要处理它，请直接写出文件名；否则请移走这个链接。",
            f"“{path}” is a link out of “{folder}”, to “{led}”; it was not read. "
            "Name the file itself to have it done, or move the link away.",
        )


def _leads_out(path: Path, folder: Path) -> bool:
    # Of links that lead in a circle `resolve` raises an error.
    return not Path(os.path.realpath(path)).is_relative_to(folder.resolve())
