"""The rules of verification: each looks for one way in which a change lacks its warrant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.verify.pair import Pair
from assistant.verify.rules import (
    actors,
    bases,
    bearers,
    exchanges,
    figures,
    lists,
    omissions,
    parallels,
    plans,
    points,
    references,
    subjects,
    times,
    topics,
    wording,
)
from assistant.verify.rules.change import Change

RULES: tuple[Callable[[Pair], Iterator[Change]], ...] = (
    wording.check,
    figures.check,
    bases.check,
    bearers.check,
    exchanges.check,
    actors.check,
    lists.check,
    omissions.check,
    parallels.check,
    plans.check,
    points.check,
    references.check,
    subjects.check,
    times.check,
    topics.check,
)

__all__ = ["RULES", "Change"]
