"""What a chain is given and what it hands on.

A chain proposes: for every chosen part a `Draft`, and a frame that says how the parts stand
together.  It adopts nothing; `dispose` verifies the drafts and decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from assistant.chains.segments import Lookup
from assistant.document import Report, Section
from assistant.facts import Fact
from assistant.findings import Finding
from assistant.gaps import Gap, GapKind
from assistant.genres import Genre
from assistant.noise import Noise
from assistant.request import Request
from assistant.spans import ByStart
from assistant.tasks import TASKS, TaskRow
from assistant.verify import Scope, Verification


class Engine(StrEnum):
    """Who is the author of a section's changes: the model, the deterministic rewriter, nobody."""

    MODEL = "model"
    RULES = "rules"
    NONE = "none"


class Rung(StrEnum):
    """What a model was asked for: the whole section, one sentence at a time, nothing."""

    SECTION = "section"
    SENTENCE = "sentence"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Target:
    """A chosen part: a section, a point, or the prose before or after all sections.

    `start`–`end` is its span in the working text; `words` its 字数 there, `asked` the 字数 it may
    have, or None where no length was asked; `gap` the missing part that it is a place for.
    """

    id: str
    heading: str
    start: int
    end: int
    weight: float = 1.0
    asked: int | None = None
    gap: str | None = None

    @property
    def new(self) -> bool:
        """Whether this is a place of no width, for a part that the report lacks."""
        return self.start == self.end


def body(start: int, end: int) -> Target:
    """Return a stretch of the report, more than one section, as the part that is worked on."""
    return Target("body", "正文", start, end)


@dataclass(frozen=True, slots=True)
class Filling:
    """A gap closed by code: which, with what, from where."""

    gap: Gap
    value: str
    source: str
    fact: str | None = None


class Judged(NamedTuple):
    """What the checks said of a text, beside the source and the scope they judged it by."""

    source: str
    text: str
    scope: Scope
    verification: Verification


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed text for one target.

    `engine` says who worded what changed, `rung` the lowest rung that wrote any of it (None where
    the engine says it: a model by sentences, the rules by rules), `attempts` how often a model was
    asked for it, `refused` what was wrong with the wordings that were turned down on the way,
    `remarks` what an author should be told of how the text came about, `basis` what the text of a
    new part was told from ("": from facts alone), `judged` the verdict that a chain has already.
    """

    target: Target
    text: str
    engine: Engine
    attempts: int = 0
    refused: tuple[Finding, ...] = ()
    fillings: tuple[Filling, ...] = ()
    remarks: tuple[Finding, ...] = ()
    rung: Rung | None = None
    basis: str = ""
    judged: Judged | None = field(default=None, compare=False, repr=False)

    def put_right(self, text: str) -> Draft:
        """Return it with a text that code alone changed, as it does the numbers of headings."""
        if text == self.text:
            return self
        engine = Engine.RULES if self.engine is Engine.NONE else self.engine
        return replace(self, text=text, engine=engine)


@dataclass(frozen=True, slots=True)
class Job:
    """One request on one report, ready to be worked on.

    `report` is the working text, `noise` (with its places in the report as read) already gone from
    the chosen parts; `gaps` are its gaps; `model` is the name of the one that words its sentences,
    empty where the rules alone do.  `open_places` are the gaps that stand in the text,
    `lookup` the lines, sections and points of the report, all to be found by their places.
    """

    request: Request
    report: Report
    genre: Genre
    targets: tuple[Target, ...]
    gaps: tuple[Gap, ...] = ()
    facts: tuple[Fact, ...] = ()
    model: str = ""
    terms: tuple[str, ...] | None = None
    noise: tuple[Noise, ...] = ()
    open_places: ByStart[Gap] = field(init=False, compare=False, repr=False)
    lookup: Lookup = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        places = (g for g in self.gaps if g.kind is not GapKind.PART)
        object.__setattr__(self, "open_places", ByStart(places))
        object.__setattr__(self, "lookup", Lookup(self.report))

    @property
    def sections(self) -> ByStart[Section]:
        """All sections of the report, of every level."""
        return self.lookup.sections

    @property
    def task(self) -> str:
        """The task of the request."""
        return self.request.task

    @property
    def row(self) -> TaskRow:
        """What is to be known of the task."""
        return TASKS[self.request.task]

    def source(self, target: Target) -> str:
        """Return the working text of a target."""
        return self.report.text[target.start : target.end]

    def gaps_in(self, target: Target) -> tuple[Gap, ...]:
        """Return the gaps that lie in a target; a missing part has a target of its own."""
        if target.gap is not None:
            return tuple(g for g in self.gaps if g.id == target.gap)
        return tuple(self.open_places.inside(target.start, target.end))


def frame(job: Job) -> tuple[str | Target, ...]:
    """Return the working text as literal text and targets in turn: the order of the source."""
    pieces: list[str | Target] = []
    at = 0
    for target in sorted(job.targets, key=lambda t: (t.start, t.end)):
        pieces += (job.report.text[at : target.start], target)
        at = target.end
    pieces.append(job.report.text[at:])
    return tuple(pieces)


def assemble(pieces: Sequence[str | Target], texts: dict[str, str]) -> str:
    """Put a frame together; `texts` gives the text of each target by ID."""
    return "".join(p if isinstance(p, str) else texts[p.id] for p in pieces)
