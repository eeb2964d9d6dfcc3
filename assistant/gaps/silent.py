"""Silent gaps: a figure was deleted, and only the bare unit behind it shows the place.

A unit counts as bare when the segmenter leaves it standing as a word of its own and no figure,
quantifier (每个, 几次) or placeholder comes before it.  Whether it is a gap then depends on its
neighbours: after a verb that takes a counted object (清除家…), at the end of a clause behind a
noun (…案件起，), at the beginning of a clause before one (，个点位…), after a word that announces
a figure (达%, 约万人次), between two figures (从家增加到家), or behind 第.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import (
    Grade,
    Unit,
    UnitRead,
    Words,
    compounds,
    counted,
    lexicon,
    read_unit,
    units,
)

_NUMERAL = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两俩几数零〇半壹贰叁肆伍陆柒捌玖拾佰仟ⅠⅡⅢⅣⅤⅥ多余来把"
)
_STAND_IN = frozenset("XxＸｘ×*＊_＿○◯〇□△☆★◇■某N?？…—-－.．)]】%％‰/／±")
"""A placeholder, a formula or a range before the unit: not a silent gap."""
_CLOSING = frozenset("”》）)」』】")
_END = frozenset("，。；、！？：,;!?:\n\r/／") | _CLOSING
_BEGIN = frozenset("，。；、！？：,;!?:\n\r（(“《「『【—-\t \u3000")
_AFTER_FIGURE = frozenset(("左右", "以上", "以下", "以内", "上下", "余", "多", "有余"))
_BETWEEN = frozenset(("从", "由", "自", "到", "至", "比", "较", "于"))
_LINKS = frozenset(("为", "其中", "和", "与", "及", "以及"))
_BEFORE_MANY = frozenset("等的和与及由从至到达共含约近超仅设建辖对在向将以")
"""One-character words that 个 without a figure may follow; other verbs drop 一: 做个明白人."""
_BODIES = frozenset("局县市区镇乡村院校厂部省委办站队")
_SINGLE_ENDS = frozenset("是像有了过着把")
_STRICT = frozenset("个项家名座辆栋幢艘份篇条台套")
"""Measure words that are hardly ever anything else when they stand alone."""
_SAFEST = frozenset("个座辆栋幢艘项")
_OPENERS = frozenset("个项名条件座辆套台栋幢艘篇份户场位株")
_BETWEEN_NOUNS = frozenset("个项名条辆栋幢艘份篇")
"""Measure words that may be bare between two nouns: 推动本江|条支流达标."""
_SPANS = frozenset(("连续", "历时", "为期", "长达"))
_HOLDS = frozenset(("稳定", "保持", "控制", "维持"))
_NAMES = frozenset("目单称字义誉牌额列次录词利气声望著校企")
_SYMBOLS = frozenset("%％‰℃㎡")
_MONEY = frozenset(("亿元", "万元", "亿美元", "万美元"))
_TIMES = frozenset(("人次", "户次", "架次", "场次", "件次", "亩次"))
_PERSON_ENDS = frozenset("员者生师工才众民兵童属士")
_FIRM = (Grade.MEASURE, Grade.CLASSIFIER)
_BLANK = " \t\u3000\xa0"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORT_ITEM = re.compile(r"[\u4e00-\u9fff][、，。；]")
_MIN_CERTAIN = 4
_CLEAN_STRETCH = 2500
"""A text with one certain gap in so many characters, and four at least, has lost its figures."""
_PRAISE = re.compile(r"优秀|功勋|著名|知名|杰出|青年|民营企业$|女性|广大|明星|当代|新锐")
_SWALLOWED = re.compile(
    # A measure word that makes a dictionary word with what stands before it.
    r"(?:提案|(?<!复)议案|草案|建议|政协提案|人大建议|意见|立案)(?P<a>件)(?=[，。；、）]|人[，。；、])"
    r"|(?:高新技术|规上|规模以上|限上|限额以上|规上工业|工业|专精特新|小巨人”?|冠军|瞪羚|独角兽|上市|物流|服务业|科技型中小|龙头|外贸|建筑业|骨干|标杆"
    r"|制造业?|500强|外资|数字经济|实绩|经营|市场主体|农业产业化|总部|物业|危化|化工|涉污|落后|“散乱污”|散乱污)企业(?P<b>家)(?=[，。；、]|左右|以上|以下)"
    r"|(?:创|建|组)成(?P<c>家)(?!立业|[庭长人园里用居具电乡])|总数(?P<d>家)(?=[，。；、])|(?:大类|清单)(?P<e>项)(?![目制])"
    r"|(?:积|命|陈)案(?P<g>件)(?=[，。；、])|(?:示范|困难|脱贫|贫困|监测|低保|养殖|种植|大)户(?P<h>户)(?=[，。；、])"
    r"|培训(?P<i>期)(?=[，。；、])|(?:罢访|息访|息诉)(?P<j>人)(?=[，。；、])"
    r"|(?:人|户|总|次)数(?P<f>万(?:人次|人|户|次))(?=[，。；、])"
)

_PERHAPS_SWALLOWED = re.compile(
    r"(?:走访|检查|调研|服务|帮扶|联系|培育|引进|关停|整治|新增|惠及|涉及|排查|入驻|签约|落户|对接)(?:重点|规上|辖区|各类|涉水|涉气)?"
    r"企业(?P<a>家)(?=[，。；、])"
)


def find_silent(text: str, words: Words) -> list[Spot]:
    """Return the silent gaps of `text`, in reading order; each has start = end.

    Places that a clean report may hold as well (投资突破亿元, 惠及万户家庭) count only in a text
    that is known to have lost figures elsewhere.
    """
    search = _Search(text, words)
    spots: dict[int, Spot] = {}
    doubtful: dict[int, Spot] = {}
    for spot, certain in search.run():
        (spots if certain else doubtful)[spot.start] = spot
    for pattern, found in ((_SWALLOWED, spots), (_PERHAPS_SWALLOWED, doubtful)):
        for match in pattern.finditer(text):
            group = match.lastgroup or ""
            at = match.start(group)
            found.setdefault(at, Spot(GapKind.SILENT, at, at, match[group]))
    if len(spots) >= max(_MIN_CERTAIN, len(text) / _CLEAN_STRETCH):
        spots = doubtful | spots
    return [spots[at] for at in sorted(spots)]


class _Search:
    """One pass over the words of a text."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self.texts = words.texts
        self.starts = words.starts
        self.units = units()
        lists = lexicon()
        self.amounts = lists["amounts"]
        self.verbs = lists["verbs"]
        self.quantifiers = lists["quantifiers"]
        self.movements = lists["movements"]
        self.persons = tuple(lists["persons"])
        self.afterlist = lists["afterlist"]
        self.honours = lists["honours"]
        self.times = lists["times"]
        self.casework = lists["casework"]
        self.counted = counted()
        self.noun1 = lists["noun1"]
        self.flagged = -1  # the word after the last bare unit: figures are deleted in rows

    def run(self) -> Iterator[tuple[Spot, bool]]:
        """Yield every bare unit that is a gap, and whether that is certain."""
        after = 0
        for i, word in enumerate(self.texts):
            if i < after or (word not in self.units and word[0] not in "余万亿"):
                continue
            bare = self._bare(i)
            if bare is None:
                continue
            after = bare.after
            if not self._may_lack(bare):
                continue
            spot = Spot(GapKind.SILENT, self.starts[i], self.starts[i], bare.text)
            if self._is_gap(bare):
                yield spot, True
                self.flagged = after
            elif self._is_doubtful(bare):
                yield spot, False

    def _bare(self, i: int) -> UnitRead | None:
        """Return the unit that begins at word i, unless a figure or a stand-in precedes it."""
        before = self.text[self.starts[i] - 1] if i else ""
        if before in _NUMERAL or before in _STAND_IN:
            return None
        return read_unit(self.words, i)

    def _at(self, i: int) -> str:
        return self.texts[i] if 0 <= i < len(self.texts) else ""

    def _sides(self, bare: UnitRead) -> tuple[str, str]:
        """Return the words before and after the unit, past a blank."""
        left = self._at(bare.first - 1)
        if left and not left.strip(_BLANK):
            left = self._at(bare.first - 2)
        return left, self._at(bare.after)

    def _may_lack(self, bare: UnitRead) -> bool:
        """Tell whether the unit is neither quantified, nor part of a word, nor the head of a
        column (产值（亿元）)."""
        left, right = self._sides(bare)
        if left in self.quantifiers or (left and left[-1] in "每各某这那哪几"):
            return False
        if left and right and left[-1] in "（(" and right[0] in "）)":
            return False
        word = bare.unit.text
        if right.startswith(word) or left == word or (left[:1] == "一" and left[1:] == word):
            return False  # 件件, 一件件
        if right == "、" and _SHORT_ITEM.match(self.text, self.starts[bare.after] + 1):
            return False  # 人、财、物
        return not self._in_compound(bare.first, bare.unit)

    def _is_doubtful(self, bare: UnitRead) -> bool:
        """Tell whether the unit may be bare because a figure was deleted, or for good."""
        unit = bare.unit
        left, right = self._sides(bare)
        noun_follows = len(right) > 1 and bool(_HAN.match(right))
        end = not right or right[0] in _END or right in _AFTER_FIGURE
        start = not left or left[-1] in "，。；：！？\n"
        if bare.magnitude or unit.text in _MONEY:
            if left[-1:] in ("每", "数", "上", "跨") or unit.grade is Grade.WEAK or start:
                return False
            if end and right != "以上":
                return True
            return (left in self.verbs or left in self.amounts) and noun_follows
        if unit.grade is Grade.MEASURE and unit.text not in _TIMES:
            return noun_follows and not (left and left[-1] in "（(")
        if unit.text == "人":
            return start and right in self.honours
        if start and not end and unit.text in "家所部":
            return right.endswith(self.counted[unit.text]) or len(right) > 2
        if unit.grade is not Grade.CLASSIFIER or unit.text in "起所批部支位":
            return False
        if left == "等" or left in _LINKS:
            return noun_follows and not (unit.text == "项" and right in self.afterlist)
        return noun_follows and unit.text in "家户处条件座辆套台名场" and self._counts(left)

    def _is_gap(self, bare: UnitRead) -> bool:
        """Tell whether the unit is bare because a figure was deleted."""
        i, unit = bare.first, bare.unit
        left, right = self._sides(bare)
        if left == "第" or unit.text in _SYMBOLS:
            return True
        if i != self.flagged and (
            (left[-1:] in self.units and unit.text in "次百分点")
            or (left[-1:] == "个" and unit.grade in (Grade.TIME, Grade.MEASURE))
        ):
            return False  # 3个百分点, 5万亩次: the figure stands before the first of the two
        end = (
            not right
            or right[0] in _END
            or right in _AFTER_FIGURE
            or (
                right in self.units and self.units[right].grade in _FIRM and right not in "所起处部"
            )
            or right[0] in "万亿"
            or (right[0] in "（(" and unit.text in _STRICT)
        )
        start = not left or left[-1] in _BEGIN
        if bare.rest:
            return not (start and end)
        if bare.magnitude or unit.text in _MONEY:
            followed = self._at(bare.after + 1)[:1]
            if right in _AFTER_FIGURE and followed and followed not in _END:
                return False  # 亿元以上项目 names a kind of project
        if bare.magnitude:
            return self._is_magnitude_gap(left, right, bare, end)
        if left == "的" and unit.text in ("元", "个", "家", "项"):
            return (
                (end and unit.text != "家")
                or unit.text == "个"
                or (right in self.movements and (unit.text == "元" or right != "和"))
            )
        if left in _BETWEEN and unit.text != "人" and unit.grade not in (Grade.WEAK, Grade.RARE):
            return (
                end
                and unit.text not in "人家起处所户年批部台位"
                and left not in ("自", "比", "较", "于")
            ) or right in self.movements
        if unit.grade is Grade.MEASURE:
            return self._is_measure_gap(i, right, unit, end, start)
        announced = left in self.amounts
        if unit.grade is Grade.WEAK:
            return announced and end and len(left) > 1
        if unit.grade is Grade.TIME:
            return left in _SPANS or (left in self.times and (end or right == "的"))
        if announced:
            return (
                end
                or unit.text == "次"
                or (unit.grade is Grade.CLASSIFIER and (len(right) > 1 or unit.text in _SAFEST))
            )
        if unit.text == "人":
            return end and not start and (i == self.flagged or self._are_people(self._named(i)))
        if i == self.flagged:
            return end or unit.grade is Grade.CLASSIFIER
        if unit.grade is Grade.RARE:
            if unit.text == "类" and left == "等" and right in self.units:
                return True  # 等|类|个项目
            if unit.text in self.counted:
                return end and left.endswith(self.counted[unit.text])
            return end and left in self.verbs and unit.text not in ("岁", "周岁")
        if unit.grade is Grade.TAIL:
            return end and not start and (self._fits(unit, left) or left in self.verbs)
        return self._is_classifier_gap(i, right, unit, end, start)

    def _is_classifier_gap(self, i: int, right: str, unit: Unit, end: bool, start: bool) -> bool:
        left = self._at(i - 1)
        strict = unit.text in _STRICT
        noun_follows = len(right) > 1 or right[:1] in "“《"
        if unit.text in _SAFEST and _HAN.match(right):
            noun_follows = True
        if unit.text == "个":
            if end:
                return left in _LINKS or self._counts(left)
            if right[:1] in "人中税" or right in ("不停", "没完"):
                return False
            return (
                start
                or left in _BEFORE_MANY
                or left in _BODIES
                or (len(left) > 1 and left[-1] not in _SINGLE_ENDS)
            )
        if (unit.text == "名" and (right[:1] in _NAMES or right.startswith("中医"))) or (
            unit.text == "家" and right[:1] in "庭人里"
        ):
            return False
        if start:
            opens = unit.text in _OPENERS and left[-1:] in "，。；：！？\n"
            return not end and noun_follows and opens
        if left in self.verbs:
            if unit.text in "起所" and not end:
                return right.endswith(self.counted[unit.text])
            if unit.text == "起" and left not in self.casework:
                return False
            return end or noun_follows
        if left in _LINKS:
            return strict and unit.text not in "家台条套" and (end or noun_follows)
        if left == "等":
            if unit.text in "处批" or (unit.text == "项" and not end):
                return False
            return end or noun_follows
        if end:
            if unit.text in "项款条" and left in "）)":
                return False
            if unit.text == "家" and left.endswith("企业") and self._praised(i):
                return False  # 优秀企业家 is a person
            if unit.text == "名":
                return self._are_people(left)
            return self._fits(unit, left)
        return (
            unit.text in _BETWEEN_NOUNS
            and noun_follows
            and len(left) > 1
            and self._fits(unit, left)
        )

    def _in_compound(self, i: int, unit: Unit) -> bool:
        """Tell whether the unit is part of a listed word that the segmenter cut apart."""
        position = self.starts[i]
        for word, at in compounds().get(unit.text, ()):
            begin = position - at
            whole = begin >= 0 and self.text.startswith(word, begin)
            if whole and (at == 0 or begin in self.starts[max(0, i - len(word)) : i]):
                return True
        return False

    def _is_magnitude_gap(self, left: str, right: str, bare: UnitRead, end: bool) -> bool:
        """万套, 亿元 without digits: 万 and 亿 are figures themselves in 突破万列, 万家灯火."""
        unit = bare.unit
        firm = unit.grade is Grade.MEASURE or unit.text in "套元张斤亩"
        if left == "约":
            return True
        if left in _BETWEEN:
            return end or right in self.movements
        if unit.grade is Grade.WEAK or unit.text == "岁":
            return False
        if not end or left[-1:] in tuple("上跨近每数"):
            return False
        if left == "在" and self._at(bare.first - 2) not in _HOLDS:
            return False
        if left[-1:] in tuple("破过超逾"):
            return firm and bare.magnitude == "万" and left in self.amounts
        return firm or left in self.verbs or left in self.amounts or self._counts(left)

    def _is_measure_gap(self, i: int, right: str, unit: Unit, end: bool, start: bool) -> bool:
        left = self._at(i - 1)
        if unit.text in ("个百分点", "百分点"):
            return True
        if unit.text == "周年":
            return not start and len(left) > 1
        if i == self.flagged or (left == "、" and i - 1 == self.flagged):
            return end
        if start:
            return False
        if unit.text in _TIMES:
            return left in self.amounts or (
                end and (left in self.verbs or left.endswith(self.persons))
            )
        if unit.text in _MONEY:
            if left[-1:] in tuple("上跨近过在") or (unit.text[0] == "亿" and left[-1:] in "超破逾"):
                return False
            return end or (left in self.verbs and len(right) > 1)
        return end or left in self.amounts or left in self.verbs

    def _praised(self, i: int) -> bool:
        """Tell whether the words before 企业 praise a person."""
        return bool(_PRAISE.search("".join(self.texts[max(0, i - 4) : i])))

    def _named(self, i: int) -> str:
        """Return the word before word i, past a closing mark."""
        left = self._at(i - 1)
        return self._at(i - 2) if left in _CLOSING else left

    def _are_people(self, left: str) -> bool:
        """Tell whether this word names people, or does something to them that is counted."""
        return (
            left.endswith(self.persons)
            or left in self.verbs
            or left[-2:] in self.verbs
            or (len(left) > 1 and left[-1] in _PERSON_ENDS)
            or (len(left) > 2 and left[-1] == "人")
        )

    def _fits(self, unit: Unit, left: str) -> bool:
        """Tell whether this measure word may count this noun at the end of a clause."""
        endings = self.counted.get(unit.text)
        return self._counts(left) if endings is None else left.endswith(endings)

    def _counts(self, left: str) -> bool:
        """Tell whether a count may follow this word at the end of a clause."""
        if not left or left in _CLOSING:
            return bool(left)
        return bool(_HAN.match(left[-1])) and (len(left) > 1 or left in self.noun1)
