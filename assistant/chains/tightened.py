"""A writer's text that is a few 字 too long, brought to its length by what says nothing in it.

Nobody counts 字 as they write.  Where only a little is too much, the text is worth more than any
that is begun anew: first go words of manner (进一步, 认真), then clauses as the rules
leave them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.chains.budget import choose
from assistant.chains.segments import units_of
from assistant.chains.wordings import options_for
from assistant.document import Edit, apply_edits
from assistant.gaps import find_gaps
from assistant.outline import parse
from assistant.verify.names import tag_of
from assistant.verify.tokens import Token, tokens_of
from assistant.wordcount import count_words

LITTLE = 0.1
"""The part of a length by which a text may be over it for code to bring it there."""


def without_manner(text: str, most: int, heading: int = 0) -> str:
    """Return a text of at most `most` 字 without as few words of manner as that takes, none of
    them in its first `heading` characters; where it is far over, or all of them are too few, as
    it is."""
    over = count_words(text) - most
    if not 0 < over <= LITTLE * most:
        return text
    going: list[Token] = []
    spare = [t for t in _manner(tokens_of(text).content) if t.start >= heading]
    while spare and over > 0:
        enough = [t for t in spare if len(t.text) >= over]
        one = min(enough, key=lambda t: len(t.text)) if enough else spare[-1]
        spare.remove(one)
        going.append(one)
        over -= len(one.text)
    return text if over > 0 else apply_edits(text, [Edit(t.start, t.end, "") for t in going])


def _manner(content: Sequence[Token]) -> list[Token]:
    """Return the words of manner right before what they are said of."""
    return [
        token
        for token, behind in pairwise(content)
        if token.filler
        and not token.hard
        and len(token.text) > 1
        and tag_of(token.text)[0].startswith(("d", "a"))
        and behind.start == token.end
    ]


def without_clauses(text: str, most: int, least: int) -> str:
    """Return a text of `least` to `most` 字 without the clauses of least worth; where it is far
    over, or there are no such clauses, as it is."""
    over = count_words(text) - most
    if not 0 < over <= LITTLE * most:
        return text
    report = parse(text)
    units = units_of(report, 0, len(text), find_gaps(text), whole=True)
    room = most - (count_words(text) - sum(u.words for u in units))
    chosen = choose([options_for(u, ()) for u in units], room, room - (most - least))
    edits = [
        Edit(u.start, u.end, option.text)
        for u, option in zip(units, chosen, strict=True)
        if option.text != u.text
    ]
    shorter = apply_edits(text, edits)
    return shorter if count_words(shorter) <= most else text
