"""Taking away the numbers in front of parts and points; not a word behind them changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.document import Edit, Point, Report, Section, apply_edits, indent_of, newline_of
from assistant.numbering import LabelStyle, match_label, match_point_label
from assistant.outline.siblings import Sibling


def unnumbered(
    report: Report, parts: Sequence[Sibling], span: tuple[int, int], *, apart: bool
) -> str:
    """Return the text of a span without the numbers of these parts.

    With `apart` each point becomes a paragraph of its own, closed by 。 where ； set it off.
    """
    start, end = span
    edits: list[Edit] = []
    for part in parts:
        if isinstance(part, Section):
            edits += _of_heading(report, part)
        else:
            edits += _of_point(report, part, apart=apart)
    moved = (edit.moved(-start) for edit in edits)
    return apply_edits(report.text[start:end], moved)


def _of_heading(report: Report, section: Section) -> Iterator[Edit]:
    label = match_label(report.text[section.start : section.heading_end])
    if label is None or not label.ordinal:
        return
    hashes = len(label.text) - len(label.text.lstrip("#"))
    begin = label.start + hashes
    yield Edit(section.start + begin, section.start + label.end, " " if hashes else "")


def _of_point(report: Report, point: Point, *, apart: bool) -> Iterator[Edit]:
    text = report.text
    label = match_point_label(text, point.start)
    if label is None:
        return
    end = label.end
    if label.style is LabelStyle.MUST:
        end = label.start + len(label.text) - 1  # 一要加强 goes on as 要加强
    elif text[end : end + 1] in tuple("是，：:、,"):
        end += 1
    line = text.rfind("\n", 0, point.start) + 1
    inside = bool(text[line : point.start].strip())
    parted = newline_of(text) + indent_of(text[line : point.start])
    yield Edit(label.start, end, parted if apart and inside else "")
    if apart and text[point.end - 1] in "；;，,":
        yield Edit(point.end - 1, point.end, "。")
