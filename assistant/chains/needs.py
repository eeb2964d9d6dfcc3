"""What a clause of a sentence cannot be without: told once, for all that leaves clauses out.

A clause needs the one it leans on, the one that says it is planned, and the lead-in of its list
(主要表现在：).  A condition and what follows from it need each other, wherever in the sentence that
stands; so do what is put in front (对身边出现的问题，) and what is done with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.gaps.words import tagged
from assistant.leaning import leans_on
from assistant.lexicon import rows
from assistant.patterns import compile_late
from assistant.plan_reach import plan_sign, planned_by

_MARKS = "，,；;。！？：: \n\t\u3000"
_ENDS = "；;。！？\n"
_LISTS = compile_late("(?:主要|具体|突出)(?:是|有|表现|体现|存在|包括)|比如|例如")
"""Begins a list without a colon: 离要求还有差距，主要是学习不够系统，下基层不够多."""
_LEADS = "：:"
_BEFORE = 4
"""Words that may stand before one that opens a pair: whoever is spoken of (我们的工作虽然…)."""
_ANSWERS_WITHIN = 8
"""Characters of a clause within which the word stands that answers."""
_FRAME = 10
"""Characters of a clause that only says when something is planned, at most: 在今后的工作中，"""
_FRONTS = ("对", "对于", "就", "把", "将", "向")


def needs(clauses: Sequence[str]) -> list[frozenset[int]]:
    """Return for each clause of a sentence the places of those without which it may not stay."""
    found: list[set[int]] = [set() for _ in clauses]
    planned = planned_by(clauses)
    for i, places in enumerate(zip(leans_on(clauses), planned, strict=True)):
        found[i].update(place for place in places if place is not None and place != i)
        if planned[i] == i > 0 and planned[i - 1] is not None and only_says_when(clauses[i - 1]):
            found[i].add(i - 1)  # 下一步，我们将…
    lead: int | None = None
    led: dict[int, int] = {}
    for i, clause in enumerate(clauses):
        if lead is not None and not announces(clauses[lead]) and planned[i] is not None:
            lead = None
        if lead is not None:
            found[i].add(lead)
            led[i] = lead
        if announces(clause) or _LISTS.match(clause.strip()):
            lead = i
        elif lead is not None and not announces(clauses[lead]) and ends_statement(clause):
            lead = None
    for first, second in _pairs(clauses):
        found[first].add(second)
        before = second - 1
        if first < before not in (planned[second], led.get(second)):
            found[second].discard(before)  # it leaned on what stands between
        found[second].add(first)
    return [frozenset(some) for some in found]


@lru_cache(maxsize=1 << 12)
def only_says_when(clause: str) -> bool:
    """Whether a clause only says that what follows is to come: 下一步，在今后的工作中，"""
    words = clause.strip().rstrip(_MARKS)
    sign = plan_sign(words) if len(words) <= _FRAME else None
    if sign is None:
        return False
    return not any(tag.startswith("v") and tag != "vn" for _, tag in tagged(words[sign[1] :]))


def announces(clause: str) -> bool:
    """Whether what follows is what a clause speaks of."""
    return clause.rstrip().endswith(tuple(_LEADS))


def _pairs(clauses: Sequence[str]) -> list[tuple[int, int]]:
    """Return the clauses of which neither says anything without the other."""
    found = []
    for i, clause in enumerate(clauses):
        if i + 1 == len(clauses) or ends_statement(clause):
            continue
        opener = opens_pair(clause)
        if opener is not None:
            found.append((i, _answer(clauses, i, opener)))
        elif _is_fronted(clause) and not _is_fronted(clauses[i + 1]):
            found.append((i, i + 1))
    return found


def _answer(clauses: Sequence[str], i: int, opener: str) -> int:
    """Return the clause that answers the word by which the clause `i` opens a pair."""
    answers = _openers()[opener]
    for k in range(i + 1, len(clauses)):
        if answers is not None and answers.search(clauses[k].strip()[:_ANSWERS_WITHIN]):
            return k
        if ends_statement(clauses[k]):
            break
    return i + 1


def ends_statement(clause: str) -> bool:
    """Whether a statement ends with a clause: the next one has a subject of its own."""
    return clause.rstrip(" \t\u3000")[-1:] in _ENDS


@lru_cache(maxsize=1 << 12)
def opens_pair(clause: str) -> str | None:
    """Return the word by which a clause is nothing without another one: 只有, 虽然, 不仅."""
    openers = _openers()
    before = ""
    for word, tag in tagged(clause.strip())[:_BEFORE]:
        if word in openers and (before in ("", "r") or len(word) > 1):
            return word
        before = tag
    return None


@lru_cache(maxsize=1 << 12)
def _is_fronted(clause: str) -> bool:
    """Whether a clause only names what the next one does something with."""
    found = tagged(clause.strip().rstrip(_MARKS))
    if not found or found[0][0] not in _FRONTS or not found[-1][1].startswith("n"):
        return False
    named = max((k for k, (word, _) in enumerate(found) if word == "的"), default=0)
    told = found[named + (2 if named else 1) :]  # 关心的突出问题: what stands behind 的 says which
    return not any(tag.startswith("v") and tag != "vn" for _, tag in told)


@cache
def _openers() -> dict[str, re.Pattern[str] | None]:
    return {
        word: compile_late(answers) if answers else None
        for word, answers in rows("correlatives", 2)
    }
