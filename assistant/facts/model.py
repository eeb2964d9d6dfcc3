"""What a fact is, and how its value is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.numerals import chinese_value, parse_number
from assistant.figures.units import base, is_unit
from assistant.lexicon import alternatives
from assistant.lexicon.terms import bounds

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MEASURED = re.compile(
    rf"(?P<value>(?:{alternatives(bounds())})?{_NUMBER}(?:[~\-—–至到]{_NUMBER})?(?:[万亿]?[余多])?)"
    r"\s*(?P<unit>(?:万亿|亿|[百千]?万|千)?(?P<measure>.*))"
)
_SAID = re.compile(
    "(?P<of>百分之)?(?P<value>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)(?P<unit>.*)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SCALES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "亿": 10**8, "万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or name with its source.

    `id` is unique within one loading (f1, f2 …), `name` what it is said of, `value` the number
    without its unit (or a name, or words), `unit` the unit with its 万 or 亿 (“万元”), or empty.
    `source` is what the file says, or the file's name and row.
    """

    id: str
    name: str
    value: str
    unit: str
    source: str


def split_value(text: str) -> tuple[str, str]:
    """Split a value from the unit written with it: 26次 → 26, 次; 1,260万元 → 1260, 万元.

    Numbers in words become Arabic (七点二% → 7.2, %; 三轮 → 3, 轮).  What is no number with a known
    unit stays whole (names, dates in words, 4A级, 三农).
    """
    said = _SAID.fullmatch(text.strip())
    if said is not None and (is_unit(said["unit"]) or said["of"] or "点" in said["value"]):
        number = number_said(said["value"])
        unit = "%" if said["of"] else said["unit"]
        if number is not None and (not unit or is_unit(unit)):
            return number, unit
    found = _MEASURED.fullmatch(half_width(text))
    if found is None or (found["measure"] and not is_unit(found["measure"])):
        return text.strip(), ""
    return _THOUSANDS.sub("", found["value"]), found["unit"].strip()


def number_said(words: str) -> str | None:
    """Return the digits of a number in words (七点二: 7.2), or None where they are none, or more
    than one: 三四."""
    number = chinese_value(words) if words else None
    read = parse_number(words) if words else None
    if number is None or (read is not None and read.high is not None):
        return None
    return f"{number.normalize():f}"


def join_units(inside: str, column: str) -> str | None:
    """Return the one unit that the value's own and the column's say together, None if they differ.

    1.2亿 in a column of 元 is 亿元; 26次 in a column of 次 is 次.
    """
    if inside == column or not inside or not column:
        return inside or column
    if inside in _SCALES and not column.startswith(tuple(_SCALES)):
        return inside + column
    return None


def scaled(unit: str) -> tuple[str, Decimal]:
    """Return the base unit of `unit` and the exact factor to it: 万元 → 元, 10000."""
    if unit in _SCALES:
        return "", Decimal(_SCALES[unit])
    for scale, factor in _SCALES.items():
        if unit.startswith(scale):
            name, inner = base(unit.removeprefix(scale))
            return name, inner * factor
    return base(unit)


def half_width(text: str) -> str:
    """Return `text` with full-width letters, digits and marks as half-width, no blanks around."""
    return text.translate(_HALF).strip()
