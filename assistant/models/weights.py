"""Weights of the embedded model: which there are, where they lie, how they get there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import yaml

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.models.progress import Progress, silent

DEFAULT = "local"


@dataclass(frozen=True, slots=True)
class Packages:
    """Weights cut into the data files of packages: part `n` of `count` is `pattern.format(n=n)`."""

    pattern: str
    count: int
    version: str


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of `models.yaml`; `size` in bytes, `sources` in the order they are tried."""

    name: str
    title: str
    licence: str
    file: str
    size: int
    sha256: str
    sources: tuple[str | Packages, ...]


@cache
def known_models() -> tuple[Weights, ...]:
    """Return the weights this program knows, the default ones first."""
    text = (resources.files("assistant.models") / "models.yaml").read_text(encoding="utf-8")
    return tuple(_row(row) for row in yaml.safe_load(text))


def _row(row: dict) -> Weights:  # type: ignore[type-arg]
    sources = tuple(
        s["url"] if "url" in s else Packages(s["packages"], s["count"], s["version"])
        for s in row["sources"]
    )
    plain = {k: row[k] for k in ("name", "title", "licence", "file", "size", "sha256")}
    return Weights(**plain, sources=sources)


def find_weights(name: str) -> Weights:
    """Return the row of this name; raises UsageError listing the names there are."""
    for weights in known_models():
        if weights.name == name:
            return weights
    known = "、".join(w.name for w in known_models())
    raise UsageError(f"没有名为“{name}”的模型权重，可用的：{known}")


def weights_path(name: str, settings: Settings) -> Path:
    """Return where the weights of this name lie, or would lie once they are fetched."""
    return settings.cache_dir / "models" / find_weights(name).file


def pull(name: str, settings: Settings, progress: Progress = silent) -> Path:
    """Return the weights' path, fetching and verifying them first where they are absent."""
    path = weights_path(name, settings)
    if path.is_file() and path.stat().st_size == find_weights(name).size:
        return path
    raise NotImplementedError
