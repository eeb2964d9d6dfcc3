"""All gaps and all facts of a report at once: who suits whom better than anyone else.

A fact may be named so briefly that the pair alone is not beyond doubt (运动角 for 室内外运动角),
and still be the only one for its place, as its place is the only one for it.  Measured on the
samples (203 gaps found that have a fact): judged pair by pair 137 are filled, together 180, and a
few more where a model picks too; none wrong either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.facts.model import Fact
from assistant.gaps.types import Gap
from assistant.matching.pairs import Match, candidates, score_of
from assistant.matching.places import stated
from assistant.patterns import compile_late

LIKELY, LEAD = 0.6, 0.1
"""Score from which a pair may be filled without further question, and by how much it must lead
every rival of its gap and every rival of its fact."""
POSSIBLE = 0.5
"""Score from which a pair is filled if the model picks it as well and nothing suits better."""
TELLING = 3
"""Characters a fact's name must say of its subject: 会议 or 党员 alone fits too many places."""
_MEASURE = compile_late("(?:总|的|人)?(?:数量|数|次数|户数|金额|总额|面积|情况|比例|占比|比率)$")
SHOWN = 5
"""Facts worth showing for one gap."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The facts that may answer a gap, best first.

    `best` is the one that code alone would fill in, `likely` the one it fills in if whoever reads
    the sentence picks it too; either is None where there is doubt.
    """

    gap: Gap
    matches: tuple[Match, ...]
    best: Match | None
    likely: Match | None


def assign(gaps: Sequence[Gap], facts: Sequence[Fact], text: str) -> list[Choice]:
    """Return for each gap of `text` the facts that may answer it, each fact best for one gap."""
    found = {gap.id: candidates(gap, facts, text) for gap in gaps}
    rivals: dict[str, list[tuple[float, str]]] = {}
    for gap_id, matches in found.items():
        for match in matches:
            rivals.setdefault(match.fact.id, []).append((match.score, gap_id))
    for fact in facts:
        if fact.id in rivals:
            elsewhere = (score_of(place, fact, text) for place in stated(fact, text))
            rivals[fact.id] += [(score, "") for score in elsewhere]
    return [_choice(gap, found[gap.id], rivals) for gap in gaps]


def _ends_alike(gap: Gap, fact: Fact) -> bool:
    """Whether what a fact's name comes down to is said near the gap: 伙食费收入 is no 退还伙食费.

    A small model takes the one for the other; a name that ends in a mere 数量 comes down to what
    stands before that.
    """
    name = _MEASURE.sub("", fact.name)
    return len(name) < 2 or name[-2:] in gap.context


def _choice(
    gap: Gap, matches: Sequence[Match], rivals: dict[str, list[tuple[float, str]]]
) -> Choice:
    if not matches:
        return Choice(gap, (), None, None)
    first = matches[0]
    others = [m.score for m in matches[1:]]
    others += [score for score, other in rivals[first.fact.id] if other != gap.id]
    lead = first.score - max(others, default=0.0)
    told = first.telling >= TELLING
    sure = first.sure or (told and first.score >= LIKELY and lead >= LEAD)
    possible = sure or (told and first.score >= POSSIBLE and _ends_alike(gap, first.fact))
    return Choice(
        gap,
        tuple(matches[:SHOWN]),
        first if sure and lead > 0 else None,
        first if possible and lead > 0 else None,
    )
