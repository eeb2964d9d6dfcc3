"""The question a colleague can answer, for each kind of gap."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.findings import Message
from assistant.gaps.types import GapKind, Spot
from assistant.gaps.wanted import wanted
from assistant.gaps.words import cut, lexicon, units
from assistant.patterns import compile_late

_BREAK = compile_late(r"[，。；！？：,;!?:\n\r]")
_ITEM_BREAK = compile_late(r"[，。；！？：、,;!?:\n\r]")
_FIGURE = compile_late(r"[\d０-９XxＸｘ×*＊_]")
_CHANGE = compile_late(
    "(?:同比|环比|较上年|比上年|比去年|较去年|分别|均)*(?:增长|下降|增加|减少|提高|降低|增速|增幅|降幅)"
)
_WITH = frozenset("与对在为向把给同")
_ASKING = ("多少", "哪", "几", "什么", "如何")
_SINCE = ("截至", "截止", "自", "从", "至", "到", "于", "在", "预计")
_WITHIN_YEAR = ("度", "一季度", "三季度", "上半年", "底", "末", "初", "月", "前", "以来", "全年")
_MEETINGS = ("全会", "全体会议", "党代会", "代表大会", "常委会会议")
_BEFORE = 20
_AFTER = 14
"""How many characters of the clause a question quotes on either side."""
_MIN_ITEM = 2
"""An item of a 、 list is quoted alone from this length on (characters)."""
_SLOT = "▁"
"""Shows the place in a quoted clause."""
_MAGNITUDES = {"万亿": "trillion ", "万": "ten thousand ", "亿": "hundred million "}


def ask(text: str, spot: Spot, near: Sequence[Spot] = ()) -> Message:
    """Return the question for `spot`, made from the words of its own clause.

    `near` are the gaps next to it: what has lost several figures in a row (立案▁件▁人) is asked
    about one by one.
    """
    before, after = _clause(text, spot, near)
    if spot.unit:
        return Message(
            zh=_how_many(before, after, spot.unit),
            en=f"How much is it, in {_english(spot.unit)}: “{before}{_SLOT}{after}”?",
        )
    place = f"“{before}{_SLOT}{after}”"
    asked = wanted(text, spot)
    if asked == "名字":
        return Message(zh=f"{place}的全名是什么？", en=f"What is the full name in {place}?")
    if any(word in asked for word in _ASKING):
        return Message(zh=f"{asked}？", en=f"What belongs in the blank in {place}?")
    if spot.kind is GapKind.LIST:
        what = asked.removesuffix("的名称")
        return Message(
            zh=f"{place}中，“等”前面应写哪些{what or '内容'}？",
            en=f"What should be listed before 等 in {place}?",
        )
    if asked == "数值":
        link = "" if before.endswith(("到", "至", "达")) else "是"
        return Message(
            zh=f"{before.removesuffix('为')}{link}多少？", en=f"How much is it: {place}?"
        )
    if asked:
        return Message(
            zh=f"{place}处的{asked}是什么？", en=f"What belongs in the blank in {place}?"
        )
    if spot.kind is GapKind.QUOTE:
        return Message(
            zh=f"{place}处，引号（括号）内应填什么？",
            en=f"What belongs inside the empty quotes or brackets in {place}?",
        )
    return Message(zh=f"{place}处应填什么？", en=f"What belongs in the blank in {place}?")


def _english(unit: str) -> str:
    """Return the unit with its English name: 万套 (ten thousand sets)."""
    if unit in units():
        return f"{unit} ({units()[unit].english})"
    magnitude = next((m for m in _MAGNITUDES if unit.startswith(m)), "")
    known = units().get(unit[len(magnitude) :])
    return f"{unit} ({_MAGNITUDES[magnitude]}{known.english})" if magnitude and known else unit


def _how_many(before: str, after: str, unit: str) -> str:
    """Put 多少 into the clause: 全年集体学习多少次？"""
    rest = after.lstrip("余多")
    rest = rest[len(unit) :] if rest.startswith(unit) else rest
    if unit in ("%", "％"):
        link = "是" if before.endswith(("率", "比", "比重", "比例", "度", "值")) else ""
        return f"{before}{link}百分之多少{rest}？"
    if unit == "年" and _is_a_date(before, rest):
        return f"{before}哪一年{rest}？"
    if unit == "次" and rest.startswith(_MEETINGS):
        return f"{before}第几次{rest}？"
    if before.endswith("第"):
        return f"{before}几{unit}{rest}？"
    return f"{before}多少{unit}{rest}？"


def _is_a_date(before: str, rest: str) -> bool:
    """Tell 截至▁年三季度 from 连续▁年."""
    return before.endswith(_SINCE) or rest.startswith(_WITHIN_YEAR)


def _clause(text: str, spot: Spot, near: Sequence[Spot]) -> tuple[str, str]:
    """Return the words of the clause before and after the place, as much of them as a reader
    needs to know it again."""
    line = max(text.rfind("\n", 0, spot.start), text.rfind("\r", 0, spot.start)) + 1
    head = text[max(line, spot.start - 60) : spot.start]
    tail = text[spot.end : spot.end + 40]
    breaks = [m.end() for m in _BREAK.finditer(head)]
    before = _of_row(head[breaks[-1] :] if breaks else head)
    stop = _BREAK.search(tail)
    after = (tail[: stop.start()] if stop else tail).partition("\t")[0]
    if spot.unit:
        bare = not before and after in ("", spot.unit)
        if len(breaks) and head[breaks[-1] - 1] in "，," and (bare or _CHANGE.fullmatch(before)):
            told = head[breaks[-2] if len(breaks) > 1 else 0 : breaks[-1] - 1]
            before = _uncounted(told.rpartition("、")[2]) + before
        before, after = _item(before, after, spot.unit)
        before, after = _alone(text, spot, near, before, after)
    return _from_word(before.strip()), _to_word(after.strip())


def _of_row(before: str) -> str:
    """Return the words ahead of a place in a table's row: the row's name and its own cell's."""
    name, *cells = before.split("\t")
    return name + cells[-1] if cells else name


