"""Word's automatic numbers, which stand in no text: worked out again and made visible.

ECMA-376 17.9: a paragraph (or its style) names a `w:num`, that an abstract list with up to nine
levels, and each level a number format and a template such as `（%2）`.  Counters belong to the
abstract list; a deeper level starts anew below a higher one unless `w:lvlRestart` is 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.formats.docx.names import PPR, StyleTree, is_on, value, w
from assistant.numbering import chinese_number

# Signs that follow one another from 1 on; past the last one digits are printed.
_SEQUENCES: Final = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_CIRCLES: Final = ("decimalEnclosedCircle", "ideographEnclosedCircle")
_LEGAL: Final = {
    "chineseLegalSimplified": str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰"),
    "ideographLegalTraditional": str.maketrans("一二三四五六七八九十百", "壹貳參肆伍陸柒捌玖拾佰"),
}
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "koreanCounting",
    }
)
_STYLE, _NUMBER = w("pStyle"), w("numPr")
_NO_NUMBER: Final = frozenset({"bullet", "none"})
_PADDED: Final = re.compile("0{1,9}1")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how it prints, when it starts anew.

    It starts anew below any of the first `restart` levels; `legal` has it show all in digits.
    """

    start: int = 1
    number_format: str = "decimal"
    template: str = ""
    restart: int = 9
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    """An abstract list with its running counters."""

    levels: dict[int, _Level]
    style_link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Instance:
    """A `w:num`: its list, and the levels it starts anew or prints in its own way."""

    list_id: str
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbers:
    """Gives each paragraph, asked for in reading order, the number that Word shows before it."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """`numbering` and `styles` are the root elements of these parts, or None."""
        self._lists = dict(_lists(numbering))
        self._instances = dict(_instances(numbering))
        self._styles = StyleTree(styles)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """Return the number before a `w:p`, or an empty string; bullets give none."""
        number_id, depth = self._reference(paragraph)
        instance = self._instances.get(number_id)
        numbered = self._resolve(instance)
        if instance is None or numbered is None:
            return ""
        level = instance.levels.get(depth) or numbered.levels.get(depth)
        if level is None:
            return ""
        self._count(number_id, instance, numbered, depth, level)
        if level.number_format in _NO_NUMBER:
            return ""
        text = level.template
        for other in range(depth + 1):
            mark = f"%{other + 1}"
            if mark in text:
                shape = instance.levels.get(other) or numbered.levels.get(other) or _Level()
                count = numbered.counts.get(other, shape.start)
                text = text.replace(mark, format_number(_shown(shape, legal=level.legal), count))
        return f"{text} " if text[-1:].isalnum() and text[-1:].isascii() else text

    def peek(self, paragraph: Any) -> str:
        """Return the number that `label` would return, and count nothing."""
        counts = {key: dict(one.counts) for key, one in self._lists.items() if one.counts}
        begun = set(self._begun)
        found = self.label(paragraph)
        for key, one in self._lists.items():
            one.counts = counts.get(key, {})
        self._begun = begun
        return found

    def _count(
        self, number_id: str, instance: _Instance, numbered: _List, depth: int, level: _Level
    ) -> None:
        counts = numbered.counts
        for higher in range(depth):  # a level that was skipped has its first number used up
            skipped = instance.levels.get(higher) or numbered.levels.get(higher) or _Level()
            counts.setdefault(higher, instance.starts.get(higher, skipped.start))
        if depth in instance.starts and (number_id, depth) not in self._begun:
            counts[depth] = instance.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((number_id, depth))
        for deeper in [d for d in counts if d > depth]:
            shape = instance.levels.get(deeper) or numbered.levels.get(deeper)
            if shape is None or depth < shape.restart:
                del counts[deeper]

    def _reference(self, paragraph: Any) -> tuple[str, int]:
        """Return the list instance and level of a paragraph, its own or by its style."""
        form = paragraph.find(PPR)
        if form is None:
            return "0", 0
        number_id, depth = _reference_of(form)
        for style in self._styles.upwards(value(form.find(_STYLE))):
            if number_id is not None:
                break
            # List and level are inherited each by itself: a style may name its level alone.
            number_id, by_style = _reference_of(style.find(PPR))
            if depth is None:
                linked = None if number_id is None else self._linked(number_id, style)
                depth = linked if by_style is None else by_style
        return number_id or "0", depth or 0

    def _linked(self, number_id: str, style: Any) -> int | None:
        """Return the level of a list that names `style` as its own."""
        numbered = self._resolve(self._instances.get(number_id))
        levels = numbered.levels if numbered else {}
        name = style.get(w("styleId"), "")
        return next((depth for depth, level in levels.items() if level.style == name), None)

    def _resolve(self, instance: _Instance | None) -> _List | None:
        """Return the list of an instance, following a list style once."""
        found = self._lists.get(instance.list_id) if instance else None
        if found is not None and found.style_link and not found.levels:
            style = self._styles.get(found.style_link)
            number_id = None if style is None else _reference_of(style.find(PPR))[0]
            other = self._instances.get(number_id or "")
            found = self._lists.get(other.list_id, found) if other else found
        return found


def _shown(level: _Level, *, legal: bool) -> str:
    """Return the format a level's number is shown in; the legal one keeps the leading nought."""
    return "decimal" if legal and level.number_format != "decimalZero" else level.number_format


