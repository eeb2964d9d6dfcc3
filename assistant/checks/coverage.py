"""Whole statements: none of the source lost unseen, none in the output out of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.checks.similar import contained, grams
from assistant.findings import Severity

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_WORTH = 12  # characters from which a sentence states something
_LOST = 0.34  # share of its characters and pairs found anywhere in the other text
_INVENTED = 0.3


def check_coverage(comparison: Comparison) -> Iterator[Seen]:
    """Yield sentences of the source of which little is left (unless shortening), and sentences of
    the output that rest on little in the source, the facts or the context."""
    if not comparison.scope.may_drop:
        whole = grams(comparison.output)
        for match in _SENTENCE.finditer(comparison.source):
            words = match[0].strip()
            if len(words) >= _WORTH and contained(grams(words), whole) < _LOST:
                yield seen(
                    "content_dropped", Severity.WARNING,
                    f"原文这句话的内容在改写后几乎不见了：“{words[:20]}…”",
                    f"little is left of the sentence “{words[:20]}…”",
                    source=match.span(), evidence=words[:40],
                )  # fmt: skip
    basis = grams(comparison.support)
    for match in _SENTENCE.finditer(comparison.output):
        words = match[0].strip()
        if len(words) >= _WORTH and contained(grams(words), basis) < _INVENTED:
            yield seen(
                "content_unsupported", Severity.WARNING,
                f"这句话在原文中几乎找不到依据：“{words[:20]}…”",
                f"little in the source supports “{words[:20]}…”",
                output=match.span(), evidence=words[:40],
            )  # fmt: skip
