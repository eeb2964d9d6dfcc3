"""Parts that are named by number: 第二、三部分, 前两点, 二（一）, 最后一部分, 第二至四部分.

Only the words are read here; which part of a report has the number is settled in
`assistant.instruction.parts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.numbering import parse_number

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
PART = r"(?:个|大)*(?:部分|章|大点|大块|大项|大条|大标题|一级标题|板块)"
ITEM = r"(?:个|小)*(?:要点|点|条|项|小节|节|方面|小标题|二级标题)"
UNIT = rf"(?:{PART}|{ITEM}|(?:个|自然)*段)"
_UNIT = rf"(?P<unit>{UNIT})"
MANY = "[两二三四五六2-6]"
TO = "[至到—~-]"
INSIDE = r"(?:的|[里中内下](?:面|头|边)?的?)?(?:[那这]个)?"
_ONE = re.compile(rf"第?\(?(?P<n>{N})\)?(?:{_UNIT})?")
_LABELLED = re.compile(rf"(?:\((?P<paren>{N})\)|(?P<is>{N})[是要])")
_GROUP = re.compile(rf"(?P<which>前|头|后|最后|末)(?:面的?)?(?P<n>{MANY}){_UNIT}")
_BOTH = re.compile(rf"(?:这|那)?两(?:个|小)*{_UNIT}")
_RUN_ON = re.compile(rf"(?P<n>[一二三四五六七八九]{{2,3}})(?:这|那)?[两三四]?{_UNIT}")
_LAST = re.compile(rf"(?:(?:最后|末尾?)的?一?|倒数第(?P<n>{N})){_UNIT}")
_RANGE = re.compile(rf"第?\(?(?P<n>{N})\)?(?:{PART}|{ITEM})?{TO}+第?\(?(?P<m>{N})\)?(?:{_UNIT})?")
_SOME = re.compile(rf"(?:前|后|最后|末|头|中间|这|那)?(?:面的?)?几{UNIT}")
_BELOW = rf"(?:{ITEM}|(?:个|自然)*段)"
_ITEM_IN = re.compile(
    rf"(?P<home>.+?(?:部分|章|节)?){INSIDE}(?P<item>\({N}\){TO}+\({N}\)|第{N}(?:{_BELOW})?{TO}+第?{N}{_BELOW}|第\(?{N}\)?{_BELOW}|第{N}|\({N}\)|{N}是"
    rf"|(?:前|头|后|最后|末){MANY}{_BELOW}|最后的?一?{_BELOW}|(?:这|那)?两(?:个|小)*{_BELOW})"
)
_SPLIT = re.compile(r"、|，|和|与|跟|以及|及|同(?![志时])|(?<=\))(?=\()")
_QUOTED = re.compile('[“"「]([^“”"「」]+)[”"」]')
COUNT = re.compile(rf"(?:这|那)?(?:{MANY}|几|各)个?(?:大|小)?(?:部分|章|点|条|项|方面|块|者|个)?$")
NOUN = re.compile("(?:这|那)?(?:一|个)*(?:部分|章|节|块|条|点|方面|标题)$")
_LABEL = re.compile(rf"^{N}、(?=[^第\s])(?!{N}(?:[两三四五]?(?:{PART}|{ITEM})|$|[、和与]))")


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the things that words list: its place in them, and whether it stood in quotes."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part as it was said by number (from the end where negative), inside `home` if that is said.

    `unit` is 部分, 点 … or “” where none was said; `point` says that it is one of 一是, 二是; `of`
    how many there must be for it to be clear (两点: both of two).
    """

    number: int
    unit: str
    said: str
    home: str = ""
    point: bool = False
    of: int | None = None

    @property
    def vague(self) -> bool:
        """Whether no number was said: 前面几部分."""
        return not self.number

    @property
    def top(self) -> bool:
        """Whether it is a part of the report by its unit, not an item of a part."""
        return re.fullmatch(PART, self.unit) is not None

    @property
    def below(self) -> bool:
        """Whether it is an item of a part, no part."""
        return bool(self.point or self.home or re.fullmatch(ITEM, self.unit))


