"""Places where a figure, a name or a list is missing.

Placeholders (XX, *个, ____, 某某, 【待补：…】), silent gaps (a figure was cut out and left no
trace but its unit, “培训干部人次”, or two names and left their noun, “产业园、产业园开园”), lists
deleted before 等, and quotes that hold nothing.  Parts that a genre requires and the report lacks
are found by the genres, with the same `Gap`.
"""

from __future__ import annotations

from assistant.gaps.find import find_gaps
from assistant.gaps.types import Gap, GapKind
from assistant.gaps.words import leaves_open

__all__ = ["Gap", "GapKind", "find_gaps", "leaves_open"]
