"""Opening a file to read it, but none on which one would wait for ever."""

from __future__ import annotations

import errno
import stat
from io import BufferedReader
from pathlib import Path
from typing import Final

from assistant.findings import Message

_HELD_OPEN: Final = ("/dev/", "/proc/")
"""Where the system names what is open already: /dev/stdin, /dev/fd/63 of a shell's <(…)."""


class NamedPipe(OSError):
    """A named pipe in a file's place: opening it waits until somebody writes into it."""

    said: Final = Message("这是命名管道，不是文件", "it is a named pipe, not a file")

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, f"{self.said.zh} · {self.said.en}", str(path))


def open_file(path: Path) -> BufferedReader:
    """Open a file for its bytes; raises OSError, NamedPipe among them."""
    if stat.S_ISFIFO(path.stat().st_mode) and not str(path.absolute()).startswith(_HELD_OPEN):
        raise NamedPipe(path)
    return path.open("rb")
