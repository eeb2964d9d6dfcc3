"""What the source says and the output does not, where its absence can mislead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import DENIALS, Pair
from assistant.verify.reading import shortened
from assistant.verify.rules.change import Change, went
from assistant.verify.rules.figures import BOUNDS
from assistant.verify.tokens import Kind, Token

_TURNS = re.compile(
    r"\s*(?:(除|在.*[中内][，,]?$)|(.{0,8}不[升降增减]反)|但|不过|然而|却|仅|只|唯|尚|仍"
    r"|未(?!发生|出现|发现|收到|造成|引发|接到))"
)
_TOLD = 0.4  # share of a part below which it counts as left out
_LEAST = 1.5  # weight from which a part is worth naming
_NEAR = 15  # content words in which what a part limits is looked for
_CLAUSES = 3
_BESIDE = 3  # content words in which another limit is looked for
_A_FEW = 2
_AGAIN = 12  # content words in which a noun is said once more
_WALK = 8  # clauses that went one after another, behind which it is looked for
_DONE = 0.5  # share of what is done in a role from which it counts as told
_SAME = 0.6  # share of a part's letters from which it is the same, spelled otherwise
_LONGEST = 1_000  # characters of a part that are compared letter by letter
_PENDING = frozenset({"待", "尚待", "有待", "拟", "正在"})
_STEAD = re.compile("(?:[也并][都均]?已经?|[都均全]?已经?)(?:将其)?$")
_OF_A_THING = re.compile("[^，。；：、的]{0,4}的(?!问题|现象|情况|有|是|占|仅|达)[^，。；、]{2}")
_AMONG = ("中", "内", "里")
_LOSS = frozenset({"损失", "亏损"})
_DENIED = 6  # content words that a denial reaches


def check(pair: Pair) -> Iterator[Change]:
    """Yield parts of sentences, hard words and, where nothing may be dropped, words left out."""
    gone: set[int] = set()  # words of parts that are named whole
    yield from _parts(pair, gone)
    for k, token in enumerate(pair.s):
        if not pair.told(k):
            yield from _word(pair, k, token, in_a_part=k in gone)
        elif _denied(pair, k, part=True) and (n := _told_in_part(pair, k)) is not None:
            yield from went("denial_widened", pair, k, pair.o[n].start)


def _word(pair: Pair, k: int, token: Token, *, in_a_part: bool) -> Iterator[Change]:
    words = pair.words
    if token.kind is Kind.OPEN:
        yield from went("open_place_lost", pair, k, pair.spot(k, far=True))
    elif (
        token.filler
        or token.kind is Kind.FIGURE
        or _a_portion(pair, k)
        or _planned_still(pair, k)
        or _both_ends_told(pair, k)
        or _bound_told(pair, k)
        or _with_its_value(pair, k)
        or _limited_still(pair, k)
    ):
        return
    elif token.hard and token.text not in words.soft and _stands_without(pair, k):
        for change in went("hard_word_lost", pair, k, pair.spot(k)):
            yield replace(change, output=_with_its_stead(pair, change.output))
    elif (
        set(token.text) & DENIALS
        and token.text not in pair.words.loose
        and _stands_without(pair, k)
    ):
        yield from went("words_left_out", pair, k, pair.spot(k))
    elif _denied(pair, k) or _denied_of(pair, k):
        yield from went("denial_widened", pair, k, pair.spot(k))
    elif pair.may_drop or token.hard or token.text in words.loose or len(token.text) < 2:
        return
    elif not (in_a_part or _said_again(pair, k) or _bare_deed(pair, k)) and (
        not pair.abbreviated_in_output(token)
    ):
        yield from went("words_left_out", pair, k, pair.spot(k))


def _said_again(pair: Pair, k: int) -> bool:
    """Whether a lost noun is told where the source says it once more beside: 水稻播种面积4.6万亩，
    (水稻)亩产512公斤."""
    token = pair.s[k]
    return noun(token.text) and any(
        i != k and pair.told(i) and (token.keys & pair.s[i].keys or token.text in pair.s[i].text)
        for i in range(max(0, k - _AGAIN), min(len(pair.s), k + _AGAIN + 1))
    )


def _bare_deed(pair: Pair, k: int) -> bool:
    """Whether a lost verb only joined what is told: 配备网格员11名 as 网格员有11名, and 组织开展培训
    as 培训.  All else of its part between two marks is told, or what stood on its sides is now
    side by side."""
    if tag_of(pair.s[k].text)[0] != "v":
        return False
    members = pair.source.of_clause[pair.s[k].clause]
    rest = [i for i in members if i != k and pair.s[i].segment == pair.s[k].segment]
    rest = [i for i in rest if not pair.s[i].filler]
    if len(rest) >= _A_FEW and all(map(pair.told, rest)):
        return True
    if not (0 < k < len(pair.s) - 1 and pair.told(k - 1) and pair.told(k + 1)):
        return False
    beside = abs(pair.back[k + 1][0] - pair.back[k - 1][-1]) == 1
    return beside and pair.s[k - 1].clause == pair.s[k + 1].clause


def _with_its_stead(pair: Pair, place: tuple[int, int]) -> tuple[int, int]:
    """Return a place with the 已 or 都 that stands there instead: 拟列入, 并已将其列入."""
    start, end = place
    match = _STEAD.search(pair.output.plain[max(0, start - 5) : start])
    return (start - len(match[0]) if match else start), end


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
        t for t in range(k + 1, min(len(pair.s), k + _DENIED)) if pair.s[t].segment == token.segment
    ]
    figure = next((i for i in behind if pair.s[i].kind is Kind.FIGURE), None)
    return figure is not None and not pair.told(figure)


def _limited_still(pair: Pair, k: int) -> bool:
    """Whether another word right beside a lost 仅 or 低 still says that it is little:
    建会率低，仅33%."""
    token = pair.s[k]
    if token.text not in pair.words.limits or "negation" in token.scales:
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
    text = "".join(
        map(pair.output.clause_text, pair.alignment.told_in.get(token.clause, ())[:_CLAUSES])
    )
    return any(token.text in row and any(word in text for word in row) for row in BOUNDS)


def _both_ends_told(pair: Pair, k: int) -> bool:
    """Whether a lost 提高到 stood between two figures that are both told beside one another, which
    tell the way by themselves: 由81%提高到88% as 88%，原为81%."""
    if "to_by" not in pair.s[k].scales or not 0 < k < len(pair.s) - 1:
        return False
    ends = (pair.s[k - 1], pair.s[k + 1])
    if not all(t.kind is Kind.FIGURE for t in ends) or not pair.told(k - 1) or not pair.told(k + 1):
        return False
    return abs(pair.back[k - 1][0] - pair.back[k + 1][0]) <= _NEAR


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
    if token.text in _PENDING and not any(map(pair.told, behind)):
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
    part = len(word.text) < len(token.text) and word.text in token.text
    return n if part and not word.keys & token.keys and word.kind is Kind.WORD else None


def _denied(pair: Pair, k: int, *, part: bool = False) -> bool:
    """Whether a lost word stood in the reach of a denial that is still told, of words that are;
    or a word of which a part is told."""
    if pair.s[k].text in pair.words.harmless or verb(pair.s[k].text):
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


def _denied_of(pair: Pair, k: int) -> bool:
    """Whether it is said of a lost word alone that something is not: 班子成员中没有发现."""
    token = pair.s[k]
    if k + 1 >= len(pair.s) or not noun(token.text):
        return False
    between = pair.source.plain[token.end : pair.s[k + 1].start]
    denied = "negation" in pair.s[k + 1].scales and pair.told(k + 1)
    return denied and between[:1] in _AMONG and _of_being(pair, k + 1)


def _of_being(pair: Pair, i: int) -> bool:
    """Whether a denial says that something is not, or was not found: without what limits it, more
    is denied.  未达到年初目标 and 不合格 deny no more without what is left out."""
    if pair.s[i].text[-1] in "无有":
        return True
    return i + 1 < len(pair.s) and pair.s[i + 1].text in pair.words.harmless


def _parts(pair: Pair, gone: set[int]) -> Iterator[Change]:
    """Yield parts between two marks that are told no more: any of them where nothing may be
    dropped, else those that limit or spoil what is told beside them.  Their words go into `gone`.
    """
    problems = {k for k in range(len(pair.s)) if _too_little(pair, k)}
    unsaid = not any(map(pair.told, problems))
    segments: dict[tuple[int, bool], list[int]] = {}
    excepted = False
    for k, token in enumerate(pair.s):
        excepted = token.text == "除" or (excepted and pair.s[k - 1].text != "外")
        segments.setdefault((token.segment, excepted), []).append(k)
    for members in segments.values():
        said = [k for k in members if not pair.s[k].filler]
        if sum(pair.s[k].weight for k in said) < _LEAST or pair.share_told(said) >= _TOLD:
            continue
        start, end = pair.s[members[0]].start, pair.s[members[-1]].end
        text = pair.source.plain[start:end]
        if pair.may_drop:
            spot = _spot(pair, members) if _limits(pair, said) else None
            if spot is None and unsaid and problems.intersection(said):
                # With it went the last problem the passage tells of.
                spot, unsaid = _behind(pair, members[0]), False
        else:
            spot = None if _respelled(pair, members, text) else _spot(pair, members)
        if spot is not None:
            gone.update(members)
            kind = "limit_left_out" if pair.may_drop else "part_left_out"
            yield Change(kind, (spot, spot), shortened(pair.source.text[start:end]), (start, end))


def _respelled(pair: Pair, members: list[int], text: str) -> bool:
    """Whether the part still stands in its place with most of its letters (省国姿委, 省国资委).

    Its words are then looked at one by one.
    """
    before, after = members[0] - 1, members[-1] + 1
    if (before >= 0 and not pair.told(before)) or (after < len(pair.s) and not pair.told(after)):
        return False
    start = pair.o[pair.back[before][-1]].end if before >= 0 else 0
    end = pair.o[pair.back[after][0]].start if after < len(pair.s) else len(pair.output.plain)
    if end - start > _LONGEST + 4 * len(text):
        return False
    there = pair.output.plain[start:end].strip("，。；：、,;:\n")
    matcher = SequenceMatcher(None, text, there, autojunk=False)
    if matcher.real_quick_ratio() < _SAME or matcher.quick_ratio() < _SAME:
        return False
    return len(text) > _LONGEST or matcher.ratio() >= _SAME


def _limits(pair: Pair, members: list[int]) -> bool:
    """Whether a part that went limits what is told: the clause that it turns against, or that it
    says more of.  What tells of a thing of its own may go as any other statement."""
    clause = host = pair.s[members[0]].clause
    if not _turns(pair, clause) and not any(
        _falls_short(pair, k) for k in members if not pair.told(k)
    ):
        return False
    gone = set(members)
    rest = [k for k in pair.source.of_clause[clause][:_LONGEST] if k not in gone]
    if _turns(pair, clause) == 1 and rest and pair.share_told(rest) >= _TOLD:
        return True  # (除1人轻伤外)无人员伤亡
    step = _turns(pair, clause) or -1
    for _ in range(_WALK):
        if pair.told_share[host] >= _TOLD:
            break
        host = host + step if (on := pair.leans[host]) is None or step > 0 else on
        if not _same_sentence(pair, host, clause):
            return False
    else:
        return False
    own = pair.source.of_clause[host]
    match = _TURNS.match(pair.source.clause_text(clause))
    return (
        bool(match and (match[1] or match[2]))
        or any(_fails(pair, k) for k in members)
        or not any(pair.told(k) and _falls_short(pair, k) for k in own)
    )


def _fails(pair: Pair, k: int) -> bool:
    """Whether a word says so by more than that something became less: what fell may be a bad thing
    that the passage tells of."""
    token = pair.s[k]
    return _falls_short(pair, k) and ("to_by" not in token.scales or token.text in _LOSS)


def _turns(pair: Pair, clause: int) -> int:
    """Return where the clause stands that another turns against: 1 behind, −1 before; 0: none."""
    match = _TURNS.match(pair.source.clause_text(clause))
    return 0 if match is None else 1 if match[1] else -1


def _same_sentence(pair: Pair, one: int, two: int) -> bool:
    members = pair.source.of_clause
    if not 0 <= one < len(members) or not members[one] or not members[two]:
        return False
    return pair.s[members[one][0]].sentence == pair.s[members[two][0]].sentence


def _falls_short(pair: Pair, k: int) -> bool:
    """Whether a word says that something is not so, or not as it should be.  That nothing bad
    happened (未发生事故) and what nobody does (不开会) are no such thing."""
    token = pair.s[k]
    if _too_little(pair, k) or _below_the_plan(pair, token) or _happened(pair, k):
        return True
    if "negation" not in token.scales or k + 1 == len(pair.s):
        return False
    following = pair.s[k + 1]
    if following.segment != token.segment or following.text in pair.words.harmless:
        return False
    if following.text[0] == "超":
        return False
    if token.text in ("不", "无", "没"):
        return token.text == "不" and tag_of(following.text)[0][0] == "a"
    return True


def _happened(pair: Pair, k: int) -> bool:
    """Whether a word says that something bad happened: 发生一般事故2起."""
    token = pair.s[k]
    if token.text != "发生" or (k and "negation" in pair.s[k - 1].scales):
        return False
    behind = pair.s[k + 1 : k + _DENIED]
    return any(t.text in pair.words.ills for t in behind if t.segment == token.segment)


def _below_the_plan(pair: Pair, token: Token) -> bool:
    """Whether a figure is the share of a task that was done, and not the whole."""
    figure = token.figure
    return (
        figure is not None
        and figure.unit == "%"
        and figure.value is not None
        and figure.value < 100
        and bool(re.search("完成.*(?:任务|计划|目标|预算)", pair.source.clause_text(token.clause)))
    )


def _dealt_with(pair: Pair, k: int) -> bool:
    """Whether what is not as it should be is what a deed is done to: 找差距, 空置三年的老邮局变….

    Not so what there is (存在差距), nor the attribute of a problem (不高的问题).
    """
    token, before = pair.s[k], pair.s[k - 1]
    if (
        k
        and before.end == token.start
        and verb(before.text)
        and before.text not in pair.words.there_is
    ):
        return not before.hard and (noun(token.text) or len(before.text) == 1)
    return bool(_OF_A_THING.match(pair.source.plain, token.end))


def _too_little(pair: Pair, k: int) -> bool:
    """Whether a word by itself says that something is not as it should be; not so 不存在."""
    token = pair.s[k]
    if token.text not in pair.words.limits and not (token.text[0] == "偏" and len(token.text) > 1):
        return False
    if k and ("negation" in pair.s[k - 1].scales or _dealt_with(pair, k)):
        return False
    falls = "to_by" in token.scales and token.text not in _LOSS
    before = {t.text for t in pair.s[max(0, k - _DENIED) : k] if t.segment == token.segment}
    on = pair.leans[token.clause]
    if falls and on is not None:  # (不良率2.14%，)比年初下降0.21个百分点
        before |= {pair.s[i].text for i in pair.source.of_clause[on]}
    if before & (pair.words.ills if falls else pair.words.undoes):
        return False
    if "to_by" not in token.scales or k + 1 == len(pair.s):
        return True
    following = pair.s[k + 1]
    if following.segment != token.segment:
        return True
    # 减少审批事项 is a deed, and 损失减少 no loss.
    return following.kind is not Kind.WORD if falls else "to_by" not in following.scales


def _spot(pair: Pair, members: list[int]) -> int | None:
    """Return where a part that is told no more would stand: beside what is told of its sentence.

    Behind a clause that is told to its end it stands at that end.
    """
    first, last = members[0], members[-1]
    sentence, clause = pair.s[first].sentence, pair.s[first].clause
    kept = [
        j
        for j in range(max(0, first - _NEAR), min(len(pair.s), last + _NEAR + 1))
        if not first <= j <= last
        and pair.told(j)
        and pair.s[j].sentence == sentence
        and abs(pair.s[j].clause - clause) <= _CLAUSES
    ]
    if not kept:  # the whole sentence went
        return None if pair.may_drop else pair.spot(first, far=True)
    before = [j for j in kept if j < first]
    after = [j for j in kept if j > last]
    if before and after:
        left, right = pair.o[pair.back[before[-1]][-1]], pair.o[pair.back[after[0]][0]]
        if right.clause > left.clause:
            return _end_of(pair, left.clause)
    j = min(kept, key=lambda j: (min(abs(j - first), abs(j - last)), j))
    n = pair.back[j][-1]
    if j > first:
        return pair.o[n].start
    last_of_clause = pair.output.of_clause[pair.o[n].clause][-1]
    if any(pair.to.get(i, -1) > j for i in range(n + 1, last_of_clause + 1)):
        return pair.o[n].end
    return _end_of(pair, pair.o[n].clause)


def _behind(pair: Pair, k: int) -> int | None:
    """Return where a sentence that is told no more would stand: behind the clause told before it,
    or where nothing is, before what follows."""
    before = pair.told_beside[0][k]
    if before < 0:
        return pair.spot(k, far=True)
    return _end_of(pair, pair.o[pair.back[before][-1]].clause)


def _end_of(pair: Pair, clause: int) -> int:
    """Return where the words of an output clause end, before its mark."""
    end = pair.output.clauses[clause][1]
    while end and pair.output.text[end - 1] in "。，；：\n \u3000":
        end -= 1
    return end
