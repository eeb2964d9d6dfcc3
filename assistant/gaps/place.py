"""A bare unit with the words around it, as the rules look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gaps.words import (
    Grade,
    Unit,
    UnitRead,
    Words,
    compounds,
    counted,
    headed,
    lexicon,
    units,
)
from assistant.patterns import compile_late

MONEY = frozenset(("亿元", "万元", "亿美元", "万美元"))
TIMES = frozenset(("人次", "户次", "家次", "架次", "台次", "场次", "件次", "项次", "亩次"))
BETWEEN = frozenset(("从", "由", "自", "到", "至", "比", "较", "于"))
_INDICES = TIMES | {"批次", "班次", "车次", "航次", "课时", "学时"}
_STEERED = compile_late(
    r"(?:(?<!新)增加|压缩|压减|安排|优化|调整|调配|提高|提升|减少|统计|保证|保障|控制|错开|恢复|取消|降低|扩大|增开|加密"
    r"|拓展|缩减|精简|设置|落实|设定|核定)(?:好|了)?[\u4e00-\u9fff、]{0,8}$"
)
_STEER_WITHIN = 14
_MOVES = compile_late(
    r"(?:(?:、|和|与|及|以及)[\u4e00-\u9fff]{1,6}){0,3}[\u4e00-\u9fff]{0,4}[“]?"
    r"(?:下降|上升|增长|增加|减少|回升|回落|攀升|走高|走低|翻番|均有|双[升降下增提]|创[新历])(?![^，。；\n]{0,6}[\d%％XxＸ*×])"
)
LINKS = frozenset(("为", "其中", "和", "与", "及", "以及"))
CLOSING = frozenset("”》）)」』】")
CLAUSE_START = frozenset("，。；：！？\n")
_END = frozenset("，。；、！？：,;!?:\n\r/／") | CLOSING
_BEGIN = frozenset("，。；、！？：,;!?:\n\r（(“《「『【—-\t \u3000")
_AFTER_FIGURE = frozenset(("左右", "以上", "以下", "以内", "上下", "余", "多", "有余"))
_THEN = frozenset(("分别", "人民币", "同比", "环比", "并"))
"""What may stand between the last unit of a clause and its verb, or its price: 元分别提高到."""
_TIES = frozenset(("、", "和", "与", "及"))
"""What may stand between two deleted figures: 元和元, 处、平方米."""
_BRACKETED = frozenset("个项家名座辆栋幢艘份篇条台套")
"""Measure words that a bracket may follow: 条（段）, 台（套）."""
_PERSON_ENDS = frozenset("员者生师工才众民兵童属士")
_NEXT_FIGURE = compile_late(r"[^，。；：、\n\d]{1,14}?\d[\d.,]*[余多]?[万亿]?")
_HEAD_WITHIN = 5
"""How many words on the noun may stand that a measure word counts."""
_BLANK = " \t\u3000\xa0"
_SHORT_ITEM = compile_late(r"[\u4e00-\u9fff][、，。；]")
HAN = compile_late(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Place:
    """A bare unit and its neighbours; words that do not exist are empty strings.

    `left` and `before` are the words in front of it (past a blank), `right` and `beyond` those
    behind it.  `end` tells that its clause ends with it, `start` that its clause begins with it,
    `chained` that it stands right behind another deleted figure's unit (件|人, 元和元), `repeated`
    that the same unit has lost its figure earlier in the sentence, `listed` that a short item
    follows in a list (人、财、物), `compound` that it is part of a word, `heads` that a noun it may
    count follows within its item (家|市级以上|龙头企业), `index` that it names what is counted
    rather than counts it (增加演出场次, 来访批次和人次持续下降).
    """

    read: UnitRead
    start_at: int
    left: str
    before: str
    right: str
    beyond: str
    end: bool
    start: bool
    chained: bool
    repeated: bool
    listed: bool
    compound: bool
    heads: bool
    index: bool = False

    @property
    def unit(self) -> Unit:
        """The unit, without magnitude."""
        return self.read.unit

    @property
    def word(self) -> str:
        """The unit's text, without magnitude."""
        return self.read.unit.text

    @property
    def opens_clause(self) -> bool:
        """Whether a new clause, not just an item or a quote, begins with the unit."""
        return not self.left or self.left[-1] in CLAUSE_START

    @property
    def noun_follows(self) -> bool:
        """Whether a noun of two characters or more, or a quoted name, comes next."""
        return (len(self.right) > 1 and self.right[0] != "一") or self.right[:1] in tuple("“《")

    def left_is(self, name: str) -> bool:
        """Tell whether the word before belongs to this class of `words.txt`.

        A short word may be one with the word before it: 提高 | 到.
        """
        words = lexicon()[name]
        return self.left in words or (len(self.left) == 1 and self.before + self.left in words)

    @property
    def right_moves(self) -> bool:
        """Whether a word that leads from one figure to the next comes next (增加到)."""
        moves = lexicon()["movements"]
        return self.right in moves or (self.beyond in ("到", "至") and self.right[-2:] in moves)

    @property
    def after_verb(self) -> bool:
        """Whether an action that takes a counted object comes before (also 审查调查)."""
        verbs = lexicon()["verbs"]
        return self.left in verbs or (len(self.left) > 3 and self.left[-2:] in verbs)

    @property
    def after_noun(self) -> bool:
        """Whether a word that may be counted comes before."""
        if not self.left or self.left in CLOSING:
            return bool(self.left)
        counts = len(self.left) > 1 or self.left in lexicon()["noun1"]
        return counts and bool(HAN.match(self.left[-1]))

    @property
    def fits(self) -> bool:
        """Whether this measure word may count the noun before it, at the end of a clause."""
        endings = counted().get(self.word)
        noun = self.before if self.left in CLOSING else self.left
        return self.after_noun if endings is None else noun.endswith(endings)

    @property
    def fits_right(self) -> bool:
        """Whether this measure word may count the noun behind it."""
        return self.right.endswith(counted().get(self.word, ()))

    @property
    def after_people(self) -> bool:
        """Whether the word before, past a closing mark, names people or acts on them."""
        word = self.before if self.left in CLOSING else self.left
        if len(word) == 1 and word == self.left:
            word = self.before + word  # 辅 | 警
        verbs = lexicon()["verbs"]
        return (
            word.endswith(tuple(lexicon()["persons"]))
            or word in verbs
            or word[-2:] in verbs
            or word in ("员", "者")
            or (len(word) > 1 and word[-1] in _PERSON_ENDS)
            or (len(word) > 2 and word[-1] == "人")
        )


