"""What a request asks for, its place left open: the task, its length, its points, its wish."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.clause_tasks import LONG, POINTS, task_of
from assistant.chat.clauses import Group
from assistant.chat.conditions import take_conditions
from assistant.chat.turn import Step
from assistant.chat.vocabulary import said, says_nothing, told
from assistant.instruction.lengths import Asked, find_length
from assistant.instruction.mention_words import SPAN
from assistant.instruction.structure import (
    asked_outline,
    asked_points,
    asks_for_paragraphs,
    read_structure,
)
from assistant.tasks import Task

_BEFORE = re.compile(
    "(?:控制|砍(?:掉|去)?|[删减压缩去]掉|少写|压缩?|缩短?|缩减|精简|浓缩|减少?|限制?|字数|篇幅|总共|一共|大[概约]|最好|保持|维持|不要|别|超过?)+(?:在|到|为|成|至|了)*$"
)
_STRIP = re.compile(
    r"改[成为]|调整[成为]|分成?|拆成?|列成?|归纳成?|整理成?|写成|概括成?|分为|梳理成?|归并成?|按"
)
_PRESSED = re.compile("(?:压|缩|精简)(?:缩)?个?(?:\\d|[一二两三四五六七八九百])")


def step_of(group: Group) -> Step | None:
    """Return what a request asks for, its place left open; None where it asks for nothing."""
    if group.task in (None, "longer"):
        return None
    text = SPAN.sub("", group.text)
    if group.task == "delete":
        return Step(Task.REWRITE, instruction=told(text))
    return asked_for(group, text)


def as_target(step: Step, group: Group, words: int) -> Step:
    """Return 压200字 of a part of 232 `words` as its length: hardly anything would be left else."""
    less = int(step.to[1:]) if step.to is not None and step.to.startswith("-") else 0
    if less == 0 or 2 * less < words or _PRESSED.search(group.text) is None:
        return step
    return replace(step, to=str(less))


def asked_for(group: Group, text: str) -> Step:
    """Return what the words of a request ask for: task, length, points, wish, what is to stay."""
    task = {POINTS: Task.RESTRUCTURE, LONG: Task.SHORTEN}.get(group.task or "", group.task or "")
    step = Step(task)
    asked = _length(text, task) or (group.length if task == Task.SHORTEN else None)
    of_points = bool(asked and re.search("[点条]", text[max(0, asked.start - 8) : asked.start]))
    if asked is not None and not (of_points and task == Task.RESTRUCTURE):
        step = replace(step, to=str(asked))
        if _length(text, task) is not None:
            text = _BEFORE.sub("", text[: asked.start]) + text[asked.end :]
    elif task == Task.SHORTEN:
        step = replace(step, to="vague")
    text, keep = take_conditions(text)
    step = replace(step, keep=keep)
    if task == Task.RESTRUCTURE:
        step = _structured(step, text)
    elif task == Task.REWRITE:
        wish = re.sub(r"^(?:进行)?(?:修改|改写|重写|改)(?:一下|一遍)?$", "", told(text))
        step = replace(step, instruction=_tidy(wish) or None)
    else:
        step = replace(step, instruction=_left(text, task))
    return step


def _length(text: str, task: str) -> Asked | None:
    found = find_length(text)
    if found is None or task in (Task.CLEAN, Task.FILL):
        return None
    share = found.length is not None and found.length.part is not None
    return None if share and task != Task.SHORTEN else found


def _structured(step: Step, text: str) -> Step:
    outline = asked_outline(text)
    wish = told(text)
    if asks_for_paragraphs(text):  # 拆成两段 is no wish for two points
        return replace(step, headings=outline, instruction=_tidy(wish))
    points = asked_points(text)
    if points is not None:
        wish = re.sub(
            rf"(?:{_STRIP.pattern})?(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个?(?:小点|要点|大点|小段|点|条|方面|层次|部分|层|段|项|块)(?:来写|来说|写|说)?",
            "",
            wish,
            count=1,
        )
    wish = _tidy(told(wish))
    asks = read_structure(wish)[1]
    more = asks.numbers or asks.headings or asks.paragraphs or asks.titles or asks.order
    if not more and says_nothing(said("restructure").sub("", wish)):
        wish = ""  # no more than the order of its genre
    return replace(step, points=points, headings=outline, instruction=wish or None)


def _tidy(text: str) -> str:
    text = re.sub("，{2,}", "，", text).strip("，。；、 ")
    return "" if says_nothing(text) else text


def _left(text: str, task: str) -> str | None:
    """Return what a task without a wording of its own was told besides: 突出招商引资."""
    clauses = [c for c in re.split("[，。；]", text) if not says_nothing(c)]
    kept = [told(c) for c in clauses if task_of(c) not in (task, LONG)]
    return "，".join(c for c in kept if len(c) > 1) or None
