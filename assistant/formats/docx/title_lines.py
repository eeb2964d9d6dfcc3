"""Where a title that is too long for one line is broken: where the sense does, lines in shape."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Final

ON_A_LINE: Final = 20
"""Characters of 22 pt in 156 mm."""

_AFTER: Final = re.compile(
    r"(?:书记|主任|局长|镇长|乡长|县长|市长|区长|部长|院长|校长|行长|处长|科长|主席|同志"
    r"|委员会|党委|党组|支部|班子|政府|办公室|办事处|公司|街道|[省市县区镇乡局部院村]"
    r"|年度?|上半年|下半年|以来|关于|[、，：》”]|和|与|暨|及)$"
)
_BEFORE: Final = re.compile(
    r"^(?:述职|履行|履职|落实|贯彻|抓|工作|情况|关于|党建|基层|全面|个人|年度|述[责学德廉法安]"
    r"|报告|总结|汇报|“|《|（|——|20\d\d年)"
)
_NEVER_BEFORE: Final = re.compile(r"^[、，：；。》”）年月日度的号]")
_NEVER_AFTER: Final = re.compile(r"[《“（\d]$")
_MOST_LINES: Final = 4


def title_lines(title: str) -> list[str]:
    """Return a title in as few lines as it needs, none longer than ON_A_LINE characters.

    Breaks stand between phrases where they can; of equal ones those are taken that give lines
    of like length, so that they form a trapezoid or a diamond rather than a ragged block.
    """
    size = len(title)
    if size <= ON_A_LINE:
        return [title]
    for count in range(-(-size // ON_A_LINE), _MOST_LINES + 1):
        breaks = _best(title, count)
        if breaks:
            edges = [0, *breaks, size]
            return [title[a:b] for a, b in pairwise(edges)]
    return [title]


def _best(title: str, count: int) -> tuple[int, ...]:
    costs = {place: _cost(title, place) for place in range(2, len(title) - 1)}
    # Of all places only the good ones are tried, and all of them where these do not do.
    good = [place for place, cost in costs.items() if cost <= 1]
    for places in (good, [p for p, cost in costs.items() if cost < _NO_BREAK]):
        found: list[tuple[float, tuple[int, ...]]] = []
        for breaks in combinations(places, count - 1):
            edges = (0, *breaks, len(title))
            sizes = [b - a for a, b in pairwise(edges)]
            if max(sizes) <= ON_A_LINE and min(sizes) >= 4:
                even = sum(abs(size - len(title) / count) for size in sizes) / count
                cost = sum(costs[place] for place in breaks) * 4 + even + _ragged(sizes)
                found.append((cost, breaks))
        if found:
            return min(found)[1]
    return ()


_NO_BREAK: Final = 9


def _cost(title: str, place: int) -> float:
    """Return how much a break before character `place` hurts: 0 between two phrases."""
    before, after = title[:place], title[place:]
    if _NEVER_BEFORE.match(after) or _NEVER_AFTER.search(before):
        return _NO_BREAK
    if before.count("《") > before.count("》") or before.count("“") > before.count("”"):
        return 3
    ends, begins = bool(_AFTER.search(before)), bool(_BEFORE.match(after))
    return 0 if ends and begins else 1 if ends or begins else 2.5


def _ragged(sizes: list[int]) -> float:
    """Return a penalty for shapes that are neither trapezoid nor diamond: short in the middle."""
    middle = sizes[1:-1]
    return 4.0 if middle and min(middle) < min(sizes[0], sizes[-1]) else 0.0
