"""Where in the output what went from the source would stand: with what it belonged to.

It stood between two words that are told.  With the one of its own part between two marks it is told
of more than with one of its clause, with that more than with one of its sentence.  What was all of
a clause stands at that clause's edge and not within it.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, takewhile

from assistant.spans import Span
from assistant.verify.names import noun, tag_of
from assistant.verify.owners import LABEL
from assistant.verify.pair import Pair
from assistant.verify.reading import MARKS
from assistant.verify.tokens import Kind, Tokens


class _Bond(IntEnum):
    """What two words of the source share, and that no word stands between them that is told.

    A statement ends at a semicolon, a part at any mark; what is listed before another (甲、乙)
    touches it.
    """

    NONE = 0
    TEXT = 1
    SENTENCE = 2
    STATEMENT = 3
    CLAUSE = 4
    PART = 5
    TOUCHING = 6


def place(pair: Pair, k: int, *, far: bool = False) -> Span | None:
    """Return where a lost word of the source would stand, looked for within its clause, or with
    `far` anywhere; None where nothing beside it is told.

    The place has a width where the words that stand now between its two neighbours are no more
    than went: they stand instead.
    """
    before, behind = (side[k] for side in pair.told_beside)
    left, right = _bond(pair, before, k), _bond(pair, behind, k)
    if max(left, right) < (_Bond.TEXT if far else _Bond.CLAUSE):
        return None
    if min(left, right) >= _Bond.PART:
        one, two = _images(pair, before)[-1], _images(pair, behind)[0]
        if one + 1 < two:
            start, end = pair.o[one + 1].start, pair.o[two].start
            if end - start <= pair.s[behind].start - pair.s[before].end:
                return start, end
        if left == right:
            left = _Bond.NONE if _governed(pair, before, k, behind) else left
    if left < _Bond.CLAUSE and (at := _behind_its_opening(pair, k, behind, right)) is not None:
        return at, at
    if left < right:
        at = _start(pair, behind) if right >= _Bond.CLAUSE else head(pair, behind)
    elif left >= _Bond.PART or _goes_on(pair, before, k):
        at = _end(pair, before)
    else:
        at = tail(pair, before)
    return at, at


def _bond(pair: Pair, i: int, k: int) -> _Bond:
    if not 0 <= i < len(pair.s):
        return _Bond.NONE
    one, two = sorted((pair.s[i], pair.s[k]), key=lambda token: token.start)
    if one.segment == two.segment:
        lost = pair.s[min(i, k) + 1 : max(i, k)]
        apart = two.start - one.end - sum(token.end - token.start for token in lost)
        return _Bond.PART if apart else _Bond.TOUCHING
    if one.clause == two.clause:
        listed = pair.source.plain[two.start - 1 : two.start] == "、"
        return _Bond.TOUCHING if listed and i > k else _Bond.CLAUSE
    if one.sentence != two.sentence:
        return _Bond.TEXT
    statements = _statements(pair.source)
    same = statements[one.clause] == statements[two.clause]
    return _Bond.STATEMENT if same else _Bond.SENTENCE


@lru_cache(maxsize=2)  # one source is compared with many rewrites
def _statements(side: Tokens) -> list[int]:
    """Return for each clause the number of the statement between semicolons that it is of."""
    ends = (side.clause_text(c).rstrip().endswith(";") for c in range(len(side.clauses)))
    return list(accumulate(ends, initial=0))


def _governed(pair: Pair, before: int, k: int, behind: int) -> bool:
    """Whether a word belongs to the one behind it rather than to the one before: how something is
    done; not what is counted behind it, nor the end of what a thing is called."""
    one, two = pair.s[before], pair.s[behind]
    if two.kind is Kind.FIGURE:
        return False
    return tag_of(pair.s[k].text)[0] == "d" or one.kind is not Kind.WORD or not noun(one.text)


def _goes_on(pair: Pair, before: int, k: int) -> bool:
    """Whether the clause that tells a word goes on behind it with what stood behind a lost one."""
    n = _images(pair, before)[-1]
    rest = pair.output.of_clause[pair.o[n].clause]
    return any(pair.to.get(i, -1) > k for i in rest if i > n)


def _behind_its_opening(pair: Pair, k: int, behind: int, right: _Bond) -> int | None:
    """Return where a clause goes on behind that with which the clause of a lost word began as
    well: 但."""
    if not _Bond.SENTENCE <= right < _Bond.CLAUSE:
        return None
    start = head(pair, behind)
    clause = pair.o[_images(pair, behind)[0]].clause
    lost = pair.source.clause_text(pair.s[k].clause).lstrip()
    now = pair.output.plain[start : pair.output.clauses[clause][1]]
    shared = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(lost, now, strict=False)))
    return start + shared if shared else None


def _images(pair: Pair, k: int) -> list[int]:
    """Return the words that tell a word of the source, those that are the same if any is."""
    return [n for n in pair.back[k] if pair.o[n].keys & pair.s[k].keys] or pair.back[k]


def _start(pair: Pair, k: int) -> int:
    """Return where a word of the source is told; within a longer word, where it begins there."""
    token = pair.o[_images(pair, k)[0]]
    return token.start + max(0, token.text.find(pair.s[k].text))


def _end(pair: Pair, k: int) -> int:
    return pair.o[_images(pair, k)[-1]].end


def head(pair: Pair, k: int) -> int:
    """Return where the words begin of the clause that tells a word of the source, behind its
    label."""
    start, end = pair.output.clauses[pair.o[_images(pair, k)[0]].clause]
    label = LABEL.match(pair.output.plain, start, end)
    start = label.end() if label else start
    while start < end and pair.output.text[start] in MARKS:
        start += 1
    return start


def tail(pair: Pair, k: int) -> int:
    """Return where the words end of the clause that tells a word of the source, before its mark;
    or of those behind it that tell nothing but what its sentence says before that."""
    clause = pair.o[_images(pair, k)[-1]].clause
    while clause + 1 < len(pair.output.clauses):
        told = [pair.to[n] for n in pair.output.of_clause[clause + 1] if n in pair.to]
        if not told or any(i > k or pair.s[i].sentence != pair.s[k].sentence for i in told):
            break
        clause += 1
    return end_of(pair, clause)


def end_of(pair: Pair, clause: int) -> int:
    """Return where the words of an output clause end, before its mark."""
    end = pair.output.clauses[clause][1]
    while end and pair.output.text[end - 1] in MARKS:
        end -= 1
    return end
