"""Silent gaps: a figure was deleted, and only the bare unit behind it shows the place.

A unit counts as bare when the segmenter leaves it standing as a word of its own and no figure,
quantifier (每个, 几次) or placeholder comes before it.  Whether it is a gap then depends on its
neighbours: `judge` tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.gaps.judge import Verdict, judge
from assistant.gaps.place import Place, place_of
from assistant.gaps.swallowed import find_swallowed
from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import Words, read_unit, units
from assistant.time_limit import still_in_time

_NUMERAL = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两俩几数零〇半壹贰叁肆伍陆柒捌玖拾佰仟"
    "ⅠⅡⅢⅣⅤⅥ多余来把"
)
_STAND_IN = frozenset("XxＸｘ×*＊_＿○◯〇□△☆★◇■某N?？…—-－.．)]】%％‰/／±")
"""A placeholder, a formula or a range before the unit: not a silent gap."""
_MIN_CERTAIN = 4
_CLEAN_STRETCH = 2500
"""A text with one certain gap in so many characters, and four at least, has lost its figures."""


def find_silent(text: str, words: Words) -> list[Spot]:
    """Return the silent gaps of `text`, in reading order; each has start = end.

    Places that a clean report may hold as well (投资突破亿元, 惠及万户家庭) count only in a text
    that is known to have lost figures elsewhere.
    """
    certain: dict[int, Spot] = {}
    doubtful: dict[int, Spot] = {}
    for place, verdict in _bare_units(text, words):
        found = certain if verdict is Verdict.GAP else doubtful
        at = place.start_at
        found[at] = Spot(GapKind.SILENT, at, at, place.read.text)
    for word in find_swallowed(text):
        before = text[word.at - 1 : word.at]
        if before and before in _NUMERAL and before != "数":
            continue
        found = certain if word.likely else doubtful
        found.setdefault(word.at, Spot(GapKind.SILENT, word.at, word.at, word.unit))
    if len(certain) >= max(_MIN_CERTAIN, len(text) / _CLEAN_STRETCH):
        certain = doubtful | certain
    return [certain[at] for at in sorted(certain)]


def _bare_units(text: str, words: Words) -> Iterator[tuple[Place, Verdict]]:
    """Yield each unit that no figure and no stand-in precedes and that is, or may be, a gap."""
    known = units()
    previous: list[Place] = []
    after = 0
    for i in [i for i, w in enumerate(words.texts) if w in known or w[0] in "余万亿"]:
        if i < after:
            continue
        still_in_time()
        before = text[words.starts[i] - 1] if i else ""
        if before in _NUMERAL or before in _STAND_IN:
            continue
        read = read_unit(words, i)
        if read is None:
            continue
        after = read.after
        place = place_of(text, words, read, previous)
        verdict = judge(place)
        if verdict is Verdict.GAP:
            previous = [*previous[-3:], place]
        if verdict is not Verdict.NO:
            yield place, verdict
