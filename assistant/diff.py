"""What a rewrite changed, as phrases a person can read and accept or refuse one by one.

Standard `difflib` in two passes: sentences first, so that a long report costs little and what
stayed is never torn, then characters (numbers and Latin words whole) within the sentences that
changed.  Short equal runs between two changes are taken into them: “扎实推进” for “深入推动” is
one change, not three.

What a person reads in a Word file as tracked changes is to be as little as it can be: there
`least_changes` leaves a run alone that stands between borders of words, however short it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import Final

from assistant.matcher import Matcher
from assistant.patterns import compile_late
from assistant.sentences import split_sentences
from assistant.spans import Span

_TOKEN: Final = compile_late(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_SHORT: Final = 2  # an equal run up to this length between changes is no landmark
_HOLD: Final = 4  # nor is a longer one below this, where the changes around it are longer still
_SIGNS: Final = frozenset("%％‰")  # part of the figure before them
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

    What came or went stands where a clause begins or ends, if it can be told so as well.  Positions
    are code points.
    """
    found: list[Block] = []
    for block in _differing_sentences(old, new):
        found += _readable(old, new, list(_differing_tokens(old, new, block)))
    return [Change(_op(*block), *block) for block in _placed(found, (_Words(old), _Words(new)))]


def least_changes(
    old: str, new: str, whole_old: Sequence[Span] = (), whole_new: Sequence[Span] = ()
) -> list[Change]:
    """Return the same in as few characters as leave every word whole.

    What stays between two changes is taken into them only where that would tear a word.
    `whole_old` and `whole_new` are stretches of either text that are one word (the mark of an open
    place).
    """
    words = _Words(old, whole_old), _Words(new, whole_new)
    found: list[Block] = []
    for block in _differing_sentences(old, new):
        pieces = _differing_tokens(old, new, block, words)
        found += (p for p in pieces if old[p[0] : p[1]] != new[p[2] : p[3]])
    kept: list[Block] = []
    for block in _placed(found, words):
        while kept and _belong(kept[-1], block) and not _apart(kept[-1], block, words):
            first = kept.pop()
            block = (first[0], block[1], first[2], block[3])
        kept.append(block)
    return [Change(_op(*block), *block) for block in kept]


class _Words:
    """A text, and where in it a word may begin or end."""

    def __init__(self, text: str, whole: Sequence[Span] = ()) -> None:
        self.text = text
        self.whole = whole
        self._edges = {edge for span in whole for edge in span}

    def tokens(self, start: int, end: int) -> list[str]:
        """Return the tokens of a stretch, what is one word undivided."""
        found: list[str] = []
        for low, high in self.whole:
            if start <= low < high <= end:
                found += [*_TOKEN.findall(self.text[start:low]), self.text[low:high]]
                start = high
        return found + _TOKEN.findall(self.text[start:end])

    def border(self, at: int) -> int:
        """Return how surely a word ends at a place: 3 where a sentence does, 2 beside a mark or a
        blank, 1 where figures or letters meet Chinese, 0 where nothing tells."""
        if not at or at in self._ends:
            return 3
        if at in self._edges:
            return 2
        if any(low < at < high for low, high in self.whole):
            return 0
        if at not in self._cuts or self.text[at] in _SIGNS:
            return 0
        before, behind = (_kind(one) for one in self.text[at - 1 : at + 1])
        return 2 if "mark" in (before, behind) else int(before != behind)

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(sentence.end for sentence in split_sentences(self.text))

    @cached_property
    def _cuts(self) -> frozenset[int]:
        return frozenset(match.start() for match in _TOKEN.finditer(self.text))


def _kind(sign: str) -> str:
    if not sign.isalnum():
        return "mark"
    return "chinese" if sign >= "\u2e80" else "letter"


def _placed(found: Sequence[Block], words: tuple[_Words, _Words]) -> list[Block]:
    placed: list[Block] = []
    for block, behind in zip_longest(found, found[1:]):
        placed.append(_slid(block, placed[-1] if placed else None, behind, words))
    return placed


def _slid(
    block: Block, before: Block | None, behind: Block | None, words: tuple[_Words, _Words]
) -> Block:
    """Return what came or went where it may as well be said to stand: at the best borders."""
    side = 0 if block[2] == block[3] else 1
    if side and block[0] != block[1]:
        return block
    text, at = words[side].text, 2 * side
    start, end = block[at], block[at + 1]
    least = before[at + 1] + 1 if before else 0
    most = behind[at] - 1 if behind else len(text)
    low = high = 0
    while start + low > least and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    while end + high < most and text[start + high] == text[end + high]:
        high += 1
    if low == high:
        return block

    def sure(shift: int) -> tuple[int, int]:
        edges = [words[side].border(start + shift), words[side].border(end + shift)]
        return (sum(edges) if all(edges) else 0), -abs(shift)

    best = max(range(low, high + 1), key=sure)
    return block[0] + best, block[1] + best, block[2] + best, block[3] + best


def _apart(first: Block, second: Block, words: tuple[_Words, _Words]) -> bool:
    """Whether what stays between two changes begins and ends at borders of words: where something
    only came, only the new text tells, and the old one where something only went."""
    edges = [
        words[side].border(block[2 * side + end])
        for block, end in ((first, 1), (second, 0))
        for side in (0, 1)
        if block[2 * side] != block[2 * side + 1]
    ]
    return all(edges)


def _op(old_start: int, old_end: int, new_start: int, new_end: int) -> Op:
    if old_start == old_end:
        return Op.INSERT
    return Op.DELETE if new_start == new_end else Op.REPLACE


def _differing_sentences(old: str, new: str) -> Iterator[Block]:
    left, right = split_sentences(old), split_sentences(new)
    olds, news = [s.of(old) for s in left], [s.of(new) for s in right]
    # What stands before and behind all changes is no one else's: left to itself the matcher would
    # take the longest run that is alike, be it elsewhere in a text that says things twice.
    head = common_start(olds, news)
    tail = common_end(olds[head:], news[head:])
    left_ends = [0, *(s.end for s in left)][head:]
    right_ends = [0, *(s.end for s in right)][head:]
    matcher = Matcher(olds[head : len(olds) - tail], news[head : len(news) - tail])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield left_ends[i], left_ends[j], right_ends[k], right_ends[m]


def common_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many characters, lines or sentences both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def common_end(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many both end with."""
    return common_start(one[::-1], other[::-1])


def _differing_tokens(
    old: str, new: str, block: Block, words: tuple[_Words, _Words] | None = None
) -> Iterator[Block]:
    old_start, old_end, new_start, new_end = block
    if words is None:
        left = _TOKEN.findall(old[old_start:old_end])
        right = _TOKEN.findall(new[new_start:new_end])
    else:
        left = words[0].tokens(old_start, old_end)
        right = words[1].tokens(new_start, new_end)
        head = common_start(left, right)
        tail = common_end(left[head:], right[head:])
        old_start += len("".join(left[:head]))
        new_start += len("".join(left[:head]))
        left, right = left[head : len(left) - tail], right[head : len(right) - tail]
        old_end = old_start + len("".join(left))
        new_end = new_start + len("".join(right))
        block = old_start, old_end, new_start, new_end
        if old_start == old_end and new_start == new_end:
            return
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
