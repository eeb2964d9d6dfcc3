"""The numbers that stand in front of headings and points: reading, writing, putting right.

Common practice for official papers: 一、 then （一） then 1. then （1）, rarely ① below; points are
一是…二是… inside a section.  Also read are 第一，, 第一部分, 1.1 and Markdown's `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.patterns import compile_late


class LabelStyle(StrEnum):
    """How a number is printed; the value shows the first one of its kind."""

    PART = "第一部分"
    CHINESE = "一、"
    CHINESE_PAREN = "（一）"
    ARABIC = "1."
    ARABIC_PAREN = "（1）"
    CIRCLED = "①"
    DOTTED = "1.1"
    ORDINAL = "第一，"
    HASH = "#"
    IS = "一是"
    MUST = "一要"
    ONE_OF = "其一，"
    FIRSTLY = "首先，"


LEVEL_OF: Final = {
    LabelStyle.PART: 1,
    LabelStyle.CHINESE: 1,
    LabelStyle.CHINESE_PAREN: 2,
    LabelStyle.ARABIC: 3,
    LabelStyle.ARABIC_PAREN: 4,
    LabelStyle.CIRCLED: 5,
    LabelStyle.ORDINAL: 1,
}
"""The level a style has in a report that uses all of them; a report may leave levels out."""

LAST: Final = 99
"""The ordinal of 最后, which ends a run of any length."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number in front of a heading or point.

    `text` is as printed, without outer white space; `start` and `end` are its place in the line
    that was matched, `end` with the white space behind it.  `level` is the usual level of the
    style (0 for points); for DOTTED it is the count of components, the last being `ordinal`; for
    HASH the count of `#`, with `inner` the style of the number that follows them, if any.
    """

    style: LabelStyle
    level: int
    ordinal: int
    text: str
    start: int
    end: int
    inner: LabelStyle | None = None

    def replaced(self, text: str, printed: str) -> str:
        """Return the text it was matched in with another number in its place."""
        return text[: self.start] + printed + text[self.start + len(self.text) :]


_DIGITS: Final = "零一二三四五六七八九"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CN: Final = "[一二三四五六七八九十百零〇]{1,5}"
_INDENT: Final = r"[ \t\u3000\xa0]*+(?:(?:\*\*|__)[ \t\u3000\xa0]*+)?"
_GAP: Final = r"[ \t\u3000\xa0]*"
# What follows makes it a figure or a list word: 5.5%, 2.3万元, 一、二、三产业.
_FIGURE_NEXT: Final = r"[多余万亿千百倍个元米公吨人次户%％至到—~～-]"
_YEAR: Final = r"(?=(?:19|20)\d\d年)"


def _pattern(label: str) -> re.Pattern[str]:
    return compile_late(f"{_INDENT}(?P<label>{label}){_GAP}")


_HEADINGS: Final = (
    (LabelStyle.CHINESE, _pattern(rf"(?P<n>{_CN}) ?[、．.](?!{_CN}(?:[、和]|产业)|\d*[.%％])")),
    (LabelStyle.CHINESE_PAREN, _pattern(rf"[（(] ?(?P<n>{_CN}) ?[)）][、．.]?")),
    (
        LabelStyle.DOTTED,
        _pattern(
            r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3})(?:[.．、]|(?=[ \t\u3000])|(?=[\u4e00-\u9fff“《]))"
            rf"(?!\d|{_FIGURE_NEXT})"
        ),
    ),
    (
        LabelStyle.ARABIC,
        _pattern(rf"(?P<n>\d{{1,2}}) ?(?:[.．](?:(?!\d)|{_YEAR})|、(?!\d{{1,2}}、))"),
    ),
    (LabelStyle.ARABIC_PAREN, _pattern(r"[（(]? ?(?P<n>\d{1,2}) ?[)）][、．.]?")),
    (LabelStyle.CIRCLED, _pattern(f"(?P<n>[{_CIRCLED}])[、．.]?")),
    (
        LabelStyle.PART,
        _pattern(rf"第(?P<n>{_CN})(?:部分|[章篇])(?=[ \t\u3000、，,：:]|$)[、，,：:]?"),
    ),
    (LabelStyle.ORDINAL, _pattern(rf"第(?P<n>{_CN}) ?[，、,：:]")),
)
_POINTS: Final = (
    (LabelStyle.IS, _pattern(rf"(?P<n>{_CN})是(?!否|非)")),
    (LabelStyle.MUST, _pattern(rf"(?P<n>{_CN})要(?![素点件义领])")),
    (LabelStyle.ONE_OF, _pattern(rf"其(?P<n>{_CN})(?:[，、,：:]|(?=是))")),
    (LabelStyle.ORDINAL, _pattern(rf"第(?P<n>{_CN})[，、,：:]")),
    (LabelStyle.FIRSTLY, _pattern(r"(?P<n>首先|其次|再次|再者|最后)(?:[，,：:]|(?=[是要]))")),
)
_BEGINS: Final = compile_late(rf"{_INDENT}(?:[（(\d{_CIRCLED}第其首再最]|{_CN})")
"""What any of these begins with."""
_HASH: Final = compile_late(r"[ \t]{0,3}(?P<label>#{1,6})[ \t\u3000]+")
_SEQUENCE: Final = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": LAST}


def match_label(line: str) -> Label | None:
    """Return the heading number in front of a line (an indent may precede it), or None.

    What only looks like one is refused: 5.5%左右…, 一、二、三产业….
    """
    if match := _HASH.match(line):
        inner = _first(_HEADINGS, line[match.end() :], 0)
        begin, end = match.start("label"), match.end() + (inner.end if inner else 0)
        hashes = len(match["label"])
        text = line[begin:end].rstrip()
        if inner is None:
            return Label(LabelStyle.HASH, hashes, 0, text, begin, end)
        return Label(LabelStyle.HASH, hashes, inner.ordinal, text, begin, end, inner.style)
    return _first(_HEADINGS, line, 0)


def match_point_label(line: str, start: int = 0) -> Label | None:
    """Return the mark of a point (一是, 二要, 其一，, 首先，) at `start` of a line, or None."""
    found = _first(_POINTS, line, start)
    if found is None or found.level == 0:
        return found
    return Label(found.style, 0, found.ordinal, found.text, found.start, found.end)


def _first(
    patterns: Iterable[tuple[LabelStyle, re.Pattern[str]]], line: str, start: int
) -> Label | None:
    if not _BEGINS.match(line, start):
        return None
    for style, pattern in patterns:
        match = pattern.match(line, start)
        if match is None:
            continue
        components = re.split("[.．]", match["n"])
        ordinal = parse_number(components[-1])
        if ordinal is None:
            continue
        level = len(components) if style is LabelStyle.DOTTED else LEVEL_OF.get(style, 0)
        return Label(style, level, ordinal, match["label"], match.start("label"), match.end())
    return None


LONGEST = 9
"""Digits of a printed ordinal; what is longer numbers nothing, and Python may not read it."""


def parse_number(text: str) -> int | None:
    """Return the value of a printed ordinal (3, 十二, 一百零五, ②, 其次), or None."""
    if text in _SEQUENCE:
        return _SEQUENCE[text]
    if text.isdecimal():  # full-width digits as well
        return int(text) if len(text) <= LONGEST else None
    if len(text) == 1 and text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    match = re.fullmatch(
        r"(?:([一二三四五六七八九]?)百)?零?(?:([一二三四五六七八九]?)(十))?"
        r"([一二三四五六七八九]?)",
        text.replace("〇", "零"),
    )
    if match is None or not text:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = 100 * (_DIGITS.index(hundreds or "一") if hundreds is not None else 0)
    value += 10 * (_DIGITS.index(tens or "一") if ten else 0)
    return value + (_DIGITS.index(ones) if ones else 0) or None


def chinese_number(number: int) -> str:
    """Return 1–999 in characters, as headings print it: 十, 十一, 二十, 一百零五; more in digits.

    Raises ValueError below 1.
    """
    if number < 1:
        raise ValueError(f"no heading has the number {number}")
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def spoken_number(number: int) -> str:
    """Return a number as a sentence about the report says it: to ten in characters."""
    return f"{_DIGITS}十"[number] if number <= 10 else str(number)


def format_label(style: LabelStyle, number: int) -> str:
    """Return the number as `style` prints it (GB/T 15834: 、 after 一, a point after 1).

    DOTTED and HASH give only the last component and `#`; ValueError where a style ends sooner.
    """
    if style is LabelStyle.ARABIC:
        return f"{number}."
    if style is LabelStyle.ARABIC_PAREN:
        return f"（{number}）"
    if style is LabelStyle.DOTTED:
        return str(number)
    if style is LabelStyle.HASH:
        return "#"
    if style is LabelStyle.CIRCLED:
        if not 0 < number <= len(_CIRCLED):
            raise ValueError(f"① ends at {len(_CIRCLED)}")
        return _CIRCLED[number - 1]
    if style is LabelStyle.FIRSTLY:
        return next((f"{word}，" for word, n in _SEQUENCE.items() if n == number), "最后，")
    return style.value.replace("一", chinese_number(number))


def renumber(labels: Iterable[Label]) -> list[str]:
    """Return, for headings in reading order, the numbers they ought to print.

    Each style counts from 1 below the nearest heading of a higher level, so a duplicated or
    missing number is put right and nothing else changes: white space, marks and `#` stay.
    """
    counts: dict[tuple[LabelStyle, int], int] = {}
    renewed: list[str] = []
    for label in labels:
        style = label.inner or label.style
        level = label.level if label.inner or style is LabelStyle.DOTTED else LEVEL_OF.get(style, 9)
        counts = {key: n for key, n in counts.items() if key[1] <= level}
        number = counts[style, level] = counts.get((style, level), 0) + 1
        renewed.append(with_number(label.text, number) if label.ordinal else label.text)
    return renewed


def with_number(text: str, number: int) -> str:
    """Return a printed label with `number` in the place and script of its (last) number."""
    *_, place = re.finditer(rf"\d+|{_CN}|[{_CIRCLED}]", text)
    printed = place.group()
    if printed.isdigit() and printed.isascii():
        new = str(number)
    elif printed in _CIRCLED:
        new = format_label(LabelStyle.CIRCLED, number)
    else:
        new = chinese_number(number)
    return text[: place.start()] + new + text[place.end() :]
