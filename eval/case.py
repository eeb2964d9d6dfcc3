"""Cases as data: a folder with a source, a reference, a request and, optionally, elements.

    CASE/
      source.txt       the text as the user has it, dirt included (UTF-8, read to the byte)
      reference.txt    the same text after the task, written for this project
      request.yaml     what is asked for
      elements.yaml    what the result must have (optional)

`reference.txt` is the whole given source after the task: where the request names a section, what
is outside it must be byte-identical to the source.

**request.yaml**

    task: shorten            # shorten | restructure | fill | rewrite
    genre: team-duty         # an id or name of `assistant genres`, or a .yaml file beside this one
    section: "2"             # optional: an ID or printed number of `assistant check`, or a list
    to: 50%                  # shorten only: a share, or a number of 字数 (1500)
    instruction: 分成三点…    # optional; asked for by rewrite
    facts:                   # fill: what may be put into the gaps
      - {name: 走访困难群众, value: "128", unit: 户, source: 民政所台账}
    report: qinghe-2024      # optional: cases cut from one report share this name (default: the
                             # case's own), so that a comparison resamples reports
    about: 一句话说明          # optional

**elements.yaml**

    version: 1
    change: first version    # why this version differs from the one before
    words: {min: 120, max: 160}   # optional: 字数 of the chosen section (without one: of the text)
    derive: true             # optional: false to leave the headings, order and points out that are
                             # otherwise drawn from the reference
    elements:
      - {id: study, kind: figure, priority: required, text: 26次, subject: 集体学习}

Every element has an `id` (unique), a `kind`, a `priority` (`required` counts 2, `expected` 1) and
the keys of its kind.  Where `text` is a phrase, `甲|乙` means either.

    kind      keys                          holds when
    part      part, [words]                 the genre's part with this key (`assistant genres show`)
                                            is there with at least `words` 字 (default 10; 1 for
                                            title, salutation, signature and date)
    order     headings: [甲, 乙, …]          headings with these words stand in this order
    heading   text, [level, number]         a heading has these words, once; `level` is its depth
                                            from 1; `number` as printed: 二、 (another style of the
                                            same number counts where all its neighbours have it)
    points    count, [section]              the section (an ID, or words of its heading; without:
                                            the text) has so many 一是 points; [3, 5] a range
    lead      text, [section]               the first sentence of the section or point ("2.p1"),
                                            without: of the text, has these words
    figure    text, [subject]               this figure (in any notation) is there, said of this
    title     text: 《…》                    this title is there to the letter
    name      text                          this name, term or phrase is there to the letter
    fact      text, [near]                  this value stands where a gap was, with these words
                                            (of its own sentence) around it
    gap       near                          the place that these words lead to is still open: XX,
                                            【待补：…】, or nothing at all as in the source
    negation  text                          the text still denies this: 没有发生安全事故
    phrase    text                          these words are there (what an instruction asks for)
    absent    text                          these words are not there (what it forbids)

A suite is a folder of cases at any depth; `suite.yaml` at its top (optional) holds its `version`
and `changes`.  Anything unknown or contradictory is refused with the file and key that are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from assistant.document import Point, Section
from assistant.errors import AssistantError, UnknownSection
from assistant.facts import Fact
from assistant.genres import Genre, load_genre
from assistant.outline import parse
from assistant.request import Length, Request
from assistant.tasks import TASKS as TASK_ROWS
from assistant.tasks import Detail, Task
from eval.keys import CaseError, Keys, read_text

__all__ = [
    "CASES", "Case", "CaseError", "Element", "Kind", "Priority", "Suite", "Words", "load_case",
    "load_suite",
]  # fmt: skip

CASES: Final = Path(__file__).resolve().parent / "cases"
"""The project's own suite."""
TASKS: Final = (Task.SHORTEN, Task.RESTRUCTURE, Task.FILL, Task.REWRITE)


class Priority(StrEnum):
    """How much an element counts: what a reader would send back for, and what would be better."""

    REQUIRED = "required"
    EXPECTED = "expected"


