"""Which lines are headings, and where a heading ends when the text runs on behind it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.numbering import Label, LabelStyle, match_label, match_point_label
from assistant.outline.lines import Line
from assistant.outline.style_ranks import style_ranks
from assistant.outline.styled import Styled
from assistant.patterns import compile_late
from assistant.sentences import split_clauses

LONGEST_HEADING: Final = 60
"""Characters; a numbered paragraph whose first sentence is longer has no heading of its own."""

_LONGEST_WITH_COLON: Final = 40

_RANK: Final = {
    LabelStyle.PART: 0.0,
    LabelStyle.CHINESE: 1.0,
    LabelStyle.CHINESE_PAREN: 2.0,
    LabelStyle.ARABIC: 3.0,
    LabelStyle.DOTTED: 3.0,
    LabelStyle.ARABIC_PAREN: 4.0,
    LabelStyle.CIRCLED: 5.0,
}
_RANK_UNNUMBERED: Final = 0.5
_ENOUGH_STYLED: Final = 2
_RANK_LOWEST: Final = 6.0
_COUNTED_ITEMS: Final = frozenset(
    {LabelStyle.ARABIC, LabelStyle.ARABIC_PAREN, LabelStyle.CIRCLED, LabelStyle.DOTTED}
)
# Where nothing is numbered, the first of these that marks two paragraphs carries the structure.
_STAND_INS: Final = (LabelStyle.ORDINAL, LabelStyle.IS, LabelStyle.ONE_OF, LabelStyle.FIRSTLY)
_CONTENTS_LINE: Final = compile_late(r".*(?:[.．·]{3,}|…{2,}|\t)\s*\d{1,3}$")
_SENTENCE_ENDS: Final = "。！？；!?;"
_OUTER_MARKS: Final = "。！？；：!?;:.．，,、 \t\u3000"
_BOLD: Final = "*_"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line: its index, its number as printed, and its words up to `ends` in the line.

    A smaller `rank` is a higher level.  `run_in` says that text goes on behind the heading.
    """

    line: int
    rank: float
    number: str
    words: str
    ends: int
    run_in: bool


def find_headings(lines: list[Line], body: list[int], styled: Styled) -> list[Heading]:
    """Return the headings among the lines `body`, in reading order.

    Where styles make headings of unnumbered lines, none is guessed beside them.
    """
    levels = {i: styled.headings[i] for i in body if i in styled.headings}
    labels = {index: label for index in body if (label := match_label(lines[index].words))}
    labels = {i: label for i, label in labels.items() if not _CONTENTS_LINE.match(lines[i].words)}
    if sum(label.style is LabelStyle.DOTTED for label in labels.values()) > 1:
        labels |= {i: label for i in body if (label := _spaced(lines[i].words)) and i not in labels}
    else:
        labels |= {i: label for i in levels if (label := _spaced(lines[i].words))}
    ranked = list(_ranked(dict(sorted(labels.items())), levels))
    numbered = {i for i, _, _ in ranked}
    bare = {i: level for i, level in levels.items() if i not in labels}
    if not ranked and not bare:
        ranked = list(_stand_ins(lines, body))
        numbered = {i for i, _, _ in ranked}
    ranks = style_ranks(levels, bare, [(i, rank, label.ordinal) for i, rank, label in ranked])
    found = [_heading(lines[i].words, i, rank, label) for i, rank, label in ranked]
    found += [_bare(lines[i].words, i, ranks[level]) for i, level in bare.items()]
    if len(bare) < _ENOUGH_STYLED:
        chinese = any(rank == _RANK[LabelStyle.CHINESE] for _, rank, _ in ranked)
        first_numbered = ranked[0][0] if ranked else len(lines)
        guessed = _unnumbered(lines, body, numbered, first_numbered if chinese else None)
        rank = next((ranks[bare[i]] for i in guessed if i in bare), _RANK_UNNUMBERED)
        found += [_bare(lines[i].words, i, rank) for i in guessed if i not in bare]
    return sorted(found, key=lambda heading: heading.line)


def _bare(words: str, index: int, rank: float) -> Heading:
    return Heading(index, rank, "", words.rstrip("：:"), len(words), False)


def _spaced(words: str) -> Label | None:
    """Read “1 概况”, a number set off by a space alone: a heading only beside 1.1, 1.2."""
    match = re.match(r"(\d{1,2})[ \t\u3000]+(?=\D)", words)
    if match is None:
        return None
    return Label(LabelStyle.ARABIC, 3, int(match[1]), match[1], 0, match.end())


