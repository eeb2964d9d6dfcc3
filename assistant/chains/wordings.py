"""The wordings a unit can have when a text is shortened, and what each is worth."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.chains.budget import Author, Option
from assistant.chains.extractive import shorter_wordings
from assistant.chains.segments import Unit, must_keep
from assistant.lexicon.terms import load_terms
from assistant.time_limit import still_in_time
from assistant.verify.weighty import weighty
from assistant.wordcount import count_words, pairs_of

FIGURE_WORTH = 120.0
"""Of a figure in Arabic digits: those are the measured ones (GB/T 15835-2011, 4.1)."""
SMALL_FIGURE_WORTH = 60.0
"""Of one in Chinese characters: small counts, ordinals, rough numbers (GB/T 15835-2011, 4.2)."""
TITLE_WORTH = 60.0
NAME_WORTH = 25.0
DENIAL_WORTH = 60.0
"""Of saying that something did not happen: in a report that is a result (没有发生安全事故)."""
WEIGHTY_WORTH = 15.0
"""Of a word that tells what came of something or how it fell short (建成, 尚未, 薄弱)."""
CONTENT_WORTH = 6.0
LEAD_LOST = -60.0
"""What it costs to leave out the sentence that says what a paragraph is about."""
ECHO_LOST = 40.0
"""What is won by leaving out a sentence that only says the heading again."""
SHORTEST = 5
"""字数 below which a wording says nothing."""
AUTHOR_WORTH = {Author.SOURCE: 1.0, Author.MODEL: 1.1, Author.RULES: 0.75}
"""A sentence worded anew reads better than one with clauses left out by rule, the floor."""
_DIGIT = re.compile(r"\d")
_DENIED = re.compile(
    "(?:没有|未|从未|从不|不)(?:发生|出现|造成|形成|一[起户件例人次]|任何|人|违规|参与|干预|收受|接受)[^，。；、]{2,20}"
)
_ANNOUNCES = re.compile("(?:报告|述职|汇报|总结|情况)如下[：:。]?$")
"""The sentence that opens a report stands for all that follows it."""


_OPENS_RUN = re.compile("[：:，,；;]一(?:是|要)(?![一否])")
"""The first point inside a sentence: without it the second has nothing to follow."""


def options_for(unit: Unit, worded: Iterable[str]) -> list[Option]:
    """Return what can become of a unit: as it is, each wording, left out.

    A unit behind a point's label, with the first of several points or with a gap, or the one that
    announces the report (现将…报告如下), is never left out, and no wording that loses a gap is
    offered: an open place may only vanish with a fact (issue 2, must reach 4).
    """
    still_in_time()
    keep = _held(unit.text)
    by_model = list(worded)
    most = max((_kept(keep, text) for text in by_model), default=-1)
    options = [_option(unit, unit.text, Author.SOURCE)]
    options += [_option(unit, text, Author.MODEL) for text in by_model]
    shortest = min((o.words for o in options[1:]), default=unit.words)
    # The floor stays under the model: clauses are left out by rule to keep more than it did, or
    # where it did not get short enough.
    for text in shorter_wordings(unit):
        option = _option(unit, text, Author.RULES)
        if _kept(keep, text) > most or option.words < shortest:
            options.append(option)
    options = [o for o in options if o.text == unit.text or o.words >= SHORTEST]
    bound = unit.labelled or unit.gaps or _OPENS_RUN.search(unit.text)
    if not bound and not _ANNOUNCES.search(unit.text):
        lost = LEAD_LOST if unit.lead else ECHO_LOST if unit.echo else 0.0
        options.append(Option("", 0, lost, Author.RULES))
    seen: dict[str, Option] = {}
    for option in options:
        seen.setdefault(option.text, option)
    return list(seen.values())


def said(options: Iterable[Option]) -> list[Option]:
    """Return the options of a unit that must not be left out."""
    return [option for option in options if option.text]


def _option(unit: Unit, text: str, author: Author) -> Option:
    return Option(text, count_words(text), _worth(unit.text, text, author), author)


def _worth(source: str, text: str, author: Author) -> float:
    """Return what a wording is worth: figures, names and set phrases it keeps, and the content.

    Content counts by the share of the source's character pairs that are still there; its worth
    grows with the square root, so that a little of every sentence beats all of a few.  How well
    an author words things weighs on all but the figures: a figure is worth the same in any words.
    """
    held = _held(source)
    figures = [words for words in held if words[0] not in "《“"]
    digits = _kept([words for words in figures if _DIGIT.search(words)], text)
    small = _kept([words for words in figures if not _DIGIT.search(words)], text)
    titles = _kept([words for words in held if words[0] == "《"], text)
    names = _kept([words for words in held if words[0] == "“"], text)
    names += sum(term in text for term in _terms_in(source))
    denials = sum(words in text for words in set(_DENIED.findall(source)))
    weighs = _kept([words for _, words in weighty(source)], text)
    pairs = pairs_of(source)
    covered = len(pairs & pairs_of(text)) / len(pairs) if pairs else 1.0
    content = NAME_WORTH * names + CONTENT_WORTH * math.sqrt(count_words(source) * covered)
    facts = FIGURE_WORTH * digits + SMALL_FIGURE_WORTH * small
    facts += TITLE_WORTH * titles + DENIAL_WORTH * denials + WEIGHTY_WORTH * weighs
    return facts + AUTHOR_WORTH[author] * content


def worth_told(source: str, words: int) -> float:
    """Return what a model's wording of so many 字 is worth that keeps all it must keep."""
    author = AUTHOR_WORTH[Author.MODEL]
    total = count_words(source)
    lost = math.sqrt(total) - math.sqrt(min(words, total))
    return _worth(source, source, Author.MODEL) - author * CONTENT_WORTH * lost


def _kept(held: Sequence[str], text: str) -> int:
    """Return how many of the words are in a text; what a source says twice counts twice."""
    return sum(min(n, _count(words, text)) for words, n in Counter(held).items())


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
def _held(text: str) -> tuple[str, ...]:
    return tuple(must_keep(text))


@lru_cache(maxsize=512)
def _terms_in(text: str) -> tuple[str, ...]:
    """Return the set phrases of a text; losing one of them is losing a name."""
    return tuple(term for term in load_terms() if term in text)
