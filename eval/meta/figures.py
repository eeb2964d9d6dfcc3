"""Errors in figures: digit, unit, subject, an invented one."""

from __future__ import annotations

import random
import re
from typing import Final

from assistant.figures import Figure, FigureKind, find_figures
from eval.case import Case
from eval.meta.text import free, pick, put, within
from eval.reading import pairs

_UNITS: Final = {
    "亿元": "万元", "万元": "亿元", "元": "万元", "%": "‰", "万人次": "人次", "人次": "户次",
    "万人": "人", "公里": "米", "平方米": "平方公里", "万平方米": "平方米", "万亩": "亩",
    "亩": "公顷", "万吨": "吨", "吨": "公斤", "个百分点": "%", "名": "户", "人": "户", "户": "人",
    "件": "场", "项": "人", "次": "人", "场": "件", "个": "亿元", "家": "人", "条": "家",
    "处": "人", "座": "公里", "台": "户", "份": "人", "起": "人", "期": "家", "小时": "天",
    "天": "年", "只": "吨", "棵": "亩", "套": "户", "辆": "人", "部": "人",
}  # fmt: skip
_UNIT: Final = re.compile(
    r"(?<=\d)(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?![\u4e00-\u9fff]*率)"
)
_INVENTED: Final = (
    "，惠及群众{a}余人", "，带动投资{b}亿元", "，比上年提高{c}个百分点",
    "，群众满意率达到{d}%", "，节约资金{a}万元", "，累计服务{a}人次", "，同比增长{b}%",
    "，覆盖{c}个村（社区）", "，受到表彰{c}次", "，办结率{d}%",
)  # fmt: skip
_UNLIKE: Final = 0.34


def _counted(text: str) -> list[Figure]:
    kinds = (FigureKind.AMOUNT, FigureKind.PERCENT)
    return [f for f in find_figures(text) if f.kind in kinds and free(text, f.start, f.end)]


def digit(case: Case, rng: random.Random) -> str | None:
    """One digit of a figure is another."""

    def change(text: str, rng: random.Random) -> str | None:
        places = [
            m.start()
            for f in find_figures(text)
            if free(text, f.start, f.end)
            for m in re.finditer(r"\d", text[: f.end])
            if m.start() >= f.start
        ]
        place = pick(rng, places)
        if place is None:
            return None
        others = [d for d in "123456789" if d != text[place]]
        return put(text, place, place + 1, rng.choice(others))

    return within(case, change, rng)


def unit(case: Case, rng: random.Random) -> str | None:
    """A figure keeps its number and gets another unit."""

    def change(text: str, rng: random.Random) -> str | None:
        found = [m for m in _UNIT.finditer(text) if free(text, *m.span())]
        match = pick(rng, found)
        return None if match is None else put(text, *match.span(), _UNITS[match[1]])

    return within(case, change, rng)


def subject_swapped(case: Case, rng: random.Random) -> str | None:
    """Two figures of one unit that are said of different things change places."""

    def change(text: str, rng: random.Random) -> str | None:
        figures = _counted(text)
        found = [
            (a, b)
            for a in figures
            for b in figures
            if a.start < b.start and a.unit == b.unit and a.key != b.key and _unlike(a, b)
        ]
        couple = pick(rng, found)
        if couple is None:
            return None
        a, b = couple
        return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]

    return within(case, change, rng)


def _unlike(a: Figure, b: Figure) -> bool:
    left, right = pairs(a.subject), pairs(b.subject)
    if not left or not right:
        return False
    return 2 * len(left & right) / (len(left) + len(right)) < _UNLIKE


def invented(case: Case, rng: random.Random) -> str | None:
    """A clause with a figure that nothing supports."""

    def change(text: str, rng: random.Random) -> str | None:
        ends = [m.start() for m in re.finditer(r"(?<=[\u4e00-\u9fff\d%”])。", text)]
        place = pick(rng, ends)
        if place is None:
            return None
        words = rng.choice(_INVENTED).format(
            a=rng.randrange(1103, 9871),
            b=f"{rng.randrange(11, 97)}.{rng.randrange(1, 10)}",
            c=rng.randrange(13, 89),
            d=f"{rng.randrange(81, 97)}.{rng.randrange(1, 10)}",
        )
        known = {f.key for f in find_figures(case.source + case.reference)}
        if any(f.key in known for f in find_figures(words)):
            return None
        return put(text, place, place, words)

    return within(case, change, rng)
