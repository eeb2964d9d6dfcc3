"""The words beside a figure, and the figure beside a word."""

from __future__ import annotations

from assistant.verify.pair import Pair
from assistant.verify.tokens import Kind, Token


def run_beside(side: list[Token], n: int) -> list[tuple[int, int]]:
    """Return (number, −1 or 1) of what a figure is said of: the words of its clause up to the
    next figure on either side, nearest first."""
    found: list[tuple[int, int]] = []
    for step in (-1, 1):
        i = n + step
        while 0 <= i < len(side) and side[i].clause == side[n].clause:
            if side[i].kind is Kind.FIGURE:
                break
            found.append((i, step))
            i += step
    return found


def figure_behind(pair: Pair, k: int) -> int | None:
    """Return the figure a source word belongs to: the next in its segment, else the last."""
    return _figure(pair, k, 1, -1)


def figure_before(pair: Pair, k: int) -> int | None:
    """Return the figure that stands before a word in its segment."""
    return _figure(pair, k, -1)


def _figure(pair: Pair, k: int, *steps: int) -> int | None:
    for step in steps:
        i = k + step
        while 0 <= i < len(pair.s) and pair.s[i].segment == pair.s[k].segment:
            if pair.s[i].kind is Kind.FIGURE:
                return i
            i += step
    return None
