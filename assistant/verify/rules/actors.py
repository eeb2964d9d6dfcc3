"""Who does it: the name at the head of a part, or behind 由, of what is done in that part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from assistant.naming import ENTITY
from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import Pair, short_for
from assistant.verify.rules.change import Change
from assistant.verify.tokens import Kind, Tokens
from assistant.verify.vocabulary import Rank

Block = list[int]
_AGENT = frozenset("由经")
"""What stands before who does it: 由甲负责, 经甲核查."""
_LONGEST = 6  # words of a name
_BESIDE = frozenset("在对为向因从与同按和及")
"""What makes of the name behind it no actor."""
_THIS = re.compile("[该本][\u4e00-\u9fff]")
_BACK = 60  # words before it in which is looked for what 该馆 means
_DEEDS = frozenset({"role", "part"})
_WHOEVER = frozenset({"双方", "各方", "对方", "两者", "二者", "三者", "前者", "后者"})


def check(pair: Pair) -> Iterator[Change]:
    """Yield names that do what another one does in the source: 由乙负责, where it says 由甲负责."""
    source = _segments(pair.source)
    for members in _segments(pair.output).values():
        if _of_one_part(pair, members):
            continue
        for role, named in _actors(pair.output, members).items():
            block = _meant(pair.output, named)
            deed = next((n for n in members if n > named[-1] and _deed(pair, n)), None)
            if deed is None or not any(n in pair.to for n in block):
                continue
            k = pair.to[deed]
            own = source[pair.s[k].segment]
            if any(pair.to.get(n) in own for n in _telling(pair.output, block)):
                continue
            theirs = _actors(pair.source, [i for i in own if i <= k])
            other = theirs.get(role) or theirs.get("head")
            if other is None or other[-1] >= k or _same(pair, block, other):
                continue
            if not set(_telling(pair.source, other)) & {pair.to.get(n) for n in members}:
                end = named[-1] if pair.o[deed].start > pair.o[named[-1]].end else deed
                span = (pair.o[named[0]].start, pair.o[end].end)
                yield Change("words_moved", span, pair.source.between(other[0], other[-1]))


def _of_one_part(pair: Pair, members: Block) -> bool:
    """Whether all words of a part stand in one part of the source, as most do: then whoever does
    something in it did so there.  Whom 该馆 means stands elsewhere."""
    if len({pair.s[pair.to[n]].segment if n in pair.to else -1 for n in members}) > 1:
        return False
    return not any(_THIS.fullmatch(pair.o[n].text) for n in members)


def _segments(side: Tokens) -> dict[int, Block]:
    found: dict[int, Block] = defaultdict(list)
    for n, token in enumerate(side.content):
        found[token.segment].append(n)
    return found


def _deed(pair: Pair, n: int) -> bool:
    """Whether a word says what is done, and the source says so but once."""
    if n not in pair.to or pair.times[pair.s[pair.to[n]].text] > 1:
        return False
    return verb(pair.o[n].text) or bool(pair.o[n].scales & _DEEDS)


def _actors(side: Tokens, members: Block) -> dict[str, Block]:
    """Return the name at the head of a part between two marks, and that behind 由."""
    found: dict[str, Block] = {}
    first = next((n for n in members if not side.content[n].filler), None)
    agent = next((n for n in members if side.before(n) in _AGENT), None)
    if first is not None and side.before(first) not in _BESIDE and not _of_a_list(side, first):
        found["head"] = _block(side, first, members)
    if agent is not None:
        found["agent"] = _block(side, agent, members)
    return {
        role: block
        for role, block in found.items()
        if _names(side, block) or (role == "agent" and len(block) == 1 and _level(side, block))
    }


def _of_a_list(side: Tokens, first: int) -> bool:
    """Whether a part goes on a list of names: 公安、(消防等7部门参与)."""
    if side.before(first) != "、":
        return False
    token = side.content[first - 1]
    ends = token.end == side.content[first].start - 1
    return ends and not (verb(token.text) or token.scales & _DEEDS)


def _block(side: Tokens, first: int, members: Block) -> Block:
    """Return the words of a name that begins at a word: up to what ends the name of a body, or
    nouns without anything between them."""
    run = [first]
    for n in members:
        if n == run[-1] + 1 and side.content[n].start == side.content[n - 1].end:
            run.append(n)
    for size in range(min(len(run), _LONGEST), 0, -1):
        if _body(side, run[:size]):
            return run[:size]
    for size, n in enumerate(run[1:], 1):
        token = side.content[n]
        if token.kind is Kind.FIGURE or not noun(token.text) or token.scales - {"level"}:
            return run[:size]
    return run


def _body(side: Tokens, block: Block) -> bool:
    """Whether words are the name of a body, which says more than its level."""
    scales = [side.content[n].scales for n in block]
    if any(held - {"level", "praise"} for held in scales) or all(
        "level" in held for held in scales
    ):
        return False
    return bool(ENTITY.search(side.between(block[0], block[-1])))


def _names(side: Tokens, block: Block) -> bool:
    """Whether words name somebody or something: no mere place or level (全县), no time."""
    token = side.content[block[-1]]
    if _body(side, block):
        return True
    if token.filler or token.scales - {"responsibility"} or token.text in _WHOEVER:
        return False
    if token.kind is Kind.WORD:
        return noun(token.text) and tag_of(token.text)[1][0] != "t"
    return token.kind in (Kind.NAME, Kind.TITLE)


def _level(side: Tokens, block: Block) -> bool:
    """Whether a word behind 由 is a level, which does what stands behind it: 由街道指导."""
    return side.content[block[0]].scales == {"level"}


def _meant(side: Tokens, block: Block) -> Block:
    """Return the name that 该馆 stands for: the last before it that ends so; else the block."""
    text = side.content[block[0]].text
    if len(block) > 1 or not _THIS.fullmatch(text):
        return block
    for n in range(block[0] - 1, max(-1, block[0] - _BACK), -1):
        if side.content[n].text[-1] == text[1] and n and side.content[n - 1].scales == {"level"}:
            return [n - 1, n]
    return block


def _telling(side: Tokens, block: Block) -> Block:
    """Return the words of a name that tell it from others: not its level alone."""
    return [n for n in block if not side.content[n].scales] or block


def _same(pair: Pair, block: Block, other: Block) -> bool:
    one, two = pair.output.between(block[0], block[-1]), pair.source.between(other[0], other[-1])
    if one in two or two in one or short_for(one, two) or short_for(two, one):
        return True
    ours, others = _levels(pair.output, block), _levels(pair.source, other)
    if ours and others and not ours & others:
        return False  # 市档案馆 is not 省档案馆
    mine = [pair.o[n].keys for n in _telling(pair.output, block)]
    theirs = [pair.s[k].keys for k in _telling(pair.source, other)]
    few, many = sorted((mine, theirs), key=len)
    return all(any(keys & held for held in many) for keys in few)  # 东堤护岸 is not 西堤护岸


def _levels(side: Tokens, block: Block) -> set[Rank]:
    return {rank for n in block for rank in side.content[n].hard if rank[0] == "level"}
