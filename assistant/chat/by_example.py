"""What a sentence asks for where the examples tell it: a decision or another command, a question,
something that is refused.

Only what can be where it is said is compared: nothing is adopted where nothing waits.  What changes
the text is done where the examples are sure, and asked about where they are only nearly so.
"""

from __future__ import annotations

import re

from assistant.chat.asking import label_of
from assistant.chat.clause_tasks import only_hints, task_by_words
from assistant.chat.clauses import pieces_of
from assistant.chat.command_meant import ask_first, command_named
from assistant.chat.commands import (
    BACK,
    ORIGINAL,
    command_of,
    complains,
    decides,
    withheld,
)
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, Kind, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.chat.vocabulary import said
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import A_PART, SPAN
from assistant.tasks import TASKS, Task

_WELL_KNOWN, _KNOWN = 0.75, 0.6
"""Share of a clause that the examples must know where the text is changed on its word, and where
it is not."""
_SURE_WISHES = frozenset({*TASKS, "delete", "replace", "correct", "draft"})
_CHANGE_TEXT = frozenset({Act.ADOPT, Act.UNDO, Act.REDO})
_OF_HISTORY = frozenset({Act.UNDO, Act.REDO})
_BACK_AND_FORTH = frozenset({*_OF_HISTORY, Act.EARLIER})
"""Which of them is meant the state tells better than the words."""
_PUT_OFF = re.compile(
    "(?<!当我)没(?:有)?[说讲]|暂(?:不|且|时|缓)|再(?:想想|琢磨|考虑|斟酌|合计|掂量|商量|请示)"
)
"""What decides nothing yet, or says that nothing was decided."""
_LATER = re.compile(
    f"{_PUT_OFF.pattern}|拿不准|说不好|没想好|(?:问问?|请示|汇报|商量|合计|看看|想想)[^，。]{{0,6}}(?:再说|再定|回头|之后)"
)
_GRANTS = re.compile(r"([\u4e00-\u9fff]{1,3})(?:倒|也)?是\1了?")
"""短是短了: what comes behind it counts."""
_OF_IT = re.compile("[这此该][一]?[版稿]")
"""What begins with the proposal speaks of it, and asks for nothing where another clause does."""
_TWICE = re.compile(r"^(.{2,})\1$")
_LESS = re.compile("标题|题目|[句词](?:话|子|语)?|数据|数字|段落")
"""What is less than a version: 恢复原来的标题."""
_CONCLUDES = re.compile(f"(?:^|[，。；])(?:{said('therefore').pattern})(?:说|呢)?")
"""Behind reasons: what is wanted comes now."""
_A_PART_OF_IT = re.compile(f"[^，。；]{{2,12}}?{A_PART.pattern}")
_OF_ANOTHER_PART = re.compile("(?:说|指|讲|要改|想改)的(?:就|应该)?是")
"""我说的是统筹安全那条，照这个样子来: it is to be done elsewhere."""
_NOT_BACK = re.compile(
    "(?:不(?:要|用|必|能|想)?|别|莫|勿|没)(?:再|给我|急着)*(?:撤|退|倒|恢复|还原|重做|回到|[改变换]回)"
)
_DONE = re.compile(
    "(?:刚才?|刚刚)?[换改压缩删补写调润加][了过好掉]?的(?:[那这]一?[个句处段]?[句词字段处]?|$)"
)
"""换的那个词 is what was done, and asks for nothing."""
_HESITATES = re.compile(
    "但|不过|可是|只是|就是(?![这它])|除|怕|担心|再|先|等|要是|万一|好像|似乎|可能|也许|吗|？"
    "|不(?!错|用改|动了)|别|没(?!有?(?:什么)?[问意毛大]|啥)"
)
"""What leaves a proposal not adopted, or not all of it, whatever else agrees to it."""
_ONCE = re.compile("后(?!悔)|的话|一旦|除非|才(?!对)|时(?:$|候)|[若如](?:果|无|没|能|可)")
"""What makes a decision wait for something that is still to come: 局长点头后照此修改."""
_REFUSED = re.compile("[不没未](?:行|同意|认可|赞成|批准?|答应|通过|表态|点头)(?!就)")
_TOLD = re.compile(
    "怎|谁|哪|什么|记得|过[一二两几]?[次回]|之?后(?!悔)|的那[版个份]|得(?:不错|好|对)"
)
"""Of a step through the history this tells or asks something, and wants none."""
_DOES = re.compile("(?:请[您你]?|麻烦[您你]?|劳驾|帮我|给我|再|先)*(?:把|将)")
"""What a deed begins with, and no question."""


