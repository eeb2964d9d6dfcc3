"""Is a measure word bare because a figure was deleted?  The rules for 个, 家, 起 and the others."""

from __future__ import annotations

from collections.abc import Callable

from assistant.gaps.place import CLOSING, HAN, LINKS, Place
from assistant.gaps.words import counted, lexicon, units
from assistant.patterns import compile_late

_BEFORE_MANY = frozenset("等的和与及由从至到达共含约近超仅设建辖对在向将以")
"""One-character words that 个 without a figure may follow; verbs drop 一: 做个明白人."""
_BODIES = frozenset("局县市区镇乡村院校厂部省委办站队")
_SINGLE_ENDS = frozenset("是像有了过着把")
_COUNTS_OF = frozenset("额托位岗点")
"""One-character words that 个 may count at the end of a clause, besides the nouns."""
_STRICT = frozenset("个项名座辆栋幢艘份篇")
"""Measure words that are hardly ever anything else when they stand alone."""
_SAFEST = frozenset("个座辆栋幢艘项")
_OPENERS = frozenset("个项名条件座辆套台栋幢艘篇份户场位株")
_BETWEEN_NOUNS = frozenset("个项名条辆栋幢艘份篇")
"""Measure words that may be bare between two nouns: 推动本江|条支流达标."""
HEADED = frozenset("家所部条户座项名位台套篇辆件场轮")
"""Measure words that may lead a clause where their noun follows: ，▁家市级以上龙头企业…."""
_HEADED_BETWEEN = frozenset("家项条座辆台轮所")
"""Those that also may stand between two nouns: 营商环境▁项提升举措."""
_HEADED_RARE = frozenset("张只本册节门笔堂幅口")
_AMONG = frozenset("条户名件家项座份辆处所")
_ABOUT = frozenset(("左右", "以上", "以内"))
_FACILITIES = frozenset("台处场")
_SERVING = ("服务", "监督", "管理", "检查", "处理", "接待", "受理", "训练", "登记")
"""Verbs that make names of places with these: 服务台, 管理处."""
_NAMES = frozenset("目单称字义誉牌额列次录词利气声望著校企")
_FAMOUS = ("校长", "园长", "教师", "老师", "班主任", "医生", "医师", "中医", "专家")
"""Who may be a famous one (名校长) rather than counted."""
_PRAISE = compile_late(r"优秀|功勋|著名|知名|杰出|青年|女性|广大|明星|当代|新锐")


def rare(place: Place) -> bool:
    """Tell whether a measure word that is part of many names (张, 节, 岁) lacks its figure."""
    if place.left_is("amounts"):
        return place.end
    if place.word == "类" and place.left == "等" and place.right in units():
        return True  # 等|类|个项目
    if place.word in ("岁", "周岁") and place.right in ("以上", "以下", "以内"):
        return True
    if not place.end:
        return place.after_verb and place.heads and place.word in _HEADED_RARE
    if place.word in counted():
        return place.fits
    return place.after_verb and place.word not in ("岁", "周岁")


def tail(place: Place) -> bool:
    """Tell whether 次, 人 and their like, which count at the end of a clause, lack their figure."""
    if place.word == "次":
        if place.left_is("amounts"):
            return True
        if place.opens_clause and len(place.right) > 1 and place.right in lexicon()["verbs"]:
            return True  # ，|次修订方案
    if not place.end:
        return False
    if place.left_is("amounts") or place.chained:
        return True
    if place.start:
        return False
    if place.word == "人":
        return place.after_people or (place.repeated and place.after_noun)
    return place.fits or place.after_verb


def classifier(place: Place) -> bool:
    """Tell whether a measure word lacks its figure."""
    if place.left_is("amounts"):
        return place.end or len(place.right) > 1 or place.word in _SAFEST
    if place.chained or (place.repeated and place.end and place.after_noun):
        return True
    if place.right in _ABOUT and place.word in _STRICT | _AMONG and place.word not in "处所":
        return not place.start
    if is_headed(place):
        return True
    rule = _BY_WORD.get(place.word)
    if rule is not None:
        return rule(place)
    return _counts(place)


def is_headed(place: Place) -> bool:
    """Tell whether the noun that the measure word counts follows, and nothing else explains it."""
    word, left = place.word, place.left
    if left == "其中" and word in _AMONG:
        return place.end or (len(place.right) > 1 and bool(HAN.match(place.right)))
    if not place.heads or place.end or word not in HEADED:
        return False
    if word == "名" and place.right.endswith(_FAMOUS):
        return False  # 与名校长结对
    if word in "所部" and (place.right in lexicon()["verbs"] or place.right[0] in "属办在需"):
        return False  # 所联系企业, 部属高校
    if place.opens_clause or left in lexicon()["turned"] or left in LINKS:
        return True
    if word == "所" and not place.fits_right:
        return False
    return word in _HEADED_BETWEEN and left != "等" and len(left) > 1 and bool(HAN.match(left[-1]))


def _counts(place: Place) -> bool:
    """The rule for a measure word without one of its own."""
    if place.start:
        return place.word in _OPENERS and place.opens_clause and not place.end and _noun(place)
    if place.end and place.word in _FACILITIES and place.left.endswith(_SERVING):
        return False  # 服务台, 监督台
    if place.after_verb:
        return place.end or _noun(place)
    if place.left in LINKS:
        return place.word in _STRICT and (place.end or _noun(place))
    if place.left == "等":
        return place.end or _noun(place)
    if place.end:
        return place.fits
    return place.word in _BETWEEN_NOUNS and _noun(place) and len(place.left) > 1 and place.fits


def _noun(place: Place) -> bool:
    """Tell whether what follows may be counted by the measure word."""
    return place.noun_follows or (place.word in _SAFEST and bool(HAN.match(place.right)))


def _many(place: Place) -> bool:
    """个: bare it is a gap nearly everywhere, but for 做个明白人 and 个人."""
    left, right = place.left, place.right
    if place.end:
        return left in LINKS or place.after_noun or left in _COUNTS_OF
    if right == "方面":
        return not place.start or place.opens_clause
    if right[:1] in tuple("人税") or right in ("中", "不停", "没完"):
        return False
    if place.start or left in _BEFORE_MANY or left in _BODIES:
        return True
    return len(left) > 1 and left[-1] not in _SINGLE_ENDS


def _people(place: Place) -> bool:
    """名: also the first half of 名单, 名医."""
    if place.right[:1] in tuple(_NAMES) or place.right.startswith("中医"):
        return False
    if place.end and not place.start and not place.after_verb:
        return place.after_people or place.left in CLOSING  # “先锋”|名
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


def _works(place: Place) -> bool:
    """部: also an office, named after what it does (交通运输部); what it counts must be there."""
    return _counts(place) and (place.fits or place.heads)


def _never_after_and_so_on(place: Place) -> bool:
    """处, 批: 等处 and 等批 are good usage."""
    return place.left != "等" and _counts(place)


_BY_WORD: dict[str, Callable[[Place], bool]] = {
    "个": _many,
    "名": _people,
    "家": _houses,
    "起": _cases,
    "所": _institutions,
    "项": _items,
    "部": _works,
    "处": _never_after_and_so_on,
    "批": _never_after_and_so_on,
}
