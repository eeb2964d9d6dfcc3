"""Figures that the source does not have: worked out, counted, or made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from assistant.figures import Figure
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, came
from assistant.verify.titles import arabic
from assistant.verify.tokens import Kind, Token, Tokens

_FEW = 12  # numbers up to this in characters may count a list: 两者, 三镇
_PERIOD_BEFORE = re.compile("[同环]比|[比较]上")
_TENTHS = re.compile("[一二三四五六七八九]{2}(?=比例|分成|分担|分摊|开)")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def figure_of(token: Token) -> Figure:
    """Return the figure of a token that is one."""
    assert token.figure is not None
    return token.figure


def unit_same(one: Figure, two: Figure) -> bool:
    """Whether two figures may count the same: a unit glued to its noun is no other unit."""
    return one.base_unit == two.base_unit or not one.unit or not two.unit


def made(pair: Pair, token: Token) -> Iterator[Change]:
    """Yield what is to be said of a figure whose value the source does not have."""
    figure = figure_of(token)
    if figure.value is None:
        if _PERIOD_BEFORE.search(pair.source_words(token)) and _follows(figure, pair.source):
            yield came("figure_derived", token)  # (10月当月)环比: 比9月
            return
        parts = _parts(figure)
        dates, periods = _known_parts(pair.source)
        if any(parts and parts <= other for other in dates):
            if "~" not in figure.base_unit and not any(parts <= o for o in _dates_untold(pair)):
                yield came("figure_derived", token)  # 5月 beside 5月2日: of the whole month now
            return  # the month of a date
        if parts and parts <= frozenset().union(*dates, *periods, _years_of(periods)):
            yield came("figure_derived", token)
            return
    elif figure.value <= _FEW and not re.search(r"[0-9]", token.text):
        if _unit_told(pair, token) or not _counts_a_list(pair, token, int(figure.value)):
            yield came("figure_counted", token)
        return
    else:
        if figure.base_unit == "%" and figure.value in shares(pair.source):
            yield came("figure_derived", token)
            return
        if _derived(figure.value, values(pair.source).get(measured(figure), Counter())):
            yield came("figure_derived", token)
            return
    if token.keys & pair.context or _in_figures(token, pair) or _rank_told(token, pair):
        return
    yield came("figure_unsupported", token)


@lru_cache(maxsize=2)
def _dates_untold(pair: Pair) -> frozenset[frozenset[str]]:
    """Return the parts of the dates of the source that are not told to the day."""
    return frozenset(
        _parts(token.figure)
        for k, token in enumerate(pair.s)
        if token.figure is not None and token.figure.value is None and not pair.told(k)
    )


def _unit_told(pair: Pair, token: Token) -> bool:
    """Whether the source clause has another number of the same unit: 一年, now 两年."""
    unit = re.escape(figure_of(token).unit)
    return bool(unit and re.search(rf"[一二两三四五六七八九十\d]{unit}", pair.source_words(token)))


def _follows(figure: Figure, source: Tokens) -> bool:
    """Whether the source speaks of the month, quarter or year after that of a figure."""
    match = _LAST_NUMBER.search(figure.base_unit)
    if match is None:
        return False
    return any(
        (other := _LAST_NUMBER.search(known.base_unit)) is not None
        and int(other[0]) - int(match[0]) in (1, -11, -3)
        for known in _figures(source.content)
        if known.value is None
    )


@lru_cache(maxsize=2)
def _known_parts(source: Tokens) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """Return the parts of each date and code of a text, and those of each period from one to
    another, of which an end says less."""
    told = {figure.base_unit: figure for figure in _figures(source.content) if figure.value is None}
    dates = tuple(_parts(figure) for unit, figure in told.items() if "~" not in unit)
    return dates, tuple(_parts(figure) for unit, figure in told.items() if "~" in unit)


def _years_of(periods: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the years that periods of years go over: 2021—2023年 over 2022."""
    found: set[str] = set()
    for parts in periods:
        years = [int(part) for part in parts if len(part) == 4 and part.isdecimal()]
        if len(years) == len(parts) == 2 and max(years) - min(years) <= _FEW:
            found.update(map(str, range(min(years), max(years))))
    return frozenset(found)


