"""Facts from files, each name with one value."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from assistant.errors import FactsError
from assistant.facts.model import Fact, half_width, join_units, number_said, scaled, split_value
from assistant.findings import Message

Given = tuple[Message, Sequence[str], str]
"""A row: its place in words, its name, value, unit and source, and the source where it has none."""


def load_facts(paths: Iterable[str | os.PathLike[str]]) -> list[Fact]:
    """Return the facts of all files (CSV, XLSX, YAML), with IDs f1, f2 … in their order.

    Raises FactsError, naming file and row, for a missing column and what `facts_of` refuses.
    """
    return facts_of(row for path in paths for row in _rows(Path(path)))


def _rows(path: Path) -> Iterator[Given]:
    from assistant.facts.tables import COLUMNS, read_rows  # no file, no readers

    for row in read_rows(path):
        zh, en = row.place.zh, row.place.en
        place = Message(f"数据文件“{path}”{zh}", f"the facts file “{path}”, {en}")
        yield place, [row.cells[column].strip() for column in COLUMNS], f"{path.name} {zh}"


def facts_of(rows: Iterable[Given]) -> list[Fact]:
    """Return the facts of rows, with IDs f1, f2 … in their order.

    A fact that stands in two places with the same value (1.2亿元, 12000万元) is taken once.
    Raises FactsError, naming the place, for an empty name or value, a unit that contradicts the one
    written with the value, and two values for one name.
    """
    facts: list[Fact] = []
    known: dict[str, tuple[Fact, Message]] = {}
    for place, cells, otherwise in rows:
        fact = _fact(place, cells, otherwise, f"f{len(facts) + 1}")
        key = "".join(half_width(fact.name).split())
        earlier = known.get(key)
        if earlier is None:
            known[key] = (fact, place)
            facts.append(fact)
        elif _normal(earlier[0]) != _normal(fact):
            one, other = (f"{f.value}{f.unit}" for f in (earlier[0], fact))
            first = earlier[1]
            raise FactsError(
                f"指标“{fact.name}”有两个不同的数值：{first.zh}是{one}，{place.zh}是{other}",
                f"“{fact.name}” has two values: {one} in {first.en}, {other} in {place.en}",
            )
    return facts


def _fact(place: Message, cells: Sequence[str], otherwise: str, number: str) -> Fact:
    name, written, column, source = cells
    if not name:
        raise FactsError(f"{place.zh}没有写指标", f"There is no name in {place.en}")
    if not written:
        raise FactsError(
            f"{place.zh}（{name}）没有写数值", f"There is no value of {name} in {place.en}"
        )
    value, inside = split_value(written)
    column = half_width(column)
    if column and not inside:
        value = number_said(value) or value
    unit = join_units(inside, column)
    if unit is None:
        raise FactsError(
            f"{place.zh}（{name}）的数值写作{written}，单位却是{column}",
            f"{name} has the value {written}, but the unit {column}, in {place.en}",
        )
    return Fact(number, name, value, unit, source or otherwise)


def _normal(fact: Fact) -> tuple[Decimal | str, str]:
    """Return value and unit after exact conversion, so that equal values compare equal."""
    unit, factor = scaled(fact.unit)
    try:
        number = Decimal(fact.value)
    except InvalidOperation:
        return fact.value, fact.unit
    return (number * factor).normalize(), unit
