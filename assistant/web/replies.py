"""What the page alone says of itself: where the downloads are, how to go on."""

from __future__ import annotations

from assistant.findings import Message
from assistant.web.desk import Work

EXAMPLES = ("把第二部分压到300字", "第一部分分成三点", "还缺什么")

KEYS = Message(
    "按键（没有在打字时）：J、K 到下一处、上一处改动，没有改动时到有疑问的地方；"
    "A 采用这一处，R 不要；G 到下一处待补，回车填入；Ctrl+Z 退回一步；"
    "点过正文上方那一栏以后，按 Ctrl+Enter 采用；? 看这段话。",
    "Keys, while you are not typing: J, K next and previous change, or doubt where no change "
    "waits; A takes it, R leaves it; G next gap, Enter fills it in; Ctrl+Z goes a step back; "
    "once you have clicked on the bar above the text, Ctrl+Enter adopts; ? says this.",
)
TAPS = Message(
    "点改动旁边的 ✓ 采用这一处，点 ✗ 不要；点待补的地方填写，填好点别的段落存上；"
    "点正文里的一段，可以压缩或自己改；点“撤销”退回一步。",
    "Tap ✓ at a change to take it, ✗ to leave it; tap a gap to fill it in, and another paragraph "
    "to keep that; tap a paragraph to shorten or edit it; “Undo” goes a step back.",
)
"""What is told in the place of the keys where there are none (`views/talk.py`)."""


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
        f"每次都先给您看改了什么，您点“采用”才会生效，随时可以撤销。\n{KEYS.zh}",
        "I can shorten, reword, restructure, fill in figures and clean. Choose a part in the "
        "outline and say in Chinese how to change it.\n"
        "You see every change first; it counts once you adopt it, and can be undone.\n"
        f"{KEYS.en}",
    )
    if work.session.talk[-1:] != (("assistant", told.text(work.language)),):
        work.tell(told, work.choices or EXAMPLES)
