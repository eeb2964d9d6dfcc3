"""Silent gaps: a figure was deleted, and only the bare unit behind it shows the place.

A unit counts as bare when the segmenter leaves it standing as a word of its own and no figure,
quantifier (每个, 几次) or placeholder comes before it.  Whether it is a gap then depends on its
neighbours: `judge` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gaps.judge import Verdict, judge
from assistant.gaps.place import Place, place_of
from assistant.gaps.types import GapKind, Spot
from assistant.gaps.words import Words, read_unit, units

_NUMERAL = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两俩几数零〇半壹贰叁肆伍陆柒捌玖拾佰仟"
    "ⅠⅡⅢⅣⅤⅥ多余来把"
)
_STAND_IN = frozenset("XxＸｘ×*＊_＿○◯〇□△☆★◇■某N?？…—-－.．)]】%％‰/／±")
"""A placeholder, a formula or a range before the unit: not a silent gap."""
_MIN_CERTAIN = 4
_CLEAN_STRETCH = 2500
"""A text with one certain gap in so many characters, and four at least, has lost its figures."""

_SWALLOWED = re.compile(
    # A measure word that makes a dictionary word with what stands before it.
    r"(?:提案|(?<!复)议案|草案|建议|政协提案|人大建议|意见|立案)(?P<a>件)(?=[，。；、）]|人[，。；、])"
    r"|(?:高新技术|规上|规模以上|限上|限额以上|规上工业|工业|专精特新|小巨人”?|冠军|瞪羚|独角兽|上市|物流"
    r"|服务业|科技型中小|龙头|外贸|建筑业|骨干|标杆|制造业?|500强|外资|数字经济|实绩|经营|市场主体"
    r"|农业产业化|总部|物业|危化|化工|涉污|落后|“散乱污”|散乱污|创新型)企业(?P<b>家)"
    r"(?=[，。；、]|左右|以上|以下)"
    r"|(?:创|建|组)成(?P<c>家)(?!立业|[庭长人园里用居具电乡])|总数(?P<d>家)(?=[，。；、])"
    r"|(?:大类|清单)(?P<e>项)(?![目制])|(?:人|户|总|次)数(?P<f>万(?:人次|人|户|次))(?=[，。；、])"
    r"|(?:积|命|陈)案(?P<g>件)(?=[，。；、])"
    r"|(?:示范|困难|脱贫|贫困|监测|低保|养殖|种植|大)户(?P<h>户)(?=[，。；、])"
    r"|工单(?P<k>件)(?=[，。；、])|(?:审查|调查)(?P<l>件)(?=人?[，。；、])"
    r"|培训(?P<i>期)(?=[，。；、])|(?:罢访|息访|息诉)(?P<j>人)(?=[，。；、])"
    # A rank without its number: 增速居全市第。
    r"|(?:[省市县区国州旗镇]|排名|位居|位列|名列|排|列|居)第(?P<rank>)(?=[，。；、！）])"
)
_PERHAPS_SWALLOWED = re.compile(
    r"(?:走访|检查|调研|服务|帮扶|联系|培育|引进|关停|整治|新增|惠及|涉及|排查|入驻|签约|落户|对接)"
    r"(?:重点|规上|辖区|各类|涉水|涉气)?企业(?P<a>家)(?=[，。；、])"
)


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
    for pattern, found in ((_SWALLOWED, certain), (_PERHAPS_SWALLOWED, doubtful)):
        for match in pattern.finditer(text):
            group = match.lastgroup or ""
            at = match.start(group)
            found.setdefault(at, Spot(GapKind.SILENT, at, at, match[group]))
    if len(certain) >= max(_MIN_CERTAIN, len(text) / _CLEAN_STRETCH):
        certain = doubtful | certain
    return [certain[at] for at in sorted(certain)]


def _bare_units(text: str, words: Words) -> Iterator[tuple[Place, Verdict]]:
    """Yield each unit that no figure and no stand-in precedes and that is, or may be, a gap."""
    known = units()
    previous: list[Place] = []
    after = 0
    for i, word in enumerate(words.texts):
        if i < after or (word not in known and word[0] not in "余万亿"):
            continue
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
