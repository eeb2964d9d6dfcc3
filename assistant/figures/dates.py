"""Dates and periods in one normal form: 2023-04-05, 2023, --04, ---05, 2021~2023, H1, Q1~3."""

from __future__ import annotations

import re

from assistant.figures.model import FigureKind
from assistant.figures.numerals import chinese_value
from assistant.patterns import compile_late

_CN_MONTH = "十[一二]|[一二三四五六七八九十]"
_CN_DAY = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR = r"(?:(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})"
_MONTH = rf"(?:1[0-2](?!\d)|0?[1-9](?!\d)|{_CN_MONTH})"
_DAY = rf"(?:[12]\d|3[01]|0?[1-9]|{_CN_DAY})"

# For use within a verbose pattern over half-width text.
DATE = rf"""(?<!\d)(?:
     {_YEAR}(?:年度?)?[-~—至到]{_YEAR}年度?
    |{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)
    |{_YEAR}年(?:{_MONTH}月(?:份|{_DAY}[日号])?|度)?
    |(?:1[0-2]|[1-9])月?[-~—至到](?:1[0-2]|[1-9])月份?
    |(?:{_CN_MONTH})月?[-~—至到](?:{_CN_MONTH})月份?
    |{_MONTH}月(?:份|{_DAY}[日号])?(?!龄)
    |(?:[12]\d|3[01]|[1-9])日(?!均)
)"""
PERIOD = (
    r"第?[一二三1-3](?:季度)?[-~—至到]第?[二三四2-4]季度"
    r"|(?:第|前)?[一二三四两1-4]个?季度|[上下]半年"
)

_PARTS = compile_late(r"[\d一二三四五六七八九十〇零]+")


def read_date(text: str) -> tuple[FigureKind, str]:
    """Return the kind (a day, month or year is a DATE, a stretch a PERIOD) and the normal form."""
    numbers = [_number(part) for part in _PARTS.findall(text)]
    if "年" not in text and "月" not in text and "日" not in text:
        if len(numbers) == 2:
            return FigureKind.PERIOD, f"{numbers[0]}~{numbers[1]}"
        return FigureKind.DATE, "-".join(f"{n:02d}" for n in numbers)
    if re.search(r"[-~—至到]", text):
        mark = "--" if "月" in text else ""
        return FigureKind.PERIOD, "~".join(f"{mark}{n:02d}" for n in numbers)
    if "年" not in text:
        numbers = [0, *numbers] if "月" in text else [0, 0, *numbers]
    return FigureKind.DATE, "-".join(f"{n:02d}" if n else "-" for n in numbers).replace("--", "-")


def read_period(text: str) -> str:
    """Return H1, H2, Q1 … Q4, Q1~3 (前三季度, 一至三季度) or 3Q (三个季度)."""
    if text.endswith("半年"):
        return "H1" if text[0] == "上" else "H2"
    numbers = [_number(part) for part in _PARTS.findall(text.replace("两", "二"))]
    number = numbers[-1]
    if len(numbers) > 1:
        return f"Q{numbers[0]}~{number}"
    if text[0] == "前":
        return f"Q1~{number}"
    return f"{number}Q" if "个" in text else f"Q{number}"


_LONGEST = 9
"""Digits of a number that counts quarters or halves; Python reads no number of thousands."""


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text) if len(text) <= _LONGEST else 0
    value = chinese_value(text)
    return 0 if value is None else int(value)
