"""The word classes that matching goes by, from `words.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes; what each is for is told in `words.txt`."""

    light: frozenset[str]
    tails: tuple[str, ...]
    rise: tuple[str, ...]
    fall: tuple[str, ...]
    qualifiers: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    contrast: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word classes, longer words before shorter ones."""
    classes: dict[str, list[list[str]]] = {}
    for line in (files("assistant.matching") / "words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            rows = classes.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            rows.append(line.split())

    def words(name: str) -> tuple[str, ...]:
        flat = {word for row in classes[name] for word in row}
        return tuple(sorted(flat, key=lambda w: (-len(w), w)))

    def groups(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(sorted(row, key=lambda w: (-len(w), w))) for row in classes[name])

    return Lexicon(
        light=frozenset(words("light")),
        tails=words("tails"),
        rise=words("rise"),
        fall=words("fall"),
        qualifiers=words("qualifiers"),
        same=groups("same"),
        contrast=groups("contrast"),
    )
