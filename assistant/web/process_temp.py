"""Where this process puts temporary files while it serves, and how it ends.

Gradio asks for its folder again and again, in some places once when it is imported and in others
not at all (it takes the system's), so that the whole process has to be turned to one folder.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from assistant.web.temp_folder import TempFolder

_IMPORTED = "DEFAULT_TEMP_DIR"
"""The name under which modules of Gradio keep what they were told at import."""
_ENDINGS = ("SIGTERM", "SIGHUP")
"""A service that is stopped, a terminal that is closed; Windows has no SIGHUP."""


class _Before(NamedTuple):
    environ: dict[str, str | None]
    tempdir: str | None
    umask: int


class TempHold:
    """Has the process use a temporary folder as long as one page is served.

    A second page of the same process shares the first one's folder: there is one environment.
    """

    _guard = threading.Lock()
    _count = 0
    _folder: TempFolder
    _before: _Before

    def __init__(self, base: Path) -> None:
        """Begin; raises OutputError where the folder cannot be made."""
        with TempHold._guard:
            if not TempHold._count:
                TempHold._folder = TempFolder(base)
                TempHold._before = _turn_to(TempHold._folder)
            TempHold._count += 1
        self.folder = TempHold._folder
        self._ended = False
        atexit.register(self.end)

    def end(self) -> None:
        """End; with the last page the folder goes. A second time it does nothing."""
        with TempHold._guard:
            if self._ended:
                return
            self._ended = True
            atexit.unregister(self.end)
            TempHold._count -= 1
            if not TempHold._count:
                self.folder.remove()
                _turn_back(TempHold._before)


def _turn_to(folder: TempFolder) -> _Before:
    served = str(folder.served)
    wanted = {
        "GRADIO_TEMP_DIR": served,
        "GRADIO_EXAMPLES_CACHE": str(folder.served / "examples"),
    }
    before = _Before({k: os.environ.get(k) for k in wanted}, tempfile.tempdir, os.umask(0o077))
    os.environ.update(wanted)
    tempfile.tempdir = str(folder.scratch)
    for name, module in list(sys.modules.items()):
        # Only these two: other packages may mean something else by that name.
        if name.startswith(("gradio.", "gradio_client.")) and _IMPORTED in vars(module):
            setattr(module, _IMPORTED, served)
    return before


def _turn_back(before: _Before) -> None:
    os.umask(before.umask)
    tempfile.tempdir = before.tempdir
    for key, value in before.environ.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Have a signal that ends the process end it as Ctrl-C does, so that it can clear away."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    changed = []
    if threading.current_thread() is threading.main_thread():
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            # What `nohup` has the process ignore stays ignored.
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, interrupt)
                changed.append(number)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)
