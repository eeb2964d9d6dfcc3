"""What a rewrite changed, as phrases a person can read and accept or refuse one by one.

Standard `difflib` in two passes: sentences first, so that a long report costs little and what
stayed is never torn, then characters (numbers and Latin words whole) within the sentences that
changed.  Short equal runs between two changes are taken into them: “扎实推进” for “深入推动” is
one change, not three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.matcher import Matcher
from assistant.patterns import compile_late
from assistant.sentences import split_sentences

_TOKEN: Final = compile_late(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_SHORT: Final = 2  # an equal run up to this length between changes is no landmark
_HOLD: Final = 4  # nor is a longer one below this, where the changes around it are longer still
_PAIRS: Final = frozenset(re.findall("..", "()[]（）〔〕【】《》〈〉“”‘’「」『』"))
_LARGEST: Final = 4_000_000  # tokens × tokens beyond which a block is shown as replaced


class Op(StrEnum):
    """What happened to a stretch of the old text."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Change:
    """`old_start`–`old_end` of the old text became `new_start`–`new_end` of the new one."""

    op: Op
    old_start: int
    old_end: int
    new_start: int
    new_end: int


Block = tuple[int, int, int, int]


def changes(old: str, new: str) -> list[Change]:
    """Return the changes that make `new` of `old`, in order, disjoint, none of them empty.

    Positions are code points.
    """
    found: list[Block] = []
    for block in _differing_sentences(old, new):
        found += _readable(old, new, list(_differing_tokens(old, new, block)))
    return [Change(_op(*block), *block) for block in found]


def _op(old_start: int, old_end: int, new_start: int, new_end: int) -> Op:
    if old_start == old_end:
        return Op.INSERT
    return Op.DELETE if new_start == new_end else Op.REPLACE


def _differing_sentences(old: str, new: str) -> Iterator[Block]:
    left, right = split_sentences(old), split_sentences(new)
    olds, news = [s.of(old) for s in left], [s.of(new) for s in right]
    # What stands before and behind all changes is no one else's: left to itself the matcher would
    # take the longest run that is alike, be it elsewhere in a text that says things twice.
    head = _alike(olds, news)
    tail = _alike(olds[head:][::-1], news[head:][::-1])
    left_ends = [0, *(s.end for s in left)][head:]
    right_ends = [0, *(s.end for s in right)][head:]
    matcher = Matcher(olds[head : len(olds) - tail], news[head : len(news) - tail])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield left_ends[i], left_ends[j], right_ends[k], right_ends[m]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many sentences both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _differing_tokens(old: str, new: str, block: Block) -> Iterator[Block]:
    old_start, old_end, new_start, new_end = block
    left = _TOKEN.findall(old[old_start:old_end])
    right = _TOKEN.findall(new[new_start:new_end])
    if not left or not right or len(left) * len(right) > _LARGEST:
        yield block
        return
    left_at, right_at = _places(left, old_start), _places(right, new_start)
    for tag, i, j, k, m in Matcher(left, right).get_opcodes():
        if tag != "equal":
            yield left_at[i], left_at[j], right_at[k], right_at[m]


def _places(tokens: list[str], start: int) -> list[int]:
    places = [start]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _readable(old: str, new: str, blocks: list[Block]) -> list[Block]:
    """Join changes that stand so close that what lies between says nothing by itself."""
    joined: list[Block] = []
    for block in blocks:
        while joined and (_belong(joined[-1], block) or _is_pair(old, new, joined[-1], block)):
            first = joined.pop()
            block = (first[0], block[1], first[2], block[3])
        joined.append(block)
    return joined


def _belong(first: Block, second: Block) -> bool:
    between = second[0] - first[1]
    size = min(max(b[1] - b[0], b[3] - b[2]) for b in (first, second))
    return (between <= _SHORT and between <= size) or (between < _HOLD and between < size)


def _is_pair(old: str, new: str, first: Block, second: Block) -> bool:
    """Whether two changes are a mark and its partner: nobody takes half a pair of brackets."""
    was = old[first[0] : first[1]] + old[second[0] : second[1]]
    now = new[first[2] : first[3]] + new[second[2] : second[3]]
    return {was, now} <= _PAIRS | {""}
