"""What the page alone says of itself: where the downloads are, how to go on."""

from __future__ import annotations

from assistant.findings import Message
from assistant.web.desk import Work

EXAMPLES = ("把第二部分压到300字", "第一部分分成三点", "还缺什么")


def point_to_downloads(work: Work) -> None:
    """Say where the downloads are."""
    work.say(
        "请点上方的“下载”，可以存成 Word、纯文本，还有修改说明。",
        "Under “Take away” you get it as Word, text or Markdown, and a change report.",
    )


def give_help(work: Work) -> None:
    """Say what can be asked for, once; what is offered already stays."""
    told = Message(
        "我能压缩、改写、理顺结构、补数据、清理无关文字。先在目录里选一个部分，再说怎么改。\n"
        "每次都先给您看改了什么，您点“采用”才会生效，随时可以撤销。\n"
        "按键（没有在打字时）：J、K 到下一处、上一处改动，没有改动时到有疑问的地方；"
        "A 采用这一处，R 不要；G 到下一处待补，回车填入；Ctrl+Z 退回一步；"
        "点过正文上方那一栏以后，按 Ctrl+Enter 采用；? 看这段话。",
        "I can shorten, reword, restructure, fill in figures and clean. Choose a part in the "
        "outline and say in Chinese how to change it.\n"
        "You see every change first; it counts once you adopt it, and can be undone.\n"
        "Keys, while you are not typing: J, K next and previous change, or doubt where no change "
        "waits; A takes it, R leaves it; G next gap, Enter fills it in; Ctrl+Z goes a step back; "
        "once you have clicked on the bar above the text, Ctrl+Enter adopts; ? says this.",
    )
    if work.session.talk[-1:] != (("assistant", told.text(work.language)),):
        work.tell(told, work.choices or EXAMPLES)
