"""Who signs, said word for word: 结尾没落款，补上石桥镇人民政府，2026年12月1日."""

from __future__ import annotations

import re

from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.tasks import Task

SIGNED = "落款"
"""The wish of a step whose words are lines of a signature."""
_SIGNED = re.compile(
    "(?:落款|署名)(?:也?(?:没有?写?|还?没写|缺着?|漏了?|忘了?写?|空着))?[，,：:]?"
    "(?:请|帮我|给我|再|就|麻烦[您你]?)*(?:[补加添写签](?:上|一下|成|为)?|用|是|为)*(?:[一两]行)?[：:，,]?(?P<own>(?![改换删去不别怎]).+)$"
)
_ENDS = re.compile("[吧哈啊呀。！!]+$")
_BETWEEN = re.compile("[，,；;、\\s]+(?:日期|时间|落款)?(?:是|为|写)?[：:]?")
_MOST = 3
"""Lines of a signature."""


def read_signed(sentence: str, at: Situation) -> Reading | None:
    """Return the step that signs the report as its author says, None where a sentence says
    anything else: lines that do not read as a signature with its date are no such words."""
    from assistant.session.plain import reads_as_signed

    found = _SIGNED.search(at.typed or sentence)
    if found is None:
        return None
    quoted = QUOTED.fullmatch(found["own"].strip())
    own = quoted.group()[1:-1] if quoted is not None else _ENDS.sub("", found["own"])
    lines = [line for line in _BETWEEN.split(own) if line]
    if not 0 < len(lines) <= _MOST or not reads_as_signed(lines):
        return None
    step = Step(Task.FILL, whole=True, new="\n".join(lines), instruction=SIGNED)
    return Reading(Act.TASK, (step,))
