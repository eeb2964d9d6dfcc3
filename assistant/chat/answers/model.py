"""What an answer is, and what a question is put to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.document import BlockKind, Report
from assistant.errors import UnknownSection
from assistant.figures import Figure
from assistant.findings import Finding, Message
from assistant.instruction.place_names import place_of
from assistant.matching.said import SaidFigure
from assistant.session import CheckResult, Proposal, Session
from assistant.wordcount import count_words

Span = tuple[int, int]
_LINES = {
    BlockKind.TITLE: "标题",
    BlockKind.SUBTITLE: "标题",
    BlockKind.SALUTATION: "称谓",
    BlockKind.SIGNATURE: "落款",
    BlockKind.DATE: "落款",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says back, and the places it speaks of: code points in the report's text."""

    said: Message
    places: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question about the text, as it was read.

    `topics` are what it speaks of (assistant/lexicon/questions.txt), `parts` the IDs of the parts
    it names, `place` a passage that is a part by its sense alone (problems told in the closing),
    with its name; `figures`, `titles` and `quotes` what it asks about; `rest` are the words left of
    it, which may be a subject (培训场次).  `made` are the proposals that a why may be about, the
    likeliest first, `proposal` the one that everything else is.
    """

    session: Session
    sentence: str
    topics: frozenset[str]
    parts: tuple[str, ...] = ()
    place: tuple[str, Span] | None = None
    figures: tuple[SaidFigure, ...] = ()
    titles: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    rest: str = ""
    chosen: str | None = None
    proposal: Proposal | None = None
    made: tuple[Proposal, ...] = ()

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self.session.report

    @property
    def text(self) -> str:
        """The report's text."""
        return self.session.report.text

    @cached_property
    def check(self) -> CheckResult:
        """What a check says of the report."""
        return self.session.check()

    @cached_property
    def scope(self) -> tuple[Span, ...]:
        """The spans of the parts that are named; the whole text where none is."""
        if self.place is not None:
            return (self.place[1],)
        if not self.parts:
            return ((0, len(self.text)),)
        return spans_of_parts(self.report, self.parts)

    @property
    def narrow(self) -> bool:
        """Whether a part of the report is asked about, not the whole."""
        return bool(self.parts) or self.place is not None

    @property
    def words(self) -> int:
        """字数 of what is asked about."""
        return sum(count_words(self.text[low:high]) for low, high in self.scope)

    @property
    def named(self) -> bool:
        """Whether a figure, a title or quoted words are asked about."""
        return bool(self.figures or self.titles or self.quotes)

    def has(self, *topics: str) -> bool:
        """Whether it speaks of all of these."""
        return self.topics.issuperset(topics)

    def within(self, start: int | None, end: int | None) -> bool:
        """Whether a place lies in the parts that are named; what has no place is of the whole."""
        if start is None or end is None:
            return not self.narrow
        return any(low <= start and start < max(high, low + 1) for low, high in self.scope)

    def where(self) -> Message:
        """Return the place that is asked about in words: “一、学习”, 全文."""
        if self.place is not None:
            return Message(f"“{self.place[0]}”", f"“{self.place[0]}”")
        return place_of(self.parts, self.report)[0]


def spans_of_parts(report: Report, parts: tuple[str, ...]) -> tuple[Span, ...]:
    """Return the spans of parts by their IDs, the opening and closing included."""
    from assistant.chains.prepare import targets_of

    return tuple((t.start, t.end) for part in parts for t in targets_of(report, (part,)))


def words_of(report: Report, part: str) -> int:
    """Return the 字数 of a part."""
    return sum(count_words(report.text[a:b]) for a, b in spans_of_parts(report, (part,)))


@lru_cache(maxsize=512)
def short(text: str, most: int = 24) -> str:
    """Return words in one line, cut where they are long."""
    text = " ".join(text.split()).lstrip("# ")
    return text if len(text) <= most else text[: most - 1] + "…"


def part_at(report: Report, place: int) -> str:
    """Return what the part is called in which a place lies: its number and heading, or 开头."""
    for block in report.blocks:
        if block.start <= place < block.end and block.kind in _LINES:
            return _LINES[block.kind]
    name = "开头"
    for section in report.sections:
        if section.start <= place:
            name = short(section.number + section.heading, 18)
    closing = report.sections[-1].end if report.sections else len(report.text)
    return "结尾" if report.sections and place >= closing else name


def section_of(report: Report, part: str) -> Span | None:
    """Return the span of a part by ID, None where the report has no such part."""
    try:
        found = report.find(part)
    except UnknownSection:
        return None
    return found.start, found.end


def span_of(finding: Finding) -> tuple[Span, ...]:
    """Return the place of a finding, if it has one."""
    if finding.start is None or finding.end is None:
        return ()
    return ((finding.start, finding.end),)


def joined(lines: list[Message]) -> Message:
    """Return several messages as one, a line each."""
    return Message("\n".join(m.zh for m in lines), "\n".join(m.en for m in lines))


def capped(lines: Sequence[Message], most: int) -> list[Message]:
    """Return the first lines, and one that counts the rest; one alone is told itself."""
    rest = len(lines) - most
    if rest <= 1:
        return list(lines)
    return [*lines[:most], Message(f"……还有 {rest} 处。", f"… and {rest} more.")]


def spans(figures: list[Figure]) -> tuple[Span, ...]:
    """Return the places of figures."""
    return tuple((f.start, f.end) for f in figures)
