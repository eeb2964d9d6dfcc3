"""The proposals that wait for a decision: one in front, the others behind it, none lost unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.session.stale import no_longer_waits
from assistant.session.store import Store

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal
    from assistant.session.versions import Version


class Stopped(Exception):
    """The run was stopped by the person who started it; nothing was changed."""


class Waiting:
    """What of a session waits; `pending` is in front, `others` stand behind it."""

    pending: Proposal | None
    others: tuple[Proposal, ...]
    _store: Store | None
    _token: str

    if TYPE_CHECKING:

        def adopt(self, proposal: Proposal) -> Version: ...

        def _answered(self, answers: Mapping[str, str]) -> Proposal: ...

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """All proposals that wait for a decision, the one in front first."""
        return () if self.pending is None else (self.pending, *self.others)

    def wait_with(self, proposal: Proposal | None) -> None:
        """Put a proposal in the place of the one in front; it survives like all the rest.

        None: the one in front is decided on, and the next one comes forward.
        """
        rest = self.others
        self._wait((proposal, *rest) if proposal is not None else rest)

    def bring_forward(self, proposal_id: str) -> None:
        """Put one of the waiting proposals in front; raises UsageError where it no longer waits."""
        front = [p for p in self.waiting if p.id == proposal_id]
        if not front:
            raise no_longer_waits()
        self._wait((*front, *(p for p in self.waiting if p.id != proposal_id)))

    def wait_before(self, proposal: Proposal) -> None:
        """Put a new proposal in front of those that wait already: none is ever replaced unseen."""
        self._wait((proposal, *self.waiting))

    def _wait(self, proposals: tuple[Proposal, ...]) -> None:
        self.pending, self.others = (proposals[0] if proposals else None), proposals[1:]
        if self._store is not None:
            from assistant.session.pending import pack_all

            self._store.set_pending(self._token, pack_all(proposals))

    def fill_in(self, answers: Mapping[str, str]) -> Version:
        """Fill gaps with what the author has just written there, and return the version.

        Raises what `answer` and `settle` raise.
        """
        found = self._answered(answers)
        self.wait_before(found)
        return self.settle(found)

    def settle(self, own: Proposal) -> Version:
        """Adopt at once what its author has just written, for that needs nobody's leave.

        Raises UsageError where something waits for the very part; `own` then no longer does.
        """
        from assistant.session.propose import moved_to

        others = tuple(one for one in self.waiting if one.id != own.id)
        if any(moved_to(one, own.text) is None for one in others):
            self._wait(others)
            raise UsageError(
                Message(
                    "这一部分有一份建议在等您决定，请先决定采用与否，再改这一处。",
                    "A proposal waits for this part: decide on it first, then change this.",
                )
            )
        return self.adopt(own)

    def _move_waiting(self, text: str) -> None:
        """Let what waits for other parts go on waiting, at its place in the report as it is now."""
        from assistant.session.propose import moved_to

        moved = (moved_to(one, text) for one in self.waiting)
        self._wait(tuple(one for one in moved if one is not None))
