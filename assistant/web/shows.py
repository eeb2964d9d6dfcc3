"""What a window shows while something is done in it: the proposals in its text, and their marks.

Two windows may hold one work, and a rewrite may end while somebody reads: a decision is on what was
seen where it was made, and on nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.session import Proposal, Session


@dataclass(frozen=True, slots=True)
class Shows:
    """`front` is the ID of the proposal that the bar speaks of, empty for none; `left` has for each
    that stands in the text the changes that its reader has marked as not wanted, `ticked` the
    errors that they have confirmed."""

    front: str = ""
    left: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()

    @classmethod
    def of(cls, told: object) -> Shows:
        """Return what a browser told, as JSON; of anything else the bare ID of what is in front."""
        try:
            data = json.loads(str(told or ""))
            left = {str(k): frozenset(map(str, v)) for k, v in data["left"].items()}
            return cls(str(data["front"]), left, frozenset(map(str, data["ticked"])))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(str(told or ""))

    def turn(self, session: Session) -> None:
        """Put in front what the bar of this window speaks of, where it still stands in the text."""
        if self.front in {one.id for one in session.apart[1:]}:
            session.bring_forward(self.front)

    def shows(self, proposal: str) -> bool:
        """Whether a proposal stands in the text of this window."""
        return proposal == self.front or proposal in self.left

    def taken(self, found: Proposal) -> list[str]:
        """Return the changes of a proposal that its reader has not marked as unwanted."""
        left = self.left.get(found.id, frozenset())
        return [c.id for c in found.changes if c.id not in left]
