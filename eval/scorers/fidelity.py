"""Nothing false: figures with unit and subject, titles, names, open places, denials, directions.

The judge is the product's own `assistant.verify`, asked twice.  An error against the source, the
facts and the request counts, a warning unless the reference draws it as well.  A reading item only
says that nothing proves the words, and most of them are harmless; but the reference is a faithful
wording of the same, so what the output changes of it gravely (`GRAVE`), at a place that the source
does not prove either, is an untruth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from assistant.catalogue import message
from assistant.findings import Finding, Message, Severity
from assistant.lexicon.terms import load_terms
from assistant.tasks import Task
from assistant.verify import Filled, Scope, Verification, verify
from assistant.verify.pair import Pair
from assistant.verify.rules import RULES, Change
from eval.case import Case, Kind
from eval.derive import Basis, basis, may_drop
from eval.ledger import Row, same_value, told
from eval.reading import fold
from eval.scorers import language
from eval.scorers.context import Context
from eval.scorers.model import Span, SubScore

ERROR_COST: Final = 0.25
WARNING_COST: Final = 0.05
ELSEWHERE: Final = language.CODES | {
    "empty", "unchanged", "too_long", "too_short", "numbering", "points", "heading_lost",
}  # fmt: skip
"""The findings of the checks that are not about truth: all others are."""
GRAVE: Final = frozenset(
    {
        "hard_word_traded", "hard_word_new", "swapped", "order_turned", "unit_changed",
        "bound_changed", "denial_widened", "figure_unsupported", "figure_dropped",
        "figure_left_out", "figure_derived", "figure_counted",
    }
)  # fmt: skip
"""Changes that say something else; beside these a value that moved and a hard word that was lost,
where what stands there now does not run the same way (`_turned`)."""
_MISSING: Final = frozenset(
    {
        "subject_lost", "part_left_out", "limit_left_out", "words_left_out", "run_broken",
        "points_at_nothing",
    }
)  # fmt: skip
"""Reading items about what is not there: they do not put the words at their place in question."""
_DENIAL: Final = re.compile("[不未没无非]")
_UP: Final = frozenset("增升扩延涨")
_DOWN: Final = frozenset("降减缩压落滑窄")
_BESIDE: Final = 4  # characters beside a lost word in which the one for it stands
_TO_FILL: Final = "【待补"
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{4,12}")


def check(context: Context) -> Verification:
    """Return what the checks say of the output's chosen part beside the source's."""
    return _verified(context.basis, context.part.text, tuple(context.rows))


@lru_cache(maxsize=512)
def of_reference(case: Case) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str, str]]]:
    """Return what the reference itself draws: code and evidence of findings; kind, old and new
    words of reading items."""
    ready = basis(case)
    seen = _verified(ready, ready.reference.text, ready.rows)
    return (
        frozenset((f.code, fold(f.evidence)) for f in seen.findings),
        frozenset((i.kind, fold(i.old), fold(i.new)) for i in seen.reading),
    )


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
    drawn, _ = of_reference(context.case)
    found: list[Finding] = []
    if context.broken is not None:
        found.append(_outside(context, context.broken))
    for finding in verified.findings:
        if finding.code in ELSEWHERE or finding.severity is Severity.INFO:
            continue
        if finding.severity is Severity.WARNING and (
            (finding.code, fold(finding.evidence)) in drawn
        ):
            continue
        if finding.code == "gap_added" and finding.evidence.startswith(_TO_FILL):
            # An honest mark for something missing is no lie; whether it had to be filled is told
            # by the elements.
            if _asked_open(context.basis, finding):
                continue
            finding = replace(finding, severity=Severity.WARNING)
        found.append(_placed(context, finding))
    return [*found, *_beside_reference(context, verified)]


def _asked_open(ready: Basis, finding: Finding) -> bool:
    return fold(finding.evidence) in fold(ready.reference.text) or ready.case.task is Task.FILL


def _beside_reference(context: Context, verified: Verification) -> Iterator[Finding]:
    """Yield what says something else than the reference at a place that nothing in the source
    proves (places in the output only), one finding for a place."""
    ready, text = context.basis, context.part.text
    _, drawn = of_reference(context.case)
    errors = [
        (f.output_start, f.output_end or f.output_start)
        for f in verified.errors
        if f.output_start is not None
    ]
    items = [i for i in verified.reading if (i.kind, fold(i.old), fold(i.new)) not in drawn]
    unproven = [*errors, *(i.output for i in items)]
    in_question = [*errors, *(i.output for i in items if i.kind not in _MISSING)]
    if not unproven:
        return
    facts = (f"{fact.name} {fact.value}{fact.unit}" for fact in context.case.facts)
    beside = "\n".join((ready.part.text, _context(ready), *facts))
    pair = Pair(ready.reference.text, text, may_drop=True, context=beside)
    changes = [change for rule in RULES for change in rule(pair)]
    new = [change.output for change in changes if change.kind == "words_new"]
    said = list(errors)
    # Where a figure is wrong, that is said, and not that the words around it are new as well.
    for change in sorted(changes, key=_hard):
        if (
            _grave(change, text, new)
            and _meets(change.output, in_question if _hard(change) else unproven)
            and not _meets(change.output, said)
        ):
            said.append(change.output)
            words = text[slice(*change.output)]
            scale = Message(*pair.words.scale_name(words, change.old))
            yield _placed(
                context,
                Finding(
                    change.kind, Severity.ERROR,
                    message(change.kind, old=change.old, new=words, scale=scale),
                    evidence=words or change.old,
                    output_start=change.output[0], output_end=change.output[1],
                ),
            )  # fmt: skip


def _hard(change: Change) -> bool:
    return change.kind.startswith("hard_word")


def _grave(change: Change, text: str, new: Sequence[Span]) -> bool:
    if change.kind == "value_moved":
        # A year is said of everything; with another verb it is a matter of the verb.
        start, end = change.output
        return text[end - 1] != "年" and not any(s < end and start < e for s, e in new)
    return change.kind in GRAVE or (change.kind == "hard_word_lost" and _turned(change, text))


def _turned(change: Change, text: str) -> bool:
    """Tell whether a denial is gone, or growth is now decline (or the other way round)."""
    start, end = change.output
    near = text[max(0, start - _BESIDE) : end + _BESIDE]
    if _DENIAL.search(change.old):
        return not _DENIAL.search(near)
    return _way(change.old) * _way(near) < 0


def _way(words: str) -> int:
    return bool(_UP & set(words)) - bool(_DOWN & set(words))


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[1] + 1 and span[0] <= end + 1 for start, end in others)


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
