"""Where the rules are not sure of what they read, so that a capable model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.chat.clause_tasks import task_of
from assistant.chat.clauses import pieces_of
from assistant.chat.commands import as_wish, command_of
from assistant.chat.kinds import SURE, kind_of
from assistant.chat.normal import bare, normal
from assistant.chat.reader.left_over import left_over
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import said
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import WHOLE
from assistant.tasks import TASKS, Task

_CLEAR = frozenset({"to", "each", "points"})
"""What the rules ask for where they understood all else: no model knows better than the author."""
_ORDER = re.compile(
    "[放排挪摆移调]到?[^，。]{0,4}(?:最?[前后]|末尾|开头)|居中|垫底|打头|次序|顺序|对调|倒过来|倒个"
)
_EACH = re.compile(
    "每[一个]?(?:[部块节条章点段])|各(?:压|减|缩|砍|写|\\d)|一(?:个|条|节|块)(?=[一二三四五六七八九]?[十百]|\\d)"
)
_EDITS = frozenset({"replace", "delete", "correct", "draft"})
_SAYS_NO_TASK = frozenset({"aside", "longer", "goto", "adopt_part"})
_SENTENCE = re.compile("[。！？]")
_QUOTE_INSIDE = re.compile('^[“"「]|[”"」]$')
_COUNTED = re.compile("[两三四几这那]个?(?:大|小)?(?:[块节条]|部分)")


def in_doubt(meant: Reading, sentence: str, at: Situation) -> bool:
    """Whether the rules did not understand, are not sure, or left words of a sentence over."""
    plain = bare(normal(sentence))
    if meant.lost:
        return True
    if meant.act is Act.ASK:
        told = meant.slot == "each" and _EACH.search(plain) is not None
        told = told or (meant.slot == "to" and find_length(plain) is not None)  # it cannot be done
        return told or meant.slot not in _CLEAR or not meant.steps
    if meant.act is Act.ANSWER:
        tasks = (task_of(clause) for clause, _linked in pieces_of(plain))
        return find_length(plain) is not None or any(tasks) or any(_written(plain))
    if meant.act is Act.TASK:
        return bool(faults(meant.steps, sentence, at))
    no_undo = meant.act is Act.UNDO and not at.session.history.can_undo
    if meant.act in (Act.REFUSE, Act.HELP) or no_undo:
        return command_of(plain) is None  # nothing would come of it: to ask costs little
    if meant.act in (Act.UNDO, Act.REDO, Act.EARLIER):
        return any(_written(plain))
    return meant.act in (Act.TAKE, Act.GOTO, Act.ADOPT) and task_of(plain) is not None


def faults(steps: tuple[Step, ...], sentence: str, at: Situation) -> tuple[str, ...]:
    """Return what of a sentence its steps do not hold, in words or by name."""
    plain = bare(normal(sentence))
    found = [*left_over(sentence, steps, at), *_unlike(steps, plain)]
    if any(s.whole for s in steps) and not WHOLE.search(plain):
        narrow = any(s.sections or s.task == "draft" for s in steps)
        if _COUNTED.search(plain) or (narrow and any(_plain_whole(s) for s in steps)):
            found.append("whole")
    done = [(s.task, s.sections) for s in steps]
    found += ["twice" for one in set(done) if done.count(one) > 1 and one[0] in TASKS]
    several = any(len(s.sections or ()) > 1 or s.whole for s in steps)
    if several and _EACH.search(plain) and not any(s.each for s in steps):
        found.append("each")
    if _ORDER.search(plain) and not all(_ordered(s, plain) for s in steps):
        found.append("order")
    held = (w for s in steps for w in (s.old, s.new, s.instruction) if w and s.task != Task.REWRITE)
    found += [w for w in held if _QUOTE_INSIDE.search(w)]
    kept = (k for s in steps for k in s.keep)
    found += [k for k in kept if said("long").search(k) or said("shorten").search(k)]
    if "句" in plain:
        found += [
            "句" for s in steps if s.task == "delete" and len(_SENTENCE.findall(s.old or "")) > 1
        ]
    if plain.endswith("？") and as_wish(plain) is not None:
        found += ["question" for s in steps if s.task == Task.REWRITE]
    return tuple(found)


def _unlike(steps: tuple[Step, ...], plain: str) -> Iterator[str]:
    """Yield the kinds that the examples know in clauses and that no step is of."""
    done = {s.task for s in steps} | {"keep" for s in steps if s.keep}
    for clause, _linked in pieces_of(plain):
        kind = kind_of(clause)
        if kind.sure >= SURE and kind.label not in done | _SAYS_NO_TASK:
            yield kind.label


def _written(plain: str) -> Iterator[str]:
    """Yield the kinds of clauses that ask for something to be written, or taken away."""
    yield from (k for k in _unlike((), plain) if k in TASKS or k in _EDITS or k == "take")


def _plain_whole(step: Step) -> bool:
    return step.whole and step.task in (Task.FILL, Task.REWRITE, Task.RESTRUCTURE)


def _ordered(step: Step, plain: str) -> bool:
    """Whether all words for an order are held as one."""
    words = _ORDER.findall(plain)
    return (
        all(w in (step.order or "") for w in words)
        if step.order
        else step.task in ("replace", "correct")
    )
