"""What a verification is given and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from assistant.facts.model import Fact
from assistant.findings import Finding, Language, Severity
from assistant.lexicon.terms import load_terms
from assistant.verify.reading import ReadingItem
from assistant.verify.tokens import PLAIN


class Verdict(StrEnum):
    """What may be done with a rewrite: the words of the JSON contract."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    UNCHANGED = "unchanged"

    @staticmethod
    def worst(verdicts: Iterable[Verdict]) -> Verdict:
        """Return the verdict of a whole whose parts have these."""
        return max(verdicts, key=list(Verdict).index, default=Verdict.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Filled:
    """A gap that code wrote in: its id, its place in the source, the words put in, their origin.

    `start`–`end` is the place of the gap in the source text (equal for a silent gap).  `open`
    says that the words are only a visible mark (【待补：…】) and the gap still waits for a fact.
    """

    gap: str
    start: int
    end: int
    value: str
    source: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rewrite was asked to do, and what may support its words beside the source.

    `context` is other text that may support a figure or name: the rest of the same report and
    the user's own instruction.  Lengths are 字数, both bounds included.  `may_drop` is true for
    shortening alone, `may_drop_idle` where set phrases were to go: what holds no figure, name or
    title.  `points` is the number of points asked for, `headings` the headings that
    must stay to the letter, `terms` the set phrases (None: those of the package), `prompt` what
    the model was told to do, none of which may come back.
    """

    task: str = "rewrite"
    facts: Sequence[Fact] = ()
    context: str = ""
    minimum_words: int | None = None
    maximum_words: int | None = None
    may_drop: bool = False
    may_drop_idle: bool = False
    may_reorder: bool = True
    filled: Sequence[Filled] = ()
    points: int | None = None
    headings: Sequence[str] = ()
    terms: Sequence[str] | None = None
    plain_text: bool = True
    prompt: str = ""


class TraceStatus(StrEnum):
    """Where a figure, 《title》 or gap of the source went."""

    KEPT = "kept"
    MOVED = "moved"
    MERGED = "merged"
    FILLED = "filled"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TraceItem:
    """One figure, 《title》 or gap of the source and where it went.

    `from_span` is its place in the source, `to_span` in the output (None where there is none);
    `source` names the fact or gap a filled value came from.
    """

    kind: str
    text: str
    status: TraceStatus
    from_span: tuple[int, int] | None
    to_span: tuple[int, int] | None
    source: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the item under the JSON keys of the contract."""
        return {
            "kind": self.kind,
            "text": self.text,
            "status": self.status.value,
            "from": list(self.from_span) if self.from_span else None,
            "to": list(self.to_span) if self.to_span else None,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """Findings in the order of severity and place, the trace in source order, the verdict; what a
    person must read before signing, and which share of the characters that is (0 … 1)."""

    findings: tuple[Finding, ...]
    trace: tuple[TraceItem, ...]
    verdict: Verdict
    reading: tuple[ReadingItem, ...] = ()
    read_share: float = 0.0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid adoption."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return verdict, findings and trace under the JSON keys of the contract."""
        return {
            "verdict": self.verdict.value,
            "findings": [finding.as_dict(language) for finding in self.findings],
            "reading": [item.as_dict(language) for item in self.reading],
            "read_share": round(self.read_share, 4),
            "trace": [item.as_dict() for item in self.trace],
        }


class Comparison:
    """A source and its rewrite, with what several checks need of them, worked out once."""

    def __init__(self, source: str, output: str, scope: Scope) -> None:
        self.source = source
        self.output = output
        self.scope = scope

    @cached_property
    def source_plain(self) -> str:
        """The source with half-width signs; positions are those of the source."""
        return self.source.translate(PLAIN)

    @cached_property
    def output_plain(self) -> str:
        """The output with half-width signs; positions are those of the output."""
        return self.output.translate(PLAIN)

    @cached_property
    def beside_source(self) -> str:
        """What else may support words: the facts, and the user's own words."""
        facts = (f"{fact.name} {fact.value}{fact.unit}" for fact in self.scope.facts)
        return "\n".join((self.scope.context, *facts)).strip()

    @cached_property
    def support(self) -> str:
        """All text that may support a name or quotation, with half-width signs."""
        facts = (f"{fact.name} {fact.value}{fact.unit}" for fact in self.scope.facts)
        filled = (filled.value for filled in self.scope.filled)
        parts = (self.source, self.scope.context, *facts, *filled)
        return "\n".join(parts).translate(PLAIN)

    @cached_property
    def terms(self) -> Sequence[str]:
        """The set phrases in force."""
        return load_terms() if self.scope.terms is None else self.scope.terms


Seen = Finding | TraceItem
"""What a check yields."""
