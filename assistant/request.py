"""What a user can ask for, and how far the work on it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.errors import UsageError
from assistant.findings import Message


class Task(StrEnum):
    """The rewriting tasks; each is a command of the same name."""

    CLEAN = "clean"
    RESTRUCTURE = "restructure"
    SHORTEN = "shorten"
    FILL = "fill"
    REWRITE = "rewrite"


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
        match = re.fullmatch(r"(\d+)\s*字?|(\d+(?:\.\d+)?)\s*%|(\d+/0*[1-9]\d*)", asked, re.ASCII)
        if match is None:
            raise UsageError(
                Message(
                    f"篇幅“{text}”看不懂：请写字数（1500）或比例（50%）",
                    f"The length “{text}” is not understood: write 1500 (字) or 50%",
                )
            )
        if match.group(1) is not None:
            words = int(match.group(1))
            if not words:
                raise UsageError(
                    Message(
                        f"篇幅“{text}”不成立：字数要大于 0",
                        f"The length “{text}” makes no sense: it must be more than 0",
                    )
                )
            return cls(words=words)
        part = Fraction(match.group(3) or match.group(2)) / (1 if match.group(3) else 100)
        if not 0 < part <= 1:
            raise UsageError(
                Message(
                    f"篇幅“{text}”不成立：比例要大于 0、不超过 100%",
                    f"The length “{text}” makes no sense: more than 0, at most 100%",
                )
            )
        return cls(part=part)

    def of(self, source: int) -> int:
        """Return the asked 字数 for a source of `source` 字."""
        if self.part is not None:
            return max(1, int(source * self.part))
        return self.words or source

    def __str__(self) -> str:
        if self.part is None:
            return str(self.words)
        percent = f"{float(self.part * 100):g}"
        # What is read back must be the same share: two thirds are no round per cent.
        return f"{percent}%" if Fraction(percent) == self.part * 100 else str(self.part)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; no sections means the whole report."""

    task: str
    sections: tuple[str, ...] = ()
    to: Length | None = None
    instruction: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: what it does, for which section, steps done of all, tokens so far.

    `words` is the piece of a reply that has just arrived, `question` which reply it belongs to
    (several are under way at once).  What arrives is a draft: it may yet be refused.
    """

    stage: str
    section: str
    done: int
    total: int
    tokens: int = 0
    words: str = ""
    question: int = 0
