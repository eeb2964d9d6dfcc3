"""Things that changed places with one another while what is said of them did not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from assistant.diff import common_end
from assistant.verify.pair import Pair, Sort, sort_of_word
from assistant.verify.rules.beside import run_beside
from assistant.verify.rules.change import Change
from assistant.verify.rules.made_figures import figure_of, unit_same
from assistant.verify.tokens import Kind, Token, Tokens

Block = list[int]
Around = dict[str, float]

_REACH = 12  # blocks looked at behind one
_CLAUSES = 4  # clauses two things that changed places may be apart
_SURE = 0.8  # how much better the other's place must fit, in words
_TIMES = 1.6
_OWN = 0.25  # how much its own place may still fit, as a share of that
_EACH = 0.75  # what each word further off counts of the one before it
_OTHER_SEGMENT = 0.3
_LEAST = 0.15
_KEYS = 4  # what a word of many senses is known by counts no more than so many
_FAR = 8  # words after which nothing counts that much
_QUOTED = re.compile("“([^“”\n]{2,20})”")
_BREAK = re.compile("[，。；：,;:“”、\n]")
_LETTERS = 40  # before a quotation, which tell whose it is
_HAD_BEEN = re.compile(r"原|此前|先前|之前|以前|过去|[上去]年|年初|年前|[上前]期|\d年")
_BACK = 25  # content words in which the things of a list are looked for


def check(pair: Pair) -> Iterator[Change]:
    """Yield pairs of blocks, and figures in a row, whose order says something else now."""
    blocks = _blocks(pair)
    images = [[pair.to[n] for n in block] for block in blocks]
    before, after = _Surroundings(pair.s), _Surroundings(pair.o)
    sorts = [sort_of_word(pair.o[block[-1]]) for block in blocks]
    now = [pair.o[block[-1]] for block in blocks]
    had = [pair.s[image[0]] for image in images]

    @cache
    def meet(clause: int, other: int) -> bool:
        """Whether a clause has anything in common with one of the source."""
        return not pair.output.keys_of(clause).isdisjoint(pair.source.keys_of(other))

    def like(block: Block, image: Block) -> float:
        """Return how much what stands around a block stands around another in the source."""
        if not meet(pair.o[block[0]].clause, pair.s[image[0]].clause):
            return 0.0
        return _alike(after.all(block), before.all(image))

    for a, one in enumerate(blocks):
        x, y, sort = now[a], had[a], sorts[a]
        for b in range(a + 1, min(len(blocks), a + 1 + _REACH)):
            if now[b].clause > x.clause + _CLAUSES:
                break
            if sort is not sorts[b]:
                continue
            if sort is not Sort.FIGURE and (
                x.segment == now[b].segment or y.segment == had[b].segment
            ):
                continue
            if not (meet(x.clause, had[b].clause) or meet(now[b].clause, y.clause)):
                continue  # most do not: told at once
            two, i, j = blocks[b], images[a], images[b]
            if not _could_be_exchanged(pair, (one, i), (two, j)):
                continue
            if like(one, j) + like(two, i) <= _SURE:
                continue  # and less still without what stands behind the other
            if _fits_better_exchanged(
                (after.of(one, two), after.of(two, one)), (before.of(i, j), before.of(j, i))
            ):
                group = f"x{pair.o[one[0]].start}"
                for block in (one, two):
                    span = (pair.o[block[0]].start, pair.o[block[-1]].end)
                    yield Change("swapped", span, group=group)
    yield from _figures_in_a_row(pair)
    yield from _figures_crossed(pair)
    yield from _quotes_crossed(pair)


def _blocks(pair: Pair) -> list[Block]:
    """Return runs of words that stand side by side in both texts; figures and hard words alone."""
    blocks: list[Block] = []
    for n in range(len(pair.o)):
        if n not in pair.to:
            continue
        if blocks and blocks[-1][-1] == n - 1 and _together(pair, n - 1, n):
            blocks[-1].append(n)
        else:
            blocks.append([n])
    return blocks


def _together(pair: Pair, one: int, two: int) -> bool:
    x, y = pair.s[pair.to[one]], pair.s[pair.to[two]]
    return (
        pair.to[two] - pair.to[one] == 1
        and pair.o[one].segment == pair.o[two].segment
        and x.segment == y.segment
        and _part_of_a_name(pair.o[one])
        and _part_of_a_name(pair.o[two])
    )


def _part_of_a_name(token: Token) -> bool:
    return token.kind is not Kind.FIGURE and token.scales <= {"level"}


def _could_be_exchanged(
    pair: Pair, first: tuple[Block, Block], second: tuple[Block, Block]
) -> bool:
    (one, i), (two, j) = first, second
    x, y = pair.o[one[-1]], pair.o[two[-1]]
    if set(i) & set(j):
        return False
    if x.kind is Kind.FIGURE:
        if two[0] - one[-1] == 1 and x.clause == y.clause:
            return False  # 18%和23%: their order alone says what each is of
        if not unit_same(figure_of(x), figure_of(y)):
            return False  # 318件 for 5%: each would be told in the wrong unit
        return not _told_backwards(pair, one[-1], two[-1], i[-1], j[-1])
    # Side by side in either text it is the order of words, not who did what.
    return two[0] - one[-1] > 1 and (j[0] - i[-1] > 1 or i[0] - j[-1] > 1)


def _told_backwards(pair: Pair, x: int, y: int, i: int, j: int) -> bool:
    """Whether what a figure became is told before what it had been: 由81%提高到88% as
    88%，原为81%."""
    if not j < i or any(not (pair.s[k].hard or pair.s[k].filler) for k in range(j + 1, i)):
        return False
    between = pair.output.plain[pair.o[x].end : pair.o[y].start]
    return bool(_HAD_BEEN.search(between)) and len(between) <= _FAR


def _fits_better_exchanged(after: tuple[Around, Around], before: tuple[Around, Around]) -> bool:
    (out_one, out_two), (src_one, src_two) = after, before
    if _alike(out_one, src_two) + _alike(out_two, src_one) <= _SURE:
        return False  # and less still without what stands beside both
    both = {key: min(src_one[key], src_two[key]) for key in src_one.keys() & src_two.keys()}
    # What stands beside both tells nothing.
    src_one, src_two = ({k: w - both.get(k, 0.0) for k, w in s.items()} for s in (src_one, src_two))
    own = (_alike(out_one, src_one), _alike(out_two, src_two))
    turned = _alike(out_one, src_two) + _alike(out_two, src_one)
    return turned > sum(own) + _SURE and turned > _TIMES * sum(own) and max(own) < _OWN * turned


def _alike(left: Around, right: Around) -> float:
    return sum([min(worth, right[key]) for key, worth in left.items() if key in right])


class _Surroundings:
    """The words around the blocks of one text, the nearer the heavier."""

    def __init__(self, side: list[Token]) -> None:
        self._side = side
        self._known: dict[tuple[int, int, int, int], Around] = {}
        self._worth = [min(t.weight, 1.2) * _KEYS / max(_KEYS, len(t.keys)) for t in side]

    def of(self, block: Block, without: Block) -> Around:
        """Return the words around a block in its clause, up to where another block stands."""
        low, high = block[0], block[-1]
        left = without[-1] if without[-1] < low else -1
        right = without[0] if without[0] > high else len(self._side)
        return self._cut(low, high, left, right)

    def all(self, block: Block) -> Around:
        """Return the words around a block in its clause, whatever else is looked at."""
        return self._cut(block[0], block[-1], -1, len(self._side))

    def _cut(self, low: int, high: int, left: int, right: int) -> Around:
        key = low, high, max(left, low - _FAR), min(right, high + _FAR)
        if key not in self._known:
            self._known[key] = self._around(*key)
        return self._known[key]

    def _around(self, low: int, high: int, left: int, right: int) -> Around:
        found: Around = {}
        side, block = self._side, self._side[low]
        clause, segment, figure = block.clause, block.segment, block.kind is Kind.FIGURE
        for places in (range(low - 1, left, -1), range(high + 1, right)):
            worth = 1.0
            for i in places:
                token = side[i]
                if token.clause != clause or (figure and token.kind is Kind.FIGURE):
                    break
                if worth > _OTHER_SEGMENT and token.segment != segment:
                    worth = _OTHER_SEGMENT
                own = worth * self._worth[i]
                for key in token.keys:
                    if key not in found or own > found[key]:
                        found[key] = own
                worth *= _EACH
                if worth <= _LEAST:
                    break
        return found


def _figures_in_a_row(pair: Pair) -> Iterator[Change]:
    """Yield two figures in a row whose order turned round, that of what they are of not."""
    for n, m in _rows(pair.o):
        one, two = pair.o[n], pair.o[m]
        x, y = pair.to.get(n, -1), pair.to.get(m, -1)
        if x < 0 or y < 0 or x == y or not (pair.s[x].kind is pair.s[y].kind is Kind.FIGURE):
            continue
        of_one = {k for k, _ in run_beside(pair.s, x)}
        of_two = {k for k, _ in run_beside(pair.s, y)}
        before = [
            i
            for i in range(max(0, n - _BACK), n)
            if pair.o[i].sentence == one.sentence and i in pair.to
        ]
        first = [i for i in before if pair.to[i] in of_one - of_two]
        second = [i for i in before if pair.to[i] in of_two - of_one]
        start, end = min(one.start, two.start), max(one.end, two.end)
        if y < x and not (first and second and first[0] < second[-1]):
            yield Change("order_turned", (start, end))


def _rows(side: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield each two figures of which the order alone says what they are of: those side by side,
    and those behind 前者 and 后者, in the order of what these point to."""
    for n in range(len(side) - 1):
        if _figures(side, n, n + 1) and side[n].clause == side[n + 1].clause:
            yield n, n + 1
        m = n + 2
        if m < len(side) and _figures(side, n, m) and n and side[n].sentence == side[m].sentence:
            former, latter = (_pointed(side[i - 1]) for i in (n, m))
            if former and latter and former != latter:
                yield (n, m) if former < latter else (m, n)


