"""Whose figure, deed or plan it is: the owner of a clause in the source and in the output."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.naming import By, named_first
from assistant.numbering import match_label, match_point_label
from assistant.verify.names import noun, verb
from assistant.verify.owners import Owner, owners
from assistant.verify.pair import Pair, short_for
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.tokens import Token

_LEAST = 0.9  # weight of words from one source clause from which its owner counts
_PART = 0.6  # of the words of the shorter name that must be in the longer
_ACCOMPANIED = re.compile(r".(?:在|由|被|会同|联合|配合|协助|受|经|对|向|与|同|和|为)$")
_POINTS = re.compile(r"\s*(?:其(?!中)|该|前者|后者|二者|两者)")
_TELLS = re.compile(r"\s*[在向把将给](?!.*(?:[后时中前下上里内外间]|期间|方面)[，,。；;]?\s*$)")
"""What a clause begins with that names nobody and tells a deed: 在2个乡镇试点蜂药减量."""
_ENDED, _DIGIT = re.compile(r"[。\n]\s*$"), re.compile(r"\d")
_HEADING = 20  # characters of what heads a point
_AROUND = 20  # clauses in which another owner is looked for
_SHARE = 0.35  # of the words of the clause told most


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses that are told of another owner than in the source, or of none."""
    theirs, mine = owners(pair.source), owners(pair.output)
    reported: set[tuple[int, int]] = set()
    for clause, members in enumerate(pair.output.of_clause):
        text = pair.output.clause_text(clause)
        if _POINTS.match(text) or _heads(text):
            continue
        beside = named_first(text)[0] is By.ADVERBIAL
        if beside and (mine[clause] is not None or not _TELLS.match(text)):
            continue  # a clause behind it names somebody, or tells what is done
        for k in _told(pair, members):
            owner, now = theirs[k], mine[clause]
            if owner is None or not owner.words or (owner.clause > k and not beside):
                continue  # (承接的12个工程中，)甲工程…: 承接工程12个 tells nothing of 甲工程
            key = (owner.clause, pair.o[members[0]].sentence)
            named = now is not None and bool(now.words) and now.clause == clause
            reports = pair.may_drop and not clause and owner.words[-1] < pair.reports
            if not named and (reports or _done_to(pair, owner, members[0])):
                reported.add(key)
            if key in reported or not _other(pair, owner, now, k, clause, theirs):
                continue
            if not beside:  # what is told behind it lacks its subject as well
                reported.add(key)
            span = (pair.s[owner.words[0]].start, pair.s[owner.words[-1]].end)
            place = beginning_of(pair, members[0])
            if now is not None and now.words:
                place = _place(pair, members, k)
            if named and now is not None:
                place = _from_the_name(pair, now, members, k, theirs)
            yield Change("subject_lost", place, pair.source.text[slice(*span)], span)


def _heads(text: str) -> bool:
    """Whether a clause is no more than what heads a point: 2.乡村建设, 二是就业住房。"""
    if not _ENDED.search(text):
        return False
    words = text.strip()
    label = match_label(words) or match_point_label(words)
    head = words[label.end :] if label is not None else ""
    return 0 < len(head) <= _HEADING and not _DIGIT.search(head)


def _done_to(pair: Pair, owner: Owner, first: int) -> bool:
    """Whether a clause begins with what its owner does something to, and so says of that what is
    done: 修复方案正在比选, where it says 设计单位开展修复方案比选."""
    k = pair.to.get(first)
    if k is None or pair.s[k].clause != owner.clause:
        return False
    compound = k + 1 < len(pair.s) and pair.to.get(first + 1) == k + 1
    thing = noun(pair.s[k].text) or (compound and noun(pair.s[k + 1].text))
    return thing and any(verb(pair.s[i].text) for i in range(owner.words[-1] + 1, k))


def _from_the_name(
    pair: Pair, now: Owner, members: list[int], k: int, theirs: list[Owner | None]
) -> tuple[int, int]:
    """Return the place of a wrong name; where its clause also tells what is rightly told of it,
    that of what is not, from the name on if nothing but the name tells of the other."""

    def joined(words: list[int]) -> bool:
        return any(c != k and _is(pair, now, theirs[c]) for c in _told(pair, words))

    name = (pair.o[now.words[0]].start, pair.o[now.words[-1]].end)
    if not joined(members):
        return name
    place = _place(pair, members, k)
    if joined([n for n in members if n not in now.words]):
        return place
    return min(name[0], place[0]), place[1]


def _place(pair: Pair, members: list[int], k: int) -> tuple[int, int]:
    """Return the first words that a clause tells of a source clause, with what joins them to the
    words before."""
    first = next(n for n in members if n in pair.to and pair.s[pair.to[n]].clause == k)
    before = [pair.to[n] for n in members if n < first and n in pair.to]
    if not before or all(pair.s[j].clause > k for j in before):
        return beginning_of(pair, members[0])
    return pair.o[first - 1].end, pair.o[first].end


