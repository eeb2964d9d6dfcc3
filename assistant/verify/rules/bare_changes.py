"""A figure whose clause names nothing itself (产值23.7亿元，增长8.9%), behind another thing now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verify.pair import Pair, leans_of
from assistant.verify.rules.change import Change
from assistant.verify.rules.figures import nearest
from assistant.verify.tokens import Kind, Tokens

_FAR = 8
"""Clauses over which a thing is looked for that figures are of."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield the figures of such clauses that follow what another figure of the source is of."""
    places: dict[frozenset[str], list[int]] = {}
    for k, token in enumerate(pair.s):
        if token.kind is Kind.FIGURE:
            places.setdefault(token.keys, []).append(k)
    if not places:
        return
    named = [_things(pair.output, c) for c in range(len(pair.output.clauses))]
    bare = [n for n, t in enumerate(pair.o) if t.kind is Kind.FIGURE and not named[t.clause]]
    if not bare:
        return
    theirs, mine = _anchors(pair.leans), _anchors(leans_of(pair.output))
    things = [_things(pair.source, c) for c in range(len(pair.source.clauses))]
    for n in bare:
        token, clause = pair.o[n], pair.o[n].clause
        if mine[clause] == clause:
            continue
        around = named[mine[clause] : clause]
        told = {pair.to[i] for words in around for i in words if i in pair.to}
        same = nearest(places.get(token.keys, []), pair.to.get(n))
        own = [
            {i for words in things[theirs[pair.s[k].clause] : pair.s[k].clause + 1] for i in words}
            for k in same
        ]
        # Right is what may stand here: what its own thing is told of, or has none that is told.
        if told and own and not any(o & told or not any(map(pair.told, o)) for o in own):
            yield Change("value_moved", (pair.output.clauses[clause][0], token.end))


def _anchors(leans: Sequence[int | None]) -> list[int]:
    """Return for each clause the one at the end of the chain that it leans on, or as far as is
    looked; itself, if on none."""
    found: list[int] = []
    for clause, on in enumerate(leans):
        found.append(clause if on is None else max(found[on], clause - _FAR))
    return found


def _things(side: Tokens, clause: int) -> list[int]:
    """Return the words of a clause that name what it speaks of."""
    return [
        i
        for i in side.of_clause[clause]
        if (token := side.content[i]).kind is not Kind.FIGURE
        and not token.filler
        and not token.hard
    ]
