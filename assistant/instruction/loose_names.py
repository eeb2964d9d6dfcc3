"""Parts that a sentence names in passing: 双减落地跟平安护航这两小节, 三里头那个亲情关口.

Here a name is whatever the request does not use otherwise, so it is read loosely; the caller asks
where it means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.document import Report, Section
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_words import speaking_of
from assistant.lexicon import classes, longest_first
from assistant.outline.siblings import Sibling
from assistant.wordcount import pairs_of

_BETWEEN = re.compile('，|、|和|跟|与|同(?![志时步等样行])|以及|及|还有|加上?|连同?|[“”"「」《》]')
_IN = re.compile("(?:[里中](?:面|头|边)?|下(?:面|边)|当中|之中)的?")


def parts_named_in(
    words: str, report: Report, home: Section | None = None, *, inside: bool = True
) -> list[Sibling]:
    """Return the parts (of `home`, or of the report) that loose words name, each of the words
    between 、 and 和 being a name of one; empty where any of them names none, or several.

    融合发展里降本和安全 are two points of the part that stands before 里."""
    for within in _IN.finditer(words) if home is None and inside else ():
        around = parts_named_in(words[: within.start()], report, inside=False)
        below = words[within.end() :]
        if len(around) == 1 and isinstance(around[0], Section) and bare_name(below):
            return parts_named_in(below, report, around[0])
    found: list[Sibling] = []
    for name in _names(words):
        part = _part(name, report, home)
        if part is None:
            return []
        found.append(part)
    return found


def speaks_of_a_part(words: str, report: Report) -> bool:
    """Whether words hold two characters of a heading, be it not clear which part is meant."""
    name = bare_name(words)
    pairs = pairs_of(name) - _common()
    return any(pair in title for title in _titles(report) for pair in pairs)


def bare_name(words: str) -> str:
    """Return words without what stands around a name: 里面那个亲情关口 → 亲情关口."""
    before = None
    while before != words:
        before = words
        words = _around().sub("", words)
    return words


def _names(words: str) -> Iterator[str]:
    for piece in _BETWEEN.split(words):
        name = bare_name(piece)
        if name:
            yield name if len(name) > 1 else piece  # 安全 is no 安


def _part(name: str, report: Report, home: Section | None) -> Sibling | None:
    if len(name) < 2:
        return None
    inside = f"{home.id}." if home is not None else ""
    below = [s for s in report.walk() if s.id.startswith(inside)]
    held = home.points if home is not None else ()
    points = [p for p in (*held, *(p for s in below for p in s.points)) if name in p.lead]
    for ways in (2, 5):
        named = [s for s in sections_named(name, report, ways) if s.id.startswith(inside)]
        if len(named) == 1:
            return named[0]
        if len(points) == 1 and not named:
            return points[0]
    return speaking_of(name, report, home)


def _titles(report: Report) -> Iterator[str]:
    for section in report.walk():
        yield section.heading
        yield from (point.lead for point in section.points)


def _common() -> frozenset[str]:
    return frozenset(classes("talk_words")["no_name"])


def _around() -> re.Pattern[str]:
    ends = "|".join(longest_first(classes("talk_words")["around_a_name"]))
    return re.compile(f"^(?:{ends})+|(?:{ends})+$")
