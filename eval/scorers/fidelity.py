"""Nothing false: figures with unit and subject, titles, names, open places, denials, directions.

The judge is the product's own `assistant.checks.verify`, asked twice: what of the output the
source, the facts and the request support, and, because the reference is a faithful wording of the
same, whether something stands the wrong way round beside it (a figure in another's place, growth
turned to decline).  A warning that the reference draws as well has been looked at by its author
and does not count; an error always does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.checks import Filled, Scope, Verification, verify
from assistant.checks.figures import check_figures
from assistant.checks.model import Comparison, Seen
from assistant.checks.names import check_names
from assistant.checks.polarity import check_polarity
from assistant.checks.proper_nouns import check_proper_nouns
from assistant.checks.set_phrases import check_set_phrases
from assistant.checks.similar import contained
from assistant.checks.titles import check_titles
from assistant.findings import Finding, Message, Severity
from assistant.request import Task
from assistant.terms import load_terms
from eval.case import Case, Kind
from eval.derive import Basis, basis, may_drop
from eval.ledger import Row, same_value, told
from eval.reading import pairs
from eval.scorers import language
from eval.scorers.context import Context
from eval.scorers.model import SubScore

ERROR_COST: Final = 0.25
WARNING_COST: Final = 0.05
ELSEWHERE: Final = language.CODES | {
    "empty", "unchanged", "too_long", "too_short", "numbering", "points", "heading_lost",
}  # fmt: skip
"""The findings of the checks that are not about truth: all others are."""
_AGAINST_REFERENCE: Final = frozenset(
    {
        "figure_changed", "figure_swapped", "direction_flipped", "negation_flipped",
        "title_changed", "name_changed", "term_changed",
    }
)  # fmt: skip
_CHECKS: Final[tuple[Callable[[Comparison], Iterable[Seen]], ...]] = (
    check_figures,
    check_polarity,
    check_titles,
    check_names,
    check_proper_nouns,
    check_set_phrases,
)
_TO_FILL: Final = "【待补"
_LEFT: Final = 0.6
_SAID: Final = 0.75
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{4,12}")


def check(context: Context) -> Verification:
    """Return what the checks say of the output's chosen part beside the source's."""
    return _verified(context.basis, context.part.text, tuple(context.rows))


@lru_cache(maxsize=512)
def of_reference(case: Case) -> frozenset[tuple[str, str]]:
    """Return code and evidence of the warnings that the reference itself draws."""
    ready = basis(case)
    seen = _verified(ready, ready.reference.text, ready.rows).findings
    return frozenset((f.code, f.evidence) for f in seen if f.severity is not Severity.ERROR)


def _verified(ready: Basis, text: str, rows: Sequence[Row]) -> Verification:
    case = ready.case
    scope = Scope(
        task=case.task.value,
        facts=case.facts,
        context=_context(ready),
        may_drop=may_drop(case),
        filled=tuple(_filled(ready, rows, text)),
        terms=_terms(case),
    )
    return verify(ready.part.text, text, scope)


@lru_cache(maxsize=512)
def _terms(case: Case) -> tuple[str, ...]:
    """Return what must not be altered by a character: the set phrases, and the case's names."""
    names = (words for e in case.elements if e.kind is Kind.NAME for words in e.alternatives)
    return (*load_terms(), *(words for words in names if _NAME.fullmatch(words)))


def _context(ready: Basis) -> str:
    """Return the words beside the chosen part that may support the output: the request, the rest
    of the report, the genre's own words for its parts.  Not the reference: it is to be true to
    the source as well, and must not vouch for itself."""
    case = ready.case
    outside: list[str] = []
    at = 0
    for start, end in ready.part.spans:
        outside.append(ready.source[at:start])
        at = end
    outside.append(ready.source[at:])
    names = (part.name.zh for part in case.genre.parts)
    return "\n".join((case.request.instruction or "", *outside, *names))


def _filled(ready: Basis, rows: Sequence[Row], text: str) -> Iterator[Filled]:
    """Yield the gaps that were filled with what the reference fills them with."""
    for row, wanted in zip(rows, ready.rows, strict=True):
        if not wanted.value:
            continue
        if row.value and _agree(ready.case, row.value, wanted.value):
            yield Filled(row.gap.id, row.start, row.end, row.value, "facts")
        elif not row.marked and told(text, wanted.near, wanted.value) is not None:
            yield Filled(row.gap.id, row.start, row.end, wanted.value, "facts")


