"""The part that a place of the report belongs to: what a reader who points there means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.chains.prepare import targets_of
from assistant.document import Report, Section
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal


def part_at(report: Report, start: int, end: int) -> str:
    """Return the ID of the smallest part that holds `start`–`end`: a point on a line of its own,
    a paragraph, a section, or what stands before or behind all sections.

    Raises UsageError where no one part holds it: a title, a signature, a stretch of several parts.
    """
    home = section_at(report, start, end)
    if home is None:
        for target in targets_of(report, ()):
            if target.start <= start and end <= target.end:
                return target.id
        raise UsageError(
            "请在同一个部分里选文字；标题和落款请直接改。",
            "Select words within one part; a title or signature is edited directly.",
        )
    for paragraph in report.paragraphs(home):
        if paragraph.start <= start and end <= paragraph.end:
            places = ((p.id, p.start, p.end) for p in home.points)
            own = (paragraph.start, paragraph.end)
            return next((name for name, *place in places if tuple(place) == own), paragraph.id)
    return home.id


def section_at(report: Report, start: int, end: int) -> Section | None:
    """Return the innermost section that holds `start`–`end`, None where there is none."""
    held = [s for s in report.walk() if s.start <= start and end <= s.end]
    return held[-1] if held else None


def stretch_of(found: Proposal, report: Report) -> tuple[int, int] | None:
    """Return the place of the words that alone a proposal is about; None where it is about whole
    parts."""
    if len(found.parts) != 1 or len(found.request.sections) != 1:
        return None
    [part], [whole] = found.parts, targets_of(report, found.request.sections)
    place = part.start, part.end
    return None if place == (whole.start, whole.end) else place