def ruled_out(at: Situation) -> frozenset[str]:
    """Return the kinds that cannot be meant in front of `at`: there is nothing for them."""
    history = at.session.history
    nothing: set[str] = set()
    if at.pending is None:
        nothing |= {Act.ADOPT, Act.ADOPT_PART}
        nothing |= set() if at.fruitless else {Act.REJECT, Act.ANOTHER}
    if not history.can_undo:
        nothing.add(Act.UNDO)
    if not history.can_redo:
        nothing.add(Act.REDO)
    if not (any(c.changes for c in at.candidates) or history.can_undo):
        nothing.add(Act.EARLIER)
    return frozenset(nothing)


def conclusion_of(plain: str) -> str:
    """Return what is wanted of a sentence that gives its reasons first: 我舍不得，所以不要了."""
    last = None
    for match in _CONCLUDES.finditer(plain):
        last = match
    return plain[last.end() :] if last is not None and last.end() < len(plain) else plain


def commanded(plain: str, at: Situation, least: float = LIKELY) -> Reading | None:
    """Return the command that the examples know in all that a sentence says, None where it also
    asks for something to be written, or none is known `least` well."""
    wanted = conclusion_of(plain)
    if withheld(wanted) or _PUT_OFF.search(wanted):
        return None
    clauses = [c for c, _ in pieces_of(wanted)]
    clauses = [c for c in clauses if not (_finds_fault(c) or _GRANTS.fullmatch(c))]
    if any(QUOTED.search(c) or SPAN.search(c) for c in clauses):
        return None
    if at.in_hand and any(calls_another(c) for c in clauses):
        hints = [c for c in clauses if only_hints(c, task_by_words(c)) and not calls_another(c)]
        clauses = [c for c in clauses if c not in hints]
    if at.pending is not None and len(clauses) > 1:
        clauses = [c for c in clauses if not _of_it(c)] or clauses
    kinds = [_kind_here(clause, at) for clause in clauses]
    if any(_asks(c, k) for c, k in zip(clauses, kinds, strict=True) if not _DONE.match(c)):
        return None
    known = [k for k in kinds if k.label in COMMANDS and k.sure >= least and k.known >= _KNOWN]
    said = {k.label for k in known}
    whole = _kind_here(wanted, at)
    if whole.label in COMMANDS and whole.sure >= max(least, LIKELY) and whole.known >= _KNOWN:
        known.append(whole)
    if Act.REJECT in said and said & {Act.ADOPT, Act.ADOPT_PART}:
        return None  # 保留原文，别的采用 takes some of it
    name = _one_of(said, whole, at) if said else (known[0].label if known else None)
    if name is None or name in (Act.ADOPT_PART, Act.GOTO):
        return None
    if name == Act.ANOTHER and (
        _OF_ANOTHER_PART.search(wanted) or not (at.in_hand or at.candidates)
    ):
        return None
    if name in _BACK_AND_FORTH and (_LESS.search(wanted) or _NOT_BACK.search(wanted)):
        return None
    of_it = [k for k in known if k.label == name]
    sure = any(k.sure >= SURE and k.known >= _WELL_KNOWN for k in of_it)
    sure = sure or any(k.sure >= SURE + LIKELY for k in of_it)
    if name == Act.ADOPT and sure:
        sure = not _HESITATES.search(wanted) and all(_agrees(k) for k in kinds)
        sure = sure and not refused(at.typed)  # what only tells it is no part of what is wanted
    if name in _CHANGE_TEXT and not sure:
        return ask_first(Act(name)) if any(k.sure >= LIKELY for k in of_it) else None
    return command_named(name, wanted, at)


