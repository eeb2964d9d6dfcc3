"""A hard word that only takes what a light one took: 将防汛列入 for 把防汛列入, 使得 for 使."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.verify.pair import Pair
from assistant.verify.tokens import Tokens

_LIGHT: Final = {"将": ("把",), "使得": ("使", "让"), "受": ("由", "被")}
"""What takes the same right before it: 以, 借助 and the like may take something else with it."""
_ENDS = 2
"""Content words at the end of a clause, one of which says what is done with what is taken."""


def came_for_one(pair: Pair, n: int) -> bool:
    """Whether a hard word of the output takes what a light word of the same meaning took in the
    source."""
    to: Mapping[int, Sequence[int]] = {i: (k,) for i, k in _beside(pair, n).items()}
    return _took(pair.output, n, pair.source, to, pair.told)


def went_for_one(pair: Pair, k: int) -> bool:
    """Whether a light word of the output takes what a hard word of the source took."""
    return _took(pair.source, k, pair.output, pair.back, pair.to.__contains__)


def _beside(pair: Pair, n: int) -> dict[int, int]:
    members = pair.output.of_clause[pair.o[n].clause]
    return {i: pair.to[i] for i in members if i > n and i in pair.to}


def _took(
    here: Tokens,
    n: int,
    there: Tokens,
    to: Mapping[int, Sequence[int]],
    told: Callable[[int], bool],
) -> bool:
    """Whether what stands right behind a word is on the other side too, there behind a light word
    that means the same, and what is done with it is told on both."""
    token = here.content[n]
    takes = _LIGHT.get(token.text, ())
    first = next((i for i in here.of_clause[token.clause] if i > n), None) if takes else None
    if first is None or not to.get(first):
        return False  # 将推动三座桥建成 is of a deed to come
    k = to[first][0]
    clause = there.content[k].clause
    while not _behind(there, k, takes):
        k -= 1
        if k < 0 or there.content[k].clause != clause or told(k):
            return False
    behind = there.of_clause[clause][-_ENDS:]
    return any(i > k and told(i) for i in behind)


def _behind(there: Tokens, k: int, takes: tuple[str, ...]) -> bool:
    """Whether one of these words stands right before a content word, and is no end of the one
    before it: 转让."""
    clause, start = there.content[k].clause, there.content[k].start
    begin = there.content[k - 1].end if k else 0
    begin = max(begin, there.clauses[clause][0])
    return there.plain[begin:start].endswith(takes)
