"""A figure as a value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.figures.units import base


class FigureKind(StrEnum):
    """What a number is. All but TERM are compared between a source and its rewrite."""

    AMOUNT = "amount"
    PERCENT = "percent"
    FRACTION = "fraction"
    RATIO = "ratio"
    RANGE = "range"
    ORDINAL = "ordinal"
    DATE = "date"
    PERIOD = "period"
    CODE = "code"  # PM2.5, 1+3+N: digits that are part of a name
    INDEFINITE = "indefinite"  # 一个, 一批, 一家: rather an article than a count
    TERM = "term"  # 八项规定, “十四五”, 第一书记: no number at all


class Bound(StrEnum):
    """How an approximate figure is approximate."""

    EXACT = ""
    MINIMUM = "min"  # 以上, 余, 多, 超, 突破, 不少于
    MAXIMUM = "max"  # 以下, 以内, 不足, 不超过
    ABOUT = "about"  # 近, 约, 左右, 三四个
    VAGUE = "vague"  # 几十, 数百


FigureKey = tuple[str, Decimal | None, Decimal | None, str, bool]

_CLASSES = {
    FigureKind.PERCENT: "number",
    FigureKind.FRACTION: "number",
    FigureKind.AMOUNT: "number",
    FigureKind.INDEFINITE: "number",
    FigureKind.RANGE: "number",
    FigureKind.PERIOD: "date",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, its normal value and what it is said of.

    `text` is exactly `start`–`end` of the text as read (code points), words of approximation
    included (近千人, 10余个, 5亿元以上).  `value` has 万 and 亿 worked in, `unit` is the bare
    measure word: 1.2亿元 has the value 120000000 and the unit 元.  `high` is the upper end of a
    range (63%～68%, 三四个).  `base_value` and `base_unit` are the same after exact conversion
    (公里 → 米).  Dates, periods, ratios and codes have no value; their normal form stands in
    `base_unit` (2023-04, H1, 3:48, PM2.5).  `subject` is the words the figure is said of,
    `direction` 增长, 下降 and the like where it says how much something changed.
    """

    text: str
    kind: FigureKind
    value: Decimal | None
    high: Decimal | None
    unit: str
    base_value: Decimal | None
    base_unit: str
    subject: str
    approximate: bool
    start: int
    end: int
    direction: str = ""
    bound: Bound = Bound.EXACT

    @property
    def key(self) -> FigureKey:
        """What two mentions of the same figure share: 1.2亿元 = 12000万元, 百分之五 = 5%."""
        high = None if self.high is None else (self.high * base(self.unit)[1]).normalize()
        value = None if self.base_value is None else self.base_value.normalize()
        kind = _CLASSES.get(self.kind, self.kind.value)
        if self.kind is FigureKind.TERM and value is not None:
            kind = "number"  # “二十六条” is a name, but matches “26条”
        return (kind, value, high, self.base_unit, self.approximate)
