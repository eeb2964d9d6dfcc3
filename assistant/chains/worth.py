"""What words are worth where a text is shortened: the same for a clause, a sentence, a wording."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from assistant.chains.job import Engine
from assistant.chains.segments import must_keep
from assistant.lexicon.terms import load_terms
from assistant.verify.weighty import weighty
from assistant.wordcount import count_words, pairs_of

FIGURE_WORTH = 120.0
"""Of a figure in Arabic digits: those are the measured ones (GB/T 15835-2011, 4.1)."""
LARGE_WORTH = 20.0
"""More, of one in 万 or 亿: those are what a report is measured by."""
SMALL_FIGURE_WORTH = 60.0
"""Of one in Chinese characters: small counts, ordinals, rough numbers (GB/T 15835-2011, 4.2)."""
TITLE_WORTH = 120.0
"""Of a 《title》: a paper that was issued is a fact as a figure is."""
NAME_WORTH = 25.0
DENIAL_WORTH = 100.0
"""Of saying that something did not happen: in a report that is a result (没有发生安全事故)."""
WEIGHTY_WORTH = 15.0
"""Of a word that tells what came of something or how it fell short (建成, 尚未, 薄弱)."""
CONTENT_WORTH = 9.0
AUTHOR_WORTH = {Engine.NONE: 1.0, Engine.MODEL: 1.1, Engine.RULES: 0.75}
"""A sentence worded anew reads better than one with clauses left out by rule, the floor."""
_DIGIT = re.compile(r"\d")
_LARGE = re.compile("[万亿]")
_DENIED = re.compile(
    "(?:没有|未|从未|从不|不)(?:(?:与|对|因|向)[^，。；、]{1,12}?)?(?:发生|出现|造成|形成|一[起户件例人次]|任何|人|违规|参与|干预|收受|接受)[^，。；、]{2,20}"
)


def worth(source: str, text: str, author: Engine) -> float:
    """Return what a wording is worth: figures, names and set phrases it keeps, and the content.

    Content counts by the share of the source's character pairs that are still there; its worth
    grows with the square root, so that a little of every sentence beats all of a few.  How well
    an author words things weighs on all but the facts: a figure is worth the same in any words.
    """
    told = _told(source)
    pairs = told.pairs
    covered = len(pairs & pairs_of(text)) / len(pairs) if pairs else 1.0
    content = CONTENT_WORTH * math.sqrt(told.length * covered)
    return told.facts(text) + AUTHOR_WORTH[author] * (NAME_WORTH * told.names(text) + content)


def holds(clause: str) -> float:
    """Return what a clause is worth that is kept as it is, its plain content left out."""
    told = _Told(clause)
    return told.facts(clause) + NAME_WORTH * told.names(clause)


def worth_told(source: str, words: int) -> float:
    """Return what a model's wording of so many 字 is worth that keeps all it must keep."""
    author = AUTHOR_WORTH[Engine.MODEL]
    total = count_words(source)
    lost = math.sqrt(total) - math.sqrt(min(words, total))
    return worth(source, source, Engine.MODEL) - author * CONTENT_WORTH * lost


def kept(words: Sequence[str], text: str) -> int:
    """Return how many of the words are in a text; what a source says twice counts twice."""
    return _left(Counter(words), text)


class _Told:
    """What a source tells that is worth something; every wording of it is looked through for the
    same."""

    def __init__(self, source: str) -> None:
        keep = held(source)
        figures = [words for words in keep if words[0] not in "《“"]
        worthy = (
            (FIGURE_WORTH, [words for words in figures if _DIGIT.search(words)]),
            (LARGE_WORTH, [words for words in figures if _LARGE.search(words)]),
            (SMALL_FIGURE_WORTH, [words for words in figures if not _DIGIT.search(words)]),
            (TITLE_WORTH, [words for words in keep if words[0] == "《"]),
            (WEIGHTY_WORTH, [words for _, words in weighty(source)]),
        )
        self._worthy = [(each, Counter(words)) for each, words in worthy if words]
        self._denials = set(_DENIED.findall(source))
        self._quoted = Counter(words for words in keep if words[0] == "“")
        self._terms = _terms_in(source)
        self._source = source

    @cached_property
    def pairs(self) -> set[str]:
        """Its pairs of characters."""
        return pairs_of(self._source)

    @cached_property
    def length(self) -> int:
        """Its 字数."""
        return count_words(self._source)

    def facts(self, text: str) -> float:
        """Return what its facts are worth that are still in a text."""
        denials = sum(words in text for words in self._denials)
        return DENIAL_WORTH * denials + sum(
            worth * _left(words, text) for worth, words in self._worthy
        )

    def names(self, text: str) -> int:
        """Return how many of its quoted terms and set phrases are in a text."""
        return _left(self._quoted, text) + sum(term in text for term in self._terms)


@lru_cache(maxsize=16)
def _told(source: str) -> _Told:
    return _Told(source)


def _left(words: Mapping[str, int], text: str) -> int:
    return sum(min(n, _count(one, text)) for one, n in words.items())


def _count(words: str, text: str) -> int:
    """Count words where they are no tail of a longer number (5% in 15.5%)."""
    if not words[0].isdigit():
        return text.count(words)
    found, at = 0, text.find(words)
    while at >= 0:
        alone = at == 0 or not (text[at - 1].isdecimal() or text[at - 1] == ".")
        found += alone
        at = text.find(words, at + (len(words) if alone else 1))
    return found


@lru_cache(maxsize=512)
def held(text: str) -> tuple[str, ...]:
    """Return what a compression of a text should keep, as `must_keep` does."""
    return tuple(must_keep(text))


@lru_cache(maxsize=512)
def _terms_in(text: str) -> tuple[str, ...]:
    """Return the set phrases of a text; losing one of them is losing a name."""
    return tuple(term for term in load_terms() if term in text)
