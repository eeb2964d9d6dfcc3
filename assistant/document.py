"""A report as a value: the text as read, and the spans that name its parts.

Nothing here holds a copy of a part: every part is a span into `Report.text`, so rendering an
unedited report gives back its text byte for byte, and an edit touches only the span it names.
All positions are code points in the text as read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assistant.errors import UnknownSection
from assistant.patterns import compile_late

# Three or more characters set apart, as titles are: 政 府 工 作 报 告.
_TITLE_MARKS: Final = compile_late(r"^(?:#{1,6}\s+)?(\*\*)?(.*?)(?(1)\*\*)$")
_LETTER_SPACED: Final = compile_late(r"(?<!\S)\S(?:\s+\S){2,}(?!\S)")

_FIRST_WORDS: Final = compile_late(r"[^，。；：、\n]{1,20}")

Styles = Mapping[str, tuple[int | None, ...]]
"""What a file's styles say of its lines: for the words of a line, occurrence by occurrence,
`TITLE_STYLE`, the outline level of a heading (1–9), or None.  Words of no style are left out."""

TITLE_STYLE: Final = 0


class BlockKind(StrEnum):
    """What a line of the text is for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SALUTATION = "salutation"
    PREAMBLE = "preamble"
    HEADING = "heading"
    BODY = "body"
    POINT = "point"
    CLOSING = "closing"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    DATE = "date"
    NOISE = "noise"
    BLANK = "blank"


OUTSIDE: Final = {"preamble": "开头", "body": "正文", "closing": "结尾"}
"""IDs under which the prose outside all sections can be chosen, and what it is called."""
PROSE: Final = (BlockKind.PREAMBLE, BlockKind.BODY, BlockKind.POINT, BlockKind.CLOSING)


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text, its line end included: the blocks of a report tile its text."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """一是… / 二是…, as its own paragraph or inside one.

    `label` is the words that mark it (“一是”), `lead` its first clause or sentence, and the span
    runs from the label to the last character of the point, line end excluded.
    """

    id: str
    label: str
    lead: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with its children.

    `number` is as printed (“一、”, “（二）”, “第三，”); `heading` the words after it, without the
    end mark.  `heading_end` is where heading and its mark end: for a stand-alone heading the end
    of its line's text, for a run-in heading the place where the text goes on.  The span runs to
    where the next section or the closing begins, line ends included.
    """

    id: str
    level: int
    number: str
    heading: str
    start: int
    heading_end: int
    end: int
    run_in: bool = False
    points: tuple[Point, ...] = ()
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield the section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `start`–`end` of a text with `text`; an empty span inserts."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Edit:
        """Return the same edit of a text that has its place `by` characters further on."""
        return Edit(self.start + by, self.end + by, self.text)


