"""The one verdict engine behind every face: what of a rewrite may be adopted, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.checks.certainty import check_certainty
from assistant.checks.change import check_change
from assistant.checks.coverage import check_coverage
from assistant.checks.ending import check_ending
from assistant.checks.figures import check_figures
from assistant.checks.filling import Filling
from assistant.checks.gaps import check_gaps
from assistant.checks.language import check_language
from assistant.checks.leftovers import check_leftovers
from assistant.checks.length import check_length
from assistant.checks.model import (
    Comparison,
    Scope,
    Seen,
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
)
from assistant.checks.names import check_names
from assistant.checks.polarity import check_polarity
from assistant.checks.proper_nouns import check_proper_nouns
from assistant.checks.repetition import check_repetition
from assistant.checks.respectively import check_respectively
from assistant.checks.set_phrases import check_set_phrases
from assistant.checks.structure import check_structure
from assistant.checks.titles import check_quotes, check_titles
from assistant.findings import Finding, Severity

CHECKS: tuple[Callable[[Comparison], Iterable[Seen]], ...] = (
    check_length,
    check_figures,
    check_respectively,
    check_titles,
    check_quotes,
    check_names,
    check_proper_nouns,
    check_gaps,
    check_polarity,
    check_certainty,
    check_change,
    check_set_phrases,
    check_structure,
    check_ending,
    check_language,
    check_leftovers,
    check_repetition,
    check_coverage,
)
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def verify(source: str, output: str, scope: Scope | None = None) -> Verification:
    """Judge a rewrite of `source` against what was asked, and say where everything went.

    Any error forbids adoption (verdict `unchanged`: the source text stands), a warning asks for a
    person (`review`), otherwise it is `accepted`.  Positions are code points in the two texts as
    given; where code filled gaps (`scope.filled`), the source counts as filled.
    """
    scope = scope or Scope()
    filling = Filling(source, scope.filled)
    comparison = Comparison(filling.text, output, scope)
    findings: list[Finding] = []
    trace: list[TraceItem] = filling.trace(output)
    for check in CHECKS if output.strip() else (check_length,):
        for item in check(comparison):
            if isinstance(item, Finding):
                findings.append(_back(item, filling))
            else:
                trace.append(_traced(item, filling))
    findings.sort(key=lambda f: (_WEIGHT[f.severity], f.start or f.output_start or 0))
    # A filled figure is the value of a gap that the trace tells of already.
    trace = [i for i in trace if i.kind == "gap" or i.status is not TraceStatus.FILLED]
    trace.sort(key=lambda item: item.from_span or (len(source), len(source)))
    return Verification(tuple(findings), tuple(trace), _verdict(findings))


def _verdict(findings: Iterable[Finding]) -> Verdict:
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.UNCHANGED
    return Verdict.REVIEW if Severity.WARNING in severities else Verdict.ACCEPTED


def _back(finding: Finding, filling: Filling) -> Finding:
    if finding.start is None or finding.end is None:
        return finding
    return replace(finding, start=filling.back(finding.start), end=filling.back(finding.end))


def _traced(item: TraceItem, filling: Filling) -> TraceItem:
    if item.from_span is None:
        return item
    origin = filling.origin(*item.from_span)
    span = (filling.back(item.from_span[0]), filling.back(item.from_span[1]))
    if origin is None or item.to_span is None:
        return replace(item, from_span=span)
    return replace(item, from_span=span, status=origin.status, source=origin.source)
