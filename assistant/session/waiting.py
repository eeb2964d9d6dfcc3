"""The proposals that wait for a decision: one in front, the others behind it, none lost unseen.

A decision counts for the proposal that was seen, and for no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.session.store import Store

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal


class Stopped(Exception):
    """The run was stopped by the person who started it; nothing was changed."""


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


class Waiting:
    """What of a session waits; `pending` is in front, `others` stand behind it."""

    pending: Proposal | None
    others: tuple[Proposal, ...]
    _store: Store | None
    _token: str

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """All proposals that wait for a decision, the one in front first."""
        return () if self.pending is None else (self.pending, *self.others)

    @property
    def candidates(self) -> tuple[Proposal, ...]:
        """What answers the same request as the one in front, itself included, in order of age."""
        return self.candidates_of(self.pending) if self.pending is not None else ()

    def candidates_of(self, proposal: Proposal) -> tuple[Proposal, ...]:
        """Return what answers the same request as a proposal, itself included, in order of age."""
        mine = (p for p in self.waiting if p.group == proposal.group)
        return tuple(sorted(mine, key=lambda p: p.number))

    @property
    def queued(self) -> tuple[Proposal, ...]:
        """What waits for other requests than the one in front, one for each."""
        seen = {self.pending.group} if self.pending is not None else set()
        found: list[Proposal] = []
        for one in self.others:
            if one.group not in seen:
                seen.add(one.group)
                found.append(one)
        return tuple(found)

    @property
    def apart(self) -> tuple[Proposal, ...]:
        """What can be decided on side by side, the one in front first: of those that wait for
        other requests each that is about other words of the report."""
        kept = list(self.waiting[:1])
        for one in self.queued:
            if not any(_meet(one, other) for other in kept):
                kept.append(one)
        return tuple(kept)

    def wait_with(self, proposal: Proposal | None) -> None:
        """Put a proposal in the place of the one in front; it survives like all the rest.

        None: the one in front is decided on, and the next one comes forward.  One that waits
        behind already comes forward, and none is replaced.
        """
        rest = self.others
        if proposal is not None and any(p.id == proposal.id for p in rest):
            self._wait((proposal, *(p for p in self.waiting if p.id != proposal.id)))
            return
        if self.pending is not None and (proposal is None or proposal.group != self.pending.group):
            rest = self.without(self.pending)
        self._wait((proposal, *rest) if proposal is not None else rest)

    def without(self, decided: Proposal) -> tuple[Proposal, ...]:
        """Return what waits but for a proposal and its other candidates."""
        return tuple(p for p in self.waiting if p.group != decided.group)

    def wait_for(self, known: Proposal, proposal: Proposal) -> None:
        """Put a proposal in the place of another that waits, wherever that stands."""
        self._wait(tuple(proposal if p.id == known.id else p for p in self.waiting))

    def wait_behind(self, proposal: Proposal) -> None:
        """Let a proposal wait behind the one in front."""
        self._wait((*self.waiting[:1], proposal, *self.waiting[1:]))

    def bring_forward(self, proposal_id: str) -> None:
        """Put one of the waiting proposals in front; raises UsageError where it no longer waits."""
        front = [p for p in self.waiting if p.id == proposal_id]
        if not front:
            raise no_longer_waits()
        self._wait((*front, *(p for p in self.waiting if p.id != proposal_id)))

    def waits_already(self, made: Proposal) -> Proposal | None:
        """Bring forward what waits and is, or is a candidate beside, the very thing that was made
        anew, and return it: who asks for the same twice gets no second one.  None: nothing is."""
        same = (
            p.group
            for p in self.waiting
            if (p.request, p.steps, p.text) == (made.request, made.steps, made.text)
        )
        group = next(same, None)
        front = next((p for p in self.waiting if p.group == group), None)
        if front is not None:
            self.bring_forward(front.id)
        return front

    def wait_once(self, made: Proposal) -> Proposal:
        """Put a new proposal in front, unless the very same waits; return which it is."""
        waits = self.waits_already(made)
        if waits is None:
            self.wait_before(made)
        return waits or made

    def wait_before(self, proposal: Proposal) -> None:
        """Put a new proposal in front of those that wait already: none is ever replaced unseen.

        One that changes nothing leaves nothing to decide on, and does not wait.
        """
        if proposal.changes:
            self._wait((proposal, *self.waiting))

    def _wait(self, proposals: tuple[Proposal, ...]) -> None:
        self.pending, self.others = (proposals[0] if proposals else None), proposals[1:]
        if self._store is not None:
            from assistant.session.pending import pack_all

            self._store.set_pending(self._token, pack_all(proposals))

    def _move_waiting(self, text: str) -> None:
        """Let what waits for other parts go on waiting, at its place in the report as it is now."""
        from assistant.session.propose import moved_to

        moved = (moved_to(one, text) for one in self.waiting)
        self._wait(tuple(one for one in moved if one is not None))


def _meet(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals would change the same part, or both bring one in at the same place."""
    return any(
        (a.start < b.end and b.start < a.end) or (a.start, a.end) == (b.start, b.end)
        for a in one.parts
        for b in other.parts
        if a.changed and b.changed
    )
