"""Several steps of one sentence that are one, and one request that is several steps."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.asking import absolute
from assistant.chat.clauses import Group
from assistant.chat.normal import QUOTED
from assistant.chat.turn import Step
from assistant.chat.vocabulary import said
from assistant.instruction.mentions import Mention
from assistant.tasks import Task


def said_again(steps: list[Step], more: tuple[Step, ...]) -> list[Step]:
    """Return steps with more behind them; 第一条不超过300字，所以把第一条压一压 is one step."""
    last = steps[-1] if steps else None
    if last is None or len(more) != 1 or more[0].task != last.task:
        return [*steps, *more]
    new = more[0]
    same = (last.sections, last.whole, last.each) == (new.sections, new.whole, new.each)
    wish = "，".join(w for w in (last.instruction, new.instruction) if w) or None
    if same and last.task == Task.REWRITE:
        return [*steps[:-1], replace(last, keep=(*last.keep, *new.keep), instruction=wish)]
    if last.task != Task.SHORTEN:
        return [*steps, *more]
    sizes = [absolute(last.to), absolute(new.to)]
    shorter = None not in sizes and sizes[1] <= sizes[0]  # type: ignore[operator]
    if not same or not (last.to == new.to or "vague" in (last.to, new.to) or shorter):
        return [*steps, *more]
    to = last.to if new.to == "vague" else new.to
    return [*steps[:-1], replace(last, to=to, keep=(*last.keep, *new.keep), instruction=wish)]


def respectively(group: Group, named: Mention) -> tuple[Step, ...] | None:
    """Return a step for each part of 一、二部分分别压到500、300字."""
    listed = re.search(
        r"(?<=[到成至为在按])\d+字?(?:[、和跟]\d+字?)+|\d+字(?:[、和跟]\d+字)+", group.text
    )
    if listed is None or group.task != Task.SHORTEN:
        return None
    sizes = re.findall(r"\d+", listed.group())
    if len(sizes) != len(named.ids):
        return None
    return tuple(
        Step(Task.SHORTEN, sections=(part,), to=size)
        for part, size in zip(named.ids, sizes, strict=True)
    )


_IS_RIGHT = re.compile("(?:应该?|该|其实|实际上?|准确地?说?)*(?:是|为|叫)(?!不是)")
"""62公里记错了，是65公里."""


def with_what_is_right(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the clauses with what is right joined to what is called wrong."""
    joined: list[tuple[str, bool]] = []
    for clause, linked in pieces:
        before = QUOTED.sub("", joined[-1][0]) if joined else ""
        if _IS_RIGHT.match(clause) and said("wrong_figure").search(before):
            joined[-1] = (f"{joined[-1][0]}，{clause}", joined[-1][1])
        else:
            joined.append((clause, linked))
    return joined