def format_number(number_format: str, number: int) -> str:
    """Return `number` as a `w:numFmt` prints it; an unknown format prints digits."""
    if number_format in _CHINESE and 0 < number < 1000:
        return chinese_number(number)
    if number_format.startswith(_CIRCLES) and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if 0 < number <= len(_SEQUENCES.get(number_format, "")):
        return _SEQUENCES[number_format][number - 1]
    if number_format in _LEGAL and 0 < number < 1000:
        words = chinese_number(number)
        return ("一" * (words[0] == "十") + words).translate(_LEGAL[number_format])
    if number_format == "numberInDash":
        return f"- {number} -"
    if number_format in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if number_format == "upperLetter" else letter.lower()
    if number_format in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if number_format == "upperRoman" else roman.lower()
    if number_format == "decimalZero":
        return f"{number:02}"
    if _PADDED.fullmatch(number_format):
        return str(number).zfill(len(number_format))
    if number_format == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for unit, letters in _ROMAN:
        count, number = divmod(number, unit)
        text += letters * count
    return text


def _integer(element: Any) -> int | None:
    text = value(element)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def _reference_of(form: Any) -> tuple[str | None, int | None]:
    """Return the list instance and level that these properties name."""
    reference = None if form is None else form.find(_NUMBER)
    if reference is None:
        return None, None
    number_id = reference.find(w("numId"))
    depth = _integer(reference.find(w("ilvl")))
    return (None if number_id is None else value(number_id)), depth


def _depth(element: Any) -> int:
    """Return the level that a part of a list is about."""
    text = element.get(w("ilvl"), "0")
    return int(text) if text.isdecimal() else 0


def _level(element: Any) -> _Level:
    start = _integer(element.find(w("start")))
    restart = _integer(element.find(w("lvlRestart")))
    return _Level(
        0 if start is None else start,
        _format_of(element),
        value(element.find(w("lvlText"))),
        9 if restart is None else restart,
        value(element.find(w("pStyle"))),
        bool(is_on(element, "isLgl")),
    )


def _format_of(level: Any) -> str:
    """Return the format of a level; of one's own only noughts are known: `001` for 001, 002, …"""
    shape = next(level.iter(w("numFmt")), None)
    if shape is None or value(shape) != "custom":
        return value(shape) or "decimal"
    first = shape.get(w("format"), "").split(",")[0].strip()
    return first if _PADDED.fullmatch(first) else "decimal"


def _all(root: Any, tag: str) -> Iterator[Any]:
    if root is not None:
        yield from root.iterchildren(w(tag))


def _lists(numbering: Any) -> Iterator[tuple[str, _List]]:
    for element in _all(numbering, "abstractNum"):
        levels = {_depth(level): _level(level) for level in _all(element, "lvl")}
        link = value(element.find(w("numStyleLink")))
        yield element.get(w("abstractNumId"), ""), _List(levels, link)


def _instances(numbering: Any) -> Iterator[tuple[str, _Instance]]:
    for element in _all(numbering, "num"):
        starts: dict[int, int] = {}
        levels: dict[int, _Level] = {}
        for override in _all(element, "lvlOverride"):
            depth = _depth(override)
            start = _integer(override.find(w("startOverride")))
            if start is not None:
                starts[depth] = start
            own = override.find(w("lvl"))
            if own is not None:
                levels[depth] = _level(own)
        list_id = value(element.find(w("abstractNumId")))
        yield element.get(w("numId"), ""), _Instance(list_id, starts, levels)
