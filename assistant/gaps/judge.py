"""The rules: is a unit bare because a figure was deleted?

A gap is a bare unit after a verb that takes a counted object (清除家…), at the end of a clause
behind a noun it counts (…案件起，), at the beginning of a clause before one (，个点位…), after a
word that announces a figure (达%, 约万人次), between two figures (从家增加到家), or behind 第.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from assistant.gaps.place import Place, names_a_kind
from assistant.gaps.words import Grade, counted, lexicon, units


class Verdict(Enum):
    """Whether a bare unit is a gap, may be one, or is none."""

    GAP = "gap"
    DOUBTFUL = "doubtful"
    NO = "no"


_SYMBOLS = frozenset("%％‰℃㎡")
_TO_EVERY_HOME = frozenset(
    ("照亮", "点亮", "温暖", "走进", "走入", "飞入", "送到", "送进", "情系", "香飘", "服务", "润泽")
)
_MONEY = frozenset(("亿元", "万元", "亿美元", "万美元"))
_TIMES = frozenset(("人次", "户次", "家次", "架次", "台次", "场次", "件次", "项次", "亩次"))
_BETWEEN = frozenset(("从", "由", "自", "到", "至", "比", "较", "于"))
_TOWARDS = frozenset(("从", "由", "到", "至"))
_COUNTED = (Grade.MEASURE, Grade.CLASSIFIER, Grade.TAIL, Grade.TIME)
_NOT_BETWEEN = frozenset("家起处所户年批部台位")
"""These mean something else behind 到 or 从: 到位, 到家, 从今年起."""
_LINKS = frozenset(("为", "其中", "和", "与", "及", "以及"))
_BEFORE_MANY = frozenset("等的和与及由从至到达共含约近超仅设建辖对在向将以")
"""One-character words that 个 without a figure may follow; verbs drop 一: 做个明白人."""
_BODIES = frozenset("局县市区镇乡村院校厂部省委办站队")
_SINGLE_ENDS = frozenset("是像有了过着把")
_STRICT = frozenset("个项名座辆栋幢艘份篇")
"""Measure words that are hardly ever anything else when they stand alone."""
_SAFEST = frozenset("个座辆栋幢艘项")
_OPENERS = frozenset("个项名条件座辆套台栋幢艘篇份户场位株")
_BETWEEN_NOUNS = frozenset("个项名条辆栋幢艘份篇")
"""Measure words that may be bare between two nouns: 推动本江|条支流达标."""
_DOUBTFUL_BETWEEN_NOUNS = frozenset("家户处条件座辆套台名场")
_SPANS = frozenset(("连续", "历时", "为期", "长达"))
_HOLDS = frozenset(("稳定", "保持", "控制", "维持"))
_FACILITIES = frozenset("台处场")
_SERVING = frozenset(("服务", "监督", "管理", "检查", "处理", "接待", "受理", "训练", "登记"))
"""Verbs that make names of places with these: 服务台, 管理处."""
_NAMES = frozenset("目单称字义誉牌额列次录词利气声望著校企")
_PRAISE = re.compile(r"优秀|功勋|著名|知名|杰出|青年|女性|广大|明星|当代|新锐")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def judge(place: Place) -> Verdict:
    """Return whether the unit of `place` lacks a figure."""
    if _is_whole(place) or (_follows_figure(place) and not place.chained):
        return Verdict.NO
    if _is_gap(place):
        return Verdict.GAP
    return Verdict.DOUBTFUL if _is_doubtful(place) else Verdict.NO


def _is_whole(place: Place) -> bool:
    """Tell whether the unit is quantified, part of a word, or the head of a column."""
    left, right, word = place.left, place.right, place.word
    if place.compound or place.left_is("quantifiers"):
        return True
    if left and left[-1] in "每各某这那哪几":
        return True
    if left and right and left[-1] in "（(" and right[0] in "）)":
        return True  # 产值（亿元）
    if place.read.text == "万家" and left in _TO_EVERY_HOME:
        return True
    if right.startswith(word) or left == word or (left[:1] == "一" and left[1:] == word):
        return True  # 件件, 一件件
    return place.listed


def _is_gap(place: Place) -> bool:
    if place.left == "第" or place.word in _SYMBOLS:
        return True
    if place.read.rest:
        return not (place.start and place.end)
    if (place.read.magnitude or place.word in _MONEY) and names_a_kind(place):
        return False
    if place.read.magnitude:
        return _lacks_before_magnitude(place)
    if place.left == "的" and place.word in ("元", "个", "家", "项"):
        return _lacks_after_of(place)
    if place.left in _BETWEEN and place.word != "人" and place.unit.grade in _COUNTED:
        return _lacks_between(place)
    return _BY_GRADE[place.unit.grade](place)


def _follows_figure(place: Place) -> bool:
    """3个百分点, 5万亩次, 三个小时: the figure stands before the first of the two."""
    if place.word in ("次", "百分点"):
        return place.left[-1:] in units()
    return place.left[-1:] == "个" and place.unit.grade in (Grade.TIME, Grade.MEASURE)


def _lacks_after_of(place: Place) -> bool:
    """从2021年的|元提高到…, 经济发展的|个重点项目."""
    if place.word == "个" or (place.end and place.word != "家"):
        return True
    return place.right_moves and (place.word == "元" or place.right != "和")


def _lacks_between(place: Place) -> bool:
    """从|家增加到|家."""
    ends = place.end and place.word not in _NOT_BETWEEN and place.left in _TOWARDS
    return ends or place.right_moves


def _lacks_before_magnitude(place: Place) -> bool:
    """万套, 万亩: 万 and 亿 are figures themselves in 突破万列, 万家灯火."""
    left, unit = place.left, place.unit
    firm = unit.grade is Grade.MEASURE or unit.text in tuple("套元张斤亩")
    if left == "约":
        return True
    if left in _BETWEEN:
        return place.end or place.right_moves
    if unit.grade is Grade.WEAK or unit.text == "岁" or not place.end:
        return False
    if left[-1:] in tuple("上跨近每数") or (left == "在" and place.before not in _HOLDS):
        return False
    if left[-1:] in tuple("破过超逾"):
        return firm and place.read.magnitude == "万" and place.left_is("amounts")
    return firm or place.after_verb or place.left_is("amounts") or place.after_noun


def _measure(place: Place) -> bool:
    left, word = place.left, place.word
    if word in ("个百分点", "百分点"):
        return True
    if word == "周年":
        return not place.start and len(left) > 1
    if place.chained:
        return place.end
    if place.start:
        return False
    announced = place.left_is("amounts")
    if word in _TIMES:
        return announced or (place.end and (place.after_people or place.repeated))
    if word in _MONEY:
        if left[-1] in tuple("上跨近过在") or (word[0] == "亿" and left[-1] in tuple("超破逾")):
            return False
        return place.end or (place.after_verb and len(place.right) > 1)
    return place.end or announced or place.after_verb


def _weak(place: Place) -> bool:
    return place.left_is("amounts") and place.end and len(place.left) > 1


def _time(place: Place) -> bool:
    if place.left in _SPANS:
        return True
    return place.left_is("times") and (place.end or place.right == "的")


def _rare(place: Place) -> bool:
    if place.left_is("amounts"):
        return place.end
    if place.word == "类" and place.left == "等" and place.right in units():
        return True  # 等|类|个项目
    if not place.end:
        return False
    if place.word in counted():
        return place.fits
    return place.after_verb and place.word not in ("岁", "周岁")


def _tail(place: Place) -> bool:
    if place.word == "次" and place.left_is("amounts"):
        return True
    if not place.end:
        return False
    if place.left_is("amounts") or place.chained:
        return True
    if place.start:
        return False
    if place.word == "人":
        return place.after_people or (place.repeated and place.after_noun)
    return place.fits or place.after_verb


def _classifier(place: Place) -> bool:
    if place.left_is("amounts"):
        return place.end or len(place.right) > 1 or place.word in _SAFEST
    if place.chained or (place.repeated and place.end and place.after_noun):
        return True
    rule = _BY_WORD.get(place.word)
    if rule is not None:
        return rule(place)
    return _counts(place)


def _counts(place: Place) -> bool:
    """The rule for a measure word without one of its own."""
    if place.start:
        return place.word in _OPENERS and place.opens_clause and not place.end and _noun(place)
    if place.end and place.word in _FACILITIES and place.left in _SERVING:
        return False  # 服务台, 监督台
    if place.after_verb:
        return place.end or _noun(place)
    if place.left in _LINKS:
        return place.word in _STRICT and (place.end or _noun(place))
    if place.left == "等":
        return place.end or _noun(place)
    if place.end:
        return place.fits
    return place.word in _BETWEEN_NOUNS and _noun(place) and len(place.left) > 1 and place.fits


def _noun(place: Place) -> bool:
    """Tell whether what follows may be counted by the measure word."""
    return place.noun_follows or (place.word in _SAFEST and bool(_HAN.match(place.right)))


def _many(place: Place) -> bool:
    """个: bare it is a gap nearly everywhere, but for 做个明白人 and 个人."""
    left, right = place.left, place.right
    if place.end:
        return left in _LINKS or place.after_noun
    if right[:1] in tuple("人中税") or right in ("不停", "没完"):
        return False
    if place.start or left in _BEFORE_MANY or left in _BODIES:
        return True
    return len(left) > 1 and left[-1] not in _SINGLE_ENDS


def _people(place: Place) -> bool:
    """名: also the first half of 名单, 名医."""
    if place.right[:1] in tuple(_NAMES) or place.right.startswith("中医"):
        return False
    if place.end and not place.start and not place.after_verb:
        return place.after_people
    return _counts(place)


def _houses(place: Place) -> bool:
    """家: also a home, a family, an expert (企业家)."""
    if place.right[:1] in tuple("庭人里"):
        return False
    if place.end and place.left.endswith("企业"):
        return not _PRAISE.search(place.before + place.left)
    return _counts(place)


def _cases(place: Place) -> bool:
    """起: counts cases; else a verb, or the end of 从…起."""
    if place.start or place.left == "等":
        return not place.start and place.end
    if not place.end:
        return place.after_verb and place.fits_right
    return place.left_is("casework") if place.after_verb else place.fits


def _institutions(place: Place) -> bool:
    """所: counts schools; else 所 before a verb."""
    if place.start:
        return False
    if not place.end:
        return place.after_verb and place.fits_right
    return place.fits or (place.after_verb and place.left not in _SERVING)


def _items(place: Place) -> bool:
    """项: behind a bracket it is part of a law's numbering; 等项工作 is good usage."""
    if place.end and place.left in tuple("）)"):
        return False
    if place.left == "等" and not place.end:
        return False
    return _counts(place)


