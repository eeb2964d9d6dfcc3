"""Gaps that are marked with what belongs there, [主送单位] or 【待补：日期】, by that name."""

from __future__ import annotations

from assistant.chat.situation import Situation
from assistant.chat.turn import Given
from assistant.gaps import GapKind

_LEAST = 2
"""Characters that name a gap."""


def gap_called(given: Given, at: Situation, taken: set[str]) -> str | None:
    """Return the only open gap that is marked by the name of a statement, or asked for by it."""
    name, text = given.name.strip("的"), at.report.text
    if len(name) < _LEAST:
        return None
    free = [g for g in at.gaps if g.kind is not GapKind.PART and g.id not in taken]
    free = [g for g in free if not (given.unit and g.unit) or given.unit == g.unit]
    found = [g.id for g in free if name in text[g.start : g.end]]
    found = found or [g.id for g in free if name in g.question.zh]
    return found[0] if len(found) == 1 else None
