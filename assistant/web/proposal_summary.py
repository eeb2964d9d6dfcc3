"""What is said in the talk of a proposal that has come."""

from __future__ import annotations

from assistant.chains.fill import MARK
from assistant.chat.wording import reasons_of, unmet
from assistant.findings import Message
from assistant.session import Proposal
from assistant.session.counts import HOMELESS, account, left_out, only_noise
from assistant.session.plain.typed import FIX
from assistant.session.propose import ELSEWHERE
from assistant.session.struck import struck_of
from assistant.tasks import Task
from assistant.web.views.markup import counted
from assistant.web.views.proposal import filled_count, lengths
from assistant.wordcount import count_words


def summary(found: Proposal) -> tuple[str, str]:
    """Return in a sentence what a proposal brings, in Chinese and English."""
    count = len(found.changes)
    if not count or only_noise(found.parts):
        return _why(found)
    if found.request.task == Task.FILL:
        return _filled(found)
    read = sum(len(p.reading) for p in found.parts if p.changed)
    look = sum(p.changed and p.verdict.value != "accepted" for p in found.parts)
    done = Message("改好了", "Done")
    if found.request.task == ELSEWHERE:
        done = Message("粘贴的改写稿核对过了", "What you pasted was checked")
    # Another bracket or mark is another form of the same words: a length would tell of nothing.
    long = "" if found.request.task == FIX else f"{lengths(found, True)}，"
    zh = f"{done.zh}，改动标在正文里：{long}{count} 处改动。"
    lost = len(left_out(found.parts))
    struck = struck_of(found.parts)
    cut = struck is None and any(count_words(c.old) > count_words(c.new) for c in found.changes)
    told = account(found.parts)
    if lost:
        zh += f"{told.zh}，都列在正文里那一部分的前面。"
    if found.errors:
        zh += f"有 {len(found.to_confirm)} 处问题，采用之前要逐条确认；不合适就点“不采用”。"
    elif read:
        zh += f"有 {read} 处请您通读，在哪几个部分，目录里标着“请您看”。"
    elif look:
        zh += f"有 {look} 个部分请您留意。"
    elif not lost:
        marked = "删去的文字标在正文里，请看一看" if cut else ""
        zh += "；".join(filter(None, (told.zh, marked))) + "。" * bool(told.zh or marked)
    if struck is not None:
        zh += struck.zh
    long = long and f"{lengths(found, False)}, "
    en = f"{done.en}, see the proposal: {long}{counted(count, 'change')}."
    if lost:
        en += f" {told.en}; all are listed there."
    if found.errors:
        en += f" {counted(len(found.to_confirm), 'error')} to be ticked before it can be adopted."
    elif read:
        en += f" {counted(read, 'place')} to read; the outline says in which parts."
    elif look:
        en += f" {counted(look, 'part')} to look at."
    elif not lost:
        marked = "what was struck out is marked, please look at it" if cut else ""
        said = "; ".join(filter(None, (told.en, marked)))
        en += f" {said}." if said else ""
    if struck is not None:
        en += f" {struck.en}"
    return zh, en


def _filled(found: Proposal) -> tuple[str, str]:
    """Return what was filled in, and what is still to be had."""
    new = [p for p in found.parts if not p.source and p.changed]
    brought = found.bound.union(c.id for p in new for c in p.changes)
    if new and all(c.id in brought for c in found.changes):
        names = "、".join(f"“{p.heading}”" for p in new)
        zh = f"缺少的部分搭好了框架，标在正文里：{names}。要用就点 ✓ 再采用，内容请您补写。"
        listed = ", ".join(f"“{p.heading}”" for p in new)
        return zh, f"Frames for what lacks stand in the text: {listed}. Tick what you want."
    done, left = filled_count(found), len(found.questions)
    zh = f"填入了 {done} 处，标在正文里。" if done else "没有找到能用这些数据填的地方。"
    en = (
        f"{done} filled in, see the proposal."
        if done
        else "No fact found a place, see the proposal."
    )
    for one in (f.message for p in found.parts for f in p.findings if f.code == HOMELESS):
        zh, en = f"{zh}{one.zh}。", f"{en} {one.en}."
    if left:
        marked = any(MARK in c.new for c in found.changes)
        zh += f"还有 {left} 处没有数据，已用【待补】标出，" if marked else f"其余 {left} 处还空着，"
        zh += "可以在正文里点开填，也可以在“待补”里逐条填写。"
        en += f" {left} places have no fact yet" + (" and are marked" if marked else "")
        en += "; answer them in the text or under “Missing”."
    return zh, en


def _why(found: Proposal) -> tuple[str, str]:
    if found.request.task == Task.CLEAN and not reasons_of(found):
        return "没有找到无关文字，报告保持原样。", "Nothing to clean was found."
    if found.request.task == Task.FILL and found.notes:
        return found.notes[-1].zh, found.notes[-1].en
    said = unmet(found, found.notes)
    return said.zh, said.en
