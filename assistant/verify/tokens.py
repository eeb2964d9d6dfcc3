"""A text as tokens that are never torn: figures, 《titles》, open places, names, words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from assistant.figures import Figure, FigureKind, find_figures
from assistant.sentences import Sentence, split_clauses, split_sentences
from assistant.spans import Stretches
from assistant.verify.names import personal_names, tag_of, verb
from assistant.verify.vocabulary import Rank, vocabulary

# Full-width signs to half-width, one code point to one: a rewrite may change the width freely.
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFF0E: 0x2E}
_TITLE = re.compile(
    r"《[^《》\n]*(?:〈[^〉\n]{0,100}〉[^《》\n]*)?》"
    r"|[^\s，。；、（(［\[]{0,4}[〔\[［（(]\d{4}[〕\]］）)]第?\d+号"
)
_NUMBERED = re.compile(r"[〔\[［（(](\d{4})[〕\]］）)]第?(?=\d+号)")
_OPEN = re.compile(r"【待补[^】\n]*】|[X×x*]{2,}|_{2,}|某{2,}|[X×*](?=[%个人次万亿元名年月])")
_SEPARATOR = re.compile(r"[、，。；：！？,;:!?\n]")
_MARK = re.compile(r"[\W_]+")
_ENDS = frozenset("来去了过着")
"""What ends a verb and says no more: 查出来 is 查出."""
_DENIES = frozenset("没未")
_DENIALS = frozenset("不没未无")
_POINTS = frozenset("其此该这那")
_PARTED, _BETWEEN = 3, ("了", "过")
"""Pieces of a word of two that is parted, and what parts it: 签了字."""
_SURE, _FIGURE, _IDLE = 3.0, 2.0, 0.3  # weight of a title or open place, a figure, a filler
_NEVER = float("inf")
_LONG = 4  # characters from which a word of the dictionary may hold another
_PHRASE = 6  # segments that may together be a phrase of the lexicon
_CLAUSE, _SENTENCE = 200, 1_000
"""Words after which what goes on without a mark is taken for a clause, a sentence, of its own: it
is no prose, and all of it would be looked at again for each of its words."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    FIGURE = "figure"
    TITLE = "title"
    OPEN = "open"
    NAME = "name"


@dataclass(slots=True)
class Token:
    """A piece of a text that says something by itself.

    `clause`, `segment` and `sentence` number what holds it; a segment is what stands between two
    marks of any kind, 、 included.  `weight` is how much it says about which clause is meant.
    """

    start: int
    end: int
    text: str
    kind: Kind
    keys: frozenset[str]
    weight: float
    hard: frozenset[Rank] = frozenset()
    scales: frozenset[str] = frozenset()
    """The scales it has a rank on."""
    filler: bool = False
    figure: Figure | None = None
    clause: int = 0
    segment: int = 0
    sentence: int = 0


_Piece = tuple[int, Token | str]
"""Where a token begins, or what says nothing by itself: a mark, a word without a statement."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The content tokens of a text, the spans of its clauses, and which tokens each holds."""

    text: str
    plain: str
    content: list[Token]
    clauses: list[tuple[int, int]]
    of_clause: list[list[int]]
    light: list[str]
    """The words of each clause that carry no statement of their own, with blanks between them."""
    clause_text: Callable[[int], str]
    """The words of a clause with half-width signs."""
    keys_of: Callable[[int], frozenset[str]]
    """What the content tokens of a clause are known by."""

    def between(self, first: int, last: int) -> str:
        """Return the text from a content token to the end of another."""
        return self.plain[self.content[first].start : self.content[last].end]

    def before(self, n: int) -> str:
        """Return the character before a content token."""
        start = self.content[n].start
        return self.plain[start - 1 : start]


@lru_cache(maxsize=16)
def tokens_of(text: str) -> Tokens:
    """Cut a text into tokens; spans are code points of the text as given."""
    import rjieba  # 0.1 s to load its dictionary

    plain = text.translate(PLAIN)
    found: list[_Piece] = []
    at = 0
    for token in [*_fixed(text, plain), None]:
        stop = len(text) if token is None else token.start
        if at < stop:
            found.extend(_words(plain, at, rjieba.cut(plain[at:stop], False)))
        if token is not None:
            found.append((token.start, token))
            at = max(at, token.end)
    starts = [start for start, _ in found]
    clauses = _parted(split_clauses(text), starts, _CLAUSE)
    sentences = _parted(split_sentences(text, at_semicolon=False), starts, _SENTENCE)
    light = _place(found, clauses, sentences)
    content = [piece for _, piece in found if not isinstance(piece, str)]
    of_clause: list[list[int]] = [[] for _ in clauses]
    for number, token in enumerate(content):
        of_clause[token.clause].append(number)
    texts = [plain[start:end] for start, end in clauses]

    @cache
    def keys_of(clause: int) -> frozenset[str]:
        return frozenset().union(*[content[n].keys for n in of_clause[clause]])

    return Tokens(text, plain, content, clauses, of_clause, light, texts.__getitem__, keys_of)


