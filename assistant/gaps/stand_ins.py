"""Words in the place of a name or a number (某, 重要领导), and what they also say: 某项, 李某.

What tells the two apart stands in `lexicon/stand_ins.txt`.
"""

from __future__ import annotations

from functools import cache

from assistant.gaps.told import called, clause_before, full_width, told_for_good
from assistant.gaps.words import Grade, cut, read_unit, tagged
from assistant.lexicon import groups
from assistant.patterns import compile_late

_NUMERALS = frozenset("一二两三四五六七八九十几数0123456789")
_WORD = 6
"""The longest word that is read behind a sign (code points)."""
_BEFORE = 4
_COUNTED = 24
"""Characters behind a sign in which it is read what a measure word counts."""
_COUNTING = frozenset({Grade.MEASURE, Grade.CLASSIFIER, Grade.TAIL, Grade.RARE})
_COUNTABLE = frozenset("nvail")
"""How the tags of words begin behind which a count may stand: 酒驾(某起).  Others lead to a place
or a time: 对于(某次), 其中(某个)."""
_NO_NUMBERS = frozenset({"d", "ns", "nt", "nz", "s"})
"""The tags of words that begin with a numeral and count nothing: 一同, 三中."""
_STOPS = frozenset("，。、；：！？）”某\n")
_ITEM = compile_late(r"[，。；：！？\n]")
_DONE = "了"


def stands_for_a_name(text: str, start: int, end: int) -> bool:
    """Tell whether the sign between two places stands for a name or a number that is still to be
    filled in."""
    text = full_width(text)
    sign = text[start:end]
    if sign == "重要领导":
        return not _says(sign, text[end : end + _WORD], text[max(0, start - _BEFORE) : start])
    if told_for_good(text, start, end):
        return False
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _WORD]
    if sign.startswith("某某") or called(text, start):
        return True
    office = after.startswith(_given("@")) and after[1:].startswith(_given("^"))
    if office or any(after.startswith(word) and before.endswith(by) for word, by in _named()):
        return True
    tied = before[-2:-1] == "某" and before[-1] in "、和与"  # 某、某两个村
    says = _says(sign, after, before)
    if after[:1] and after[0] in _NUMERALS and not tied:
        return not says and _no_number(after)
    if not says or _counts(text, start, end):
        return True
    # (由某)具体负责 says how, (某)具体部门 which.
    return [tag for _, tag in tagged(after)][:2] == ["a", "v"]


def _says(sign: str, after: str, before: str) -> bool:
    """Tell whether a sign with the word behind it, or before it, means just what it says."""
    first = (*cut(after).texts, "")[0]
    return any(
        after.startswith(word[:-1]) if word[-1] == "*" else word == first
        for word in _given(">", sign)
    ) or before.endswith(_given("<", sign))


def _counts(text: str, start: int, end: int) -> bool:
    """Tell whether a sign stands where a number does: behind 第, or between what is counted and a
    measure word that ends the clause (召开会议某次)."""
    ahead = clause_before(text, start)
    behind = _ITEM.split(text[end : end + _COUNTED])[0] + "，"
    unit = read_unit(cut(behind), 0)
    if ahead.endswith("第") or unit is None or behind[len(unit.text)] not in _STOPS:
        return ahead.endswith("第")
    word, tag = (("", "-"), *tagged(ahead.removesuffix(_DONE)))[-1]
    noun = tag[0] == "n" or (len(word) > 1 and tag[0] in _COUNTABLE)
    return unit.unit.grade in _COUNTING and (noun or text[start - 1 : start] in ("”", "》"))


def _no_number(after: str) -> bool:
    """Tell whether a word with a numeral counts nothing: it is a name ((某)三中), or says how
    somebody does it ((某)一同, (某)三次到村); not so (某)一阶段, (某)一起案件."""
    (word, tag), *rest = tagged(after)
    if tag in _NO_NUMBERS:
        return True
    how = word.endswith(_given("~")) and len(word) > 1 and word[0] != "一"
    return how and rest[:1] != [] and rest[0][1] == "v"


@cache
def _given(mark: str, sign: str = "某") -> tuple[str, ...]:
    lines = [words for at, about, *words in groups("stand_ins") if (at, about) == (mark, sign)]
    return tuple(word for words in lines for word in words)


@cache
def _named() -> list[tuple[str, tuple[str, ...]]]:
    lines = [words for mark, _, *words in groups("stand_ins") if mark == "&"]
    return [
        (word, tuple(before.strip("*") for before in by))
        for head, *by in lines
        for word in head.split("/")
    ]
