"""Every list of words the program goes by, in one format, with one reader.

A list is a UTF-8 file `NAME.txt` of this package.  Its first line is a comment: what it is — who
reads it.  `#` begins a comment, a line is an entry, and what an entry is depends on who asks:

    words("surnames")                a word a line (several between blanks are as good)
    groups("counted_nouns")          the words of a line belong together
    classes("gap_words")             a word, then the classes it belongs to
    expressions("adverts")           the same, each class as one expression
    rows("units", 6)                 a table: so many columns, the last may hold blanks

A file is read on first use and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

__all__ = [
    "alternatives",
    "classes",
    "entries",
    "expressions",
    "groups",
    "longest_first",
    "read_entries",
    "rows",
    "words",
]


def read_entries(text: str) -> tuple[str, ...]:
    """Return the lines of a list without comments, blank lines and repetition."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the lines of the list `name`, in its order."""
    file = resources.files(__name__).joinpath(f"{name}.txt")
    return read_entries(file.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Return all words of the list `name`."""
    return frozenset(word for line in entries(name) for word in line.split())


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the list `name`, each cut into its words."""
    return tuple(tuple(line.split()) for line in entries(name))


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """Return the words of each class of the list `name`."""
    table: dict[str, set[str]] = {}
    for word, *kinds in groups(name):
        for kind in kinds:
            table.setdefault(kind, set()).add(word)
    return {kind: frozenset(found) for kind, found in table.items()}


@cache
def expressions(name: str) -> dict[str, str]:
    """Return what finds the words of each class of the list `name`, tried in its order."""
    table: dict[str, list[str]] = {}
    for said, *kinds in groups(name):
        for kind in kinds:
            table.setdefault(kind, []).append(said)
    return {kind: "|".join(found) for kind, found in table.items()}


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table `name`; `-` in a column stands for nothing."""
    cut = (line.split(maxsplit=columns - 1) for line in entries(name))
    return tuple(tuple("" if cell == "-" else cell for cell in row) for row in cut)


def longest_first(found: Iterable[str]) -> tuple[str, ...]:
    """Return words without repetition, longer ones before those they may contain."""
    return tuple(sorted(set(found), key=lambda word: (-len(word), word)))


def alternatives(found: Iterable[str]) -> str:
    """Return words as alternatives of an expression, longer ones before those they contain.

    Words that begin alike stand together: at a place of a text few need be tried.
    """
    begun: dict[str, list[str]] = {}
    for word in longest_first(found):
        begun.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(
        re.escape(first) + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})")
        for first, rests in begun.items()
    )