def _fixed(text: str, plain: str) -> list[Token]:
    """Return what is no ordinary word, in reading order."""
    found = [
        Token(*m.span(), m[0], Kind.TITLE, frozenset({_title_key(m[0])}), _SURE)
        for m in _TITLE.finditer(text)
    ]
    found += [
        Token(*m.span(), m[0], Kind.OPEN, frozenset({"▁"}), _SURE) for m in _OPEN.finditer(plain)
    ]
    taken = Stretches((t.start, t.end) for t in found)
    for figure in find_figures(text, words=True, said=False):
        if figure.kind in (FigureKind.TERM, FigureKind.INDEFINITE):
            continue
        if taken.meets(figure.start, figure.end):
            continue
        keys = frozenset({_months_before(figure, plain) or figure_key(figure)})
        keys |= _months_until(figure, plain)
        found.append(
            Token(figure.start, figure.end, figure.text, Kind.FIGURE, keys, _FIGURE, figure=figure)
        )
    taken = Stretches((t.start, t.end) for t in found)
    for start, end in personal_names(plain):
        if not taken.meets(start, end):
            name = plain[start:end]
            found.append(Token(start, end, name, Kind.NAME, frozenset({name}), _by_length(name)))
    found.sort(key=lambda t: t.start)
    return [t for n, t in enumerate(found) if not n or t.start >= found[n - 1].end]


def _title_key(title: str) -> str:
    """Return a title, or the number of a paper however it is bracketed, to compare it by."""
    return _NUMBERED.sub(r"〔\1〕", re.sub(r"\s", "", title))


_MONTHS = {
    "H1": "--01~--06", "H2": "--07~--12", "Q1": "--01~--03", "Q2": "--04~--06",
    "Q3": "--07~--09", "Q4": "--10~--12", "Q1~3": "--01~--09", "Q1~2": "--01~--06",
    "Q2~3": "--04~--09", "Q2~4": "--04~--12", "Q3~4": "--07~--12",
}  # fmt: skip
"""Parts of a year as the months they are."""


def figure_key(figure: Figure) -> str:
    """Return what two figures of the same value share, whatever their unit and bound."""
    if figure.base_value is None:
        return "#" + _MONTHS.get(figure.base_unit, figure.base_unit)
    return f"#{figure.base_value.normalize()}~{figure.high or ''}"


def _months_before(figure: Figure, plain: str) -> str:
    """Return the months that 前8个月 means, as 1—8月 has them; empty: it says no such thing."""
    value = figure.value
    if (
        figure.unit not in ("个月", "月")
        or value is None
        or not plain.endswith("前", 0, figure.start)
    ):
        return ""
    return f"#--01~--{int(value):02}" if 1 < value <= 12 and value == int(value) else ""


def _months_until(figure: Figure, plain: str) -> frozenset[str]:
    """Return besides the months that 截至11月底 means, as 前11个月 has them."""
    month = re.fullmatch(r"-(\d{2})", figure.base_unit)
    until = plain.endswith(("截至", "截止", "到"), 0, figure.start)
    if not (month and until and plain[figure.end : figure.end + 1] in ("底", "末")):
        return frozenset()
    return frozenset({f"#--01~--{month[1]}"})


def _words(plain: str, start: int, parts: list[str]) -> list[_Piece]:
    """Join segments that together are a phrase of the lexicon, the longest first.

    A phrase never swallows a hard word: 明显改善 stays two words.  A word that is parted is one:
    签了字.
    """
    words = vocabulary()
    parts = [piece for part in _of_which(parts) for piece in _split(part)]
    ends = [*accumulate(map(len, parts), initial=start)]
    found: list[_Piece] = []
    n, count = 0, len(parts)
    while n < count:
        size, text = 1, parts[n]
        for k in range(min(_PHRASE, count - n), 1, -1) if text in words.beginnings else ():
            phrase = plain[ends[n] : ends[n + k]]
            if k == _PARTED and parts[n + 1] in _BETWEEN:
                phrase = parts[n] + parts[n + 2]
            if phrase not in words.all:
                continue
            if phrase in words.hard or not any(p in words.hard for p in parts[n : n + k]):
                size, text = k, phrase
                break
        said = _word(text)
        if text == "将" and _takes(parts[n + size] if n + size < count else ""):
            said = None  # 把其, 把64个: no future
        begins = ends[n]
        found.append((begins, text if said is None else Token(begins, ends[n + size], text, *said)))
        n += size
    return found


