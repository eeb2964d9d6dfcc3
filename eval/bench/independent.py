"""A second opinion on a rewrite, sharing no code with the checks it is to judge.

Deliberately plain: digits, 《titles》 and masks are compared as strings, so it cannot inherit a
blind spot of `assistant.figures` or `assistant.verify`.
"""

from __future__ import annotations

import re
from collections import Counter

_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*[%％]?[万亿]?")
_TITLE = re.compile(r"《[^《》]+》")
_MASK = re.compile(r"[XxＸ×]{1,4}(?![A-Za-z])|[*＊]+|_{2,}|【待补[^】]*】|某某?")


def numbers(text: str) -> Counter[str]:
    """Return the digit figures of a text, white space and width folded."""
    folded = text.translate({c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)} | {0xFF05: 0x25})
    return Counter(re.sub(r"\s", "", m) for m in _NUMBER.findall(folded))


def titles(text: str) -> set[str]:
    """Return the 《titles》 of a text."""
    return set(_TITLE.findall(text))


def masks(text: str) -> int:
    """Return how many marked open places a text has."""
    return len(_MASK.findall(text))


def unsupported(source: str, output: str, allowed: str = "") -> list[str]:
    """Return figures and titles of the output that neither source nor `allowed` has."""
    known = numbers(source) + numbers(allowed)
    return [
        *(n for n in numbers(output) if n not in known),
        *(t for t in titles(output) if t not in source and t not in allowed),
    ]


def kept(source: str, output: str) -> tuple[int, int]:
    """Return how many of the source's figures the output still has, and how many there are."""
    wanted, found = numbers(source), numbers(output)
    return sum((wanted & found).values()), sum(wanted.values())
