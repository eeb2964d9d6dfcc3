"""Words of the output that nothing in the source stands behind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from assistant.naming import ENTITY
from assistant.verify.mapping import SHARP
from assistant.verify.names import noun
from assistant.verify.pair import Pair, short_for
from assistant.verify.rules.change import Change, came, hard_came
from assistant.verify.rules.figures import BOUNDS
from assistant.verify.rules.prepositions import came_for_one
from assistant.verify.structure import labels
from assistant.verify.tokens import Kind, Token, Tokens

_MOST = 8  # clauses in which a word is looked for that came for another
_CLASS = re.compile("[A-Za-zⅠ-Ⅻ]")  # Ⅱ类, A级
_EACH = "每"
_EXCEPT = "除"
_THIS = re.compile("该[\u4e00-\u9fff]")
_NAMED = 60  # words before 该馆 in which it is named
_NEAR = 12  # content words in which another of its kind is told
_OF_A_FIGURE = frozenset({"baseline", "metric"})
_BESIDE = 2  # content words right beside one
_FAR = 4  # content words from which two places are not beside one another


def check(pair: Pair) -> Iterator[Change]:
    """Yield words that are new, come from elsewhere, or trade one rank of a scale for another."""
    yield from _new(pair)
    yield from _torn(pair)
    yield from _of_another_measure(pair)
    yield from _added_to_a_word(pair)
    yield from _merely_alike(pair)
    yield from _from_elsewhere(pair)
    yield from _used_twice(pair)
    yield from _traded(pair)


def _new(pair: Pair) -> Iterator[Change]:
    # The label of a point says nothing by itself; whether the points follow one another is asked
    # elsewhere.
    told = {place for _, _, (start, end) in labels(pair.output.text) for place in range(start, end)}
    for n, token in enumerate(pair.o):
        if token.start in told:
            continue
        if n in pair.to or token.kind in (Kind.FIGURE, Kind.OPEN) or token.filler:
            continue
        if token.text in pair.words.free or _said_otherwise(pair, token):
            continue
        if token.kind is Kind.TITLE:
            if not token.text.startswith("《"):  # the check of titles has those
                yield came("figure_unsupported", token)
        elif token.hard:
            if not came_for_one(pair, n):
                yield hard_came("hard_word_new", pair, token)
        elif (
            (len(token.text) > 1 or _CLASS.match(token.text) or _on_another_side(pair, n))
            and not _stands_for_a_name(pair, n)
            and not token.keys & pair.context
            and not pair.abbreviated_in_source(token)
        ):
            yield came("words_new", token)


def _torn(pair: Pair) -> Iterator[Change]:
    """Yield new names of bodies that the segmenter tears into single characters: 县农广校."""
    run: list[Token] = []
    for n, token in enumerate(pair.o):
        if n in pair.to or len(token.text) > 1 or token.kind is not Kind.WORD or token.hard:
            continue
        if token.filler or token.text in pair.words.free:
            continue
        run = [*run, token] if run and run[-1].end == token.start else [token]
        behind = pair.o[n + 1] if n + 1 < len(pair.o) else None
        goes_on = behind is not None and behind.start == token.end and n + 1 not in pair.to
        if len(run) > 1 and not (goes_on and behind is not None and len(behind.text) == 1):
            whole = replace(token, start=run[0].start, text="".join(t.text for t in run))
            if ENTITY.search(whole.text) and not pair.abbreviated_in_source(whole):
                yield came("words_new", whole)


def _on_another_side(pair: Pair, n: int) -> bool:
    """Whether a word of one character makes another thing of what follows: 西堤, for 东堤."""
    k = pair.to.get(n + 1)
    if pair.o[n].text not in SHARP or not k or pair.o[n + 1].segment != pair.o[n].segment:
        return False
    other = pair.s[k - 1]
    return other.end == pair.s[k].start and other.text in SHARP


def _stands_for_a_name(pair: Pair, n: int) -> bool:
    """Whether a word is a 该馆 behind what is called so."""
    text = pair.o[n].text
    if not _THIS.fullmatch(text):
        return False
    return any(i in pair.to and pair.o[i].text[-1] == text[1] for i in range(max(0, n - _NAMED), n))


_ALL = frozenset({"全部", "所有", "均", "全都", "一律", "百分之百", "全数"})
_YEAR = frozenset({"全年", "全年度", "一年来", "一年"})
_A_YEAR = re.compile(r"(?:\d{4}|[今本])年(?![\d初上下末底前至到—汛春夏秋冬-])|全年|一年来")
_PARTS_OF_A_YEAR = frozenset({"上半年", "下半年", "年初", "同期", "期间", "汛期", "汛前", "截至"})
_BESIDES = ("其余", "另", "此外", "还有", "剩")
_PENDS = re.compile("[拟将待尚未没]|计划|预计|力争|争取|打算|准备|有望")
_OF_ONESELF = re.compile("自(?![己然动治])")


def _said_otherwise(pair: Pair, token: Token) -> bool:
    """Whether the source clauses say the same as a figure: 全部 as 100%, 约为 as …左右; or as a
    rate: 办结率100% as 全部办结."""
    if not token.hard:
        return pair.told_lightly(token)
    text = pair.source_words(token)
    if token.text in _ALL:
        text = _words_told_beside(pair, token)
        return "100%" in text or any(word in text for word in _ALL)
    if any(token.text in row and any(word in text for word in row) for row in BOUNDS):
        return True
    if token.text in _YEAR:
        whole = _speaks_of_a_year(pair.source) and not _part_of_a_year(pair, token)
        return whole and not _in_the_place_of_another(pair, token)
    if token.text in ("另有", "另外", "此外"):
        return "其中" not in text and any(word in text for word in _BESIDES)
    if token.text in ("自行", "自主"):
        return bool(_OF_ONESELF.search(text))
    if token.text[0] == "已" and len(token.text) > 1:
        return token.text[1:] in text and not _PENDS.search(text)  # 已通过 is 通过
    return f"{token.text}率" in text


def _in_the_place_of_another(pair: Pair, token: Token) -> bool:
    """Whether a hard word that is told nowhere stood between the words that a new one stands
    between: 累计, where 全年 stands now."""
    at = bisect_left(pair.o, token.start, key=lambda other: other.start)
    before, behind = pair.to.get(at - 1), pair.to.get(at + 1)
    if before is None or behind is None or not 1 < behind - before <= _FAR:
        return False
    return any(pair.s[k].hard and not pair.told(k) for k in range(before + 1, behind))


def _words_told_beside(pair: Pair, token: Token) -> str:
    """Return the source clauses that the words right beside a word tell: that all of one thing is
    so says nothing of another."""
    at = bisect_left(pair.o, token.start, key=lambda other: other.start)
    near = range(max(0, at - _BESIDE), min(len(pair.o), at + _BESIDE + 1))
    mapped = [n for n in near if n in pair.to and pair.o[n].clause == token.clause]
    own = {pair.s[pair.to[n]].clause for n in mapped}
    return "\n".join(pair.source.clause_text(c) for c in sorted(own))


def _part_of_a_year(pair: Pair, token: Token) -> bool:
    """Whether what is told is said of some months, or at some time of a year; a clause of this word
    alone says when the next one was."""
    alone = len(pair.output.of_clause[token.clause]) == 1
    clauses = pair.alignment.support[min(token.clause + alone, len(pair.output.clauses) - 1)]
    return any(
        pair.s[own[0]].sentence in _within_a_year(pair.source)
        for c in clauses
        if (own := pair.source.of_clause[c])
    )


@lru_cache(maxsize=2)
def _within_a_year(source: Tokens) -> frozenset[int]:
    """Return the sentences of a text that speak of months or of a time within a year."""
    return frozenset(
        t.sentence
        for t in source.content
        if t.text in _PARTS_OF_A_YEAR
        or (t.figure is not None and re.search("[月季日]", t.text) is not None)
    )


@lru_cache(maxsize=2)
def _speaks_of_a_year(source: Tokens) -> bool:
    return bool(_A_YEAR.search(source.plain))


def _of_another_measure(pair: Pair) -> Iterator[Change]:
    """Yield what a value is told by where the source tells it by something else: 每斤 is no short
    form of 每公斤."""
    for n, token in enumerate(pair.o):
        if not token.text.startswith(_EACH) or n not in pair.to:
            continue
        other = pair.s[pair.to[n]]
        if other.text.startswith(_EACH) and not other.keys & token.keys:
            yield came("words_new", token, old=other.text)


def _added_to_a_word(pair: Pair) -> Iterator[Change]:
    """Yield words that a word of the source is a part of, what they add being new: 医疗保障局."""
    for n, token in enumerate(pair.o):
        word = pair.s[pair.to[n]].text if n in pair.to else ""
        if len(token.text) - len(word) < 2 or word not in token.text or not word:
            continue
        if pair.s[pair.to[n]].keys & token.keys or pair.abbreviated_in_source(token):
            continue
        rest = token.text.replace(word, "", 1)
        if rest not in pair.words.function and rest not in pair.source.plain:
            yield came("words_new", token, old=word)


def _merely_alike(pair: Pair) -> Iterator[Change]:
    """Yield words that only share characters with what they stand for: 欠缴, for 缴纳; nothing
    says that they mean the same."""
    for n, k in pair.to.items():
        token, other = pair.o[n], pair.s[k]
        if token.kind is not Kind.WORD or other.kind is not Kind.WORD:
            continue
        if token.keys & other.keys or token.hard & other.hard or token.filler or other.filler:
            continue
        if short_for(token.text, other.text) or short_for(other.text, token.text):
            continue
        if not pair.abbreviated_in_source(token):
            yield came("words_new", token, old=other.text)


def _from_elsewhere(pair: Pair) -> Iterator[Change]:
    """Yield words whose source stands in another clause than that of all around them."""
    for clause, members in enumerate(pair.output.of_clause):
        home = pair.home(clause)
        for n in members if home else ():
            token = pair.o[n]
            if n not in pair.to or token.kind is Kind.OPEN:
                continue
            if pair.s[pair.to[n]].clause in home:
                continue
            if token.text in pair.words.free:
                continue
            if token.hard and not pair.beside(n) and not _of_the_sentence(pair, n, home):
                yield hard_came("hard_word_moved", pair, token)
            elif _is_subject(pair, n, members, home):
                continue
            elif _replaces(pair, n) or _put_into_a_denial(pair, n, members[0]):
                yield came("words_moved", token)


def _of_the_sentence(pair: Pair, n: int, home: set[int]) -> bool:
    """Whether a word says of the whole sentence when or where: 全年, at its beginning."""
    k, own = pair.to[n], pair.source.of_clause[min(home)]
    return bool(
        own
        and pair.s[k].scales <= {"time", "level"}
        and pair.s[k].sentence == pair.s[own[0]].sentence
        and k - pair.sentence_begins[pair.s[k].sentence] <= 1
    )


def _is_subject(pair: Pair, n: int, members: list[int], home: set[int]) -> bool:
    """Whether a clause begins with words from the beginning of its sentence, or with the name of
    the side that reports: its subject."""
    if n - members[0] > _FAR:
        return False
    k, first = pair.to[n], min(home)
    own = pair.source.of_clause[first]
    if not own or k >= own[0]:
        return False
    names = k < pair.reports and pair.s[k].figure is None
    if pair.s[k].sentence != pair.s[own[0]].sentence and not names:
        return False
    # A clause that had a subject of its own, told no more, was given another's.
    return pair.told(own[0]) or not noun(pair.s[own[0]].text)


def _replaces(pair: Pair, n: int) -> bool:
    """Whether the source has, where the word stands now, a word that the output lacks."""
    for step in (-1, 1):
        i = n + step
        while 0 <= i < len(pair.o) and pair.o[i].sentence == pair.o[n].sentence:
            k = pair.to.get(i)
            if k is not None and abs(k - pair.to[n]) > _FAR:
                j = k - step
                if _left_open(pair, j, pair.s[k].clause):
                    return True
                break
            i += step
    return False


def _put_into_a_denial(pair: Pair, n: int, first: int) -> bool:
    """Whether a word stands between two that stand side by side in the source, behind a denial:
    未发生孕产妇及新生儿死亡."""
    before, behind = pair.to.get(n - 1), pair.to.get(n + 1)
    return (
        before is not None
        and behind == before + 1
        and any("negation" in pair.o[i].scales for i in range(first, n))
    )


def _left_open(pair: Pair, j: int, clause: int) -> bool:
    """Whether a source word of a clause is told no more and says something."""
    if not 0 <= j < len(pair.s):
        return False
    near = abs(pair.s[j].clause - clause) <= 1
    return near and not pair.told(j) and not pair.s[j].filler


def _used_twice(pair: Pair) -> Iterator[Change]:
    """Yield where one hard word of the source stands for two: the second may be made up."""
    for k, many in pair.back.items():
        if len(many) < 2 or not pair.s[k].hard:
            continue
        at_home = {n for n in many if pair.beside(n)}
        for n in many:
            token = pair.o[n]
            away = token.text not in pair.words.soft and n not in at_home and at_home
            if token.hard and (away or _for_a_twin(pair, n) or _for_another_rank(pair, n)):
                yield hard_came("hard_word_new", pair, token)


def _for_a_twin(pair: Pair, n: int) -> bool:
    """Whether what stands before a word is told again, and means another of its kind that is told
    nowhere: 1个已整改，另1个也已整改, where the source says 另1个仍在整改."""
    k = pair.to.get(n - 1)
    if k is None or pair.back[k][0] == n - 1 or pair.o[n - 1].clause != pair.o[n].clause:
        return False
    text = pair.s[k].text
    if pair.times[text] < len(pair.back[k]):
        return False
    around = range(max(0, k - _NEAR), min(len(pair.s), k + _NEAR + 1))
    return any(pair.s[i].text == text and not pair.told(i) for i in around)


def _for_another_rank(pair: Pair, n: int) -> bool:
    """Whether a word is told again where the source says another rank of the same thing, which is
    told nowhere: 国家级中心 told twice, where it says 国家级中心 and 省级中心."""
    k = pair.to[n]
    if pair.back[k][0] == n or k + 1 == len(pair.s):
        return False
    mine = pair.s[k]
    return any(
        j and not pair.told(j - 1) and mine.scales & other.scales and not mine.hard & other.hard
        for j in pair.places[pair.s[k + 1].text][:_MOST]
        if (other := pair.s[j - 1])
    )


def _traded(pair: Pair) -> Iterator[Change]:
    """Yield a hard word in the very place of another of the same scale, which went."""
    for k, token in enumerate(pair.s):
        if pair.told(k) or not token.hard:
            continue
        found: dict[int, None] = {}
        for step in (-1, 1):
            n = _told_neighbour(pair, k, step)
            for i in () if n is None else (n - step, n - 2 * step):
                if not 0 <= i < len(pair.o) or pair.o[i].clause != pair.o[n or 0].clause:
                    break
                other = pair.o[i]
                beside = i in pair.to and abs(pair.to[i] - k) <= _FAR
                if token.scales & _OF_A_FIGURE:  # 环比 of the clause before is another figure's
                    beside = beside and pair.s[pair.to[i]].clause == token.clause
                once = beside and pair.back[pair.to[i]] == [i]
                if once and pair.s[pair.to[i]].hard & other.hard:
                    continue  # it stood there before
                if other.scales & token.scales and not other.hard & token.hard:
                    found[i] = None
        if token.text[-1] == "率":
            found = {i: None for i in found if pair.o[i].text != "占"}  # 合格率93% as 合格的占93%
        if token.text in pair.words.free:
            found.update(dict.fromkeys(_free_instead(pair, token)))
        for i in found:
            change = hard_came("hard_word_traded", pair, pair.o[i], token.text)
            if token.text == _EXCEPT:  # what is excepted no more stood at the beginning
                start = pair.output.clauses[pair.o[i].clause][0]
                change = replace(change, output=(start, change.output[1]))
            yield change


def _free_instead(pair: Pair, token: Token) -> Iterator[int]:
    """Yield words of another rank that came where a lost one stood, which by themselves may come
    and go: 另 for 其中."""
    for c in (token.clause, token.clause + 1):
        for clause in pair.alignment.told_in.get(c, ())[:_MOST]:
            for n in pair.came_free.get(clause, ()):
                other = pair.o[n]
                if other.scales & token.scales and not other.hard & token.hard:
                    yield n


def _told_neighbour(pair: Pair, k: int, step: int) -> int | None:
    """Return the output word for the nearest told word on one side, in the same clause."""
    for j in range(k + step, k + 4 * step, step):
        if not 0 <= j < len(pair.s) or pair.s[j].clause != pair.s[k].clause:
            return None
        if pair.told(j):
            return pair.back[j][0 if step > 0 else -1]
    return None