def _of_which(parts: list[str]) -> list[str]:
    """Return segments with 其中 as one where the segmenter reads 中央 in it: 其中央级媒体17条."""
    if "其" not in parts:
        return parts
    for n, (part, behind) in enumerate(pairwise(parts)):
        if part == "其" and behind.startswith("中央"):
            return [*parts[:n], "其中", behind[1:], *_of_which(parts[n + 2 :])]
    return parts


def _takes(behind: str) -> bool:
    """Whether 将 surely takes what stands behind it and tells of no plan: what it refers to, or
    (behind the end of the words cut) a figure or a title.  A noun tells nothing: 将全线贯通."""
    refers = tag_of(behind)[0] == "r" and behind[0] not in "各每" if behind else True
    return refers or behind[0] in _POINTS


@lru_cache(maxsize=1 << 14)
def _split(part: str) -> tuple[str, ...]:
    """Part a word of the dictionary from what the lists know in it: 没·拿到, 涨·了; a long one from
    the hard word in it: 初步·查明."""
    words = vocabulary()
    denies = part[0] in _DENIES and part[1:] in words.all and part not in words.hard
    if denies and (part not in words.all or (len(part) >= _LONG - 1 and verb(part[1:]))):
        return part[0], part[1:]
    if part in words.all:
        return (part,)
    if part[-1] in _ENDS and part[:-1] in words.all:
        return part[:-1], part[-1]
    if part[1:2] in _DENIALS and part[2:] in words.all:
        return part[0], part[1], part[2:]  # 绝·不·允许
    if len(part) < _LONG:
        # 略低于: how much, and which way
        degree = words.hard.get(part[0], frozenset())
        apart = part[1:] in words.hard and any(scale == "degree" for scale, _ in degree)
        return (part[0], part[1:]) if apart else (part,)
    if part[:2] in words.hard:
        return part[:2], part[2:]
    if part[-2:] in words.hard:
        return part[:-2], part[-2:]
    return (part,)


@lru_cache(maxsize=1 << 14)
def _word(
    text: str,
) -> tuple[Kind, frozenset[str], float, frozenset[Rank], frozenset[str], bool] | None:
    """Return what the lexicon says of a word, wherever it stands; None: nothing by itself."""
    words = vocabulary()
    hard = words.hard.get(text, frozenset())
    if _MARK.fullmatch(text) or (text in words.function and not hard):
        return None
    scales = frozenset(scale for scale, _ in hard)
    filler = text in words.fillers and not hard
    return Kind.WORD, words.keys(text), _IDLE if filler else _by_length(text), hard, scales, filler


def _by_length(text: str) -> float:
    return {1: 0.5, 2: 1.0}.get(len(text), 1.4)


def _parted(spans: Iterable[Sentence], starts: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Return the places of clauses or sentences, none of which has more words than `most`."""
    found: list[tuple[int, int]] = []
    for span in spans:
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        found += pairwise([span.start, *starts[low + most : high : most], span.end])
    return found


def _place(
    found: list[_Piece], clauses: list[tuple[int, int]], sentences: list[tuple[int, int]]
) -> list[str]:
    """Tell each token its clause, segment and sentence; return what says nothing by itself of each
    clause."""
    c = s = segment = 0
    # What stands behind the last of them belongs to it.
    clause_ends = [*(end for _, end in clauses[:-1]), _NEVER]
    sentence_ends = [*(end for _, end in sentences[:-1]), _NEVER]
    light = [""] * len(clauses)
    for start, piece in found:
        while start >= clause_ends[c]:
            c += 1
            segment += 1
        while start >= sentence_ends[s]:
            s += 1
        if not isinstance(piece, str):
            piece.clause, piece.segment, piece.sentence = c, segment, s
        elif _SEPARATOR.search(piece):
            segment += 1
        else:
            light[c] += f" {piece}"
    return light
