"""Where a report counts something, or should."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.facts.model import Fact, scaled
from assistant.figures import Figure, FigureKind, find_figures
from assistant.findings import Message
from assistant.gaps import Gap, GapKind, find_gaps
from assistant.patterns import compile_late

_NUMBER = compile_late(r"\d[\d,]*(?:\.\d+)?")
_COUNTING = frozenset(
    {FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.FRACTION, FigureKind.RANGE}
)
_NO_COUNT = frozenset(("", *"后前岁年月日时号环区级届G"))
"""Units of figures that are part of a name: 90后, 4A级, 5号线."""


@lru_cache(maxsize=8)
def counts(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` counts something, or should: its figures and gaps, units included."""
    places = [(f.start, f.end) for f in _figures(text)]
    places += [
        (g.start, g.end + len(g.unit) if text.startswith(g.unit, g.end) else g.end)
        for g in open_places(text)
        if g.unit
    ]
    return tuple(sorted(places))


@lru_cache(maxsize=8)
def open_places(text: str) -> tuple[Gap, ...]:
    """Return the gaps of `text`."""
    return tuple(find_gaps(text))


@lru_cache(maxsize=8)
def _figures(text: str) -> tuple[Figure, ...]:
    return tuple(
        f
        for f in find_figures(text)
        if f.unit not in _NO_COUNT and f.kind in _COUNTING and text[f.start].isdigit()
    )


def stated(fact: Fact, text: str) -> list[Gap]:
    """Return the places where `text` already states the value of `fact`, as if they were gaps."""
    unit, factor = scaled(fact.unit)
    try:
        value = Decimal(fact.value) * factor
    except InvalidOperation:
        return []
    places: list[Gap] = []
    for figure in _figures(text):
        if figure.base_value == value and figure.base_unit == unit:
            number = _NUMBER.match(figure.text)
            end = figure.start + (number.end() if number else 0)
            unit_there = text[end : figure.end]
            places.append(
                Gap("", GapKind.SILENT, figure.start, end, "", unit_there, Message("", ""))
            )
    return places
