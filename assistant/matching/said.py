"""A figure as a person names it (培训35场, 那个35%, 3.6), and the places it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, FigureKind
from assistant.matcher import Matcher
from assistant.wordcount import pairs_of

NUMERAL = re.compile(r"\d[\d,，]*(?:[.．]\d+)?|[零〇一二两三四五六七八九十百千万亿点]+")
_LINK = re.compile(r"^(?:那个|这个|把|将)|(?:的|是|为|有|到|达|共|了|、|，|：|:)+$")
_NAMED = frozenset((FigureKind.DATE, FigureKind.PERIOD, FigureKind.CODE))
_STOP = re.compile("[，。；！？\n]")
_ALIKE = 0.5
_AROUND = 14


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """A figure that was typed, and the words it was said with (培训, or nothing)."""

    of: str
    text: str
    figure: Figure

    def means(self, place: Figure) -> bool:
        """Whether a place has this value; one that was said without a unit may have any."""
        said = self.figure
        if place.kind in _NAMED:
            return place.key == said.key
        if said.unit:
            same = (place.base_value, place.high, place.base_unit)
            return same == (said.base_value, said.high, said.base_unit)
        if place.value is None:
            return False
        return place.value == said.value or _numeral(place.text) == _numeral(said.text)

    def fits(self, place: Figure, text: str) -> bool:
        """Whether a place of `text` says its figure of what was named; nothing named fits all."""
        before = _STOP.split(text[max(0, place.start - _AROUND) : place.start])[-1]
        clause = before + _STOP.split(text[place.start : place.end + _AROUND // 2])[0]
        return not self.of or self.of in clause or alike(self.of, place.subject)


def said_with(text: str, figure: Figure) -> SaidFigure:
    """Return a figure of a sentence with the words that name it, before it or else behind it."""
    words = _LINK.sub("", text[: figure.start].strip()) or text[figure.end :].strip("的 ，。")
    return SaidFigure(_LINK.sub("", words), figure.text, figure)


def alike(one: str, other: str) -> bool:
    """Whether two subjects are the same in other words: one holds the other, or most of it."""
    if one in other or other in one:
        return bool(one and other) or one == other
    pairs = [pairs_of(words) for words in (one, other)]
    smaller = min(len(p) for p in pairs)
    return bool(smaller) and len(pairs[0] & pairs[1]) / smaller >= _ALIKE


def grouped(places: Sequence[Figure]) -> list[list[Figure]]:
    """Return places by what they say their figure of."""
    groups: list[list[Figure]] = []
    for place in places:
        home = next((g for g in groups if alike(g[0].subject, place.subject)), None)
        if home is None:
            groups.append([place])
        else:
            home.append(place)
    return groups


def shown(place: Figure, text: str) -> str:
    """Return a place with the words before it, as a person tells it from others."""
    low = max(0, place.start - _AROUND)
    words = re.split(r"[。；\n]", text[low : place.start])[-1]
    return (words + text[place.start : place.end]).strip("，、： \u3000")


def _numeral(text: str) -> str:
    match = NUMERAL.search(text)
    return match.group().replace(",", "").replace("，", "") if match else text


def held_in(name: str, words: str) -> int:
    """Return how many characters of a name stand in words, two and more at a time."""
    found = Matcher(name, words)
    return sum(m.size for m in found.get_matching_blocks() if m.size > 1)
