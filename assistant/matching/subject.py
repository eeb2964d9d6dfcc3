"""What a gap is about, and what a fact is about, as words with weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.facts.model import Fact
from assistant.gaps import Gap
from assistant.gaps.words import cut
from assistant.lexicon import classes, groups, longest_first
from assistant.matching.places import counts
from assistant.patterns import compile_late

_ENDS = "。！？；!?;\n"
_BREAKS = "，、：,:（）()—…\t \u3000" + _ENDS
_MARKS = compile_late(r"[“”‘’《》〈〉「」『』\"'·—]")
_BRACKET = compile_late(r"[（(][^（）()]*[）)]\s*$")
_YEAR = compile_late(r"(?:19|20)\d\d年?度?")
_TO_LEVEL = compile_late(r"(?:到|至|为)[^，。]{0,2}$")
_JOINTS = ("和", "与", "及", "并")
_COMPARED = compile_late(r"(?:比|较|与|跟|同)(?:去年|上年|前年|(?:19|20)\d\d年)(?:同期|底|末)?")
_REACHED = compile_late("(?:增加|增长|提高|提升|扩大|减少|下降|降低|压减)[到至]")
_FROM = compile_late(r"[从由][^到至，；：]*$")
_TO = compile_late(r"[^，；：。\n]{0,16}[到至]")
_REACH = 12
_FAR = 120

CLAUSE, SENTENCE, OTHERS, PARAGRAPH = 1.0, 0.7, 0.4, 0.35
"""How much a word of the fact counts as said when it stands that far from the gap."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked for at a gap.

    `words` are the telling words of its clause with how near they are (1 is next to the gap).
    `clause` is the text they come from, `free` the clauses of the sentence before it that hold no
    other figure, `sentence` all of them, `paragraph` what stands before the sentence.  `change`
    is the direction if a change is stated (“rise”, “fall”; “start” for what it began from: no fact
    is called so), `year` the year named last.
    """

    words: tuple[tuple[str, float], ...]
    clause: str
    free: str
    sentence: str
    paragraph: str
    change: str
    year: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a fact is about: its telling words, plain name, and a change or year if it says so."""

    words: tuple[str, ...]
    name: str
    change: str
    year: str


@lru_cache(maxsize=1024)
def topic_of(fact: Fact) -> Topic:
    """Return what `fact` is about, from its name."""
    name = plain(_BRACKET.sub("", fact.name))
    year = _YEAR.search(name)
    bare = _YEAR.sub("", name)
    change = _change(bare, anywhere=True)
    return Topic(tuple(_telling(_stem(bare, change))), bare, change, _digits(year))


