"""Which clauses of the source an output clause tells again, several to several."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from assistant.time_limit import still_in_time
from assistant.verify.tokens import Token, Tokens

_MOST = 4  # source clauses behind one output clause
_GAIN = 0.7  # weight a further clause must bring
_EVERYWHERE, _AROUND = 100, 25  # clauses that hold a word, and those then looked at
_NEAR = 0.35  # what a clause gains by following on the last


@dataclass(frozen=True, slots=True)
class Alignment:
    """`support` of each output clause: numbers of source clauses, best first; `told_in` the
    output clauses that each source clause stands behind."""

    support: list[tuple[int, ...]]
    told_in: dict[int, list[int]]


def align(source: Tokens, output: Tokens) -> Alignment:
    """Align by the weight of words in common, rare words counting more."""
    clauses = _clauses_of(source)
    support: list[tuple[int, ...]] = []
    told_in: dict[int, list[int]] = defaultdict(list)
    last = -1
    for clause, members in enumerate(output.of_clause):
        still_in_time()
        chosen = clauses.support([output.content[n] for n in members], last)
        if chosen:
            last = chosen[0]
        for c in chosen:
            told_in[c].append(clause)
        support.append(chosen)
    return Alignment(support, told_in)


class _Clauses:
    """The clauses of a source by the words they hold, and what was found of them before: most
    clauses of a rewrite stand in the next one as well."""

    def __init__(self, source: Tokens) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for clause in range(len(source.clauses)):
            for key in source.keys_of(clause):
                self._by_key[key].append(clause)
        self._sizes = [sum(source.content[n].weight for n in m) for m in source.of_clause]
        self._found: dict[tuple[object, ...], tuple[int, ...]] = {}

    def support(self, tokens: list[Token], last: int) -> tuple[int, ...]:
        """Return the clauses that stand behind these words, the clause told last being known."""
        asked = (last, *[token.keys for token in tokens])
        if asked not in self._found:
            self._found[asked] = tuple(_support(tokens, self._by_key, self._sizes, last))
        return self._found[asked]


_clauses_of = lru_cache(maxsize=2)(_Clauses)  # one source is compared with many rewrites


def _places(lists: list[list[int]], last: int) -> tuple[set[int], int]:
    """Return the clauses that hold a word, and how many they are.

    Of a word that stands nearly everywhere only those are returned that stand near the clause
    told last, where the next one is likely to be.
    """
    many = sum(map(len, lists))
    if many <= _EVERYWHERE:
        places = set().union(*lists)
        return places, len(places)
    near: set[int] = set()
    for clauses in lists:
        middle = bisect_left(clauses, last + 1)
        near.update(clauses[max(0, middle - _AROUND) : middle + _AROUND])
    return near, many


def _support(
    tokens: list[Token], index: dict[str, list[int]], sizes: list[float], last: int
) -> list[int]:
    worth: list[dict[int, float]] = []
    for token in tokens:
        places, many = _places([index.get(key, []) for key in token.keys], last)
        worth.append(dict.fromkeys(places, token.weight / many**0.5) if places else {})
    chosen: list[int] = []
    covered: set[int] = set()
    while len(chosen) < _MOST:
        best, gain, brought = -1, 0.0, 0.0
        tells: dict[int, float] = defaultdict(float)
        for n, w in enumerate(worth):
            for c, weight in w.items() if n not in covered else ():
                tells[c] += weight
        beside = chosen or [last + 1]
        for c, told in tells.items():
            if c in chosen or told + _NEAR - 0.02 * sizes[c] < gain:
                continue  # not even right beside would it be better
            near = abs(c - beside[0])
            for d in beside[1:]:
                near = min(near, abs(c - d))
            score = told + _NEAR / (1 + near) - 0.02 * sizes[c]
            if score > gain or (score == gain and best > c):
                best, gain, brought = c, score, told
        if best < 0 or (chosen and brought < _GAIN):
            break
        chosen.append(best)
        covered |= {n for n, w in enumerate(worth) if best in w}
    return chosen
