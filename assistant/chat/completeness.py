"""Whether every number and every part that a sentence names was understood: nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.chat import asking
from assistant.chat.clause_tasks import LEFT_OPEN, task_by_words, task_of
from assistant.chat.clauses import pieces_of
from assistant.chat.conditions import said_to_stay, take_conditions
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import A_PART, BUT, KEEP, REST, SPAN, WHOLE
from assistant.instruction.mentions import find_mention
from assistant.instruction.parts import Unclear, find_parts
from assistant.tasks import Task

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DENIED = re.compile("(?:并?不是|没(?:有)?说|没让)")
"""In front of a part that was not meant: 不是第一部分，是第三部分."""
_MOVE = re.compile("[放移挪调][到至在动换]|合并|对调|互换|序号|编号")
_SWAP = re.compile("调换|对调|对换|互换|交换|[掉调对]个(?:位|顺序|个)|换个?(?:位置|顺序|次序)")
_OF_PARTS = frozenset({Task.SHORTEN, Task.RESTRUCTURE, Task.REWRITE})
_WORDED = frozenset({Task.REWRITE, Task.RESTRUCTURE})
"""Tasks that a wish is carried out by."""
_FILLS = frozenset({Task.FILL, "correct", "replace", "draft", "delete"})
_LEAST = 4
"""Characters of a clause that may ask for something of its own."""

_LENGTH = re.compile(
    r"(?<![一二两三四五六七八九十百千零])(?=[一二两三四五六七八九十百千零]*[十百千])[一二两三四五六七八九十百千零]+多?个?字"
)
"""A length in words that none of the steps has."""


def nothing_lost(meant: Reading, sentence: str, at: Situation) -> Reading:
    """Return the reading, or the question whether to go on without what was not understood."""
    if meant.act is not Act.TASK:
        return meant
    lost = (
        *_numbers(sentence, meant.steps, at),
        *_parts(sentence, meant, at),
        *_clauses(sentence, meant.steps, at),
        *_others(sentence, meant, at),
    )
    left = list(dict.fromkeys(lost))
    if not left:
        return meant
    listed = "、".join(f"“{words}”" for words in left)
    what = "；".join(
        f"{'、'.join(asking.label_of(s, at) for s in step.sections or ()) or '全文'}"
        f"{asking.said_of(step)}"
        for step in meant.steps
    )
    asked = Message(
        f"{listed}是什么意思，我没有看懂。只做“{what}”可以吗？",
        f"What about {listed}? Shall only the rest be done?",
    )
    go_on = Choice("可以，先这样做", replace(meant))
    return asking.ask(meant.steps, asked, "agree", [go_on])


def _words(steps: tuple[Step, ...]) -> str:
    """Return all that the steps hold, as one string to look in."""
    held: list[str] = []
    for step in steps:
        held += [step.to or "", str(step.points or ""), step.order or "", step.instruction or ""]
        held += [step.old or "", step.new or "", *step.keep, *step.headings]
        held += [f"{f.name}{f.value}{f.unit}" for f in step.facts]
    return "\n".join(held)


def _numbers(sentence: str, steps: tuple[Step, ...], at: Situation) -> Iterator[str]:
    """Yield the numbers of a sentence that no step holds; those of parts are looked at apart."""
    names = [at.name(i) for step in steps for i in step.sections or ()]
    held = "\n".join((_words(steps), *names))
    if any(s.task in ("correct", "replace", "delete") for s in steps):
        return
    plain = SPAN.sub("", QUOTED.sub("", sentence))
    lengths = [find_length(c) for c in re.split("[，。；]", plain)]
    shares = any(a is not None and a.length is not None and a.length.part for a in lengths)
    for match in _NUMBER.finditer(plain):
        number = match.group()
        known = number in held or shares or (plain[match.end() :][:1] in "千百万" and "." in number)
        known = known or A_PART.search(re.split("[，。；]", plain[match.end() :])[0]) is not None
        if not known and not re.match(r"\.p?\d|[千百万]", plain[match.end() :]):
            yield number
    if not shares and not any(s.to not in (None, "vague") or s.points for s in steps):
        yield from (m.group() for m in _LENGTH.finditer(plain))


def _parts(sentence: str, meant: Reading, at: Situation) -> Iterator[str]:
    """Yield the words for parts that no step is about, that none leaves out, and no wish holds."""
    steps = meant.steps
    held = _words(tuple(replace(s, keep=()) for s in steps))
    done = {s for step in steps for s in step.sections or ()}
    spared = "".join(m.group() for pattern in (BUT, KEEP) for m in pattern.finditer(sentence))
    plain = QUOTED.sub("", sentence)
    for match in SPAN.finditer(plain):
        words = match.group()
        if words in held or words in spared or re.search("不是|错了", plain[: match.start()][-4:]):
            continue
        try:
            ids = [p.id for p in find_parts(words, at.report, (at.chosen,) if at.chosen else ())]
        except Unclear:
            continue  # the reader has asked about it, or takes it for no part
        if not all(_covered(i, done) for i in ids) and not WHOLE.search(sentence):
            yield words


def _others(sentence: str, meant: Reading, at: Situation) -> Iterator[str]:
    """Yield what is said to stay and is to be changed all the same, where the others are asked for:
    第二部分留着，其他压到七成 must not shorten the second."""
    done = {s for step in meant.steps for s in step.sections or ()}
    for keep in (k for step in meant.steps for k in step.keep):
        said_so = KEEP.search(keep)  # 第三部分不用管, as a condition in its words
        what = said_so["a"] if said_so is not None and said_so["a"] else keep
        named = find_mention(what, at.report, None, by_name=False)
        if named.ids and named.problem is None and set(named.ids) & done:
            yield keep
    named = find_mention(sentence, at.report, None, by_name=False)
    others = REST.search(sentence)
    spares = KEEP.search(sentence) or BUT.search(sentence) or any(s.keep for s in meant.steps)
    if (
        others is not None
        and not spares
        and named.ids
        and set(named.ids) == done
        and not named.spared
    ):
        told = sentence[others.end() :]
        if find_length(told) is not None or task_of(told) is not None:
            yield others.group()


def _clauses(sentence: str, steps: tuple[Step, ...], at: Situation) -> Iterator[str]:
    """Yield the clauses of which no step holds what they ask for: what is to stay, a move, gaps to
    be filled, a part that is named in words."""
    done = {s for step in steps for s in step.sections or ()}
    kept = "".join(k for s in steps for k in s.keep)
    tasks = {s.task for s in steps}
    ordered = any(s.order or s.points or s.headings for s in steps)
    places = not any(s.whole or s.order or s.task not in _OF_PARTS for s in steps)
    wished = "".join(s.instruction or "" for s in steps if s.task in _WORDED)
    for clause, _linked in pieces_of(sentence):
        if len(clause) < _LEAST or clause in kept or clause in wished:
            continue
        held = any(what in kept for what in take_conditions(clause)[1])
        if held or BUT.search(clause) or KEEP.search(clause):
            continue
        stays = said_to_stay(clause) if not tasks & _OF_PARTS else []
        # 放到第三部分去 says where words are added.
        moves = _MOVE.search(clause) is not None and not any(s.adds for s in steps)
        moves = moves and Task.RESTRUCTURE not in tasks
        swaps = _SWAP.search(clause) is not None and not ordered and len(done) > 1
        fills = task_by_words(clause) == Task.FILL and not tasks & _FILLS
        if stays:
            if not any(what in kept or what in _words(steps) for what in stays):
                yield clause
        elif moves or swaps or (fills and LEFT_OPEN.search(clause) is None):
            yield clause
        elif places and not (
            _DENIED.match(clause) or WHOLE.search(clause) or take_conditions(clause)[1]
        ):
            if clause[0] in "除撇抛刨":
                continue
            named = find_mention(clause, at.report, None)
            if named.ids and not any(_covered(i, done) for i in named.ids):
                yield clause


def _covered(part: str, done: set[str]) -> bool:
    return any(part == d or part.startswith(d + ".") or d.startswith(part + ".") for d in done)
