"""How alike two stretches of Chinese are, without a word list: shared characters and pairs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_CONTENT = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]")
_ASKED = 4  # pieces that are compared with one, those that share most with it
_WEAK = frozenset("的了和与及在并对将把为是等以")


@lru_cache(maxsize=1 << 11)  # every check asks about the same clauses of a report again
def grams(text: str) -> frozenset[str]:
    """Return the characters and neighbouring pairs of `text`; marks and particles count nothing."""
    parts = [p for p in _CONTENT.findall(text) if p not in _WEAK]
    return frozenset(parts).union(a + b for a, b in pairwise(parts))


def dice(left: frozenset[str], right: frozenset[str]) -> float:
    """Return 0 (nothing shared) … 1 (the same); two empty sets are the same."""
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text with its grams."""

    start: int
    end: int
    grams: frozenset[str]


_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")


def pieces(text: str) -> list[Piece]:
    """Return the clauses of `text` (between ，。；：！？ and line ends) that hold words."""
    found = []
    for match in _CLAUSE.finditer(text):
        marks = grams(match[0])
        if marks:
            found.append(Piece(match.start(), match.end(), marks))
    return found


class Index:
    """Finds the piece of a text most like a given one, looking only at those that share words."""

    def __init__(self, members: Sequence[Piece]) -> None:
        self.members = members
        self._holders: dict[str, list[int]] = {}
        for number, piece in enumerate(members):
            for gram in piece.grams:
                if len(gram) > 1:
                    self._holders.setdefault(gram, []).append(number)

    def best(self, wanted: frozenset[str]) -> tuple[Piece | None, float]:
        """Return the most similar piece and its likeness by `dice` (None, 0 without any)."""
        votes: Counter[int] = Counter()
        for gram in wanted:
            votes.update(self._holders.get(gram, ()))
        top: Piece | None = None
        score = 0.0
        # Of as many votes the earlier one: which was counted first depends on no text.
        for number, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_ASKED]:
            likeness = dice(wanted, self.members[number].grams)
            if likeness > score:
                top, score = self.members[number], likeness
        return top, score
