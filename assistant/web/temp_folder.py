"""The folder of one run of the page: private, locked while the run lives, removed at its end.

It lies beside the store of works and not under /tmp: there another user could make it first, read
it or put other files in its place; and a runtime folder (/run/user) goes when its user logs out,
though the page runs on.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import OutputError
from assistant.system_reason import reason_of

KEPT = 3600.0
"""Seconds a download waits to be fetched, and an upload to be read, before it is removed."""

_PRIVATE = 0o700
_START = "start.lock"
_LOCK = ".lock"
_PATIENCE = 20.0
"""Seconds to wait for another run that starts at this moment."""


class TempFolder:
    """A folder that is this run's alone, below a base that is this user's alone.

    `served` is what Gradio may hand out: uploads, downloads, its cache.  `scratch` is for all else,
    and no address leads there.
    """

    def __init__(self, base: Path) -> None:
        """Make it, and sweep what runs that are dead left; OutputError where it cannot be made."""
        try:
            _make_private(base)
            # Nobody sweeps between the making of a lock file and its locking.
            with _lock(base / _START, _PATIENCE):
                _sweep(base)
                name = secrets.token_hex(8)
                self._held = _lock(base / f"{name}{_LOCK}", 0)
                self._held.acquire()
                self.path = base / name
                self.served = self.path / "served"
                self.scratch = self.path / "scratch"
                for folder in (self.path, self.served, self.scratch):
                    folder.mkdir(mode=_PRIVATE)
        except (OSError, NotImplementedError) as error:
            reason = reason_of(error)
            raise OutputError(
                f"无法建立临时文件夹“{base}”：{reason.zh}。",
                f"The folder for temporary files “{base}” cannot be made: {reason.en}.",
            ) from error

    def download_of(self, token: str) -> Path:
        """Return a new folder for one download of a work; nobody can guess its name."""
        self.expire()
        folder = self.served / _key(token) / secrets.token_urlsafe(24)
        folder.parent.mkdir(mode=_PRIVATE, exist_ok=True)
        folder.mkdir(mode=_PRIVATE)
        return folder

    def forget(self, token: str) -> None:
        """Remove all downloads of a work, those that other runs of this user wrote as well."""
        for run in _runs(self.path.parent):
            shutil.rmtree(run / self.served.name / _key(token), ignore_errors=True)

    def expire(self) -> None:
        """Remove what was never fetched or read, and the empty files that Gradio leaves."""
        limit = time.time() - KEPT
        # Backwards: what is in a folder comes before the folder, which goes only when empty.
        for path in sorted(self.served.rglob("*"), reverse=True):
            with contextlib.suppress(OSError):
                found = path.lstat()
                if found.st_mtime < limit:
                    path.rmdir() if stat.S_ISDIR(found.st_mode) else path.unlink()

    def remove(self) -> None:
        """Remove all of it; what resists is swept by the next run."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._held.release()
        Path(self._held.lock_file).unlink(missing_ok=True)


def _lock(path: Path, patience: float) -> FileLock:
    # Not of one thread: the run ends in another one than it began in.
    return FileLock(path, timeout=patience, mode=0o600, thread_local=False)


def _make_private(base: Path) -> None:
    """Make `base` for its owner alone; raises OutputError where it is somebody else's."""
    base.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        base.mkdir(mode=_PRIVATE)
    found = base.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _own(found.st_uid):
        raise OutputError(
            f"临时文件夹“{base}”不是您的文件夹：它属于别的用户，或者是链接、文件。"
            "为防止报告外泄，没有使用它。请把它移走，或用 ASSISTANT_DATA_DIR 换一个位置。",
            f"The folder for temporary files “{base}” is not yours: it belongs to another "
            "user, or is a link or a file. It is not used, lest reports leak. Move it away, "
            "or name another place with ASSISTANT_DATA_DIR.",
        )
    if stat.S_IMODE(found.st_mode) != _PRIVATE:
        base.chmod(_PRIVATE)


def _own(owner: int) -> bool:
    if sys.platform == "win32":  # no owners by number; a user's folders are the user's there
        return True
    return owner == os.geteuid()


def _sweep(base: Path) -> None:
    """Remove the folders and lock files of runs that are dead, however they died."""
    names = {run.name for run in _runs(base)}
    names |= {path.name.removesuffix(_LOCK) for path in base.glob(f"*{_LOCK}")}
    for name in names - {_START.removesuffix(_LOCK)}:
        lock = _lock(base / f"{name}{_LOCK}", 0)
        try:
            lock.acquire()
        except Timeout:
            continue  # it is alive
        shutil.rmtree(base / name, ignore_errors=True)
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _runs(base: Path) -> Iterator[Path]:
    for path in base.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield path


def _key(token: str) -> str:
    """Return the name of a work's folder: who reads names cannot open works with them."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]
