"""What points at something that is told no more: subjects, 该 and 前者."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from assistant.figures import FigureKind
from assistant.leaning import BECOMES
from assistant.lexicon import words
from assistant.naming import ENTITY
from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import Pair, names_something
from assistant.verify.reading import MARKS, shortened
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.rules.measures import stem_told
from assistant.verify.tokens import Kind

_POINTS_BACK = re.compile(
    r"(?<![^，。；！？,;!?\n])其中|该|上述|前者|后者|前一|后一|这一(?!年|天|时期)|这两|这三"
)
_OF_WHICH = "其中"
_TO_SEVERAL = frozenset({"前者", "后者", "前一", "后一"})
_OF_TWO = frozenset({"前者", "后者"})
_TOLD = 0.3
_WORDS_OF_A_NAME = 4
_PREPOSITIONS = frozenset("在对为从向按于与同以、")
_TREND = re.compile(
    "(?:同比|环比|[比较](?:上|去|年|前|计划|目标|全)|增[长幅加]|[下降]降|降幅|减少)"
)


def check(pair: Pair) -> Iterator[Change]:
    """Yield subjects lost, and references without what they point to."""
    yield from _subjects(pair)
    yield from _trends(pair)
    yield from _pointing_back(pair)


def _subjects(pair: Pair) -> Iterator[Change]:
    """Yield where a clause goes on without the name that it began with."""
    for clause, first in _beginnings(pair):
        members = pair.output.of_clause[clause]
        k = pair.to[first]
        own = pair.source.of_clause[pair.s[k].clause]
        reports = pair.reports if pair.may_drop and not clause else 0
        runs = _lost_runs(pair, [i for i in own if reports <= i < k])
        if not runs:
            continue
        fresh = [n for n in members if n < first and n not in pair.to]
        whose = all("responsibility" in pair.o[n].scales for n in fresh)
        around = range(max(0, clause - 1), clause + 1)
        near = frozenset[str]().union(*map(pair.output.keys_of, around))
        rates = "".join(map(pair.output.clause_text, around))
        for run in runs:
            own_up = all("responsibility" in pair.s[i].scales for i in run)
            if not whose and not (own_up and all(noun(pair.o[n].text) for n in fresh)):
                continue
            if fresh and noun(pair.s[run[-1]].text):  # 本人, where the source has 科室成员
                span = (pair.o[fresh[0]].start, pair.o[fresh[-1]].end)
                yield Change("hard_word_new", span, "".join(pair.s[i].text for i in run))
                break
            one_of_them = pair.s[run[0]].text == "其中" and any(
                noun(pair.s[i].text) for i in run[1:]
            )
            while run and not (
                one_of_them or _could_be_a_subject(pair, run) or _measured(pair, run[-1], k)
            ):
                run.pop()
            said = not one_of_them and all(
                pair.s[i].keys & near
                or pair.s[i].text in pair.words.implied
                or stem_told(pair.s[i].text, rates)
                for i in run
            )
            if run and not (
                said or _aside(pair, run, k) or _own_side(pair, run) or above_a_name(pair, run[-1])
            ):
                span = (pair.s[run[0]].start, pair.s[run[-1]].end)
                old = pair.source.text[slice(*span)]
                yield Change("subject_lost", beginning_of(pair, first), old, span)
                break


def _beginnings(pair: Pair) -> Iterator[tuple[int, int]]:
    """Yield output clauses with the first word each tells, and with each rate in them that stands
    in another source clause than the word before it."""
    for clause, members in enumerate(pair.output.of_clause):
        told = [n for n in members if n in pair.to]
        if told:
            yield clause, told[0]
        for before, n in pairwise(told):
            if pair.o[n].text[-1] == "率" and (
                pair.s[pair.to[n]].clause != pair.s[pair.to[before]].clause
            ):
                yield clause, n


def _lost_runs(pair: Pair, members: list[int]) -> list[list[int]]:
    """Return the runs of words that are told no more, each without a gap in the text."""
    runs: list[list[int]] = []
    for i in members:
        if pair.told(i):
            continue
        if runs and runs[-1][-1] == i - 1 and pair.s[i - 1].end == pair.s[i].start:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _aside(pair: Pair, run: list[int], k: int) -> bool:
    """Whether lost words only say where or for what (在圩镇), or by whom what is told was made
    (集团申报的课题)."""
    before = pair.source.plain[max(0, pair.s[run[0]].start - 2) : pair.s[run[0]].start]
    behind = pair.source.plain[pair.s[run[-1]].end : pair.s[k].start]
    return before[-1:] in _PREPOSITIONS or behind.endswith("的") or behind.startswith("方面")


def above_a_name(pair: Pair, last: int) -> bool:
    """Whether lost words only say to whom belongs what is named right behind them and told:
    省港航中心鸥渚分中心, 物业公司“安居后勤”."""
    end = pair.s[last].end
    text = pair.source.plain[end : end + 1]
    if text == "“":
        return last + 1 < len(pair.s) and pair.told(last + 1)
    for size in range(1, _WORDS_OF_A_NAME + 1):
        behind = pair.s[last + 1 : last + 1 + size]
        if len(behind) < size or behind[-1].segment != pair.s[last].segment:
            return False
        name = pair.source.plain[end : behind[-1].end]
        joined = len(name) == sum(len(t.text) for t in behind)
        if not joined or not pair.told(last + size) or behind[-1].scales - {"level"}:
            return False
        if verb(behind[-1].text):
            return False
        if size > 1 and ENTITY.search(name):
            return True
    return False


def _own_side(pair: Pair, run: list[int]) -> bool:
    """Whether lost words name nobody but the side that reports: 我院, 辖区."""
    return pair.source.between(run[0], run[-1]) in words("own_side")


def _measured(pair: Pair, i: int, k: int) -> bool:
    """Whether a lost word says what is measured: 闲置土地 before 处置率, PM2.5 before 浓度."""
    token = pair.s[i]
    if k - i > 2:
        return False
    if token.figure is not None:
        return token.figure.kind is FigureKind.CODE
    named = token.kind is Kind.WORD and len(token.text) > 1 and tag_of(token.text)[1][0] in "nj"
    return named and _measure(pair, k)


def _measure(pair: Pair, k: int) -> bool:
    """Whether a word is what is measured, or says how right before it: 按期 of 按期办结率."""
    token = pair.s[k]
    if tag_of(token.text)[0] == "d" and k + 1 < len(pair.s):
        token, before = pair.s[k + 1], token
        if before.end != token.start:
            return False
    return token.text[-1] in "率额量数值度积比" and (noun(token.text) or token.scales == {"metric"})


def _could_be_a_subject(pair: Pair, run: list[int]) -> bool:
    """Whether a run of words ends in what names something: 水厂, whatever the segmenter makes of
    the words before it."""
    token = pair.s[run[-1]]
    if token.kind is Kind.TITLE:
        return True
    name = pair.source.between(run[0], run[-1])
    if token.filler or token.scales - {"metric"} or len(name) < 2:
        return False
    if token.text in pair.words.loose or token.kind is not Kind.WORD:
        return False
    return names_something(token.text) or names_something(name)


def _trends(pair: Pair) -> Iterator[Change]:
    """Yield a change that is told without what it leans on: how large it was, or what came to be,
    only tells something where that is told which changed."""
    texts = (pair.source.clause_text(clause).lstrip() for clause in range(len(pair.source.clauses)))
    trends = [bool(_TREND.match(text) or BECOMES.match(text)) for text in texts]
    changing = _before_trends(trends)
    for members in pair.output.of_clause:
        if not members or members[0] not in pair.to:
            continue
        k = pair.to[members[0]]
        on = pair.leans[pair.s[k].clause]
        if on is None or not trends[pair.s[k].clause]:
            continue
        begins = pair.sentence_begins[pair.s[k].sentence]
        told = begins == k or any(pair.told(i) for i in range(begins, k))
        if told and any(map(pair.told, pair.source.of_clause[changing[on]])):
            continue
        span = pair.source.clauses[on]
        old = shortened(pair.source.text[slice(*span)].strip(MARKS))
        yield Change("subject_lost", beginning_of(pair, members[0]), old, span)


def _before_trends(trends: list[bool]) -> list[int]:
    """Return for each clause the one at or before it that tells of no change: what 比上年下降3.8%
    is said of."""
    found: list[int] = []
    for clause, trend in enumerate(trends):
        found.append(found[-1] if trend and found else clause)
    return found


def _pointing_back(pair: Pair) -> Iterator[Change]:
    """Yield a word that points back to what is told no more."""
    starts = [start for start, _ in pair.output.clauses]
    for match in _POINTS_BACK.finditer(pair.output.text):
        if match[0] in _OF_TWO and match[0] not in pair.source.text:
            yield Change("points_back", match.span())  # which of the two, nothing proves
            continue
        home = pair.home(bisect_right(starts, match.start()) - 1)
        if not home or not min(home):
            continue
        first = min(home)
        if match[0] == _OF_WHICH:  # it may be said of any that stands before it
            own = pair.source.of_clause[first]
            earlier = range(pair.s[pair.sentence_begins[pair.s[own[0]].sentence]].clause, first)
            if earlier and all(pair.told_share[c] < _TOLD for c in earlier):
                yield Change("points_at_nothing", match.span())
            continue
        several = match[0] in _TO_SEVERAL
        before = range(max(0, first - 3), first) if several else (first - 1,)
        if any(pair.told_share[c] < _TOLD for c in before):
            yield Change("points_at_nothing", match.span())