class Kind(StrEnum):
    """What an element asks for; see the table above."""

    PART = "part"
    ORDER = "order"
    HEADING = "heading"
    POINTS = "points"
    LEAD = "lead"
    FIGURE = "figure"
    TITLE = "title"
    NAME = "name"
    FACT = "fact"
    GAP = "gap"
    NEGATION = "negation"
    PHRASE = "phrase"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Element:
    """One binary demand on the result; only the fields of its kind are set.

    `words` 0 is the default of the part, `count` is (least, most) points.  `like` are the words of
    the reference's section behind a drawn heading: it finds the section under another wording.
    `drawn` tells that the element comes from the reference and not from the case's author.
    """

    id: str
    kind: Kind
    priority: Priority = Priority.REQUIRED
    text: str = ""
    part: str = ""
    words: int = 0
    headings: tuple[str, ...] = ()
    level: int | None = None
    number: str = ""
    section: str = ""
    count: tuple[int, int] = (0, 0)
    subject: str = ""
    near: str = ""
    like: str = ""
    drawn: bool = False

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The phrases of `text`, any of which will do."""
        return tuple(part.strip() for part in self.text.split("|") if part.strip())


@dataclass(frozen=True, slots=True)
class Words:
    """The 字数 a result may have, both bounds included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Case:
    """One case, checked.  `id` is its folder's name, in a suite its path there
    (team-duty/fill-one), `report` the report it was cut from.

    `words` is None where elements.yaml states none; `elements` are the author's own.
    """

    id: str
    folder: Path
    source: str
    reference: str
    request: Request
    genre: Genre
    facts: tuple[Fact, ...] = ()
    elements: tuple[Element, ...] = ()
    words: Words | None = None
    derive: bool = True
    has_elements: bool = False
    report: str = ""
    about: str = ""
    version: int = 1
    change: str = ""

    @property
    def task(self) -> Task:
        """The task of the request."""
        return Task(self.request.task)

    @property
    def to_product(self) -> Request:
        """The request as the program takes it: without a wish that its task has no use for, which
        one plain prompt is told all the same."""
        takes = TASK_ROWS[self.task].takes
        return (
            self.request if Detail.INSTRUCTION in takes else replace(self.request, instruction=None)
        )


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases in the order of their folders, with the suite's version and its change lines."""

    folder: Path
    cases: tuple[Case, ...]
    version: int = 1
    changes: tuple[str, ...] = ()


# For each kind: the keys that must be there, and those that may be.
_KEYS: Final[Mapping[Kind, tuple[frozenset[str], frozenset[str]]]] = {
    Kind.PART: (frozenset({"part"}), frozenset({"words"})),
    Kind.ORDER: (frozenset({"headings"}), frozenset()),
    Kind.HEADING: (frozenset({"text"}), frozenset({"level", "number"})),
    Kind.POINTS: (frozenset({"count"}), frozenset({"section"})),
    Kind.LEAD: (frozenset({"text"}), frozenset({"section"})),
    Kind.FIGURE: (frozenset({"text"}), frozenset({"subject"})),
    Kind.TITLE: (frozenset({"text"}), frozenset()),
    Kind.NAME: (frozenset({"text"}), frozenset()),
    Kind.FACT: (frozenset({"text"}), frozenset({"near"})),
    Kind.GAP: (frozenset({"near"}), frozenset()),
    Kind.NEGATION: (frozenset({"text"}), frozenset()),
    Kind.PHRASE: (frozenset({"text"}), frozenset()),
    Kind.ABSENT: (frozenset({"text"}), frozenset()),
}
_COMMON: Final = frozenset({"id", "kind", "priority"})


def load_case(folder: Path | str) -> Case:
    """Return the case in `folder`.  Raises CaseError naming the file, and the key where one is
    wrong."""
    folder = Path(folder)
    source = read_text(folder / "source.txt")
    reference = read_text(folder / "reference.txt")
    asked = Keys(folder / "request.yaml")
    request, facts = _request(asked)
    genre = _genre(asked, folder)
    report, about = asked.text("report", default=folder.name), asked.text("about", default="")
    asked.finish()
    _check_sections(asked, source, request)
    path = folder / "elements.yaml"
    if not path.exists():
        return Case(
            folder.name, folder, source, reference, request, genre, facts,
            report=report, about=about,
        )  # fmt: skip
    read = Keys(path)
    case = Case(
        folder.name,
        folder,
        source,
        reference,
        request,
        genre,
        facts,
        elements=_elements(read, genre),
        words=_words(read),
        derive=read.flag("derive", default=True),
        has_elements=True,
        report=report,
        about=about,
        version=read.whole("version", default=1),
        change=read.text("change", default=""),
    )
    read.finish()
    return case


