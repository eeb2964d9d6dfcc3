"""What of an instruction a text can be measured for, and what only a reader can judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.instruction.lengths import find_length
from assistant.instruction.points_said import said_order
from assistant.lexicon import rows
from assistant.request import Wish

_CLAUSE = re.compile("[^，,。；;]+")


def wishes_in(instruction: str) -> tuple[Wish, ...]:
    """Return what a text is to be measured for, each in the whole clauses that say it."""
    found: dict[str, Wish] = {}
    for pattern, kind in _patterns():
        match = pattern.search(instruction)
        if match is not None and kind not in found:
            said = _around(instruction, *match.span())
            asked = find_length(said) if kind == "each" else None
            most = asked.length.words if asked is not None and asked.length is not None else None
            found[kind] = Wish(kind, said, most=most)
    order = said_order(instruction)
    if order is not None:
        found["order"] = Wish(
            "order", _around(instruction, *order.span()), (order["a"], order["b"])
        )
    return tuple(found.values())


def unmeasured(instruction: str, wishes: Sequence[Wish]) -> str:
    """Return the clauses of an instruction that nothing is measured for but that they were heard
    at all."""
    measured = [wish.said for wish in wishes if wish.kind == "order"]
    patterns = [pattern for pattern, kind in _patterns() if kind != "manner"]
    return "，".join(
        clause
        for clause in map(str.strip, _CLAUSE.findall(instruction))
        if find_length(clause) is None
        and not any(clause in said for said in measured)
        and not any(pattern.search(clause) for pattern in patterns)
    )


def _around(text: str, start: int, end: int) -> str:
    """Return the clauses that a stretch is in: 目标数字一个不能少, not 数字一个不."""
    inside = [m.span() for m in _CLAUSE.finditer(text) if m.end() > start and m.start() < end]
    return text[inside[0][0] : inside[-1][1]].strip()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[re.Pattern[str], str]]:
    for words, kind in rows("measured_wishes", 2):
        yield re.compile(words), kind