def _item(before: str, after: str, unit: str) -> tuple[str, str]:
    """Return the item of a 、 list that the place is in, where the one before it counts too."""
    stop = _ITEM_BREAK.search(after)
    rest = after[: stop.start()] if stop else after
    head, comma, item = before.rpartition("、")
    told = len(item) >= _MIN_ITEM or len(rest) > len(unit) + 1
    last = head.rpartition("、")[2]
    if comma and told and _counts(last):
        before = f"{_uncounted(last)}{item}" if _CHANGE.fullmatch(item) else item
    if stop and before in _WITH and rest[-1:] != unit[-1]:
        return before, after  # 与▁个村（社区）、站所逐一…
    if stop and after[stop.start()] == "、":
        rest = _without_tail(rest)  # 资金配套建设水、电、路
    return before.removeprefix("等").lstrip("、"), rest


def _without_tail(rest: str) -> str:
    """Leave out a list that has only begun."""
    words = list(cut(rest).texts)
    if words and len(words[-1]) == 1 and words[-1] not in units():
        words.pop()
        while len(words) > 2 and words[-1] in lexicon()["verbs"]:
            words.pop()
    return "".join(words)


def _uncounted(clause: str) -> str:
    """Return a clause without the figure, or the bare unit, that it ends with."""
    words = list(cut(clause).texts)
    while len(words) > 1 and (words[-1].lstrip("万亿余多") in units() or _FIGURE.match(words[-1])):
        words.pop()
    return "".join(words)


def _counts(item: str) -> bool:
    """Tell whether an item of a list has, or has lost, a figure."""
    if _FIGURE.search(item) or item.endswith("多少"):
        return True
    return bool(item) and cut(item).texts[-1].lstrip("万亿余多") in units()


def _alone(text: str, spot: Spot, near: Sequence[Spot], before: str, after: str) -> tuple[str, str]:
    """Leave out the other gaps right before and behind the place: 立案▁件▁人."""
    start, end = spot.start, spot.end + len(spot.unit)
    for other in reversed(near):
        close = other.end + len(other.unit)
        if other.unit and close == start and before.endswith(text[other.start : close]):
            before = before[: len(before) - (close - other.start)]
            start = other.start
    for other in near:
        if other.unit and other.start == end and text.startswith(spot.unit, spot.end):
            after = after[: len(spot.unit)]
    return before, after


def _from_word(text: str) -> str:
    """Return the end of a text from a whole word on, not beginning inside quotes."""
    while len(text) > _BEFORE:
        text = text[len(cut(text).texts[0]) :]
    text = text.lstrip("、")
    close, opening = text.find("”"), text.find("“")
    if close >= 0 and (opening < 0 or opening > close) and close + 1 < len(text):
        return text[close + 1 :]
    return text


def _to_word(text: str) -> str:
    """Return the beginning of a text up to a whole word, not ending inside quotes."""
    if len(text) <= _AFTER and text.count("“") == text.count("”"):
        return text
    short = ""
    for word in cut(text).texts:
        if len(short) + len(word) > _AFTER:
            break
        short += word
    if short.count("“") > short.count("”"):
        close = text.find("”", len(short))
        short = text[: close + 1] if 0 <= close < 2 * _AFTER else short[: short.rfind("“")]
    return short.removesuffix("逐一")