def place_of(text: str, words: Words, read: UnitRead, previous: Sequence[Place]) -> Place:
    """Return the surroundings of a unit; `previous` are the last gaps found, nearest last."""
    i, after = read.first, read.after

    def at(k: int) -> str:
        return words.texts[k] if 0 <= k < len(words.texts) else ""

    back = i - 2 if at(i - 1) and not at(i - 1).strip(_BLANK) else i - 1
    if at(back) == "了" and at(back - 1) in lexicon()["verbs"]:
        back -= 1  # 完成了|条道路
    left, right = at(back), at(after)
    last = previous[-1].read.after if previous else -1
    since = previous[0].start_at if previous else words.starts[i]
    sentence = max(text.rfind(mark, since, words.starts[i]) for mark in "。\n")
    return Place(
        read=read,
        start_at=words.starts[i],
        left=left,
        before=at(back - 1),
        right=right,
        beyond=at(after + 1),
        end=_ends(read.unit, right, at(after + 1)) or _paired(text, words, read),
        start=not left or left[-1] in _BEGIN,
        chained=i == last or (left in _TIES and (i - 1 == last or at(back - 1) == read.unit.text)),
        repeated=any(p.word == read.unit.text and p.start_at > sentence for p in previous),
        listed=right == "、" and bool(_SHORT_ITEM.match(text, words.starts[after] + 1)),
        compound=_in_compound(text, words, read),
        heads=_heads(words, read),
        index=_names_an_index(text, words, read),
    )


def _ends(unit: Unit, right: str, beyond: str) -> bool:
    """Tell whether the clause ends with the unit, but for 左右 or the next deleted figure."""
    if not right or right[0] in _END or right in _AFTER_FIGURE or right in _THEN:
        return True
    if right[0] in "万亿":
        return True
    if right[0] in "（(":
        return unit.text in _BRACKETED
    if right in _TIES:
        return beyond in units() and unit.grade is not Grade.WEAK
    follows = units().get(right)
    firm = follows is not None and follows.grade in (Grade.MEASURE, Grade.CLASSIFIER)
    return firm and right not in "所起处部"


def _paired(text: str, words: Words, read: UnitRead) -> bool:
    """Tell whether 和 ties the unit to a figure with the same unit: 企业|户和商户12户."""
    if read.after >= len(words.texts) or words.texts[read.after] not in _TIES:
        return False
    start = words.starts[read.after] + 1
    match = _NEXT_FIGURE.match(text, start)
    return match is not None and text.startswith(read.unit.text, match.end())


def _heads(words: Words, read: UnitRead) -> bool:
    """Tell whether a noun that the unit may count follows within its item."""
    nouns = headed().get(read.unit.text)
    if not nouns:
        return False
    before = ""
    for word in words.texts[read.after : read.after + _HEAD_WITHIN]:
        if word[0] in _END or word[0] in "，（(“《是为有被在" or word[0].isdecimal():
            return False
        if (before + word).endswith(nouns):  # 农 | 牧户
            return True
        before = word
    return False


def _names_an_index(text: str, words: Words, read: UnitRead) -> bool:
    """Tell whether a unit like 场次 is itself what a clause is about, no count of something."""
    if read.unit.text not in _INDICES or read.magnitude:
        return False
    start = words.starts[read.first]
    if text[max(0, start - 2) : start] in ("日均", "月均", "年均", "周均"):
        return True
    if _STEERED.search(text, max(0, start - _STEER_WITHIN), start):
        return True
    end = start + len(read.text)
    return _MOVES.match(text, end) is not None


def _in_compound(text: str, words: Words, read: UnitRead) -> bool:
    """Tell whether the unit is part of a listed word that the segmenter cut apart."""
    i, position = read.first, words.starts[read.first]
    for word, at in compounds().get(read.unit.text, ()):
        begin = position - at
        end = begin + len(word)
        whole = begin >= 0 and text.startswith(word, begin)
        if (
            whole
            and read.unit.text == "所"
            and end not in words.starts[i : i + len(word) + 1]
            and end < len(text)
        ):
            continue  # 所 | 学校 is no 所学
        if whole and (at == 0 or begin in words.starts[max(0, i - len(word)) : i]):
            return True
    return False


def names_a_kind(place: Place) -> bool:
    """Tell whether the amount only names a kind of thing: 亿元以上项目."""
    return place.right in _AFTER_FIGURE and bool(place.beyond) and place.beyond[0] not in _END
