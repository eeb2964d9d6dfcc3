"""What a gap is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.findings import Message


class GapKind(StrEnum):
    """How a missing figure, name or part shows, or does not show, in the text."""

    PLACEHOLDER = "placeholder"
    SILENT = "silent"
    LIST = "list"
    QUOTE = "quote"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Gap:
    """One place where something is missing.

        The span counts code points of the text as read; where nothing shows the place (`silent`,
        `list`, an empty quote) start = end, and what is missing belongs right there.  `context` is
        the place with what stands around it on its line,
    `unit` the unit the figure wants (empty for a name or a list), `question` what a colleague can
    be asked, `wanted` what belongs there in a word or two (单位名称, 姓名, 专项行动的名称) where no
    figure is asked for and the surroundings tell.
    """

    id: str
    kind: GapKind
    start: int
    end: int
    context: str
    unit: str
    question: Message
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A gap as a finder sees it, before it gets its number, context and question.

    `unit` and `tail` follow the place: the unit wanted, and where the words of the place end.
    """

    kind: GapKind
    start: int
    end: int
    unit: str = ""