def pieces_of(words: str) -> Iterator[Piece]:
    """Yield what stands between 和, 、 and the like; what stands in quotes is one name."""
    at = 0
    for quoted in _QUOTED.finditer(words):
        yield from _unquoted(words, at, quoted.start())
        yield Piece(quoted[1], *quoted.span(1), quoted=True)
        at = quoted.end()
    yield from _unquoted(words, at, len(words))


def _unquoted(words: str, start: int, end: int) -> Iterator[Piece]:
    stops = [(m.start(), m.end()) for m in _SPLIT.finditer(words, start, end)]
    # The number of a heading is no piece of its own: 二、履职情况和三、存在问题.
    stops = [
        s
        for s in stops
        if not _is_label(words, max([start, *(e for _, e in stops if e <= s[0])]), s, end)
    ]
    edges = [start, *(place for stop in stops for place in stop), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        text = _LABEL.sub("", words[low:high])
        low = high - len(text)
        text = text.rstrip("的里中，, ")
        # What follows a quoted name at once is no name: “甲”部分, “甲”和“乙”两部分.
        follows = low == start > 0 and (NOUN.fullmatch(text) or COUNT.fullmatch(text))
        if text and not follows:
            yield Piece(text, low, low + len(text))


def _is_label(words: str, begin: int, stop: tuple[int, int], end: int) -> bool:
    label = _LABEL.match(words[begin:end])
    return label is not None and begin + label.end() == stop[1]


def numbers_of(pieces: Sequence[Piece]) -> list[list[Numbered]]:
    """Return the numbers each piece says; one without a unit has that of the next: 第二、三部分."""
    found: list[list[Numbered]] = []
    home = ""
    for piece in pieces:
        text = piece.text
        # 前两点 are no two points of 前.
        inside = None if piece.quoted or _read(text) else _ITEM_IN.fullmatch(text)
        if inside is not None:
            home, text = inside["home"], inside["item"]
        # 二、三两部分 names two, and says so.
        text = text if _read(text) else COUNT.sub("", text)
        found.append([] if piece.quoted else [replace(r, home=home) for r in _read(text)])
    unit = ""
    for at in range(len(found) - 1, -1, -1):
        refs = found[at]
        unit = refs[-1].unit or unit if refs else ""
        found[at] = [r if r.unit or r.point else replace(r, unit=unit) for r in refs]
    return found


def _read(text: str) -> list[Numbered]:
    if match := _RANGE.fullmatch(text):
        first, last = _value(match["n"]), _value(match["m"])
        numbers = range(first, min(last, first + 20) + 1)
        if text.startswith("(") and text.endswith(")"):
            return [Numbered(n, "条", f"({n})") for n in numbers]
        return [Numbered(n, match["unit"] or "", f"第{text.lstrip('第')}") for n in numbers]
    if match := _GROUP.fullmatch(text):
        count = _value(match["n"].replace("两", "二"))
        shift = 0 if match["which"] in "前头" else -count - 1
        return [Numbered(n + shift, match["unit"], text) for n in range(1, count + 1)]
    if match := _BOTH.fullmatch(text):
        return [Numbered(n, match["unit"], text, of=2) for n in (1, 2)]
    if match := _RUN_ON.fullmatch(text):
        return [Numbered(_value(n), match["unit"], n + match["unit"]) for n in match["n"]]
    if match := _LAST.fullmatch(text):
        return [Numbered(-_value(match["n"] or "1"), match["unit"], text)]
    if _SOME.fullmatch(text):
        return [Numbered(0, "", text)]
    if match := _LABELLED.fullmatch(text):
        unit = "" if match["is"] else "条"
        point = bool(match["is"])
        return [Numbered(_value(match["is"] or match["paren"]), unit, text, point=point)]
    if match := _ONE.fullmatch(text):
        return [Numbered(_value(match["n"]), match["unit"] or "", text)]
    return []


def _value(text: str) -> int:
    return parse_number(text) or 0
