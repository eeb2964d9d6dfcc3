"""By how much and to how much: 由11个减少到7个 never becomes 减少7个."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.figures import Figure
from assistant.findings import Severity

_BEFORE = re.compile(
    "(?:增加|增长|提高|上升|提升|扩大|上涨|减少|下降|降低|缩短|压缩|压减|回落|缩小|缩减|跌|降|升|增|减)(?:了|约|近|超)*"
    "(?P<to>到|至|为)?(?:了|约|近|超)*$"
)
_REACH = 8
BY, TO = "by", "to"


def check_change(comparison: Comparison) -> Iterator[Seen]:
    """Yield figures that the source reaches by a change and the output takes for the change
    itself, or the other way round."""
    source: dict[object, set[str]] = defaultdict(set)
    for figure in comparison.source_figures:
        source[figure.key].add(_role(comparison.source, figure))
    for figure in comparison.output_figures:
        role, roles = _role(comparison.output, figure), source.get(figure.key)
        if not role or not roles or roles & {role, ""}:
            continue
        words = comparison.output[max(0, figure.start - _REACH) : figure.end]
        yield seen(
            "change_by_or_to",
            Severity.ERROR,
            f"“{words}”把变化到的数和变化了的数混在一起，原文不是这样说的",
            f"“{words}” takes the level reached for the change, or the change for the level",
            output=(figure.start, figure.end),
            evidence=figure.text,
        )


def _role(text: str, figure: Figure) -> str:
    """Return how a figure stands to a change: the amount of it, the level reached, or neither."""
    match = _BEFORE.search(text[max(0, figure.start - _REACH) : figure.start])
    if match is None:
        return ""
    return TO if match["to"] else BY
