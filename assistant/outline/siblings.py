"""Parts that stand side by side: the sections of a report, of a section, the points of a run, the
paragraphs of a section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.document import Point, Report, Section
from assistant.numbering import LabelStyle, format_label, match_label, match_point_label
from assistant.printable import cut

Sibling = Section | Point


@dataclass(frozen=True, slots=True)
class Siblings:
    """Parts that stand side by side below `home` (None: the sections of the report)."""

    home: Section | None
    members: tuple[Sibling, ...]


def style_of_new(report: Report) -> LabelStyle:
    """Return how the number of a section is printed that is added to a report."""
    label = match_label(report.sections[0].number) if report.sections else None
    if label is not None and label.style in (LabelStyle.ORDINAL, LabelStyle.ARABIC):
        return label.style
    return LabelStyle.CHINESE


def heading_mark(sections: Sequence[Section]) -> str:
    """Return what stands in front of the numbers of level 1: the ## of Markdown, or nothing."""
    label = match_label(sections[0].number) if sections else None
    return f"{'#' * label.level} " if label and label.style is LabelStyle.HASH else ""


def label_of_new(report: Report, at: int) -> str:
    """Return the number of a section that is added to a report at a place."""
    number = 1 + sum(s.start < at or s.end <= at for s in report.sections)
    return heading_mark(report.sections) + format_label(style_of_new(report), number)


def siblings_of(part: Sibling, report: Report) -> Siblings:
    """Return the parts that a part stands side by side with."""
    above = part.id.rpartition(".")[0]
    if not above:
        return Siblings(None, report.sections)
    home = report.find(above)
    assert isinstance(home, Section)
    if isinstance(part, Section):
        return Siblings(home, home.children)
    if part not in home.points:
        return Siblings(home, tuple(report.paragraphs(home)))
    return Siblings(home, next(run for run in point_runs(home) if part in run))


def point_runs(home: Section) -> list[tuple[Point, ...]]:
    """Return the points of a section in runs that count on: 一是 … 三是, then 一是 anew."""
    found: list[list[Point]] = []
    before: tuple[LabelStyle, int] | None = None
    for point in home.points:
        style, number = point_number(point)
        if before is not None and before[0] is style and before[1] < number:
            found[-1].append(point)
        else:
            found.append([point])
        before = (style, number)
    return [tuple(run) for run in found]


def point_number(point: Point) -> tuple[LabelStyle, int]:
    """Return the style and the number of a point's mark."""
    # 首先 is a mark only with what follows it, and the printed label leaves that out.
    label = match_point_label(point.label) or match_point_label(point.label + "，")
    return (label.style, label.ordinal) if label is not None else (LabelStyle.IS, 0)


def short_name(part: Sibling) -> str:
    """Return a part as a sentence names it: its number and the beginning of its heading."""
    name = part.lead if isinstance(part, Point) else part.number + part.heading
    name = name.lstrip("# ")  # a heading of Markdown is said without its marks
    return cut(name, 16)
