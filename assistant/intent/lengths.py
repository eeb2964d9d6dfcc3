"""The length a sentence asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.figures.numerals import chinese_value
from assistant.request import Length

_N = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千零〇]+)(?:[千万])?"
_LESS = (
    r"(?:减少|减掉|减去|减|删掉|删去|删减|删|去掉|砍掉|砍|少|压缩|压掉|压|缩减|缩短|精简)(?:了|掉)?"
)
_WORDS_LESS = re.compile(rf"{_LESS}(?:大约|约|差不多)?(?P<n>{_N})(?:个)?字(?!以内|左右|以下|之内)")
_WORDS = re.compile(rf"(?P<n>{_N})(?:个|来)?字")
_TO = re.compile(r"到|成|至|为|剩|控制|不超过|以内|以下|左右|之内|保留|只要|限")
_HALF = re.compile(r"一半|对半|减半|二分之一|半数")
_PART = re.compile(r"(?P<low>[一二两三四五六七八九十\d]+)分之(?P<high>[一二两三四五六七八九十\d]+)")
_TENTHS = re.compile(
    r"(?P<n>[一二两三四五六七八九])成(?P<half>半)?(?!果|效|绩|立|功|为|本|员|长|就|熟)"
)
_PERCENT = re.compile(r"(?P<n>\d+(?:\.\d+)?)%|百分之(?P<zh>[一二两三四五六七八九十]+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A length as it was asked: an absolute one, or 字数 to take away; exactly one is set."""

    length: Length | None = None
    less: int | None = None


def find_length(text: str) -> Asked | None:
    """Return the length a plain sentence asks for, or None.

    “压到300字” is 300, “减少200字” takes 200 away, “压缩三分之一” leaves two thirds, “压到八成” is
    eight tenths.
    """
    less = _WORDS_LESS.search(text)
    if less is not None and not _TO.search(text[less.start() : less.end()]):
        number = _number(less["n"])
        return Asked(less=number) if number else None
    words = _WORDS.search(text)
    if words is not None:
        number = _number(words["n"])
        return Asked(Length(words=number)) if number else None
    share = _share(text)
    return Asked(Length(part=share)) if share is not None and 0 < share <= 1 else None


def _share(text: str) -> Fraction | None:
    half = _HALF.search(text)
    if half is not None:
        return Fraction(1, 2)
    for pattern, read in ((_PART, _of_part), (_TENTHS, _of_tenths), (_PERCENT, _of_percent)):
        match = pattern.search(text)
        if match is not None:
            share = read(match)
            if share is None:
                return None
            return share if _is_target(text, match) else 1 - share
    return None


def _is_target(text: str, match: re.Match[str]) -> bool:
    """Whether the share is what remains (压到三分之一), not what goes (压缩三分之一)."""
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() :][:3]
    return _TO.search(before) is not None or bool(re.match(r"以内|左右|以下|就", after))


def _of_part(match: re.Match[str]) -> Fraction | None:
    low, high = _number(match["low"]), _number(match["high"])
    return Fraction(high, low) if low and high and high < low else None


def _of_tenths(match: re.Match[str]) -> Fraction | None:
    number = _number(match["n"])
    return Fraction(number * 10 + (5 if match["half"] else 0), 100) if number else None


def _of_percent(match: re.Match[str]) -> Fraction | None:
    if match["n"]:
        return Fraction(match["n"]) / 100
    number = _number(match["zh"])
    return Fraction(number, 100) if number else None


def _number(text: str) -> int:
    """Return a whole number written in digits or characters (1.5千, 一千五百, 两千), 0 for none."""
    scale = 1
    if text[-1] in "千万" and text[:1].isdigit():
        scale = 1000 if text[-1] == "千" else 10000
        text = text[:-1]
    if text[:1].isdigit():
        return int(Fraction(text) * scale)
    value = chinese_value(text.replace("两", "二") if len(text) == 1 else text)
    return int(value) if value is not None else 0
