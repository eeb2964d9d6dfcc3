"""Which word of the source each word of the output is: the cheapest path through all candidates.

A word may stand for any source word that is the same, equivalent, of the same rank of a scale, or
alike in its characters; that neighbours stay neighbours makes one candidate more likely than
another (the alignment model of Vogel, Ney and Tillmann 1996, with its costs set by hand).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import lru_cache

from assistant.diff import common_end
from assistant.time_limit import still_in_time
from assistant.verify.alignment import Alignment
from assistant.verify.names import is_name, noun
from assistant.verify.tokens import Kind, Token, Tokens
from assistant.verify.vocabulary import vocabulary

_NOTHING = 1.6  # cost of standing for no word of the source, for a word of weight 1
_LEAST_NOTHING = 0.5
_NEVER = float("inf")
_ELSEWHERE = 0.35  # cost of standing for a word outside the aligned clauses
_MOST = 8  # candidates looked at for one word

# Characters that make another thing of a word: 上半年 is not 下半年, 市委 not 区委.
SHARP = frozenset(
    "前后上下左右内外正副首末多少大小高低增减升降新旧东西南北男女老"
    "一二三四五六七八九十村乡镇县区市省国部不未无没非总"
)

_DONE = frozenset("回到完毕妥齐清")
"""Characters at the end of a verb that say that it reached its end."""

_PRAISE = "praise"
"""The one scale whose words do not stand for one another: 群众满意 is not 获评先进."""

Candidate = tuple[float, int]
"""A content token of the source (−1: none) and, before it, the cost of standing for it."""


def map_words(source: Tokens, output: Tokens, alignment: Alignment) -> dict[int, int]:
    """Return content token of the output → content token of the source, where there is one."""
    words = _words_of(source)
    same = _same_clauses(source, output)
    path: list[tuple[Candidate, ...]] = []
    for clause, members in enumerate(output.of_clause):
        support = alignment.support[clause]
        held = (source.of_clause[c] for c in sorted(support))
        ranges = [(own[0], own[-1] + 1) for own in held if own]
        path += [
            ((0.0, same[n]),)
            if n in same
            else _candidates(output.content[n], words, support, ranges)
            for n in members
        ]
    return _best(path, source.content)


def _same_clauses(source: Tokens, output: Tokens) -> dict[int, int]:
    """Return the words of clauses that stand in both texts to the letter: no question there.

    Where a clause stands several times, the first is the first, and so on.
    """
    known: dict[str, deque[int]] = defaultdict(deque)
    for c in range(len(source.clauses)):
        known[_bare(source, c)].append(c)
    found: dict[int, int] = {}
    for clause, members in enumerate(output.of_clause):
        places = known.get(_bare(output, clause))
        if members and places:
            behind = source.of_clause[places[0] if len(places) == 1 else places.popleft()]
            if len(behind) == len(members):
                found.update(zip(members, behind, strict=True))
    return found


def _bare(tokens: Tokens, clause: int) -> str:
    return tokens.clause_text(clause).strip("，。；：！？,;:!? \n")


class _Words:
    """The words of a source by what a word of the output may know them by."""

    def __init__(self, source: Tokens) -> None:
        self.source = source
        self.by_key: dict[str, list[list[int]]] = defaultdict(list)
        """Where the words stand that share a key: the places of each in reading order."""
        self._alike: dict[int, dict[str, list[int]]] = {}
        known: dict[tuple[str, frozenset[str]], list[int]] = {}
        for number, token in enumerate(source.content):
            numbers = known.setdefault((token.text, token.keys), [])
            if not numbers:
                for key in (*token.keys, *(f"!{scale}{rank}" for scale, rank in token.hard)):
                    self.by_key[key].append(numbers)
            numbers.append(number)

    def alike(self, clause: int) -> dict[str, list[int]]:
        """Return the words of a clause that another may be taken for by its characters."""
        if clause not in self._alike:
            found: dict[str, list[int]] = {}
            for number in self.source.of_clause[clause]:
                token = self.source.content[number]
                if token.kind is Kind.WORD and not token.hard:
                    found.setdefault(token.text, []).append(number)
            self._alike[clause] = found
        return self._alike[clause]


_words_of = lru_cache(maxsize=2)(_Words)  # one source is compared with many rewrites


def _first(numbers: list[int], ranges: list[tuple[int, int]]) -> Iterator[int]:
    """Yield the first words inside each range and the first outside all of them, as many as can
    become candidates."""
    outside, at = 0, 0
    for low, high in [*ranges, (numbers[-1] + 1, 0)]:
        begins = bisect_left(numbers, low, at)
        for number in numbers[at : min(begins, at + _MOST - outside)]:
            outside += 1
            yield number
        at = bisect_left(numbers, high, begins) if high else len(numbers)
        yield from numbers[begins : min(at, begins + _MOST)]


def _candidates(
    token: Token, words: _Words, support: tuple[int, ...], ranges: list[tuple[int, int]]
) -> tuple[Candidate, ...]:
    found: dict[int, float] = {}
    rows = [(held, 0.1) for key in token.keys if (held := words.by_key.get(key))]
    rows += [
        (held, 0.2)
        for scale, rank in token.hard
        if scale != _PRAISE and (held := words.by_key.get(f"!{scale}{rank}"))
    ]
    content = words.source.content
    for held, other in rows:
        for numbers in held:
            least = 0.0 if content[numbers[0]].text == token.text else other
            for number in numbers if len(numbers) <= _MOST else _first(numbers, ranges):
                full = least if content[number].clause in support else least + _ELSEWHERE
                if number not in found or full < found[number]:
                    found[number] = full
    # What stands there itself is no part of another word: 民主监督 not the 监督 of 法律监督.
    there = len(token.text) > 2 and 0.0 in found.values()
    if token.kind is Kind.WORD and not token.hard and not there:
        first, last = token.text[0], token.text[-1]
        for clause in support:
            for text, numbers in words.alike(clause).items():
                if not (first in text or last in text):
                    continue
                cost = _by_letters(token.text, text)
                if cost is None:
                    continue
                for number in numbers[:_MOST]:
                    if number not in found or cost < found[number]:
                        found[number] = cost
    ranked = sorted([(cost, number) for number, cost in found.items()])[:_MOST]
    nothing = _NOTHING * (0.5 if token.filler else token.weight)
    return (*ranked, (max(_LEAST_NOTHING, nothing), -1))


@lru_cache(maxsize=1 << 14)
def _by_letters(word: str, other: str) -> float | None:
    """Return the cost of taking one word for another by its characters; None: they differ.

    Two names that share characters are two names.
    """
    if SHARP & (set(word) ^ set(other)):
        return None
    if _hard_rest(word, other) or _hard_rest(other, word):
        return None
    if word in other or other in word:
        return 0.4 if min(len(word), len(other)) > 1 else None if noun(word) else 0.7
    if is_name(word) or is_name(other):
        return None
    common = len(set(word) & set(other))
    if common >= 2:
        return None if _other_head(word, other) else 0.5
    verbs = common == 1 and max(len(word), len(other)) <= 2 and not (noun(word) or noun(other))
    done = (word[-1] in _DONE) is (other[-1] in _DONE)  # 寻回 is more than 搜寻
    return 0.9 if verbs and done else None


def _other_head(word: str, other: str) -> bool:
    """Whether two words have only their end in common: 水利部门 is not 应急部门."""
    n = common_end(word, other)
    return not set(word[: len(word) - n]) & set(other[: len(other) - n])


def _hard_rest(word: str, other: str) -> bool:
    """Whether what one word has more than the other is a hard word: 明显改善 and 有所改善."""
    rest = "".join(c for c in word if c not in other)
    return len(rest) > 1 and rest in vocabulary().hard


def _best(path: list[tuple[Candidate, ...]], source: list[Token]) -> dict[int, int]:
    """Return the cheapest path; where a word stands for nothing the place before it is kept."""
    states: list[tuple[float, int, int]] = [(0.0, 0, -1)]  # cost so far, number, source word
    origins: list[tuple[int, ...]] = []
    for candidates in path:
        still_in_time()
        states.sort()
        chosen: list[int] = []
        following: list[tuple[float, int, int]] = []
        for n, (cost, number) in enumerate(candidates):
            least, origin, place = _NEVER, -1, -1
            for so_far, state, before in states:
                if so_far > least:
                    break  # the others cost more, wherever they lead to
                far = so_far + _move(before, number, source)
                if far < least or (far == least and state < origin):
                    least, origin, place = far, state, before
            chosen.append(origin)
            following.append((least + cost, n, number if number >= 0 else place))
        origins.append(tuple(chosen))
        states = following
    found: dict[int, int] = {}
    at = min(states)[1]
    for word in range(len(path) - 1, -1, -1):
        if path[word][at][1] >= 0:
            found[word] = path[word][at][1]
        at = origins[word][at]
    return found


def _move(before: int, after: int, source: list[Token]) -> float:
    """Return the cost of going from one source word to the next."""
    if before < 0 or after < 0:
        return 0.0
    distance = after - before
    if distance == 1:
        return 0.0
    one, two = source[before], source[after]
    if distance == 0:
        return 0.25
    if 1 < distance <= 3:
        return 0.12 if one.clause == two.clause else 0.3
    if one.segment == two.segment:
        return 0.3
    if one.clause == two.clause:
        return 0.45
    if abs(one.clause - two.clause) == 1:
        return 0.6
    return 0.8 if one.sentence == two.sentence else 1.0
