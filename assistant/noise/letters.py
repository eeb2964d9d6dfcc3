"""Odd letters and digits that sellers write to slip past filters: ＱＱ, ①②③, ⓦⓧ."""

from __future__ import annotations

import unicodedata

from assistant.patterns import compile_late

_RANGES = ((0xFF10, 0xFF5B), (0xFF0E, 0xFF10), (0x2460, 0x2474), (0x24B6, 0x24EA))
_ODD = compile_late("[Ａ-Ｚａ-ｚ①-⑳Ⓐ-ⓩ]|[０-９]{5}")
"""Single full-width digits are common in reports, and no number to call."""


def _plain(sign: str) -> str:
    """Return the ASCII letter or digit that a sign stands for, else the sign itself."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() and sign not in "：；＜＝＞？" else sign


_TABLE = {code: _plain(chr(code)) for a, b in _RANGES for code in range(a, b)}


def fold(text: str) -> str:
    """Return `text` with odd letters and digits as plain ones; every character keeps its place."""
    return text.translate(_TABLE) if _ODD.search(text) else text
