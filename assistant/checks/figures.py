"""Every figure of the source is accounted for, every figure of the output has support.

Compared are value, unit, approximation, count and what the figure is said of: an equal number
elsewhere neither hides a dropped one nor excuses one that changed places (offlinecv/OfflineCV
#876).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from assistant.checks.model import Comparison, Seen, TraceItem, TraceStatus
from assistant.checks.order import out_of_order
from assistant.checks.pairing import DATES, Pairing, pair_figures
from assistant.checks.seen import seen
from assistant.checks.settings import is_counted, settings
from assistant.checks.similar import dice, grams
from assistant.figures import DOWN, UP, Figure, find_figures
from assistant.findings import Finding, Severity

_RELATED = 0.1  # shared words an equal figure of the context must have around it
_CHANGED = 0.35
_BEFORE_ONE = 2  # characters in front of 一次 that make it the same one


def check_figures(comparison: Comparison) -> Iterator[Seen]:
    """Yield findings about figures, and a trace item for each figure of the source."""
    pairing = pair_figures(comparison)
    extra = [
        number
        for number in pairing.extra
        if is_counted(pairing.output[number]) and not _supported(comparison, pairing, number)
    ]
    missing = [
        number
        for number in pairing.missing
        if is_counted(pairing.source[number]) and not _once(comparison, pairing.source[number])
    ]
    for source, output in _changed(pairing, missing, extra):
        missing.remove(source)
        extra.remove(output)
        yield _changed_finding(pairing.source[source], pairing.output[output])
    for number in extra:
        yield _unsupported(pairing.output[number])
    for number in missing:
        yield _dropped(comparison, pairing.source[number])
    for source, other in pairing.swapped.items():
        if is_counted(pairing.source[source]):
            yield _swapped(pairing, source, other)
    yield from _loose_bounds(pairing)
    yield from _directions(comparison, pairing)
    yield from _trace(pairing)


def _once(comparison: Comparison, figure: Figure) -> bool:
    """Tell whether the output says a figure of one in words that count nothing: 只去过1次, 一次."""
    if figure.value != 1 or not figure.unit:
        return False
    before = comparison.source[max(0, figure.start - _BEFORE_ONE) : figure.start]
    return len(before) == _BEFORE_ONE and f"{before}一{figure.unit}" in comparison.output


def _changed(pairing: Pairing, missing: list[int], extra: list[int]) -> list[tuple[int, int]]:
    """Pair a lost and an invented figure in the same place: that is one figure changed."""
    ranked = sorted(
        ((pairing.alike(s, o), s, o) for s in missing for o in extra), key=lambda r: -r[0]
    )
    found: list[tuple[int, int]] = []
    for score, source, output in ranked:
        used = any(s == source or o == output for s, o in found)
        if score >= _CHANGED and not used:
            found.append((source, output))
    return found


def _supported(comparison: Comparison, pairing: Pairing, number: int) -> bool:
    """Tell whether a figure the source lacks comes from a filled gap, a fact or the context."""
    figure = pairing.output[number]
    if figure.kind in DATES and _date_known(comparison, figure):
        return True
    if any(_holds(filled.value, figure) for filled in comparison.scope.filled):
        return True
    around = pairing.around_output[number].around
    for fact in comparison.scope.facts:
        related = dice(grams(fact.name), around) >= _RELATED
        if related and _holds(f"{fact.value}{fact.unit}", figure):
            return True
    context = comparison.scope.context
    if not context:
        return False
    known = find_figures(context)
    if all(other.key != figure.key for other in known):
        return False
    return any(
        other.key == figure.key and dice(setting.around, around) >= _RELATED
        for other, setting in zip(known, settings(context, known), strict=True)
    )


def _holds(text: str, figure: Figure) -> bool:
    return any(other.key == figure.key for other in find_figures(text))


def _date_parts(figure: Figure) -> set[str]:
    """Split 2023-04-05 into its year and the rest: either may be known from elsewhere."""
    parts: set[str] = set()
    for side in figure.base_unit.split("~"):
        match = re.fullmatch(r"((?:19|20)\d\d)?-*(.*)", side)
        if match is not None:
            parts |= {part for part in match.groups() if part}
    return parts


def _date_known(comparison: Comparison, figure: Figure) -> bool:
    known: set[str] = set()
    for text in (comparison.source, comparison.scope.context):
        for other in find_figures(text):
            if other.kind in DATES:
                known |= _date_parts(other)
                known |= {part.partition("-")[0] for part in _date_parts(other)}
    return _date_parts(figure) <= known


def _directions(comparison: Comparison, pairing: Pairing) -> Iterator[Seen]:
    """Yield where 增长 of a matched figure became 下降, or the other way round."""
    for source, output in pairing.pairs.items():
        left, right = pairing.source[source], pairing.output[output]
        if not left.direction:
            continue
        wanted, opposite = (UP, DOWN) if left.direction in UP else (DOWN, UP)
        if right.direction in opposite:
            yield _finding(
                "direction_flipped", Severity.ERROR, left, right,
                f"原文“{left.subject}{left.direction}{left.text}”，改写后成了“{right.direction}”",
                f"the source says {left.direction} {left.text}, the rewrite {right.direction}",
            )  # fmt: skip
        elif not right.direction and wanted is DOWN:
            around = comparison.output[max(0, right.start - 16) : right.end + 8]
            if not any(word in around for word in DOWN):
                yield _finding(
                    "direction_lost", Severity.ERROR, left, right,
                    f"原文“{left.direction}{left.text}”，改写后看不出是“{left.direction}”",
                    f"the source says {left.direction} {left.text}, the rewrite no longer does",
                )  # fmt: skip


def _loose_bounds(pairing: Pairing) -> Iterator[Seen]:
    for source, output in pairing.pairs.items():
        left, right = pairing.source[source], pairing.output[output]
        if left.bound is not right.bound:
            yield _finding(
                "figure_bound", Severity.WARNING, left, right,
                f"约数的说法变了：原文“{left.text}”，改写后“{right.text}”",
                f"the approximation changed: {left.text} became {right.text}",
            )  # fmt: skip


def _trace(pairing: Pairing) -> Iterator[TraceItem]:
    moved = out_of_order([pairing.output[o].start for _, o in sorted(pairing.pairs.items())])
    status = dict(zip(sorted(pairing.pairs), moved, strict=True))
    item = partial(TraceItem, "figure")
    for number, figure in enumerate(pairing.source):
        span = (figure.start, figure.end)
        if not is_counted(figure):
            continue
        if number in pairing.pairs:
            other = pairing.output[pairing.pairs[number]]
            where = TraceStatus.MOVED if status[number] else TraceStatus.KEPT
            yield item(figure.text, where, span, (other.start, other.end))
        elif number in pairing.merged:
            other = pairing.output[pairing.merged[number]]
            yield item(figure.text, TraceStatus.MERGED, span, (other.start, other.end))
        else:
            yield item(figure.text, TraceStatus.DROPPED, span, None)


def _named(figure: Figure) -> str:
    return f"“{figure.text}”（{figure.subject}）" if figure.subject else f"“{figure.text}”"


def _finding(
    code: str, severity: Severity, left: Figure | None, right: Figure | None, zh: str, en: str
) -> Finding:
    shown = right or left
    return seen(
        code,
        severity,
        zh,
        en,
        source=(left.start, left.end) if left else None,
        output=(right.start, right.end) if right else None,
        evidence=shown.text if shown else "",
    )


def _changed_finding(left: Figure, right: Figure) -> Finding:
    return _finding(
        "figure_changed", Severity.ERROR, left, right,
        f"数据被改动：原文{_named(left)}，改写后成了“{right.text}”",
        f"a figure changed: {left.text} became {right.text}",
    )  # fmt: skip


def _unsupported(right: Figure) -> Finding:
    return _finding(
        "figure_unsupported", Severity.ERROR, None, right,
        f"{_named(right)}在原文和事实中都没有依据",
        f"{right.text} has no support in the source or the facts",
    )  # fmt: skip


def _dropped(comparison: Comparison, left: Figure) -> Finding:
    if comparison.scope.may_drop:
        return _finding(
            "figure_dropped", Severity.INFO, left, None,
            f"压缩时略去了数据{_named(left)}",
            f"{left.text} was left out to shorten the text",
        )  # fmt: skip
    severity = Severity.WARNING if left.kind in DATES else Severity.ERROR
    return _finding(
        "figure_dropped", severity, left, None,
        f"原文数据{_named(left)}在改写后不见了",
        f"{left.text} of the source is missing from the rewrite",
    )  # fmt: skip


def _swapped(pairing: Pairing, source: int, other: int) -> Finding:
    left, right = pairing.source[source], pairing.output[pairing.pairs[source]]
    place = pairing.source[other]
    return _finding(
        "figure_swapped", Severity.ERROR, left, right,
        f"数据张冠李戴：“{left.text}”原文说的是“{left.subject}”，改写后放到了“{place.text}”的位置",
        f"{left.text} was said of “{left.subject}”, the rewrite puts it where {place.text} belongs",
    )  # fmt: skip
