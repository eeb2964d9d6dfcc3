"""Genre files: the package's own, found by name or alias, and a user's, found by path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import GenreError
from assistant.genres.model import Genre, Part, SetHeading
from assistant.genres.schema import Reader, read_genre, read_headings, read_parts
from assistant.opening import open_file
from assistant.system_reason import reason_of

# The C parser reads the genre files about ten times as fast, but not every PyYAML has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LIBRARY = "_parts.yaml"
_OUTLINES = "_outlines.yaml"
_MAX_BYTES = 1_000_000


@cache
def list_genres() -> tuple[Genre, ...]:
    """Return the package's genres, sorted by id."""
    folder = resources.files("assistant.genres")
    names = sorted(
        f.name for f in folder.iterdir() if f.name.endswith(".yaml") and f.name[0] != "_"
    )
    return tuple(_build(_own(name), Reader(name, trusted=True)) for name in names)


def load_genre(name_or_path: str) -> Genre:
    """Return the genre with this id, Chinese name or alias, or the one a file describes.

    A value that ends in .yaml or .yml, or names an existing file, is read as the user's own genre
    file; it may `extends:` a genre of the package and `use:` its parts.  Raises GenreError naming
    the unknown genre and those known, or the file, the key and what is wrong.
    """
    wanted = name_or_path.strip()
    path = Path(wanted)
    if path.suffix.lower() in {".yaml", ".yml"} or (wanted and path.is_file()):
        return _load_file(path)
    genre = _named(wanted)
    if genre is not None:
        return genre
    known = "、".join(f"{g.id}（{g.name.zh}）" for g in list_genres())
    ids = ", ".join(g.id for g in list_genres())
    raise GenreError(
        f"没有叫“{name_or_path}”的文种；可用：{known}，也可以给一个 .yaml 文件",
        f"There is no genre “{name_or_path}”; there are {ids}, or give a .yaml file",
    )


def _named(name: str) -> Genre | None:
    folded = name.strip().casefold()
    for genre in list_genres():
        names = (genre.id, genre.name.zh, genre.name.en, *genre.aliases)
        if folded in {n.casefold() for n in names}:
            return genre
    return None


def _load_file(path: Path) -> Genre:
    try:
        with open_file(path) as file:
            raw = file.read(_MAX_BYTES + 1)
    except OSError as error:
        why = reason_of(error)
        raise GenreError(
            f"文种文件“{path}”读不出来：{why.zh}",
            f"The genre file “{path}” cannot be read: {why.en}",
        ) from error
    if len(raw) > _MAX_BYTES:
        raise GenreError(
            f"文种文件“{path}”超过 {_MAX_BYTES:,} 字节，不像一个文种文件",
            f"“{path}” has more than {_MAX_BYTES:,} bytes: no genre file, it seems",
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GenreError(
            f"文种文件“{path}”不是 UTF-8 编码", f"The genre file “{path}” is not in UTF-8"
        ) from error
    return _build(_parse(text, str(path)), Reader(str(path)))


def _parse(text: str, file: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # both are the safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else "内容"
        line = f", line {mark.line + 1}," if mark else ""
        problem = getattr(error, "problem", error)
        raise GenreError(
            f"文种文件“{file}”的{where}不合 YAML 语法：{problem}",
            f"The genre file “{file}”{line} is not valid YAML: {problem}",
        ) from error


def _build(data: Any, read: Reader) -> Genre:
    base = None
    if isinstance(data, Mapping) and "extends" in data:
        base = _named(read.text(data["extends"], "extends"))
        if base is None:
            wanted = data["extends"]
            read.fail("extends", f"没有叫“{wanted}”的文种", f"there is no genre “{wanted}”")
    return read_genre(data, read, library(), base)


@cache
def library() -> dict[str, Part]:
    """Return the parts that several genres share, by key."""
    read = Reader(_LIBRARY, trusted=True)
    return {p.key: p for p in read_parts(_own(_LIBRARY), read, {})}


@cache
def set_outlines() -> tuple[tuple[SetHeading, ...], ...]:
    """Return the outlines that are known by a set phrase: 德能勤绩廉."""
    read = Reader(_OUTLINES, trusted=True)
    return tuple(read_headings(one, read, library()) for one in _own(_OUTLINES))


def set_heading(said: str) -> SetHeading | None:
    """Return the heading of a set outline that is named so (德), or None."""
    return next((h for outline in set_outlines() for h in outline if h.said == said), None)


def _own(name: str) -> Any:
    return _parse(resources.files("assistant.genres").joinpath(name).read_text("utf-8"), name)
