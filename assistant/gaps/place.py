"""A bare unit with the words around it, as the rules look at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gaps.words import Grade, Unit, UnitRead, Words, compounds, counted, lexicon, units

CLOSING = frozenset("”》）)」』】")
CLAUSE_START = frozenset("，。；：！？\n")
_END = frozenset("，。；、！？：,;!?:\n\r/／") | CLOSING
_BEGIN = frozenset("，。；、！？：,;!?:\n\r（(“《「『【—-\t \u3000")
_AFTER_FIGURE = frozenset(("左右", "以上", "以下", "以内", "上下", "余", "多", "有余"))
_TIES = frozenset(("、", "和", "与", "及"))
"""What may stand between two deleted figures: 元和元, 处、平方米."""
_BRACKETED = frozenset("个项家名座辆栋幢艘份篇条台套")
"""Measure words that a bracket may follow: 条（段）, 台（套）."""
_PERSON_ENDS = frozenset("员者生师工才众民兵童属士")
_BLANK = " \t\u3000\xa0"
_SHORT_ITEM = re.compile(r"[\u4e00-\u9fff][、，。；]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Place:
    """A bare unit and its neighbours; words that do not exist are empty strings.

    `left` and `before` are the words in front of it (past a blank), `right` and `beyond` those
    behind it.  `end` tells that its clause ends with it, `start` that its clause begins with it,
    `chained` that it stands right behind another deleted figure's unit (件|人, 元和元), `repeated`
    that the same unit has lost its figure earlier in the sentence, `listed` that a short item
    follows in a list (人、财、物), `compound` that it is part of a word.
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
        return len(self.right) > 1 or self.right[:1] in tuple("“《")

    def left_is(self, name: str) -> bool:
        """Tell whether the word before belongs to this class of `words.txt`."""
        return self.left in lexicon()[name]

    @property
    def right_moves(self) -> bool:
        """Whether a word that leads from one figure to the next comes next (增加到)."""
        return self.right in lexicon()["movements"]

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
        return counts and bool(_HAN.match(self.left[-1]))

    @property
    def fits(self) -> bool:
        """Whether this measure word may count the noun before it, at the end of a clause."""
        endings = counted().get(self.word)
        return self.after_noun if endings is None else self.left.endswith(endings)

    @property
    def fits_right(self) -> bool:
        """Whether this measure word may count the noun behind it."""
        return self.right.endswith(counted().get(self.word, ()))

    @property
    def after_people(self) -> bool:
        """Whether the word before, past a closing mark, names people or acts on them."""
        word = self.before if self.left in CLOSING else self.left
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
    left, right = at(back), at(after)
    last = previous[-1].read.after if previous else -1
    sentence = max(text.rfind("。", 0, words.starts[i]), text.rfind("\n", 0, words.starts[i]))
    return Place(
        read=read,
        start_at=words.starts[i],
        left=left,
        before=at(back - 1),
        right=right,
        beyond=at(after + 1),
        end=_ends(read.unit, right, at(after + 1)),
        start=not left or left[-1] in _BEGIN,
        chained=i == last or (i - 1 == last and left in _TIES),
        repeated=any(p.word == read.unit.text and p.start_at > sentence for p in previous),
        listed=right == "、" and bool(_SHORT_ITEM.match(text, words.starts[after] + 1)),
        compound=_in_compound(text, words, read),
    )


def _ends(unit: Unit, right: str, beyond: str) -> bool:
    """Tell whether the clause ends with the unit, but for 左右 or the next deleted figure."""
    if not right or right[0] in _END or right in _AFTER_FIGURE or right[0] in "万亿":
        return True
    if right[0] in "（(":
        return unit.text in _BRACKETED
    if right in _TIES:
        return beyond in units() and unit.grade is not Grade.WEAK
    follows = units().get(right)
    firm = follows is not None and follows.grade in (Grade.MEASURE, Grade.CLASSIFIER)
    return firm and right not in "所起处部"


def _in_compound(text: str, words: Words, read: UnitRead) -> bool:
    """Tell whether the unit is part of a listed word that the segmenter cut apart."""
    i, position = read.first, words.starts[read.first]
    for word, at in compounds().get(read.unit.text, ()):
        begin = position - at
        whole = begin >= 0 and text.startswith(word, begin)
        if whole and (at == 0 or begin in words.starts[max(0, i - len(word)) : i]):
            return True
    return False


def names_a_kind(place: Place) -> bool:
    """Tell whether the amount only names a kind of thing: 亿元以上项目."""
    return place.right in _AFTER_FIGURE and bool(place.beyond) and place.beyond[0] not in _END
