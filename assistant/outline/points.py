"""一是…二是…: the points of a section, as paragraphs of their own or inside one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from assistant.document import Point
from assistant.numbering import LAST, Label, LabelStyle, match_point_label
from assistant.outline.lines import Line
from assistant.patterns import compile_late
from assistant.sentences import split_clauses

LONGEST_LEAD: Final = 40
"""Characters; a first sentence that is longer gives only its first clause."""

_LOOKED_AT: Final = 120

_INSIDE: Final = compile_late(
    r"(?<=[。；：，！？;:,!?”）\s])(?=[一二三四五六七八九十]{1,3}[是要]|其[一二三四五六七八九]"
    r"|第[一二三四五六七八九十]{1,2}[，、：]|首先|其次|再次|再者|最后)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section: its line, and where in the line's words the section's text begins
    (behind a run-in heading, otherwise 0)."""

    line: Line
    begins: int


def find_points(paragraphs: list[Paragraph], section_id: str) -> tuple[Point, ...]:
    """Return the points of a section's own paragraphs, in reading order.

    A paragraph that begins with a mark is one point, unless the run goes on inside it; then each
    mark in it begins one.  A paragraph point takes along the unmarked paragraphs up to the next
    point of its run.  Inside a paragraph a run needs a first and a second point.
    """
    found: list[Point] = []
    marks = [None if p.begins else match_point_label(p.line.words) for p in paragraphs]
    followers = _followers(marks)
    for number, (paragraph, mark) in enumerate(zip(paragraphs, marks, strict=True)):
        inside = _inside(paragraph)
        if mark is None:
            for run in _runs(inside):
                found += _split(paragraph, run)
        elif goes_on := _continue(mark, inside):
            found += _split(paragraph, [mark, *goes_on])
        else:
            last = paragraphs[number + followers[number]].line
            found.append(_point(paragraph, mark, len(paragraph.line.words), last))
    return tuple(replace(point, id=f"{section_id}.p{n}") for n, point in enumerate(found, 1))


def _inside(paragraph: Paragraph) -> list[Label]:
    """Return the marks inside a paragraph, the one at its beginning left out."""
    words, begins = paragraph.line.words, paragraph.begins
    places = [match.start() for match in _INSIDE.finditer(words, max(begins, 1))]
    if begins and begins not in places:
        places.insert(0, begins)
    return [label for place in places if (label := match_point_label(words, place))]


def _follows(before: Label, label: Label) -> bool:
    if label.style is not before.style:
        return False
    return label.ordinal == before.ordinal + 1 or label.ordinal == LAST > before.ordinal


def _continue(first: Label, marks: list[Label], begins: int = 0) -> list[Label]:
    """Return the marks from `begins` that carry on a run; it ends where its style begins anew."""
    run: list[Label] = []
    for number in range(begins, len(marks)):
        mark = marks[number]
        if mark.style is first.style and mark.ordinal == 1:
            break
        if _follows(run[-1] if run else first, mark):
            run.append(mark)
    return run


def _runs(marks: list[Label]) -> Iterator[list[Label]]:
    """Yield the runs of a paragraph that do not begin inside an earlier one."""
    reached = -1
    for number, mark in enumerate(marks):
        if mark.ordinal != 1 or mark.start < reached:
            continue
        if run := _continue(mark, marks, number + 1):
            reached = run[-1].start
            yield [mark, *run]


def _split(paragraph: Paragraph, run: list[Label]) -> Iterator[Point]:
    """Yield the points of a run inside one paragraph.

    Points that are set off by ；end with their sentence, so what follows belongs to no point.
    """
    words = paragraph.line.words
    stops = [label.start for label in run[1:]]
    listed = all(words[behind(words, stop) - 1] in "；;，," for stop in stops)
    full_stop = words.find("。", run[-1].end) if listed else -1
    stops.append(full_stop + 1 if full_stop >= 0 else len(words))
    for label, stop in zip(run, stops, strict=True):
        yield _point(paragraph, label, stop, paragraph.line)


def _followers(marks: list[Label | None]) -> list[int]:
    """Return for each paragraph how many unmarked ones behind it belong to its point."""
    found = [0] * len(marks)
    following = -1
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        if mark is None:
            continue
        after = marks[following] if following >= 0 else None
        if after is not None and _follows(mark, after):
            found[number] = following - number - 1
        following = number
    return found


def behind(words: str, stop: int) -> int:
    """Return the place behind the last character before `stop` that is no white space."""
    return len(words[:stop].rstrip())


def _point(paragraph: Paragraph, label: Label, stop: int, last: Line) -> Point:
    line = paragraph.line
    body = line.words[label.end : min(stop, label.end + _LOOKED_AT)]
    end = line.behind(behind(line.words, stop))
    if last is not line:
        end = last.behind(len(last.words))
    return Point("", _printed(label), _lead(body), line.at(label.start), end)


def _printed(label: Label) -> str:
    return label.text.rstrip("，,、：: ") if label.style is LabelStyle.FIRSTLY else label.text


def _lead(body: str) -> str:
    """Return the first sentence of a point, or its first clause where that is too long."""
    first = length = 0
    for clause in split_clauses(body):
        first = first or clause.end
        length = clause.end
        if clause.of(body).rstrip("”’》）)")[-1:] in "。！？；!?;\n：:":
            break
    end = length if length <= LONGEST_LEAD else first
    return body[:end].strip().rstrip("。！？；!?;：:，,、")
