"""What the document view shows of a work, as data for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Any

from assistant.findings import Language, Message
from assistant.session import Proposal, State
from assistant.tasks import TASKS, Task
from assistant.web.audit import id_of
from assistant.web.desk import Work
from assistant.web.views.concerns import of_left_out
from assistant.web.views.document import document, first_place
from assistant.web.views.doubts import doubts, span_of
from assistant.web.views.proposal import LOOKED_AT, name_of, settled, standing_of

TEMPLATE = (
    '<div class="desk"><div class="bar" id="decide" role="group" tabindex="-1" hidden></div>'
    '<form id="editor" hidden></form><div class="aside"></div><p class="keys"></p>'
    '<article class="passage" tabindex="-1"></article>'
    '<div class="unsaved" role="status" hidden></div>'
    '<div class="tools" role="toolbar" hidden></div></div>'
)
MODULES = (
    *("lines", "anchor", "marks", "places", "keeping", "bar", "fields", "typing", "tools"),
    *("editor", "doubts", "deciding", "confirming", "staying", "keys", "document"),
)
SAY = {
    "report": Message("报告正文", "The report"),
    "bar": Message("这份建议", "This proposal"),
    "colon_name": Message("：", ": "),
    "place": Message("第 %1/%2 处", "%1/%2"),
    "places": Message("%1 处改动", "%1 changes"),
    "prev": Message("上一处", "Previous"),
    "next": Message("下一处", "Next"),
    "keys": Message(
        "A ✓ · R ✗ · J/K 下、上一处 · Ctrl+Z 退回 · Ctrl+Enter 采用",
        "A ✓ · R ✗ · J/K next, previous · Ctrl+Z back · Ctrl+Enter adopt",
    ),
    "once_more": Message("（还没有决定，再按一次才算）", " (not decided yet: press it again)"),
    "keys_doubts": Message("J/K 下、上一处疑问", "J/K next, previous doubt"),
    "keys_gaps": Message("G 下一处待补", "G next gap"),
    "keys_always": Message("Ctrl+Z 撤销 · ? 帮助", "Ctrl+Z undo · ? help"),
    "errors": Message("有 %1 处问题", "errors: %1"),
    "left_out": Message("略去 %1 项", "%1 left out"),
    "reading": Message("须通读 %1 处", "to read: %1"),
    "toread": Message("通读 %1 处即可签发", "%1 to read before signing"),
    "readhere": Message("看过了这一处（还剩 %1 处）", "I have read this one (%1 left)"),
    "wrong": Message("先核对 %1 处问题", "%1 errors to check first"),
    "lost": Message("划去的要紧话看 %1 处", "%1 struck that weigh: look"),
    "allread": Message("已通读，可以签发", "All read, ready to sign"),
    "allgone": Message("已通读；略去的 %1 项也请核对", "All read; look at the %1 left out as well"),
    "all": Message("全选", "All"),
    "none": Message("全不选", "None"),
    "adopt_all": Message("全部采用（%1 处）", "Take all %1"),
    "adopt_this": Message("采用这一份（%1 处）", "Take this one (%1 changes)"),
    "adopt": Message("采用 %1 处", "Take %1"),
    "reject": Message("不采用", "Put aside"),
    "fine": Message("知道了", "All right"),
    "again": Message("换一个写法", "Another wording"),
    "candidate": Message("写法 %1/%2", "wording %1/%2"),
    "candidate_prev": Message("前一个写法", "previous wording"),
    "candidate_next": Message("后一个写法", "next wording"),
    "writing": Message("先看按规则改的这一版，模型还在写", "By rules; the model is still writing"),
    "turns": Message("标在正文里的建议", "Proposals in the text"),
    "behind": Message("写的是同一处，另有 %1 份：", "%1 more about the same words: "),
    "together": Message("%1 份一起采用（%2 处）", "Take all %1 (%2 changes)"),
    "asked": Message("要求 %1 · ", "asked %1 · "),
    "delivered": Message("原 %1 → 实得 %2 字", "was %1, now %2 字"),
    "here": Message("这一处", "This place"),
    "editing": Message(
        "正在改这一段，字母都是文字 · Esc 放回 · Ctrl+Enter 或点别处存上",
        "Editing this paragraph, letters are text · Esc puts it back · Ctrl+Enter keeps",
    ),
    "filling": Message(
        "正在填这一处 · Enter 存上 · Esc 放回", "Filling this gap · Enter keeps it · Esc leaves it"
    ),
    # For who has no keys but a screen to tap on (js/document.js).
    "editing_taps": Message(
        "正在改这一段 · 点别的段落存上 · 存上后点“撤销”放回",
        "Editing this paragraph · tap another one to keep it · Undo puts it back",
    ),
    "filling_taps": Message(
        "正在填这一处 · 点别的段落存上 · 清空再点别处放回",
        "Filling this gap · tap another paragraph to keep it · empty it to leave it",
    ),
    "unsaved": Message("还没存上", "not saved yet"),
    "refused": Message("没有存上", "not saved"),
    "unsaved_count": Message(
        "有 %1 处还没存上，连上以后自动再存。", "%1 not saved yet: sent again once it can be."
    ),
    "given_back": Message(
        "您写的这些没有存上，因为那里的文字已经变了：",
        "These words of yours were not saved, for others stand there now: ",
    ),
    "copy": Message("复制", "Copy"),
    "let_go": Message("不要了", "Let go"),
    "editing_part": Message("改“%1”这一部分", "Edit “%1”"),
    "edit_which": Message(
        "改哪一部分？要改几个字，直接点正文里的那一段。",
        "Which part? To change a few words click on their paragraph in the text.",
    ),
    "edit_done": Message("改好了，核对一下", "Done, check it"),
    "edit_since": Message(
        "这一部分的文字后来变过；框里是您写的，再点“改好了”就按它算。",
        "The words of this part have changed since; these are yours; send them again to use them.",
    ),
    "edit_moved": Message(
        "报告的各部分变了，框里的字没有放进去。请先复制，再到目录里重新选。",
        "The parts of the report have changed, so this was not put in. Copy it, then choose again.",
    ),
    "shorten": Message("压缩", "Shorten"),
    "plain": Message("平实", "Plainer"),
    "points": Message("分点", "Points"),
    "edit": Message("改", "Edit"),
    "strike": Message("删", "Delete"),
    "paste": Message("粘贴改写稿", "Paste a rewrite"),
    "paste_hint": Message(
        "把别处写好的文字粘贴在这里，核对后作为建议",
        "Paste the words as written elsewhere; they are checked and become a proposal",
    ),
    "replaces": Message("替换“%1”这一部分", "In the place of “%1”"),
    "replaces_what": Message("替换哪里", "In the place of"),
    "paragraph": Message("这一段", "this paragraph"),
    "section": Message("“%1”整个部分", "all of “%1”"),
    "opening": Message("开头", "the opening"),
    "short": Message("这是压缩稿，可以略去内容", "It is shortened and may leave things out"),
    "verify": Message("核对", "Check it"),
    "cancel": Message("取消", "Cancel"),
    "alike": Message("同类 %1 处都改", "All %1 of the kind"),
    "colon": Message("。", ". "),
}


def script() -> str:
    """Return the document view's JavaScript: its modules in the order of their use."""
    folder = resources.files("assistant.web").joinpath("js")
    return "\n".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in MODULES)


