"""Is a unit bare because a figure was deleted?  Measures, money and spans of time."""

from __future__ import annotations

from assistant.gaps.place import BETWEEN, HAN, LINKS, MONEY, TIMES, Place, names_a_kind
from assistant.gaps.words import Grade, counted, lexicon
from assistant.patterns import compile_late

_SPANS = frozenset(("连续", "历时", "为期", "长达", "仅用", "只用", "用时", "耗时"))
_FUNDS = compile_late(
    "(?:投资|资金|收入|支出|贷款|补贴|补助|补偿|奖金|奖补|工资|欠款|税款|专款|存款|债券|预算|经费|款项|租金|收益|利润)$"
)
_HOLDS = frozenset(("稳定", "保持", "控制", "维持"))


def lacks_before_magnitude(place: Place) -> bool:
    """万套, 万亩: 万 and 亿 are figures themselves in 突破万列, 万家灯火."""
    left, unit = place.left, place.unit
    firm = unit.grade is Grade.MEASURE or unit.text in tuple("套元张斤亩")
    if left == "约":
        return True
    if left in BETWEEN:
        return place.end or place.right_moves
    if unit.grade is Grade.WEAK or unit.text == "岁":
        return False
    if not place.end:
        return _lacks_before_work(place)
    if left[-1:] in tuple("上跨近每数") or (left == "在" and place.before not in _HOLDS):
        return False
    if left[-1:] in tuple("破过超逾"):
        return firm and place.read.magnitude == "万" and place.left_is("amounts")
    return firm or place.after_verb or place.left_is("amounts") or place.after_noun


def _lacks_before_work(place: Place) -> bool:
    """完成|万平方米旧房改造, 完成|万户厕所改造; but 建设万亩茶园, 万吨级泊位."""
    if not HAN.match(place.right) or place.left not in lexicon()["works"] or names_a_kind(place):
        return False
    if len(place.right) < 2 and not HAN.match(place.beyond):
        return False
    if place.right in lexicon()["per"]:
        return False
    if place.word in lexicon()["extents"]:
        return True
    return place.left == "完成" and place.word not in ("亩", "吨", "千瓦")


def measure(place: Place) -> bool:
    """Tell whether a measure (公里, 人次, 亿元, 个百分点) lacks its figure."""
    left, word = place.left, place.word
    if word in ("个百分点", "百分点"):
        return True
    if word in lexicon()["extents"] and _lacks_before_noun(place):
        return True
    if word in ("小时", "分钟"):
        sphere = place.right + place.beyond
        if sphere.startswith(tuple(lexicon()["spheres"])):
            return True
    if word == "周年":
        return not place.start and len(left) > 1
    if place.chained:
        return place.end
    if place.start:
        return False
    announced = place.left_is("amounts")
    if word in TIMES:
        thing = place.left.endswith(counted().get(word[0], ()))  # 生产单位|家次
        return announced or (place.end and (place.after_people or place.repeated or thing))
    if word in MONEY:
        if left[-1] in tuple("上跨近过在") or (word[0] == "亿" and left[-1] in tuple("超破逾")):
            return False
        if place.end or (place.after_verb and len(place.right) > 1):
            return place.end or not place.right.endswith(tuple(lexicon()["kinds"]))
        return bool(_FUNDS.search(left)) and _is_action(place)
    return place.end or announced or place.after_verb


def _lacks_before_noun(place: Place) -> bool:
    """累计贯通|公里岸线, |平方米老旧厂房."""
    if not HAN.match(place.right) or place.right in lexicon()["per"]:
        return False
    if len(place.right) < 2 and not HAN.match(place.beyond):
        return False
    if place.right[:2] in lexicon()["per"] or names_a_kind(place):
        return False
    return place.opens_clause or place.after_noun or place.left in lexicon()["turned"] | LINKS


def _is_action(place: Place) -> bool:
    """Tell whether what is done with the money follows: 补助资金|万元全部到位."""
    lists = lexicon()
    right = place.right
    if right == "的":
        return place.left in ("投资", "总投资", "资金", "财政资金") and bool(
            HAN.match(place.beyond)
        )
    return right in lists["adverbs"] or right in lists["verbs"] or right in lexicon()["spent"]


def weak(place: Place) -> bool:
    """Tell whether a unit that is a common noun as well (米, 字, 村) lacks its figure."""
    return place.left_is("amounts") and place.end and len(place.left) > 1


def span(place: Place) -> bool:
    """Tell whether a span of time (天, 年) lacks its figure."""
    if place.left in _SPANS or place.before + place.left in _SPANS:
        return True
    return place.left_is("times") and (place.end or place.right == "的")
