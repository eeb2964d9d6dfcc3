"""A figure whose clause names nothing itself (产值23.7亿元，增长8.9%), behind another thing now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verify.pair import Pair, leans_of
from assistant.verify.rules.change import Change
from assistant.verify.tokens import Kind, Tokens


def check(pair: Pair) -> Iterator[Change]:
    """Yield the figures of such clauses that follow what another figure of the source is of."""
    if not any(token.kind is Kind.FIGURE for token in pair.o):
        return
    theirs, mine = pair.leans, leans_of(pair.output)
    places: dict[frozenset[str], list[int]] = {}
    for k, token in enumerate(pair.s):
        if token.kind is Kind.FIGURE:
            places.setdefault(token.keys, []).append(k)
    for token in pair.o:
        if token.kind is not Kind.FIGURE or _things(pair.output, token.clause):
            continue
        anchor = _anchor(mine, token.clause)
        same = places.get(token.keys, [])
        if anchor == token.clause or not same or len(same) > len(pair.o):
            continue
        told = {pair.to[i] for c in range(anchor, token.clause + 1) for i in _things(pair.output, c)
                if i in pair.to}  # fmt: skip
        if told and not any(_follows(pair, theirs, k, told) for k in same):
            start = pair.output.clauses[token.clause][0]
            yield Change("value_moved", (start, token.end))


def _follows(pair: Pair, leans: Sequence[int | None], k: int, told: set[int]) -> bool:
    """Whether a figure of the source may stand behind what is told: its own thing is among that,
    or is told nowhere, or its clause names it itself."""
    clause = pair.s[k].clause
    own = {i for c in range(_anchor(leans, clause), clause + 1) for i in _things(pair.source, c)}
    return bool(own & told) or not any(map(pair.told, own))


def _anchor(leans: Sequence[int | None], clause: int) -> int:
    """Return the clause at the end of the chain that a clause leans on; itself, if on none."""
    while (on := leans[clause]) is not None:
        clause = on
    return clause


def _things(side: Tokens, clause: int) -> list[int]:
    """Return the words of a clause that name what it speaks of."""
    return [
        i
        for i in side.of_clause[clause]
        if (token := side.content[i]).kind is not Kind.FIGURE
        and not token.filler
        and not token.hard
    ]
