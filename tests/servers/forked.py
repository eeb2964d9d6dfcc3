"""Processes of the program, forked from an interpreter that has imported it already.

What a test wants of a process is that it has signals, folders, users and an end of its own.  That
it imports the program again costs seconds of a processor each time, and proves nothing new: a few
tests start a real one, and the others take `Popen` from here, which is used as `subprocess.Popen`.
"""

from __future__ import annotations

import atexit
import io
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import IO, Any, ClassVar

CONTEXT = get_context("forkserver") if sys.platform != "win32" else None
PRELOADED = (
    "assistant.batch.worker",
    "assistant.cli.commands",
    "assistant.web.server",
    "tests.servers.warmed",
    __name__,
)


class _Handle:
    """A file descriptor that goes along to the child."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        return _taken, (DupFd(self.number),)


def _taken(duplicate: Any) -> int:
    number: int = duplicate.detach()
    return number


class Popen:
    """A forked `python -c CODE …` or `python -m MODULE …`; options as those of `subprocess`."""

    _started: ClassVar[weakref.WeakSet[Popen]] = weakref.WeakSet()

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
        user: int | None = None,
        umask: int = -1,
        stdin: Any = None,
        stdout: Any = None,
        stderr: Any = None,
        text: bool = False,
        **_settled: Any,
    ) -> None:
        assert CONTEXT is not None
        CONTEXT.set_forkserver_preload(list(PRELOADED))
        self.args = list(command)
        self.stdin: Any = None
        self.stdout: Any = None
        self.stderr: Any = None
        opened: list[int] = []
        handles: dict[int, _Handle] = {}
        for number, (name, what) in enumerate(
            {"stdin": stdin, "stdout": stdout, "stderr": stderr}.items()
        ):
            if what is None:
                continue
            if what == subprocess.DEVNULL:
                opened.append(theirs := os.open(os.devnull, os.O_RDWR))
            elif what == subprocess.PIPE:
                ends = os.pipe()
                ours, theirs = ends if number else ends[::-1]
                opened.append(theirs)
                setattr(self, name, _file(ours, number == 0, text))
            elif what == subprocess.STDOUT:
                theirs = handles[1].number
            else:
                theirs = what.fileno()
            handles[number] = _Handle(theirs)
        place = str(Path.cwd() if cwd is None else cwd)
        world = dict(os.environ if env is None else env)
        self._process = CONTEXT.Process(
            target=_run, args=(self.args[1:], handles, world, place, user, umask)
        )
        # The server's socket lies in the folder for temporary files; its address has to be short.
        kept, tempfile.tempdir = tempfile.tempdir, "/tmp"
        try:
            self._process.start()
        finally:
            tempfile.tempdir = kept
        for number in opened:
            os.close(number)
        self.pid: int = self._process.pid or 0
        self._started.add(self)

    @classmethod
    def alive(cls) -> list[int]:
        """Return the processes that were started here and have not ended."""
        return sorted(one.pid for one in cls._started if one.poll() is None)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[Any, Any]:
        """Read what it says to its end; only one of its outputs may be a pipe."""
        said = [file.read() if file is not None else None for file in (self.stdout, self.stderr)]
        self.wait(timeout)
        return said[0], said[1]

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def __enter__(self) -> Popen:
        return self

    def __exit__(self, *_error: object) -> None:
        wait([self._process.sentinel])


def _file(number: int, writes: bool, text: bool) -> IO[Any]:
    file = os.fdopen(number, "wb" if writes else "rb", 0 if writes else -1)
    return io.TextIOWrapper(file, "utf-8", write_through=writes) if text else file


def _run(
    command: list[str],
    handles: dict[int, int],
    env: dict[str, str],
    cwd: str,
    user: int | None,
    umask: int,
) -> None:
    """In the child: become the process that was asked for, and end as Python ends."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, handle in handles.items():
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    tempfile.tempdir = None
    if umask >= 0:
        os.umask(umask)
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    os.chdir(cwd)
    kind, what, *rest = command
    sys.argv = [what if kind == "-m" else kind, *rest]
    try:
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    finally:
        atexit._run_exitfuncs()
        for file in (sys.stdout, sys.stderr):
            file.flush()
