"""What a score is: a number from 0 to 1 with its reasons, or None where it does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.findings import Finding, Language, Message, Severity
from eval import SIGNABLE
from eval.case import Element

Span = tuple[int, int]

WEIGHTS: Final = {"structure": 0.4, "fidelity": 0.35, "length": 0.15, "language": 0.1}
"""What the total is made of; a part that was not scored leaves its weight to the others."""
FIDELITY_CAP: Final = 0.6
"""The most a result can have that says something false."""
REQUIRED_CAP: Final = 0.85
"""The most it can have that lacks what is required, misses its length or is not clean Chinese."""


@dataclass(frozen=True, slots=True)
class SubScore:
    """One part of a score: 0 … 1, and a sentence for everything that was taken off."""

    value: float
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementResult:
    """Whether an element is there: `reason` says why (not), `place` where in the output (code
    points), None where there is nothing to point at."""

    element: Element
    ok: bool
    reason: Message
    place: Span | None = None

    @property
    def id(self) -> str:
        """The element's id."""
        return self.element.id

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the keys of the contract."""
        return {
            "id": self.element.id,
            "kind": self.element.kind.value,
            "priority": self.element.priority.value,
            "ok": self.ok,
            "reason": self.reason.text(language),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one output.  A part that does not apply to the case is None, never zero.

    Places of findings: `start`, `end` in the source, `output_start`, `output_end` in the output.
    """

    total: float
    structure: SubScore | None
    fidelity: SubScore | None
    length: SubScore | None
    language: SubScore | None
    elements: tuple[ElementResult, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def signable(self) -> bool:
        """Whether the result may be signed as it is."""
        return self.total >= SIGNABLE

    def parts(self) -> dict[str, SubScore | None]:
        """Return the four parts by name."""
        return {
            "structure": self.structure,
            "fidelity": self.fidelity,
            "length": self.length,
            "language": self.language,
        }

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the score under the JSON keys of the contract."""
        return {
            "total": self.total,
            **{name: part.value if part else None for name, part in self.parts().items()},
            "elements": [result.as_dict(language) for result in self.elements],
            "findings": [finding.as_dict(language) for finding in self.findings],
        }


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are errors."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