def _never_after_and_so_on(place: Place) -> bool:
    """处, 批: 等处 and 等批 are good usage."""
    return place.left != "等" and _counts(place)


def _is_doubtful(place: Place) -> bool:
    """Tell whether the unit may be bare because a figure was deleted, or for good."""
    left, right, word = place.left, place.right, place.word
    noun_follows = len(right) > 1 and bool(_HAN.match(right))
    if place.read.magnitude or word in _MONEY:
        if left[-1:] in tuple("每数上跨") or place.unit.grade is Grade.WEAK or place.opens_clause:
            return False
        if place.end and right != "以上":
            return True
        return (place.after_verb or place.left_is("amounts")) and noun_follows
    if place.unit.grade is Grade.MEASURE and word not in _TIMES:
        return noun_follows and left[-1:] not in tuple("（(")
    if word == "人":
        return place.opens_clause and right in lexicon()["honours"]
    if place.opens_clause and not place.end and word in tuple("家所部"):
        return place.fits_right or len(right) > 2
    if place.unit.grade is not Grade.CLASSIFIER or word in tuple("起所批部支位"):
        return False
    if left == "等" or left in _LINKS:
        return noun_follows and not (word == "项" and right in lexicon()["afterlist"])
    return noun_follows and word in _DOUBTFUL_BETWEEN_NOUNS and place.after_noun


_BY_GRADE: dict[Grade, Callable[[Place], bool]] = {
    Grade.MEASURE: _measure,
    Grade.CLASSIFIER: _classifier,
    Grade.TAIL: _tail,
    Grade.RARE: _rare,
    Grade.TIME: _time,
    Grade.WEAK: _weak,
}
_BY_WORD: dict[str, Callable[[Place], bool]] = {
    "个": _many,
    "名": _people,
    "家": _houses,
    "起": _cases,
    "所": _institutions,
    "项": _items,
    "处": _never_after_and_so_on,
    "批": _never_after_and_so_on,
}
