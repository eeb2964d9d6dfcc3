"""Measure words, and the few conversions that are exact."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.lexicon import alternatives, rows
from assistant.patterns import compile_late

_TABLE = rows("units", 6)
_CONVERSIONS = {row[0]: (row[3], Decimal(row[4])) for row in _TABLE if row[3]}
_BASES = {name for name, _ in _CONVERSIONS.values()}
_ANY = alternatives(row[0] for row in _TABLE if row[2] == "any")
_ARABIC = alternatives(row[0] for row in _TABLE if row[2])
# A Chinese numeral and one of these count a series rather than things.
SERIAL = frozenset({"届", "期", "号", "号线", "级", "星级", "年级", "号文", "代", "楼"})
DURATION = frozenset(
    {*"年周天秒岁日月", "个月", "小时", "分钟", "周岁", "周年", "工作日", "个工作日"}
)


# 个性, 项目, 条件, 位于 and the like are words, not a measure word and what it counts.
_WORDS = (
    r"个性|个体(?![系育])|个案(?![例件])|个[别税]|项目|条件|位[于置居列]|部[门署分]|名[单义称录誉]|家[庭属风园乡]|年[轻终初底]"
    r"|份[额子]|本[地身次领]|面[向对积临貌]|大[力于量约概]|重[点要视]|节[约能]|种[植养]|所[有以在需得]"
    r"|件事业|段落|组[织建成]|层[面层]|科[技学研]|队伍|站[位在稳]|单[位个纯]|包[括含]|代表|类似|人[民才口均力]"
    r"|场[所景]|度[过假]|股[份权东]|口[径岸]|把[握关]|级别|周[边围期]|期[间待盼望]|台账|支[持撑部付]"
    r"|只[有要是]|根[据本]|批[准示复]|轮[流换]|市场|村[级民]|县域|镇域|省[级委]|分[之别类管为]|点[位面线]"
    r"|方[面向案式法]|里[程面]|区域|国[家内际]|校园|环[境节保]|线[上下索路]|道路|步[伐入]|日[常益均前]|月[均底初]"
)
_NOT_UNIT = compile_late(_WORDS)
COUNTING = (
    f"(?!{_WORDS})(?:{alternatives(row[0] for row in _TABLE if row[1] == 'classifier' and row[2])})"
)
"""A pattern of what counts things one by one, and makes a number of the digits before it."""
_RATE = r"(?:/(?:人|年|月|日|天|小时|吨|亩|公里|户|平方米|㎡|立方米|次|秒))?"
_AFTER_ARABIC = compile_late(f"(?:[A-Za-z]+[²³]?|{_ARABIC}){_RATE}")
_AFTER_CHINESE = compile_late(f"(?:{_ANY}){_RATE}")


def match_unit(text: str, at: int = 0, *, arabic: bool = True) -> re.Match[str] | None:
    """Return the unit at `at` of `text`, behind an Arabic or else a Chinese numeral."""
    if _NOT_UNIT.match(text, at):
        return None
    return (_AFTER_ARABIC if arabic else _AFTER_CHINESE).match(text, at)


def is_unit(text: str) -> bool:
    """Tell whether `text` is a unit as it may stand behind an Arabic numeral, and nothing more."""
    return not _NOT_UNIT.match(text) and _AFTER_ARABIC.fullmatch(text) is not None


def base(unit: str) -> tuple[str, Decimal]:
    """Return the base unit of `unit` and the factor to it; an unknown unit is its own base.

    `/` rates keep their denominator: 元/吨 has the base 元/吨.
    """
    return _CONVERSIONS.get(unit, (unit, Decimal(1)))


def is_measured(unit: str) -> bool:
    """Tell whether a unit measures (元, 公里, %) rather than counts things (个, 家, 次)."""
    return unit in _CONVERSIONS or unit in _BASES or unit.endswith(("元", "%", "百分点"))
