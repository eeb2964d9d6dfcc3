"""A decision counts for the proposal that was seen, and for no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal


class StaleProposal(UsageError):
    """A decision about a proposal that is not the one that waits (any more)."""


def require_seen(waits: Proposal | None, seen: str) -> None:
    """Raise StaleProposal unless `seen` is the ID of what waits; empty: no proposal was seen.

    Whoever looks at an older candidate, or at a window that another one has overtaken, would
    otherwise adopt words that nobody has read.
    """
    if seen == (waits.id if waits is not None else ""):
        return
    if waits is None:
        raise no_longer_waits()
    if not seen:
        raise StaleProposal(
            "有一份建议在等您决定，您还没有看到，所以没有照办。请看过再决定。",
            "A proposal waits that you have not seen yet, so nothing was done. "
            "Look at it first, then decide.",
        )
    raise StaleProposal(
        "现在等您决定的已经是另一份建议，所以没有照办。请看过新的再决定。",
        "Another proposal waits by now, so nothing was done. Look at that one, then decide.",
    )


def no_longer_waits() -> StaleProposal:
    """Return the refusal of a decision about a proposal that is decided on already."""
    return StaleProposal(
        "这份建议已经处理过，不再等您决定，所以没有照办。",
        "This proposal no longer waits for a decision, so nothing was done.",
    )
