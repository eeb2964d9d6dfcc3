"""The output file, judged before any work is done: minutes of a model are not to be lost."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.errors import OutputError


def check_target(output: str | None, *, overwrite: bool) -> Path | None:
    """Return where the report goes, or None for stdout.

    Raises OutputError where it exists and may not be overwritten, has a suffix nobody writes,
    or lies in a folder that is missing or closed to us.
    """
    if output is None or output == "-":
        return None
    from assistant.formats.source import SUFFIXES

    path = Path(output)
    if path.is_dir():
        raise OutputError(
            f"输出“{path}”是文件夹，请写明文件名。", f"“{path}” is a folder; name a file in it."
        )
    if path.suffix.lower() not in SUFFIXES:
        raise OutputError(
            f"输出“{path}”的格式不支持，可用：{'、'.join(SUFFIXES)}。",
            f"“{path}” cannot be written: the name must end in {', '.join(SUFFIXES)}.",
        )
    folder = path.parent
    if not folder.exists():
        raise OutputError(
            f"输出文件夹“{folder}”不存在，请先建立。",
            f"There is no folder “{folder}”; make it first.",
        )
    if not folder.is_dir():
        raise OutputError(
            f"“{folder}”不是文件夹，不能在其中写文件。", f"“{folder}” is not a folder."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            f"输出文件夹“{folder}”没有写入权限。", f"The folder “{folder}” may not be written to."
        )
    if path.exists():
        if not overwrite:
            raise OutputError(
                f"输出“{path}”已经存在，要覆盖请加 --yes。",
                f"“{path}” exists; add --yes to replace it.",
            )
        if not os.access(path, os.W_OK):
            raise OutputError(f"输出“{path}”没有写入权限。", f"“{path}” may not be written to.")
    return path
