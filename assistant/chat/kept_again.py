"""The last request once more, with what is to stay: 那句别动，其余的照压; 数字要保留，重来."""

from __future__ import annotations

import re

from assistant.chat import asking
from assistant.chat.by_example import calls_another
from assistant.chat.conditions import names_nothing, take_conditions
from assistant.chat.deltas import keeping, tells
from assistant.chat.kept import spelled_out
from assistant.chat.situation import Situation
from assistant.chat.turn import Reading
from assistant.chat.vocabulary import says_nothing
from assistant.findings import Message
from assistant.instruction.loose_names import bare_name
from assistant.instruction.mention_words import A_PART
from assistant.instruction.mentions import find_mention

_OTHERS = re.compile(
    "(?:其[余他它]|别|剩下|余下|另外)的?(?:[都就还也请]|内容|部分)*"
    "(?:(?:照[旧样常]?|继续|接着)(?:压|缩|砍|改|减|删|来|办|做)+|随[你您便][^，。；]{0,3})"
)
"""其余的照旧压, 别的随你砍."""
_SIZE = re.compile("篇幅|字数|长[度短]")
_SAME_SIZE = re.compile(
    f"(?:{_SIZE.pattern})(?:[还仍也就都按照是跟同]|要求)*(?:不变|[这那刚原之][^，。；]*)"
)
_AGAIN = re.compile("(?:按[^，。；]{0,4})?(?:重新?|再)(?:压|来|改|写|做|弄)(?:一?[遍次下回])?")

_WHAT_STAYS = Message(
    "您说的是哪一部分（或哪一句）不动？请连名字再说一遍，例如“第一句别动，其余照压”。",
    "Which part, or which sentence, is to stay? Please name it.",
)


def kept_again(sentence: str, at: Situation) -> Reading | None:
    """Return the last request with what is to stay besides; None where nothing is in hand, where
    anything else is said, or where what stays lies in another part than it was done in."""
    if not at.in_hand or not at.done:
        return None
    rest, keep = take_conditions(sentence)
    kept = tuple(k for k in keep if not _SIZE.match(k))
    clauses = [c for c in re.split("[，。；]", rest) if c]
    again = [c for c in clauses if _again(c)]
    others = [c for c in clauses if c not in again and not _SAME_SIZE.fullmatch(c)]
    wanted = again or len(others) < len(clauses) or len(kept) < len(keep)
    if not kept or not wanted or not all(says_nothing(c) or tells(c) for c in others):
        return None
    if any(map(names_nothing, kept)):
        return asking.ask((), _WHAT_STAYS, "")
    if not all(_inside(k, at) for k in kept):
        return None
    found = keeping(kept, at)
    return Reading(found.act, spelled_out(found.steps, at))


def _again(clause: str) -> bool:
    return any(p.fullmatch(clause) for p in (_OTHERS, _AGAIN)) or calls_another(clause)


def _inside(keep: str, at: Situation) -> bool:
    """Whether what is to stay may lie where the last request was done: its words stand there, or
    they name no part."""
    name = bare_name(A_PART.sub("", keep)) or keep
    if any(name in at.text_of(i) for i in at.done):
        return True
    named = find_mention(keep, at.report, None)
    return not named.ids and named.problem is None
