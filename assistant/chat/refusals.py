"""What is asked for and not done, each with its reason."""

from __future__ import annotations

import re
from functools import cache

from assistant.findings import Message
from assistant.lexicon import rows

_REASONS = {
    "invent": Message(
        "没有来源的数据和事例我不编，也不估：报告里的每个数都要有出处。请告诉我真实的数据，"
        "没有的地方会留作“待补”。",
        "Figures and cases without a source are not made up; tell me the real ones, what is "
        "missing stays open.",
    ),
    "embellish": Message(
        "成绩、数据和完成情况只能照实写，不能拔高，也不能隐去问题。措辞可以改得更有条理，"
        "您可以说想改哪一部分。",
        "Results and figures are written as they are: not raised, nothing hidden.",
    ),
    "outside": Message(
        "这件事不在我能做的范围里：我只改这一份报告（压缩、改写、理顺结构、补数据、清理、"
        "回答关于报告的问题）。",
        "That is outside what I do: I only work on this report.",
    ),
    "send": Message(
        "我不联网，也不往外发送或改动别的文件，只改这一份报告。说“保存”可以把它存成文件，再由您发送。",
        "I send nothing and open no other files; say “save” to get the report as a file.",
    ),
    "rules": Message(
        "规则和核对不能关掉：改动都要先核对、给您看过，再由您决定采用。请直接说想怎么改。",
        "The rules and checks stay on: every change is checked and shown before you adopt it.",
    ),
}
_NOT = re.compile(
    r"(?:不(?:要|能|得|许|准|可|会|是|应)?|别|勿|避免|防止|杜绝|禁止|没有|少|严禁|反对|去掉|删掉|有无|是否|有没有)(?:再|去|乱|随便|过分|过于|太|任何|出现|存在)*[^，。]{0,2}$"
)


def refusal_of(sentence: str, original: str) -> Message | None:
    """Return why what a sentence asks for is not done, None for any other sentence.

    `original` is the sentence as it was typed: English is looked for there.  What is said not to
    be done (不要拔高) is no wish for it, nor is a word in quotes.
    """
    for pattern, reason in _patterns():
        for text in (sentence, original):
            match = pattern.search(text)
            if match is not None and not _NOT.search(text[: match.start()]):
                return _REASONS[reason]
    return None


def reason_of(name: str) -> Message | None:
    """Return the reason of one name, None where there is none."""
    return _REASONS.get(name)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(said.replace("_", r"\s"), re.IGNORECASE), reason)
        for said, reason in rows("talk_refusals", 2)
    )
