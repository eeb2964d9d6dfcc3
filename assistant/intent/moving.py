"""A sentence that asks for parts to change places, to become one or to lose their numbers."""

from __future__ import annotations

from assistant.findings import Message
from assistant.intent.asked import asked_moves
from assistant.intent.kin import Unclear, Unknown
from assistant.intent.model import Intent, Kind, Situation
from assistant.intent.moves import Moves
from assistant.intent.refs import find_parts
from assistant.intent.siblings import OUTSIDE, Plan, plan
from assistant.request import Request, Task


def find_moves(sentence: str, situation: Situation) -> Intent | None:
    """Return the wish to move, join or unnumber parts, a question where it cannot be told which
    parts are meant, or None where the sentence asks for something else.

    第一点 is one of the part on the screen; a part that is named may be any.
    """
    moves = asked_moves(sentence)
    if not moves:
        return None
    report = situation.report
    chosen = (situation.chosen,) if situation.chosen else ()
    found = plan(moves, report, chosen)
    if found == OUTSIDE:
        chosen, found = (), plan(moves, report)
    if not isinstance(found, Plan):
        if not _names_any(moves, situation):
            return None
        question = Message(
            f"{found.zh}。您要动的是哪几个部分？", f"Which parts do you mean: {found.en}?"
        )
        return Intent(Kind.UNCLEAR, question, question=question)
    wish = sentence
    for clause in moves.besides.split("，"):
        wish = wish.replace(clause, "").strip("，, ")
    said = Message(
        f"{wish}（只动位置、标题和编号，句子不改）", f"{wish}, without rewording a sentence"
    )
    sections = tuple(one for one in chosen if any(s.id == one for s in report.walk()))
    request = Request(Task.RESTRUCTURE, sections, instruction=wish)
    return Intent(Kind.TASK, said, request, later=moves.besides)


def _names_any(moves: Moves, situation: Situation) -> bool:
    """Whether any words name parts of the report, be it not clearly: 把重复的话合并 names none."""
    for words in (w for move in moves.moves for w in (move.what, move.where) if w):
        try:
            find_parts(words, situation.report, ())
        except Unknown:
            continue
        except Unclear:
            return True
        return True
    return False
