"""Weights that this program knows for its embedded model: the rows of `models.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.errors import UsageError

DEFAULT = "local"
BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class Packages:
    """Weights cut into the data files of packages: part `n` of `count` is `pattern.format(n=n)`."""

    pattern: str
    count: int
    version: str


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of `models.yaml`; `size` in bytes, `sources` (addresses, packages) in order."""

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


def _row(row: dict[str, Any]) -> Weights:
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
    names = [w.name for w in known_models()]
    raise UsageError(
        f"没有名为“{name}”的模型权重，可用的：{'、'.join(names)}",
        f"There are no weights “{name}”; there are {', '.join(names)}",
    )
