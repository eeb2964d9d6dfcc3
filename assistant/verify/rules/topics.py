"""What a clause inherits its topic from: told once in front, it holds for the clauses behind it.

二期工程12月开工，计划新增床位300张，目前完成基础施工: where the first two of these clauses went,
the third reads as said of what stands before it now, whatever that is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from assistant.lexicon import words
from assistant.naming import ENTITY
from assistant.verify.names import tag_of
from assistant.verify.owners import LABEL
from assistant.verify.pair import Pair, short_for
from assistant.verify.rules.bases import NO_COUNT
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.tokens import Kind, Token, Tokens

_ENDS_OF_SENTENCES = tuple("。！？!?\n")
_ENDS = (*_ENDS_OF_SENTENCES, "；", ";")
_LEAST = 0.9  # weight of words from which a source clause counts as told
_NEAR, _REACH = 2, 8  # clauses before a statement, and within it, in which a topic may be told
_LONGEST = 12  # words of a name
_SCOPE = re.compile(
    r"\s*(在|对|针对|围绕)[^，,]{1,14}[，,]$|[^，,]{2,14}(?:(?<!其)中|期间|方面|领域|环节)[，,]$"
)
"""A clause that says no more than where, when or of what all that follows is said."""
_PREPOSITIONS = frozenset("在对为从向按于与同以由经受被")
_POINTS = re.compile(r"其|该|此|这|前者|后者|[两二三]者|上述|双方|各|全")
Block = list[int]


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses that are the first of what the source says of a topic, and do not name it:
    they go on from another statement, or begin a sentence without who does what they tell."""
    given = _given(pair.source)
    begin, before = 0, -1
    for clause, members in enumerate(pair.output.of_clause):
        joined = clause > 0 and not _ended(pair.output, clause - 1)
        begin = begin if joined else clause
        told = _mainly_told(pair, members)
        if told is None:
            continue
        head, topic = given[told]
        entered, before = head != before, head
        first = next(n for n in members if n in pair.to)
        if not topic:
            continue
        if told == head:
            between = range(topic[-1] + 1, pair.to[first])
            if any(tag_of(pair.s[k].text)[0] == "v" for k in between):
                continue  # who did what is told of the thing: (设计单位开展)修复方案比选
        elif not entered or _tells_apart(pair, clause, head, told):
            continue
        own = _opening(pair.output, clause)
        if _sure(pair.output, own):
            continue
        if told == head:
            joined = clause > 0 and not _ended(pair.output, clause - 1, _ENDS_OF_SENTENCES)
        if not joined and (own or not _sure(pair.source, topic) or _says(pair.s[topic[0]])):
            continue  # a sentence may begin with a thing, or with what the side that reports did
        span = (pair.s[topic[0]].start, pair.s[topic[-1]].end)
        name = pair.source.plain[slice(*span)]
        if len(name) < 2 or topic[-1] < pair.reports or _POINTS.match(name):
            continue
        if name in words("own_side") or pair.source.plain.startswith("方面", span[1]):
            continue
        if not _named_in(pair, topic, name, max(begin, clause - _REACH), clause):
            old = pair.source.text[slice(*span)]
            yield Change("subject_lost", beginning_of(pair, first), old, span)


@lru_cache(maxsize=2)  # one source is compared with many rewrites
def _given(side: Tokens) -> list[tuple[int, Block]]:
    """Return for each clause the one that gives it its topic, and the words of that: the first of
    its statement, or the last before it that surely names somebody or something."""
    found: list[tuple[int, Block]] = []
    head: tuple[int, Block] = (0, [])
    for clause in range(len(side.clauses)):
        own = _opening(side, clause)
        first = clause == 0 or _ended(side, clause - 1) or LABEL.match(side.clause_text(clause))
        if first or _sure(side, own):
            head = (clause, own)
        found.append(head)
    return found


def _ended(side: Tokens, clause: int, marks: tuple[str, ...] = _ENDS) -> bool:
    return side.clause_text(clause).rstrip(" ").endswith(marks)


