"""Figures that a sentence only mentions beside the one that is filled in, and gaps that stay open.

罚款有两个数，含利息的是341万元，不含的是327.9万元，用不含的: the model takes one, and code lets the
other be passed over only where the sentence says itself that it is another's, and no gap waits for
it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.chat.facts_said import gap_for
from assistant.chat.normal import normal
from assistant.chat.situation import Situation
from assistant.chat.turn import Given
from assistant.facts import split_value
from assistant.figures import find_figures
from assistant.tasks import Task
from assistant.wordcount import pairs_of

_OF_ANOTHER_TIME = re.compile("[去上前]一?年(?!初)|同期|上[个半]|原[来先]|计划数?|目标")
_ONE_OF_THEM = re.compile("[两三几]个?(?:数|口径|版本|说法|结果|算法)")
"""What says that several figures are said of one thing."""
_A_GAP = re.compile("[那这][几两三四一]?(?:个|处|些)?(?:空(?:缺|格|白|档)?|横线|待补)(?:先?空着)?$")
"""What is left open, of what is said to stay: 省级课题还没定，那个空先留着."""
_BREAK = re.compile("[，。；！？]")
_AROUND = 8
"""Characters before a gap that say what it is for."""


def is_beside(data: Mapping[str, Any], clause: str, sentence: str, at: Situation) -> bool:
    """Whether the figures that are left of a clause are set beside those that are filled in."""
    facts = _filled(data)
    figures = find_figures(clause)
    if not facts or not figures:
        return False
    taken = {split_value(normal(fact["value"]))[1] for fact in facts}
    of_one = _ONE_OF_THEM.search(sentence) is not None
    earlier = _OF_ANOTHER_TIME.search(clause) is not None
    for figure in figures:
        value, unit = split_value(figure.text)
        if not (earlier or (of_one and unit in taken)):
            return False
        waits = gap_for(Given(None, clause[: figure.start], value, unit), at, set())
        if waits is not None and waits not in {fact["gap"] for fact in facts}:
            return False
    return True


def leaves_open(data: Mapping[str, Any], keep: str, sentence: str, at: Situation) -> bool:
    """Whether what is said to stay is a gap that no step fills."""
    facts, gap = _filled(data), _A_GAP.search(keep)
    place = sentence.find(keep)
    if not facts or gap is None or place < 0:
        return False
    before = [c for c in _BREAK.split(sentence[:place]) if c]
    told = keep[: gap.start()] or (before[-1] if before else "")
    filled = {fact["gap"] for fact in facts}
    names = [at.report.text[max(0, g.start - _AROUND) : g.start] for g in at.gaps if g.id in filled]
    return bool(told) and not any(pairs_of(told) & pairs_of(name) for name in names)


def _filled(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the facts of steps that do nothing but fill gaps; none for others."""
    steps = data["steps"]
    facts = [fact for step in steps for fact in step["facts"]]
    fills = all(step["task"] == Task.FILL for step in steps) and all(f["gap"] for f in facts)
    return facts if fills else []
