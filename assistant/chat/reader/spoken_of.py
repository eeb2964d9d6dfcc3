"""The words of a sentence that few parts of the report hold, and those parts: what a reader who
does not see the report needs to know which part is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chat.situation import Situation
from assistant.chat.vocabulary import says_nothing

FEW = 3
"""Parts, at most, that hold words which tell one part from another."""
_COUNTS = re.compile(r"[\d一二两三四五六七八九十百千万亿零多几来个]+")
_SHORT, _LONG = 2, 16
"""Characters of the words that are looked for."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as they stand in both, with the IDs of the smallest parts that hold them."""

    words: str
    parts: tuple[str, ...]


def spoken_of(sentence: str, at: Situation) -> Iterator[Spoken]:
    """Yield the longest words of a normal sentence that stand in one part of the report or a few,
    from left to right, none within another."""
    text = at.report.text
    start = 0
    while start < len(sentence) - 1:
        words = _longest(sentence, start, text)
        parts = _parts(words, at) if words else ()
        if 0 < len(parts) <= FEW and not says_nothing(words):
            yield Spoken(words, parts)
            start += len(words)
        else:
            start += 1


def _longest(sentence: str, start: int, text: str) -> str:
    """Return the longest words from a place on that the report holds; "" where none do."""
    found = ""
    for end in range(start + _SHORT, min(len(sentence), start + _LONG) + 1):
        words = sentence[start:end]
        if not words.isalnum() or words not in text:
            break
        found = words
    return "" if _COUNTS.fullmatch(found) else found


def _parts(words: str, at: Situation) -> tuple[str, ...]:
    text, found, place = at.report.text, dict[str, None](), 0
    while (place := text.find(words, place)) >= 0 and len(found) <= FEW:
        part = at.at(place)
        if part is not None:
            found[part] = None
        place += len(words)
    return tuple(found)
