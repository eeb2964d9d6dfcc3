"""The sentence's own words: what a model points at must stand there, and code reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.chat.normal import bare, normal
from assistant.chat.vocabulary import told
from assistant.facts import split_value
from assistant.facts.model import number_said
from assistant.figures.units import is_unit
from assistant.instruction.lengths import Asked, find_length
from assistant.instruction.structure import asked_points
from assistant.numbering import parse_number
from assistant.request import Length

_QUOTES = "“”\"「」『』‘’' "
_PAIRS = ("“”", "「」", "『』", "‘’")
_BREAK = re.compile("[，。；;！!？?、,\n]")
_BEFORE, _AFTER = 10, 4
"""Characters around the words for a length that say whether it goes or stays (压缩三分之一)."""
_UNIT = 4
"""Characters behind a number that may be its unit."""
_LISTED = re.compile("[\u2460-\u2473\u2474-\u249b]")
_AMOUNT = re.compile(
    r"(?P<share>[一二两三四五六七八九\d]+分之[一二两三四五六七八九\d]+|[一二两三四五六七八九]成[半五]?|\d+(?:\.\d+)?%|一半)"
    r"|(?P<n>\d(?:\.\d+)?万|\d{2,5}|[一二两三四五六七八九十百千万零]{2,})"
)
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
        own = self.said(words).strip()
        bare = own.strip(_QUOTES)
        torn = any(bare.count(pair[0]) != bare.count(pair[1]) for pair in _PAIRS)  # 现象级“顶流”
        return (own if torn else bare) or None

    def length(self, words: str, amount: str = "") -> str | None:
        """Return the length that words ask for as a step writes it: vague where they name none.

        What the number in them is for, the grammar reads where it can; else `amount` tells.
        """
        said = self.said(words)
        if not said:
            return None
        at = self.sentence.find(said)
        before = _BREAK.split(self.sentence[:at])[-1][-_BEFORE:] if at >= 0 else ""
        after = _BREAK.split(self.sentence[at + len(said) :])[0][:_AFTER] if at >= 0 else ""
        read = self._read(said, before, after)
        number = _length_in(normal(said))
        if not amount or number is None:
            return read
        if read is None or read == "vague" or read == f"{number.length}":
            return _as(amount, number)
        if amount == "most" and read.isdigit():
            return f"<{read}"
        return read

    def _read(self, said: str, before: str, after: str) -> str | None:
        """Return the length that the grammar finds in words, with those around them."""
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

    def measured(self, words: str, wanted: str = "") -> tuple[str, str]:
        """Return a value and its unit, with what of it stands behind the words in the sentence; the
        unit that is `wanted` first."""
        value, unit = split_value(words)
        if wanted and not unit and f"{words}{wanted}" in self.sentence:
            return split_value(words + wanted)
        start = self.sentence.find(words)
        behind = self.sentence[start + len(words) :] if start >= 0 and not unit else ""
        for size in range(min(_UNIT, len(behind)), 0, -1):
            more, of = split_value(words + behind[:size])
            if of and is_unit(of):
                return more, of
        number = number_said(words)
        return (number, "") if number is not None and not unit else (value, unit)

    def points(self, words: str) -> int | None:
        """Return the number of points that words ask for."""
        said = normal(self.said(words))
        if not said:
            return None
        number = asked_points(said)
        if number is None and (count := _COUNT.search(said)) is not None:
            number = parse_number(count.group().replace("两", "二"))
        return number


def _length_in(words: str) -> Asked | None:
    """Return the number or the share that words hold, whatever they say of it."""
    match = _AMOUNT.search(words)
    if match is None:
        return None
    return find_length(f"到{match.group()}" if match["share"] else f"{match['n']}字")


def _as(amount: str, asked: Asked) -> str:
    """Return a length for what its number is said to be."""
    length = asked.length
    if length is None:
        return str(asked)
    if length.part is not None:
        left = 1 - length.part if amount == "less" else length.part
        return str(replace(asked, length=Length(part=left)))
    signs = {"less": "-", "more": "+", "most": "<"}
    return f"{signs.get(amount, '')}{length.words}"


def _fold(text: str) -> str:
    """Return a text for comparing: one width, no blanks, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