@lru_cache(maxsize=1024)
def subject_of(gap: Gap, text: str) -> Subject:
    """Return what is asked for at `gap`, from the words before and behind it."""
    line = max(text.rfind("\n", 0, gap.start) + 1, gap.start - _FAR)
    start = max([line, *(text.rfind(end, line, gap.start) + 1 for end in _ENDS)])
    pieces = _pieces(text, start, gap)
    behind = _behind(text, gap)
    item = _listed(text[start : gap.start])
    own = item or pieces[-1].text
    change = _change(own)
    words = _telling(_stem(own, change))
    if _FROM.search(text[start : gap.start]) and _TO.match(text[gap.end :]):
        change = "start"
    clause = own
    if not words and not _telling(behind):
        # 立案[]件[]人, 总额[]亿元、增长[]%: what it is said of stands one step before.
        for piece in reversed(pieces[:-1]):
            words = _telling(_stem(piece.text, _change(piece.text)))
            clause = piece.text + clause
            if words:
                break
    weighed = [(word, 0.85**i) for i, word in enumerate(reversed(words))]
    share = 0.6 if weighed else 1.0
    weighed += [(word, share * 0.7**i) for i, word in enumerate(_telling(behind)[:4])]
    years = _YEAR.findall(_COMPARED.sub("", text[max(0, start - _FAR) : gap.start]))
    return Subject(
        tuple(weighed),
        plain(f"{clause}|{behind}|{gap.wanted}"),
        "" if item else plain("|".join(p.text for p in pieces if not p.counted)),
        plain("|".join(p.text for p in pieces)),
        plain(text[line:start][-_FAR:]),
        change,
        years[-1][:4] if years else "",
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a clause; `counted` where a figure stands right behind it."""

    text: str
    counted: bool = False


def _pieces(text: str, start: int, gap: Gap) -> list[_Piece]:
    """Cut `start`–gap into clauses, and behind every figure and gap; the last touches the gap."""
    pieces: list[_Piece] = []
    position = start
    for low, high in counts(text):
        if low < position or high > gap.start:
            continue
        words = _split(text[position:low])
        pieces += [_Piece(w) for w in words[:-1]] + [_Piece(w, counted=True) for w in words[-1:]]
        position = high
    words = _split(text[position : gap.start])
    touches = gap.start > position and text[gap.start - 1] not in _BREAKS
    last = words.pop() if words and touches else ""
    pieces += [_Piece(word) for word in words]
    if last and not words and position > start and last.endswith(_JOINTS):
        # 打造5个地标和[]个去处: the words belong to the figure before.
        pieces.append(_Piece(last, counted=True))
        last = ""
    return [*pieces, _Piece(last)]


def _split(text: str) -> list[str]:
    return [p for p in re.split(f"[{re.escape(_BREAKS)}]", text) if p]


def _listed(sentence: str) -> str:
    """Return the item of a list that a gap belongs to: 甲、乙分别增长3%、[]% → 乙增长."""
    head, found, tail = sentence.rpartition("分别")
    if not found or re.search(r"[，；。：]", tail):
        return ""
    items = [i for i in re.split(r"、|以及|[和及与]", re.split(r"[，；：,]", head)[-1]) if i]
    # 分别从3家、4家增加到[]家、[]家: the list begins anew behind 到.
    place = len(re.findall(r"、|以及|[和及与]", re.split("[到至]", tail)[-1]))
    verb = re.split(r"[\d、%％]", tail)[0]
    return items[place] + verb if place < len(items) > 1 else ""


def _behind(text: str, gap: Gap) -> str:
    start = gap.end
    if gap.unit and text.startswith(gap.unit, start):
        start += len(gap.unit)
    later = [low for low, _high in counts(text) if low > gap.start and low >= start]
    limit = min([len(text), start + _REACH, *later[:1]])
    end = start
    while end < limit and text[end] not in _BREAKS:
        end += 1
    return text[start:end].lstrip("的余多")


@cache
def _words(kind: str) -> tuple[str, ...]:
    return longest_first(classes("fact_words")[kind])


@cache
def _contrasts() -> tuple[tuple[str, ...], ...]:
    return tuple(longest_first(group) for group in groups("indicator_contrasts"))


def _change(piece: str, *, anywhere: bool = False) -> str:
    """Return “rise” or “fall” where a piece states a change rather than a level."""
    if _TO_LEVEL.search(piece) and not anywhere:
        return ""
    bare = piece.rstrip("了约近超达过")
    for name in ("rise", "fall"):
        for word in _words(name):
            if len(word) == 1 and not anywhere:
                if bare.endswith(word) and (len(bare) == 1 or bare[-2] in "同比净环较"):
                    return name
            elif len(word) > 1 and (bare.endswith(word) or (anywhere and _ends_name(bare, word))):
                return name
    return ""


def _ends_name(name: str, word: str) -> bool:
    """Whether a fact's name ends with a word of change, its measure aside (增长率, 下降幅度)."""
    rest = name.rpartition(word)
    return bool(rest[1]) and rest[2] in (
        "率",
        "幅度",
        "幅",
        "额",
        "值",
        "量",
        "百分点",
        "比例",
        "数",
    )


def _stem(piece: str, change: str) -> str:
    if not change:
        return piece
    for word in _words(change):
        head, found, _tail = piece.rpartition(word)
        if found:
            return head
    return piece


def _telling(piece: str) -> list[str]:
    """Return the words of a piece that say what it is about."""
    light, tails = classes("fact_words")["light"], _words("tails")
    words: list[str] = []
    for word in cut(plain(piece)).texts:
        stem = word
        for tail in tails:
            if stem.endswith(tail) and len(stem) > len(tail) + 1 and len(tail) > 1:
                stem = stem.removesuffix(tail)
                break
        if stem in light or stem in tails or not stem.strip():
            continue
        words.append(stem)
    return words


def plain(text: str) -> str:
    """Return `text` without quotation marks, comparisons, words for reaching, and short forms."""
    text = _REACHED.sub("", _COMPARED.sub("", _MARKS.sub("", text)))
    for short, full in (("规上", "规模以上"), ("限上", "限额以上")):
        text = text.replace(short, full)
    return text


def _digits(found: re.Match[str] | None) -> str:
    return found.group()[:4] if found else ""


def contrasts(one: str, other: str) -> bool:
    """Whether two pieces of text name different members of a set (进口, 出口)."""
    for group in _contrasts():
        mine, theirs = _members(one, group), _members(other, group)
        if mine and theirs and not mine & theirs:
            return True
    return False


def same_change(topic: Topic, subject: Subject) -> bool:
    """Whether both state a change in the same direction, or neither does.

    What stands before its object (增加床位[]张) is no change of a level, but a fact may call it so
    (床位增加数).
    """
    if topic.change == subject.change:
        return True
    words = _words(topic.change or "fall")
    return not subject.change and any(len(w) > 1 and w in subject.clause for w in words)


def unqualified(one: str, other: str) -> bool:
    """Whether only one of two pieces of text has a word that changes what is counted (新增)."""
    return any((word in one) != (word in other) for word in _words("qualifiers"))


def _members(text: str, group: Sequence[str]) -> set[str]:
    """Return the members of `group` in `text`; a longer one hides those it contains."""
    found: set[str] = set()
    for word in group:
        if word in text:
            found.add(word)
            text = text.replace(word, "|")
    return found
