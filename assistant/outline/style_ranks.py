"""Where headings of a style stand among numbered ones: one order for both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import mode
from typing import Final

_ABOVE_ALL: Final = 0.5
"""A chapter without a number stands above 一、 and below 第一部分."""

_STEP: Final = 0.01
"""From one outline level to the next where no number tells; less than between two numbers."""


def style_ranks(
    levels: Mapping[int, int],
    bare: Mapping[int, int],
    numbered: Sequence[tuple[int, float, int]],
) -> dict[int, float]:
    """Return the rank of each outline level that a heading without a number has.

    `levels` gives the outline level of every styled heading by its line, `bare` of those without
    a number; `numbered` are line, rank and ordinal of the numbered headings.  A level ranks as
    the numbered headings of that level do, else next to the nearest level that some have; where
    no numbered heading has a level, all of them stand above, but for those the numbering runs on
    across.
    """
    found: dict[int, list[float]] = {}
    for line, rank, _ in numbered:
        if line in levels:
            found.setdefault(levels[line], []).append(rank)
    anchors = {level: mode(ranks) for level, ranks in found.items()}
    if not anchors and bare:
        top = min(bare.values())
        beside = bool(numbered) and _beside(bare, top, numbered)
        anchors[top] = min(rank for _, rank, _ in numbered) if beside else _ABOVE_ALL
    return {level: _near(level, anchors) for level in set(bare.values())}


def _near(level: int, anchors: Mapping[int, float]) -> float:
    above = [other for other in anchors if other <= level]
    nearest = max(above) if above else min(anchors)
    return anchors[nearest] + (level - nearest) * _STEP


def _beside(bare: Mapping[int, int], top: int, numbered: Sequence[tuple[int, float, int]]) -> bool:
    """Whether the headings of the top level stand in line with the numbered ones (前言, 一、…)."""
    chapters = [line for line, level in bare.items() if level == top]
    highest = min(rank for _, rank, _ in numbered)
    own = [(line, ordinal) for line, rank, ordinal in numbered if rank == highest]
    if Counter(ordinal for _, ordinal in own)[1] > 1:
        return False
    if len(chapters) == 1:
        return highest <= 1
    return any(
        before < chapter < after and second == first + 1
        for chapter in chapters
        for (before, first), (after, second) in pairwise(own)
    )
