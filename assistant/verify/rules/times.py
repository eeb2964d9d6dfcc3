"""Another time in the place of the one that the source gives: 今年全县转移4326人, of 汛期."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.figures import FigureKind
from assistant.verify.names import tag_of
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, came
from assistant.verify.tokens import Token

_YEAR = re.compile(r"(?:[今本当全]|\d{4})年(?:度|来|内|以来)?$|年内$|一年[来中]?$")
"""What means the year that is reported on: one is as good as the other."""
_DIGITS = re.compile(r"\d{4}(?=年)")
_NOW = re.compile("[目当]前|现在|现阶段|至今|截至|同期|近|此|以[前来后]")
"""What says when it is, and not of which time something is told."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield times that stand where another one stood, which is told no more there."""
    for n, token in enumerate(pair.o[:-1]):
        k = pair.to.get(n + 1)
        if not k or pair.told(k - 1):
            continue
        other = pair.s[k - 1]
        if not (_is_time(token) and _is_time(other)):
            continue
        if not (_beside(pair.o, n) and _beside(pair.s, k - 1)):
            continue
        same = token.text in other.text or _same_year(pair, token.text, other.text)
        if not same and not _lasts(token) and other.text not in pair.words.loose:
            yield came("words_moved", token, other.text)


def _same_year(pair: Pair, one: str, other: str) -> bool:
    """Whether both mean the year that is reported on: of two in digits each is another."""
    if not (_YEAR.search(one) and _YEAR.search(other)):
        return False
    return len(set(_DIGITS.findall(pair.source.plain))) < 2 or not _DIGITS.search(one + other)


def _beside(side: list[Token], n: int) -> bool:
    """Whether a word belongs to the one behind it: in its clause, or a clause by itself."""
    same = side[n].clause == side[n + 1].clause
    alone = n == 0 or side[n - 1].clause != side[n].clause
    return same or (alone and side[n].sentence == side[n + 1].sentence)


def _is_time(token: Token) -> bool:
    if _NOW.search(token.text):
        return False
    if token.figure is not None:
        return token.figure.kind in (FigureKind.PERIOD, FigureKind.DATE) or _lasts(token)
    return "time" in token.scales or tag_of(token.text)[1] == "t"


def _lasts(token: Token) -> bool:
    """Whether a figure counts years: 两年来."""
    return token.figure is not None and token.figure.unit == "年"
