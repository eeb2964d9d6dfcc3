"""The part that a place of the report belongs to: what a reader who points there means."""

from __future__ import annotations

from dataclasses import replace

from assistant.chains.prepare import targets_of
from assistant.document import Edit, Report, Section, apply_edits, line_around
from assistant.errors import UsageError
from assistant.noise import remove_noise
from assistant.numbering import match_point_label
from assistant.sentences import split_clauses
from assistant.session.proposal import Proposal, judged, numbered

_MARKS = "，。；：、！？,;:!? \t\u3000\n"


def part_at(report: Report, start: int, end: int) -> str:
    """Return the ID of the smallest part that holds `start`–`end`: a point on a line of its own,
    a paragraph, a section, or what stands before or behind all sections.

    Raises UsageError where no one part holds it: a title, a signature, a stretch of several parts.
    """
    home = section_at(report, start, end)
    # Of a paragraph its indent is none.
    words = report.text[start:end].strip()
    if words:
        start = report.text.index(words, start)
        end = start + len(words)
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


def clauses_within(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the clauses that lie whole in some words of a text; of words that hold
    none, the longest piece of one: half a clause cannot go."""
    line, stop = line_around(text, start, end)
    whole: list[tuple[int, int]] = []
    pieces: list[tuple[int, int]] = []
    for clause in split_clauses(text[line:stop]):
        words = clause.of(text[line:stop])
        label = match_point_label(words)
        first = line + clause.start + (label.end if label is not None else 0)
        first += len(text[first:]) - len(text[first:].lstrip())
        last = line + clause.start + len(words.rstrip(_MARKS))
        if start <= first and last <= end:
            whole.append((first, min(end, line + clause.end)))
        pieces.append((max(start, first), min(end, last)))
    if whole:
        return whole[0][0], whole[-1][1]
    return max(pieces, key=lambda p: p[1] - p[0], default=(start, end))


def laid_in(found: Proposal, report: Report) -> Proposal:
    """Return a proposal for a stretch of a part as one for that part, judged by all of its words:
    what stands beside a stretch may lean on what went."""
    [whole] = targets_of(report, found.request.sections)
    inside = [p for p in found.parts if whole.start <= p.start and p.end <= whole.end]
    edits = [Edit(p.start - whole.start, p.end - whole.start, p.output) for p in inside]
    source = report.text[whole.start : whole.end]
    output = apply_edits(source, edits)
    if output == source:
        return replace(found, parts=())
    part = replace(inside[0], start=whole.start, end=whole.end, source=source, output=output)
    part = replace(part, basis=remove_noise(source))
    return replace(found, parts=numbered([judged(part, remove_noise(output))]))
