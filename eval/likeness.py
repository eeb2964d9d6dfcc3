"""How much of one stretch of Chinese stands in another, by their characters and pairs."""

from __future__ import annotations

from assistant.verify.similar import dice


def shared(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the mean of `dice` and the share of the smaller set found in the larger: a short
    clause that lies whole within a longer one is alike, though not the same."""
    least = min(len(left), len(right))
    if least == 0:
        return dice(left, right)
    common = len(left & right)
    return common / (len(left) + len(right)) + common / least / 2


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return the share of `part` that `whole` has (1 for an empty part)."""
    return len(part & whole) / len(part) if part else 1.0
