"""What the source says and the output does not, where its absence can mislead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import DENIALS, Pair
from assistant.verify.rules.change import Change, went
from assistant.verify.rules.gone import place
from assistant.verify.rules.made_figures import figure_of, unit_same
from assistant.verify.rules.parts import PENDING, idle, parts
from assistant.verify.rules.spared import spared, told_without
from assistant.verify.tokens import Kind, Token

_DONE = 0.5  # share of what is done in a role from which it counts as told
_PENDING = PENDING | {"拟", "正在"}
_TRIED = frozenset({("part", 7)})  # rank of 试行, 试点
_STEAD = re.compile("[^，。；：、,;:\n]{1,4}$")
_LONG_STEAD = 4  # characters
_RESPECT = "方面"
_AMONG = ("中", "内", "里", "上", _RESPECT)
_WHOLE = 4  # rank of 全部, 均, 都
_IDIOM = 4  # characters
_DENIED = 6  # content words that a denial reaches
_REACH = 8  # content words within which a figure is that of a thing
_OF_ALL_THAT_FOLLOWS = frozenset({"time", "level", "pointing"})
"""Scales of what may be said once of all: 全年, 全县."""
_OF_WHICH = frozenset({("part", 9)})
_SAYS_A_PART = re.compile("中|含|包括|占|内|里|有|的")
_ASIDE = frozenset({"其中", "年度", "本年度", "当月", "当季"})


def check(pair: Pair) -> Iterator[Change]:
    """Yield parts of sentences, hard words and, where nothing may be dropped, words left out."""
    gone: set[int] = set()  # words of parts that are named whole
    yield from parts(pair, gone)
    for k, token in enumerate(pair.s):
        if not pair.told(k):
            yield from _word(pair, k, token, in_a_part=k in gone)
        elif (stripped := _told_of_another(pair, k)) is not None:
            yield from went("hard_word_lost", pair, k, (stripped, stripped))
        elif (n := _told_in_part(pair, k)) is not None and _denied(pair, k, part=True):
            yield from went("denial_widened", pair, k, (pair.o[n].start,) * 2)


def _word(pair: Pair, k: int, token: Token, *, in_a_part: bool) -> Iterator[Change]:
    words = pair.words
    if token.kind is Kind.OPEN:
        yield from went("open_place_lost", pair, k, place(pair, k, far=True))
    elif (pair.may_drop and token.figure and _narrowed(pair, k)) or _of_which(pair, k):
        yield from went("words_left_out", pair, k, place(pair, k))
    elif spared(pair, k):
        return
    elif token.hard and token.text not in words.soft and _stands_without(pair, k):
        for change in went("hard_word_lost", pair, k, place(pair, k)):
            yield replace(change, output=_with_its_stead(pair, change.output))
    elif (
        set(token.text) & DENIALS
        and token.text not in pair.words.loose
        and _stands_without(pair, k)
    ) or _of_all(pair, k):
        yield from went("words_left_out", pair, k, place(pair, k))
    elif _denied(pair, k) or _denied_of(pair, k):
        yield from went("denial_widened", pair, k, place(pair, k))
    elif pair.may_drop and (_narrowed(pair, k) or _of_a_paper(pair, k)):
        yield from went("words_left_out", pair, k, place(pair, k))
    elif pair.may_drop or token.hard or token.text in words.loose or len(token.text) < 2:
        return
    elif not (in_a_part or told_without(pair, k)) and not pair.abbreviated_in_output(token):
        asked = pair.may_drop_idle and len(token.text) == _IDIOM and idle(pair, [k])
        kind = "left_out_as_asked" if asked and not noun(token.text) else "words_left_out"
        yield from went(kind, pair, k, place(pair, k))


def _of_which(pair: Pair, k: int) -> bool:
    """Whether a lost 其中 made what is told behind it a part of what is told before it, and
    nothing says so now."""
    if not _OF_WHICH & pair.s[k].hard:
        return False
    whole = next((i for i in range(k - 1, max(-1, k - _REACH), -1) if pair.s[i].figure), None)
    part = next((i for i in range(k + 1, min(len(pair.s), k + _REACH)) if pair.s[i].figure), None)
    if whole is None or part is None or not (pair.told(whole) and pair.told(part)):
        return False
    if not unit_same(figure_of(pair.s[whole]), figure_of(pair.s[part])):
        return False
    n, m = pair.back[whole][-1], pair.back[part][0]
    between = pair.output.plain[pair.o[n].end : pair.o[m].end]
    return n < m and not _SAYS_A_PART.search(between) and "。" not in between


def _with_its_stead(pair: Pair, at: tuple[int, int]) -> tuple[int, int]:
    """Return a place with the words without a meaning of their own that stand there instead:
    拟列入, 并已将其列入; 计划在全镇推广, 已在全镇推广; 尚未通过审定, 并通过审定."""
    start, end = at
    n = bisect_left(pair.o, start, key=lambda token: token.start)
    while n and n - 1 not in pair.to and not noun(pair.o[n - 1].text):
        n -= 1
    before = min(pair.o[n - 1].end, start) if n else 0
    match = _STEAD.search(pair.output.plain, max(before, start - _LONG_STEAD), start)
    return (match.start() if match else start), end


def _stands_without(pair: Pair, k: int) -> bool:
    """Whether at least half of the words right beside a lost one are told: without it now.

    Of a denial it is the word behind it that counts, of a role what is done in it: the rest of
    its part, however much of 提请人大 went before 审议.
    """
    token = pair.s[k]
    behind: list[int] = []
    while len(behind) < _DENIED and (i := k + 1 + len(behind)) < len(pair.s):
        if pair.s[i].segment != token.segment:
            break
        behind.append(i)
    if "negation" in token.scales and behind and pair.told(behind[0]):
        return True
    if (token.text in _PENDING or token.hard & _TRIED) and not any(map(pair.told, behind)):
        members = pair.source.of_clause[token.clause]
        before = [i for i in members if i < k and pair.s[i].segment == token.segment]
        if before and pair.share_told(before) >= _DONE:
            return True  # (减免1860万元的方案)待批准: done now
    if "plan" in token.scales and any(pair.told(i) and pair.s[i].kind is Kind.WORD for i in behind):
        return True
    if token.scales & {"level"} or token.text == "副":
        return bool(behind) and pair.told(behind[0])  # it says something of what follows alone
    if "role" in token.scales and behind and pair.share_told(behind) >= _DONE:
        return True
    beside: list[bool] = []
    for step in (-1, 1):
        i, left = k + step, 2
        while left and 0 <= i < len(pair.s) and pair.s[i].segment == token.segment:
            if not pair.s[i].filler:
                beside.append(pair.told(i))
                left -= 1
            i += step
    return bool(beside) and sum(beside) * 2 >= len(beside)


def _told_in_part(pair: Pair, k: int) -> int | None:
    """Return the word that tells no more than a part of one of the source: 事故, of 死亡事故."""
    token, n = pair.s[k], pair.back[k][0]
    word = pair.o[n]
    part = word.text != token.text and word.text in token.text
    return n if part and not word.keys & token.keys and word.kind is Kind.WORD else None


def _told_of_another(pair: Pair, k: int) -> int | None:
    """Return where what a denial stood right before is told without any, the denial standing for
    that of something else: 仍未找到, where the output has 没收回 of what was not got back."""
    if "negation" not in pair.s[k].scales or k + 1 == len(pair.s) or not pair.told(k + 1):
        return None
    if pair.s[k].end != pair.s[k + 1].start:
        return None
    place = pair.o[pair.back[k + 1][0]]
    members = pair.output.of_clause[place.clause]
    if any(DENIALS & set(pair.o[n].text) or pair.to.get(n) == k for n in members):
        return None
    return place.start


def _denied(pair: Pair, k: int, *, part: bool = False) -> bool:
    """Whether a lost word stood in the reach of a denial that is still told, of words that are;
    or a word of which a part is told."""
    if pair.s[k].text in pair.words.harmless or (verb(pair.s[k].text) and not _of_a_word(pair, k)):
        return False
    i = k - 1
    while i >= 0 and pair.s[i].clause == pair.s[k].clause and k - i <= _DENIED:
        if "negation" in pair.s[i].scales:
            members = pair.source.of_clause[pair.s[k].clause]
            if not _of_being(pair, i):
                return False
            return pair.told(i) and (part or any(pair.told(j) for j in members if j > k))
        i -= 1
    return False


def _of_a_word(pair: Pair, k: int) -> bool:
    """Whether a verb belongs to the word beside it: 亡 of 溺亡, 涉密 of 涉密信息."""
    token = pair.s[k]
    if len(token.text) == 1 and pair.s[k - 1].end == token.start:
        return True
    if k + 1 >= len(pair.s) or pair.s[k + 1].start != token.end:
        return False
    return pair.told(k + 1) and noun(pair.s[k + 1].text)


def _of_all(pair: Pair, k: int) -> bool:
    """Whether a lost word narrowed a thing that is told, and of all of which something is said:
    (八类)案件全部侦破."""
    if k + 1 >= len(pair.s) or not pair.told(k + 1) or not noun(pair.s[k + 1].text):
        return False
    token, thing = pair.s[k], pair.s[k + 1]
    if thing.segment != token.segment or len(token.text) < 2 or token.text in pair.words.loose:
        return False
    behind = range(k + 1, min(len(pair.s), k + _DENIED))
    return any(
        pair.told(i) and ("part", _WHOLE) in pair.s[i].hard
        for i in behind
        if pair.s[i].segment == token.segment
    )


def _narrowed(pair: Pair, k: int) -> bool:
    """Whether a lost word stood right before a thing that is told with a figure of it, and nothing
    stands there instead: (规模以上)工业总产值213.6亿元, (主要)江河水质达标率100%."""
    if k + 1 >= len(pair.s) or not pair.told(k + 1):
        return False
    token, thing = pair.s[k], pair.s[k + 1]
    named = noun(thing.text) or tag_of(thing.text)[1] == "b"  # 绩效工资
    of_a_figure = pair.source.plain[token.end : thing.start] == "的" and token.figure is not None
    if not (thing.start == token.end or of_a_figure) or not named or thing.figure:
        return False
    if verb(token.text):
        return False
    if len(token.text) < 2 or token.filler or token.scales & _OF_ALL_THAT_FOLLOWS:
        return False
    if token.text in pair.words.loose | _ASIDE or pair.abbreviated_in_output(token):
        return False
    n = pair.back[k + 1][0]
    if pair.o[n].text != thing.text or (n and _instead(pair, n)):
        return False
    behind = range(k + 1, min(len(pair.s), k + _REACH))
    if not any(
        pair.s[i].kind is Kind.FIGURE and pair.s[i].segment == token.segment and pair.told(i)
        for i in behind
    ):
        return False
    if not token.keys & pair.output_keys:
        return True
    near = (bisect_left(pair.o, pair.o[n].sentence + k, key=_sentence) for k in (-1, 2))
    return not any(token.keys & other.keys for other in pair.o[slice(*near)])


def _sentence(token: Token) -> int:
    return token.sentence


def _instead(pair: Pair, n: int) -> bool:
    """Whether a new word stands right before a word of the output."""
    before = pair.o[n - 1]
    return before.segment == pair.o[n].segment and n - 1 not in pair.to and not before.filler


def _of_a_paper(pair: Pair, k: int) -> bool:
    """Whether a lost word said what it is of a paper that is told: 《保护法》实施办法."""
    before = pair.s[k - 1] if k else None
    if before is None or before.kind is not Kind.TITLE or not pair.told(k - 1):
        return False
    return before.end == pair.s[k].start and not pair.abbreviated_in_output(pair.s[k])


def _denied_of(pair: Pair, k: int) -> bool:
    """Whether it is said of a lost word alone that something is not: 班子成员中没有发现."""
    token = pair.s[k]
    if k + 1 >= len(pair.s):
        return False
    between = pair.source.plain[token.end : pair.s[k + 1].start]
    if not noun(token.text) and not between.startswith(_RESPECT):
        return False
    denied = "negation" in pair.s[k + 1].scales and pair.told(k + 1)
    return denied and between.startswith(_AMONG) and _of_being(pair, k + 1)


def _of_being(pair: Pair, i: int) -> bool:
    """Whether a denial says that something is not, or was not found: without what limits it, more
    is denied.  未达到年初目标 and 不合格 deny no more without what is left out."""
    if pair.s[i].text[-1] in "无有":
        return True
    return i + 1 < len(pair.s) and pair.s[i + 1].text in pair.words.harmless
