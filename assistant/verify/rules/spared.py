"""What went from the source and is told all the same, or says nothing by itself."""

from __future__ import annotations

from assistant.verify.names import noun, tag_of
from assistant.verify.pair import DENIALS, Pair
from assistant.verify.rules.figures import BOUNDS
from assistant.verify.rules.prepositions import went_for_one
from assistant.verify.tokens import Kind, Token

_NEAR = 15  # content words between two figures of one change
_CLAUSES = 3
_FEW = 2
_OF_FIGURES = frozenset({"to_by", "baseline"})
_LONGEST = 2_000  # characters of a clause that are looked at
_REACH = 6  # content words behind a word of measure in which its value stands
_BESIDE = 3  # content words in which another limit is looked for
_PART = 20  # words of a part between two marks, on either side
_AGAIN = 12  # content words in which a noun is said once more


def spared(pair: Pair, k: int) -> bool:
    """Whether a lost word is no loss: what it said is still said, or went with what it was of."""
    return (
        pair.s[k].filler
        or pair.s[k].kind is Kind.FIGURE
        or _a_portion(pair, k)
        or _planned_still(pair, k)
        or went_for_one(pair, k)
        or _both_ends_told(pair, k)
        or _bound_told(pair, k)
        or _with_its_value(pair, k)
        or _limited_still(pair, k)
        or _said_once(pair, k)
    )


def told_without(pair: Pair, k: int) -> bool:
    """Whether nothing is missed without a word: it is said again beside, or only joined what is
    told."""
    light = pair.told_lightly(pair.s[k], source=True)
    return light or _said_again(pair, k) or _bare_deed(pair, k)


def _said_again(pair: Pair, k: int) -> bool:
    """Whether a lost noun is told where the source says it once more beside: 水稻播种面积4.6万亩，
    (水稻)亩产512公斤."""
    token = pair.s[k]
    return noun(token.text) and any(
        i != k and pair.told(i) and (token.keys & pair.s[i].keys or token.text in pair.s[i].text)
        for i in range(max(0, k - _AGAIN), min(len(pair.s), k + _AGAIN + 1))
    )


def _bare_deed(pair: Pair, k: int) -> bool:
    """Whether a lost verb only joined what is told: 配备网格员11名 as 网格员有11名.

    All else of its part between two marks is told, or what stood on its sides is side by side now.
    """
    if tag_of(pair.s[k].text)[0] != "v":
        return False
    around = range(max(0, k - _PART), min(len(pair.s), k + _PART + 1))
    same = [i for i in around if pair.s[i].segment == pair.s[k].segment]
    rest = [i for i in same if i != k and not pair.s[i].filler]
    if len(rest) >= _FEW and all(map(pair.told, rest)):
        return True
    if not (0 < k < len(pair.s) - 1 and pair.told(k - 1) and pair.told(k + 1)):
        return False
    beside = abs(pair.back[k + 1][0] - pair.back[k - 1][-1]) == 1
    return beside and pair.s[k - 1].clause == pair.s[k + 1].clause


def _said_once(pair: Pair, k: int) -> bool:
    """Whether a lost word is said once of two figures that stand together now (增长14.2%、9.5%), or
    without the 已 before it."""
    token = pair.s[k]
    if token.text[0] == "已" and len(token.text) > _FEW:
        return token.text[1:] in _told_text(pair, token)
    if not token.scales & _OF_FIGURES or k + 1 == len(pair.s) or not pair.told(k + 1):
        return False
    n = pair.back[k + 1][0]
    figures = pair.s[k + 1].kind is Kind.FIGURE and n and pair.o[n - 1].kind is Kind.FIGURE
    return bool(figures) and any(
        pair.told(i) and pair.s[i].hard & token.hard for i in range(max(0, k - _REACH), k)
    )


def _a_portion(pair: Pair, k: int) -> bool:
    """Whether 部分 stands behind what it is a portion of: 新建部分, 其余部分."""
    token, before = pair.s[k], pair.s[k - 1]
    return token.text == "部分" and k > 0 and before.end == token.start


def _planned_still(pair: Pair, k: int) -> bool:
    """Whether a word of plan went where another one beside it is told: 将力争."""
    token = pair.s[k]
    return token.text in ("将", "要") and any(
        0 <= i < len(pair.s)
        and pair.s[i].clause == token.clause
        and "plan" in pair.s[i].scales
        and pair.told(i)
        for i in (k - 2, k - 1, k + 1, k + 2)
    )


def _with_its_value(pair: Pair, k: int) -> bool:
    """Whether a lost word says how something was measured of which the value went as well."""
    token = pair.s[k]
    if token.scales != {"metric"}:
        return False
    behind = [
        t for t in range(k + 1, min(len(pair.s), k + _REACH)) if pair.s[t].segment == token.segment
    ]
    figure = next((i for i in behind if pair.s[i].kind is Kind.FIGURE), None)
    return figure is not None and not pair.told(figure)


def _limited_still(pair: Pair, k: int) -> bool:
    """Whether another word right beside a lost 仅 or 低 still says that it is little:
    建会率低，仅33%."""
    token = pair.s[k]
    if token.text not in pair.words.limits or DENIALS & set(token.text):
        return False
    return any(
        i != k and pair.told(i) and pair.s[i].text in pair.words.limits
        for i in range(max(0, k - _BESIDE), min(len(pair.s), k + _BESIDE + 1))
        if pair.s[i].sentence == token.sentence
    )


def _bound_told(pair: Pair, k: int) -> bool:
    """Whether a lost word of approximation stands with its figure still, in other words: 约为84%
    as 约84%."""
    token = pair.s[k]
    rows = [row for row in BOUNDS if token.text in row]
    text = _told_text(pair, token) if rows else ""
    return any(word in text for row in rows for word in row)


def _told_text(pair: Pair, token: Token) -> str:
    """Return the clauses of the output that tell the clause of a word."""
    told_in = pair.alignment.told_in.get(token.clause, ())[:_CLAUSES]
    return "".join(pair.output.clause_text(c)[:_LONGEST] for c in told_in)


def _both_ends_told(pair: Pair, k: int) -> bool:
    """Whether a lost 提高到 stood between two figures that are now told the other way round, which
    tell the way by themselves: 由81%提高到88% as 88%，原为81%."""
    if "to_by" not in pair.s[k].scales or not 0 < k < len(pair.s) - 1:
        return False
    ends = (pair.s[k - 1], pair.s[k + 1])
    if not all(t.kind is Kind.FIGURE for t in ends) or not pair.told(k - 1) or not pair.told(k + 1):
        return False
    return 0 < pair.back[k - 1][0] - pair.back[k + 1][0] <= _NEAR
