"""Whom each clause speaks of: what it names (`assistant.naming`), or what a clause before does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.naming import ENTITY, By, named_first
from assistant.verify.tokens import Kind, Tokens

_LABEL = re.compile(r"\s*(?:[一二三四五六七八九]是|第[一二三四五六七八九][，、,])")
_ENDED = re.compile(r"[。！？；;\n]\s*$")


@dataclass(frozen=True, slots=True)
class Owner:
    """What a clause speaks of: the content words that name it (none: the side that reports), and
    the clause they stand in."""

    words: tuple[int, ...]
    clause: int


def owners(side: Tokens) -> list[Owner | None]:
    """Return for each clause of whom it speaks; None: nobody was named in its sentence."""
    found: list[Owner | None] = []
    last: Owner | None = None
    waiting: list[int] = []
    for clause, members in enumerate(side.of_clause):
        text = side.clause_text(clause)
        if clause == 0 or _ENDED.search(side.clause_text(clause - 1)) or _LABEL.match(text):
            last, waiting = None, []
        by, spans = named_first(text)
        start = side.clauses[clause][0]
        held = tuple(
            n
            for n in members
            if any(start + low <= side.content[n].start < start + high for low, high in spans)
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


def named_for_sure(side: Tokens, held: Sequence[int], end: int) -> bool:
    """Whether words, up to a place, name something so that nobody takes it for something else."""
    tokens = [side.content[n] for n in held]
    name = side.plain[tokens[0].start : end]
    counted = any(
        "part" in t.scales or (t.kind is Kind.FIGURE and not re.match(r"第|\d+号", t.text))
        for t in tokens
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
