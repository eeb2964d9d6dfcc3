"""A genre (文种) as a value: how it is recognised, its voice, and the parts it must contain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.findings import Message

EMPTY_PAIRS = frozenset(
    ("情况", "工作", "建设", "方面", "责任", "主要", "年度", "存在", "一步", "下步")
)
"""Pairs of characters that many headings have."""


class Priority(StrEnum):
    """How much a genre wants a part: a missing required part is an error of the report."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Stage(StrEnum):
    """Where in a report a part belongs."""

    OPENING = "opening"
    BODY = "body"
    ENDING = "ending"


class Voice(StrEnum):
    """Who speaks: one person (我) or a team (我们)."""

    SINGULAR = "我"
    PLURAL = "我们"


class Found(StrEnum):
    """In what shape a part was found."""

    SECTION = "section"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


_DUTY = re.compile("述[职责廉德法安学]")


@lru_cache(maxsize=1024)
def pattern(*alternatives: str) -> re.Pattern[str]:
    """Return the alternatives as one compiled expression; compiled on first use only."""
    return re.compile("|".join(f"(?:{a})" for a in alternatives))


@dataclass(frozen=True, slots=True)
class Cue:
    """An expression whose presence speaks for a genre, with its weight (0 to 1)."""

    pattern: str
    weight: float

    def hits(self, text: str) -> bool:
        """Tell whether the cue occurs in `text`."""
        return pattern(self.pattern).search(text) is not None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a report of the genre must say, and how to know that it says it.

    `heading` are expressions looked for in headings and in the first words of points;
    `topics` plain words of which a paragraph must hold `topics_needed` different ones;
    `statement` expressions that one sentence must match.  A heading that matches `heading_not`,
    or a sentence that matches `statement_not`, is not this part, though the words occur.
    `block` names a line kind of the parser (salutation, date …) whose mere presence is the part;
    `rest` makes it of whatever sections no other part claims.  A `title` that occurs in the
    report's title makes the part required.  `weight` shares an asked length over the parts; 0
    takes no share.
    """

    key: str
    name: Message
    priority: Priority
    contains: Message
    question: Message
    stage: Stage = Stage.BODY
    heading: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    topics_needed: int = 2
    statement: tuple[str, ...] = ()
    heading_not: tuple[str, ...] = ()
    statement_not: tuple[str, ...] = ()
    rest: bool = False
    block: str | None = None
    title: str | None = None
    weight: float = 1.0

    def priority_under(self, title: str) -> Priority:
        """Return the priority in a report with this title.

        What the title promises is required; where a combined title (述职述廉) lists its 述, one
        that it does not list is no more than recommended.
        """
        if self.title is None:
            return self.priority
        if pattern(self.title).search(title):
            return Priority.REQUIRED
        if self.priority is Priority.REQUIRED and len(_DUTY.findall(title)) > 1:
            return Priority.RECOMMENDED
        return self.priority


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of report. `words` is the asked length in 字数 (least, most), where one is stated."""

    id: str
    name: Message
    aliases: tuple[str, ...]
    parts: tuple[Part, ...]
    voice: Voice | None = None
    words: tuple[int, int] | None = None
    title_cues: tuple[Cue, ...] = ()
    content_cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A heading of an outline known by a set phrase: how it is `said`, its full `name`, and the
    parts whose words belong under it."""

    said: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Whether and where a report holds a part of its genre.

    `priority` is the part's priority under the report's title.  `section` is the ID of the
    section or point (`2`, `1.p4`) in which it stands, None for an unnumbered place; `start` and
    `end` are the code points of the section, paragraph or sentence, None where it is missing.
    """

    part: Part
    priority: Priority
    present: bool
    section: str | None = None
    start: int | None = None
    end: int | None = None
    how: Found | None = None
