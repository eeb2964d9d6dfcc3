"""Which of two readings of one sentence stands: the model's, or that of the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chat.by_example import agrees, hesitates, refused
from assistant.chat.clauses import pieces_of
from assistant.chat.command_meant import ask_first
from assistant.chat.kinds import SURE, kind_of
from assistant.chat.normal import bare, normal
from assistant.chat.reader.acts import Data
from assistant.chat.reader.complete import is_open
from assistant.chat.reader.own_name import is_own_name
from assistant.chat.refusals import reason_of, refusal_of
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.instruction.mention_words import SPAN
from assistant.tasks import Task

_WELL_KNOWN = 0.9
"""Of what a clause says, how much the examples must know."""

_DONE = re.compile("已|了$|过")
"""What tells of something that was done, and asks for nothing."""


def which_stands(
    found: Reading | None, meant: Reading, data: Data, sentence: str, at: Situation
) -> Reading | None:
    """Return the model's reading `found`, made of `data`, where it may stand in the place of that
    of the rules: not for a question back where they have an answer, unless they missed a figure,
    and nothing is adopted whole that they took for a wish, or while nothing waits."""
    if found is None or (found.act is Act.ADOPT and at.pending is None):
        return None
    if meant.act is Act.TASK and found.act in (Act.ASK, Act.HELP):
        missed = _stated(found) > _stated(meant) or (
            data["act"] == Act.TASK and (_else(found, meant) or _only_a_sentence(found, meant, at))
        )
        return found if missed else None
    if meant.act is found.act is Act.TASK and _says_less(found, meant, data, at):
        return found if any(_looks_elsewhere(step, at) for step in meant.steps) else None
    if found.act is Act.ADOPT and meant.act not in (Act.ADOPT, Act.ASK):
        # 他点头了，就用这个 is no wish for another wording, but what decides is asked.
        wishes = {step.task for step in meant.steps}
        if meant.act is Act.REFUSE and meant.said == reason_of("send") and _adopted(sentence):
            # 已送局长过目，请照此修改正文 tells of a sending, and asks for none
            return found if _wholly(sentence) else ask_first(Act.ADOPT)
        return ask_first(Act.ADOPT) if wishes == {Task.REWRITE} else None
    if found.act is Act.ADOPT and refused(sentence):
        return ask_first(Act.ADOPT)  # 局长说不行，请照此修改正文
    if meant.act is Act.ANSWER and not meant.lost and found.act is Act.ANSWER:
        return None
    return found


def _looks_elsewhere(step: Step, at: Situation) -> bool:
    """Whether words are to be exchanged in parts that do not have them, though others do: the
    place is that of another step."""
    old = step.old or ""
    inside = [at.text_of(s) for s in step.sections or ()]
    edits = step.task in ("replace", "correct")
    return edits and bool(inside) and old in at.report.text and not any(old in t for t in inside)


def _adopted(sentence: str) -> bool:
    """Whether the examples are sure of a clause that it adopts what waits."""
    kinds = (kind_of(clause) for clause in _clauses(sentence))
    return any(k.label == Act.ADOPT and k.sure >= SURE and k.known >= _WELL_KNOWN for k in kinds)


def _wholly(sentence: str) -> bool:
    """Whether all that a sentence says agrees to what waits, but for what tells that it was sent;
    局长说不行, 他同意了再照此修改 do not."""
    clauses = _clauses(sentence)
    if any(hesitates(clause) for clause in clauses):
        return False
    told = [c for c in clauses if refusal_of(c, c) == reason_of("send") and _DONE.search(c)]
    return all(agrees(clause) for clause in clauses if clause not in told)


def _clauses(sentence: str) -> list[str]:
    return [clause for clause, _linked in pieces_of(bare(normal(sentence)))]


def _else(found: Reading, meant: Reading) -> bool:
    """Whether steps that something keeps from being done are all of parts that the rules name in
    no step: 去年的那段 is no longer than it is to be, and this year's is not meant."""
    theirs = {part for step in meant.steps for part in step.sections or ()}
    own = [set(step.sections or ()) for step in found.steps]
    return bool(own) and bool(theirs) and all(parts and not parts & theirs for parts in own)


def _only_a_sentence(found: Reading, meant: Reading, at: Situation) -> bool:
    """Whether it is asked which sentence goes, where the rules would delete a part."""
    return any(is_open(step) for step in found.steps) and any(
        step.task == "delete"
        and (not step.old or step.old in {at.text_of(s).strip() for s in step.sections or ()})
        for step in meant.steps
    )


def _says_less(found: Reading, meant: Reading, data: Data, at: Situation) -> bool:
    """Whether a reading leaves a length out that the other one has, or is of the part around the
    one that was named, and else the same."""
    pairs = list(zip(found.steps, meant.steps, strict=False))
    if len(found.steps) != len(meant.steps) or any(a.task != b.task for a, b in pairs):
        return False
    shorter = [a.to in (None, "vague") and b.to not in (None, "vague") for a, b in pairs]
    named = [raw["named"] for raw in data["steps"]]
    wider = [
        _around(a, b) and not _called(said, a, at)
        for (a, b), said in zip(pairs, named, strict=False)
    ]
    same = all(
        (a.to == b.to or less)
        and ((a.sections, a.whole) == (b.sections, b.whole) or more)
        and (a.old or "") == (b.old or "")
        for (a, b), less, more in zip(pairs, shorter, wider, strict=False)
    )
    return same and (any(shorter) or any(wider))


def _around(one: Step, other: Step) -> bool:
    """Whether a step is of a part that holds the one which another is of, among others."""
    inside = other.sections or ()
    return len(inside) == 1 and (
        one.whole or any(inside[0].startswith(f"{s}.") for s in one.sections or ())
    )


def _called(said: Sequence[str], step: Step, at: Situation) -> bool:
    """Whether the one part of a step is called by its heading; by its number it may only have been
    the way to one inside: 第二部分第二节."""
    numbered = SPAN.search(normal("".join(said))) is not None
    parts = step.sections or ()
    return not numbered and len(parts) == 1 and is_own_name(said, parts[0], at)


def _stated(reading: Reading) -> int:
    """Return how many figures a reading holds: where more are stated, the rules missed some."""
    return sum(len(step.facts) for step in reading.steps)
