"""What a run hands back: the text, and for every chosen part what became of it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.chains.job import Engine, Filling, Rung
from assistant.findings import Finding, Language, Message
from assistant.gaps import Gap
from assistant.models import Usage
from assistant.request import Request
from assistant.verify import ReadingItem, TraceItem, Verdict

EXIT_ACCEPTED, EXIT_NEEDS_PERSON = 0, 1


@dataclass(frozen=True, slots=True)
class SectionOutcome:
    """One chosen part: its text before and after, the verdict and all it rests on.

    `source` is the part as read, `output` what stands in its place in the result; where the
    verdict is `unchanged` the two are equal.  `rung` is the lowest that wrote any of its text.
    """

    id: str
    heading: str
    source: str
    output: str
    verdict: Verdict
    engine: Engine
    attempts: int
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceItem, ...] = ()
    reading: tuple[ReadingItem, ...] = ()
    read_share: float = 0.0
    rung: Rung | None = None

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the part under the JSON keys of the contract."""
        return {
            "id": self.id,
            "heading": self.heading,
            "source": self.source,
            "output": self.output,
            "verdict": self.verdict.value,
            "engine": self.engine.value,
            "rung": self.rung,
            "attempts": self.attempts,
            "findings": [f.as_dict(language) | f.places() for f in self.findings],
            "reading": [i.as_dict(language) for i in self.reading],
            "read_share": round(self.read_share, 4),
            "trace": [t.as_dict() for t in self.trace],
        }


@dataclass(frozen=True, slots=True)
class GapOutcome:
    """A gap of the chosen parts and the filling it got, if any."""

    gap: Gap
    filling: Filling | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the gap under the JSON keys of the contract."""
        filled = self.filling is not None
        return {
            "id": self.gap.id,
            "kind": self.gap.kind.value,
            "context": self.gap.context,
            "filled": filled,
            "value": self.filling.value if self.filling else None,
            "source": self.filling.source if self.filling else None,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one request on one report.

    `asked` is the asked 字数 or None; `words_source` and `words` those of the chosen parts (of
    the whole text where everything was chosen) before and after.  Of the model's `replies` so
    many were `unusable`.
    """

    text: str
    verdict: Verdict
    genre: Message
    request: Request
    words_source: int
    asked: int | None
    words: int
    sections: tuple[SectionOutcome, ...]
    gaps: tuple[GapOutcome, ...]
    usage: Usage
    model: str
    where: str
    prompts: Mapping[str, str]
    replies: int = 0
    unusable: int = 0

    @property
    def read_share(self) -> float:
        """Which share of the characters of the chosen parts a person must read, 0 … 1."""
        total = sum(len(s.output) for s in self.sections)
        return sum(s.read_share * len(s.output) for s in self.sections) / total if total else 0.0

    @property
    def exit_code(self) -> int:
        """0 where every part is accepted, 1 where a person must look."""
        return EXIT_ACCEPTED if self.verdict is Verdict.ACCEPTED else EXIT_NEEDS_PERSON

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the JSON of the rewriting commands (design.md, contracts)."""
        return {
            "text": self.text,
            "verdict": self.verdict.value,
            "genre": self.genre.text(language),
            "asked": {
                "task": self.request.task,
                "sections": list(self.request.sections),
                "to": str(self.request.to) if self.request.to else None,
                "instruction": self.request.instruction,
                "figures_only": self.request.figures_only,
            },
            "words": {
                "source": self.words_source,
                "asked": self.asked,
                "delivered": self.words,
            },
            "sections": [s.as_dict(language) for s in self.sections],
            "read_share": round(self.read_share, 4),
            "gaps": [g.as_dict() for g in self.gaps],
            "questions": [
                {"gap": g.gap.id, "question": g.gap.question.text(language)}
                for g in self.gaps
                if g.filling is None
            ],
            "usage": {
                "model": self.model,
                "where": self.where,
                **self.usage.as_dict(),
                "replies": self.replies,
                "unusable": self.unusable,
            },
            "prompts": dict(self.prompts),
        }
