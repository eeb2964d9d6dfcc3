"""A sentence of the page, as the engine of the talk reads it.

One rewrite that was asked for stands in a card first, where it can be corrected, and begins when
its author agrees; whatever no card can hold the engine does: answers, refusals with their reason,
decisions on single changes, edits that are spelt out, and several steps at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.chat import Act, Reading, Step, Talk, Turn, wording
from assistant.chat.perform import request_of
from assistant.chat.understand import understand
from assistant.findings import Message
from assistant.session import BY_AUTHOR, require_seen
from assistant.tasks import TASKS, Task
from assistant.web.card import Card
from assistant.web.desk import Desk, Work
from assistant.web.shows import Shows

_DECIDES = frozenset({Act.ADOPT_PART, Act.EARLIER, Act.UNDO, Act.REDO})


def engine_of(work: Work) -> Talk:
    """Return the talk of a work, with the model and the part that are chosen on the page."""
    if work.engine is None:
        work.engine = Talk(work.session, agreed=work.agreed)
    work.engine.model, work.engine.chosen = work.model, work.chosen
    return work.engine


def read(work: Work, sentence: str) -> Reading:
    """Return what a sentence means.

    Where its author has turned to another part since the last request, a request that names none
    is about that part: 压到一半 is no longer said of the part that was asked for before.
    """
    held = engine_of(work)
    if work.turned and work.chosen and held.question is None:
        meant = understand(sentence, replace(held.situation(), last=()))
        if meant.act is Act.TASK and all(s.sections == (work.chosen,) for s in meant.steps):
            return meant
    return held.read(sentence)


def card_of(work: Work, meant: Reading) -> Card | None:
    """Return the card of a reading, None where there is nothing to agree to first.

    Raises UsageError where the step makes no request.
    """
    held = engine_of(work)
    said = wording.heard(meant.steps, held.situation())
    if len(meant.steps) == 1 and not meant.run:
        [step] = meant.steps
        if step.task == Task.FILL and step.facts:
            return _filled(work, step)
        if step.task in TASKS and not (step.each or step.keep or step.target):
            return Card(said, meant.steps, request_of(step, work.session))
    return Card(said, meant.steps) if held.needs_consent(meant.run or meant.steps) else None


def _filled(work: Work, step: Step) -> Card:
    gaps = {g.id: g for g in work.check().gaps}
    answers = tuple((f.gap, f"{f.value}{f.unit}") for f in step.facts if f.gap)
    zh = "；".join(f"“{gaps[g].question.zh}”填 {value}" for g, value in answers)
    en = "; ".join(f"{value} for “{gaps[g].question.en}”" for g, value in answers)
    said = Message(f"{zh}（出处记为“{BY_AUTHOR}”）", f"fill in {en}, as your own words")
    return Card(said, (step,), answers=answers)


def follow(desk: Desk, work: Work, meant: Reading, sentence: str, seen: Shows | None) -> None:
    """Let the engine do what was understood; what may write runs in a thread of its own.

    Raises StaleProposal where it decides on another proposal than the one that was `seen`.
    """
    if seen is not None and meant.act in _DECIDES:
        require_seen(work.session.pending, seen.front)
    held = engine_of(work)
    mark(work, seen)
    if meant.act is Act.TASK and any(s.task in TASKS for s in meant.steps):
        carry_out(desk, work, lambda: held.turn(lambda: meant, sentence))
    else:
        turn = held.turn(lambda: meant, sentence)
        # Which gap a figure is for is answered beside the gaps: each has its field there.
        tell(work, replace(turn, choices=()) if meant.slot == "fact" else turn)


def mark(work: Work, seen: Shows | None) -> None:
    """Tell the engine which changes of what waits its reader wants: steps are built upon these."""
    marks = seen or Shows()
    engine_of(work).wanted = lambda waits: waits.select(marks.taken(waits))


def carry_out(desk: Desk, work: Work, act: Callable[[], Turn]) -> None:
    """Do something that may wait for a model and say what came of it."""

    def work_out() -> None:
        held = engine_of(work)
        held.stop = work.run.stop if work.run is not None and work.working else None
        turn = act()
        with work.lock:
            tell(work, turn)

    desk.think(work, work_out)


def tell(work: Work, turn: Turn) -> None:
    """Say what the engine says, and show what it shows."""
    work.last = work.session.pending or work.last
    work.turned = work.turned and turn.act is not Act.TASK
    if (again := engine_of(work).again) is not None:
        work.bring(again)
    if turn.act is Act.GOTO:
        work.chosen = turn.chosen
    work.tell(turn.said, turn.choices)
