"""The sentence's own words: what a model points at must stand there, and code reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from assistant.chat.normal import bare, normal
from assistant.chat.vocabulary import told
from assistant.instruction.lengths import find_length
from assistant.instruction.structure import asked_points
from assistant.numbering import parse_number

_QUOTES = "“”\"「」『』‘’' "
_BREAK = re.compile("[，。；;！!？?、,\n]")
_BEFORE, _AFTER = 10, 4
"""Characters around the words for a length that say whether it goes or stays (压缩三分之一)."""
_LISTED = re.compile("[\u2460-\u2473\u2474-\u249b]")
_COUNT = re.compile(r"\d{1,2}|[一二两三四五六七八九十]{1,2}")


class NotSaid(Exception):
    """A model gave words that the sentence does not hold, or that mean nothing there."""


@dataclass(frozen=True)
class Words:
    """A sentence as it was typed, and as the grammar reads it."""

    sentence: str

    @cached_property
    def plain(self) -> str:
        """The sentence in normal words, without the polite ones."""
        return bare(self.normal)

    @cached_property
    def normal(self) -> str:
        """The sentence in normal words; ① and the like only count what follows."""
        return normal(_LISTED.sub("，", self.sentence)).lstrip("，")

    def said(self, words: str) -> str:
        """Return words as they are, raising NotSaid unless the sentence holds them."""
        words = words.strip()
        if words and _fold(words) not in _fold(self.sentence):
            raise NotSaid(words)
        return words

    def wish(self, words: str) -> str | None:
        """Return a wish in normal words, None for none."""
        said = self.said(words)
        return told(normal(said)) or None if said else None

    def exact(self, words: str) -> str | None:
        """Return wording of the author's own, without the quotes around it."""
        return self.said(words).strip(_QUOTES) or None

    def length(self, words: str) -> str | None:
        """Return the length that words ask for as a step writes it: vague where they name none."""
        said = self.said(words)
        if not said:
            return None
        at = self.sentence.find(said)
        before = _BREAK.split(self.sentence[:at])[-1][-_BEFORE:] if at >= 0 else ""
        after = _BREAK.split(self.sentence[at + len(said) :])[0][:_AFTER] if at >= 0 else ""
        own = find_length(normal(said), bare=True)
        for cut in range(len(before) + 1):
            ahead = normal(before[cut:])
            found = find_length(ahead + normal(said + after))
            if found is None or found.end <= len(ahead):
                continue
            if find_length(ahead, bare=True) is None:  # no other length stands before
                return str(found)
        if own is not None:
            return str(own)
        return None if re.search(r"\d|[一二两三四五六七八九十百千]{2}", normal(said)) else "vague"

    def points(self, words: str) -> int | None:
        """Return the number of points that words ask for."""
        said = normal(self.said(words))
        if not said:
            return None
        number = asked_points(said)
        if number is None and (count := _COUNT.search(said)) is not None:
            number = parse_number(count.group().replace("两", "二"))
        return number


def _fold(text: str) -> str:
    """Return a text for comparing: one width, no blanks, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
