"""The one verdict engine behind every face: what of a rewrite may be adopted, and why not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assistant.catalogue import found, is_reading, item_why
from assistant.findings import Finding, Message, Severity
from assistant.time_limit import still_in_time
from assistant.verify.ending import check_ending
from assistant.verify.figure_trace import figure_trace
from assistant.verify.filling import Filling
from assistant.verify.gaps import check_gaps
from assistant.verify.language import check_language
from assistant.verify.leftovers import check_leftovers
from assistant.verify.length import check_length
from assistant.verify.model import (
    Comparison,
    Scope,
    Seen,
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
)
from assistant.verify.pair import Pair
from assistant.verify.reading import ReadingItem, merged, read_share
from assistant.verify.repetition import check_repetition
from assistant.verify.rules import RULES, Change
from assistant.verify.rules.gone import place
from assistant.verify.set_phrases import check_set_phrases
from assistant.verify.structure import check_structure
from assistant.verify.titles import check_quotes, check_titles

CHECKS: tuple[Callable[[Comparison], Iterable[Seen]], ...] = (
    check_length,
    check_titles,
    check_quotes,
    check_gaps,
    check_set_phrases,
    check_structure,
    check_ending,
    check_language,
    check_leftovers,
    check_repetition,
)


def verify(source: str, output: str, scope: Scope | None = None) -> Verification:
    """Judge a rewrite of `source` against what was asked: prove, list for reading, or refuse.

    Any error forbids adoption (verdict `unchanged`: the source text stands); what nothing proves
    is a reading item, and with a warning or an item the verdict is `review`, otherwise
    `accepted`.  Positions are code points in the two texts as given; where code filled gaps
    (`scope.filled`), the source counts as filled.
    """
    scope = scope or Scope()
    filling = Filling(source, scope.filled)
    comparison = Comparison(filling.text, output, scope)
    findings: list[Finding] = []
    trace: list[TraceItem] = filling.trace(output)
    pair = Pair(
        filling.text,
        output,
        may_drop=scope.may_drop,
        may_drop_idle=scope.may_drop_idle,
        context=comparison.beside_source,
    )
    for check in CHECKS if output.strip() else (check_length,):
        still_in_time()
        for item in check(comparison):
            if isinstance(item, Finding):
                findings.append(_back(_placed(item, pair), filling))
            else:
                trace.append(_traced(item, filling))
    reading: list[ReadingItem] = []
    if output.strip():
        trace.extend(_traced(item, filling) for item in figure_trace(pair))
        for rule in RULES if output != filling.text else ():
            still_in_time()
            for change in rule(pair):
                still_in_time()
                told = _told(change, pair, filling)
                if isinstance(told, Finding):
                    findings.append(told)
                else:
                    reading.append(told)
    findings.sort(key=lambda f: (f.severity.rank, f.start or f.output_start or 0))
    # A filled figure is the value of a gap that the trace tells of already.
    trace = [i for i in trace if i.kind == "gap" or i.status is not TraceStatus.FILLED]
    trace.sort(key=lambda item: item.from_span or (len(source), len(source)))
    items = merged(reading, output)
    warned = [
        (f.output_start, f.output_end or f.output_start)
        for f in findings
        if f.severity is Severity.WARNING and f.output_start is not None
    ]
    share = read_share(items, warned, output)
    return Verification(tuple(findings), tuple(trace), _verdict(findings, items), items, share)


def _told(change: Change, pair: Pair, filling: Filling) -> ReadingItem | Finding:
    """Return what is to be said of a change: an error, or an item to read."""
    start, end = change.output
    new = pair.output.text[start:end]
    source = change.source
    if source is not None:
        source = (filling.back(source[0]), filling.back(source[1]))
    scale = Message(*pair.words.scale_name(new, change.old))
    if is_reading(change.kind):
        why = item_why(change.kind, old=change.old, new=new, scale=scale)
        return ReadingItem(change.kind, change.output, change.old, new, source, why, change.group)
    return found(
        change.kind,
        source=source,
        output=change.output,
        evidence=new or change.old,
        old=change.old,
        new=new,
    )


def _verdict(findings: Iterable[Finding], items: Sequence[ReadingItem]) -> Verdict:
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.UNCHANGED
    return Verdict.REVIEW if items or Severity.WARNING in severities else Verdict.ACCEPTED


def _placed(finding: Finding, pair: Pair) -> Finding:
    """Return what is to be read of something that went with the place where it would stand."""
    if finding.start is None or finding.output_start is not None:
        return finding
    if finding.severity is Severity.INFO or not pair.s:
        return finding
    k = bisect_right(pair.s, finding.start, key=lambda token: token.end)
    at = place(pair, min(k, len(pair.s) - 1), far=True)
    return finding if at is None else replace(finding, output_start=at[0], output_end=at[1])


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
