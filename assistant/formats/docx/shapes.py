"""What each line of a report is to look like: its style, its heading, its place on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from assistant.document import Block, BlockKind, Report, Section
from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.gbt9704 import Style

_CENTRED: Final = frozenset({BlockKind.SUBTITLE, BlockKind.SIGNATURE, BlockKind.DATE})
_HEAD: Final = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.SUBTITLE,
        BlockKind.SALUTATION,
        BlockKind.SIGNATURE,
        BlockKind.DATE,
        BlockKind.BLANK,
        BlockKind.NOISE,
    }
)
_ATTACHED: Final = re.compile(r"\s*((?:附件[：:]\s*)?)(\d{1,2}[.．]\s*)?")


@dataclass(frozen=True, slots=True)
class Shape:
    """The look of one line.

    `heading` characters of it belong to a run-in heading of `level`; `right` is how many
    characters from the right edge it ends, `left` and `hanging` its indents where the style has
    none; `before` and `after` ask for a blank line.
    """

    style: Style
    level: int = 0
    heading: int = 0
    right: float | None = None
    left: float = 0
    hanging: float = 0
    before: bool = False
    after: bool = False


def shapes_of(report: Report, *, blanks: bool = True) -> dict[int, Shape]:
    """Return the shape of each line that is not blank, by where its block starts.

    `blanks` says whether the blank lines of the text are there to set things off.
    """
    body_from = min((b.start for b in report.blocks if b.kind not in _HEAD), default=0)
    said = [b for b in report.blocks if report.of(b).strip()]
    headings = {section.start: section for section in report.walk()}
    rights = _foot(report, body_from)
    shapes: dict[int, Shape] = {}
    seen: set[BlockKind] = set()
    blank_before = True
    by_start = {b.start: b for b in said}
    for block in report.blocks:
        if block.start not in by_start:
            blank_before = blanks
            continue
        in_head = block.start < body_from
        shape = _shape(report, block, headings.get(block.start), in_head, rights)
        first = block.kind not in seen and not in_head
        if first and not blank_before and block.kind in (BlockKind.ATTACHMENT, BlockKind.SIGNATURE):
            shape = replace(shape, before=True)
        if not in_head:
            seen.add(block.kind)
        shapes[block.start] = shape
        blank_before = False
    _space_below_head(said, shapes, blanks)
    return shapes


def _shape(
    report: Report, block: Block, section: Section | None, in_head: bool, rights: dict[int, float]
) -> Shape:
    line = report.of(block)
    if block.kind is BlockKind.TITLE:
        return Shape(gb.TITLE)
    if in_head and block.kind in _CENTRED:
        return Shape(gb.SUBTITLE)
    if block.kind in (BlockKind.SIGNATURE, BlockKind.DATE):
        return Shape(gb.SIGNATURE, right=rights.get(block.start, 2))
    if block.kind is BlockKind.SALUTATION:
        return Shape(gb.SALUTATION)
    if block.kind is BlockKind.ATTACHMENT:
        return _attachment(line)
    if section is None:
        return Shape(gb.BODY)
    level = level_of(section)
    heading = section.heading_end - section.start
    if section.run_in and line[heading:].strip():
        return Shape(gb.BODY, level, heading)
    return Shape(gb.HEADINGS[level - 1], level)


def level_of(section: Section) -> int:
    """Return a heading's level, 1–4, by its number where that tells it."""
    if re.search("[（(][一二三四五六七八九十]", section.number):
        return 2
    if re.search(r"[（(]\d", section.number):
        return 4
    if re.search(r"\d|[①-⑳]", section.number):
        return 3
    return min(max(section.level, 1), 4)


def _attachment(line: str) -> Shape:
    """附件：1. ××: two characters in, wrapped names under the name."""
    match = _ATTACHED.match(line)
    lead, number = (match[1], match[2] or "") if match else ("", "")
    hang = width(lead + number)
    return Shape(gb.ATTACHMENT, left=2 + (3 if not lead else 0) + hang, hanging=hang)


def _foot(report: Report, body_from: int) -> dict[int, float]:
    """Return, by their starts, how many characters from the right 署名 and date end.

    The shorter one's place follows from the longer one's: 署名 ends two characters from the
    right and the date begins two behind its beginning; a longer date itself ends two from there.
    """
    last = {b.kind: b for b in report.blocks if b.start >= body_from}
    signature, date = last.get(BlockKind.SIGNATURE), last.get(BlockKind.DATE)
    if signature is None or date is None:
        return {}
    longer = width(report.of(date).strip()) - width(report.of(signature).strip())
    return {signature.start: max(2, longer + 4), date.start: max(2, -longer)}


def width(line: str) -> float:
    """Return the width of a line in CJK characters; ASCII takes half of one."""
    return sum(0.5 if char.isascii() else 1 for char in line)


def _space_below_head(said: Sequence[Block], shapes: dict[int, Shape], blanks: bool) -> None:
    """Leave one line between the title with its subtitle and what follows."""
    head = (gb.TITLE, gb.SUBTITLE)
    for block, following in pairwise(said):
        if shapes[block.start].style in head and shapes[following.start].style not in head:
            if block.end == following.start or not blanks:
                shapes[block.start] = replace(shapes[block.start], after=True)
            return
