"""Set phrases are kept to the letter: 两个确立 never becomes 两个确定."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.catalogue import found
from assistant.diff import common_end, common_start
from assistant.findings import Severity
from assistant.lexicon.terms import said_together
from assistant.spans import Span
from assistant.verify.model import Comparison, Seen

_SHORTEST = 4  # shorter phrases are too like ordinary words for a near-miss to mean anything
_NUMERAL = re.compile("[一二两三四五六七八九十]")  # the rest are words that any text may use
_COUNTS_OR_DENIES = re.compile(f"{_NUMERAL.pattern}|[不非未无反]")
"""What grown to a phrase makes another of it."""
_BEHIND_A_NAME = frozenset("归由是在为属")
"""Verbs that may follow what a longer phrase begins with."""
_PARTICLES = frozenset("的地之和与、“”")


def check_set_phrases(comparison: Comparison) -> Iterator[Seen]:
    """Yield set phrases of the source that the output altered, lost or brought in."""
    source, output = comparison.source, comparison.output
    for term in comparison.terms:
        if term not in source:
            if term in output and _NUMERAL.search(term) and _brought_in(comparison, term):
                place = output.index(term)
                yield found("term_added", output=(place, place + len(term)), evidence=term)
            continue
        turned = _turned(term, output, source)
        if output.count(term) >= source.count(term) and turned is None:
            continue
        place = source.index(term)
        span = (place, place + len(term))
        miss = turned or _near_miss(term, output, source)
        if miss is not None:
            words = output[miss[0] : miss[1]]
            yield found("term_changed", source=span, output=miss, evidence=words, term=term)
        elif term not in output:
            may_go = comparison.scope.may_drop and not _left_alone(term, source, output)
            severity = Severity.INFO if may_go else Severity.WARNING
            yield found("term_dropped", severity=severity, source=span, evidence=term)


def _left_alone(term: str, source: str, output: str) -> bool:
    """Tell whether others that are said with it in one breath stand in the output without it."""
    together = said_together()
    return term in together and any(other in source and other in output for other in together)


def _brought_in(comparison: Comparison, term: str) -> bool:
    """Tell whether nothing supports `term`, neither itself nor as part of a longer set phrase."""
    if term in comparison.support:
        return False
    longer = (other for other in comparison.terms if term in other and other != term)
    return not any(other in comparison.output and other in comparison.source for other in longer)


def _turned(term: str, output: str, source: str) -> Span | None:
    """Return a place where the output turns a phrase into its opposite by a character before it."""
    if len(term) < _SHORTEST:
        return None
    places = (m for m in re.finditer(f"[反非伪]{re.escape(term)}", output) if m[0] not in source)
    return next((m.span() for m in places), None)


def _near_miss(term: str, output: str, source: str) -> Span | None:
    """Return a place that differs from `term` by one character and is not in the source.

    One of the halves of the phrase must be whole there, which makes the search a plain `find`.
    """
    if len(term) < _SHORTEST:
        return None
    middle = len(term) // 2
    for half, offset in ((term[:middle], 0), (term[middle:], middle)):
        place = output.find(half)
        while place >= 0:
            begin = place - offset
            for length in (len(term), len(term) - 1, len(term) + 1):
                first = begin if offset == 0 else place + len(half) - length
                words = output[max(0, first) : max(0, first) + length]
                whole = first >= 0 and len(words) == length
                if whole and _one_off(term, words) and words not in source:
                    return first, first + length
            place = output.find(half, place + 1)
    return None


def _one_off(term: str, words: str) -> bool:
    """Tell whether `words` is `term` with one character exchanged, left out or put in.

    An exchange must leave what is left of the phrase unmistakable; a particle put in, or marks
    of punctuation, are no change of the phrase.
    """
    if words == term:
        return False
    head = common_start(term, words)
    tail = common_end(term[head:], words[head:])
    rest, other = term[head : len(term) - tail], words[head : len(words) - tail]
    if len(rest) > 1 or len(other) > 1:
        return False
    if not rest and not (head and tail) and not _COUNTS_OR_DENIES.match(other):
        return False  # whole, with a word beside it: 将习近平总书记
    if other in _BEHIND_A_NAME and not tail:
        return False  # 第一责任归书记, of 第一责任人
    return not (set(other) & _PARTICLES or set("，。；：！？\n ") & set(words))
