"""The pieces a rewrite works on: sentences, or groups of clauses where a sentence is too long.

A small model keeps what it is told only over a short text, so everything it words is one unit of
at most `LONGEST_UNIT` 字; the rules alone look at whole sentences.  Labels (一是), headings,
indents and line ends are never part of a unit: what a unit does not cover stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.chains.needs import announces
from assistant.document import PROSE, Block, BlockKind, Point, Report, Section, indent_of
from assistant.figures import FigureKind, find_figures
from assistant.gaps import Gap
from assistant.gaps.words import cut
from assistant.leaning import LEANS_BACK, own_side
from assistant.numbering import match_point_label
from assistant.outline.closing import ADDRESS
from assistant.plan_reach import plan_sign
from assistant.sentences import split_clauses, split_sentences
from assistant.spans import ByStart
from assistant.time_limit import still_in_time
from assistant.wordcount import count_words

LONGEST_UNIT = 110
"""字数 above which a sentence that a small model words is cut into groups of clauses."""
LONGEST_SENTENCE = 600
"""字数 up to which the rules take a sentence as one: what leads to a list goes with what it leads
to, and what says that it is planned with the plans, however many clauses lie between."""
LONGEST_GROUP = 1_000
"""Characters at which a group of clauses ends in any case: of what is no prose, a unit as long as
the text would be looked at once for each of its clauses."""
MOST_CLAUSES = 80
"""Clauses at which a group ends in any case: each of them makes a wording."""
LEANS_WITHIN = 300
"""Characters of what follows that are looked at to see whether it leans on what stands before."""
LEAD_WORDS = 24
"""字数 up to which the first sentence of a point or paragraph counts as its lead."""

PROSE_TOO = frozenset({*PROSE, BlockKind.HEADING})
"""What may hold prose: it runs on behind a heading."""
BEFORE_GAP, BEHIND_GAP = 16, 4
"""Characters around a gap that have to stay with it, at most."""
CLAUSE_MARKS = "。！？；，、;,!?：: "
_CLOSERS = '”’》）】」』")'
"""What may stand behind the mark that ends a sentence."""
_ENDS = ("。", "！", "？", "；")
_INNER_LABEL = re.compile("(?:(?<=[：:，,；;])|^)[一二三四五六七八九十]是(?!否)")
_ECHO = 0.7
"""Share of a lead's character pairs that its heading has, from which it only says it again."""
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
    helps; `echo` one that only says its heading again, or calls on the audience; `opens_report` the
    first sentence of all, which says who reports; `goes_on` one that others need: they are items of
    its list, or what it plans; `gaps` are the open places in it, which only a fact may close.
    """

    start: int
    end: int
    text: str
    lead: bool = False
    labelled: bool = False
    echo: bool = False
    opens_report: bool = False
    goes_on: bool = False
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


def held_together(unit: Unit) -> list[str]:
    """Return what every wording of a unit must hold, in order and each once: what a compression
    should keep, each gap with whole words of its clause around it, the labels of a run of points.

    With fewer of them a small model gives back the bare list instead of a sentence.
    """
    gaps = [_around(unit, gap) for gap in unit.gaps]
    if len(labels := _INNER_LABEL.findall(unit.text)) > 1:
        gaps += labels
    kept = [words for words in must_keep(unit.text) if not any(words in gap for gap in gaps)]
    return list(dict.fromkeys((*kept, *gaps)))


def _around(unit: Unit, gap: Gap) -> str:
    """Return a gap with the words before it and its unit, as far as its clause goes.

    Only whole words: the half of one (年的 of 堵了四年的) asks for what cannot be said.
    """
    low, high = gap.start - unit.start, gap.end - unit.start
    text = unit.text
    clause = max(text.rfind(mark, 0, low) + 1 for mark in CLAUSE_MARKS)
    words = cut(text[clause:low])
    begin = (
        next((at for at in words.starts if low - clause - at <= BEFORE_GAP), low - clause) + clause
    )
    begin += len(text[begin:low]) - len(text[begin:low].lstrip("的了着地得"))
    if text.startswith(gap.unit, high):
        return text[begin : high + len(gap.unit)]
    behind = cut(text[high : high + BEHIND_GAP]).texts
    after = behind[0] if behind and behind[0] not in CLAUSE_MARKS else ""
    return text[begin:high] + after


class Lookup:
    """The lines, sections and points of a report, to be found by their places."""

    def __init__(self, report: Report) -> None:
        self.blocks = ByStart(report.blocks)
        self.sections = ByStart(report.walk())
        self.points = ByStart(p for s in report.walk() for p in s.points)


def units_of(
    report: Report,
    start: int,
    end: int,
    gaps: Sequence[Gap] = (),
    lookup: Lookup | None = None,
    *,
    whole: bool = False,
) -> list[Unit]:
    """Return the units of the prose between `start` and `end`, in reading order: the parts of
    sentences that a semicolon divides, or else `whole` sentences; long ones are cut into groups
    of clauses.

    Stand-alone headings, the title, salutation, signature, date and the rows of a table hold no
    unit.  Who asks about many stretches of one report gives its `lookup`.
    """
    lookup = lookup or Lookup(report)
    heads, points = lookup.sections, lookup.points
    open_places = ByStart(gaps)
    units: list[Unit] = []
    opening = next((b for b in report.blocks if b.kind in PROSE_TOO), None)
    for block in lookup.blocks.meeting(start, end):
        if block.kind not in PROSE_TOO:
            continue
        still_in_time()
        if _in_table(report.text, block.start, block.end):
            continue
        own = next(iter(heads.beginning(block.start, block.end)), None)
        item = own is not None and _is_item(report.text, own)
        first = max(start, _prose_start(report.text, block.start, own, item=item))
        last = min(end, block.end)
        inside: list[Unit] = []
        for piece_start, piece_end in _pieces(points, first, last):
            here = _units_in(report.text, piece_start, piece_end, open_places, whole=whole)
            if item and piece_start == first and here:
                here[0] = replace(here[0], labelled=True)
            if (
                here
                and here[0].lead
                and not here[0].labelled
                and _echoes(here[0].text, heads, block)
            ):
                here[0] = replace(here[0], lead=False, echo=True)
            inside += here
        if inside and block is opening and block.kind is BlockKind.PREAMBLE:
            words = inside[0].text
            says_who = any(own_side(c.of(words)) for c in split_clauses(words))
            inside[0] = replace(inside[0], opens_report=says_who)
        units += _bound(inside)
    return units


def _bound(units: Sequence[Unit]) -> list[Unit]:
    """Mark those units of a line that lead to a list, or say that it is planned, for others."""
    found: list[Unit] = []
    begins = True
    for i, unit in enumerate(units):
        ends = unit.text.rstrip(_CLOSERS).endswith(tuple("。！？!?"))
        if not ends and (i + 1 < len(units) or announces(unit.text)):
            clauses = [c.of(unit.text) for c in split_clauses(unit.text)]
            leads = any(announces(c) for c in clauses)
            if leads or (begins and any(plan_sign(c) for c in clauses)):
                unit = replace(unit, goes_on=True)
        found.append(unit)
        begins = ends
    return found


def _echoes(text: str, heads: ByStart[Section], block: Block) -> bool:
    """Whether a sentence says no more than the heading of the section it stands in."""
    inside = heads.around(block.start)
    pairs = {text[i : i + 2] for i in range(len(text) - 2)}
    heading = inside.heading if inside is not None else ""
    return bool(pairs) and sum(pair in heading for pair in pairs) >= _ECHO * len(pairs)


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
    return at + len(indent_of(text[at:]))


def _pieces(points: ByStart[Point], start: int, end: int) -> list[tuple[int, int]]:
    """Cut a line at the points that begin in it, so that each piece starts with its own label."""
    cuts = sorted({start, end, *(p.start for p in points.beginning(start + 1, end))})
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _units_in(text: str, start: int, end: int, gaps: ByStart[Gap], *, whole: bool) -> list[Unit]:
    units: list[Unit] = []
    longest = LONGEST_SENTENCE if whole else LONGEST_UNIT
    for sentence in split_sentences(text[start:end], at_semicolon=not whole):
        first = start + sentence.start
        label = match_point_label(text[first : start + sentence.end])
        first += label.end if label is not None else 0
        for low, high in _groups(text, first, start + sentence.end, longest):
            words = text[low:high]
            inside = tuple(gaps.inside(low, high))
            opens = low == first and (label is not None or not units)
            addressed = ADDRESS.fullmatch(words) is not None
            lead = opens and not addressed and count_words(words) <= LEAD_WORDS
            named = opens and label is not None
            units.append(Unit(low, high, words, lead, named, addressed, gaps=inside))
    return units


def _groups(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """Return the sentence without its outer white space, in groups of clauses if it is long."""
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    end -= len(sentence) - len(sentence.rstrip())
    if start >= end:
        return []
    clauses = split_clauses(text[start:end])
    if count_words(text[start:end]) <= longest and len(clauses) <= MOST_CLAUSES:
        return [(start, end)]
    groups: list[tuple[int, int]] = []
    low, first = start, 0
    for k, clause in enumerate(clauses):
        high = start + clause.end
        huge = high - low >= LONGEST_GROUP or k - first >= MOST_CLAUSES
        long = huge or count_words(text[low:high]) >= longest * 0.6
        following = text[high : min(end, high + LEANS_WITHIN)]
        if long and high < end and (huge or not LEANS_BACK.match(following)):
            groups.append((low, high))
            low, first = high, k
    if groups and count_words(text[low:end]) < longest * 0.2:
        low = groups.pop()[0]
    return [*groups, (low, end)]


def ended_like(source: str, text: str, marks: str) -> str:
    """End a wording with the mark that its source ends with, of those in `marks`."""
    mark = source[-1:] if source[-1:] in marks else ""
    return text.strip().rstrip(marks) + mark
