"""Words and units: the segmenter, and our own lists that the search goes by.

The segmenter is jieba's dictionary and algorithm in Rust (rjieba, MIT), without its guessing of
unknown words: guessed words swallow the bare measure words we look for.  It loads on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import accumulate

from assistant.lexicon import classes, entries, groups, rows


class Grade(StrEnum):
    """How much a unit wants a figure; the meaning of each is told in `lexicon/units.txt`."""

    MEASURE = "measure"
    CLASSIFIER = "classifier"
    TAIL = "tail"
    RARE = "rare"
    TIME = "time"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or measure word, how much it wants a figure, and what it is called in English."""

    text: str
    grade: Grade
    english: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words; `starts[i]` is where `texts[i]` begins (code points)."""

    texts: Sequence[str]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit read from the words `first` up to `after`: 余 | 万 | 平方米."""

    first: int
    after: int
    unit: Unit
    magnitude: str
    rest: str

    @property
    def text(self) -> str:
        """The unit with its magnitude, as a figure would be followed by it."""
        return self.magnitude + self.unit.text


_MAGNITUDES = ("万亿", "万", "亿")


def read_unit(words: Words, i: int) -> UnitRead | None:
    """Return the unit that begins at word i, or None where there is none."""
    texts = words.texts
    table = units()

    def at(k: int) -> str:
        return texts[k] if k < len(texts) else ""

    after = i + 1
    body = at(i)
    rest = magnitude = ""
    if body[:1] in ("余", "多") and body not in table:
        rest, body = body[0], body[1:]
        if not body:
            body = at(after)
            after += 1
    if body not in table:
        magnitude = next((m for m in _MAGNITUDES if body.startswith(m)), "")
        body = body[len(magnitude) :]
        if magnitude and not body:
            body = at(after)
            after += 1
    longer = table.get(body + at(after))  # 平方 + 公里, 个 + 百分点
    if longer is not None:
        return UnitRead(i, after + 1, longer, magnitude, rest)
    unit = table.get(body)
    return None if unit is None else UnitRead(i, after, unit, magnitude, rest)


def cut(text: str) -> Words:
    """Cut `text` into words that tile it exactly."""
    texts = _segmenter()(text)
    ends = list(accumulate(map(len, texts)))
    return Words(texts, [0, *ends[:-1]] if texts else [])


@lru_cache(maxsize=256)  # of a clause asked by several
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a text with jieba's tag of each (n noun, v verb, m number …)."""
    import rjieba

    return tuple(rjieba.tag(text))


@cache
def _segmenter() -> Callable[[str], list[str]]:
    import rjieba  # 0.1 s to load its dictionary: only where gaps are looked for

    def cut_without_guessing(text: str) -> list[str]:
        words: list[str] = rjieba.cut(text, False)
        return words

    return cut_without_guessing


@cache
def units() -> dict[str, Unit]:
    """Return every unit that may want a figure, by its text."""
    table = rows("units", 6)
    return {row[0]: Unit(row[0], Grade(row[1]), row[5]) for row in table if row[1]}


lexicon = partial(classes, "gap_words")
"""The word classes that the search goes by."""


@cache
def compounds() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return, for each unit, the listed words that hold it and where in the word it stands."""
    table: dict[str, list[tuple[str, int]]] = {}
    known = units()
    for word in entries("compounds"):
        for length in (1, 2):
            for at in range(len(word) - length + 1):
                unit = word[at : at + length]
                if unit in known and unit != word:
                    table.setdefault(unit, []).append((word, at))
    return {unit: tuple(found) for unit, found in table.items()}


@cache
def counted() -> dict[str, tuple[str, ...]]:
    """Return, for each listed measure word, the endings of the nouns it counts."""
    return {row[0]: row[1:] for row in groups("counted_nouns") if row[0] != ">"}


@cache
def headed() -> dict[str, tuple[str, ...]]:
    """Return, for each measure word, the endings of the nouns that tell it from a word's part
    when one of them follows: two characters at least (家…企业, 条…道路)."""
    table = {unit: [e for e in endings if len(e) > 1] for unit, endings in counted().items()}
    for sign, unit, *endings in groups("counted_nouns"):
        if sign == ">":
            table.setdefault(unit, []).extend(endings)
    people = [word for word in lexicon()["persons"] if len(word) > 1]
    for unit in ("名", "位"):
        table.setdefault(unit, []).extend(people)
    return {unit: tuple(endings) for unit, endings in table.items()}


def leaves_open(answer: str) -> bool:
    """Whether who was asked for what is missing answers that they do not know it yet."""
    return answer.strip() in lexicon()["unknown"]
