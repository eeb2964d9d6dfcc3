"""A required part that a report lacks, as a gap that can be asked about and filled."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.document import BlockKind, Report
from assistant.gaps import Gap, GapKind
from assistant.genres.locate import locate_parts
from assistant.genres.model import Found, Genre, PartMatch, Priority, Stage

_ENDING_BLOCKS = frozenset(
    {BlockKind.CLOSING, BlockKind.ATTACHMENT, BlockKind.SIGNATURE, BlockKind.DATE}
)
_OPENING_BLOCKS = frozenset(
    {BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.SALUTATION, BlockKind.PREAMBLE}
)


def missing_part_gaps(
    report: Report,
    genre: Genre,
    first_id: int,
    matches: Sequence[PartMatch] | None = None,
) -> list[Gap]:
    """Return a gap of kind `part` for every required part the report lacks, in the genre's order.

    IDs run from g`first_id`.  The place (start = end) is where the part belongs by the genre's
    order: behind what should stand before it, in front of what should stand after it.  `matches`
    are those of `locate_parts`, where they are known already.
    """
    if matches is None:
        matches = locate_parts(report, genre)
    gaps: list[Gap] = []
    for index, match in enumerate(matches):
        if match.present or match.priority is not Priority.REQUIRED:
            continue
        place = _place(report, matches, index)
        gaps.append(
            Gap(
                id=f"g{first_id + len(gaps)}",
                kind=GapKind.PART,
                start=place,
                end=place,
                context=_context(report, place, match),
                unit="",
                question=match.part.question,
            )
        )
    return gaps


def _place(report: Report, matches: Sequence[PartMatch], index: int) -> int:
    """Return the code point where the missing part belongs, always at the start of a line."""
    stage = matches[index].part.stage
    last = _end_of_body(report)
    if stage is Stage.ENDING:
        later = [m.start for m in matches[index + 1 :] if _stands(m) and m.start is not None]
        place = min([p for p in later if p >= last / 2] or [last])
        start_of_line = report.text.rfind("\n", 0, place) + 1
        return start_of_line if place < len(report.text) else place
    if stage is Stage.OPENING:
        ends = [b.end for b in report.blocks if b.kind in _OPENING_BLOCKS]
        return ends[-1] if ends else 0
    for match in reversed(matches[:index]):
        if match.part.stage is Stage.BODY and match.start is not None:
            for section in report.sections:
                if section.start <= match.start < section.end:
                    return section.end
    return report.sections[0].start if report.sections else last


def _stands(match: PartMatch) -> bool:
    """Tell whether a match is a place of its own that something can be put in front of."""
    return match.present and match.how is not Found.SENTENCE


def _end_of_body(report: Report) -> int:
    """Return where the last section ends, or, without sections, where the closing starts."""
    if report.sections:
        return report.sections[-1].end
    for block in report.blocks:
        if block.kind in _ENDING_BLOCKS:
            return block.start
    return len(report.text)


def _context(report: Report, place: int, match: PartMatch) -> str:
    before = [s for s in report.sections if s.end <= place]
    name = match.part.name.zh
    return f"{before[-1].number}{before[-1].heading} → 【{name}】" if before else f"【{name}】"