def _ranked(
    labels: dict[int, Label], styled: Collection[int] = ()
) -> Iterator[tuple[int, float, Label]]:
    """Yield the labels that are headings with their ranks.

    第一， is a top level where it opens the report's numbering, and the lowest below another.
    A counted item (7. or （7）) that follows no other is a figure or a leftover, not a heading,
    unless its style says so (`styled`).
    """
    dotted = sum(label.style is LabelStyle.DOTTED for label in labels.values())
    ordinal_rank: float | None = None
    last: dict[float, int] = {}
    for index, label in labels.items():
        if label.style is LabelStyle.HASH:
            rank = float(label.level - 10)
        elif label.style is LabelStyle.ORDINAL:
            if ordinal_rank is None:
                ordinal_rank = _RANK_LOWEST if last else _RANK[LabelStyle.CHINESE]
            rank = ordinal_rank
        else:
            rank = _RANK[label.style]
        if label.style is LabelStyle.DOTTED:
            if dotted < 2 and rank not in last and index not in styled:
                continue
            rank += label.level / 10
        leftover = label.style in _COUNTED_ITEMS and label.ordinal > last.get(rank, 0) + 3
        if leftover and index not in styled:
            continue
        last = {other: n for other, n in last.items() if other <= rank} | {rank: label.ordinal}
        yield index, rank, label


def _stand_ins(lines: list[Line], body: list[int]) -> Iterator[tuple[int, float, Label]]:
    """Yield the paragraphs that carry the structure of a report without numbered headings."""
    points = {i: label for i in body if (label := match_point_label(lines[i].words))}
    for style in _STAND_INS:
        own = [(i, label) for i, label in points.items() if label.style is style]
        if len(own) > 1 and own[0][1].ordinal == 1:
            yield from ((i, _RANK[LabelStyle.CHINESE], label) for i, label in own)
            return


def _unnumbered(
    lines: list[Line], body: list[int], numbered: set[int], before: int | None
) -> list[int]:
    """Return lines that head a chapter without a number, where the report has several of them.

    Such a line is short, has no sentence mark, and a full paragraph or a number follows it.  A
    report that numbers its chapters 一、 has them only in front of the first number (`before`).
    """
    found: list[int] = []
    opened = False
    for index, following in itertools.pairwise(body):
        if before is not None and index >= before:
            break
        words, after = lines[index].words, lines[following].words
        opened = opened or words[-1] in "。！"
        if not opened or index in numbered or not 4 <= len(words) <= 30:
            continue
        if re.search(r"[。！？；：，,:;!?]|^[—–-]", words) or match_point_label(words):
            continue
        if (len(after) >= LONGEST_HEADING and after[-1] in "。！；：") or following in numbered:
            found.append(index)
    return found if len(found) > 1 else []


def _heading(words: str, index: int, rank: float, label: Label) -> Heading:
    # Elsewhere a * or _ is a masked figure (增长**%), which is not to be lost.
    bold = _BOLD if words.startswith(("**", "__", "#")) else ""
    ends = _heading_end(words, label.end, bold)
    text = words[label.end : ends].strip(_OUTER_MARKS + bold)
    return Heading(index, rank, label.text, text, ends, ends < len(words))


def _heading_end(words: str, start: int, bold: str) -> int:
    """Return where the heading that begins at `start` ends, its mark included.

    It is the first sentence; where that is too long for one, what stands before its ：; where
    there is none either, nothing: the paragraph is only numbered.
    """
    rest = words[start:]
    if len(rest) <= LONGEST_HEADING and not any(mark in rest for mark in "。！？!?；"):
        return len(words)
    end = colon = 0
    for clause in split_clauses(rest[: 4 * LONGEST_HEADING]):
        end = clause.end
        mark = clause.of(rest).rstrip("”’》）)" + bold)[-1:]
        if mark in "：:" and not colon and end <= LONGEST_HEADING // 2:
            colon = end
        if mark in _SENTENCE_ENDS:
            break
    if end <= (_LONGEST_WITH_COLON if colon else LONGEST_HEADING + 1):
        return start + end + len(rest[end:]) - len(rest[end:].lstrip(bold + " \t\u3000"))
    return start + colon
