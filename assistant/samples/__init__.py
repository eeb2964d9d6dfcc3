"""Reports written for this project about invented places, dirty as real ones are.

For each sample NAME: the report (`NAME.txt`, `.md` or `.docx`), a facts file `NAME.csv` that
answers a good part of its gaps and holds a few rows nobody asked for, and `NAME.key.yaml`, what a
careful editor finds in the report: genre, missing parts, findings, noise, gaps with unit and fact.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
_KEY = ".key.yaml"


def names() -> tuple[str, ...]:
    """Return the names of the samples, sorted."""
    return tuple(sorted(p.name.removesuffix(_KEY) for p in _FOLDER.glob(f"*{_KEY}")))


def path(name: str) -> Path:
    """Return the path of a sample's report by name, or of any file of a sample by file name.

    Raises KeyError, naming the samples there are, where there is none of that name.
    """
    for suffix in ("", ".txt", ".md", ".docx"):
        candidate = _FOLDER / f"{name}{suffix}"
        if candidate.is_file() and not name.startswith("_"):
            return candidate
    raise KeyError(f"no sample {name!r}; there are {', '.join(names())}")