def _agree(case: Case, value: str, wanted: str) -> bool:
    """Tell whether a gap was closed as in the reference; where it was only reworded away (段某某
    became 我), words around it may differ."""
    if same_value(value, wanted):
        return True
    return case.task is not Task.FILL and (wanted in value or value in wanted)


def findings(context: Context, verified: Verification) -> list[Finding]:
    """Return what counts against the truth of the output, places in source and output."""
    case = context.case
    found: list[Finding] = []
    if context.broken is not None:
        found.append(_outside(context, context.broken))
    for finding in verified.findings:
        if finding.code in ELSEWHERE or finding.severity is Severity.INFO:
            continue
        if finding.severity is Severity.WARNING and (
            (finding.code, finding.evidence) in of_reference(case)
        ):
            continue
        if finding.code == "content_dropped" and _as_in_reference(context, finding):
            continue
        if finding.code == "content_unsupported" and _said_in_reference(context, finding):
            continue
        if finding.code == "gap_added" and finding.evidence.startswith(_TO_FILL):
            # An honest mark for something missing is no lie; whether it had to be filled is told
            # by the elements.
            if _asked_open(context.basis, finding):
                continue
            finding = replace(finding, severity=Severity.WARNING)
        found.append(_placed(context, finding))
    said = {(f.code, f.evidence) for f in found}
    for finding in _beside_reference(context):
        if (finding.code, finding.evidence) not in said:
            found.append(finding)
    return found


def _as_in_reference(context: Context, finding: Finding) -> bool:
    """Tell whether the reference leaves hardly more of a sentence than the output does."""
    ready = context.basis
    words = pairs(ready.part.text[finding.start or 0 : finding.end or 0])
    kept = contained(words, pairs(ready.reference.text))
    return contained(words, pairs(context.part.text)) >= _LEFT * kept


def _said_in_reference(context: Context, finding: Finding) -> bool:
    """Tell whether the reference says a sentence as well for which the source gives no ground: a
    heading or a mark, in another style of number or width."""
    words = pairs(context.part.text[finding.output_start or 0 : finding.output_end or 0])
    return contained(words, pairs(context.basis.reference.text)) >= _SAID


def _asked_open(ready: Basis, finding: Finding) -> bool:
    return finding.evidence in ready.reference.text or ready.case.task is Task.FILL


def _beside_reference(context: Context) -> Iterator[Finding]:
    """Yield what stands the wrong way round beside the reference (places in the output only)."""
    ready = context.basis
    scope = Scope(
        task=context.case.task.value,
        facts=context.case.facts,
        context="\n".join((ready.part.text, _context(ready))),
        may_drop=True,
    )
    comparison = Comparison(ready.reference.text, context.part.text, scope)
    # The most costly step, done already for the elements.
    comparison.__dict__["output_figures"] = context.chosen.figures
    for checked in _CHECKS:
        for seen in checked(comparison):
            if isinstance(seen, Finding) and (
                seen.code in _AGAINST_REFERENCE and seen.severity is Severity.ERROR
            ):
                yield _placed(context, replace(seen, start=None, end=None))


def _placed(context: Context, finding: Finding) -> Finding:
    """Return the finding with places in the whole texts instead of the chosen parts."""
    if finding.start is not None and finding.end is not None:
        ready = context.basis
        start, end = ready.part.outer(finding.start), ready.part.outer(finding.end)
        finding = replace(finding, start=ready.back(start), end=ready.back(end))
    if finding.output_start is not None and finding.output_end is not None:
        start, end = context.outer(finding.output_start, finding.output_end)
        finding = replace(finding, output_start=start, output_end=end)
    return finding


def _outside(context: Context, place: int) -> Finding:
    shown = context.output[place : place + 20]
    return Finding(
        "outside_changed",
        Severity.ERROR,
        Message(
            zh=f"只要求改选定的部分，其他文字也变了：“{shown}”",
            en=f"text outside the chosen part changed: “{shown}”",
        ),
        evidence=shown,
        output_start=place,
        output_end=min(len(context.output), place + 20),
    )


def score(found: Sequence[Finding]) -> SubScore:
    """Return 1 without findings; each error and each warning takes its share."""
    cost = sum(ERROR_COST if f.severity is Severity.ERROR else WARNING_COST for f in found)
    return SubScore(max(0.0, round(1 - cost, 4)), tuple(f.message for f in found))
