"""Who signs, said word for word: 结尾没落款，补上石桥镇人民政府，2026年12月1日."""

from __future__ import annotations

import re

from assistant.chat import asking
from assistant.chat.denied import denies
from assistant.chat.normal import QUOTED, in_simplified
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.findings import Message
from assistant.tasks import Task

SIGNED = "落款"
"""The wish of a step whose words are lines of a signature."""
_SIGNED = re.compile(
    "(?:落款|署名)(?:的?(?:日期|时间|单位|名称|地方|位置|处|那里)|也|还是?|没有?写?|缺着?|漏了?|忘了?写?|空着)*[，,：:]?"
    "(?:请|帮我|给我|再|就|应该?|统一|麻烦[您你]?)*(?:[补加添写签](?:上|一下|成|为)?|用|是|为)*(?:[一两]行)?[：:，,]?(?P<own>(?![改换删去不别怎]).+)$"
)
_CLAUSE_BEFORE = re.compile("[^，,。；;：:\\n]*$")
_ENDS = re.compile("[吧哈啊呀。！!]+$")
_BETWEEN = re.compile("[，,；;、\\s]+(?:日期|时间|落款)?(?:是|为|写)?[：:]?")
_MOST = 3
"""Lines of a signature."""
_DENIED = Message(
    "这句话里说不要补落款，我没有动。要补的话，请说“落款补上”，再写单位和日期。",
    "It says not to sign: nothing was done. To sign, name the unit and the date.",
)


def read_signed(sentence: str, at: Situation) -> Reading | None:
    """Return the step that signs the report as its author says, the question who is to sign where
    what is said names nobody, None where a sentence says anything else: lines that do not read as
    a signature with its date are no such words."""
    from assistant.session.plain import names_signer, reads_as_signed, signed_by

    typed = at.typed or sentence
    plain = in_simplified(typed)
    found = _SIGNED.search(plain)
    if found is None:
        return None
    own = typed[found.start("own") :].strip()
    quoted = QUOTED.fullmatch(own)
    own = quoted.group()[1:-1] if quoted is not None else _ENDS.sub("", own)
    lines = [line for line in _BETWEEN.split(own) if line]
    if not 0 < len(lines) <= _MOST or not reads_as_signed(lines):
        return None
    before = _CLAUSE_BEFORE.search(plain, 0, found.start())
    assert before is not None
    if denies(before.group()) or (quoted is None and denies(in_simplified(own))):
        return asking.ask((), _DENIED, "")
    if (
        nobody := next((line for line in lines if not names_signer(in_simplified(line))), None)
    ) is not None:
        return _who(nobody) if not signed_by(at.report) else None
    step = Step(Task.FILL, whole=True, new="\n".join(lines), instruction=SIGNED)
    return Reading(Act.TASK, (step,))


def _who(words: str) -> Reading:
    told = Message(
        f"落款要写什么？“{words}”不像单位名称或人名，我没有写上去。"
        "请说“落款补上”，再写单位（或人名）和日期。",
        f"Who signs? “{words}” names no unit and nobody; please give the name and the date.",
    )
    return asking.ask((), told, "")