def which_parts(plain: str, at: Situation) -> Reading | None:
    """Return the question which parts are taken, where a message wants one and not another: neither
    all nor nothing is done for it."""
    parts = [p for p in at.pending.parts if p.changed] if at.pending is not None else []
    kinds = [kind_of(clause) for clause, _ in pieces_of(plain)] if len(parts) > 1 else []
    said = {kind.label for kind in kinds if kind.sure >= LIKELY}
    if not (Act.REJECT in said and said & {Act.ADOPT, Act.ADOPT_PART}):
        return None
    choices = tuple(
        Choice(
            f"只采用{label_of(part.id, at)}",
            Reading(Act.ADOPT_PART, changes=tuple(c.id for c in part.changes)),
        )
        for part in parts
    )
    question = Message("您要采用其中哪些部分？", "Which of its parts do you want?")
    return Reading(Act.ASK, said=question, choices=choices, slot="changes")


def _finds_fault(clause: str) -> bool:
    """Whether a clause only says how one likes it, or a part of it: 第二段砍得太狠."""
    named = SPAN.match(clause) or _A_PART_OF_IT.match(clause)
    return complains(clause[named.end() :] if named is not None else clause)


def hesitates(clause: str) -> bool:
    """Whether a clause withholds what it decides, sets a condition for it, or leaves some of it."""
    patterns = (_HESITATES, _ONCE)
    return withheld(clause) or puts_off(clause) or any(p.search(clause) for p in patterns)


def refused(sentence: str) -> bool:
    """Whether a sentence tells that somebody did not agree: 局长说不行，请照此修改正文."""
    return _REFUSED.search(sentence) is not None


def agrees(clause: str) -> bool:
    """Whether a clause surely agrees to what waits, and to all of it."""
    return _agrees(kind_of(clause)) and not hesitates(clause)


def _agrees(kind: Kind) -> bool:
    """Whether a clause surely agrees to what waits: one that is not known may be a doubt."""
    return kind.label == Act.ADOPT and kind.known >= _WELL_KNOWN


def calls_another(clause: str) -> bool:
    """Whether a clause asks for what was done last to be done another time."""
    kind = kind_of(clause)
    return kind.label == Act.ANOTHER and kind.sure >= LIKELY


def back_or_forth(plain: str, at: Situation) -> Reading | None:
    """Return the step through the history that a message surely wants, told by its words that it is
    one, and by what can be done which one; None where something waits, which may be meant."""
    wanted = conclusion_of(plain)
    less = any(p.search(_DONE.sub("", wanted)) for p in (_LESS, QUOTED, SPAN))
    if at.pending is not None or less or withheld(wanted) or _PUT_OFF.search(wanted):
        return None
    pieces = [c for c, _ in pieces_of(wanted)]
    if any(_asks(c, kind_of(c)) for c in pieces if not _DONE.match(c)) or _TOLD.search(wanted):
        return None
    wanted = "，".join(c for c in pieces if not _NOT_BACK.search(c))
    impossible = ruled_out(at) & {Act.ADOPT_PART}
    kind = kind_of(wanted, impossible, _BACK_AND_FORTH)
    commands = {command_of(c) for c, _ in pieces_of(wanted)}
    least = LIKELY if commands & {*_BACK_AND_FORTH, BACK, ORIGINAL} else SURE
    if kind.label not in _BACK_AND_FORTH or kind.sure < least or kind.known < _KNOWN:
        return None
    history, alone = at.session.history, kind_of(wanted, impossible)
    if alone.sure < SURE and history.can_undo:
        if not history.can_redo and kind.label == Act.REDO:
            return command_named(Act.UNDO, wanted, at)
        if history.can_redo and kind.label != Act.EARLIER and alone.sure < LIKELY:
            return _which_way()
    return command_named(kind.label, wanted, at)


def _of_it(clause: str) -> bool:
    """Whether a clause only says how the proposal is."""
    kind = kind_of(clause)
    commands = kind.label in COMMANDS and kind.sure >= LIKELY
    return _OF_IT.match(clause) is not None and not commands and find_length(clause) is None


def puts_off(plain: str) -> bool:
    """Whether a sentence leaves a decision to later: 拿不准，我回去问问局长再说."""
    return _LATER.search(plain) is not None


def _one_of(said: set[str], whole: Kind, at: Situation) -> str | None:
    """Return which of several commands is meant: one that cannot be done is answered as such, else
    the one that the sentence as a whole is most like."""
    impossible = said & ruled_out(at)
    if len(said) > 1 and len(impossible) == 1:
        return impossible.pop()
    name = decides(set(said))
    both = {Act.ADOPT, Act.TAKE} <= said
    if len(said) > 1 and not both and whole.label in said and whole.sure >= LIKELY:
        return whole.label
    return name


