"""Deleted lists and names: 等 with nothing before it, and quotes that hold nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import Words, lexicon, units

_CLAUSE = frozenset("，。；：！？,;:!?\n\r")
_EMPTY = re.compile(
    r"“(?P<a>\s*)”|‘(?P<b>\s*)’|《(?P<c>\s*)》|〈(?P<d>\s*)〉|「(?P<e>\s*)」|『(?P<f>\s*)』"
    r"|（(?P<g>)）|(?<![\]A-Za-z0-9_])\((?P<h>)\)|(?<![\"=])\"(?P<i>[ \u3000]*)\"(?!\")"
)
_ORPHANS = frozenset("路街镇村厂院校站桥馆城湖河山局湾岛港")
"""A one-character noun that has lost its name: ，路等示范工程."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def find_lists(words: Words) -> list[Spot]:
    """Return the places before a 等 whose list was deleted; each has start = end."""
    return [Spot(GapKind.LIST, at, at) for at in _bare_lists(words)]


def find_quotes(text: str) -> list[Spot]:
    """Return the insides of quotes, 《》 and brackets that hold nothing."""
    return [
        Spot(GapKind.QUOTE, *m.span(m.lastgroup))
        for m in _EMPTY.finditer(text)
        if m.lastgroup is not None
    ]


def _takes_list(word: str, verbs: frozenset[str], adverbs: frozenset[str]) -> bool:
    """Tell whether this is a verb, alone or with its adverb in one word (大力发展)."""
    if len(word) == 4 and word[:2] in adverbs:
        word = word[2:]
    return len(word) > 1 and word in verbs


def _bare_lists(words: Words) -> Iterator[int]:
    texts, starts = words.texts, words.starts
    lists = lexicon()
    verbs, waiting, prepositions = lists["listverbs"], lists["waiting"], lists["prepositions"]
    passed = verbs | lists["verbs"] | lists["adverbs"] | lists["subjects"]

    def at(i: int) -> str:
        return texts[i] if 0 <= i < len(texts) else "\n"

    def opens(i: int) -> bool:
        """Tell whether only adverbs and a subject stand between the clause's start and word i."""
        while at(i) in passed:
            i -= 1
        return at(i)[-1] in _CLAUSE or i < 0

    for i, word in enumerate(texts):
        if word == "对等" and at(i - 1)[-1] in _CLAUSE and at(i + 1) in lists["fields"]:
            yield starts[i] + 1
        if word != "等":
            continue
        left, right = at(i - 1), at(i + 1)
        if right in waiting or right[0] in _CLAUSE or right[0] in "、）)”》":
            continue
        if left[-1] in _CLAUSE:
            if left[-1] not in "，,：:" or len(right) > 1 or right in units() or right.isdecimal():
                yield starts[i]
        elif left in _ORPHANS and at(i - 2)[-1] in "，。；":
            yield starts[i - 1]
        elif left == "了":
            if at(i - 2) in verbs and len(at(i - 2)) > 1:
                yield starts[i]
        elif left == "对":
            if right in lists["fields"]:
                yield starts[i]
        elif left in prepositions:
            if (len(right) > 1 and _HAN.match(right)) or right in "地市县区省国":
                yield starts[i]
        elif _takes_list(left, verbs, lists["adverbs"]) and opens(i - 2):
            yield starts[i]
