"""Set phrases that a rewrite keeps to the letter, and words about numbers.

The shipped list can be extended by files of the user in the same format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.errors import InputError
from assistant.findings import Message
from assistant.lexicon import alternatives, classes, groups, read_entries

__all__ = [
    "bounds",
    "load_terms",
    "numeral_phrases",
    "said_together",
    "says_a_number",
    "weighing",
]

_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万]")


def load_terms(files: Iterable[str | Path] = ()) -> tuple[str, ...]:
    """Return the set phrases: those of the package, then those of `files`, without repetition.

    Raises InputError for a file that cannot be read as UTF-8 text.
    """
    terms = [row[0] for row in groups("set_phrases")]
    for name in files:
        try:
            terms += read_entries(Path(name).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                Message(
                    f"固定提法文件“{name}”读不出来：{error}",
                    f"The file of set phrases “{name}” cannot be read: {error}",
                )
            ) from error
    return tuple(dict.fromkeys(terms))


def said_together() -> frozenset[str]:
    """Return the set phrases said in one breath: of those that a text tells none may go alone."""
    return classes("set_phrases")["together"]


def weighing() -> frozenset[str]:
    """Return the set phrases that nobody strikes out without a second look: those said together,
    and what the leadership said and decided."""
    found = classes("set_phrases")
    return found["together"] | found["weighs"]


def bounds() -> frozenset[str]:
    """Return the words before a figure that make it a bound or an estimate: 近, 约, 超过."""
    return classes("numeral_words")["bound"]


def says_a_number(words: str) -> bool:
    """Whether words without a digit say a number all the same: 近百, 三四次, 过半."""
    return not classes("numeral_words")["said"].isdisjoint(words)


@cache
def numeral_phrases() -> str:
    """Return a pattern of the phrases that begin with, or hold, a numeral but state no figure."""
    plain = (row[0] for row in groups("numeral_words") if len(row) == 1)
    known = (*plain, *(row[0] for row in groups("set_phrases")))
    words: set[str] = set()
    for phrase in known:
        place = _NUMERAL.search(phrase)
        if place is not None:  # the scan stands at the numeral when it asks
            words.add(phrase[place.start() :] if phrase[0] != "第" else phrase)
    return "|".join(
        [
            alternatives(word for word in words if len(word) > 1),
            r"(?:十[一二三四五六七八九]|二十)大(?![项类工行重举措任战产平体亮品])",
            r"(?:[七八九]|十[一二三四五六])五(?=规划|时期|普法|末|期间|开局)",
        ]
    )