@lru_cache(maxsize=4)
def values(tokens: Tokens) -> dict[str, Counter[Decimal]]:
    """Return how often each value stands in a text, by what it measures."""
    found: dict[str, Counter[Decimal]] = {}
    for figure in _figures(tokens.content):
        if figure.value is not None:
            found.setdefault(measured(figure), Counter())[figure.value] += 1
    return found


def _derived(value: Decimal, known: Counter[Decimal]) -> bool:
    """Whether a value is the sum or the difference of two known ones, not of one with itself:
    30次 is no reason for 60次."""
    return any(
        known[other] > (1 if other == one else 0)
        for one in known
        for other in (value - one, one - value, one + value)
    )


def _in_figures(token: Token, pair: Pair) -> bool:
    """Whether a term of the source holds the figure, written otherwise: “二十条” as “20条”."""
    return stands(token.text, _in_digits(pair.source.plain), goes_on=True)


def _rank_told(token: Token, pair: Pair) -> bool:
    """Whether a rank of the source is given its counting word: 前五, 前5位."""
    value = figure_of(token).value
    ranked = pair.output.plain.endswith("前", 0, token.start)
    return ranked and stands(f"前{value}", _in_digits(pair.source.plain))


@lru_cache(maxsize=2)
def shares(source: Tokens) -> frozenset[Decimal]:
    """Return the shares that the ratios of a text come to: of 8:2, of 七三比例, 三七开."""
    found = [figure.base_unit for figure in _figures(source.content) if ":" in figure.base_unit]
    found += [":".join(arabic(digit) for digit in m[0]) for m in _TENTHS.finditer(source.plain)]
    parts = ([Decimal(part) for part in ratio.split(":")] for ratio in found)
    # 15:45 is a time, 1:4 compares two things: parts of a whole come to 10, or to 100.
    return frozenset(
        part * 100 / sum(own) for own in parts if sum(own) in (10, 100) for part in own
    )


@lru_cache(maxsize=1 << 10)
def stands(number: str, text: str, *, goes_on: bool = False) -> bool:
    """Whether a number stands in a text, not as the end of a longer one, nor as its beginning
    unless it `goes_on`.  Of a text with many figures each number is looked for once."""
    at = text.find(number)
    while at >= 0:
        end = at + len(number)
        if not _goes_on(text[at - 1 : at]) and (goes_on or not _goes_on(text[end : end + 1])):
            return True
        at = text.find(number, at + 1)
    return False


def _goes_on(character: str) -> bool:
    return character == "." or character.isdecimal()


_in_digits = lru_cache(maxsize=2)(arabic)


def _parts(figure: Figure) -> frozenset[str]:
    return frozenset(re.split("[-~]", figure.base_unit)) - {""}


def _counts_a_list(pair: Pair, token: Token, value: int) -> bool:
    """Whether a source clause behind this one lists that many things: A、B和C → 三镇."""
    if value < 2 or token.text.startswith("第"):
        return False
    for c in pair.alignment.support[token.clause]:
        text = pair.source.clause_text(c)
        if len(re.findall("、|和|与|及", text)) + 1 == value:
            return True
    return False


def measured(figure: Figure) -> str:
    """Return what a figure measures, so that a level and its change can be reckoned with: 23.5%
    and 1.8个百分点, 第2位 and 3位."""
    return {"百分点": "%"}.get(figure.base_unit, figure.base_unit).removeprefix("第")


def _figures(side: list[Token]) -> list[Figure]:
    return [figure_of(t) for t in side if t.kind is Kind.FIGURE]
