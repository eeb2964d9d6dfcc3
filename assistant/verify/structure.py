"""Points as many as asked, headings kept, numbers consecutive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.catalogue import found
from assistant.numbering import LAST, Label, LabelStyle, match_label, match_point_label
from assistant.spans import Span
from assistant.verify.model import Comparison, Seen

_LINE = re.compile(r"[^\n]+")
_POINT_START = re.compile(
    r"(?:^|(?<=[。；：！？，\n \t\u3000]))(?=[一二三四五六七八九十首其再最第])"
)
_NAMED = re.compile(r"^[ \t\u3000]*(?P<name>[^\n，。；：]{2,14})[。：](?=[^\n])", re.MULTILINE)
"""A paragraph that opens with its name: 就业和社保。全年新增…"""
_LINE_STYLES = frozenset(
    {
        LabelStyle.CHINESE, LabelStyle.CHINESE_PAREN, LabelStyle.ARABIC,
        LabelStyle.ARABIC_PAREN, LabelStyle.CIRCLED, LabelStyle.ORDINAL,
    }
)  # fmt: skip

Placed = tuple[LabelStyle, int, Span]


@lru_cache(maxsize=4)  # of each side, asked by several
def labels(text: str) -> list[Placed]:
    """Return the numbers of headings and points of `text` with their places, in reading order."""
    found: list[Placed] = []
    for line in _LINE.finditer(text):
        begin = line.start()
        label = match_label(line[0])
        if label is not None and label.style in _LINE_STYLES:
            found.append(_placed(label, begin))
        for start in _POINT_START.finditer(line[0]):
            point = match_point_label(line[0], start.start())
            if point is not None and (label is None or point.start >= label.end):
                found.append(_placed(point, begin))
    return found


def _placed(label: Label, begin: int) -> Placed:
    return label.style, label.ordinal, (begin + label.start, begin + label.end)


def check_structure(comparison: Comparison) -> Iterator[Seen]:
    """Yield a wrong number of points, headings lost, numbers that skip, repeat or changed."""
    output = labels(comparison.output)
    before = labels(comparison.source)
    yield from _points(comparison, output)
    yield from _headings(comparison)
    if _broken(before) is None:
        broken = _broken(output)
        if broken is not None:
            expected, (_, ordinal, span) = broken
            yield found(
                "numbering",
                output=span,
                evidence=comparison.output[slice(*span)],
                expected=expected,
                ordinal=ordinal,
            )
    first, now = _leading(before, comparison.source), _leading(output, comparison.output)
    if first is not None and now is not None and first[0] is now[0] and first[1] != now[1]:
        yield found(
            "numbering",
            says="heading",
            source=first[2],
            output=now[2],
            evidence=comparison.output[slice(*now[2])],
        )


def _points(comparison: Comparison, output: list[Placed]) -> Iterator[Seen]:
    wanted = comparison.scope.points
    if wanted is None:
        return
    runs: dict[LabelStyle, int] = {}
    for style, _, _ in output:
        runs[style] = runs.get(style, 0) + 1
    number = max(runs.values(), default=0)
    if wanted in runs.values() or (number < 2 <= wanted == _named(comparison.output)):
        return
    yield found("points", output=(0, len(comparison.output)), evidence=str(number), wanted=wanted)


def _named(text: str) -> int:
    """Return how many paragraphs open with a name in place of a number."""
    return sum(match_label(one["name"]) is None for one in _NAMED.finditer(text))


def _headings(comparison: Comparison) -> Iterator[Seen]:
    for heading in comparison.scope.headings:
        if heading not in comparison.output:
            place = comparison.source.find(heading)
            yield found(
                "heading_lost",
                source=(place, place + len(heading)) if place >= 0 else None,
                evidence=heading,
            )


def _broken(found: list[Placed]) -> tuple[int, Placed] | None:
    """Return the first label that does not follow its forerunner of the same style.

    A run may begin anew at 1; the first of a style may have any number (a section alone).
    """
    last: dict[LabelStyle, int] = {}
    for item in found:
        style, ordinal, _ = item
        if ordinal == LAST:
            last.pop(style, None)
            continue
        before = last.get(style)
        if before is not None and ordinal != before + 1 and ordinal != 1:
            return before + 1, item
        last[style] = ordinal
    return None


def _leading(found: list[Placed], text: str) -> Placed | None:
    """Return the label at the very beginning of the text, if one is there."""
    if found and not text[: found[0][2][0]].strip():
        return found[0]
    return None
