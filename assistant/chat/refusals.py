"""What is asked for and not done, each with its reason."""

from __future__ import annotations

import re
from functools import cache

from assistant.chat.by_example import conclusion_of
from assistant.chat.clauses import pieces_of
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, Kind, kind_of
from assistant.chat.normal import bare
from assistant.chat.vocabulary import said
from assistant.findings import Message
from assistant.instruction.figures_said import find_facts
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.lexicon import rows
from assistant.tasks import TASKS

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
_UNSAFE = frozenset({"invent", "embellish", "outside"})
_SAFE = frozenset(
    {*TASKS, *COMMANDS - {"take"}, "delete", "replace", "correct", "draft", "keep", "answer"}
)
_MADE_UP = re.compile("[编造估猜凑蒙拍瞎]|随便|随意|胡乱|大概|大致|差不多|合理|好看|看着")
_KNOWN = 0.45
"""Share of a clause that the examples must know to refuse it on their word."""
_WELL_KNOWN = 0.6
"""Share of a clause that the examples must know to tell without words for a deed that it asks for
something outside the report."""
_A_MOTIVE = 1.5
"""How sure the examples must be that a clause would rather have it look better."""


def refusal_of(sentence: str, original: str) -> Message | None:
    """Return why what a sentence asks for is not done, None for any other sentence.

    `original` is the sentence as it was typed: English is looked for there.  What is said not to
    be done (不要拔高) is no wish for it, nor is what is given for a reason.
    """
    clauses = [(clause, kind_of(clause)) for clause, _ in pieces_of(bare(sentence))]
    reason = _by_words(sentence, original, clauses) or _by_examples(clauses)
    return _REASONS[reason] if reason is not None else None


def _by_words(sentence: str, original: str, clauses: list[tuple[str, Kind]]) -> str | None:
    """Return the reason whose words are said, unless the examples know the clauses that say them
    for a request, or for something that the author does."""
    for pattern, reason in _patterns():
        for text in dict.fromkeys((conclusion_of(sentence), conclusion_of(original))):
            match = pattern.search(text)
            if match is None or _NOT.search(text[: match.start()]):
                continue
            if reason == "invent" and _states(clauses) and not _MADE_UP.search(match.group()):
                continue
            saying = [(c, k) for c, k in clauses if c in match.group() or match.group() in c]
            harmless = [
                _harmless(clause, kind, clauses) or (reason == "send" and _tells(clause))
                for clause, kind in saying
            ]
            if not harmless or not all(harmless):
                return reason
    return None


def _states(clauses: list[tuple[str, Kind]]) -> bool:
    """Whether a sentence states the figures that are to be filled in: 收运2640吨，你填上."""
    return any(find_facts(c) and find_length(c) is None for c, _ in clauses)


def _harmless(clause: str, kind: Kind, clauses: list[tuple[str, Kind]]) -> bool:
    others = any(k.label in {*_SAFE, "take"} and k.sure >= SURE for c, k in clauses if c != clause)
    if others and said("done_by_others").search(clause):
        return True
    hinted = any(k.label in _UNSAFE and k.sure >= _A_MOTIVE for _, k in clauses)
    return kind.label in _SAFE and kind.sure >= SURE and not hinted


def _tells(clause: str) -> bool:
    """Whether a clause tells what others do: 领导又打电话催了."""
    tells = said("reported").search(clause) or re.search(f"(?:{said('told_of').pattern})$", clause)
    return tells is not None and not re.search("[你您请帮给把]", clause)


def _by_examples(clauses: list[tuple[str, Kind]]) -> str | None:
    """Return the reason that the examples know: what is surely asked for, or a fact that is to
    become better than it was, and why one would like that."""
    safe = any(k.label in _SAFE and k.sure >= SURE for _, k in clauses)
    for clause, kind in clauses:
        if kind.label not in _UNSAFE or kind.known < _KNOWN:
            continue
        told = kind.label == "outside" and kind.known > _WELL_KNOWN and not SPAN.search(clause)
        asks = told or said("deed").search(clause) is not None
        if kind.sure >= SURE and asks and not (safe and said("done_by_others").search(clause)):
            return kind.label
        if kind.label == "outside" and kind.sure >= LIKELY and asks and not safe:
            return kind.label
        whole = kind_of("，".join(c for c, _ in clauses))
        surely = whole.label == kind.label and whole.sure >= SURE and whole.known >= _KNOWN
        if surely and asks and kind.sure >= LIKELY and not safe:
            return kind.label
    better = any(said("made_better").search(clause) for clause, _ in clauses)
    return "embellish" if better and any(_wants_it(c, k) for c, k in clauses) else None


def _wants_it(clause: str, kind: Kind) -> bool:
    known = kind.label in _UNSAFE and kind.sure >= _A_MOTIVE
    return known or said("motive").search(clause) is not None


def reason_of(name: str) -> Message | None:
    """Return the reason of one name, None where there is none."""
    return _REASONS.get(name)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(said.replace("_", r"\s"), re.IGNORECASE), reason)
        for said, reason in rows("talk_refusals", 2)
    )
