"""What was understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.document import Report
from assistant.findings import Message
from assistant.request import Request


class Kind(StrEnum):
    """What a person wants done."""

    TASK = "task"
    ANSWER = "answer"
    UNDO = "undo"
    REDO = "redo"
    ADOPT = "adopt"
    REJECT = "reject"
    ANOTHER = "another"
    WHY = "why"
    CHECK = "check"
    HISTORY = "history"
    TAKE = "take"
    SHOW = "show"
    STOP = "stop"
    HELP = "help"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the sentence is said in front of.

    `chosen` is the ID of the section that is on the screen, `waiting` whether a proposal waits
    for a decision, `working` whether a run is under way, `gaps` the IDs of the open gaps in order.
    """

    report: Report
    chosen: str | None = None
    waiting: bool = False
    working: bool = False
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure or name that the sentence states: of what, how much, in which unit."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What was understood.

    `request` is there for a task; `facts` and `answers` (gap ID → value) for what was stated;
    `section` for what is to be shown.  `said` says it back.  For UNCLEAR `question` asks for what
    is missing, with `choices` as possible next sentences.  `later` is what the sentence asks for
    besides, to be said again afterwards: one thing is done at a time.  `lost` says that nothing
    at all was understood: a model may be asked what was meant.
    """

    kind: Kind
    said: Message
    request: Request | None = None
    facts: tuple[Stated, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    question: Message | None = None
    choices: tuple[str, ...] = ()
    later: str = ""
    lost: bool = False
