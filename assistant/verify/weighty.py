"""Words that weigh, and words that do not: shortening leaves out first what says nothing, and last
what tells of a result or of how something fell short; a page shows what of that went."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, zip_longest

from assistant.lexicon import alternatives
from assistant.lexicon.terms import weighing
from assistant.verify.names import noun, tag_of, verb
from assistant.verify.tokens import Kind, tokens_of
from assistant.verify.vocabulary import vocabulary


@lru_cache(maxsize=1 << 11)  # each choice of clauses asks about the same ones again
def weighty(text: str) -> tuple[tuple[int, str], ...]:
    """Return the hard words of a text that tell of a result, a rank, a limit or a problem, each
    with its place, and set phrases that weigh (两个确立); those that may go without a loss (推进,
    示范) are none, nor is a rank that something is called by (第一动力)."""
    words, found = vocabulary(), tokens_of(text).content
    told: list[tuple[int, str]] = []
    for before, token, following in zip_longest([None, *found], found, found[1:]):
        if token is None or token.kind is not Kind.WORD:
            continue
        # A place among others is a result where it is said among whom (全省领先).
        among = before is not None and before.end == token.start and "level" in before.scales
        if token.text in words.soft and not (among and "rank" in token.scales):
            continue
        if token.text == "不" and following is not None and _ought(following.text):
            told.append((token.start, token.text + following.text))
            continue
        called = following is not None and following.start == token.end and noun(following.text)
        scales = token.scales - {"rank"} if called else token.scales
        if token.text in words.limits or scales & words.weighty:
            told.append((token.start, token.text))
    phrases = alternatives(weighing())
    told += [(match.start(), match[0]) for match in re.finditer(phrases, text)]
    return tuple(sorted(told))


def _ought(word: str) -> bool:
    """Whether it is bad not to be so: (研究)不深, (产能)不达标."""
    return word in vocabulary().ought or tag_of(word)[0].startswith("a")


def idle(text: str) -> list[tuple[int, int]]:
    """Return the places of words that say nothing where they stand: 进一步 before 加强."""
    words, found = vocabulary().manner, tokens_of(text).content
    spans: list[tuple[int, int]] = []
    for token, following in reversed([*pairwise(found)]):
        before_a_verb = following.text not in words and verb(following.text)
        before_another = bool(spans) and spans[-1][0] == following.start
        if (
            token.text in words
            and token.end == following.start
            and (before_a_verb or before_another)
        ):
            spans.append((token.start, token.end))
    return spans[::-1]
