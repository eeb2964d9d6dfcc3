"""What is told of one of two things side by side and comes back with the other.

甲厅以织机为主线，重点是展线；乙厅以纱厂为主线，重点是照度: whatever the order, what only the one
piece says stays together.  A rewrite in which words of both stand in one piece, and in another
again the other way round, tells of each what the source tells of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations, groupby, pairwise

from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change
from assistant.verify.tokens import Tokens

_REACH = 3
"""Pieces of a sentence that are looked at behind one."""
_PIECE = re.compile("[；;]")
_ENDS = re.compile("[；;。！？!?\n]")

Sides = dict[int, int]
"""Words of the source by which of two things side by side they are told of: 0 or 1."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield the words of two things side by side that are told crosswise."""
    told: set[tuple[int, int]] = set()
    for sides in _side_by_side(pair):
        labelled = [(n, sides[k]) for n, k in sorted(pair.to.items()) if k in sides]
        if len({side for _, side in labelled}) < 2:
            continue
        for run in _crossed(pair, labelled):
            span = (pair.o[run[0]].start, pair.o[run[-1]].end)
            if span not in told:
                told.add(span)
                yield Change("swapped", span, group=f"p{pair.o[labelled[0][0]].start}")


def _side_by_side(pair: Pair) -> Iterator[Sides]:
    once = [k for k, token in enumerate(pair.s) if pair.times[token.text] == 1]
    for pieces in _pieces(pair.source):
        for one, two in combinations(range(len(pieces)), 2):
            if two - one > _REACH:
                continue
            (a, b), (c, d) = pieces[one], pieces[two]
            found = {k: 0 for k in once if _within(pair, k, a, b)}
            found |= {k: 1 for k in once if _within(pair, k, c, d)}
            yield found


def _within(pair: Pair, k: int, start: int, end: int) -> bool:
    return start <= pair.s[k].start < end


def _pieces(side: Tokens) -> Iterator[list[tuple[int, int]]]:
    """Yield the stretches between semicolons of each sentence that has some."""
    for sentence in re.finditer("[^。！？!?\n]+", side.plain):
        cuts = [m.start() for m in _PIECE.finditer(sentence[0])]
        if cuts:
            ends = [0, *cuts, len(sentence[0])]
            yield [(sentence.start() + a, sentence.start() + b) for a, b in pairwise(ends)]


def _crossed(pair: Pair, labelled: list[tuple[int, int]]) -> list[list[int]]:
    """Return the runs of words in the pieces of the output that hold both, where one holds them in
    the other order than another."""
    for place in (_clause(pair), _piece(pair)):
        mixed: dict[tuple[int, ...], list[list[list[int]]]] = {}
        for _, members in groupby(labelled, key=lambda one: place(one[0])):
            runs = [
                (side, [n for n, _ in run])
                for side, run in groupby(list(members), key=lambda one: one[1])
            ]
            if len(runs) == 2:
                mixed.setdefault(tuple(side for side, _ in runs), []).append([r for _, r in runs])
        if len(mixed) == 2:
            # What is said of a thing is mostly shorter than the thing with all that is around it.
            return [
                min(unit, key=lambda run: pair.o[run[-1]].end - pair.o[run[0]].start)
                for units in mixed.values()
                for unit in units
            ]
    return []


def _clause(pair: Pair) -> Callable[[int], int]:
    return lambda n: pair.o[n].clause


def _piece(pair: Pair) -> Callable[[int], int]:
    ends = [m.start() for m in _ENDS.finditer(pair.output.plain)]
    return lambda n: sum(end < pair.o[n].start for end in ends)
