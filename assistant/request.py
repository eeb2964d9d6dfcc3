"""What a user can ask for, and how far the work on it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from assistant.errors import UsageError
from assistant.findings import Language, Message
from assistant.tasks import TASKS, Detail, Task, TaskRow, task_label

_LENGTH = re.compile(
    r"(\d{1,9})\s*字?|(\d{1,9}(?:\.\d{1,9})?)\s*%|(\d{1,9}/0*[1-9]\d{0,8})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Length:
    """An asked length: a number of 字数, or a share of the source's."""

    words: int | None = None
    part: Fraction | None = None

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `1500`, `1500字`, `50%` or `2/3`.

        Raises UsageError for anything else, for 0, and for more than 100 %.
        """
        asked = text.strip().replace("％", "%")
        match = _LENGTH.fullmatch(asked)
        if match is None:
            raise UsageError(
                f"篇幅“{text[:40]}”看不懂：请写字数（1500）或比例（50%）",
                f"The length “{text[:40]}” is not understood: write 1500 (字) or 50%",
            )
        if match.group(1) is not None:
            words = int(match.group(1))
            if not words:
                raise UsageError(
                    f"篇幅“{text}”不成立：字数要大于 0",
                    f"The length “{text}” makes no sense: it must be more than 0",
                )
            return cls(words=words)
        part = Fraction(match.group(3) or match.group(2)) / (1 if match.group(3) else 100)
        if not 0 < part <= 1:
            raise UsageError(
                f"篇幅“{text}”不成立：比例要大于 0、不超过 100%",
                f"The length “{text}” makes no sense: more than 0, at most 100%",
            )
        return cls(part=part)

    def of(self, source: int) -> int:
        """Return the asked 字数 for a source of `source` 字."""
        if self.part is not None:
            return max(1, int(source * self.part))
        return self.words or source

    @property
    def told(self) -> Message:
        """The length as it is told to an author."""
        if self.part is not None:
            return Message(str(self), str(self))
        return Message(f"{self.words} 字", f"{self.words} characters")

    def __str__(self) -> str:
        if self.part is None:
            return str(self.words)
        percent = f"{float(self.part * 100):g}"
        # What is read back must be the same share: two thirds are no round per cent.
        return f"{percent}%" if Fraction(percent) == self.part * 100 else str(self.part)


class Deed(StrEnum):
    """What is to be done with parts as they stand."""

    SWAP = "swap"
    FIRST = "first"
    LAST = "last"
    BEFORE = "before"
    AFTER = "after"
    PLACE = "place"
    MERGE = "merge"
    UNNUMBER = "unnumber"


@dataclass(frozen=True, slots=True)
class Move:
    """One deed on the parts with these IDs, in the order they were named.

    `beside` is the part they go before, behind or into; `heading` what stands over parts that
    become one (“”: nobody said); with `apart` each point that loses its number becomes a
    paragraph.
    """

    deed: Deed
    parts: tuple[str, ...]
    beside: str | None = None
    heading: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """Something asked for that a text can be measured for: what is measured (`kind`, of
    `lexicon/measured_wishes`, or `order`), in whose words; `names` are what comes first and last,
    `most` how many 字 `each` may have.
    """

    kind: str
    said: str
    names: tuple[str, ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What an instruction asks of the order, the headings and the numbers of a report.

    `moves` are all among the parts of one section, `inside` (None: the report); `unclear` says
    instead why it cannot be told which parts are meant (`by_sense`: they are named by no heading,
    number or words of theirs), `besides` what was asked for that moving does not do, `points_left`
    that 一是, 二是 stay because only headings were meant.  `outline` are headings to sort a whole
    report under, `points` how many points to make, `titles` what they are to be called, `order`
    which kind of sentences comes first and which last.  The others say that something is asked
    for: `numbers` put right, `headings` where there are none, a paragraph for each point,
    paragraphs instead of points (`unmarked`: 分成两段), marks but no number (`labelled`: 用一是二是
    may go on), 一是 for the items below the headings, only what is done `anyway`, or `more` than
    so many points (三点的标题改成六字句).
    `wishes` are what the wording is measured for, `unmeasured` what only a reader can judge.
    """

    moves: tuple[Move, ...] = ()
    inside: str | None = None
    unclear: Message | None = None
    by_sense: bool = False
    besides: str = ""
    points_left: bool = False
    outline: tuple[str, ...] = ()
    points: int | None = None
    titles: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    numbers: bool = False
    headings: bool = False
    paragraphs: bool = False
    unmarked: bool = False
    labelled: bool = False
    points_below: bool = False
    anyway: bool = False
    more: bool = False
    wishes: tuple[Wish, ...] = ()
    unmeasured: str = ""

    @property
    def by_code(self) -> bool:
        """Whether parts only change places, become one or lose their numbers: no model is asked."""
        return bool(self.moves) or self.unclear is not None

    @property
    def figures(self) -> bool:
        """Whether no figure may go."""
        return any(wish.kind == "figures" for wish in self.wishes)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; no sections means the whole report.

    `figures_only`: gaps are filled, and no part is added that the report lacks.
    `instruction` is in the user's words; `arrangement` is what it says of order, headings and
    numbers, None before it was read in front of a report (`assistant.instruction.read_request`).
    """

    task: str
    sections: tuple[str, ...] = ()
    to: Length | None = None
    instruction: str | None = None
    figures_only: bool = False
    arrangement: Arrangement | None = field(default=None, compare=False)

    @property
    def asks(self) -> Arrangement:
        """What is asked of the outline; raises ValueError where nobody has read the instruction."""
        if self.arrangement is not None:
            return self.arrangement
        if self.instruction and self.task == Task.RESTRUCTURE:
            raise ValueError("the instruction has not been read: see read_request")
        return Arrangement()

    @property
    def by_code_alone(self) -> bool:
        """Whether no model could do better than code: 把数据最多的放到最前面 names no part, and of
        a part that was chosen who reads it can tell which is meant."""
        return self.asks.by_code and not (self.asks.by_sense and self.sections)


def request_label(request: Request, language: Language = Language.ZH) -> str:
    """Name what is asked for, as its author would: points are 分点, not the order of a report."""
    if request.arrangement is not None and request.arrangement.points is not None:
        return Message("分点", "Points").text(language)
    return task_label(request.task, language)


_WANTED = {
    Detail.LENGTH: (Message("篇幅", "a length"), Message("1500 或 50%", "1500 or 50%")),
    Detail.INSTRUCTION: (
        Message("怎样改", "what to change"),
        Message("“语气平实一些”", "“语气平实一些” (plainer)"),
    ),
    Detail.FIGURES_ONLY: (Message("只补空缺", "figures only"), Message("", "")),
}
OPTIONS = {
    Detail.LENGTH: "--to",
    Detail.INSTRUCTION: "--instruction",
    Detail.FIGURES_ONLY: "--figures-only",
}
"""How a command line calls the details of a task."""


def row_of(task: str) -> TaskRow:
    """Return what is to be known of a task; raises UsageError where there is none of the name."""
    if task not in TASKS:
        names = ", ".join(TASKS)
        raise UsageError(
            f"没有“{task}”这项任务，可用的：{names.replace(', ', '、')}。",
            f"There is no task “{task}”; there are {names}.",
        )
    return TASKS[task]


def require_sensible(request: Request, called: Mapping[Detail, str] | None = None) -> None:
    """Raise UsageError for a task that there is none of, and where a request lacks what its task
    needs or has what means nothing to it.

    `called` gives the details the names under which the user knows them.
    """
    row = row_of(request.task)
    label = row.label
    given = {
        Detail.LENGTH: request.to is not None,
        Detail.INSTRUCTION: bool((request.instruction or "").strip()),
        Detail.FIGURES_ONLY: request.figures_only,
    }
    for detail, (plain, example) in _WANTED.items():
        name = Message(called[detail], called[detail]) if called else plain
        if row.needs is detail and not given[detail]:
            raise UsageError(
                f"{label.zh}要写明{name.zh}，例如 {example.zh}。",
                f"{label.en} needs {name.en}, for example {example.en}.",
            )
        if given[detail] and detail not in row.takes:
            takers = [task for task, other in TASKS.items() if detail in other.takes]
            raise UsageError(
                f"{label.zh}不能指定{name.zh}；能指定的是"
                f"{'、'.join(task_label(one) for one in takers)}（{'、'.join(takers)}）。",
                f"{label.en} does not take {name.en}; {', '.join(takers)} do.",
            )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what it does, for which section, steps done of all, tokens so far.

    `words` is what can be read of the piece of a reply that has just arrived (nothing where it is
    JSON), `question` which reply it belongs to (several are under way at once).  What arrives is
    a draft: it may yet be refused.
    """

    stage: str
    section: str
    done: int
    total: int
    tokens: int = 0
    words: str = ""
    question: int = 0
