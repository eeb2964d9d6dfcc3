"""Measurements that import the package and are never imported by it."""

from collections.abc import Iterable
from typing import Final

SIGNABLE: Final = 0.9
"""Total from which a result may be signed: nothing false, nothing required missing."""
RULES: Final = "rules"
BASELINES: Final = ("reference", "source", "empty", RULES)
"""The systems that are in every table and ask no model; besides them, for every model, the one
plain prompt."""
PLAIN: Final = "plain:"
"""What the name of the one plain prompt on a model begins with."""


def is_own(system: str) -> bool:
    """Whether a system is the product with a model."""
    return system not in BASELINES and not system.startswith(PLAIN)


def judged(systems: Iterable[str]) -> list[str]:
    """Return the systems that a run is about: the product with a model, else the rules."""
    there = list(systems)
    return [s for s in there if is_own(s)] or [s for s in there if s == RULES]
