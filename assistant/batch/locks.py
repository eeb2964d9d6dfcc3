"""Whether a disk can lock, and which runners of this machine are alive."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.batch.database import cannot_lock
from assistant.errors import OutputError

RUNNERS = "runners"
_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "ncpfs",
    "afs",
    "9p",
    "fuse.sshfs",
    "fuse.s3fs",
    "davfs",
    "glusterfs",
)
"""Beginnings of the names of file systems on which SQLite's write-ahead log does not hold: its
index is shared memory, which ends at the machine."""
MOUNTS = Path("/proc/self/mountinfo")


def require_locks(folder: Path) -> None:
    """Raise OutputError where the disk of `folder` cannot lock reliably."""
    kind = file_system(folder)
    if kind.startswith(_NETWORK):
        raise OutputError(cannot_lock(folder))
    lock = FileLock(folder / "lock")
    try:
        with lock.acquire(timeout=10):
            pass
    except Timeout:
        pass  # held by another runner that looks just now: locks work
    except (OSError, NotImplementedError) as error:
        if isinstance(error, PermissionError):
            raise OutputError(
                f"文件夹“{folder}”不能写入：没有权限。",
                f"The folder “{folder}” cannot be written to: no permission.",
            ) from error
        raise OutputError(cannot_lock(folder)) from error


def file_system(folder: Path) -> str:
    """Return the name of the file system of `folder`, empty where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return ""
    place = folder.resolve()
    best, kind = -1, ""
    with suppress(OSError, UnicodeDecodeError):
        for line in MOUNTS.read_text(encoding="utf-8").splitlines():
            mounted, _, about = line.partition(" - ")
            where = Path(mounted.split()[4].replace("\\040", " "))
            if (where == place or where in place.parents) and len(where.parts) > best:
                best, kind = len(where.parts), about.split()[0]
    return kind


class RunnerLock:
    """A lock that a runner holds as long as its process lives, however that ends."""

    def __init__(self, folder: Path, runner: str) -> None:
        path = _path(folder, runner)
        path.parent.mkdir(exist_ok=True)
        self._lock = FileLock(path)
        self._lock.acquire()

    def release(self) -> None:
        """Let the lock go."""
        path = Path(self._lock.lock_file)
        self._lock.release()
        path.unlink(missing_ok=True)


def living(folder: Path, runner: str) -> bool:
    """Whether a runner of this machine is alive; the file of one that is not is removed."""
    path = _path(folder, runner)
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    path.unlink(missing_ok=True)
    return False


def _path(folder: Path, runner: str) -> Path:
    return folder / RUNNERS / f"{runner}.lock"
