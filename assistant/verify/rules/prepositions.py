"""A hard word that only takes what a light one took: 将防汛列入 for 把防汛列入, 使得 for 使."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.verify.pair import Pair
from assistant.verify.tokens import Tokens
from assistant.verify.vocabulary import vocabulary

_SCALES = frozenset({"plan", "cause"})
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
    """Whether the first thing behind a word that the other side has as well stands there behind a
    light word that means the same, and what is done with it is told on both."""
    token = here.content[n]
    if not token.scales & _SCALES:
        return False
    takes = tuple(vocabulary().light.get(token.text, ()))
    members = [i for i in here.of_clause[token.clause] if i > n]
    first = next((i for i in members if to.get(i)), None) if takes else None
    if first is None:
        return False
    k = to[first][0]
    clause = there.content[k].clause
    start = there.clauses[clause][0]
    while not there.plain[start : there.content[k].start].endswith(takes):
        k -= 1
        if k < 0 or there.content[k].clause != clause or told(k):
            return False
    behind = there.of_clause[clause][-_ENDS:]
    return any(i > k and told(i) for i in behind)
