"""Facts from files, each name with one value."""

from __future__ import annotations

import os
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import FactsError
from assistant.facts.model import Fact, half_width, join_units, number_said, scaled, split_value
from assistant.findings import Message

if TYPE_CHECKING:
    from assistant.facts.tables import Row


def load_facts(paths: Iterable[str | os.PathLike[str]]) -> list[Fact]:
    """Return the facts of all files (CSV, XLSX, YAML), with IDs f1, f2 … in their order.

    A fact that stands in two places with the same value (1.2亿元, 12000万元) is taken once.
    Raises FactsError, naming file and row, for a missing column, an empty name or value, a unit
    that contradicts the one written with the value, and two values for one name.
    """
    facts: list[Fact] = []
    known: dict[str, tuple[Fact, Message]] = {}
    for path in map(Path, paths):
        from assistant.facts.tables import read_rows  # no file, no readers

        for row in read_rows(path):
            fact = _fact(row, path, f"f{len(facts) + 1}")
            place = Message(f"“{path}”{row.place.zh}", f"“{path}”, {row.place.en}")
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


def _fact(row: Row, path: Path, number: str) -> Fact:
    from assistant.facts.tables import wrong

    name, written = row.cells["name"].strip(), row.cells["value"].strip()
    if not name:
        raise wrong(path, "没有写指标", "has no name", row.place)
    if not written:
        raise wrong(path, f"（{name}）没有写数值", f"({name}) has no value", row.place)
    value, inside = split_value(written)
    column = half_width(row.cells["unit"])
    if column and not inside:
        value = number_said(value) or value
    unit = join_units(inside, column)
    if unit is None:
        raise wrong(
            path,
            f"（{name}）的数值写作{written}，单位却是{column}",
            f"({name}) has the value {written}, but the unit {column}",
            row.place,
        )
    source = row.cells["source"].strip() or f"{path.name} {row.place.zh}"
    return Fact(number, name, value, unit, source)


def _normal(fact: Fact) -> tuple[Decimal | str, str]:
    """Return value and unit after exact conversion, so that equal values compare equal."""
    unit, factor = scaled(fact.unit)
    try:
        number = Decimal(fact.value)
    except InvalidOperation:
        return fact.value, fact.unit
    return (number * factor).normalize(), unit
