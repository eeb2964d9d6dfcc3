"""What is decided in a talk: adopting, putting aside, going back, saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat import wording
from assistant.chat.part_decisions import within
from assistant.chat.turn import Act, Reading, Turn
from assistant.errors import UnknownSection, UsageError
from assistant.findings import Message
from assistant.outline import parse
from assistant.session import Proposal
from assistant.session.plain import restore

if TYPE_CHECKING:
    from assistant.chat.engine import Talk

HELP = Message(
    "我能压缩、改写、理顺结构、补数据、清理无关文字，也能照原话替换、删除、改数，并回答关于报告的问题。\n"
    "例如：把第二部分压到300字 · 第一部分分成三点 · 先清理再压到2000字 · "
    "把“推进”改成“推动” · 还缺什么。\n"
    "每次都先给您看改了什么，说“采用”才会生效，随时可以“撤销”。",
    "I can shorten, reword, restructure, fill in figures, clean, replace, delete and answer "
    "questions about the report. You see every change first; it counts once you adopt it.",
)


def adopt(talk: Talk, meant: Reading) -> Turn:
    """Adopt the proposal that waits, or some of its changes."""
    waits = _waiting(talk)
    chosen = meant.changes if meant.act is Act.ADOPT_PART else None
    confirmed = meant.changes if meant.slot == "confirmed" else ()
    version = talk.session.adopt(waits, chosen, confirmed=confirmed or ())
    return talk.turn_of(meant.act, wording.adopted(version))


def reject(talk: Talk, _meant: Reading) -> Turn:
    """Put the proposal aside; it can be gone back to."""
    _waiting(talk)
    talk.session.reject()
    return talk.turn_of(
        Act.REJECT, Message("好的，没有采用，报告没有变化。", "Put aside; nothing has changed.")
    )


def another(talk: Talk, _meant: Reading) -> Turn:
    """Make another candidate for the last request."""
    waits = talk.session.pending
    if not talk.last or (waits is None and not talk.candidates):
        raise UsageError(
            Message(
                "还没有可以换写法的建议，请先说要怎么改。",
                "There is no proposal yet; say first what to change.",
            )
        )
    before = waits or talk.candidates[-1]
    found = talk.propose(talk.last, talk.upon, before.variation + 1)
    if found.text == before.text:
        talk.candidates.pop()
        talk.session.wait_with(waits)
        return talk.turn_of(
            Act.ANOTHER,
            Message(
                "这一项不是模型写的，再做一遍结果也一样。可以换个长度或说法，例如“再短一点”。",
                "No model wrote this; doing it again gives the same.",
            ),
            steps=talk.last,
        )
    return talk.turn_of(Act.ANOTHER, wording.outcome(found, bool(talk.upon)), steps=talk.last)


def earlier(talk: Talk, meant: Reading) -> Turn:
    """Let an earlier candidate wait again, or go back to an earlier version."""
    if meant.which == 0:
        return replace(undo(talk, meant), act=Act.EARLIER)
    now = talk.session.report.text
    fitting = [c for c in talk.candidates if c.base == now and c.changes]
    waits = talk.session.pending
    if meant.which is not None and 1 <= meant.which <= len(fitting):
        found = fitting[meant.which - 1]
    else:
        at = next((n for n, c in enumerate(fitting) if waits and c.id == waits.id), len(fitting))
        if at == 0 and waits and talk.session.history.current.parent is None:
            only = Message(
                "前面没有别的写法了，等您决定的就是这一份。", "There is no earlier one: this waits."
            )
            return talk.turn_of(Act.EARLIER, only)
        if at == 0 or not fitting:
            return _older_version(talk, meant)
        found = fitting[at - 1]
    talk.session.wait_with(found)
    said = Message("回到前一份建议：", "Back at the earlier proposal: ")
    outcome = wording.outcome(found, joined_to=False)
    return talk.turn_of(Act.EARLIER, Message(said.zh + outcome.zh, said.en + outcome.en))


def _older_version(talk: Talk, meant: Reading) -> Turn:
    history = talk.session.history
    number = meant.which - 1 if meant.which is not None else history.current.parent
    if number is None:
        raise UsageError(
            Message("前面没有别的版本了。", "There is no earlier version."),
        )
    version = talk.session.go(number)
    return talk.turn_of(
        Act.EARLIER, Message(f"已回到：{version.what.zh}。", f"Back at: {version.what.en}.")
    )


def undo(talk: Talk, meant: Reading) -> Turn:
    """Go one version back, to the text as it was opened, or bring one part back alone."""
    waits = talk.session.pending
    if meant.part is not None:
        return _part_back(talk, meant, waits)
    if meant.which == 0:
        if talk.session.history.head == 0 and waits is not None:
            talk.session.reject()
        talk.session.go(0)
        return talk.turn_of(
            Act.UNDO,
            Message("已恢复成打开时的原文。说“重做”可以改回来。", "Back at the text as opened."),
        )
    if not talk.session.history.can_undo and waits is not None:
        talk.session.reject()
        return talk.turn_of(
            Act.UNDO,
            Message(
                "还没有采用过改动；等您决定的那份建议已经放下，报告没有变化。",
                "Nothing was adopted yet; the proposal was put aside.",
            ),
        )
    undone: list[Message] = []
    for _ in range(max(1, -(meant.which or 0))):
        if undone and not talk.session.history.can_undo:
            break
        undone.append(talk.session.history.current.what)
        talk.session.undo()
    talk.wait_again(waits)
    zh, en = "；".join(m.zh for m in undone), "; ".join(m.en for m in undone)
    return talk.turn_of(Act.UNDO, Message(f"已撤销：{zh}。", f"Undone: {en}."))


def _part_back(talk: Talk, meant: Reading, waits: Proposal | None) -> Turn:
    """Give one part the words it had, in what waits or else in the report."""
    part = meant.part or ""
    name = talk.situation().name(part)
    if waits is not None:
        drop = set(within(waits, [part], talk.situation()))
        kept = waits.select({c.id for c in waits.changes} - drop) if drop else waits
        if len(kept.changes) < len(waits.changes):
            talk.session.wait_with(replace(kept, number=talk.session.next_number()))
            if not kept.changes:
                talk.session.reject()
            return talk.turn_of(
                Act.UNDO,
                Message(f"“{name}”不改了，其余不变。", f"“{name}” stays as it was."),
            )
    number = 0 if meant.which == 0 else _before(talk, part)
    found = restore(talk.session, part, number)
    confirmed = [e.key for e in found.errors]
    version = talk.session.adopt(found, confirmed=confirmed, decides=())
    talk.wait_again(waits)
    return talk.turn_of(
        Act.UNDO,
        Message(
            f"“{name}”已恢复，其余不变。", f"“{name}” is back; the rest stays ({version.number})."
        ),
    )


def _before(talk: Talk, part: str) -> int:
    """Return the latest version in which a part had other words than now."""

    def words(text: str) -> str:
        report = parse(text, styles=talk.session.source.styles_in(text))
        try:
            return report.of(report.find(part))
        except UnknownSection:
            return ""

    now = words(talk.session.report.text)
    for version in reversed(talk.session.history.line()[:-1]):
        if words(version.text) != now:
            return version.number
    return 0


def redo(talk: Talk, _meant: Reading) -> Turn:
    """Go one version forward."""
    version = talk.session.redo()
    return talk.turn_of(
        Act.REDO, Message(f"已恢复：{version.what.zh}。", f"Redone: {version.what.en}.")
    )


def goto(talk: Talk, meant: Reading) -> Turn:
    """Show a part: it is the chosen one from now on."""
    talk.chosen = meant.part
    name = talk.situation().name(meant.part or "")
    return talk.turn_of(Act.GOTO, Message(f"看“{name}”。", f"Showing “{name}”."))


def take(talk: Talk, _meant: Reading) -> Turn:
    """Save the report where it is to go."""
    if talk.save is None:
        said = Message("请点“下载”，可以存成 Word、纯文本。", "Press “Take away” to get it.")
    else:
        said = talk.save()
    return talk.turn_of(Act.TAKE, said)


def give_help(talk: Talk, _meant: Reading) -> Turn:
    """Say what can be asked for."""
    return talk.turn_of(Act.HELP, HELP)


def _waiting(talk: Talk) -> Proposal:
    waits = talk.session.pending
    if waits is None:
        raise UsageError(
            Message("现在没有等您决定的建议。", "No proposal is waiting for your decision.")
        )
    return waits


DECIDE: dict[Act, Callable[[Talk, Reading], Turn]] = {
    Act.ADOPT: adopt,
    Act.ADOPT_PART: adopt,
    Act.REJECT: reject,
    Act.ANOTHER: another,
    Act.EARLIER: earlier,
    Act.UNDO: undo,
    Act.REDO: redo,
    Act.GOTO: goto,
    Act.TAKE: take,
    Act.HELP: give_help,
}
