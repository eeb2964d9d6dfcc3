"""How far a plan reaches: 明年我们将新建厂房，引进企业12家 tells of twelve to come.

Official prose says once that something is planned, and strings what is planned behind it.  Without
the clause that says so the others read as done.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.gaps.words import tagged
from assistant.lexicon import alternatives, classes, words
from assistant.patterns import compile_late

_ENDS = "。！？!?\n"
_TIME = compile_late(alternatives(classes("plan_signs")["time"]))
_VERB = compile_late(
    f"(?P<other>{alternatives(classes('plan_signs')['other'])})"
    f"|{alternatives(classes('plan_signs')['verb'])}"
)
_BEFORE_VERB = compile_late(alternatives(classes("plan_signs")["before_verb"]))
_DONE = compile_late(alternatives(classes("plan_signs")["done"]))
_SAID = compile_late(alternatives(classes("plan_signs")["said"]))
_HANDLES = compile_late(alternatives(classes("plan_signs")["handles"]))
_MEANT_BY = compile_late(f"(?:{alternatives(words('own_side'))})$")
"""Whoever stands right before a 将 means to do something: 我们将新建厂房."""
_NEAR = 40
"""Characters around a sign that are looked at: a clause of prose is shorter."""
_ACTS = ("v", "d", "p", "a")
"""Tags of what else stands behind a 将 that plans."""


def planned_by(clauses: Sequence[str]) -> list[int | None]:
    """Return for each clause of a text the place of the one that says it is planned: itself, one
    before it in its sentence, or None."""
    found: list[int | None] = []
    reach: int | None = None
    for i, clause in enumerate(clauses):
        if i and clauses[i - 1].rstrip(" \t\u3000")[-1:] in _ENDS:
            reach = None
        sign = plan_sign(clause)
        if sign is not None:
            reach = i
        elif reach is not None and _DONE.search(clause):
            reach = None
        found.append(reach)
    return found


@lru_cache(maxsize=1 << 12)
def plan_sign(clause: str) -> tuple[int, int] | None:
    """Return where in a clause it says that what follows is planned; None where it does not."""
    for match in _BEFORE_VERB.finditer(clause):
        rest = clause[match.end() : match.end() + _NEAR]
        if _MEANT_BY.search(clause[max(0, match.start() - _NEAR) : match.start()]):
            return match.span()
        behind = tagged(rest[:8])
        if behind and behind[0][1].startswith(_ACTS) and not _HANDLES.search(rest):
            return match.span()
    for match in _VERB.finditer(clause):
        if match["other"] is None:
            return match.span()
    time = _TIME.search(clause)
    return None if time is None else time.span()


def may_plan(text: str) -> bool:
    """Whether anything in a text may say that it tells of plans."""
    return plan_sign(text) is not None or _SAID.search(text) is not None
