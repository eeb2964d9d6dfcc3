"""Whole statements: none of the source lost unseen, none in the output out of nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.checks.similar import contained, grams
from assistant.findings import Severity

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_WORTH = 12  # characters from which a sentence states something
_TELLING = 6  # characters and pairs that only this sentence has, needed to tell anything
_LOST = 0.12  # share of those found in the other text
_INVENTED = 0.36
_CLAUSE = re.compile(
    r"(?:^|(?<=[，。；：！？,;:!?\n]))[^\d，。；：！？,;:!?\n]+(?![^，。；：！？,;:!?\n])"
)
_SAYS, _MADE_UP = 9, 0.3
"""The same for a clause without a figure: a reason that was made up hides behind the half that is
true.  Of the clauses of faithful rewrites (eval/cases) one in 300 has less support."""


def check_coverage(comparison: Comparison) -> Iterator[Seen]:
    """Yield sentences of the source of which little is left (unless shortening), and sentences of
    the output that rest on little in the source, the facts or the context."""
    if not comparison.scope.may_drop:
        whole = grams(comparison.output)
        sentences = [m for m in _SENTENCE.finditer(comparison.source) if len(m[0]) >= _WORTH]
        marks = [grams(match[0]) for match in sentences]
        count = Counter(gram for own in marks for gram in own)
        for match, held in zip(sentences, marks, strict=True):
            words = match[0].strip()
            own = frozenset(gram for gram in held if count[gram] == 1)
            if len(own) >= _TELLING and contained(own, whole) < _LOST:
                yield seen(
                    "content_dropped", Severity.WARNING,
                    f"原文这句话的内容在改写后几乎不见了：“{words[:20]}…”",
                    f"little is left of the sentence “{words[:20]}…”",
                    source=match.span(), evidence=words[:40],
                )  # fmt: skip
    basis = grams(comparison.support)
    told: list[tuple[int, int]] = []
    for pattern, least, share in ((_SENTENCE, _WORTH, _INVENTED), (_CLAUSE, _SAYS, _MADE_UP)):
        for match in pattern.finditer(comparison.output):
            words = match[0].strip()
            if len(words) < least or contained(grams(words), basis) >= share:
                continue
            if any(low <= match.start() < high for low, high in told):
                continue
            told.append(match.span())
            yield seen(
                "content_unsupported", Severity.WARNING,
                f"这句话在原文中几乎找不到依据：“{words[:20]}…”",
                f"little in the source supports “{words[:20]}…”",
                output=match.span(), evidence=words[:40],
            )  # fmt: skip
