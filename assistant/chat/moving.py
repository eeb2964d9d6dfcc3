"""Parts that are moved, joined, or sorted under headings, as steps of a request."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.conditions import take_conditions
from assistant.chat.kinds import LIKELY, kind_of
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import told
from assistant.document import Section
from assistant.findings import Message
from assistant.instruction.arrangement import arrange
from assistant.instruction.mentions import find_mention
from assistant.instruction.structure import read_structure
from assistant.tasks import Task

MOVING = re.compile("[并合放移挪调搬提排摆换]|[掉对]个|序号|编号|标号|归|一是|、")
_ONE_OF_IT = re.compile("[合并](?:并|成|为|到|在)*(?:一|同一)个?(?:大|整)?(?:段|块)")


def sorted_under(outline: tuple[str, ...], sentence: str, at: Situation) -> Reading:
    """Return the wish to sort the report, or the part that is named, under headings."""
    named = find_mention(sentence, at.report, None, by_name=False)
    wish, keep = take_conditions(sentence)
    step = Step(Task.RESTRUCTURE, sections=named.ids or None, whole=not named.ids, keep=keep)
    if named.ids:
        return Reading(Act.TASK, (replace(step, instruction=wish),))
    return Reading(Act.TASK, (replace(step, headings=outline, instruction=sentence),))


def joined_inside(sentence: str, unclear: Message | None, at: Situation) -> Step | None:
    """Return the wish to make one paragraph of the points of the one part that is named."""
    clause = next((c for c in re.split("[，；。]", sentence) if _ONE_OF_IT.search(c)), "")
    named = find_mention(clause, at.report, at.chosen)
    if clause and not named.ids:
        named = find_mention(sentence, at.report, at.chosen)
    ids = named.ids
    if len(ids) > 1 and len(homes := {i.rpartition(".")[0] for i in ids}) == 1:
        home = at.report.find(*homes) if homes != {""} else None
        every = (home.children or home.points) if isinstance(home, Section) else ()
        if unclear is not None or ids == tuple(item.id for item in every):
            ids = tuple(homes)  # 打算那三条 are all that the part has
    if not clause or len(ids) != 1 or not ids[0] or not (unclear or len(named.ids) > 1):
        return None
    return Step(Task.RESTRUCTURE, sections=ids, instruction=told(clause))


def may_move(clause: str, at: Situation) -> bool:
    """Whether a clause moves or joins something, and is not known to ask for another thing: what
    it says is done with parts that stand side by side, whatever the examples take it for."""
    kind = kind_of(clause)
    other = kind.sure >= LIKELY and kind.label not in ("restructure", "aside", "keep", "earlier")
    if MOVING.search(clause) is None or not other:
        return MOVING.search(clause) is not None
    moves = read_structure(clause)[0]
    return bool(moves) and arrange(moves, at.report).unclear is None
