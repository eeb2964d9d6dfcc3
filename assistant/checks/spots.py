"""Small words that a statement hangs on, looked for by what stands around them in another text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.checks.similar import Nearest, grams, shared

_ENDS = frozenset("，。；：！？、,;:!?\n（）()")
_REACH = 14
_ADVERB = re.compile(
    "进一步|明显|显著|持续|不断|切实|有效|大幅度?|稳步|同比|环比|比上年|较上年|全面|更加|逐步|得到|实现|全年"
)
_ALIKE = 0.62
ROOM = 0.12  # a place that does as well, this close in likeness, takes away the suspicion
_QUALITY = frozenset("性度率")  # 学习的系统性 does not say that it is 系统
# Said behind it, a denial is as good as one before it; 发生后, 发生时 and 出现…的， only suppose.
_TAKEN_BACK = re.compile(
    r"[^，。；：！？,;:!?\n]{0,16}?(?:[“”‘’\"]*(?:[双多]|[两二三四五六]个)?零(?:[发出”’\"]|$)|为零|为0|归零|清零|根除|根治|杜绝|绝迹|消除|销声匿迹)"
)
_HAPPENS = re.compile("(?:发生|出现|存在|发现|产生)(?:过|任何)?")
_SUPPOSED = re.compile(r"(?:之?[后时前]|[^，。；：！？,;:!?\n]{0,10}的[，,])")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that denies or turns, with the grams of its surroundings without it."""

    word: str
    start: int
    end: int
    left: str
    right: str
    around: frozenset[str]


def spot_of(text: str, match: re.Match[str]) -> Spot:
    """Return a word found in `text` as a spot with its surroundings."""
    return spot_at(text, match[0], match.start(), match.end())


def spot_at(text: str, word: str, start: int, end: int) -> Spot:
    """Return the word at a place of `text` as a spot with its surroundings."""
    low, high = start, end
    while low > max(0, start - _REACH) and text[low - 1] not in _ENDS:
        low -= 1
    while high < min(len(text), end + _REACH) and text[high] not in _ENDS:
        high += 1
    left, right = text[low:start], text[end:high]
    around = _grams(left) | _grams(right)
    if len(around) < 3:  # 扩绿、增长; 同比增长XX%: too little within the marks
        left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        around = _grams(left) | _grams(right)
    return Spot(word, start, end, left, right, around)


def _grams(text: str) -> frozenset[str]:
    return grams(_ADVERB.sub("", text))


def denied(spot: Spot) -> str:
    """Return two characters of what is denied; where one stands alone (不足), those before it."""
    following = re.split("[，。；：！？、,;:!?\n]", spot.right)[0][:2]
    if len(following) == 1 and spot.word == "不":
        return spot.left[-2:] + following
    return following if len(following) == 2 else ""


class Stock:
    """Spots that can be looked through for those with given surroundings."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._spots = spots
        self._nearest = Nearest([spot.around for spot in spots])

    def near(self, wanted: frozenset[str]) -> list[Spot]:
        """Return the spots worth looking at, in the order of the text."""
        return [self._spots[number] for number in self._nearest.near(wanted)]

    def likest(self, wanted: frozenset[str]) -> tuple[Spot | None, float]:
        """Return the spot in the likest surroundings (the first of equals), and how like."""
        top, score = None, 0.0
        for spot in self.near(wanted):
            likeness = shared(wanted, spot.around)
            if likeness > score:
                top, score = spot, likeness
        return top, score

    def holds(self, wanted: frozenset[str], likeness: float) -> bool:
        """Tell whether a spot stands in surroundings at least so like the wanted ones."""
        return any(shared(wanted, spot.around) >= likeness for spot in self.near(wanted))


class Ground:
    """A text in which to look for what was said elsewhere with a small word, but without it.

    `others` are the words of the text that do as well as those looked for, in the order of the
    text; `sought` are all that `without` will be asked about.  Of the others, those that qualify
    something named in `spoken_for` belong to a statement that keeps its own small word, and
    cannot stand in for another's.  The work grows as the texts do: each place is read once, and
    where there are very many only the likeliest are compared.
    """

    def __init__(
        self,
        text: str,
        others: Sequence[Spot],
        sought: Iterable[Spot],
        *,
        spoken_for: Collection[str] = frozenset(),
    ) -> None:
        self._text = text
        self._starts = [other.start for other in others]
        self._ends = [other.end for other in others]
        self._denied = [denied(other) for other in others]
        self._free_for_all = [of not in spoken_for for of in self._denied]
        self._free = Stock([o for o, free in zip(others, self._free_for_all, strict=True) if free])
        of_same: dict[str, list[Spot]] = {}
        for other, of in zip(others, self._denied, strict=True):
            of_same.setdefault(of, []).append(other)
        self._same = {of: Stock(spots) for of, spots in of_same.items()}
        self._places = _said(text, {denied(spot) for spot in sought})
        self._known: dict[tuple[str, frozenset[str]], tuple[int, int] | None] = {}

    def without(self, spot: Spot) -> tuple[int, int] | None:
        """Return where the text says what stands behind `spot`, but without it; None if nowhere.

        The two characters after the word must stand there, not themselves qualified, in
        surroundings like its own; nowhere may the word itself be found again, in the same words
        or in others.
        """
        words = denied(spot)
        if len(words) < 2:
            return None
        key = (words, spot.around)
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, words: str, wanted: frozenset[str]) -> tuple[int, int] | None:
        if words in self._same and self._same[words].holds(wanted, _ALIKE - ROOM):
            return None
        if self._free.holds(wanted, _ALIKE):
            return None
        ahead = _ahead(words)
        best: tuple[int, int] | None = None
        score = _ALIKE
        for found in self._places[words].near(wanted) if words in self._places else ():
            likeness = shared(wanted, found.around)
            if likeness >= score and not self._is_qualified(found, words, ahead):
                place = found.start - ahead
                best, score = (place, place + len(words)), likeness
        return best

    def _is_qualified(self, found: Spot, words: str, ahead: int) -> bool:
        """Tell whether one of the small words stands before a place, in the same clause."""
        place = found.start - ahead
        number = bisect_left(self._starts, place - len(found.left))
        while number < len(self._starts) and self._starts[number] < place:
            # A denial that is accounted for denies its own words, not these as well.
            if self._denied[number] == words or self._free_for_all[number]:
                return True
            if _HAPPENS.fullmatch(self._text, self._ends[number], place):
                return True  # 没有出现质量问题 denies the thing with the verb
            number += 1
        return False


def _ahead(words: str) -> int:
    """Return how many characters of what is denied stand before the denial (不足 after two)."""
    return 2 if len(words) == 3 else 0


def _said(text: str, wanted: Collection[str]) -> dict[str, Stock]:
    """Return the places of `text` where the wanted words are said, not supposed or taken back."""
    lengths = sorted({len(words) for words in wanted if words})
    found: dict[str, list[Spot]] = {}
    for place in range(len(text)):
        for length in lengths:
            words, end = text[place : place + length], place + length
            if (
                words in wanted
                and text[end : end + 1] not in _QUALITY
                and not _TAKEN_BACK.match(text, end)
                and not _SUPPOSED.match(text, end)
            ):
                start = place + _ahead(words)
                found.setdefault(words, []).append(spot_at(text, "", start, start))
    return {words: Stock(spots) for words, spots in found.items()}
