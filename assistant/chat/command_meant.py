"""What a command asks for in its situation: which version, how many steps, and what there is."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.commands import BACK, HOLD, ORIGINAL, STOP
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.findings import Message
from assistant.numbering import parse_number

AS_OPENED = re.compile(
    "最初|最早|最开始|一开始|打开|上传|原[文稿样貌]|原来的?样子|[贴粘传送发]进?(?:上|过|给)?来|原始|初始|开头的样子|都没[动改]过"
    "|(?:所有|全部|全都?|今天|这几[次处])的?(?:改动|修改)?[^，。]{0,4}"
    "(?:不要|不算|作废|撤|退|恢复|还原|取消)|(?:撤[销回]|取消)[^，。]{0,2}(?:全部|所有)"
)
"""It is the text as it was opened that is wanted back."""
_CALLED_OFF_WHAT = "(?:这|那)?(?:份|个|条)?建议"
_CALLED_OFF = re.compile(
    f"取消(?:掉|了|吧)*|(?:把)?{_CALLED_OFF_WHAT}(?:取消|撤|退)(?:销|掉|了|回|去|吧)*"
    f"|(?:取消|撤销|撤回|撤掉|撤了?){_CALLED_OFF_WHAT}(?:吧)?"
)
"""It is what waits that is called off, not what was adopted before."""
_BRINGS_BACK = re.compile("恢复|还原|[改退变换用返]回|回到|撤|复原")
_NTH_VERSION = re.compile(r"第(\d+|[一二三四五六七八九十]+)")
_BACK_BY = re.compile(r"([两二三四五六2-6])(?:个)?[步次回下]")
_AGAINST = re.compile("不[要用妥行好]|算了|作罢")
_HOW = re.compile("怎么|怎样|如何|咋|(?:了|好|住)没有?$")
"""How the report is saved, or whether it was, is asked: 怎么存成word."""
_FAR_BACK = re.compile("上上|倒数|中间|昨|前天|分钟|小时|前几次")
"""Versions that are told by when they were, which nobody counts."""
TO_SAVE = Message(
    "说“保存”或点“下载”，可以存成 Word 或纯文本；存之前文件不变。",
    "Say “save” or press “Take away” for Word or plain text; no file changes before.",
)
_ASKED_FIRST = {
    Act.ADOPT: Message("您是要采用等您决定的这份建议吗？", "Shall the proposal be adopted?"),
    Act.UNDO: Message("您是要撤销上一步吗？", "Shall the last step be undone?"),
    Act.REDO: Message("您是要把撤销的那一步恢复回来吗？", "Shall it be redone?"),
}
_WORDS = {Act.ADOPT: "采用", Act.UNDO: "撤销", Act.REDO: "重做"}
_WHICH_VERSION = Message(
    "要回到哪一版？请说“上一版”“第2版”这样的次序。",
    "Which version? Say “the one before” or “version 2”.",
)


def as_opened(back: Reading, plain: str) -> Reading:
    """Return the wish for the text, or the part, as it was opened: a version where it is called
    one, such as 最早那版 and 最开始的样子."""
    act = Act.EARLIER if re.search("[版稿]|样子|最[初早开]", plain) else Act.UNDO
    return replace(back, act=act, which=0)


def command_named(name: str, plain: str, at: Situation) -> Reading:
    """Return what a command asks for, with the version or the number of steps that is said."""
    history, only = at.session.history, len(at.candidates) < 2
    if name == Act.ADOPT and "两个" in plain and not _two_wait(at):
        return ask_first(Act.ADOPT)
    fresh = at.pending is not None and not history.can_undo
    if fresh and (
        (name in (BACK, Act.UNDO) and not history.can_redo)
        or (name == Act.EARLIER and only and _AGAINST.search(plain))
    ):
        return Reading(Act.REJECT)  # nothing was done yet but to propose what waits
    if name == BACK:
        name = Act.REDO if history.can_redo else Act.UNDO
    if name in (Act.UNDO, Act.EARLIER) and history.can_undo and AS_OPENED.search(plain):
        name = name if name == Act.EARLIER and at.in_hand else ORIGINAL
    if name == Act.EARLIER and at.pending is None and not _NTH_VERSION.search(plain):
        # Nothing waits, and no other proposal fits: what is before it is what was there before.
        if history.can_redo:
            name = Act.REDO
        elif history.can_undo and not any(c.base == at.report.text for c in at.candidates):
            name = Act.UNDO
    if name == ORIGINAL and at.pending is not None and (fresh or not _BRINGS_BACK.search(plain)):
        return Reading(Act.REJECT)  # 不要了，原文挺好的 is said of what waits
    if name == ORIGINAL:
        return as_opened(Reading(Act.UNDO), plain)
    if name == Act.TAKE and _HOW.search(plain):
        return Reading(Act.ANSWER, said=TO_SAVE)
    if name == HOLD:
        return Reading(Act.ANSWER)
    if name == STOP:
        return Reading(Act.REJECT) if at.pending is not None else Reading(Act.HELP)
    if name == Act.UNDO and at.pending is not None and _CALLED_OFF.fullmatch(plain):
        return Reading(Act.REJECT)
    if name == Act.EARLIER and _FAR_BACK.search(plain):
        return Reading(Act.ASK, said=_WHICH_VERSION)
    if name == Act.EARLIER:
        which = _NTH_VERSION.search(plain)
        first = 1 if re.search("最[早初]|最开始|头一", plain) else None
        return Reading(Act.EARLIER, which=parse_number(which[1]) if which else first)
    if name == Act.UNDO and (count := _BACK_BY.search(plain)) is not None:
        return Reading(Act.UNDO, which=-(parse_number(count[1].replace("两", "二")) or 1))
    return Reading(Act(name))


def _two_wait(at: Situation) -> bool:
    """Whether two proposals wait, or two parts of one."""
    parts = [p for p in at.pending.parts if p.changed] if at.pending is not None else []
    return 2 in (len(at.candidates), len(parts))


def ask_first(act: Act) -> Reading:
    """Return the question whether an act is meant that would change the text."""
    yes = Choice(_WORDS[act], Reading(act))
    no = Choice("不要", Reading(Act.REJECT, slot="" if act is Act.ADOPT else "agree"))
    return Reading(Act.ASK, said=_ASKED_FIRST[act], choices=(yes, no), slot="agree")
