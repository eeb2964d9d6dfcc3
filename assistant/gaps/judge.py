"""The rules: is a unit bare because a figure was deleted?

A gap is a bare unit after a verb that takes a counted object (清除家…), at the end of a clause
behind a noun it counts (…案件起，), at the beginning of a clause before one (，个点位…), after a
word that announces a figure (达%, 约万人次), between two figures (从家增加到家), or behind 第.
Measures and money have their rules in `amounts`, measure words in `classifiers`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from assistant.gaps.amounts import lacks_before_magnitude, measure, span, weak
from assistant.gaps.classifiers import HEADED, classifier, is_headed, rare, tail
from assistant.gaps.place import BETWEEN, HAN, LINKS, MONEY, TIMES, Place, names_a_kind
from assistant.gaps.words import Grade, lexicon, units


class Verdict(Enum):
    """Whether a bare unit is a gap, may be one, or is none."""

    GAP = "gap"
    DOUBTFUL = "doubtful"
    NO = "no"


_SYMBOLS = frozenset("%％‰℃㎡")
_TOWARDS = frozenset(("从", "由", "到", "至"))
_COUNTED = (Grade.MEASURE, Grade.CLASSIFIER, Grade.TAIL, Grade.TIME)
_NOT_BETWEEN = frozenset("家起处所户年批部台位")
"""These mean something else behind 到 or 从: 到位, 到家, 从今年起."""
_DOUBTFUL_BETWEEN_NOUNS = frozenset("家户处条件座辆套台名场")


def judge(place: Place) -> Verdict:
    """Return whether the unit of `place` lacks a figure."""
    if _is_whole(place) or (_follows_figure(place) and not place.chained):
        return Verdict.NO
    if _is_gap(place):
        return Verdict.DOUBTFUL if place.index else Verdict.GAP
    return Verdict.DOUBTFUL if _is_doubtful(place) else Verdict.NO


def _is_whole(place: Place) -> bool:
    """Tell whether the unit is quantified, part of a word, or the head of a column."""
    left, right, word = place.left, place.right, place.word
    if place.compound and not (left in ("到", "至") and place.left_is("amounts")):
        return True  # 入户到户, but 增加到|户
    if left in lexicon()["quantifiers"]:
        return True
    if left and left[-1] in "每各某这那哪几":
        return True
    if word == "家" and (right[:1] in tuple("庭人里国乡校风教训政电具居装园族属") or right == "企"):
        return True  # 家电, 家企联动
    if left and right and left[-1] in "（(" and right[0] in "）)":
        return True  # 产值（亿元）
    if place.read.text == "万家" and left in lexicon()["homeward"]:
        return True
    if right.startswith(word) or left == word or (left[:1] == "一" and left[1:] == word):
        return True  # 件件, 一件件
    return place.listed


def _is_gap(place: Place) -> bool:
    if place.left == "第" or place.word in _SYMBOLS:
        return True
    if place.read.rest:
        return not (place.start and place.end)
    if (place.read.magnitude or place.word in MONEY) and names_a_kind(place):
        return False
    if place.read.magnitude:
        return lacks_before_magnitude(place)
    if place.left == "的" and place.word in ("元", "个", "家", "项"):
        return _lacks_after_of(place)
    if place.left in BETWEEN and place.word != "人" and place.unit.grade in _COUNTED:
        return _lacks_between(place)
    return _BY_GRADE[place.unit.grade](place)


def _follows_figure(place: Place) -> bool:
    """3个百分点, 5万亩次, 三个小时: the figure stands before the first of the two."""
    if place.word in ("次", "百分点"):
        return place.left[-1:] + place.word in units() or place.left.lstrip("万亿") in units()
    return place.left[-1:] == "个" and place.unit.grade in (Grade.TIME, Grade.MEASURE)


def _lacks_after_of(place: Place) -> bool:
    """从2021年的|元提高到…, 经济发展的|个重点项目."""
    if place.word == "个" or (place.end and place.word != "家") or is_headed(place):
        return True
    return place.right_moves and (place.word == "元" or place.right != "和")


def _lacks_between(place: Place) -> bool:
    """从|家增加到|家."""
    if place.end and place.left_is("amounts"):
        return True  # 增加到|家
    ends = place.end and place.word not in _NOT_BETWEEN and place.left in _TOWARDS
    if place.heads and place.word in HEADED and place.left == "由":
        return True
    return ends or place.right_moves


def _is_doubtful(place: Place) -> bool:
    """Tell whether the unit may be bare because a figure was deleted, or for good."""
    left, right, word = place.left, place.right, place.word
    noun_follows = len(right) > 1 and bool(HAN.match(right))
    if place.read.magnitude or word in MONEY:
        if left[-1:] in tuple("每数上跨") or place.unit.grade is Grade.WEAK or place.opens_clause:
            return False
        if place.end and right != "以上":
            return True
        return (place.after_verb or place.left_is("amounts")) and noun_follows
    if place.unit.grade is Grade.MEASURE and word not in TIMES:
        return noun_follows and left[-1:] not in tuple("（(")
    if word == "人":
        return place.opens_clause and right in lexicon()["honours"]
    if place.opens_clause and not place.end and word in tuple("家所部"):
        return place.fits_right or len(right) > 2
    if place.unit.grade is not Grade.CLASSIFIER or word in tuple("起所批部支位"):
        return False
    if left == "等" or left in LINKS:
        return noun_follows and not (word == "项" and right in lexicon()["afterlist"])
    return noun_follows and word in _DOUBTFUL_BETWEEN_NOUNS and place.after_noun


_BY_GRADE: dict[Grade, Callable[[Place], bool]] = {
    Grade.MEASURE: measure,
    Grade.CLASSIFIER: classifier,
    Grade.TAIL: tail,
    Grade.RARE: rare,
    Grade.TIME: span,
    Grade.WEAK: weak,
}
