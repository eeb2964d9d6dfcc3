"""From one value to another: 由39.6%提高到40.3%，提高0.7个百分点 has to add up, and to go up.

So has what is new (新增企业4家，总数达到3家), and a unit stands once (21次次).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.figures import Figure, FigureKind
from assistant.figures.units import DURATION
from assistant.findings import Finding, Severity
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_UP = "提高|提升|增长|增加|上升|扩大|攀升|拓展|延长|上调|跃升|升|增"
_DOWN = "下降|降低|减少|缩短|压缩|压减|缩减|回落|下调|下滑|收窄|降|减"
_NEW = compile_late(
    r"新(?:增|建|招|认定|培育|引进|发展|改建|开|成立|组建|设|添)[^，。；：、,;]{0,14}$"
)
_IN_ALL = compile_late(
    r"[，,、（(](?:使|令)?(?:全[省市县区镇乡村校院局]|累计)?[\u4e00-\u9fff]{0,6}?(?:总数|总量|总计|累计|总规模)"
    r"(?:已)?(?:达到|达|增至|增加到|为)"
)
_LESS_IS_MORE = DURATION | {"位", "名"}  # 排名由12位上升到8位, 时限由12天提升到4天
_HOW = "(?:大幅|稳步|逐步|明显|进一步)?"
_BETWEEN = compile_late(rf"的?{_HOW}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)了?")
_BY = compile_late(
    rf"[，,、（(](?:净|共|累计|平均|整整)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:幅度)?(?:达|为)?"
)


def check(paper: Paper, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield moves from a value to another that go the other way than said, or another distance.

    `figures` are those of one sentence, in reading order.  Only exact values of one unit are
    compared; a distance may be off by the rounding of what is printed.
    """
    for figure in figures:
        yield from _twice(paper, figure)
    for index in range(len(figures) - 1):
        first, last = figures[index : index + 2]
        yield from _new(paper, first, last)
        if paper.text[first.start - 1 : first.start] not in ("由", "从") or not first.start:
            continue
        move = _BETWEEN.fullmatch(paper.text, first.end, last.start)
        if move is None or not (_exact(first) and _exact(last)):
            continue
        before, after = first.base_value, last.base_value
        if before is None or after is None or first.base_unit != last.base_unit:
            continue
        ranked = first.unit in _LESS_IS_MORE
        if not ranked and before != after and (after > before) is not bool(move["up"]):
            word = move["up"] or move["down"]
            yield paper.finding(
                "change_differs",
                first.start - 1,
                last.end,
                says="opposite",
                severity=Severity.ERROR,
                word=word,
                first=first,
                last=last,
            )
        elif index + 2 < len(figures):
            yield from _distance(paper, first, last, figures[index + 2])


def _twice(paper: Paper, figure: Figure) -> Iterator[Finding]:
    """A unit written twice at the end of a clause: 21次次， but 5家家庭农场 is good."""
    end = figure.end + len(figure.unit)
    again = bool(figure.unit) and paper.text[figure.end : end] == figure.unit
    if again and paper.text[end : end + 1] in ("，", "。", "；", "、", ",", ";"):
        yield paper.finding("unit_repeated", figure.start, end, unit=figure.unit)


def _new(paper: Paper, added: Figure, total: Figure) -> Iterator[Finding]:
    """What is new cannot be more than all there is: 新增企业4家，总数达到3家."""
    if added.base_value is None or total.base_value is None or not added.base_unit:
        return
    if added.base_unit != total.base_unit or added.base_value <= total.base_value:
        return
    if not (_exact(added) and _exact(total)) or added.kind is not FigureKind.AMOUNT:
        return
    if not _IN_ALL.fullmatch(paper.text, added.end, total.start):
        return
    if _NEW.search(paper.text[max(0, added.start - 20) : added.start]):
        yield paper.finding(
            "part_exceeds_whole", added.start, total.end, says="new", part=added, whole=total
        )


def _exact(figure: Figure) -> bool:
    kinds = (FigureKind.AMOUNT, FigureKind.PERCENT)
    return figure.kind in kinds and figure.high is None and not figure.approximate


def _distance(paper: Paper, first: Figure, last: Figure, by: Figure) -> Iterator[Finding]:
    """Compare the distance said right behind two values with their difference."""
    if _BY.fullmatch(paper.text, last.end, by.start) is None or not _exact(by):
        return
    points = first.base_unit == "%" and by.base_unit == "百分点"
    if not points and (by.base_unit != first.base_unit or by.base_unit == "%"):
        return  # 由12天缩短到4天，缩短67% is a share
    if first.base_value is None or last.base_value is None or by.base_value is None:
        return
    real = abs(last.base_value - first.base_value)
    room = sum((_last_digit(f) for f in (first, last, by)), Decimal(0)) / 2
    if abs(real - by.base_value) > (room if room < real else 0):
        yield paper.finding(
            "change_differs", first.start - 1, by.end, first=first, last=last, by=by
        )


def _last_digit(figure: Figure) -> Decimal:
    """Return what one in the last printed digit is worth, 0 for a whole number without 万 or 亿."""
    if figure.value is None or figure.base_value is None or not figure.value:
        return Decimal(0)
    printed = re.search(r"\d[\d,]*(?:\.(\d+))?", figure.text)
    if printed is None or not (printed[1] or re.search("[万亿]", figure.text)):
        return Decimal(0)
    shown = Decimal(printed[0].replace(",", ""))
    one = Decimal(1).scaleb(-len(printed[1] or ""))
    return one * figure.base_value / shown if shown else Decimal(0)
