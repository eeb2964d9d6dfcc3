"""字数 as Word counts it: the unit of every length that a user asks for or is shown."""

from __future__ import annotations

from typing import Final

from assistant.patterns import compile_late

# East Asian characters and the marks that Chinese typesetting draws full width (“” — … × ① ㎡ %).
# U+3000 is white space and the zero-width characters weigh nothing, so both stay out.
WIDE: Final = (
    "\u00a7\u00b0\u00b1\u00b7\u00d7\u00f7\u2010-\u2027\u2030-\u205e\u2070-\u2bff"
    "\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffef"
    "\U00020000-\U0003ffff"
)
_WIDE_RUN: Final = compile_late(f"[{WIDE}]+")
_WEIGHTLESS: Final = compile_late(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+"
)


def count_words(text: str) -> int:
    """Return the 字数 of `text`: each CJK character or full-width mark is 1, each run of other
    visible characters (`2023`, `PM2.5`, `5.4%`) is 1, white space and hidden characters are 0.
    """
    text = _WEIGHTLESS.sub("", text)
    rest, runs = _WIDE_RUN.subn(" ", text)
    return len(text) + runs - len(rest) + len(rest.split())


def pairs_of(text: str) -> set[str]:
    """Return the pairs of neighbouring characters: what a stretch of Chinese is known again by."""
    return {text[n : n + 2] for n in range(len(text) - 1)}
