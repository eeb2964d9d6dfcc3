"""Figures of the output: their value, unit and bound, and what they are said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from assistant.figures import FigureKind
from assistant.verify.pair import Pair
from assistant.verify.rules import measures
from assistant.verify.rules.beside import figure_behind, run_beside
from assistant.verify.rules.change import Change, came, went
from assistant.verify.rules.gone import place
from assistant.verify.rules.made_figures import (
    figure_of,
    made,
    measured,
    shares,
    stands,
    unit_same,
    values,
)
from assistant.verify.tokens import Kind, Token

_MANY = 40  # times a value may stand in the source for all its places to be looked at
BOUNDS = (
    ("约", "左右", "上下", "大约", "大概"),
    ("近", "接近", "将近"),
    ("至少", "不低于", "不少于", "以上"),
    ("超", "多", "余", "突破", "以上", "不低于", "不少于"),
    (
        *("不足", "不到", "低于", "未达", "没达", "未满", "没满", "未及", "未到", "没到", "没有到"),
        *(
            "以内",
            "之内",
            "不超过",
            "不突破",
            "未超",
            "没超",
            "没有超",
            "未突破",
            "没突破",
            "没有突破",
        ),
    ),
)
"""Words of approximation that mean the same on either side of a figure, or further off."""
_WHOLE = (
    "全部", "全都", "均", "都", "百分之百", "一律", "悉数", "全覆盖", "无一", "没有一", "没一",
)  # fmt: skip
_FROM = re.compile("[由从]$|[由从].?的$|上年的$")
_COUNTED = 5  # words behind a figure that it may count
_ANY = ""
"""The unit of a figure without one, which may count what any other counts."""
_REACH = 12  # content words in which the subject of a figure may stand, besides its clause


class _Figures:
    """The figures of the source: by their value, those not told, and what each is said of."""

    def __init__(self, pair: Pair) -> None:
        self._side = pair.s
        self.known: dict[str, list[int]] = {}
        self.untold: list[int] = []
        self._by_unit: dict[str, list[int]] = {}
        self._said_of: dict[int, tuple[frozenset[int], frozenset[str]]] = {}
        for k, token in enumerate(pair.s):
            if token.kind is Kind.FIGURE:
                for key in token.keys:
                    self.known.setdefault(key, []).append(k)
                if not pair.told(k):
                    self.untold.append(k)
                    self._by_unit.setdefault(_counts(token), []).append(k)

    def another_went(self, token: Token, same: list[int]) -> bool:
        """Whether another value in the unit of this one is not told at all."""
        unit = _counts(token)
        fitting = (self._by_unit.get(u, ()) for u in (unit, _ANY)) if unit else (self.untold,)
        return any(k not in same for several in fitting for k in several)

    def said_of(self, k: int) -> tuple[frozenset[int], frozenset[str]]:
        """Return the words that a figure is said of, and what they are known by."""
        if k not in self._said_of:
            side = self._side
            own = frozenset(i for i, _ in _whole_run(side, k))
            keys = {key for i in own for key in side[i].keys}
            keys |= {side[i].text[:-1] for i in own if side[i].text[-1] in "率量"} - {""}
            self._said_of[k] = own, frozenset(keys)
        return self._said_of[k]


def check(pair: Pair) -> Iterator[Change]:
    """Yield figures that are new, changed, said of something else, or without their noun."""
    source = _Figures(pair)
    for n, token in enumerate(pair.o):
        if token.kind is Kind.FIGURE:
            yield from _figure(pair, n, token, source)
    for k in source.untold:
        yield from _lost(pair, k, pair.s[k])


def _counts(token: Token) -> str:
    figure = figure_of(token)
    return figure.base_unit if figure.unit else _ANY


def _figure(pair: Pair, n: int, token: Token, figures: _Figures) -> Iterator[Change]:
    places = {k for key in token.keys for k in figures.known.get(key, ())}
    same = _nearest(sorted(places), pair.to.get(n))
    if not same:
        yield from made(pair, token)
        return
    fitting = [k for k in same if unit_same(figure_of(pair.s[k]), figure_of(token))]
    if not fitting:
        yield came("unit_changed", token, old=pair.s[same[0]].text)
        return
    chosen = pair.to.get(n, fitting[0])
    source = pair.s[chosen if chosen in fitting else fitting[0]]
    if figure_of(source).bound is not figure_of(token).bound and not _bound_near(
        pair, source, token
    ):
        yield came("bound_changed", token, old=source.text)
    months = any("~--" in key for key in token.keys)  # 前11个月
    if months or figure_of(token).kind in (FigureKind.PERIOD, FigureKind.DATE):
        return  # a time is said of all of its clause, wherever it stands
    twice = _told_again(pair, n) and figures.another_went(token, fitting)
    if twice or not _said_of_one(pair, n, fitting, figures):
        before = pair.o[n - 1] if n and pair.o[n - 1].clause == token.clause else token
        touches = token.start - before.end <= 2 and before.kind is Kind.WORD
        yield Change("value_moved", (before.start if touches else token.start, token.end))
    elif n in pair.to:
        yield from measures.changes(pair, n, pair.to[n])


def _nearest(places: list[int], wanted: int | None) -> list[int]:
    """Return the places of a value in the source; of very many those around the wanted one."""
    if len(places) <= _MANY:
        return places
    middle = 0 if wanted is None else bisect_left(places, wanted)
    return places[max(0, middle - _MANY // 2) : middle + _MANY // 2]


def _bound_near(pair: Pair, source: Token, output: Token) -> bool:
    """Whether the word of approximation only stands elsewhere in its clause."""
    s, o = pair.source.clause_text(source.clause), pair.output.clause_text(output.clause)
    return any(any(w in o for w in row) and any(w in s for w in row) for row in BOUNDS)


def _whole_run(side: list[Token], n: int) -> list[tuple[int, int]]:
    """Return what a figure is said of, also beyond the figure that it came from: 覆盖率, of 88% in
    覆盖率由81%提高到88%."""
    run = run_beside(side, n)
    before = min([i for i, step in run if step < 0], default=n) - 1
    if (
        before >= 0
        and side[before].kind is Kind.FIGURE
        and side[before].clause == side[n].clause
        and all(side[i].hard or side[i].filler for i in range(before + 1, n))
    ):
        run += [(i, -1) for i, step in run_beside(side, before) if step < 0]
    return run


def _said_of_one(pair: Pair, n: int, places: list[int], figures: _Figures) -> bool:
    """Whether a figure is said of what it is said of at one of these places of the source."""
    mine = run_beside(pair.o, n)
    return any(_said_of_the_same(pair, n, k, mine, *figures.said_of(k)) for k in places)


def _said_of_the_same(
    pair: Pair,
    n: int,
    k: int,
    mine: list[tuple[int, int]],
    own: frozenset[int],
    own_keys: frozenset[str],
) -> bool:
    if not own:
        return True
    left = next((i for i, step in mine if step < 0), None)
    if left is not None and left in pair.to and not _counted_before(pair, left):
        word = pair.o[left]
        alike = not word.hard and any(set(word.text) & set(pair.s[i].text) for i in own)
        of_the_next = pair.s[pair.to[left]].segment > pair.s[k].segment and word.hard
        if of_the_next or (not word.keys & own_keys and not alike):
            other = figure_behind(pair, pair.to[left])
            if other is not None and other != k and not _lost_between(pair, other, k):
                return False  # the word right before it belongs to another figure
    mapped = {pair.to[i] for i, _ in mine if i in pair.to}
    if mapped & own or any(pair.o[i].keys & own_keys for i, _ in mine):
        return True
    if mapped:
        return False
    if not any(map(pair.told, own)) and _in_its_row(pair, n, k):
        return True
    around = range(max(0, n - _REACH), min(len(pair.o), n + _REACH // 2))
    return any(
        pair.o[i].sentence == pair.o[n].sentence
        and (pair.o[i].keys & own_keys or pair.to.get(i) in own)
        for i in around
    )


def _counted_before(pair: Pair, left: int) -> bool:
    """Whether a word belongs to a figure before it (11个社区、9.4万人口) or, as 其中, to none."""
    if "part" in pair.o[left].scales:
        return True
    for i in range(left - 1, max(-1, left - _COUNTED), -1):
        token = pair.o[i]
        if token.segment != pair.o[left].segment:
            return False
        if token.kind is Kind.FIGURE:
            return figure_behind(pair, pair.to[left]) == pair.to.get(i)
    return False


def _in_its_row(pair: Pair, n: int, k: int) -> bool:
    """Whether the figure before one is the same in both texts."""
    before = (
        next((i for i in range(at - 1, -1, -1) if side[i].kind is Kind.FIGURE), None)
        for side, at in ((pair.o, n), (pair.s, k))
    )
    mine, theirs = before
    return mine is not None and pair.to.get(mine) == theirs


def _lost_between(pair: Pair, other: int, k: int) -> bool:
    """Whether a figure before another one went, so that its words now lead to that one."""
    return other < k and pair.s[k].clause == pair.s[other].clause and not pair.told(other)


def _told_again(pair: Pair, n: int) -> bool:
    """Whether a figure stands at another place of the output too, and here among other words."""
    k = pair.to.get(n)
    if k is None or len(pair.back[k]) < 2:
        return k is None
    return pair.to.get(n - 1) != k - 1 and pair.to.get(n + 1) != k + 1


def _lost(pair: Pair, k: int, token: Token) -> Iterator[Change]:
    if not pair.may_drop:
        if not _told_otherwise(pair, k, token):
            counted = figure_of(token).value is not None and re.search("[0-9]", token.text)
            sure = counted and not _worked_out(pair, token)
            kind = "figure_dropped" if sure else "figure_left_out"
            yield from went(kind, pair, k, place(pair, k, far=True))
    elif _narrows(pair, k):
        yield from went("figure_left_out", pair, k, place(pair, k))


def _told_otherwise(pair: Pair, k: int, token: Token) -> bool:
    """Whether a figure lives on in other words: 100% as 全部, 1次 as 一次, 前五名 as 前五."""
    figure, text = figure_of(token), pair.output.plain
    if figure.kind is FigureKind.RATIO:  # 按8:2分担 as 八成、两成
        return shares(pair.source) <= values(pair.output).get("%", Counter()).keys()
    if figure.value == 100 and figure.unit == "%":
        return any(word in text for word in _WHOLE)
    if figure.value == 1 and f"一{figure.unit}" in text:
        return True
    if "/" in figure.base_unit:  # 2.3公里/小时 as 每小时2.3公里
        number = token.text.partition(figure.unit)[0]
        return f"{number}{figure.unit.partition('/')[0]}" in text
    short = token.text.rstrip("名位个家")
    if k and pair.told(k - 1) and pair.s[k - 1].segment == token.segment:
        # What it stands beside is told: then it must be told beside that.
        told_in = {pair.o[n].clause for n in pair.back[k - 1][:_MANY]}
        return any(stands(short, pair.output.clause_text(clause)) for clause in told_in)
    return stands(short, text)


def _worked_out(pair: Pair, token: Token) -> bool:
    """Whether the output says what comes of a lost figure instead: 比上年多3起 as 上年7起."""
    lost = figure_of(token)
    if lost.value is None:
        return False
    known = values(pair.source).get(measured(lost), Counter())
    made = values(pair.output).get(measured(lost), Counter())
    return any(
        value not in known
        and (
            value - lost.value in known
            or value + lost.value in known
            or lost.value - value in known
        )
        for value in made
    )


def _narrows(pair: Pair, k: int) -> bool:
    """Whether what a left-out figure narrowed is still told: 完成计划的97%, 第二组第一位."""
    token = pair.s[k]
    after = k + 1 if k + 1 < len(pair.s) and pair.s[k + 1].segment == token.segment else None
    if after is not None and pair.s[after].kind is Kind.FIGURE and pair.told(after):
        return True
    if after is not None and k and "part" in pair.s[k - 1].scales and not pair.told(k - 1):
        return pair.told(after)  # 其中80套已入住: all of them now
    before = k - 1 if k and pair.s[k - 1].segment == token.segment else None
    if (
        _FROM.search(pair.source.plain[max(0, token.start - 3) : token.start])
        or "百分点" in token.text
    ):
        return False  # (由38%)提高到46%, (低于平均)5个百分点: where it came from, by how much
    if figure_of(token).kind in (FigureKind.PERCENT, FigureKind.FRACTION):
        return before is not None and pair.told(before)
    return False
