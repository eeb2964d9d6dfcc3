"""What a clause asks for: told by its words, and by the examples that it is like."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.chat.kinds import LIKELY, SURE, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.vocabulary import said, says_nothing
from assistant.instruction.lengths import Asked, find_length
from assistant.instruction.mention_words import A_PART
from assistant.instruction.structure import asked_points
from assistant.tasks import TASKS, Task

POINTS, LONG = "points", "long"
"""Tasks of a clause that are none of a request: so many points; a complaint of length."""
_COMPLAINS = re.compile(
    "(?<![别要得能])(?:太|不够|有点|偏(?!重)|过于|嫌)|[觉显]得|[听读念看](?:着|起来|上去)(?!.*(?:一?[点些]$|[顺通好]))"
)
_DENIED = re.compile("(?:不[要用必得许能]|别|勿|莫|甭)(?:再|给我|代|先|乱|替我)?$")
"""In front of a verb: 不要代填."""
LEFT_OPEN = re.compile(
    r"^(?:其[他余它]|剩下|别的|另外)[^，。\d]*(?:等|空|留|放|没|缺|不管|再说|以后)|^(?:就|都|还|暂时)*先?(?:空|留|放)着"
    r"|^[^，。\d]{2,14}(?:等|待)[^，。\d]{1,14}(?:再|之后|以后|后)[^，。\d]{0,2}(?:补|填|说|报|写)"
)
"""What says that gaps stay open: 其他的还在等交通站回话，先空着; 期数待股里报来后再补."""
_OF_A_GAP = re.compile("(?:XX|xx|××|横线|空格?)[里处上]?(?:就|先)?[写填放是](?=约?\\d)")
"""红色驿站那个XX写14: a figure, no length."""
_A_SENTENCE = re.compile("[那这一]句")
"""Of parts there is an order, of sentences none."""
_DONE_HERE = frozenset({*TASKS, "delete", "longer"})
"""The kinds of a clause that are tasks; those that an exact edit spells out are read there."""
_TOGETHER = re.compile(f"{said('together').pattern}|一起|一块")
_NO_TASK = frozenset({"keep", "aside", "replace", "correct", "draft"})


_DOES = re.compile("把|将(?![来近要会])|先(?![前后进别不])")
"""What only deeds are said with."""


@lru_cache(maxsize=1024)  # every reader asks it of every clause
def task_of(text: str) -> str | None:
    """Return what a clause asks for, None where it asks for nothing.

    Its words tell; what they say is given up where the examples are sure of another kind, and
    where they say nothing the examples speak.
    """
    if LEFT_OPEN.search(text) and find_length(text) is None and not A_PART.search(text):
        return None
    by_words = task_by_words(text)
    same = {POINTS: Task.RESTRUCTURE, LONG: Task.SHORTEN}.get(by_words or "", by_words)
    kind = kind_of(text)
    meant = kind.label if kind.label in _DONE_HERE else None
    if by_words is None:
        of_place = A_PART.search(text) or (find_length(text) and meant != Task.SHORTEN)
        of_place = of_place or (meant == Task.RESTRUCTURE and _A_SENTENCE.search(text))
        sure = kind.sure >= LIKELY and not of_place and not _of_lengths(text, meant)
        sure = sure and not says_nothing(text)  # 相关内容适当处理
        return meant if sure else None
    other = meant is not None or kind.label in _NO_TASK
    if kind.sure < SURE or not other or same == meant or by_words == "longer":
        return by_words
    return by_words if _of_lengths(text, meant) else meant


def _of_lengths(text: str, meant: str | None) -> bool:
    """Whether what is to be put together are lengths: 两块合在一起300字以内."""
    return meant == Task.RESTRUCTURE and _TOGETHER.search(text) is not None


@lru_cache(maxsize=1024)
def task_by_words(text: str) -> str | None:
    """Return what the words of a clause ask for, None where they tell nothing."""
    plain = QUOTED.sub("", text)
    if said("clean").search(plain):
        return Task.CLEAN
    if asked_points(plain) is not None or said(POINTS).search(plain):
        return POINTS
    if _OF_A_GAP.search(plain):
        return Task.FILL
    longer = said("longer").search(plain)
    if longer and not re.search(
        "(?:不要?|不用|不必|不需要?|没必要|无[需须]|不能|别)(?:再|给我)?$", plain[: longer.start()]
    ):
        return "longer"
    if said("restructure").search(plain):
        return Task.RESTRUCTURE
    length = find_length(plain)
    if length is not None and length.length is not None and length.length.words:
        return Task.SHORTEN if not re.search("每个?小?[点条]|标题", plain) else None
    if length is not None and (
        length.less
        or said("shorten").search(plain)
        or re.search("[砍缩压减删]|只(?:保|要|给)?[留剩]|[留剩][下到成个]", plain)
    ):
        return Task.SHORTEN
    fill = said("fill").search(plain)
    if fill and not _DENIED.search(plain[: fill.start()]):
        return Task.FILL
    if said("delete").search(plain):
        return "delete"
    if re.search("句子?(?:再)?(?:短|精简)", plain):
        return Task.REWRITE
    if said("shorten").search(plain):
        return Task.SHORTEN
    if said(LONG).search(plain) and not re.search("(?:不要|别)(?:太|那么|这么)", plain):
        return LONG
    if said("rewrite").search(plain):
        return Task.REWRITE
    return None


def only_hints(text: str, task: str | None) -> bool:
    """Whether a clause hints at a task, as a complaint or in words like those of requests, rather
    than asks for it: 太像编的, 我自己看着都累, 改一下."""
    if task in (None, LONG):
        return False
    by_words, kind = task_by_words(text), kind_of(text)
    surely = by_words not in (None, Task.REWRITE) or (
        kind.label == task and kind.sure >= (LIKELY if by_words == Task.REWRITE == task else SURE)
    )
    return _DOES.search(text) is None and (not surely or _COMPLAINS.search(text) is not None)


def length_of(text: str) -> Asked | None:
    """Return the length a clause asks for; a share counts only where something is made shorter."""
    found = find_length(text)
    if found is None:
        return None
    share = found.length is not None and found.length.part is not None
    if share and not (said("shorten").search(text) or re.search("[砍缩压减删留成到]|字", text)):
        return None
    return found
