"""Putting the parts of a report together: which line is what, and where each section ends."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from assistant.document import Block, BlockKind, Report, Section, Styles
from assistant.noise import Noise, find_noise
from assistant.numbering import match_point_label
from assistant.outline.closing import find_aside, find_closing
from assistant.outline.edges import read_foot, read_head
from assistant.outline.headings import Heading, find_headings
from assistant.outline.lines import Line, split_lines
from assistant.outline.points import Paragraph, find_points
from assistant.outline.styled import believe, styles_by_words, styles_of_lines


def parse(text: str, noise: Sequence[Noise] | None = None, styles: Styles | None = None) -> Report:
    """Return the report that `text` is; any text is one, if only of a single paragraph.

    `noise` is what `find_noise(text)` returned, or None to have it found here.  Lines that hold
    nothing else become NOISE blocks, and marks in front of or inside a number do not hide it.
    A section begins with the line of its heading (indent included) and ends with the last line of
    its text; blank lines between two sections belong to the first.  `level` is the depth in the
    tree, whatever the style of the number; IDs count positions, not printed numbers.

    `styles` is what the report's file says of its lines (headings without a number, the title);
    what is not honest in it changes nothing.  They go by words, so those of a report hold for
    every text made from it.
    """
    lines = split_lines(text, find_noise(text) if noise is None else noise)
    content = [i for i, line in enumerate(lines) if line.words]
    given = styles_of_lines(text, lines, styles or {})
    styled = believe(lines, content, given, styles or {})
    roles, skipped = read_head(lines, content, styled)
    foot = read_foot(lines, content[skipped:], styled)
    roles |= foot
    body = [i for i in content[skipped:] if i not in foot]
    headings = find_headings(lines, body, styled)
    layout = _Layout(lines, body, headings)
    sections = layout.sections()
    blocks = tuple(
        Block(roles.get(i) or layout.kind(i), line.start, line.end) for i, line in enumerate(lines)
    )
    # Under the words without noise as well; what is said of other words is kept for other texts.
    known = styles_by_words((lines[i].words, given.get(i)) for i in content) if given else {}
    return Report(text, blocks, sections, {**styles, **known} if styles else known)


@dataclass(frozen=True, slots=True)
class _Node:
    """A heading with its place in the tree, and the line behind its last one."""

    heading: Heading
    level: int
    stop: int


class _Layout:
    """The lines between head and foot, given their headings."""

    def __init__(self, lines: list[Line], body: list[int], headings: list[Heading]) -> None:
        self._lines = lines
        self._body = body
        self._headings = {heading.line: heading for heading in headings}
        self._first = headings[0].line if headings else len(lines)
        self._points = {i for i in body if i > self._first and match_point_label(lines[i].words)}
        self._levels = _levels(headings)
        self._closing = self._find_closing(headings) if headings else None
        last = body[-1] + 1 if body else len(lines)
        self._stop = last if self._closing is None else self._closing
        self._nodes = self._find_nodes(headings)

    def kind(self, index: int) -> BlockKind:
        """Return the kind of a line whose role is not settled by its place above or below."""
        line = self._lines[index]
        if not line.words:
            return BlockKind.NOISE if line.only_noise else BlockKind.BLANK
        if index in self._headings:
            return BlockKind.HEADING
        if self._headings and index < self._first:
            return BlockKind.PREAMBLE
        if self._closing is not None and index >= self._closing:
            return BlockKind.CLOSING
        return BlockKind.POINT if index in self._points else BlockKind.BODY

    def sections(self) -> tuple[Section, ...]:
        """Return the section tree."""
        return self._children(0, len(self._nodes), "")

    def _children(self, first: int, last: int, prefix: str) -> tuple[Section, ...]:
        """Build the sections of the nodes `first` to `last`, which share a parent."""
        sections: list[Section] = []
        position = first
        while position < last:
            node = self._nodes[position]
            below = position + 1
            while below < last and self._nodes[below].level > node.level:
                below += 1
            sections.append(self._section(position, below, f"{prefix}{len(sections) + 1}"))
            position = below
        return tuple(sections)

    def _section(self, position: int, below: int, section_id: str) -> Section:
        node = self._nodes[position]
        heading, line = node.heading, self._lines[node.heading.line]
        children = self._children(position + 1, below, f"{section_id}.")
        own = self._own_paragraphs(node, self._nodes[position + 1 : below])
        points = find_points(own, section_id)
        return Section(
            id=section_id,
            level=node.level,
            number=heading.number,
            heading=heading.words,
            start=line.start,
            heading_end=line.behind(heading.ends),
            end=self._lines[node.stop - 1].end,
            run_in=heading.run_in,
            points=points,
            children=children,
        )

    def _own_paragraphs(self, node: _Node, below: Sequence[_Node]) -> list[Paragraph]:
        """Return the paragraphs of a section that are in none of the sections below it."""
        taken = {i for other in below for i in range(other.heading.line, other.stop)}
        own = []
        if node.heading.run_in:
            own.append(Paragraph(self._lines[node.heading.line], node.heading.ends))
        return own + [
            Paragraph(self._lines[i], 0)
            for i in range(node.heading.line + 1, node.stop)
            if self._lines[i].words and i not in taken
        ]

    def _find_nodes(self, headings: list[Heading]) -> list[_Node]:
        nodes: list[_Node] = []
        following: list[_Node] = []  # those that a heading above them could stop at
        for heading, level in zip(reversed(headings), reversed(self._levels), strict=True):
            while following and following[-1].level > level:
                following.pop()
            stop = following[-1].heading.line if following else self._stop
            nodes.append(_Node(heading, level, stop))
            following.append(nodes[-1])
        nodes.reverse()
        # Where the last lower sections of a chapter stop, they may stop before the chapter does.
        asides: dict[int, int] = {}
        for node, after in pairwise([*nodes, None]):
            if node and node.level > 1 and (after is None or after.level == 1):
                tail = self._tail(node.heading.line, node.stop)
                asides[node.stop] = find_aside(self._lines, tail) or node.stop
        return [
            _Node(node.heading, node.level, asides.get(node.stop, node.stop))
            if node.level > 1
            else node
            for node in nodes
        ]

    def _find_closing(self, headings: list[Heading]) -> int | None:
        last = headings[-1]
        path: dict[int, str] = {}
        for heading, level in zip(headings, self._levels, strict=True):
            path = {deep: words for deep, words in path.items() if deep < level}
            path[level] = heading.words
        end = self._body[-1] + 1
        # A run of paragraphs that each are one 一是… or 第一，… ends with the last of them.
        alike = len(headings) > 1 and all(heading.run_in for heading in headings)
        after_point = alike or any(i in self._points for i in self._body if i > last.line)
        return find_closing(
            self._lines, self._tail(last.line, end), "".join(path.values()), after_point
        )

    def _tail(self, heading: int, stop: int) -> list[int]:
        """Return the unmarked paragraphs at the end of a section that need not belong to it.

        They come behind its last point; where it has none, behind its first paragraph.
        """
        text = self._body[bisect(self._body, heading) : bisect_left(self._body, stop)]
        tail = list(takewhile(lambda i: i not in self._points, reversed(text)))[::-1]
        alone = len(tail) == len(text) and not self._headings[heading].run_in
        return tail[1:] if alone else tail


def _levels(headings: list[Heading]) -> list[int]:
    """Return the depth of each heading: one deeper than the nearest one of a smaller rank."""
    levels: list[int] = []
    open_ranks: list[float] = []
    for heading in headings:
        while open_ranks and open_ranks[-1] >= heading.rank:
            open_ranks.pop()
        open_ranks.append(heading.rank)
        levels.append(len(open_ranks))
    return levels
