"""What moved: the fewest items that must be taken out for the rest to be in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(places: Sequence[int]) -> list[bool]:
    """Return for each place whether it lies off the longest growing subsequence."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = [-1] * len(places)
    for number, place in enumerate(places):
        slot = bisect_left(tails, place)
        if slot == len(tails):
            tails.append(place)
            tail_at.append(number)
        else:
            tails[slot], tail_at[slot] = place, number
        before[number] = tail_at[slot - 1] if slot else -1
    moved = [True] * len(places)
    number = tail_at[-1] if tail_at else -1
    while number >= 0:
        moved[number] = False
        number = before[number]
    return moved
