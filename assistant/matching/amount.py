"""Whether a fact's amount can stand in a gap, and how it is written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.model import Fact, scaled
from assistant.gaps.types import Gap, GapKind
from assistant.gaps.words import tagged
from assistant.lexicon import alternatives, words
from assistant.lexicon.terms import bounds
from assistant.patterns import compile_late

_NUMBER = compile_late(r"[+-]?\d+(?:\.\d+)?")
_ROUGHLY = compile_late(
    rf"(?:{alternatives(bounds())})?\d+(?:\.\d+)?(?:[~\-—–至到]\d+(?:\.\d+)?)?[万亿]?[余多]?"
)
"""What a value that is no plain number may look like; 1e3 and 12? are none."""
_WHOLE = {
    *"个名位人户家项件起宗例次场批轮届条篇份册部台套辆架列座栋幢处所支头只株棵",
    *("人次", "户次", "家次", "台次", "场次", "件次", "批次"),
}
"""What is counted one by one: half of it, or less than none, is a slip in the table."""
_LONGEST_FRACTION = 6
_ROUGH = "余多"
PERSON = "姓名"
"""What is wanted where the name of a person is (`assistant.gaps.wanted`)."""
LONGEST_NAME = 4

_ALIKE: tuple[frozenset[str], ...] = (
    frozenset("个家户所座处项类支"),
    frozenset("件起宗例个项条"),
    frozenset("场次期轮"),
    frozenset("篇条份件个项部"),
    frozenset("台辆套个"),
    frozenset("人个"),
    frozenset("栋幢座"),
)
"""Measure words people exchange: 36家企业 and 企业数 36个 are the same count."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact's value as it would stand in the gap; `exact` unless the measure words only agree."""

    value: str
    exact: bool


def amount_for(fact: Fact, gap: Gap, text: str) -> Amount | None:
    """Return how `fact` would be written in `gap`, or None if it cannot stand there.

    The text behind the gap keeps its unit, so only the number goes in, converted exactly where
    the units differ by a factor (1.2亿元 before 万元: 12000).  A name goes only where no unit is
    wanted, and a number only where one is or its own unit follows.
    """
    number = _NUMBER.fullmatch(fact.value)
    if gap.wanted == PERSON and not is_person(fact.value):
        return None
    if gap.kind in (GapKind.LIST, GapKind.QUOTE):
        return None if number or fact.unit else Amount(_inside_marks(fact.value, gap, text), True)
    if not gap.unit:
        return _without_unit(fact, gap, text, numeric=any(c.isdigit() for c in fact.value))
    if number is None:
        return _rough(fact, gap, text)
    after = text[gap.end : gap.end + 1]
    if after in _ROUGH and after and Decimal(fact.value) % 10:
        return None  # 37余处 says something else than 37处
    if gap.unit in _WHOLE and _is_slip(Decimal(fact.value), fact.unit, gap, text):
        return None
    return _converted(Decimal(fact.value), fact.value, fact.unit, gap.unit)


def _inside_marks(value: str, gap: Gap, text: str) -> str:
    """Return a name without the marks that stand around its place already: 《》, “”."""
    around = text[max(0, gap.start - 1) : gap.start] + text[gap.end : gap.end + 1]
    return value[1:-1] if around and value[:1] + value[-1:] == around else value


def is_person(value: str) -> bool:
    """Whether a value looks like the name of a person, and nothing but it."""
    short = 2 <= len(value) <= LONGEST_NAME and value[0] in words("surnames")
    return short and tagged(value)[0][1].startswith("nr")


def _is_slip(number: Decimal, unit: str, gap: Gap, text: str) -> bool:
    """Tell whether a count is none: 12.5户, -5户; but 户均1.5人."""
    count = number * scaled(unit)[1]
    if count >= 0 and count == count.to_integral_value():
        return False
    clause = re.split("[，。；\n]", text[max(0, gap.start - 30) : gap.start])[-1]
    return not re.search("均|每|折合|相当", clause)


def _without_unit(fact: Fact, gap: Gap, text: str, *, numeric: bool) -> Amount | None:
    if not numeric:
        return Amount(fact.value, True)
    if fact.unit and text.startswith(fact.unit, gap.end):
        return Amount(fact.value, True)
    return None


def _rough(fact: Fact, gap: Gap, text: str) -> Amount | None:
    """A value that is no plain number (约200, 3~5, 300余) needs the same unit, and its place."""
    if not _ROUGHLY.fullmatch(fact.value) or scaled(fact.unit) != scaled(gap.unit):
        return None
    after = text[gap.end : gap.end + 1]
    if after and after in _ROUGH:
        return Amount(fact.value.rstrip(_ROUGH), True) if fact.value[-1] in _ROUGH else None
    return Amount(fact.value, True)


def _converted(number: Decimal, written: str, unit: str, wanted: str) -> Amount | None:
    if unit == wanted:
        return Amount(written, True)
    base, factor = scaled(unit)
    goal, divisor = scaled(wanted)
    exact = base == goal
    if not unit and (divisor != 1 or (wanted == "%" and abs(number) <= 1)):
        return None  # 35 before 万元 may be 35万元 or 35元, 0.95 before % is 95% as a rule
    if not exact and not (base == "" or any({base, goal} <= group for group in _ALIKE)):
        return None
    value = (number * factor / divisor).normalize()
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > _LONGEST_FRACTION:
        return None
    return Amount(written if factor == divisor else format(value, "f"), exact)