def desk_view(work: Work, states: dict[str, State]) -> dict[str, Any]:
    """Return the lines of the document and what the bar says of each proposal that stands in them,
    in reading order; `proposal` is the one in front.

    `states` are those of its sections.
    """
    session, language = work.session, work.language
    # Before the lines: they hold all that is said here to be done.
    answered = work.answered
    check, shown = work.check(), sorted(session.apart, key=first_place)
    place = None if work.chosen is None else list(span_of(check, work.chosen))
    drawn = {one.group for one in shown}
    run = work.run if work.working else None
    return {
        "report": id_of(work.token),
        "lines": document(check, states, shown, language, session.facts, session.waiting),
        "answered": answered,
        "aside": doubts(check, language),
        "chosen": place,
        "version": session.history.head,
        "undoable": session.history.can_undo,
        "proposal": session.pending.id if session.pending is not None else "",
        "brought": list(work.brought),
        "shown": [_told(one, session.candidates_of(one), language) for one in shown],
        "behind": [[p.id, name_of(p, language)] for p in session.queued if p.group not in drawn],
        "writing": run.shown.id if run is not None and run.shown is not None else "",
        "say": {name: words.text(language) for name, words in SAY.items()},
    }


def _told(found: Proposal, candidates: Sequence[Proposal], language: Language) -> dict[str, Any]:
    """Return what the bar says of one proposal."""
    new = (c.id for p in found.parts if not p.source for c in p.changes)
    return {
        "id": found.id,
        "name": name_of(found, language),
        "chip": standing_of(found, language),
        "settled": settled(found, language),
        "looked": LOOKED_AT.text(language),
        "gone": [went for p in found.parts if p.changed for went in of_left_out(p).values()],
        "was": found.words_source,
        "words": found.words,
        "asked": found.asked or 0,
        "bound": sorted(found.bound),
        "again": found.request.task in TASKS and found.model not in ("", "rules"),
        # Parts that filling adds were not asked for; a frame that was is.
        "unticked": sorted(found.bound) or list(new) if found.request.task == Task.FILL else [],
        "candidates": [one.id for one in candidates],
    }
