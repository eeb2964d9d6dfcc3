"""What the language gives for free, and which words are hard.

Everything comes from `assistant/lexicon`: `equivalents` (ways to say the same), `droppable` (words
that may come and go, or only go), `function` (words that carry no statement), and `scales` (closed
scales of hard words: a clause that trades one rank for another says something else).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

from assistant.lexicon import classes, groups

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Rank = tuple[str, int]
_Of = TypeVar("_Of")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`equal`: word → ids of its groups, `light`: word → words of these that carry no statement of
    their own.  `hard`: word → its scales and ranks.

    `soft` hard words say nothing by going, `free` ones neither by going nor by coming: only a
    trade for another rank does.  `fillers` may come and go, `loose` words may go, words of `manner`
    say nothing before a verb.  `limits` are
    words that make a part of a sentence limit what stands beside it, `harmless` what is good not to
    have been, `implied` what a unit says by itself, `ills` what it is good to have less of,
    `undoes` what is done to such things, `there_is` what says that they are there,
    `ought` what it is bad not to be, `weighty` scales of what is not to go unseen.
    """

    equal: dict[str, frozenset[str]]
    light: dict[str, frozenset[str]]
    hard: dict[str, frozenset[Rank]]
    soft: frozenset[str]
    free: frozenset[str]
    fillers: frozenset[str]
    loose: frozenset[str]
    manner: frozenset[str]
    function: frozenset[str]
    limits: frozenset[str]
    harmless: frozenset[str]
    implied: frozenset[str]
    ills: frozenset[str]
    undoes: frozenset[str]
    there_is: frozenset[str]
    ought: frozenset[str]
    weighty: frozenset[str]
    names: dict[str, tuple[str, str]]
    all: frozenset[str]
    """The words of all lists."""
    beginnings: frozenset[str]
    """What words of any list begin with, and go on behind."""

    def keys(self, word: str) -> frozenset[str]:
        """Return what a word is known by: itself and the groups it stands in."""
        return self.equal.get(word, frozenset()) | {word}

    def scale_name(self, *words: str) -> tuple[str, str]:
        """Return what the scale of the first hard one of some words is called, zh and en."""
        for word in words:
            if word in self.hard:
                return self.names[min(self.hard[word])[0]]
        return "", ""


_REST = 2
"""Characters of a word beside a part that has other forms: 没收 is no form of 未收."""


def _forms(word: str) -> Iterator[str]:
    """Yield a word, and it with each of its parts in the other forms that part has."""
    yield word
    for row, front, parts in _rows_of_forms():
        meets = word.startswith if front else word.endswith
        if not meets(parts):
            continue  # nearly all: told at once
        size = len(next(filter(meets, parts)))
        rest = word[size:] if front else word[:-size]
        if len(rest) >= _REST:
            for form in row:
                yield form.replace("-", rest)


@cache
def _rows_of_forms() -> list[tuple[tuple[str, ...], bool, tuple[str, ...]]]:
    """Return the forms of each part, whether it stands in front, and the part, the longest first;
    made once for the thousands of words."""
    return [
        (
            tuple(row),
            row[0].endswith("-"),
            tuple(sorted((part.strip("-") for part in row), key=len, reverse=True)),
        )
        for row in groups("forms")
    ]


def _shared(table: dict[str, set[_Of]]) -> dict[str, frozenset[_Of]]:
    """Return a table of which equal sets are one: thousands of forms are known by the same few."""
    one: dict[frozenset[_Of], frozenset[_Of]] = {}
    return {word: one.setdefault(of := frozenset(held), of) for word, held in table.items()}


_CLASSES = ("limits", "harmless", "implied", "ills", "undoes", "there_is", "ought", "weighty")


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the package, read once."""
    equal: dict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(groups("equivalents")):
        for word in row:
            for form in _forms(word):
                equal[form].add(f"={number}")
    function = frozenset(row[0] for row in groups("function"))
    light: dict[str, set[str]] = defaultdict(set)
    for row in groups("equivalents"):
        for word in row if function & set(row) else ():
            light[word] |= function & set(row)
    drops, kinds = groups("droppable"), classes("droppable")
    scales = resources.files("assistant.lexicon").joinpath("scales.yaml").read_text("utf-8")
    data = yaml.load(scales, Loader=_LOADER)  # both are the safe loaders
    told = {
        name: frozenset(form for word in data.pop(name).split() for form in _forms(word))
        for name in _CLASSES
    }
    hard: dict[str, set[Rank]] = defaultdict(set)
    soft: set[str] = set()
    free: set[str] = set()
    names: dict[str, tuple[str, str]] = {}
    for scale, row in data.items():
        names[scale] = (row["name"]["zh"], row["name"]["en"])
        for rank, words in enumerate(row["ranks"]):
            for marked in words.split():
                word = marked.lstrip("~^")
                for form in _forms(word):
                    hard[form].add((scale, rank))
                    if marked != word:
                        soft.add(form)
                    if marked[0] == "^":
                        free.add(form)
    loose = kinds["left-out-only"]
    fillers = frozenset(row[0] for row in drops) - loose
    known = frozenset((*equal, *hard, *fillers, *loose, *function))
    return Vocabulary(
        equal=_shared(equal),
        light=_shared(light),
        hard=_shared(hard),
        soft=frozenset(soft),
        free=frozenset(free),
        fillers=fillers,
        loose=loose,
        manner=kinds["manner"],
        function=function,
        names=names,
        all=known,
        beginnings=frozenset(word[:n] for word in known for n in range(1, len(word))),
        **told,
    )
