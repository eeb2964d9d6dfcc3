"""Loops and doubles: a model that repeats itself, a sentence that stands twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.catalogue import found
from assistant.numbering import match_label, match_point_label
from assistant.verify.model import Comparison, Seen

_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_SHORTEST, _LONGEST = 2, 40  # characters of what a loop says again and again
_LOOP = re.compile(rf"([^\n]{{{_SHORTEST},{_LONGEST}}}?)\1{{3,}}")
_WORTH = 8  # characters from which a repeated clause is more than a turn of phrase
_SENTENCE_WORTH = 14


def check_repetition(comparison: Comparison) -> Iterator[Seen]:
    """Yield clauses and sentences that stand more often in the output than in the source."""
    source, output = comparison.source, comparison.output
    seen_places: set[int] = set()
    for pattern, worth, limit in ((_SENTENCE, _SENTENCE_WORTH, 2), (_CLAUSE, _WORTH, 3)):
        counts = _counts(pattern, output, worth)
        often = [(words, number) for words, number in counts.items() if number >= limit]
        before = _counts(pattern, source, worth) if often else counts
        for words, number in often:
            if number <= before[words]:
                continue
            place = output.rfind(words)
            if place in seen_places:
                continue
            seen_places.add(place)
            yield found(
                "repetition",
                output=(place, place + len(words)),
                evidence=words[:40],
                words=words,
                number=number,
            )
    for match in _loops(output):
        if match[0] in source or not re.search(r"[\u4e00-\u9fffA-Za-z]", match[1]):
            continue
        yield found("repetition", says="loop", output=match.span(), evidence=match[1])


def _loops(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands several times in a row, looked for only where two characters come again
    as soon as the shortest loop would bring them."""
    at = 0
    while at + 2 * _SHORTEST < len(text):
        match = None
        if text.find(text[at : at + _SHORTEST], at + _SHORTEST, at + _LONGEST + _SHORTEST) >= 0:
            match = _LOOP.match(text, at)
        if match is not None:
            yield match
        at = at + 1 if match is None else match.end()


def _bare(words: str) -> str:
    label = match_label(words) or match_point_label(words)
    return words[label.end :] if label is not None else words


def _counts(pattern: re.Pattern[str], text: str, worth: int) -> Counter[str]:
    # A heading that loses its number stands no more often than before; its number counts towards
    # what makes it long enough to be worth a look.
    found = (match[0].strip() for match in pattern.finditer(text))
    return Counter(_bare(words) for words in found if len(words) >= worth)
