"""The question a colleague can answer, for each kind of gap."""

from __future__ import annotations

import re

from assistant.findings import Message
from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import cut, units

_BREAK = re.compile(r"[，。；！？：,;!?:\n\r]")
_ITEM_BREAK = re.compile(r"[，。；！？：、,;!?:\n\r]")
_BEFORE = 20
_AFTER = 14
"""How many characters of the clause a question quotes on either side."""
_MIN_ITEM = 3
"""An item of a 、 list is quoted alone from this length on (characters)."""
_SLOT = "▁"
"""Shows the place in a quoted clause."""
_MAGNITUDES = {"万亿": "trillion ", "万": "ten thousand ", "亿": "hundred million "}


def ask(text: str, spot: Spot) -> Message:
    """Return the question for `spot`, made from the words of its own clause."""
    before, after = _clause(text, spot)
    if spot.kind is GapKind.LIST:
        return Message(
            zh=f"“{before}{_SLOT}{after}”中，“等”前面应写哪些内容？",
            en=f"What should be listed before 等 in “{before}{_SLOT}{after}”?",
        )
    if spot.kind is GapKind.QUOTE:
        return Message(
            zh=f"“{before}{_SLOT}{after}”处，引号（括号）内应填什么？",
            en=f"What belongs inside the empty quotes or brackets in “{before}{_SLOT}{after}”?",
        )
    if not spot.unit:
        return Message(
            zh=f"“{before}{_SLOT}{after}”处应填什么？",
            en=f"What belongs in the blank in “{before}{_SLOT}{after}”?",
        )
    return Message(
        zh=_how_many(before, after, spot.unit),
        en=f"How much is it, in {_english(spot.unit)}: “{before}{_SLOT}{after}”?",
    )


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
    if before.endswith("第"):
        return f"{before}几{unit}{rest}？"
    return f"{before}多少{unit}{rest}？"


def _clause(text: str, spot: Spot) -> tuple[str, str]:
    """Return the words of the clause before and after the place, as much of them as a reader
    needs to know it again."""
    line = max(text.rfind("\n", 0, spot.start), text.rfind("\r", 0, spot.start)) + 1
    head = text[max(line, spot.start - 60) : spot.start]
    tail = text[spot.end : spot.end + 40]
    breaks = [m.end() for m in _BREAK.finditer(head)]
    before = head[breaks[-1] :] if breaks else head
    stop = _BREAK.search(tail)
    after = tail[: stop.start()] if stop else tail
    if spot.unit:
        item = before[before.rfind("、") + 1 :]
        if len(item) >= _MIN_ITEM:
            before = item
        stop = _ITEM_BREAK.search(after)
        after = after[: stop.start()] if stop else after
    return _from_word(before.strip()), _to_word(after.strip())


def _from_word(text: str) -> str:
    """Return the end of a text from a whole word on, not beginning inside quotes."""
    while len(text) > _BEFORE:
        text = text[len(cut(text).texts[0]) :]
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
    return short
