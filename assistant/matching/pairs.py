"""How well one fact answers one gap: its unit, and what both are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.facts.model import Fact
from assistant.gaps.types import Gap
from assistant.lexicon import groups
from assistant.matching.amount import amount_for
from assistant.matching.places import open_places, stated
from assistant.matching.subject import (
    CLAUSE,
    OTHERS,
    PARAGRAPH,
    SENTENCE,
    Subject,
    Topic,
    contrasts,
    same_change,
    subject_of,
    topic_of,
    unqualified,
)
from assistant.patterns import compile_late

POSSIBLE = 0.35
"""Below this score a fact is not worth showing for a gap."""
COVERED, MEANT, TOGETHER = 0.65, 0.5, 0.8
"""What a sure match needs: the fact's words said at the gap, the gap's words in the fact's name,
and both together (a fact may be named more fully than the sentence, or the other way round)."""
ALONE = 0.4
HALF = 0.5
"""From which likeness on two words count as the same."""
AHEAD = 0.03
MARGIN = 0.08
"""By how much the best must lead, or the place stays open."""
_RATIO = compile_late("率|占|比重|比例|强度|覆盖|程度|度$")


@dataclass(frozen=True, slots=True)
class Match:
    """A fact for a gap: how well it fits (0–1), and how it would be written there.

    `telling` is how many characters of the fact's name say what it is about: 会议次数 says two.

    `sure` says that it may be filled in: it fits beyond doubt and no other fact fits nearly as
    well.
    """

    fact: Fact
    score: float
    value: str
    sure: bool
    telling: int = 0


def candidates(gap: Gap, facts: Sequence[Fact], text: str) -> list[Match]:
    """Return the facts that may answer `gap` in `text`, best first.

    Facts with another kind of unit, another year, or something contrary in their name are left
    out.
    """
    found = [m for fact in facts if (m := _match(gap, fact, text)) is not None]
    found.sort(key=lambda m: -m.score)
    lead = found[0].score - found[1].score if len(found) > 1 else 1.0
    sure = bool(found) and found[0].sure and lead >= MARGIN
    sure = sure and not _belongs_elsewhere(gap, found[0], text)
    return [replace(match, sure=sure and not place) for place, match in enumerate(found)]


def score_of(gap: Gap, fact: Fact, text: str) -> float:
    """Return how well `fact` answers `gap`, 0 where it cannot."""
    match = _match(gap, fact, text)
    return match.score if match is not None else 0.0


def _belongs_elsewhere(gap: Gap, match: Match, text: str) -> bool:
    """Whether another gap of the report, or the figure itself, suits the fact clearly better."""
    places = [g for g in open_places(text) if g.start != gap.start]
    places += stated(match.fact, text)
    scores = (_match(place, match.fact, text) for place in places)
    return any(other.score > match.score + AHEAD for other in scores if other is not None)


def _match(gap: Gap, fact: Fact, text: str) -> Match | None:
    amount = amount_for(fact, gap, text)
    if amount is None:
        return None
    subject, topic = subject_of(gap, text), topic_of(fact)
    understood = _growth_understood(fact, topic, subject)
    if not topic.words or not (understood or same_change(topic, subject)):
        return None
    if topic.year and subject.year and topic.year != subject.year:
        return None
    if contrasts(topic.name, subject.clause) or unqualified(topic.name, subject.clause):
        return None
    covered = _covered(topic, subject)
    meant = _meant(topic, subject)
    score = 0.55 * covered + 0.45 * meant - (0.0 if amount.exact else 0.05)
    if score < POSSIBLE:
        return None
    sure = covered >= COVERED and meant >= MEANT and score >= TOGETHER
    sure = sure and not understood and not _apart(topic, subject)
    return Match(
        fact,
        round(score, 3),
        amount.value,
        sure,
        sum(len(word) for word in topic.words),
    )


def _growth_understood(fact: Fact, topic: Topic, subject: Subject) -> bool:
    """Whether a percentage under the name of an amount is its growth: 固定资产投资 17.2%.

    Never beyond doubt by itself, since it may be a share; only where nothing else fits.
    """
    percent = fact.unit in ("%", "％") and not topic.change and subject.change == "rise"
    return percent and not _RATIO.search(topic.name)


def _covered(topic: Topic, subject: Subject) -> float:
    """Return how much of the fact's name is said at the gap or around it."""
    places = (
        (subject.clause, CLAUSE),
        (subject.free, SENTENCE),
        (subject.sentence, OTHERS),
        (subject.paragraph, PARAGRAPH),
    )
    total = said = 0.0
    for word in topic.words:
        credit = [0.0] * len(word)
        for place, weight in places:
            credit = [max(c, weight * s) for c, s in zip(credit, _shared(word, place), strict=True)]
        total += len(word)
        said += sum(credit)
    return said / total


def _meant(topic: Topic, subject: Subject) -> float:
    """Return how much of what is asked for at the gap the fact's name has, near words first."""
    total = sum(weight * len(word) for word, weight in subject.words)
    if not total:
        return 0.0
    return (
        sum(weight * len(word) * _alike(word, topic.name) for word, weight in subject.words) / total
    )


def _apart(topic: Topic, subject: Subject) -> bool:
    """Whether each side says something the other lacks, as 玉米产值 and 大豆产值 do."""
    here = subject.clause + subject.free
    return any(_alike(word, here) < HALF for word in topic.words) and any(
        _alike(word, topic.name) < HALF for word, weight in subject.words if weight > 0.3
    )


def _alike(word: str, text: str) -> float:
    """Return how much of `word` is in `text`, 0–1."""
    return sum(_shared(word, text)) / len(word)


def _shared(word: str, text: str) -> list[float]:
    """Return for each character of `word` whether `text` says it.

    1 where the whole word, another name of it, or a run of two and more is there; less for a
    character alone (船 for 船只), nothing for a part of a number or a Latin word.
    """
    if word in text or _renamed(word, text):
        return [1.0] * len(word)
    shared = [0.0] * len(word)
    if any(c.isascii() for c in word):
        return shared
    for i, character in enumerate(word):
        if character in text:
            shared[i] = max(shared[i], ALONE)
        if word[i : i + 2] in text and i + 1 < len(word):
            shared[i] = shared[i + 1] = 1.0
    return shared


def _renamed(word: str, text: str) -> bool:
    return any(
        any(word in name for name in group) and any(name in text for name in group)
        for group in groups("indicator_names")
    )
