"""What became of each gap of a source in another version of it: still open, filled, or gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from assistant.figures import find_figures
from assistant.gaps import Gap, GapKind, find_gaps
from assistant.verify.similar import grams
from eval.likeness import contained
from eval.reading import fold

_OPEN: Final = re.compile(
    r"【待补[^】]*】|[XxＸｘ×]{1,4}|[*＊]+|[_＿]{2,}|某+|[?？]{2,}|[…]+|□+|〇〇+|○+"
)
_STOP: Final = re.compile("[，。；：！？、,;:!?（）()“”《》\n]")
_FAR: Final = 3  # characters around a gap that may have been reworded with it
_SAME_LINE: Final = 0.4
_TOLD: Final = 0.7
_SAME_CLAUSE: Final = 0.45
_CLAUSE_ENDS: Final = frozenset("，。；：！？,;:!?\n")
_FIRST_CLAUSE: Final = re.compile(r"(?:【[^【】]*】|[^，。；！？\n])+")
_CLAUSE: Final = re.compile("[^，。；：！？,;:!?\n]+")
_NEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One gap of the source: `near` the words in front of it, `start`–`end` its place with the
    unit behind it, `value` what stands there in the other text (unit included; "" where the place
    is open), None where the place was not found; `span` where that is, `marked` whether an open
    place shows that it is open (XX, 【待补：…】)."""

    gap: Gap
    near: str
    start: int
    end: int
    value: str | None
    span: tuple[int, int] | None
    marked: bool = False

    @property
    def open(self) -> bool:
        """Whether the place is still open."""
        return self.value == ""


@lru_cache(maxsize=2048)
def gaps_of(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a text (`find_gaps`, remembered)."""
    return tuple(find_gaps(text))


def ledger(source: str, other: str) -> list[Row]:
    """Return a row for each gap of `source`, with what stands in its place in `other`.

    Lines are matched by their words and then aligned character by character, so that neither
    reordered paragraphs nor the values put in hide a place.
    """
    gaps = [gap for gap in gaps_of(source) if gap.kind is not GapKind.PART]
    if not gaps:
        return []
    lines = [_Line(m.start(), m[0], grams(m[0])) for m in re.finditer(r"[^\n]+", other)]
    clauses = [_Line(m.start(), m[0], grams(m[0])) for m in _CLAUSE.finditer(other)]
    aligned: dict[int, tuple[int, _Aligned] | None] = {}
    rows = []
    for number, gap in enumerate(gaps):
        begin = source.rfind("\n", 0, gap.start) + 1
        stop = source.find("\n", gap.end)
        line = source[begin : stop if stop >= 0 else len(source)]
        if begin not in aligned:
            aligned[begin] = _best(line, lines)
        end = gap.end + len(_unit(source, gap))
        floor = gaps[number - 1].end if number else 0
        near = _words_before(source, max(begin, floor), gap.start)
        found = _place(aligned[begin], gap.start - begin, end - begin)
        clause = _clause_at(source, gap.start)
        if found is None or not _fits(other, found, source[slice(*clause)]):
            nearest = _best(source[slice(*clause)], clauses)
            found = _place(nearest, gap.start - clause[0], end - clause[0]) or found
        if found is None:
            rows.append(Row(gap, near, gap.start, end, None, None))
            continue
        found = _in_one_clause(other, found)
        words = other[slice(*found)]
        value = _value(words, source[gap.end : end])
        rows.append(Row(gap, near, gap.start, end, value, found, marked=is_open(words)))
    return rows


def _place(nearest: tuple[int, _Aligned] | None, start: int, end: int) -> tuple[int, int] | None:
    """Return the span in the other text for a place in a line or clause, None where it has none."""
    if nearest is None:
        return None
    offset, alignment = nearest
    inner = alignment.between(start, end)
    return None if inner is None else (offset + inner[0], offset + inner[1])


def _in_one_clause(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the first clause of a span that holds anything: what stands behind it was put there
    by a change of order."""
    start, end = span
    for match in _FIRST_CLAUSE.finditer(text, start, end):
        if match[0].strip():
            return match.span()
    return start, start


def _clause_at(text: str, place: int) -> tuple[int, int]:
    """Return the clause (between ，。；：！？ and line ends) in which a place lies."""
    start, end = place, place
    while start > 0 and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    while end < len(text) and text[end] not in _CLAUSE_ENDS:
        end += 1
    return start, end


def _fits(other: str, found: tuple[int, int], clause: str) -> bool:
    """Tell whether the clause of a place found by its line is the one that was looked for."""
    start, end = _clause_at(other, found[0])
    return _alike(grams(clause), grams(other[start : max(end, found[1])])) >= _SAME_CLAUSE


def same_value(one: str, other: str) -> bool:
    """Tell whether two values are one in any notation: 1.2亿元 and 12000万元."""
    if fold(one) == fold(other):
        return True
    keys = [[f.key for f in find_figures(text, words=True)] for text in (one, other)]
    return bool(keys[0]) and keys[0] == keys[1]


def told(text: str, near: str, value: str) -> tuple[int, int] | None:
    """Return where `text` tells a value in a clause with the words `near`, whatever their order:
    新建岗位9个 and 新建9个岗位."""
    wanted = [f.key for f in find_figures(value, words=True)]
    words = grams(near)
    for figure in find_figures(text, words=True) if len(wanted) == 1 and words else ():
        start, end = _clause_at(text, figure.start)
        if figure.key == wanted[0] and contained(words, grams(text[start:end])) >= _TOLD:
            return figure.start, figure.end
    return None


def is_open(text: str) -> bool:
    """Tell whether a text holds a mark of an open place."""
    return _OPEN.search(text) is not None


def _unit(source: str, gap: Gap) -> str:
    """Return the unit behind a gap, as far as it stands there."""
    return gap.unit if gap.unit and source.startswith(gap.unit, gap.end) else ""


def _value(words: str, unit: str) -> str:
    """Return what was put in, or "" where the place holds a mark or its bare unit."""
    plain = words.strip()
    return "" if is_open(plain) or fold(plain) == fold(unit) else plain


def _words_before(source: str, floor: int, start: int) -> str:
    clauses = [c for c in _STOP.split(source[floor:start]) if c.strip()]
    words = clauses[-1].strip() if clauses else ""
    return words[-_NEAR:]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line or clause of the other text: where it begins, its words, their grams."""

    start: int
    text: str
    grams: frozenset[str]


def _best(line: str, lines: Sequence[_Line]) -> tuple[int, _Aligned] | None:
    """Return the line most like one of the source, aligned with it, and where it begins."""
    wanted = grams(line)
    best = max(lines, key=lambda row: _alike(wanted, row.grams), default=None)
    if best is None or _alike(wanted, best.grams) < _SAME_LINE:
        return None
    return best.start, _Aligned(line, best.text)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return (contained(one, other) + contained(other, one)) / 2


class _Aligned:
    """Two lines aligned character by character."""

    def __init__(self, line: str, other: str) -> None:
        matcher = SequenceMatcher(None, line, other, autojunk=False)
        self._blocks = matcher.get_matching_blocks()
        self._lengths = (len(line), len(other))

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the other line that took the place of `start`–`end`, or None where
        too much around it was reworded."""
        left, right = (0, 0), self._lengths
        for a, b, size in self._blocks:
            if size and a < start:
                length = min(size, start - a)
                left = (a + length, b + length)
            if size and a + size > end:
                skip = max(0, end - a)
                right = (a + skip, b + skip)
                break
        if start - left[0] > _FAR or right[0] - end > _FAR or right[1] < left[1]:
            return None
        return left[1], right[1]