def newline_of(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def indent_of(line: str) -> str:
    """Return the white space that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t\u3000"))]


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the line, or lines, that `start`–`end` is in, without the line end."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all edits made at once; positions refer to the text as given.

    Raises ValueError where two edits overlap or one lies outside the text.
    """
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < position or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit {edit.start}–{edit.end} overlaps another or leaves the text")
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Report:
    """A parsed report: the text as read, its lines by kind, and its section tree.

    `styles` is what its file said of its lines, so that a text made from it can be read alike.
    """

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    styles: Styles = field(default_factory=dict, compare=False, repr=False)

    def walk(self) -> Iterator[Section]:
        """Yield every section of every level in reading order."""
        for section in self.sections:
            yield from section.walk()

    def of(self, part: Block | Section | Point) -> str:
        """Return the text a part covers."""
        return self.text[part.start : part.end]

    def part(self, *kinds: BlockKind) -> str:
        """Return the text of all lines of the given kinds, without outer white space."""
        return "".join(self.of(b) for b in self.blocks if b.kind in kinds).strip()

    @property
    def title(self) -> str:
        """The title in words: its lines joined, without Markdown marks and letter-spacing
        (政 府 工 作 报 告), or an empty string."""
        lines = (self.of(b) for b in self.blocks if b.kind is BlockKind.TITLE)
        bare = (_TITLE_MARKS.sub(r"\2", line.strip()) for line in lines)
        return "".join(
            _LETTER_SPACED.sub(lambda match: "".join(match.group().split()), line) for line in bare
        )

    def find(self, section_id: str) -> Section | Point:
        """Return the section, point or paragraph with this ID (`2`, `2.1`, `2.1.p3`, `2.1.b3`), or
        what is outside all sections (`preamble`, `closing`, `closing.b1`).

        A printed number finds it as well: 二, 二、, 二（一）, 第二，; so do 开头 and 结尾.
        Raises UnknownSection, naming the IDs the report has.
        """
        wanted = section_id.strip()
        for part in self._parts():
            if wanted == part.id or wanted == OUTSIDE.get(part.id):
                return part
            if isinstance(part, Section):
                for point in part.points:
                    if point.id == wanted:
                        return point
            if wanted.startswith(f"{part.id}.b"):
                for paragraph in self.paragraphs(part):
                    if paragraph.id == wanted:
                        return paragraph
        printed = _bare(wanted)
        for section, path in self._paths():
            if printed and printed in path:
                return section
        parts = sorted(self._parts(), key=lambda part: part.start)
        listed = "、".join(map(self._listed, parts))
        raise UnknownSection(
            f"报告中没有“{section_id}”这一部分，可用的编号：{listed or '无'}",
            f"The report has no section “{section_id}”; there are: {listed or 'none'}",
        )

    def _parts(self) -> Iterator[Section | Point]:
        yield from self.walk()
        yield from self.outside()

    def _listed(self, part: Section | Point) -> str:
        """Return the ID of a part and those of its points and paragraphs."""
        below = [f"{part.id}.{kind}1…{part.id}.{kind}{n}" for kind, n in self.below(part) if n]
        return part.id + (f"（{'、'.join(below)}）" if below else "")

    def below(self, part: Section | Point) -> tuple[tuple[str, int], tuple[str, int]]:
        """Return how many points (`p`) and paragraphs (`b`) of a part can be named: the paragraphs
        where there are more than one, and others than its points."""
        points = part.points if isinstance(part, Section) else ()
        own = list(self.paragraphs(part))
        others = {b.start for b in own} - {p.start for p in points}
        return ("p", len(points)), ("b", len(own) if len(own) > 1 and others else 0)

    def outside(self) -> tuple[Point, ...]:
        """Return the prose outside all sections: what can be chosen as `preamble`, `body`,
        `closing`."""
        found: list[Point] = []
        starts = [s.start for s in self.sections]
        for kind in (BlockKind.PREAMBLE, BlockKind.BODY, BlockKind.CLOSING):
            start = end = -1
            for block in self.blocks:
                at = bisect_right(starts, block.start) - 1
                inside = at >= 0 and block.start < self.sections[at].end
                if block.kind is kind and not inside:
                    start, end = (block.start if start < 0 else start), block.end
                elif start >= 0 and block.kind is not BlockKind.BLANK:
                    break  # a signature or date ends it: nothing behind that is prose
            if start >= 0:
                found.append(Point(kind.value, "", OUTSIDE[kind.value], start, end))
        return tuple(found)

    def paragraphs(self, part: Section | Point) -> Iterator[Point]:
        """Yield the paragraphs of a section itself as `2.1.b1`, `2.1.b2` …, or those of what is
        outside all sections as `closing.b1` …; headings are not counted.

        Their `lead` is their first clause; those of the sections below it are not among them.
        """
        first, end = part.start, part.end
        if isinstance(part, Section):
            first = part.heading_end
            end = part.children[0].start if part.children else part.end
        number = 0
        for block in self.blocks[bisect_left(self.blocks, first, key=lambda b: b.start) :]:
            if block.end > end:
                break
            if block.kind in PROSE:
                number += 1
                words = self.of(block)
                start = block.start + len(words) - len(words.lstrip())
                name = _FIRST_WORDS.match(words.strip())
                lead = name.group() if name else ""
                stop = block.start + len(words.rstrip())
                yield Point(f"{part.id}.b{number}", "", lead, start, stop)

    def _paths(self) -> Iterator[tuple[Section, tuple[str, str]]]:
        """Yield each section with its own printed number and that of its whole path."""

        def below(
            sections: Iterable[Section], prefix: str
        ) -> Iterator[tuple[Section, tuple[str, str]]]:
            for section in sections:
                own = _bare(section.number)
                path = prefix + own
                yield section, (own if not prefix else path, path)
                yield from below(section.children, path)

        yield from below(self.sections, "")


def _bare(number: str) -> str:
    """Strip a printed number of the marks people leave out or add when they name it."""
    return number.strip().strip("、，,.．#: ：").replace("(", "（").replace(")", "）").strip()