def asks_to_know(plain: str) -> bool:
    """Whether the examples know a sentence that has no form of a question for one: its last clause
    asks to know something, or another does and nothing else is asked for."""
    clauses = [clause for clause, _ in pieces_of(conclusion_of(plain))]
    kinds = [kind_of(clause) for clause in clauses]
    asks = [
        k.label == "answer" and k.sure >= SURE and k.known >= 0.5 and not _does(clause)
        for k, clause in zip(kinds, clauses, strict=True)
    ]
    others = [k for k, one in zip(kinds, asks, strict=True) if not one]
    wishes = [k for k in others if k.label in _SURE_WISHES | COMMANDS]
    if not any(asks) or any(k.sure >= SURE for k in wishes):
        return False
    return asks[-1] or not any(k.sure >= LIKELY for k in wishes)


def _does(clause: str) -> bool:
    """Whether a clause has the form of a deed: 把…, or a length that something is to have."""
    shorter = task_by_words(clause) == Task.SHORTEN and find_length(clause) is not None
    return _DOES.match(clause) is not None or shorter


def _kind_here(clause: str, at: Situation) -> Kind:
    """Return the kind of a clause: a command that it is as a whole, or what the examples say; what
    surely goes back or forth does, be there nothing to go to."""
    not_here = ruled_out(at)
    name = command_of(_TWICE.sub(r"\1", clause))
    if name in COMMANDS and (name in _OF_HISTORY or name not in not_here):
        return Kind(name, SURE, 1.0)
    kind = kind_of(clause)
    sure = kind.sure >= SURE and kind.label in _OF_HISTORY
    return kind if sure else kind_of(clause, not_here)


def _asks(clause: str, kind: Kind) -> bool:
    """Whether a clause asks for a task; 写得不赖 is as likely praise."""
    if kind.label in COMMANDS and kind.sure >= SURE:
        return False
    back = kind_of(clause, frozenset(), _BACK_AND_FORTH)
    if back.label in _BACK_AND_FORTH and back.sure >= SURE and find_length(clause) is None:
        return False  # 刚才那个缩短的不要了
    if kind.label in _SURE_WISHES and kind.sure >= LIKELY and kind.known >= _KNOWN:
        return True
    task = task_by_words(clause)
    return task is not None and (task != Task.REWRITE or SPAN.search(clause) is not None)


_TAKES = re.compile("[按照]这[个样]来?|收|采用|采纳|用|定|留|接受|通过|同意")
_AGREES = re.compile("^(?:可以|好的?|行|嗯+|对)+")


def adopted_first(plain: str, at: Situation) -> str | None:
    """Return what a sentence wants once the proposal is adopted (收了，然后存一份), None where it
    does not surely say that it is."""
    clauses = [c for c, _ in pieces_of(plain)]
    while (
        len(clauses) > 1
        and not _TAKES.search(clauses[0])
        and (_AGREES.fullmatch(clauses[0]) or _likes(clauses[0]))
    ):
        clauses.pop(0)  # 刚才那个行，采用，再…
    first, *more = clauses or [""]
    said = _AGREES.sub("", first)
    if at.pending is None or not more or not _TAKES.search(said) or withheld(plain):
        return None
    kind = _kind_here(said, at)
    sure = kind.label == Act.ADOPT and kind.sure >= SURE and kind.known >= _WELL_KNOWN
    return plain.partition(first)[2].lstrip("，。；、 ") if sure else None


def _likes(clause: str) -> bool:
    """Whether a clause only says that what waits is well."""
    kind = kind_of(clause)
    return kind.label == Act.ADOPT and kind.sure >= LIKELY


def _which_way() -> Reading:
    """Ask whether the last step is to be undone, or the one that was undone done again."""
    said = Message(
        "要撤销最近采用的改动，还是要把刚才撤销的恢复回来？",
        "Undo the last step, or bring back what was undone?",
    )
    choices = (Choice("撤销", Reading(Act.UNDO)), Choice("恢复撤销的", Reading(Act.REDO)))
    return Reading(Act.ASK, said=said, choices=choices, slot="which_way")
