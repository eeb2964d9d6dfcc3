"""Measure words that make a dictionary word with what stands before them.

The segmenter reads 规范管理人 as 规范 | 管理人 and 企业家 as one word: where a figure was deleted,
the measure word is gone from sight.  Which words these are was found by joining every verb and
noun of our lists with every measure word and cutting the pair; those that mean nothing, or
something else, at the end of their clause are told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.lexicon import rows
from assistant.patterns import compile_late

_TABLE = rows("swallowed", 4)
_PIECES = {name: words for kind, name, words, _ in _TABLE if kind == "="}


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A unit that the segmenter does not show; `likely` unless a clean report may say the same."""

    at: int
    unit: str
    likely: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    unit: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    behind: bool
    likely: bool


def _written_out(expression: str) -> str:
    return re.sub("<([a-z]+)>", lambda match: _written_out(_PIECES[match[1]]), expression)


_RULES = tuple(
    _Rule(
        unit,
        compile_late(f"(?:{_written_out(before)})$"),
        compile_late(_written_out(after)),
        behind=kind == "after",
        likely=kind != "perhaps",
    )
    for kind, unit, before, after in _TABLE
    if kind != "="
)
_TRIGGER = compile_late("[" + "".join(sorted({rule.unit[0] for rule in _RULES})) + "]")
_BY_TRIGGER = {
    sign: tuple(r for r in _RULES if r.unit[0] == sign) for sign in {r.unit[0] for r in _RULES}
}
_REACH = 24
"""The longest that a rule looks back (code points)."""


def find_swallowed(text: str) -> Iterator[Swallowed]:
    """Yield the measure words that stand inside a dictionary word, in reading order."""
    for match in _TRIGGER.finditer(text):
        start = match.start()
        head = ""
        for rule in _BY_TRIGGER[match.group()]:
            end = start + len(rule.unit)
            if not text.startswith(rule.unit, start) or not rule.after.match(text, end):
                continue
            head = head or text[max(0, start - _REACH) : start]
            if rule.before.search(head):
                yield Swallowed(
                    end if rule.behind else start, "" if rule.behind else rule.unit, rule.likely
                )
                break
