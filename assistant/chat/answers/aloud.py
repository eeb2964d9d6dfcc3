"""How long a report takes to read aloud."""

from __future__ import annotations

import re

from assistant.chat.answers.model import Answer, Question, joined
from assistant.findings import Message
from assistant.noise import remove_noise
from assistant.numbering import parse_number
from assistant.wordcount import count_words

_A_MINUTE = 220, 240
"""字 that are read aloud in a minute, slowly and quickly."""
_MINUTES = re.compile(
    r"(\d+|[一二两三四五六七八九十]{1,3})(半)?个?(?:分钟|分(?=以|之|$|，)|刻钟|钟头|小时)"
)


def aloud(asked: Question) -> Answer:
    """Say how long it takes to read aloud, and whether that is within what is allowed."""
    noise = count_words(asked.text) - count_words(remove_noise(asked.text))
    words = asked.words - (0 if asked.narrow else noise)
    slow, quick = (words / speed for speed in _A_MINUTE)
    low, high = _A_MINUTE
    said = Message(
        f"{asked.where().zh} {words} 字，按每分钟 {low}—{high} 字念，要{_minutes(quick)}到"
        f"{_minutes(slow)}（语速是我假定的，念得快慢会差一些）。",
        f"{asked.where().en}: {words} 字, {quick:.1f} to {slow:.1f} minutes at {low}–{high} a "
        "minute (the speed is assumed).",
    )
    allowed = _allowed(asked.sentence)
    if allowed is None:
        return Answer(said)
    most = int(allowed * low)
    if slow <= allowed:
        verdict = Message(f"{allowed:g} 分钟念得完。", f"It fits into {allowed:g} minutes.")
    elif quick <= allowed:
        verdict = Message(
            f"{allowed:g} 分钟很紧，念得慢就会超时；稳妥些压到 {most} 字。",
            f"{allowed:g} minutes are tight: {most} 字 would be safe.",
        )
    else:
        verdict = Message(
            f"{allowed:g} 分钟念不完，约要压到 {most} 字。",
            f"It does not fit into {allowed:g} minutes; {most} 字 would.",
        )
    return Answer(joined([said, verdict]))


def _minutes(length: float) -> str:
    whole, seconds = divmod(round(length * 60 / 10) * 10, 60)
    if not whole:
        return f" {seconds} 秒"
    return f" {whole} 分" + (f" {seconds} 秒" if seconds else "钟")


def _allowed(sentence: str) -> float | None:
    """Return the minutes that a sentence allows: 每人限时8分钟, 两刻钟."""
    match = _MINUTES.search(sentence)
    number = parse_number(match[1].replace("两", "二")) if match is not None else None
    if match is None or number is None:
        return None
    unit = {"刻钟": 15, "钟头": 60, "小时": 60}
    each = next((n for name, n in unit.items() if match.group().endswith(name)), 1)
    return (float(number) + (0.5 if match[2] else 0)) * each
