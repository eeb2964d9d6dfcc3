"""Parts that are named by their headings: 存在问题, 党建那块, 工作打算."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.document import Report, Section
from assistant.genres.loader import library
from assistant.genres.model import EMPTY_PAIRS, pattern
from assistant.instruction.part_numbers import COUNT, NOUN
from assistant.numbering import match_label
from assistant.wordcount import pairs_of

_BETWEEN = re.compile('[的了和与及、，“”"「」\\s]')
_LONGEST = 30
"""Characters of a heading up to which words scattered over it are a name for it."""
_TOLD = 6
"""Characters from which words that stand in the report are its own, and no name for a kind of part:
学科带头人年龄偏大."""


def sections_named(name: str, report: Report, ways: int = 5) -> list[Section]:
    """Return the sections that a name means: by its words, then scattered, then by the part of a
    report that both name (工作打算, 下一步计划); of those that fit alike the highest.

    `ways` of the five are tried: two for what may be two names, three for what may be none.
    """
    label = match_label(name)
    name = name[label.end :] if label is not None else name
    wanted = _BETWEEN.sub("", NOUN.sub("", COUNT.sub("", name)) or name)
    headed = [(s, _BETWEEN.sub("", s.heading)) for s in report.walk() if s.heading]
    if len(wanted) < 2:
        return []
    scattered = re.compile(".*".join(map(re.escape, wanted)))
    known = [p for p in library().values() if p.heading and not p.rest and not p.block]
    told = len(wanted) >= _TOLD and wanted in _BETWEEN.sub("", report.text)
    same = [pattern(*p.heading) for p in known if not told and pattern(*p.heading).search(name)]
    pairs = pairs_of(wanted) - EMPTY_PAIRS
    tried: tuple[Iterator[Section], ...] = (
        (s for s, words in headed if words == wanted),
        (s for s, words in headed if wanted in words),
        (s for s, words in headed if len(words) <= _LONGEST and scattered.search(words)),
        (s for s, _ in headed if len(same) == 1 and same[0].search(s.heading)),
        (
            s
            for s, words in headed
            if any(p.search(s.heading) for p in same) and any(w in words for w in pairs)
        ),
    )
    for way in tried[:ways]:
        if meant := list(way):
            top = min(s.id.count(".") for s in meant)
            return [s for s in meant if s.id.count(".") == top]
    return []


def begins(heading: str, rest: str) -> int:
    """Return how many characters of a heading, two or more, stand behind its label."""
    count = 0
    for said, printed in zip(rest, heading, strict=False):
        if said != printed:
            break
        count += 1
    return count if count > 1 else 0
