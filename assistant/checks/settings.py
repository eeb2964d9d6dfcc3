"""The setting of a figure: the words around it, by the part they play, ready to be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks.similar import dice, grams
from assistant.figures import Figure, FigureKind

_ENDS = frozenset("，。；：！？、,;:!?\n（）()")
_REACH = 24

# A subject that was carried over or found behind the figure is compared as one; the words just
# before and just behind tell two figures of one clause apart.
_SUBJECT, _NEAR, _BEFORE, _AFTER, _ALL = 0.25, 0.25, 0.15, 0.1, 0.25
_CLOSE = 4  # characters right before a figure, which name what is counted


_LIST = re.compile("、|和|与|及|以及")
_COMPARED = re.compile("同比|环比|[比较](?:上年|去年)(?:同期)?")
"""With what a change is compared says nothing of what changed."""
_CARRIER = re.compile(r"(?:共|共计|达到?|完成|实现|突破|为|至|到|有|是|了|已|约|仅|均|各|分别)+$")


@dataclass(frozen=True, slots=True)
class Setting:
    """The grams of a figure's subject, of the words close before it, of all before and behind it,
    and of all of these."""

    subject: frozenset[str]
    near: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    around: frozenset[str]


def settings(text: str, figures: Sequence[Figure]) -> list[Setting]:
    """Return the setting of each figure; `figures` are those of `text`, in reading order."""
    found: list[Setting] = []
    place = 0
    for number, figure in enumerate(figures):
        floor = figures[number - 1].end if number else 0
        ceiling = figures[number + 1].start if number + 1 < len(figures) else len(text)
        before, after = _sides(text, figure, floor, ceiling)
        follows = number > 0 and _LIST.fullmatch(text[floor : figure.start]) is not None
        place = place + 1 if follows else 0
        subject = grams(figure.subject + figure.direction)
        before = _CARRIER.sub("", before).removesuffix(figure.direction)
        if not before.strip() or "分别" in before:  # what it is said of stands further off
            before = figure.subject
        before = _COMPARED.sub("", before)
        left, right = grams(before), grams(after)
        near = grams(before[-_CLOSE:])
        if follows and figure.subject == figures[number - 1].subject:
            near = frozenset({f"#{place}"})  # 增长4%、5%和6%: only the place tells them apart
        found.append(Setting(subject, near, left, right, subject | left | right))
    return found


def _sides(text: str, figure: Figure, floor: int, ceiling: int) -> tuple[str, str]:
    low, high = max(floor, figure.start - _REACH), min(ceiling, figure.end + _REACH)
    start, end = figure.start, figure.end
    while start > low and text[start - 1] not in _ENDS:
        start -= 1
    while end < high and text[end] not in _ENDS:
        end += 1
    return text[start : figure.start], text[figure.end : end]


def likeness(left: Setting, right: Setting) -> float:
    """Return how surely two figures are said of the same thing, 0 … 1."""
    if left == right:
        return 1.0
    return (
        _SUBJECT * dice(left.subject, right.subject)
        + _NEAR * dice(left.near, right.near)
        + _BEFORE * dice(left.before, right.before)
        + _AFTER * dice(left.after, right.after)
        + _ALL * dice(left.around, right.around)
    )


def is_counted(figure: Figure) -> bool:
    """Tell a figure that must be accounted for from 一个, 一批 and set phrases."""
    return figure.kind not in (FigureKind.TERM, FigureKind.INDEFINITE)
