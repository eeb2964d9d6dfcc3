"""Shortening without a model: whole clauses are left out, never words inside one.

Official prose strings parallel verb phrases together with commas, so leaving out a clause that
holds no figure, title, quoted term or gap nearly always leaves a sound sentence.  The clauses
that only lead in (以…为指导, 在…领导下, 坚持…) go first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.chains.units import Unit, must_keep
from assistant.sentences import split_clauses
from assistant.wordcount import count_words

_LEAD_IN = re.compile(
    r"^(?:坚持|始终|紧紧|牢固|深入(?:学习)?贯彻|认真(?:学习)?贯彻|全面贯彻|高举|按照|根据|围绕|聚焦|立足|"
    r"为了?|以.{2,40}(?:为|精神)|在.{2,40}(?:下|中|上)|通过|结合|随着|面对|不断|进一步|着力|切实)"
)
_CANNOT_STAND_ALONE = re.compile(
    r"^(?:在.*[下中上后时]|以.*为.{1,8}|(?:随着|面对|根据|按照|通过|聚焦|围绕|针对|结合|为了?).*"
    r"|(?:我们?)?(?:将|要)?(?:坚持|始终)?以.*为.{1,6}|[—\s]*.{0,12}(?:年|年来|以来|期间|方面))$"
)
_LEANS_BACK = re.compile(
    r"^(?:其中|从而|进而|并且?|而且?|但|却|使|让|为.*(?:提供|奠定|作出)|比|较|同比|占|否则|就|才|便|将|则"
    r"|方能|也|还|都|因此|所以|为此|以致|以免|主要(?:原因|是|表现)|原因|搞|而是|导致|造成"
    r"|(?:敬?请|恳请)(?:各位|大家|同志们|领导|代表|委员)*(?:予以?)?(?:审议|评议|批评|指正|监督|提出))"
    # A change without a subject of its own: what grew stands in the clause before it.
    r"|^(?:预计|预期|累计|实际|平均|年均|约|近|则|均|分别|连续)*(?:同比|环比|增幅|降幅|增速|总量|排名?|居|位[居列])"
    r"|^(?:预计|累计|平均|年均|约|近|均|分别)*(?:净?增长?|下降|上升|增加|减少|提高|降低|提升|回落|达到?|为|共)[^，；。]{0,4}\d"
)
_GOVERNS = re.compile(
    r"^(?:如果|如|若|虽然?|尽管|除|一旦|只有|只要|无论|不管|凡|因|由于|鉴于|即使|哪怕|不仅|不但|既|比如|例如)"
    r"|没有|未|不得|不能|不准|严禁|杜绝|反对|抵制|防止|避免|禁止|无一|从未"
)
"""Clauses whose loss turns the sense of what stands beside them."""
_CONDITION = re.compile("^(?:如果|如|若|虽然?|尽管|除|一旦|只有|只要|无论|不管|凡|因|由于|即使|既)")
"""Clauses that are nothing without the one behind them."""
_LEADS_ON = re.compile(
    r"^(?:以|从|在|对|按照|根据|针对|围绕|聚焦|通过|随着|截至|结合|为了?|由|当)"
    r"|(?:契机|抓手|指导|目标|导向|基础|同时|方面|中|后|时|下|上)[，,]$|[：:]$"
)
_LIGHT_VERB = re.compile(
    r"(?<=总值|加值|产值|收入|总额|投资|面积|产量|总量|余额|税收|支出|资金|营收|利润)"
    r"(?:完成|实现|达到|达)(?=\d)"
)
"""A verb that says nothing between an indicator and its value: 地区生产总值完成198亿元."""
_LISTS = re.compile(r"^[一二三四五六七八九十]是|^第[一二三四五六七八九十]")
_MARK = "，,；;。！？：: \n"


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its 字数 (lead-ins count half), what it holds, and whether it must stay."""

    text: str
    weight: float
    holds: int
    locked: bool


def shorter_wordings(unit: Unit) -> list[str]:
    """Return up to one wording for each clause that can go, each shorter than the one before.

    First comes the unit with no clause gone, where a verb that says nothing can be spared.

    Clauses that hold nothing go first, the lightest before the others; then those that hold the
    least for their length.  A clause with a gap never goes.  Every wording ends with the mark the
    unit ends with; a unit of one clause has none.
    """
    clauses = [_weigh(unit, s.start, s.end) for s in split_clauses(unit.text)]
    left = list(range(len(clauses)))
    wordings: list[str] = [tight] if (tight := _tight(unit.text)) != unit.text else []
    while len(left) > 1:
        loose = [i for i in left if not clauses[i].locked and _may_go(clauses, left, i)]
        if not loose:
            break
        left.remove(min(loose, key=lambda i: _order(clauses[i])))
        wordings.append(_tight(_join([clauses[i].text for i in left], unit.text)))
    return wordings


def _tight(text: str) -> str:
    return _LIGHT_VERB.sub("", text)


def _order(clause: _Clause) -> tuple[bool, float]:
    if not clause.holds:
        return False, clause.weight
    return True, clause.holds / max(clause.weight, 1.0)


def _binds(clause: str) -> bool:
    """Whether leaving a clause out could turn the sense of the rest, or tear a list."""
    return bool(_LISTS.match(clause) or _GOVERNS.search(clause))


def ends_well(clause: str, following: str) -> bool:
    """Whether a sentence may end behind `clause`: it does not lead on, nothing leans back on it."""
    return not _LEADS_ON.search(clause.strip()) and not _LEANS_BACK.match(following.strip())


def held_words(unit: Unit) -> int:
    """Return the 字数 of the clauses of a unit that hold something which should stay."""
    clauses = (_weigh(unit, s.start, s.end) for s in split_clauses(unit.text))
    return sum(count_words(c.text) for c in clauses if c.holds or c.locked)


def _weigh(unit: Unit, start: int, end: int) -> _Clause:
    text = unit.text[start:end]
    low, high = unit.start + start, unit.start + end
    gaps = any(low <= g.start <= high and g.end <= high for g in unit.gaps)
    weight = count_words(text) * (0.5 if _LEAD_IN.match(text.strip()) else 1.0)
    return _Clause(text, weight, len(must_keep(text)), gaps or _binds(text.strip()))


def _may_go(clauses: list[_Clause], kept: list[int], index: int) -> bool:
    """Tell whether what is left still reads: nothing leans on the clause, a main clause stays."""
    place = kept.index(index)
    if clauses[index].text.rstrip().endswith(("：", ":")):
        return False
    after = clauses[kept[place + 1]].text.strip() if place + 1 < len(kept) else ""
    before = clauses[kept[place - 1]].text.strip() if place else ""
    if not after and before.endswith(("：", ":")):
        return False
    if _LEANS_BACK.match(after) or _CONDITION.match(before):
        return False
    rest = [clauses[i].text.strip().rstrip(_MARK) for i in kept if i != index]
    return not all(_CANNOT_STAND_ALONE.match(text) for text in rest) and not (
        place + 1 == len(kept) and _CANNOT_STAND_ALONE.match(rest[-1])
    )


def _join(clauses: list[str], whole: str) -> str:
    text = "".join(clauses).rstrip()
    mark = whole.rstrip()[-1:]
    if mark in "。！？；;，," and not text.endswith(mark):
        text = text.rstrip(_MARK) + mark
    return text
