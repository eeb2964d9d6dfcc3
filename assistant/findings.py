"""What a check saw, in both languages, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error refuses a rewrite, a warning wants a person."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest: the order in which findings are told."""
        return list(Severity).index(self)


class Language(StrEnum):
    """The language in which findings, questions and summaries are shown."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for a person, in Chinese and in English."""

    zh: str
    en: str

    def text(self, language: Language = Language.ZH) -> str:
        """Return the sentence in `language`."""
        return self.en if language is Language.EN else self.zh


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw.

    `start` and `end` are code points in the text that was checked (for a rewrite: the source
    section); `output_start` and `output_end` are the place in the rewritten text, or None where
    the finding concerns only one text.  `evidence` quotes the words it rests on.
    """

    code: str
    severity: Severity
    message: Message
    start: int | None = None
    end: int | None = None
    evidence: str = ""
    section: str | None = None
    output_start: int | None = None
    output_end: int | None = None

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the finding under the JSON keys of the `check --json` contract.

        A finding about two texts has its places in both besides, as `source` and `output`.
        """
        data: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message.text(language),
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "evidence": self.evidence,
        }
        if self.output_start is not None:
            data |= {"output_start": self.output_start, "output_end": self.output_end}
        return data

    def places(self) -> dict[str, list[int | None] | None]:
        """Return the places in the two texts of a rewrite, as the contract of `verify` has them."""
        source = [self.start, self.end] if self.start is not None else None
        output = [self.output_start, self.output_end] if self.output_start is not None else None
        return {"source": source, "output": output}
