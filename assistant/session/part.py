"""One part of the report in a proposal, and the single changes that make it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.diff import Op
from assistant.findings import Finding, Severity
from assistant.noise import remove_noise
from assistant.verify import Filled, ReadingItem, Scope, TraceItem, Verdict

if TYPE_CHECKING:
    from assistant.chains import Target


@dataclass(frozen=True, slots=True)
class PartChange:
    """One change that can be taken or left; positions are in the part's source and output."""

    id: str
    op: Op
    old: str
    new: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def touches(self, output: tuple[int, int]) -> bool:
        """Whether it is about any of a stretch of the output."""
        return output[0] <= self.new_end and self.new_start <= output[1]

    def met_by(self, finding: Finding) -> bool:
        """Whether a finding is about it."""
        if finding.output_start is not None and finding.output_end is not None:
            return self.touches((finding.output_start, finding.output_end))
        if finding.start is None or finding.end is None:
            return False
        return finding.start <= self.old_end and self.old_start <= finding.end


AUTHOR = "author"
"""The engine of a part whose words its author typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report in a proposal.

    `start`–`end` is its place in the report the proposal was made for, `source` the words there,
    `output` what is proposed.  `basis` is the source without noise: what the output is verified
    against, in `scope`.  `engine` is who worded it (model, rules, none, or author),
    `rung` the lowest rung of the ladder that wrote any of it.  `done` are the numbers of the steps
    of its proposal that changed it; none where the proposal has but one.
    """

    id: str
    heading: str
    start: int
    end: int
    source: str
    output: str
    basis: str
    scope: Scope
    verdict: Verdict
    engine: str
    findings: tuple[Finding, ...] = ()
    trace: tuple[TraceItem, ...] = ()
    reading: tuple[ReadingItem, ...] = ()
    read_share: float = 0.0
    changes: tuple[PartChange, ...] = ()
    rung: str | None = None
    done: tuple[int, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything would become of it."""
        return self.source != self.output

    @property
    def fills(self) -> tuple[Filled, ...]:
        """The gaps that it closes; their places are those of its `basis`."""
        return tuple(f for f in self.scope.filled if not f.open) if self.changed else ()

    def error_key(self, finding: Finding) -> str:
        """Return the name under which a finding of this part is confirmed."""
        return f"{self.id}/{finding.code}/{finding.evidence}"


def part_at(
    target: Target,
    source: str,
    output: str,
    scope: Scope,
    engine: str,
    *,
    basis: str | None = None,
) -> Part:
    """Return the part that `output` in the place of `source` is, not judged yet; without `basis`
    it is judged against the source without its noise."""
    return Part(
        id=target.id,
        heading=target.heading,
        start=target.start,
        end=target.end,
        source=source,
        output=output,
        basis=remove_noise(source) if basis is None else basis,
        scope=scope,
        verdict=Verdict.ACCEPTED,
        engine=engine,
    )


def with_findings(part: Part, findings: tuple[Finding, ...]) -> Part:
    """Return a part with these findings, and the verdict that they leave it."""
    sound = not part.reading and all(f.severity is Severity.INFO for f in findings)
    return replace(part, findings=findings, verdict=Verdict.ACCEPTED if sound else Verdict.REVIEW)
