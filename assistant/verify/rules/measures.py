"""What a figure measures or counts: told no more, narrowed no more, or exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.names import noun, verb
from assistant.verify.pair import Pair
from assistant.verify.rules.beside import figure_before, figure_behind, run_beside
from assistant.verify.rules.change import Change, beginning_of, came, went
from assistant.verify.tokens import Kind, Token

_FEW = 4  # words before a figure in which its measure is looked for
_MEASURE = "率额量数值"
_FROM = frozenset("由从")
_BARE = frozenset("有占差缺早晚计共")
"""Verbs of one character that say of a figure no more than that it is so."""
_MEASURES = frozenset({"面积", "收入", "投资", "产值", "比重", "增速"})


def changes(pair: Pair, n: int, k: int) -> Iterator[Change]:
    """Yield what is to be said of the measure of a figure of the output and of its source."""
    yield from _noun_lost(pair, n, k)
    yield from _narrower_lost(pair, k)
    yield from _thing_lost(pair, k)
    yield from _other_measure(pair, n, k)
    yield from _of_a_lost_one(pair, n, k)


def stem_told(word: str, text: str) -> bool:
    """Whether a text says of a measure what is measured: 人均办案142件, of 办案量."""
    return len(word) > 2 and word[-1] in _MEASURE and word[:-1] in text


def _stem_beside(pair: Pair, n: int, word: str) -> bool:
    return stem_told(word, pair.output.clause_text(pair.o[n].clause))


def _noun_lost(pair: Pair, n: int, k: int) -> Iterator[Change]:
    """Yield the measure right before a figure (入户率, 面积) that is told nowhere any more."""
    i = k - 1
    while i >= 0 and pair.s[i].clause == pair.s[k].clause and (pair.s[i].hard or pair.s[i].filler):
        i -= 1
    if i < 0 or pair.s[i].clause != pair.s[k].clause or pair.told(i):
        return
    word = pair.s[i].text
    bare = _said_of_nothing(pair, n, pair.s[i])
    if word in pair.words.implied or _stem_beside(pair, n, word):
        return
    if len(word) == 1 and word in _MEASURE and i:
        word = pair.s[i - 1].text + word
        if word in pair.output.plain or _stem_beside(pair, n, word):
            return
    elif (
        not (word[-1] in _MEASURE or word in _MEASURES or bare)
        or pair.s[i].keys & pair.output_keys
        or pair.abbreviated_in_output(pair.s[i])
    ):
        return
    following = k + 1 < len(pair.s) and pair.s[k + 1].segment == pair.s[k].segment
    if following and pair.told(k + 1) and not bare:
        return
    span = (pair.s[i].start, pair.s[i].end)
    yield Change("subject_lost", beginning_of(pair, n), word, span)


def _said_of_nothing(pair: Pair, n: int, gone: Token) -> bool:
    """Whether a clause tells how a figure became another and not of what, which the source says by
    a noun right before: (综合得分)由第9位升至第5位."""
    members = pair.output.of_clause[pair.o[n].clause]
    before = [pair.o[i] for i in members if i < n]
    changes = any(pair.o[i].kind is Kind.FIGURE and i > n for i in members) and any(
        "to_by" in pair.o[i].scales for i in members
    )
    thing = noun(gone.text) or pair.source.plain[gone.end : gone.end + 1] in _FROM
    return thing and changes and all(t.hard or t.filler for t in before)


def _narrower_lost(pair: Pair, k: int) -> Iterator[Change]:
    """Yield what narrowed the measure before a figure, told no more: 首针接种率, 线上销量."""
    before = range(k - 1, max(0, k - _FEW), -1)
    at = next((i for i in before if pair.s[i].text[-1] in "率量额"), None)
    if not pair.may_drop or at is None or pair.s[at].segment != pair.s[k].segment:
        return
    token, narrow = pair.s[at], pair.s[at - 1]
    if narrow.end != token.start or narrow.filler or narrow.scales or narrow.kind is not Kind.WORD:
        return
    if not pair.told(at) or pair.told(at - 1) or narrow.text in pair.words.loose:
        return
    if not pair.abbreviated_in_output(narrow) and pair.o[pair.back[at][0]].text == token.text:
        yield from went("subject_lost", pair, at - 1, (pair.o[pair.back[at][0]].start,) * 2)


def _thing_lost(pair: Pair, k: int) -> Iterator[Change]:
    """Yield what a figure counted, told no more between it and the next: 40个（书屋）中有13个."""
    run: list[int] = []
    i = k + 1
    while i < len(pair.s) and pair.s[i].segment == pair.s[k].segment and not pair.told(i):
        run.append(i)
        i += 1
    if not run or i == len(pair.s) or pair.s[i].segment != pair.s[k].segment:
        return
    if pair.s[i].kind is not Kind.FIGURE or not noun(pair.s[run[-1]].text):
        return
    n = pair.back[i][0]
    clause = pair.o[n].clause
    near = pair.output.of_clause[clause]
    if clause and pair.o[n].sentence == _sentence(pair, clause - 1):
        near = pair.output.of_clause[clause - 1] + near  # (项目19个，其中)亿元以上8个
    if not any(pair.s[j].keys & pair.o[m].keys for j in run for m in near):
        yield from went("subject_lost", pair, run[-1], (pair.o[n].start,) * 2)


def _sentence(pair: Pair, clause: int) -> int:
    members = pair.output.of_clause[clause]
    return pair.o[members[0]].sentence if members else -1


def _other_measure(pair: Pair, n: int, k: int) -> Iterator[Change]:
    """Yield the word right before a figure where it comes from elsewhere, while the one that stood
    there went: 农产品收购3.95亿元, where it says 销售."""
    one, two = (side[i - 1 if i else i] for side, i in ((pair.o, n), (pair.s, k)))
    if one.clause != pair.o[n].clause or not k or pair.told(k - 1) or one.filler:
        return
    if one.text == "占" and two.text[-1] == "率":
        return  # 办结率95%: 办结的占95%
    adds = two.text in one.text and len(one.text) - len(two.text) > 1  # 在编教师, for 教师
    akin = one.text != two.text and set(one.text) & set(two.text)
    if one.text in _BARE or (akin and not adds):
        return  # 缺口43人 as 缺43人; 供餐530份 as 供应530份
    own = pair.to.get(n - 1)
    elsewhere = own is None or pair.s[own].clause != two.clause
    words = not two.filler and one.kind is two.kind is Kind.WORD
    if elsewhere and words and two.segment == pair.s[k].segment:
        start = one.start
        while own and pair.to.get(n - 2) == own - 1:
            n, own = n - 1, own - 1
            start = pair.o[n - 1].start
        yield Change("words_moved", (start, one.end), two.text)


def _of_a_lost_one(pair: Pair, n: int, k: int) -> Iterator[Change]:
    """Yield words beside a figure that belong to one that went: 86名职工（中71人）签协议."""
    own = {i for i, _ in run_beside(pair.s, k)}
    for i, step in run_beside(pair.o, n):
        token, j = pair.o[i], pair.to.get(i)
        if j is None or j in own or token.segment != pair.o[n].segment:
            continue
        if step > 0 and j + 1 < len(pair.s) and pair.s[j + 1].kind is Kind.FIGURE:
            continue  # (高分段由29人)减少到21人: it belongs to what follows
        other = figure_behind(pair, j) if step < 0 else figure_before(pair, j)
        if other is None or other == k or pair.told(other):
            continue
        clause = pair.s[other].clause
        of_which = clause == pair.s[k].clause + 1 and "其中" in pair.source.clause_text(clause)
        between = k < other < j and clause == pair.s[k].clause and verb(token.text)
        if of_which if step < 0 else between:
            yield came("words_moved", token, pair.s[other].text)