def _other(
    pair: Pair,
    owner: Owner,
    now: Owner | None,
    k: int,
    clause: int,
    theirs: list[Owner | None],
) -> bool:
    """Whether a clause of the output does not speak of the owner of the source clause it tells."""
    members = pair.output.of_clause[clause]
    name = pair.source.between(owner.words[0], owner.words[-1])
    instead = now is not None and bool(now.words) and now.clause == clause
    if instead and now is not None and _fits_better(pair, now, owner, theirs):
        return True
    if _told_of(pair, owner, members):
        return False
    if name in pair.output.clause_text(clause):
        return False
    if now is not None and now.words:
        if _same(pair, owner, now):
            return False
        spoken_of = {pair.s[pair.to[n]].clause for n in now.words if n in pair.to}
        inside = any(owner.clause <= c <= k for c in spoken_of) and not _acted_for(pair, now)
        if spoken_of and not inside:
            return True
        if inside:
            return False
    return not _near(pair, owner, name, clause)


def _told(pair: Pair, members: list[int]) -> list[int]:
    """Return the source clauses that an output clause mainly tells; 增长 and 下降 tell of none."""
    weight: dict[int, float] = defaultdict(float)
    for n in members:
        if n in pair.to and "to_by" not in pair.o[n].scales:
            weight[pair.s[pair.to[n]].clause] += pair.o[n].weight
    top = max(weight.values(), default=0.0)
    return [c for c, w in weight.items() if w >= max(_LEAST, _SHARE * top)]


def _near(pair: Pair, owner: Owner, name: str, clause: int) -> bool:
    """Whether the owner is told in the sentence of a clause, or in the one before it."""
    sentence = pair.o[pair.output.of_clause[clause][0]].sentence
    near = [
        n
        for k in owner.words
        for n in pair.back.get(k, ())
        if sentence - 1 <= pair.o[n].sentence <= sentence
    ]
    if _told_of(pair, owner, near):
        return True
    around = [
        c
        for c in range(max(0, clause - 8), min(len(pair.output.clauses), clause + 4))
        if (own := pair.output.of_clause[c]) and sentence - 1 <= pair.o[own[0]].sentence <= sentence
    ]
    text = "".join(map(pair.output.clause_text, around))
    return name in text or (len(name) > 1 and short_for(name, text))


def _same(pair: Pair, owner: Owner, now: Owner) -> bool:
    """Whether two names mean the same: one part of the other, or with more than the head shared."""
    one, two = (
        pair.source.between(owner.words[0], owner.words[-1]),
        pair.output.between(now.words[0], now.words[-1]),
    )
    if one in two or two in one or short_for(two, one) or short_for(one, two):
        return True
    few, many = sorted((_keys(pair.o, now), _keys(pair.s, owner)), key=len)
    matched = [keys for keys in few if any(keys & other for other in many)]
    return bool(matched) and len(matched) >= _PART * len(few)


def _fits_better(pair: Pair, now: Owner, owner: Owner, theirs: list[Owner | None]) -> bool:
    """Whether what is named now is another owner of the source rather than this one."""
    around = theirs[max(0, owner.clause - _AROUND) : owner.clause + _AROUND]
    near = {o for o in around if o is not None and o.words and o.clause != owner.clause}
    for other in near:
        telling = _telling(pair, now, owner, other)
        fits = _share(pair, telling, owner)
        better = _share(pair, telling, other) > max(fits, _PART)
        if fits < _PART and better and not set(other.words) & set(owner.words):
            return True
    return False


def _telling(pair: Pair, now: Owner, one: Owner, two: Owner) -> Owner:
    """Return a name without the words that two others share: of 北港公证处 beside 天衡公证处 only
    北港 tells which of them is meant."""
    first, second = ({key for k in o.words for key in pair.s[k].keys} for o in (one, two))
    shared = first & second
    return Owner(
        tuple(n for n in now.words if not pair.o[n].keys & shared) or now.words, now.clause
    )


def _is(pair: Pair, now: Owner | None, owner: Owner | None) -> bool:
    """Whether what is named now is an owner of the source, and its clause rightly told of it."""
    if now is None or owner is None or not now.words or not owner.words:
        return False
    return _share(pair, now, owner) >= _PART


def _share(pair: Pair, now: Owner, owner: Owner) -> float:
    """Return how much of a name of the output comes from a name of the source."""
    own = [n for n in now.words if "level" not in pair.o[n].scales] or list(now.words)
    return sum(pair.to.get(n) in owner.words for n in own) / len(own)


def _told_of(pair: Pair, owner: Owner, members: Iterable[int]) -> bool:
    """Whether words of the output tell enough of a name for it to be that name."""
    held = {pair.to.get(n) for n in members}
    own = [k for k in owner.words if "level" not in pair.s[k].scales] or list(owner.words)
    if any(k in held and len(pair.s[k].text) > 1 and _once(pair, k) for k in own):
        return True
    return sum(k in held for k in own) >= _PART * len(own)


def _once(pair: Pair, k: int) -> bool:
    """Whether a word of the source stands there but once."""
    return pair.times[pair.s[k].text] == 1


def _keys(side: list[Token], owner: Owner) -> list[frozenset[str]]:
    """Return what the words of a name are known by, that of its level and rank left out."""
    return [side[n].keys for n in owner.words if not side[n].scales & {"level"}] or [
        side[n].keys for n in owner.words
    ]


def _acted_for(pair: Pair, now: Owner) -> bool:
    """Whether what is named now only stood behind a preposition: 在…指导下, 会同…."""
    first = next((pair.s[pair.to[n]] for n in now.words if n in pair.to), None)
    if first is None:
        return False
    return bool(
        _ACCOMPANIED.search(
            pair.source.clause_text(first.clause)[
                : first.start - pair.source.clauses[first.clause][0]
            ]
        )
    )
