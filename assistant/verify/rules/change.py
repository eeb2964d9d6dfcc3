"""A change without a warrant, as a rule sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.spans import Span
from assistant.verify.pair import Pair
from assistant.verify.tokens import Token


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` stands in the catalogue; `output` has no width where something was dropped."""

    kind: str
    output: Span
    old: str = ""
    source: Span | None = None
    group: str | None = None


_ASPECT = re.compile(r"也?(?:[都均又还仍已正将]|已经|业已)$")
_MARKS = "，。；：、,;:"
_RESPECT = re.compile("方面[，,]$")


def beginning_of(pair: Pair, n: int) -> Span:
    """Return the first words of the part between two marks that an output word stands in.

    What is left without its subject reads wrongly from its beginning, wherever in it the subject
    had stood; where a clause only says in what respect, from that of the next.
    """
    clause = pair.o[n].clause
    if _RESPECT.search(pair.output.clause_text(clause).rstrip()):
        behind = pair.output.of_clause[clause + 1 : clause + 2]
        n, clause = (behind[0][0], clause + 1) if behind and behind[0] else (n, clause)
    members = pair.output.of_clause[clause]
    same = [i for i in members if pair.o[i].segment == pair.o[n].segment]
    start = pair.o[same[0]].start
    if same[0] == members[0]:
        start = pair.output.clauses[clause][0]
    end = pair.o[same[min(1, len(same) - 1)]].end
    # The mark before it is read with it: what stood between the two is missing.
    return start - (start > 0 and pair.output.text[start - 1] in _MARKS), end


def hard_came(kind: str, pair: Pair, token: Token, old: str = "") -> Change:
    """Return the change that a hard word came: with the 已 or 都 before it, which goes with it."""
    before = pair.output.text[max(0, token.start - 3) : token.start]
    match = _ASPECT.search(before)
    return Change(kind, (token.start - len(match[0] if match else ""), token.end), old)


def came(kind: str, token: Token, old: str = "") -> Change:
    """Return a change that consists in a word of the output."""
    return Change(kind, (token.start, token.end), old)


def went(kind: str, pair: Pair, k: int, place: Span | None) -> list[Change]:
    """Return the change that a source word is told no more, in a list; empty without a place."""
    token = pair.s[k]
    if place is None:
        return []
    return [Change(kind, place, token.text, (token.start, token.end))]
