"""Lists told with 分别: each figure, or each thing, belongs to what stands at its place before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.verify.pair import Pair
from assistant.verify.rules.beside import run_beside
from assistant.verify.rules.change import Change, came
from assistant.verify.tokens import Kind, Tokens

_EACH = "分别"
_RANKED = re.compile(
    r"(?:分别|依次)(?:为|是|由|归)?([\u4e00-\u9fff]{2,12}?)([和与及、])([\u4e00-\u9fff]{2,12})"
)
_FAR = 10  # words before a figure in which its thing is looked for
_ITEMS = re.compile("、|以及|和|与|及")


def check(pair: Pair) -> Iterator[Change]:
    """Yield figures and things behind 分别 that belong to another item than in the source."""
    source, output = _items(pair.source), _items(pair.output)
    by_clause = _by_clause(pair.source, source), _by_clause(pair.output, output)
    for n, k in pair.to.items():
        listed = pair.o[n].kind is Kind.FIGURE and (n in output or k in source)
        if listed and _of_another(pair, n, k, source, output, by_clause):
            yield came("value_moved", pair.o[n])
    yield from _turned(pair)
    yield from _written_the_other_way_round(pair)


def _items(tokens: Tokens) -> dict[int, int]:
    """Return, for each figure listed behind 分别, the word that tells its item from the others."""
    found: dict[int, int] = {}
    for clause, members in enumerate(tokens.of_clause):
        before, each, _ = tokens.clause_text(clause).partition(_EACH)
        if not each:
            continue
        place = tokens.clauses[clause][0]
        at = place + len(before)
        if not before and clause:
            # 执结欠薪案173件、抚养费案58件，分别到位…: the things stand in the clause before.
            place = tokens.clauses[clause - 1][0]
            before = tokens.clause_text(clause - 1).rstrip("，,")
            members = [*tokens.of_clause[clause - 1], *members]
        figures = [
            n for n in members
            if tokens.content[n].kind is Kind.FIGURE and tokens.content[n].start > at
        ]  # fmt: skip
        items: list[list[int]] = []
        for part in _ITEMS.split(before):
            end = place + len(part)
            items.append([n for n in members if place <= tokens.content[n].start < end])
            place = tokens.text.find(part, place) + len(part)
            place += len(match[0]) if (match := _ITEMS.match(tokens.plain, place)) else 0
        if len(figures) < 2 or len(items) < len(figures) or not all(items):
            continue
        # 青禾镇小麦、玉米产量: what stands before the first and behind the last is said of all.
        words = [*(item[-1] for item in items[:-1]), items[-1][0]]
        found.update(zip(figures, words[-len(figures) :], strict=True))
    return found


def _by_clause(tokens: Tokens, items: dict[int, int]) -> dict[int, list[int]]:
    """Return the listed figures of each clause."""
    found: dict[int, list[int]] = {}
    for figure in items:
        found.setdefault(tokens.content[figure].clause, []).append(figure)
    return found


def _of_another(
    pair: Pair,
    n: int,
    k: int,
    source: dict[int, int],
    output: dict[int, int],
    by_clause: tuple[dict[int, list[int]], dict[int, list[int]]],
) -> bool:
    """Whether a figure stands with a word that another figure of the source belongs to."""
    near = [output[n]] if n in output else _before(pair, n, source)
    said = {pair.to[i] for i in near if i in pair.to}
    if k in source:
        others = {source[f] for f in by_clause[0][pair.s[k].clause]}
        return source[k] not in said and bool(said & others)
    own = {i for i, _ in run_beside(pair.s, k)}
    listed = [f for f in by_clause[1].get(pair.o[n].clause, ()) if f != n]
    others = {i for f in listed if f in pair.to for i, _ in run_beside(pair.s, pair.to[f])}
    return bool(said & (others - own)) and not said & own


def _before(pair: Pair, n: int, source: dict[int, int]) -> list[int]:
    """Return the words a figure stands behind, up to another one that was listed like it."""
    found: list[int] = []
    for i in range(n - 1, max(-1, n - _FAR), -1):
        if pair.o[i].sentence != pair.o[n].sentence or pair.to.get(i) in source:
            break
        found.append(i)
    return found


def _turned(pair: Pair) -> Iterator[Change]:
    """Yield a list of things behind 分别 that runs the other way round than what is before it."""
    for clause, members in enumerate(pair.output.of_clause):
        at = pair.output.clause_text(clause).find(_EACH)
        if at < 0:
            continue
        at += pair.output.clauses[clause][0]
        before = [pair.to[n] for n in members if pair.o[n].start < at and n in pair.to]
        if before != sorted(before):
            continue
        listed: dict[int, list[int]] = {}
        for n in members:
            if pair.o[n].start > at and n in pair.to:
                place = len(_ITEMS.findall(pair.output.plain[at : pair.o[n].start]))
                listed.setdefault(place, []).append(n)
        for one, two in pairwise(listed.values()):
            first, second = ([pair.to[n] for n in row] for row in (one, two))
            turned = sum(second) / len(second) < sum(first) / len(first)
            if turned and max(second) < first[-1]:
                yield Change("order_turned", (pair.o[one[0]].start, pair.o[two[-1]].end))


def _written_the_other_way_round(pair: Pair) -> Iterator[Change]:
    """Yield two names behind 分别, or of ranks, that the source has letter by letter the other way
    round: 前两名分别为北站所和东站所."""
    for match in _RANKED.finditer(pair.output.plain):
        one, between, two = match.groups()
        so, turned = f"{one}{between}{two}", f"{two}{between}{one}"
        if one != two and turned in pair.source.plain and so not in pair.source.plain:
            yield Change("order_turned", (match.start(1), match.end(3)))
