"""The pieces a rewrite works on: sentences, or groups of clauses where a sentence is too long.

A small model keeps what it is told only over a short text, so everything it words is one unit of
at most `LONGEST_UNIT` 字.  Labels (一是), headings, indents and line ends are never part of a unit:
what a unit does not cover stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.chains.clauses import LEANS_BACK
from assistant.document import BlockKind, Point, Report, Section
from assistant.figures import FigureKind, find_figures
from assistant.gaps import Gap
from assistant.numbering import match_point_label
from assistant.sentences import split_clauses, split_sentences
from assistant.wordcount import count_words

LONGEST_UNIT = 110
"""字数 above which a sentence is cut into groups of clauses."""
LEAD_WORDS = 24
"""字数 up to which the first sentence of a point or paragraph counts as its lead."""

PROSE = frozenset(
    {BlockKind.PREAMBLE, BlockKind.BODY, BlockKind.POINT, BlockKind.CLOSING, BlockKind.HEADING}
)
_ENDS = ("。", "！", "？", "；")
_KEPT_WHOLE = re.compile(r"《[^《》]*》|“[^“”]*”")
_COUNTED = frozenset(
    {
        FigureKind.AMOUNT,
        FigureKind.PERCENT,
        FigureKind.FRACTION,
        FigureKind.RATIO,
        FigureKind.RANGE,
        FigureKind.ORDINAL,
        FigureKind.DATE,
        FigureKind.PERIOD,
        FigureKind.CODE,
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A span that is rewritten, kept or dropped as a whole.

    `labelled` marks the sentence behind a point's label (一是), which is never dropped; `lead` a
    short first sentence that says what its paragraph is about, dropped only where nothing else
    helps; `gaps` are the open places in it, which only a fact may close.
    """

    start: int
    end: int
    text: str
    lead: bool = False
    labelled: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def words(self) -> int:
        """字数 of the unit."""
        return count_words(self.text)


def must_keep(text: str) -> list[str]:
    """Return the words a compression should keep: figures, 《titles》, quoted terms, in order.

    What stands there twice is returned twice.
    """
    found = [(m.start(), m.group()) for m in _KEPT_WHOLE.finditer(text)]
    found += [(f.start, f.text) for f in find_figures(text) if f.kind in _COUNTED]
    return [words for _, words in sorted(found)]


def units_of(report: Report, start: int, end: int, gaps: Sequence[Gap] = ()) -> list[Unit]:
    """Return the units of the prose between `start` and `end`, in reading order.

    Stand-alone headings, the title, salutation, signature, date and the rows of a table hold no
    unit.
    """
    heads = {s.start: s for s in report.walk()}
    points = {p.start: p for s in report.walk() for p in s.points}
    units: list[Unit] = []
    for block in report.blocks:
        if block.kind not in PROSE or block.end <= start or block.start >= end:
            continue
        if _in_table(report.text, block.start, block.end):
            continue
        own = next((s for at, s in heads.items() if block.start <= at < block.end), None)
        item = own is not None and _is_item(report.text, own)
        first = max(start, _prose_start(report.text, block.start, own, item=item))
        last = min(end, block.end)
        for piece_start, piece_end in _pieces(points, first, last):
            here = _units_in(report.text, piece_start, piece_end, gaps)
            if item and piece_start == first and here:
                here[0] = replace(here[0], labelled=True)
            units += here
    return units


def _in_table(text: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table, or of one cell next to one (merged across)."""
    if text[start:end].rstrip().endswith(_ENDS):
        return False
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    below = text.find("\n", end)
    lines = (text[start:end], text[above:start], text[end : below if below >= 0 else len(text)])
    return any("\t" in line.strip() and not line.rstrip().endswith(_ENDS) for line in lines)


def _is_item(text: str, section: Section) -> bool:
    """Whether a heading is an item of a list (1. 新建大棚320亩，带动就业。).

    It is a sentence of more than one clause then, with nothing below it.
    """
    words = text[section.start : section.heading_end].rstrip()
    below = text[section.heading_end : section.end].strip()
    return (
        bool(section.number)
        and not section.children
        and not below
        and words.endswith(("。", "；"))
        and len(split_clauses(words)) > 1
    )


def _prose_start(text: str, start: int, section: Section | None, *, item: bool) -> int:
    """Return where the prose of a line begins: behind a heading, behind the number of an item."""
    if section is None:
        return start
    if not item:
        return section.heading_end
    at = text.find(section.number, section.start, section.heading_end) + len(section.number)
    return at + len(text[at:]) - len(text[at:].lstrip(" \t\u3000"))


def _pieces(points: dict[int, Point], start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line at the points that begin in it, so that each piece starts with its own label."""
    cuts = sorted({start, end, *(p for p in points if start < p < end)})
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _units_in(text: str, start: int, end: int, gaps: Sequence[Gap]) -> list[Unit]:
    units: list[Unit] = []
    for sentence in split_sentences(text[start:end]):
        first = start + sentence.start
        label = match_point_label(text[first : start + sentence.end])
        first += label.end if label is not None else 0
        for low, high in _groups(text, first, start + sentence.end):
            words = text[low:high]
            inside = tuple(g for g in gaps if low <= g.start and g.end <= high)
            opens = low == first and (label is not None or not units)
            lead = opens and count_words(words) <= LEAD_WORDS
            units.append(Unit(low, high, words, lead, opens and label is not None, inside))
    return units


def _groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentence without its outer white space, in groups of clauses if it is long."""
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    end -= len(sentence) - len(sentence.rstrip())
    if start >= end:
        return []
    if count_words(text[start:end]) <= LONGEST_UNIT:
        return [(start, end)]
    groups: list[tuple[int, int]] = []
    low = start
    for clause in split_clauses(text[start:end]):
        high = start + clause.end
        long = count_words(text[low:high]) >= LONGEST_UNIT * 0.6
        if long and high < end and not LEANS_BACK.match(text[high:end]):
            groups.append((low, high))
            low = high
    if groups and count_words(text[low:end]) < LONGEST_UNIT * 0.2:
        low = groups.pop()[0]
    return [*groups, (low, end)]
