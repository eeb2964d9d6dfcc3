"""What a share, a rate or a value is of: the number before it, which went for another's."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.names import noun
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.rules.made_figures import figure_of, unit_same
from assistant.verify.tokens import Kind, Token

_ALL = frozenset({"全部", "均", "都", "全都", "悉数", "全数", "皆"})
_EACH = frozenset({"人均", "户均", "亩均", "平均每人", "平均每户"})
_REACH = 20  # words of a part that are looked at
_FAR = 25  # words in which the number before is looked for
NO_COUNT = ("%", "元", "百分点", "天", "小时", "分钟", "年", "月")
"""Units of what is no number of things."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield shares, rates and values that are told of another number than in the source.

    (318件中306件成功；涉及报酬的)47件全部到位: without the 47 it would be all of the 306.
    """
    for n, k in sorted(pair.to.items()):
        of_another = _told_of_all(pair, n, k) or _value_alone(pair, k)
        if not of_another and not _rate_alone(pair, k):
            continue
        own = _before(pair.s, k, pair.s[k])
        if own is None or pair.told(own) or pair.s[own].keys & pair.output_keys:
            continue
        now = _before(pair.o, n, pair.s[k])
        if of_another:
            changed = now is not None and unit_same(figure_of(pair.s[own]), figure_of(pair.o[now]))
        else:
            changed = now is None and not _thing_told(pair, own)
        if changed:
            span = (pair.s[own].start, pair.s[own].end)
            yield Change("subject_lost", beginning_of(pair, n), pair.s[own].text, span)


def _told_of_all(pair: Pair, n: int, k: int) -> bool:
    words = _ALL | _EACH
    return pair.o[n].text in words and pair.s[k].text in words


def _value_alone(pair: Pair, k: int) -> bool:
    """Whether a clause is no more than a value and what became of it: 到位120万元."""
    if pair.s[k].kind is not Kind.FIGURE:
        return False
    members = pair.source.of_clause[pair.s[k].clause]
    if len(members) > _REACH:
        return False
    said = [i for i in members if not pair.s[i].filler]
    return len(said) == 2 and said[1] == k and not noun(pair.s[said[0]].text)


def _rate_alone(pair: Pair, k: int) -> bool:
    """Whether a clause begins with a rate, and does not say of what: 完好率仅72%."""
    return pair.s[k].text[-1] == "率" and pair.source.of_clause[pair.s[k].clause][0] == k


def _thing_told(pair: Pair, k: int) -> bool:
    """Whether anything of the part that a number stands in is told."""
    around = range(max(0, k - _REACH), min(len(pair.s), k + _REACH))
    return any(pair.told(i) for i in around if pair.s[i].segment == pair.s[k].segment)


def _before(side: list[Token], n: int, token: Token) -> int | None:
    """Return the nearest number of things before a word in its sentence; before a value, that in
    its unit."""
    for i in range(n - 1, max(-1, n - _FAR), -1):
        if side[i].sentence != side[n].sentence:
            return None
        figure = side[i].figure
        if figure is None or figure.value is None or not figure.unit:
            continue
        if token.figure is not None:
            if figure.base_unit == token.figure.base_unit:
                return i
        elif not any(unit in figure.unit for unit in NO_COUNT):
            return i
    return None
