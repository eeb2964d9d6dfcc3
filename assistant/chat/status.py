"""What is said to a question about the talk itself: what waits, what was adopted."""

from __future__ import annotations

from assistant.chat.situation import Situation
from assistant.findings import Message


def status_of(at: Situation) -> Message:
    """Return how things stand; nothing is decided by a question."""
    waits = at.pending
    steps = len(at.session.history.line()) - 1
    if waits is not None:
        look = sum(len(p.reading) for p in waits.parts if p.changed)
        zh = f"还没有采用：有一份建议等您决定，{len(waits.changes)} 处改动"
        zh += f"，其中 {look} 处请您看一看。" if look else "，没有发现问题。"
        en = f"Nothing is adopted yet: {len(waits.changes)} changes wait, {look} to read."
        return Message(
            zh + "要采用请说“采用”，不要请说“不要”，撤销请说“撤销”。",
            en + " Say “adopt”, “reject” or “undo”.",
        )
    if steps:
        what = at.session.history.current.what
        return Message(
            f"现在没有等您决定的建议。已采用 {steps} 次改动，最近一次：{what.zh}。"
            "要退回请说“撤销”。",
            f"No proposal waits. {steps} steps were adopted, the last: {what.en}.",
        )
    return Message(
        "还没有改动，也没有等您决定的建议。想改哪里请直接说，例如“把第二部分压到一半”。",
        "Nothing has been changed and nothing waits. Say what to change.",
    )
