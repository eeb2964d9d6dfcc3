"""甲、乙分别增长3%、5%: which figure belongs to which item is told by the order alone.

A rewrite that strings figures together with 分别 can give every figure to a neighbour while all
values stay; so a list whose items and values do not match in number must be one of the source,
and figures that the source lists so must keep their items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.findings import Severity

_LIST = re.compile(r"(?P<items>[^，。；：！？,;:!?\n]*)分别(?P<values>[^，。；！？,;!?\n]*)")
_VALUE = re.compile(r"\d+(?:\.\d+)?%?|[XxＸ*×]{1,4}")
_BETWEEN = re.compile("、|以及|[和与及]")
Pairs = tuple[tuple[str, str], ...]


def check_respectively(comparison: Comparison) -> Iterator[Seen]:
    """Yield lists with 分别 whose figures the source does not give to these items."""
    lists = _lists(comparison.source_plain)
    listed = {value for _span, pairs in lists for _item, value in pairs}
    pool = {pair for _span, pairs in lists for pair in pairs}
    for span, pairs in _lists(comparison.output_plain):
        if all(any(_same(pair, other) for other in pool) for pair in pairs):
            continue
        # A new list of whole pairs is for the check of figures, which knows their subjects.
        if not _unmatched(pairs) and not any(value in listed for _item, value in pairs):
            continue
        words = comparison.output[span[0] : span[1]]
        yield seen(
            "figures_regrouped",
            Severity.ERROR,
            f"“{words[-24:]}”把数据重新排列在“分别”之后，对应关系没有依据",
            f"“{words[-24:]}” lines figures up behind 分别 as the source does not",
            source=None,
            output=span,
            evidence=words,
        )


def _unmatched(pairs: Pairs) -> bool:
    """Whether items and values differed in number, so that nothing says which is whose."""
    return pairs[0][0] == ""


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two items with their values are one: what stands before an item may differ."""
    (item, value), (again, amount) = one, other
    return value == amount and (item.endswith(again) or again.endswith(item))


def _lists(text: str) -> list[tuple[tuple[int, int], Pairs]]:
    """Return the place of each list of two or more values, and its pairs.

    Where items and values differ in number (城乡居民收入分别增长6%和7.4%) the values stand as one.
    """
    found: list[tuple[tuple[int, int], Pairs]] = []
    for match in _LIST.finditer(text):
        values = _VALUE.findall(match["values"])
        if len(values) < 2:
            continue
        items = [item.strip() for item in _BETWEEN.split(match["items"]) if item.strip()]
        pairs = tuple(zip(items, values, strict=True)) if len(items) == len(values) else ()
        found.append((match.span(), pairs or (("", "、".join(values)),)))
    return found
