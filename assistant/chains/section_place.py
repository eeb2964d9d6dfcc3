"""Where a section stands in its report: what a writer of it has to know besides its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chains.job import Job, Target
from assistant.chains.slots import genre_outline
from assistant.document import Block, BlockKind, Point, Section
from assistant.gaps import GapKind
from assistant.numbering import match_point_label
from assistant.sentences import split_sentences
from assistant.wordcount import count_words

NEIGHBOUR = 12
"""Characters shown of the sentence before a section and of the one behind it."""
HEADINGS, HEADING = 12, 10
"""Headings of the outline that are shown, and characters of each."""
GAPS = 12
"""Open places that are named."""
WORDS_A_POINT = 150
_MARKS = re.compile("[，。；、：\n]")
PROSE = frozenset({BlockKind.PREAMBLE, BlockKind.BODY, BlockKind.POINT, BlockKind.CLOSING})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a target, as a prompt shows it ("": nothing to show).

    `head_end` is where the target's own heading ends, counted from its start; `points` how many
    points its text reads well in, `parts` the headings of its genre.
    """

    outline: str
    before: str
    after: str
    open: str
    head_end: int
    points: str
    parts: str


def surroundings(job: Job, target: Target) -> Surroundings:
    """Return what a writer of the target has to know besides its text."""
    part = part_of(job, target)
    head_end = part.heading_end - target.start if isinstance(part, Section) else 0
    if isinstance(part, Point):
        label = match_point_label(job.source(target))
        head_end = label.end if label is not None else 0
    words = count_words(job.source(target)[head_end:])
    return Surroundings(
        outline=outline_of(job, target),
        before=_neighbour(job, target, before=True),
        after=_neighbour(job, target, before=False),
        open="、".join(_open(job, target)),
        head_end=head_end,
        points=str(min(5, max(2, round(words / WORDS_A_POINT)))),
        parts="、".join(genre_outline(job.genre, job.report.title)),
    )


def part_of(job: Job, target: Target) -> Section | Point | None:
    """Return the section or point that a target is; None for prose outside all of them."""
    for section in job.report.walk():
        if section.id == target.id:
            return section
        for point in section.points:
            if point.id == target.id:
                return point
    return None


def outline_of(job: Job, target: Target) -> str:
    """Return the headings of level 1, the one the target is or lies in marked."""
    sections = job.report.sections
    if len(sections) < 2:
        return ""
    shown = []
    for section in sections[:HEADINGS]:
        inside = section.start <= target.start and target.end <= section.end
        here = inside and not target.new
        words = (section.number + section.heading)[:HEADING]
        shown.append(f"{words}（本段）" if here else words)
    return "：" + "；".join(shown)


def _neighbour(job: Job, target: Target, *, before: bool) -> str:
    """Return the end of the prose before a target, or the beginning of that behind it."""
    blocks = [b for b in job.report.blocks if b.kind in PROSE]
    if before:
        near = [b for b in blocks if b.end <= target.start][-1:]
        return _sentence(job, near[0], last=True)[-NEIGHBOUR:] if near else ""
    near = [b for b in blocks if b.start >= target.end][:1]
    return _sentence(job, near[0], last=False)[:NEIGHBOUR] if near else ""


def _sentence(job: Job, block: Block, *, last: bool) -> str:
    text = job.report.text[block.start : block.end].strip()
    sentences = split_sentences(text)
    if not sentences:
        return text
    one = sentences[-1 if last else 0]
    return text[one.start : one.end].strip()


def _open(job: Job, target: Target) -> list[str]:
    """Return the open places that no mark shows, with the words around them."""
    text = job.report.text
    shown = []
    unmarked = [g for g in job.gaps_in(target) if g.kind is not GapKind.PLACEHOLDER]
    for gap in unmarked[:GAPS]:
        before = _MARKS.split(text[max(target.start, gap.start - 10) : gap.start])[-1]
        after = _MARKS.split(text[gap.end : gap.end + 4])[0]
        shown.append(before + text[gap.start : gap.end] + after)
    return list(dict.fromkeys(shown))
