"""Where a section stands in its report: what a writer of it has to know besides its text."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.chains.job import Job, Target
from assistant.document import BlockKind, Point, Section
from assistant.gaps import Gap, GapKind, find_gaps
from assistant.gaps.words import cut
from assistant.numbering import match_point_label
from assistant.tasks import Task
from assistant.wordcount import count_words

HEADINGS, HEADING = 12, 10
"""Headings of the outline that are shown, and characters from which only the first words of one."""
BESIDE = 0.1
"""The outline is shown whole where it is no longer than this part of the section's own text; else
only what stands right before and behind."""
EMPTY = "□"
"""What a writer sees where something is missing that nothing marks."""
OPEN = "XX"
"""What stands there in the text where without any mark nobody would see it."""
WORDS_A_POINT = 150
_CLAUSE = re.compile("(?:“[^“”]*”|[^，。；：,;:“])+")


def head_end_of(job: Job, target: Target) -> int:
    """Return where the heading of a target, or its point's label, ends, counted from its start."""
    part = part_of(job, target)
    if isinstance(part, Section):
        return part.heading_end - target.start
    label = match_point_label(job.source(target)) if isinstance(part, Point) else None
    return label.end if label is not None else 0


def fitting_points(prose: str) -> int:
    """Return the number of points a text of this length reads well in: two to five."""
    return min(5, max(2, round(count_words(prose) / WORDS_A_POINT)))


def part_of(job: Job, target: Target) -> Section | Point | None:
    """Return the section or point that a target is; None for prose outside all of them."""
    for section in job.sections.beginning(target.start, target.start + 1):
        if section.id == target.id:
            return section
    points = (point for section in job.report.walk() for point in section.points)
    return next((point for point in points if point.id == target.id), None)


def stands_in_points(job: Job, target: Target) -> bool:
    """Whether a part stands already in the points asked for, and nothing more was asked."""
    asks = job.request.asks
    there = points_in(job, target)
    if job.task != Task.RESTRUCTURE or there < 2 or asks.unmarked or more(job):
        return False
    if asks.points is not None:
        return asks.points == there
    return asks.anyway or not (job.request.instruction or "").strip()


def points_in(job: Job, target: Target) -> int:
    """Return how many points a part has; one outside all sections has those on lines of their
    own."""
    part = part_of(job, target)
    if isinstance(part, Section):
        return len(part.points)
    inside = job.lookup.blocks.beginning(target.start, target.end)
    return sum(block.kind is BlockKind.POINT for block in inside) if part is None else 0


def more(job: Job) -> bool:
    """Whether an instruction asks for more than one thing, or for what has no name here."""
    asks = job.request.asks
    named = asks.order or asks.titles or asks.headings
    return bool(named or asks.more or set("：:，,、；;") & set(job.request.instruction or ""))


def outline_beside(job: Job, target: Target) -> str:
    """Return the outline as it is shown beside the text of a target, "" where there is none."""
    outline = outline_of(job, target)
    short = len(outline) > BESIDE * len(job.source(target))
    return outline_of(job, target, beside=1) if short else outline


def outline_of(job: Job, target: Target, *, beside: int = HEADINGS) -> str:
    """Return the headings of level 1, the one the target is or lies in marked, and of the others
    as many as stand no further off than `beside`."""
    sections = job.report.sections[:HEADINGS]
    if len(sections) < 2:
        return ""
    own = [s.start <= target.start and target.end <= s.end for s in sections]
    at = own.index(True) if True in own else None
    if beside < HEADINGS:
        if at is None:
            return ""
        sections = sections[max(0, at - beside) : at + beside + 1]
    shown = []
    for section in sections:
        inside = section.start <= target.start and target.end <= section.end
        here = inside and not target.new
        words = section.number + _shortened(section.heading)
        shown.append(f"{words}（本段）" if here else words)
    return "：" + "；".join(shown)


def _shortened(heading: str) -> str:
    """Return a heading's first clause, or of a long one its first words, no quotation torn."""
    first = _CLAUSE.match(heading)
    words = first[0] if first else heading
    if len(words) <= 2 * HEADING:
        return words
    told = ""
    for word in cut(words).texts:
        if len(told) + len(word) > HEADING and told.count("“") == told.count("”"):
            break
        told += word
    return told + "…"


def shown(job: Job, target: Target) -> str:
    """Return the text of a target as a writer sees it: a place that is open without any mark
    (开展会、涉及户) has one, `EMPTY`, that is taken out of the reply again."""
    source = job.source(target)
    if EMPTY in source:
        return source
    for gap in sorted(_unmarked(job, target), key=lambda g: -g.start):
        at = gap.start - target.start
        source = source[:at] + EMPTY + source[at:]
    return source


def without_marks(job: Job, target: Target, said: str) -> str:
    """Return what a writer said of a target without `EMPTY`; where a place of its units would then
    no longer be seen (培训返乡农民工□期 has 工期 in it) `OPEN` marks it."""
    if EMPTY not in said or EMPTY in job.source(target):
        return said
    seen = {g.start for g in find_gaps(said.replace(EMPTY, "")) if g.start == g.end}
    units = tuple(g.unit for g in _unmarked(job, target) if g.unit)
    first, *rest = said.split(EMPTY)
    at, text = len(first), first
    for piece in rest:
        text += (OPEN if at not in seen and piece.startswith(units) else "") + piece
        at += len(piece)
    return text


def _unmarked(job: Job, target: Target) -> Collection[Gap]:
    """Return the places of a target that are open without any mark."""
    return [g for g in job.gaps_in(target) if g.start == g.end and g.kind is not GapKind.PART]
