"""What a clause asks for, told by the examples that it is most like.

    kind_of("刚才那版顺眼些")     -> Kind("earlier", 7.3, 1.0)

The examples are clauses by many hands (`lexicon/talk_examples`); a new one is weighed by its
characters and pairs of characters (naive Bayes), names of parts, lengths, figures and quotations
being alike.  `sure` is by how much the best kind is ahead of the next, in nats over the square root
of the length: on hands that wrote no example 97 of 100 are right from `SURE` on, 92 from `LIKELY`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.chat.normal import QUOTED
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.lexicon import rows
from assistant.wordcount import pairs_of

SURE, LIKELY = 6.0, 3.0
COMMANDS = frozenset(
    {"adopt", "adopt_part", "reject", "another", "earlier", "undo", "redo", "goto", "take", "help"}
)
"""Kinds that ask for nothing to be written."""
_SEEN = 0.02
"""What is added to every count: a pair that no example of a kind has does not rule it out."""
_LEAST = 2
"""Pairs of characters that a clause must have."""
_KNOWN = 0.35
"""Share of the pairs of characters of a clause that some example must have: the rest is what the
report is about, and says nothing."""
_FIGURE = re.compile(
    r"(?:第)?\d[\d.,]*(?:[百千万亿]+)?(?:%|‰|个百分点|平方米|公里|[人户][次员]?|[个次件场名起家期处份项元吨亩天条只台座种类岁页届年月日]|万元|亿元)?"
    r"|(?<![一二两三四五六七八九十百千万零])[一二两三四五六七八九十百千万零]{2,}(?:[个次件场名起家期户处份项元吨亩天条](?!字))?"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """The label of the examples a clause is most like, by how much it is ahead, and the share of
    its pairs of characters that the examples know."""

    label: str
    sure: float
    known: float


@lru_cache(maxsize=512)
def kind_of(
    clause: str,
    ruled_out: frozenset[str] = frozenset(),
    alike: frozenset[str] = frozenset(),
) -> Kind:
    """Return what a normal clause asks for; unsure (0) where hardly anything of it is known.

    Kinds that cannot be where it is said are `ruled_out`: they are not compared.  What is told by
    something else than the words is no matter among kinds that are `alike`: it is as sure as the
    best of them is ahead of all others.
    """
    text = _masked(clause)
    label = _model().whole.get(text)
    if label is not None and label not in ruled_out:
        return Kind(label, SURE, 1.0)
    pairs = pairs_of(text)
    known = len(pairs & _model().seen.keys()) / max(1, len(pairs))
    if len(pairs) < _LEAST or known < _KNOWN:
        return Kind("aside", 0.0, known)
    scores = _scores(text)
    possible = scores.keys() - ruled_out
    first, *others = sorted(possible, key=lambda label: (-scores[label], label))
    second = next(o for o in others if not {first, o} <= alike)
    return Kind(first, (scores[first] - scores[second]) / math.sqrt(len(text)), known)


def _masked(clause: str) -> str:
    text = SPAN.sub("", QUOTED.sub("Q", clause))
    asked = find_length(text)
    share = asked is not None and asked.length is not None and asked.length.part is not None
    if asked is not None and not (share and text[asked.start : asked.end].endswith("%")):
        text = text[: asked.start] + "L" + text[asked.end :]
    return re.sub("[，。；：、！？?!\\s]", "", _FIGURE.sub("N", text))


def _features(text: str) -> frozenset[str]:
    whole = f"^{text}$"
    return frozenset(whole) | pairs_of(whole) - {"^", "$"}


def _scores(text: str) -> dict[str, float]:
    """Return the log odds of every kind."""
    model = _model()
    known = [f for f in _features(text) if f in model.seen]
    scores = {}
    for label, count in model.labels.items():
        score = math.log(count / model.total)
        inside, others = model.of[label], model.total - count
        for feature in known:
            here = inside[feature]
            score += math.log((here + _SEEN) / (count + 2 * _SEEN))
            score -= math.log((model.seen[feature] - here + _SEEN) / (others + 2 * _SEEN))
        scores[label] = score
    return scores


@dataclass(frozen=True)
class _Model:
    """How many examples there are of a label, in how many of them a feature stands, and the
    label of each example as a whole."""

    total: int
    whole: dict[str, str]
    labels: Counter[str]
    of: dict[str, Counter[str]]
    seen: Counter[str]


@cache
def _model() -> _Model:
    labels: Counter[str] = Counter()
    whole: dict[str, str] = {}
    of: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    for clause, label in rows("talk_examples", 2):
        text = re.sub("[P？]", "", clause)
        features = _features(text)
        whole[text] = label
        labels[label] += 1
        of.setdefault(label, Counter()).update(features)
        seen.update(features)
    return _Model(sum(labels.values()), whole, labels, of, seen)