def load_suite(folder: Path | str = CASES) -> Suite:
    """Return all cases below `folder` (or the one it is), each under its path from there.

    Raises CaseError for a folder without any, and for whatever is wrong with a case.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CaseError(f"{folder}: no such folder")
    found = tuple(
        _named(load_case(path.parent), folder) for path in sorted(folder.rglob("request.yaml"))
    )
    if not found:
        raise CaseError(f"{folder}: holds no case (no request.yaml at any depth)")
    path = folder / "suite.yaml"
    if not path.exists():
        return Suite(folder, found)
    read = Keys(path)
    suite = Suite(
        folder, found, read.whole("version", default=1), tuple(read.texts("changes", default=()))
    )
    read.finish()
    return suite


def _named(case: Case, suite: Path) -> Case:
    """Return the case under its path in the suite; a report that was not named is the case."""
    name = case.folder.relative_to(suite).as_posix()
    if name == ".":
        return case
    report = name if case.report == case.id else case.report
    return replace(case, id=name, report=report)


def _request(read: Keys) -> tuple[Request, tuple[Fact, ...]]:
    task = read.text("task")
    if task not in {t.value for t in TASKS}:
        read.fail("task", f"“{task}” is none of {', '.join(t.value for t in TASKS)}")
    asked = read.text("to", default="")
    if asked and task != Task.SHORTEN:
        read.fail("to", "only shorten has a length asked for")
    try:
        to = Length.parse(asked) if asked else None
    except AssistantError as error:
        read.fail("to", str(error))
    instruction = read.text("instruction", default="") or None
    if task == Task.SHORTEN and to is None:
        read.fail("to", "shorten needs a length")
    if task == Task.REWRITE and instruction is None:
        read.fail("instruction", "rewrite needs one")
    sections = tuple(read.texts("section", default=()))
    return Request(task, sections, to, instruction), tuple(_facts(read))


def _facts(read: Keys) -> Iterator[Fact]:
    for number, row in enumerate(read.rows("facts"), 1):
        name, value = row.text("name"), row.text("value")
        unit, source = row.text("unit", default=""), row.text("source", default="request.yaml")
        row.finish()
        yield Fact(f"f{number}", name, value, unit, source)


def _genre(read: Keys, folder: Path) -> Genre:
    name = read.text("genre")
    beside = folder / name
    try:
        return load_genre(str(beside) if beside.is_file() else name)
    except AssistantError as error:
        read.fail("genre", str(error))


def _check_sections(read: Keys, source: str, request: Request) -> None:
    report = parse(source)
    for name in request.sections:
        try:
            part: Section | Point = report.find(name)
        except UnknownSection as error:
            read.fail("section", str(error))
        if part.start == part.end:
            read.fail("section", f"“{name}” is empty")


def _words(read: Keys) -> Words | None:
    row = read.row("words")
    if row is None:
        return None
    least, most = row.whole("min", default=0), row.whole("max", default=1_000_000)
    row.finish()
    if least > most:
        row.fail("min", f"{least} is more than max {most}")
    return Words(least, most)


def _elements(read: Keys, genre: Genre) -> tuple[Element, ...]:
    found: list[Element] = []
    for row in read.rows("elements"):
        element = _element(row, genre)
        if any(other.id == element.id for other in found):
            row.fail("id", f"“{element.id}” stands twice")
        found.append(element)
    return tuple(found)


def _element(row: Keys, genre: Genre) -> Element:
    name = row.text("kind")
    if name not in {kind.value for kind in Kind}:
        row.fail("kind", f"“{name}” is none of {', '.join(kind.value for kind in Kind)}")
    kind = Kind(name)
    priority = row.text("priority", default=Priority.REQUIRED.value)
    if priority not in {p.value for p in Priority}:
        row.fail("priority", f"“{priority}” is neither required nor expected")
    must, may = _KEYS[kind]
    row.only(_COMMON | must | may, must, f"of a {kind.value}")
    element = Element(
        id=row.text("id"),
        kind=kind,
        priority=Priority(priority),
        text=row.text("text", default=""),
        part=row.text("part", default=""),
        words=row.whole("words", default=0),
        headings=tuple(row.texts("headings", default=())),
        level=row.whole("level", default=0) or None,
        number=row.text("number", default=""),
        section=row.text("section", default=""),
        count=row.span("count"),
        subject=row.text("subject", default=""),
        near=row.text("near", default=""),
    )
    if kind is Kind.PART and element.part not in {part.key for part in genre.parts}:
        known = ", ".join(part.key for part in genre.parts)
        row.fail("part", f"“{element.part}” is no part of {genre.id}: {known}")
    if kind is Kind.TITLE and not (element.text.startswith("《") and element.text.endswith("》")):
        row.fail("text", "a title is written with its 《》")
    if kind is Kind.ORDER and len(element.headings) < 2:
        row.fail("headings", "an order needs two or more")
    return element
