"""Whom each clause speaks of: what it names (`assistant.naming`), or what a clause before does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.naming import ENTITY, By, named_first
from assistant.verify.tokens import Kind, Tokens

LABEL = re.compile(r"\s*(?:[一二三四五六七八九]是|第[一二三四五六七八九][，、,])")
_SEVERAL, _ORDINAL = re.compile("[、和与及两]"), re.compile(r"第|\d+号")
_OPENING = 2  # words of time before a name: 一年来，…
_ENDED = re.compile(r"[。！？；;\n]\s*$")


@dataclass(frozen=True, slots=True)
class Owner:
    """What a clause speaks of: the content words that name it (none: the side that reports), and
    the clause they stand in."""

    words: tuple[int, ...]
    clause: int


@lru_cache(maxsize=4)  # of each side, asked by several
def owners(side: Tokens) -> list[Owner | None]:
    """Return for each clause of whom it speaks; None: nobody was named in its sentence."""
    found: list[Owner | None] = []
    last: Owner | None = None
    waiting: list[int] = []
    for clause, members in enumerate(side.of_clause):
        text = side.clause_text(clause)
        if clause == 0 or _ENDED.search(side.clause_text(clause - 1)) or LABEL.match(text):
            last, waiting = None, []
        by, spans = named_first(text)
        start = side.clauses[clause][0]
        held = (
            tuple(
                n
                for n in members
                if any(start + low <= side.content[n].start < start + high for low, high in spans)
            )
            if spans
            else ()
        )
        own = last
        if by is By.OWN:
            own = last = Owner((), clause)
        elif held and named_for_sure(side, held, start + max(high for _, high in spans)):
            own = Owner(held, clause)
            last = last if by in (By.AGENT, By.MEASURE) else own
        if by is By.ADVERBIAL:
            waiting.append(clause)
        elif own is not None:
            for c in waiting:
                found[c] = own
            waiting = []
        found.append(own)
    return found


def reporter(side: Tokens) -> Owner | None:
    """Return whom a text speaks of first: the side that reports, which is meant as well where its
    name is left out at the beginning; None for one of several of a kind, 北岸作业区 of 南岸作业区.
    """
    found = [o for o in owners(side) if o is not None and o.words]
    first = found[0] if found else None
    if first is None or first.words[0] > _OPENING:
        return None
    alike = {o for o in found if _ending(side, o) == _ending(side, first)}
    return first if len(alike) == 1 else None


def _ending(side: Tokens, owner: Owner) -> str:
    return side.content[owner.words[-1]].text[-1]


def named_for_sure(side: Tokens, held: Sequence[int], end: int) -> bool:
    """Whether words, up to a place, name something so that nobody takes it for something else."""
    tokens = [side.content[n] for n in held]
    name = side.plain[tokens[0].start : end]
    numbered = len(tokens) > 1 and not _SEVERAL.search(name)  # 高坡三村
    counted = any(
        "part" in t.scales or (t.kind is Kind.FIGURE and not _ORDINAL.match(t.text))
        for t in (tokens[:-1] if numbered else tokens)
    )
    if (
        counted
        or name[0] in "各所大多逐每现"
        or all(t.filler or t.scales - {"level"} for t in tokens)
    ):
        return False
    if ENTITY.search(name) or re.search("[“《]", name):
        return True
    return any(t.kind is Kind.NAME for t in tokens)