def _opening(side: Tokens, clause: int) -> Block:
    """Return the words with which a clause names what it speaks of, before it says anything of
    it; none: it begins with a deed (新增床位300张), and whoever reports did it."""
    members = side.of_clause[clause]
    scope = _SCOPE.match(side.clause_text(clause)) if members else None
    if scope and (scope[1] or not _says(side.content[members[0]])):
        figures = any(side.content[n].figure is not None for n in members)
        return [] if figures else members[:_LONGEST]
    start = next((i for i, n in enumerate(members) if not _aside(side.content[n])), len(members))
    run: Block = []
    named = of = False
    for n in members[start : start + _LONGEST]:
        token = side.content[n]
        if token.kind is Kind.FIGURE and (run or not _counts(token)):
            break
        if run and side.plain[side.content[n - 1].end : token.start] in ("由", "被", "经"):
            break  # 综合治理由县自然资源局主办
        behind = side.plain.startswith("的", token.end)
        if _says(token) and named and not of and not behind:
            break
        of, named = behind, named or not _says(token)
        run.append(n)
    if not any(_names(side.content[n]) for n in run):
        return []
    first = side.content[run[0]]
    if "的" in side.plain[first.start : side.content[run[-1]].start]:
        return run
    if _says(first):
        # 派驻纪检组处置…, 新装电梯全部纳入…: a verb within a name has another one behind it.
        rest = members[start + len(run) : start + len(run) + 2]
        if first.filler or len(rest) < 2 or side.content[rest[0]].kind is Kind.FIGURE:
            return []
    return [] if side.before(run[0]) in _PREPOSITIONS else run


def _aside(token: Token) -> bool:
    """Whether a word stands before what a clause speaks of: 其中, 目前, 已."""
    aside = token.text in ("其中", "另") or tag_of(token.text)[0][0] in "dtc"
    return token.kind is Kind.WORD and aside


def _says(token: Token) -> bool:
    """Whether a word says what is done, or how."""
    said = tag_of(token.text)[0][0] in "vdp" and not ENTITY.search(token.text)
    return token.kind is Kind.WORD and said


def _names(token: Token) -> bool:
    """Whether a word names a thing, or counts some."""
    if token.kind is not Kind.WORD:
        return True
    if token.filler or token.scales - {"metric", "level"}:
        return False
    body = ENTITY.search(token.text) is not None and token.scales != {"level"}
    return body or tag_of(token.text)[1][0] in "nsj"


def _counts(token: Token) -> bool:
    unit = token.figure.unit if token.figure is not None else ""
    return bool(unit) and not any(part in unit for part in NO_COUNT)


def _sure(side: Tokens, own: Block) -> bool:
    """Whether words name so that nobody takes what follows for something of another."""
    if not own:
        return False
    name = side.between(own[0], own[-1])
    return bool(ENTITY.search(name)) or any(side.content[n].kind is Kind.NAME for n in own)


def _mainly_told(pair: Pair, members: Block) -> int | None:
    weight: dict[int, float] = defaultdict(float)
    for n in members:
        if n in pair.to:
            weight[pair.s[pair.to[n]].clause] += pair.o[n].weight
    top = max(weight, key=lambda c: weight[c], default=None)
    return top if top is not None and weight[top] >= _LEAST else None


def _tells_apart(pair: Pair, clause: int, head: int, told: int) -> bool:
    """Whether a clause is a point of its own, shares out what it tells (分别), or says of a thing
    of its own what the source says of another right before: 其中农资销售…，农产品销售…."""
    if LABEL.match(pair.output.clause_text(clause)) or "分别" in pair.source.clause_text(told):
        return True
    _, topic = _given(pair.source)[head]
    said = {pair.s[k].text for k in pair.source.of_clause[head] if k > topic[-1]}
    again = (k for k in pair.source.of_clause[told] if pair.s[k].figure is None)
    return any(pair.s[k].text in said for k in again) and bool(_opening(pair.source, told))


def _named_in(pair: Pair, topic: Block, name: str, begin: int, clause: int) -> bool:
    """Whether a topic is told in the statement that a clause stands in, or all its words shortly
    before that."""
    last = clause
    while last + 1 < len(pair.output.clauses) and not _ended(pair.output, last):
        last += 1
        if last - clause == _REACH:
            break
    around = range(begin, last + 1)
    text = "".join(map(pair.output.clause_text, around))
    if name in text or short_for(name, text):
        return True
    if any(pair.to.get(n) in topic for c in around for n in pair.output.of_clause[c]):
        return True
    return pair.told_within(topic, range(max(0, begin - _NEAR), last + 1))
