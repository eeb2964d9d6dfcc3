"""Parts that are named by what they speak of: 讲供水的那一节, “三是答卷更实”这一条."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from assistant.document import Point, Report, Section
from assistant.genres import locate_parts, recognise
from assistant.genres.model import pattern
from assistant.outline.siblings import Sibling
from assistant.wordcount import pairs_of

ABOUT = "(?:讲|说|谈|写|关于|有关|涉及)"
_LEAD = re.compile(
    "^(?:[先再就也还然后是想要我请帮给你您]+(?=[把将]))?(?:把(?!关|握|控|准|脉|舵)|将(?=.{3})|里面?|中(?![间心])|的|讲|谈|关于|有关|涉及)+"
)
_MARKS = re.compile('[\\s“”"「」‘’，、。：:的]')
_OF_ONE, _LIKE, _AHEAD = 0.3, 1.5, 1.4
"""What a single character counts beside a pair; how like a name a part must be, and by how much
more than the next."""
_LONG_NAME = 4
"""Characters of a name that tells more by where it stands as a whole than by a pair of them."""
_SHARE = 2 / 3
"""Of the places where a report speaks of something, how many a part must hold to be meant."""


def named_of(words: str) -> str:
    """Return the name in words for a part: 讲廉洁 → 廉洁."""
    return _LEAD.sub("", words).removesuffix("的")


def speaking_of(
    name: str, report: Report, home: Section | None = None, *, points: bool = True
) -> Sibling | None:
    """Return the one part (of `home`, or of the report) that a name is about: by its first words,
    by a pair of characters of its heading that no other has, or because it alone speaks of it.
    None where there is no such part, or more than one; without `points` it is none of these."""
    wanted = _MARKS.sub("", named_of(name))
    if len(wanted) < 2 or re.search("[和与、及]", name):
        return None
    below = [*(home.children if home else report.sections)]
    parts: list[Sibling] = []
    for section in below:
        for part in section.walk():
            parts += [part, *part.points] if points else [part]
    parts += home.points if home and points else ()
    pairs = pairs_of(wanted)

    def headed(part: Sibling) -> str:
        return _MARKS.sub("", part.lead if isinstance(part, Point) else part.heading)

    tests: tuple[Callable[[Sibling], bool], ...] = (
        lambda part: wanted in _MARKS.sub("", report.of(part))[: len(wanted) + 6],
        lambda part: len(wanted) >= _LONG_NAME and wanted in _MARKS.sub("", report.of(part)),
        lambda part: any(pair in headed(part) for pair in pairs),
        lambda part: wanted in _MARKS.sub("", report.of(part)),
    )
    for test in tests:
        found = _lowest(part for part in parts if test(part))
        if len(found) == 1:
            return found[0]
    if home is None and (known := _by_genre(wanted, report)) is not None:
        return known
    counts = [(_MARKS.sub("", report.of(s)).count(wanted), s) for s in below]
    total = sum(count for count, _ in counts)
    most = max(counts, key=lambda one: one[0], default=(0, None))
    return most[1] if most[0] >= 2 and most[0] >= total * _SHARE else None


def most_like(name: str, report: Report, *, points: bool) -> Sibling | None:
    """Return the part that holds more of the rare pairs of characters of a name than any other,
    some of them unlike the name's (花叫 for 花椒); None where two are nearly as like it.

    Points are looked at where one may be meant; of sections those without sections below them,
    and where none of these is ahead, the parts of the report.
    """
    wanted = _MARKS.sub("", named_of(name))
    pairs = pairs_of(wanted)
    lowest: list[Sibling] = []
    for section in report.walk():
        if points and section.points:
            lowest += section.points
        elif not section.children:
            lowest.append(section)
    for parts in (lowest, list(report.sections)):
        texts = [(_MARKS.sub("", report.of(part)), part) for part in parts]
        held = {p: n for p in {*pairs, *wanted} if (n := sum(p in text for text, _ in texts))}
        worth = {
            p: math.log((len(texts) + 1) / n) * (1 if len(p) > 1 else _OF_ONE)
            for p, n in held.items()
        }
        ranked = sorted(
            (
                (sum(w for p, w in worth.items() if p in text), n)
                for n, (text, _) in enumerate(texts)
            ),
            reverse=True,
        )
        if len(ranked) < 2 or not pairs & held.keys():
            continue
        if ranked[0][0] >= _LIKE and ranked[0][0] >= ranked[1][0] * _AHEAD:
            return texts[ranked[0][1]][1]
    return None


def _by_genre(wanted: str, report: Report) -> Section | None:
    """Return the part that stands for what reports of this kind must have: 廉洁 → 以廉立本."""
    genre, _confidence = recognise(report)
    meant = {
        match.section
        for match in locate_parts(report, genre)
        if match.section
        and match.part.heading
        and pattern(*match.part.heading).search(wanted)
        and set(wanted) & set(match.part.name.zh)  # 履职实绩 stands for much that it does not name
    }
    found = [s for s in report.walk() if s.id in meant]
    return found[0] if len(found) == len(meant) == 1 else None


def _lowest(found: Iterable[Sibling]) -> list[Sibling]:
    """Return parts without those that hold another of them."""
    parts = list(found)
    return [p for p in parts if not any(o.id.startswith(p.id + ".") for o in parts)]
