"""Weights of the embedded model: where they lie, how they get there."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from assistant.config import Settings
from assistant.errors import ModelUnavailable
from assistant.findings import Message
from assistant.models import sources
from assistant.models.known_weights import BLOCK, Weights, find_weights
from assistant.models.progress import Progress, Step, silent
from assistant.system_reason import reason_of


def weights_path(name: str, settings: Settings) -> Path:
    """Return where the weights of this name lie, or would lie once they are fetched."""
    return settings.cache_dir / "models" / find_weights(name).file


def is_present(name: str, settings: Settings) -> bool:
    """Say whether the weights are there, verified when they were fetched."""
    path = weights_path(name, settings)
    return path.is_file() and path.stat().st_size == find_weights(name).size


def pull(name: str, settings: Settings, progress: Progress = silent) -> Path:
    """Return the weights' path, fetching and verifying them first where they are absent.

    One process fetches at a time; the others wait for it.  An interrupted fetch goes on where it
    stopped.  Raises ModelUnavailable where no source has them, or the disk no room for them.
    """
    if is_present(name, settings):
        return weights_path(name, settings)
    return fetch(find_weights(name), weights_path(name, settings), progress)


def fetch(weights: Weights, path: Path, progress: Progress = silent) -> Path:
    """Fetch `weights` to `path` from the first source that has them; see `pull`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(path, weights, progress):
            if not (path.is_file() and path.stat().st_size == weights.size):
                _fetch(weights, path, progress)
    except OSError as error:
        why = reason_of(error)
        raise ModelUnavailable(
            f"模型文件无法写入 {path}：{why.zh}", f"The model cannot be written to {path}: {why.en}"
        ) from error
    return path


def _lock(path: Path, weights: Weights, progress: Progress) -> AbstractContextManager[Any]:
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock")
    try:
        return lock.acquire(blocking=False)
    except Timeout:
        progress(Step("wait", 0, weights.size, weights.file))
        return lock.acquire()


def _fetch(weights: Weights, path: Path, progress: Progress) -> None:
    room = shutil.disk_usage(path.parent).free
    if room < weights.size - sources.already(path):
        needed, left = f"{weights.size / 1e9:.1f} GB", f"{room / 1e9:.1f} GB"
        raise ModelUnavailable(
            f"模型权重需要 {needed}，{path.parent} 只剩 {left}",
            f"The weights need {needed}; {path.parent} has only {left} left",
        )
    tried: list[Message] = []
    for source in weights.sources:
        where = sources.name_of(source)
        try:
            partial = sources.fetch(source, weights, path, progress)
            _verify(partial, weights, progress)
        except sources.SourceFailed as error:
            tried.append(Message(f"{where}（{error.why.zh}）", f"{where} ({error.why.en})"))
        else:
            partial.replace(path)
            sources.forget(path)
            return
    needed = f"{weights.size / 1e9:.1f} GB"
    raise ModelUnavailable(
        f"没有取到本机模型 {weights.title} 的权重（{needed}），"
        f"已尝试：{'；'.join(t.zh for t in tried)}",
        f"The weights of the embedded model {weights.title} ({needed}) could not be had; "
        f"tried: {'; '.join(t.en for t in tried)}",
    )


def _verify(partial: Path, weights: Weights, progress: Progress) -> None:
    """Raise SourceFailed, and remove the file, unless it is exactly the one that is known."""
    digest, done = hashlib.sha256(), 0
    with partial.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            done += len(block)
            progress(Step("verify", done, weights.size, weights.file))
        os.fsync(file.fileno())
    if done != weights.size or digest.hexdigest() != weights.sha256:
        sources.drop(partial)
        raise sources.SourceFailed(
            "内容与登记的大小或 sha256 不符，已删除",
            "its size or sha256 is not the one that is known; removed",
        )
