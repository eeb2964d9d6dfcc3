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
from typing import Any, Final, NoReturn

import yaml

from assistant.document import Point, Section
from assistant.errors import AssistantError, UnknownSection
from assistant.facts import Fact
from assistant.genres import Genre, load_genre
from assistant.outline import parse
from assistant.request import Length, Request, Task

CASES: Final = Path(__file__).resolve().parent / "cases"
"""The project's own suite."""
TASKS: Final = (Task.SHORTEN, Task.RESTRUCTURE, Task.FILL, Task.REWRITE)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader in C where it is there: ten times as fast."""


class CaseError(AssistantError):
    """A case that cannot be used; the message names the file and the key."""


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
    source = _text(folder / "source.txt")
    reference = _text(folder / "reference.txt")
    asked = _Reader(folder / "request.yaml")
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
    read = _Reader(path)
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
    read = _Reader(path)
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


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: is not UTF-8 (byte {error.start})") from error
    if not text.strip():
        raise CaseError(f"{path}: is empty")
    return text


def _request(read: _Reader) -> tuple[Request, tuple[Fact, ...]]:
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


def _facts(read: _Reader) -> Iterator[Fact]:
    for number, row in enumerate(read.rows("facts"), 1):
        name, value = row.text("name"), row.text("value")
        unit, source = row.text("unit", default=""), row.text("source", default="request.yaml")
        row.finish()
        yield Fact(f"f{number}", name, value, unit, source)


def _genre(read: _Reader, folder: Path) -> Genre:
    name = read.text("genre")
    beside = folder / name
    try:
        return load_genre(str(beside) if beside.is_file() else name)
    except AssistantError as error:
        read.fail("genre", str(error))


def _check_sections(read: _Reader, source: str, request: Request) -> None:
    report = parse(source)
    for name in request.sections:
        try:
            part: Section | Point = report.find(name)
        except UnknownSection as error:
            read.fail("section", str(error))
        if part.start == part.end:
            read.fail("section", f"“{name}” is empty")


def _words(read: _Reader) -> Words | None:
    row = read.row("words")
    if row is None:
        return None
    least, most = row.whole("min", default=0), row.whole("max", default=1_000_000)
    row.finish()
    if least > most:
        row.fail("min", f"{least} is more than max {most}")
    return Words(least, most)


def _elements(read: _Reader, genre: Genre) -> tuple[Element, ...]:
    found: list[Element] = []
    for row in read.rows("elements"):
        element = _element(row, genre)
        if any(other.id == element.id for other in found):
            row.fail("id", f"“{element.id}” stands twice")
        found.append(element)
    return tuple(found)


def _element(row: _Reader, genre: Genre) -> Element:
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


class _Reader:
    """A mapping of a YAML file, read key by key; what nobody read is refused by `finish`."""

    def __init__(self, path: Path, data: Any = None, place: str = "") -> None:
        self.path, self._place = path, place
        self._data: dict[str, Any] = _mapping(path, place, _load(path) if data is None else data)
        self._left = set(self._data)

    def fail(self, key: str, why: str) -> NoReturn:
        """Raise CaseError for a key."""
        raise CaseError(f"{self.path}: {self._place}{key}: {why}")

    def finish(self) -> None:
        """Refuse the keys that nobody asked for."""
        if self._left:
            self.fail(min(self._left), "unknown key")

    def only(self, known: frozenset[str], must: frozenset[str], whose: str) -> None:
        """Refuse keys that are not `known`, and the absence of one that `must` be there."""
        for key in sorted(set(self._data) - known):
            self.fail(key, f"is no key {whose}")
        for key in sorted(must - set(self._data)):
            self.fail(key, f"is missing; it is a key {whose}")

    def _take(self, key: str) -> Any:
        self._left.discard(key)
        return self._data.get(key)

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text; a number is one as well (unit: 3 and to: 1500 need no quotes)."""
        value = self._take(key)
        if value is None:
            if default is None:
                self.fail(key, "is missing")
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fail(key, f"a text is wanted, not {value!r}")
        words = str(value).strip()
        if not words and default is None:
            self.fail(key, "is empty")
        return words

    def texts(self, key: str, *, default: tuple[str, ...]) -> list[str]:
        """Return a list of texts; a single one stands for itself."""
        value = self._take(key)
        if value is None:
            return list(default)
        values = value if isinstance(value, list) else [value]
        for one in values:
            if isinstance(one, bool) or not isinstance(one, str | int | float):
                self.fail(key, f"texts are wanted, not {one!r}")
        return [str(one).strip() for one in values]

    def whole(self, key: str, *, default: int) -> int:
        """Return a whole number from 0."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(key, f"a whole number is wanted, not {value!r}")
        return int(value)

    def span(self, key: str) -> tuple[int, int]:
        """Return (n, n) for a number, (a, b) for [a, b]."""
        value = self._take(key)
        if value is None:
            return 0, 0
        ends = value if isinstance(value, list) and len(value) == 2 else [value, value]
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in ends):
            self.fail(key, f"a number or [least, most] is wanted, not {value!r}")
        if ends[0] > ends[1]:
            self.fail(key, f"{ends[0]} is more than {ends[1]}")
        return ends[0], ends[1]

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(key, f"true or false is wanted, not {value!r}")
        return bool(value)

    def row(self, key: str) -> _Reader | None:
        """Return a mapping under `key`, or None where there is none."""
        value = self._take(key)
        return None if value is None else _Reader(self.path, value, f"{self._place}{key}.")

    def rows(self, key: str) -> Iterator[_Reader]:
        """Yield the mappings of the list under `key`."""
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fail(key, "a list is wanted")
        for number, row in enumerate(value, 1):
            yield _Reader(self.path, row, f"{self._place}{key}[{number}].")


def _load(path: Path) -> Any:
    try:
        return yaml.load(_text(path), _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or "no YAML"
        raise CaseError(f"{path}: {where}{reason}") from error


def _mapping(path: Path, place: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        where = f"{place.rstrip('.')}: " if place else ""
        raise CaseError(f"{path}: {where}a mapping of keys is wanted")
    return data