def _figures(side: list[Token], n: int, m: int) -> bool:
    return side[n].kind is side[m].kind is Kind.FIGURE


def _pointed(token: Token) -> int:
    """Return which of two things a word points to, from 1; 0: to none."""
    return next((rank + 1 for scale, rank in token.hard if scale == "pointing"), 0)


def _figures_crossed(pair: Pair) -> Iterator[Change]:
    """Yield two values in one unit of which each stands behind the words of the other."""
    known = Counter(token.text for token in pair.s)
    figures = [n for n, token in enumerate(pair.o) if token.figure is not None and n in pair.to]
    for at, x in enumerate(figures):
        for y in figures[at + 1 : at + 1 + _REACH]:
            if pair.o[y].clause - pair.o[x].clause > _CLAUSES:
                break
            one, two = pair.o[x].figure, pair.o[y].figure
            i, j = pair.to[x], pair.to[y]
            if one is None or two is None or one.base_unit != two.base_unit or i == j:
                continue
            if _told_backwards(pair, x, y, i, j):
                continue
            if (
                _words_before(pair, x, y, i, j)
                or _counted_crossed(pair, x, y, i, j)
                or (j < i and _anchors(pair, x, y, i, j, known))
            ):
                for n in (x, y):
                    span = (pair.o[n].start, pair.o[n].end)
                    yield Change("swapped", span, group=f"x{pair.o[x].start}")


