"""Words of strangers made harmless: names of files, headings and messages in pages and tables."""

from __future__ import annotations

import re

# Controls, and what hides or turns text around: none of it has a place in a name or a sentence.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b-\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u2069]"
)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")


def visible(text: str) -> str:
    """Return `text` as it can be shown and saved: no hidden characters, no half of a pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return _HIDDEN.sub("", whole)


def inert(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: such a one gets an apostrophe first.

    After OWASP, “CSV Injection”: = + - @ (their full-width forms too), also behind white space;
    besides | and %, with which DDE calls have begun.
    """
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(text) or _FORMULA.match(shown) else shown
