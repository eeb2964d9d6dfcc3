"""Shortening without a model: whole clauses are left out, never words inside one.

Official prose strings parallel verb phrases together with commas, so leaving out a clause that
holds no figure, title, quoted term or gap nearly always leaves a sound sentence.  The clauses
that only lead in (以…为指导, 在…领导下, 坚持…) go first.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chains.clauses import (
    CANNOT_STAND_ALONE,
    CONDITION,
    IS,
    LEAD_IN,
    LEANS_BACK,
    LIGHT_VERB,
    binds,
)
from assistant.chains.units import Unit, must_keep
from assistant.sentences import split_clauses
from assistant.wordcount import count_words

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
    return LIGHT_VERB.sub("", text)


def _order(clause: _Clause) -> tuple[bool, float]:
    if not clause.holds:
        return False, clause.weight
    return True, clause.holds / max(clause.weight, 1.0)


def held_words(unit: Unit) -> int:
    """Return the 字数 of the clauses of a unit that hold something which should stay."""
    clauses = (_weigh(unit, s.start, s.end) for s in split_clauses(unit.text))
    return sum(count_words(c.text) for c in clauses if c.holds or c.locked)


def _weigh(unit: Unit, start: int, end: int) -> _Clause:
    text = unit.text[start:end]
    low, high = unit.start + start, unit.start + end
    gaps = any(low <= g.start <= high and g.end <= high for g in unit.gaps)
    weight = count_words(text) * (0.5 if LEAD_IN.match(text.strip()) else 1.0)
    return _Clause(text, weight, len(must_keep(text)), gaps or binds(text.strip()))


def _may_go(clauses: list[_Clause], kept: list[int], index: int) -> bool:
    """Tell whether what is left still reads: nothing leans on the clause, a main clause stays."""
    place = kept.index(index)
    if clauses[index].text.rstrip().endswith(("：", ":")):
        return False
    after = clauses[kept[place + 1]].text.strip() if place + 1 < len(kept) else ""
    before = clauses[kept[place - 1]].text.strip() if place else ""
    if not after and before.endswith(("：", ":")):
        return False
    if IS.match(clauses[index].text) and not any(
        IS.match(clauses[i].text) for i in kept if i != index
    ):
        return False  # 自治区的部署，是…: without what it is, the subject says nothing
    if LEANS_BACK.match(after) or CONDITION.match(before):
        return False
    rest = [clauses[i].text.strip().rstrip(_MARK) for i in kept if i != index]
    return not all(CANNOT_STAND_ALONE.match(text) for text in rest) and not (
        place + 1 == len(kept) and CANNOT_STAND_ALONE.match(rest[-1])
    )


def _join(clauses: list[str], whole: str) -> str:
    text = "".join(clauses).rstrip()
    mark = whole.rstrip()[-1:]
    if mark in "。！？；;，," and not text.endswith(mark):
        text = text.rstrip(_MARK) + mark
    return text
