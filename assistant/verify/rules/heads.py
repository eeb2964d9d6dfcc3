"""The thing that a statement begins with, gone while the rest goes on from another statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lexicon import words
from assistant.naming import ENTITY, By, named_first
from assistant.verify.names import noun
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.rules.references import above_a_name
from assistant.verify.tokens import Kind, Tokens

_ENDED = re.compile(r"[。！？；!?;\n]\s*$")
_GOES_ON = re.compile(r"[，；、,;]\s*$")
_LABEL = re.compile(r"\s*(?:[一二三四五六七八九][是、]|第[一二三四五六七八九]|其)")
_NEAR = 2  # clauses before one in which its thing may stand


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses that go on from another statement of their sentence without the thing that
    theirs begins with in the source: 小麦单产412公斤；(玉米)因干旱减产8%.

    Whatever that thing is, it reads as said of what stands before.  At the beginning of a sentence
    it may be what the side that reports does.
    """
    for clause, members in enumerate(pair.output.of_clause):
        before = pair.output.clause_text(clause - 1) if clause else ""
        if not _GOES_ON.search(before) or _LABEL.match(pair.output.clause_text(clause)):
            continue
        first = next((n for n in members if n in pair.to or not pair.o[n].filler), None)
        if first is None or first not in pair.to:
            continue
        head = _head(pair, pair.to[first])
        near = range(max(0, clause - _NEAR), clause + 1)
        if not head or any(map(pair.told, head)) or pair.told_within(head, near):
            continue
        span = (pair.s[head[0]].start, pair.s[head[-1]].end)
        old = pair.source.text[slice(*span)]
        if old not in words("own_side") and not above_a_name(pair, head[-1]):
            yield Change("subject_lost", beginning_of(pair, first), old, span)


def _head(pair: Pair, k: int) -> list[int]:
    """Return the words of the thing that a statement of the source begins with, where a word of it
    follows right on them and is no part of their name; else none."""
    clause = pair.s[k].clause
    if clause and not _ENDED.search(pair.source.clause_text(clause - 1)):
        return []
    own = [i for i in pair.source.of_clause[clause] if i < k]
    start, end = _subject(pair.source, clause, k)
    head = [i for i in own if start <= pair.s[i].start < end]
    if not head or any(not pair.s[i].filler for i in own if i > head[-1]):
        return []
    last = pair.s[head[-1]]
    said = any("part" in pair.s[i].scales or "time" in pair.s[i].scales for i in head)
    return [] if said or last.text in pair.words.loose else head


def _subject(side: Tokens, clause: int, k: int) -> tuple[int, int]:
    """Return the place of what a clause begins with, if it ends before a word of it."""
    start, word = side.clauses[clause][0], side.content[k]
    by, spans = named_first(side.clause_text(clause))
    if by in (By.NAME, By.MEASURE) and spans and start + spans[0][1] <= word.start:
        return start + spans[0][0], start + spans[0][1]
    before = [i for i in side.of_clause[clause] if i < k]
    if not before or side.content[before[-1]].end != word.start:
        return 0, 0
    low, high = side.content[before[0]].start, word.start
    # A body before what may be a noun (公证处办理公证); a thing with its number: 停工项目3个.
    counted = word.kind is Kind.FIGURE and noun(side.content[before[-1]].text)
    return (low, high) if counted or ENTITY.search(side.plain[low:high]) else (0, 0)
