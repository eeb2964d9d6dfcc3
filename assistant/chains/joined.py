"""Making one part of several: the text of all stays, one heading stands over it.

Subsections and points that come together count on; what a heading said that the new one does not
say stays as a sentence where it was one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.document import Edit, Point, Report, Section, apply_edits, indent_of, newline_of
from assistant.numbering import (
    LAST,
    LabelStyle,
    match_label,
    match_point_label,
    with_number,
)
from assistant.outline.siblings import Sibling, point_runs

_LONGEST = 18
"""Characters up to which the names of two parts are joined to one heading."""
_A_NAME = 8
"""Characters up to which a heading is a mere name, which another takes the place of."""
_STATES = re.compile(r"[\d《“，。；：]|[一二三四五六七八九十百千万][个项件次户人名家]")
_LISTS = re.compile("[和与及、]")
_COUNT_SAID = re.compile(
    r"(?<![两二三四五六七八九十\d])(?P<n>[两二三四五六七八九十\d]+)(?:个方面|个问题|点|项|条|方面)[^。]{0,12}$"
)


@dataclass(frozen=True, slots=True)
class Joint:
    """What is joined (in reading order but for the first, which gives the number), its heading in
    words, and whether an author chose it."""

    members: tuple[Sibling, ...]
    heading: str
    given: bool


def joint(members: Sequence[Sibling], heading: str, *, into: bool) -> Joint:
    """Return how parts are to be joined under the heading asked for.

    Without one it is the first's where the others go `into` that, or where the names are too long
    to stand together; else both names.
    """
    if heading:
        return Joint(tuple(members), heading, given=True)
    names = [m.heading for m in members if isinstance(m, Section)]
    first = names[0] if names else ""
    listed = any(_LISTS.search(n) for n in names)
    between = "、" if listed else "和"
    both = "、".join(names[:-1]) + between + names[-1] if len(names) > 1 else first
    short = both if len(both) <= _LONGEST and not any(_STATES.search(n) for n in names) else first
    return Joint(tuple(members), first if into else short, given=False)


def joined(report: Report, one: Joint, spans: Sequence[str]) -> str:
    """Return the text of a joint with the number of its first; `spans` are the texts of its
    members without what stands between them."""
    first = one.members[0]
    if isinstance(first, Point) or first.run_in:
        return _run_together(one, spans)
    sections = [m for m in one.members if isinstance(m, Section)]
    newline = newline_of(report.text)
    gap = newline * 2 if newline * 2 in "".join(s.strip() for s in spans) else newline
    head = _head(report, first, one.heading)
    pieces = [head, *_bodies(report, sections, spans, one)]
    return gap.join(p.strip("\r\n").rstrip() for p in pieces if p.strip())


def _run_together(one: Joint, spans: Sequence[str]) -> str:
    """Join points, or parts whose text runs on behind their heading: only numbers go."""
    text = spans[0]
    if one.given:
        label = match_label(text) or match_point_label(text)
        at = label.end if label is not None else len(text) - len(text.lstrip())
        text = f"{text[:at]}{one.heading}。{text[at:]}"
    for span in spans[1:]:
        label = match_label(span) or match_point_label(span)
        bare = span[label.end :] if label is not None else span
        single = "\n" not in text.strip()
        apart = "" if single else newline_of(text) + indent_of(span)
        text = text.rstrip() + apart + bare.lstrip(" \t\u3000")
    return text


def _head(report: Report, first: Section, heading: str) -> str:
    line = report.text[first.start : first.heading_end]
    at = line.rfind(first.heading) if first.heading else -1
    if at < 0:
        return line + heading
    return line[:at] + heading + line[at + len(first.heading) :]


def _bodies(
    report: Report, sections: Sequence[Section], spans: Sequence[str], one: Joint
) -> Iterator[str]:
    """Yield the text of every part, then all subsections; a part without any that comes behind one
    with some becomes a subsection itself, for its text belongs to none of those."""
    parents = [s for s in sections if s.children]
    count = 0
    below: list[str] = []
    label = _label(report, parents[0].children[0]) if parents else ""
    points: tuple[LabelStyle, int] | None = None
    for section, span in zip(sections, spans, strict=True):
        inside = bool(below) and not section.children
        body = span[section.heading_end - section.start :]
        if section.children:
            end = section.children[0].start - section.start
            body = span[section.heading_end - section.start : end]
            for text in _children(section, span):
                count += 1
                below.append(_relabelled(text, label, count))
        elif inside:
            count += 1
            below.append(_as_child(report, section, body, label, count, parents[0].children[0]))
        if not inside:
            lead = _kept_heading(section, sections[0], one)
            body = _led(body, lead) if lead else body
            if not parents:
                body, points = _counting_on(report, section, body, points if not lead else None)
            yield body
    yield from below


def _children(section: Section, span: str) -> list[str]:
    starts = [c.start - section.start for c in section.children]
    ends = [*starts[1:], len(span)]
    return [span[low:high] for low, high in zip(starts, ends, strict=True)]


def _label(report: Report, section: Section) -> str:
    label = match_label(report.text[section.start : section.heading_end])
    return label.text if label is not None and label.ordinal else ""


def _relabelled(text: str, pattern: str, number: int) -> str:
    """Return a subsection with this number, printed as `pattern` prints its own."""
    label = match_label(text)
    if label is None or not label.ordinal or not pattern:
        return text
    return label.replaced(text, with_number(pattern, number))


def _as_child(
    report: Report, section: Section, body: str, pattern: str, number: int, model: Section
) -> str:
    """Return a part as a subsection like `model`: its heading on a line of its own or run in."""
    indent = indent_of(report.text[model.start : model.heading_end])
    name = (with_number(pattern, number) if pattern else "") + section.heading
    if model.run_in:
        return f"{indent}{name}。{body.lstrip()}"
    newline = newline_of(report.text)
    return indent + name + (body if body.startswith(("\r", "\n")) else newline + body)


def _kept_heading(section: Section, first: Section, one: Joint) -> str:
    """Return what a heading says that the new one does not take over, “” where it is but a name."""
    words = section.heading
    if words in one.heading or (section is first and not one.given):
        return ""
    mere = len(words) <= _A_NAME and not _STATES.search(words)
    return "" if one.given and mere else words


def _led(body: str, lead: str) -> str:
    """Put what a heading said before its text, as a sentence."""
    bare = body.lstrip()
    return body[: len(body) - len(bare)] + lead.rstrip("。；：") + "。" + bare


def _counting_on(
    report: Report, section: Section, body: str, before: tuple[LabelStyle, int] | None
) -> tuple[str, tuple[LabelStyle, int] | None]:
    """Return a body whose points count on from those before, and the last number in it.

    Points that an own sentence announces (问题有：一是…) begin anew.
    """
    found = point_runs(section)
    if not found:
        return body, None
    shift = section.heading_end
    label = match_point_label(report.text, found[0][0].start)
    last = match_point_label(report.text, found[-1][-1].start)
    assert label is not None
    assert last is not None
    edits: list[Edit] = []
    opens = not body[: found[0][0].start - shift].strip()
    offset = 0
    if before is not None and before[0] is label.style and opens and label.ordinal == 1:
        offset = before[1]
        for point in found[0]:
            own = match_point_label(report.text, point.start)
            if own is not None and own.ordinal != LAST and own.style is not LabelStyle.FIRSTLY:
                at = own.start - shift
                new = with_number(own.text, own.ordinal + offset)
                edits.append(Edit(at, at + len(own.text), new))
    closed = not report.text[found[-1][-1].end : section.end].strip()
    number = last.ordinal + (offset if len(found) == 1 else 0)
    return apply_edits(body, edits), (last.style, number) if closed else None


def count_said(report: Report, one: Joint) -> str:
    """Return the words that count the points of a part (三个方面) to which others were added, or
    “” where the count still holds."""
    said, before = "", None
    for section in one.members:
        if not isinstance(section, Section) or section.children:
            return ""
        body = report.text[section.heading_end : section.end]
        now, before = _counting_on(report, section, body, before)
        if said and now != body:
            return said
        for run in point_runs(section)[:1]:
            line = report.text[section.heading_end : run[0].start]
            match = _COUNT_SAID.search(line.rstrip("：:，。 \n"))
            said = match.group()[:8] if match is not None else said
    return ""