def _words_before(pair: Pair, x: int, y: int, i: int, j: int) -> bool:
    """Whether the letters before each figure are those before the other one in the source."""
    out = [_letters_before(pair.output, n) for n in (x, y)]
    source = [_letters_before(pair.source, k) for k in (i, j)]
    if min(map(len, (*out, *source))) < 2:
        return False  # “、” or 和 tell nothing
    return all(common_end(out[n], source[1 - n]) > common_end(out[n], source[n]) for n in (0, 1))


def _counted_crossed(pair: Pair, x: int, y: int, i: int, j: int) -> bool:
    """Whether each of two figures counts what the other one counts in the source."""
    a, b = _counted(pair.o, x), _counted(pair.o, y)
    c, d = _counted(pair.s, i), _counted(pair.s, j)
    return bool(a & d and b & c) and not (a & c or b & d)


def _counted(side: list[Token], n: int) -> frozenset[str]:
    """Return what the word right behind a figure is known by."""
    if n + 1 == len(side) or side[n + 1].start != side[n].end:
        return frozenset()
    return side[n + 1].keys


def _letters_before(side: Tokens, n: int) -> str:
    token = side.content[n]
    before = side.content[n - 1] if n else None
    start = side.clauses[token.clause][0]
    if before is not None and before.kind is Kind.FIGURE:
        start = max(start, before.end)
    return side.plain[start : token.start].strip("、和与及以,")


def _anchors(pair: Pair, x: int, y: int, i: int, j: int, known: Counter[str]) -> bool:
    """Whether the words before each of two figures, that stand but once in the source, stand there
    before the other one."""
    a, b = (_anchor(pair, n, known) for n in (x, y))
    if a is None or b is None or not a < b:
        return False
    if i == j + 1 and b < j and _figures(pair.s, i, j):
        return True  # (甲、乙分别增长)5%、12%: the first is of the first
    return abs(a - j) < abs(a - i) and abs(b - i) < abs(b - j)


def _anchor(pair: Pair, n: int, known: Counter[str]) -> int | None:
    """Return the place in the source of the nearest word before a figure that is there once."""
    for m in range(n - 1, max(-1, n - _FAR), -1):
        token = pair.o[m]
        if token.sentence != pair.o[n].sentence:
            return None
        k = pair.to.get(m)
        # What is said of both (同比增长, told once of them) tells nothing.
        if k is not None and known[pair.s[k].text] == len(pair.back[k]) == 1:
            return k
    return None


def _quotes_crossed(pair: Pair) -> Iterator[Change]:
    """Yield two things in quotation marks of which each stands behind the words of the other."""
    source, output = _quotes(pair.source), _quotes(pair.output)
    for one, two in pairwise(output):
        if one not in source or two not in source or one == two:
            continue
        (a, span), (b, other) = output[one], output[two]
        x, y = source[one][0], source[two][0]
        if min(map(len, (a, b, x, y))) < 2:
            continue
        if common_end(a, y) > common_end(a, x) and common_end(b, x) > common_end(b, y):
            for place in (span, other):
                yield Change("swapped", place, group=f"x{span[0]}")


def _quotes(side: Tokens) -> dict[str, tuple[str, tuple[int, int]]]:
    """Return what stands in quotation marks, the letters before it, and its place."""
    found = {}
    for match in _QUOTED.finditer(side.plain):
        before = side.plain[max(0, match.start() - _LETTERS) : match.start()]
        found[match[1]] = (_BREAK.split(before)[-1], match.span(1))
    return found
