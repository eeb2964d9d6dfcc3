"""Points in a row: none without its label, none before it gone, as many as are said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from assistant.figures.numerals import parse_number
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, beginning_of

_LABEL = re.compile(
    r"(?:(?<=[。；：，\n])|^)[ \u3000]*"
    r"(?:([一二三四五六七八九])[是要]|第([一二三四五六七八九])[，,]|（([一二三四五六七八九])）"
    r"|(?<=[。；：，])([一二三四五六七八九])、"  # at the beginning of a line it is a heading's
    r"|(另?一方面))"
)
_ORDER = "一二三四五六七八九"
_SAID = re.compile(
    r"([二两三四五六七八九十]|(?<!\d)[2-9])(?:个|项|件|条|点|大|类|方面|种|步|招|块|篇)"
    r"[^，。；：！？,;:!?\n]{0,10}[，。：,:]?[ \u3000]*$"
)
_REACH = 24  # characters before the first point in which it is said how many there are
_TOLD = 0.3

Run = list[re.Match[str]]


def check(pair: Pair) -> Iterator[Change]:
    """Yield points whose forerunner is missing, that lost their label, or went though counted."""
    yield from _out_of_order(pair)
    yield from _unlabelled(pair)
    yield from _fewer_than_said(pair)


def _out_of_order(pair: Pair) -> Iterator[Change]:
    """Yield a run of points that does not start with the first, or leaves one out, where that of
    the source does not."""
    so_already = {steps for _, steps in _steps(pair.source.text)}
    for span, (last, number) in _steps(pair.output.text):
        if number not in (1, last + 1) and (last, number) not in so_already:
            yield Change("run_broken", span)


def _unlabelled(pair: Pair) -> Iterator[Change]:
    """Yield a point that is told without its label while others with such labels have theirs."""
    labels = {form: [m.start() for m in found] for form, found in _forms(pair.output.text).items()}
    ends = [(m, form) for form, found in _forms(pair.source.text).items() for m in found]
    ends.sort(key=lambda one: one[0].start())
    stops = [*(m.start() for m, _ in ends[1:]), len(pair.source.text)]
    for (match, form), end in zip(ends, stops, strict=False):
        if form not in labels:
            continue
        inside = _inside(pair, match.start(), end)
        told = sorted(n for k in inside for n in pair.back.get(k, ()))
        if not told or pair.share_told(inside) < _TOLD:
            continue
        clauses = {pair.output.clauses[pair.o[n].clause] for n in told}
        near = labels[form]
        if all(bisect_left(near, low) == bisect_left(near, high) for low, high in clauses):
            yield Change("run_broken", beginning_of(pair, told[0]))


def _fewer_than_said(pair: Pair) -> Iterator[Change]:
    """Yield where a point stood that is told no more while it is still said how many there are."""
    source = [run for run in _runs(pair.source.text) if _said(pair.source.text, run) == len(run)]
    for run in _runs(pair.output.text) if source else ():
        said = _said(pair.output.text, run)
        if said is None or len(run) >= said:
            continue
        for own in (one for one in source if len(one) == said):
            place = run[0].start()
            stops = [*(m.start() for m in own[1:]), len(pair.source.text)]
            for match, end in zip(own, stops, strict=True):
                inside = _inside(pair, match.start(), end)
                if pair.share_told(inside) < _TOLD:
                    yield Change("run_broken", (place, place))
                    continue
                last = max((n for k in inside for n in pair.back.get(k, ())), default=0)
                place = pair.output.clauses[pair.o[last].clause][1] - 1


def _inside(pair: Pair, start: int, end: int) -> range:
    """Return the words of a point of the source: up to the next one, or the end of its sentence."""
    starts = [token.start for token in pair.s]
    stop = pair.source.text.find("。", start, end)
    return range(bisect_left(starts, start), bisect_left(starts, end if stop < 0 else stop))


def _said(text: str, run: Run) -> int | None:
    """Return how many points are said to come, right before the first."""
    first = run[0].start()
    said = _SAID.search(text, max(0, first - _REACH), first)
    number = parse_number(said[1]) if said else None
    return int(number.value) if number else None


def _runs(text: str) -> list[Run]:
    """Return the runs of points of one form that begin with the first."""
    found: list[Run] = []
    for labels in _forms(text).values():
        for match in labels:
            number = _number(match)
            if number == 1:
                found.append([match])
            elif found and found[-1][0].lastindex == match.lastindex:
                found[-1] += [match] if number == len(found[-1]) + 1 else []
    return found


def _forms(text: str) -> dict[int, Run]:
    """Return the labels of points by their form: 一是, 第一，, （一）, 一方面."""
    found: dict[int, Run] = {}
    for match in _LABEL.finditer(text):
        found.setdefault(match.lastindex or 0, []).append(match)
    return found


def _number(match: re.Match[str]) -> int:
    label = match[match.lastindex or 0]
    return len(label) - 2 if label.endswith("方面") else _ORDER.index(label) + 1


def _steps(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the place of each label of a point, and its number with that of the one of its form
    before."""
    last: dict[int, int] = {}
    for match in _LABEL.finditer(text):
        form, number = match.lastindex or 0, _number(match)
        yield match.span(), (last.get(form, 0), number)
        last[form] = number
