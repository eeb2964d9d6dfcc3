"""What is told of one of two things side by side and comes back with the other.

甲厅以织机为主线，重点是展线；乙厅以纱厂为主线，重点是照度: whatever the order, what only the one
piece says stays together.  A rewrite in which words of both stand in one piece, and in another
again the other way round, tells of each what the source tells of the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise

from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change
from assistant.verify.tokens import Tokens

_REACH = 3
"""Pieces of a sentence that are looked at behind one."""
_LONGEST = 30
"""Words of a clause that is looked at."""
_MOSTLY = 0.5
"""Of the words of a clause that must tell of one of two clauses."""
_SHORT = 8
"""Characters of what is shown besides the shorter of two runs."""
_PIECE = re.compile("[；;]")
_ENDS = re.compile("[；;。！？!?\n]")
_ITEM = re.compile("[、，；。：,;和与及]")
_MOST = 30
"""Clauses of the output that are looked at for two of the source."""
Labelled = list[tuple[int, int]]
"""Words of the output with which of two things side by side they are told of: 0 or 1."""
Place = Callable[[int], int]
"""Which clause or piece a word of the output stands in."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield the words of two things side by side that are told crosswise."""
    told: set[tuple[int, int]] = set()
    places = (_clause(pair), _piece(pair), _item(pair))
    for labelled in (*_side_by_side(pair), *_alike(pair)):
        if len({side for _, side in labelled}) < 2:
            continue
        for run in _crossed(pair, labelled, places):
            span = (pair.o[run[0]].start, pair.o[run[-1]].end)
            if span not in told:
                told.add(span)
                yield Change("swapped", span, group=f"p{pair.o[labelled[0][0]].start}")


def _side_by_side(pair: Pair) -> Iterator[Labelled]:
    """Yield the words of the output that stand in the source but once, in one of two pieces."""
    once = [k for k, token in enumerate(pair.s) if pair.times[token.text] == 1]
    starts = [pair.s[k].start for k in once]
    said = _said_once(pair)
    for pieces in _pieces(pair.source):
        near = ((a, b) for n, a in enumerate(pieces) for b in pieces[n + 1 : n + 1 + _REACH])
        for both in near:
            yield sorted(
                (n, side)
                for side, (start, end) in enumerate(both)
                for k in once[bisect_left(starts, start) : bisect_left(starts, end)]
                for n in pair.back.get(k) or said.get(pair.s[k].text, ())
            )


def _said_once(pair: Pair) -> dict[str, tuple[int, ...]]:
    """Return the words that the output says once, with their places: what the source says once as
    well is the same word, though it stands where its clause was not looked for."""
    times = Counter(token.text for token in pair.o)
    return {token.text: (n,) for n, token in enumerate(pair.o) if times[token.text] == 1}


def _alike(pair: Pair) -> Iterator[Labelled]:
    """Yield the words of the output that only one of two clauses, or items of a list, says which
    say the same of two things: 城网可靠率99.97%，农网可靠率99.89%; 东矿扩能改造、西矿停产改造."""
    for one, two in _neighbours(pair):
        if not one or not two or max(len(one), len(two)) > _LONGEST:
            continue
        first, second = ({pair.s[k].text for k in members} for members in (one, two))
        if first <= second or second <= first or not _same_head(first, second):
            continue
        told_in = {pair.o[n].clause for k in (*one, *two) for n in pair.back.get(k, ())}
        home = {pair.s[k].clause for k in (*one, *two)}
        found: Labelled = []
        for members in (pair.output.of_clause[clause] for clause in sorted(told_in)[:_MOST]):
            homes = [pair.s[pair.to[n]].clause in home for n in members if n in pair.to]
            if sum(homes) < _MOSTLY * len(homes):
                continue
            for n in members:
                text = pair.o[n].text
                if (text in first) != (text in second):
                    found.append((n, int(text in second)))
        yield found


def _same_head(one: set[str], two: set[str]) -> bool:
    """Whether a word of both is the same, or one ends with the other: 民主监督 and 监督."""
    if not one.isdisjoint(two):
        return True
    return any(
        word[n:] in other
        for words, other in ((one, two), (two, one))
        for word in words
        for n in range(1, len(word) - 1)
    )


def _neighbours(pair: Pair) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the words of each two clauses of the source that follow one another, and of each two
    items of a list; what stands before the first of these is said of all."""
    yield from pairwise(pair.source.of_clause)
    for members in pair.source.of_clause:
        items = [list(item) for _, item in groupby(members, key=lambda k: pair.s[k].segment)]
        for n, (one, two) in enumerate(pairwise(items)):
            # What one says in two words the other may say in one: 法律·监督, 民主监督.
            ends = pair.s[one[-1]].text
            joined = any(w != ends and w.endswith(ends) for w in (pair.s[k].text for k in two))
            yield (one if n else one[-len(two) - joined :]), two


def _pieces(side: Tokens) -> Iterator[list[tuple[int, int]]]:
    """Yield the stretches between semicolons of each sentence that has some."""
    for sentence in re.finditer("[^。！？!?\n]+", side.plain):
        cuts = [m.start() for m in _PIECE.finditer(sentence[0])]
        if cuts:
            ends = [0, *cuts, len(sentence[0])]
            yield [(sentence.start() + a, sentence.start() + b) for a, b in pairwise(ends)]


def _crossed(pair: Pair, labelled: Labelled, places: tuple[Place, ...]) -> list[list[int]]:
    """Return the runs of words in the pieces of the output that hold both, where one holds them the
    other way round than another: 甲乙 and 乙甲, or 甲乙甲 and 乙甲乙."""
    for place in places:
        mixed: dict[tuple[int, ...], list[list[list[int]]]] = {}
        for _, members in groupby(labelled, key=lambda one: place(one[0])):
            runs = [
                (side, [n for n, _ in run])
                for side, run in groupby(list(members), key=lambda one: one[1])
            ]
            if len(runs) in (2, 3):
                mixed.setdefault(tuple(side for side, _ in runs), []).append([r for _, r in runs])
        found = [k for k in mixed if tuple(1 - side for side in k) in mixed]
        if found:
            units = [unit for k in found for unit in mixed[k]]
            return sorted(run for unit in units for run in _shown(pair, unit))
    return []


def _shown(pair: Pair, unit: list[list[int]]) -> list[list[int]]:
    """Return the run that is shown of two: what is said of a thing is mostly shorter than the thing
    with all around it; where both are short, what comes last as well."""

    if len(unit) > 2:
        return [unit[1]]

    def length(run: list[int]) -> int:
        return pair.o[run[-1]].end - pair.o[run[0]].start

    short = min(unit, key=length)
    return [short] if short == unit[-1] or length(unit[-1]) > _SHORT else [short, unit[-1]]


def _clause(pair: Pair) -> Place:
    return lambda n: pair.o[n].clause


def _piece(pair: Pair) -> Place:
    ends = [m.start() for m in _ENDS.finditer(pair.output.plain)]
    return lambda n: bisect_left(ends, pair.o[n].start)


def _item(pair: Pair) -> Place:
    """Items of a list: what stands between 、 or a 和 that is no part of a word."""
    inside = {place for token in pair.o for place in range(token.start + 1, token.end)}
    ends = [m.start() for m in _ITEM.finditer(pair.output.plain) if m.start() not in inside]
    return lambda n: bisect_left(ends, pair.o[n].start)
