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
_OF_ONE, _HEADED, _LIKE, _AHEAD = 0.4, 0.5, 1.3, 1.4
"""What a single character counts beside a pair, and what more a pair of the heading; how like a
name a part must be, and by how much more than the next."""
_BY_HEADING, _HEADED_PAIRS = 2, 3
"""The test by a pair of a heading, which a name with more pairs than so many may go against."""
_FEW = 3
"""Characters that must be held where no pair of a name is."""
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

    tests: tuple[Callable[[Sibling], bool], ...] = (
        lambda part: wanted in _MARKS.sub("", report.of(part))[: len(wanted) + 6],
        lambda part: len(wanted) >= _LONG_NAME and wanted in _MARKS.sub("", report.of(part)),
        lambda part: any(pair in _MARKS.sub("", headed(part)) for pair in pairs),
        lambda part: wanted in _MARKS.sub("", report.of(part)),
    )
    for number, test in enumerate(tests):
        found = _lowest(part for part in parts if test(part))
        if len(found) == 1:
            by_pair = number == _BY_HEADING and len(pairs) > _HEADED_PAIRS
            like = ahead(name, _lowest(parts), report) if by_pair else None
            inside = like is None or like.id.startswith(f"{found[0].id}.")
            return found[0] if inside else like
    if home is None and (known := _by_genre(wanted, report)) is not None:
        return known
    counts = [(_MARKS.sub("", report.of(s)).count(wanted), s) for s in below]
    total = sum(count for count, _ in counts)
    most = max(counts, key=lambda one: one[0], default=(0, None))
    return most[1] if most[0] >= 2 and most[0] >= total * _SHARE else None


def most_like(
    name: str, report: Report, *, points: bool, home: Section | None = None
) -> Sibling | None:
    """Return the part (of `home`, or of the report) that holds more of the rare pairs of characters
    of a name than any other, some of them unlike the name's (花叫 for 花椒); None where two are
    nearly as like it.

    Points are looked at where one may be meant; of sections those without sections below them,
    and where none of these is ahead, the parts of the report.
    """
    lowest: list[Sibling] = []
    for section in home.walk() if home is not None else report.walk():
        if points and section.points:
            lowest += section.points
        elif not section.children:
            lowest.append(section)
    if home is not None:
        lowest = [part for part in lowest if part.id != home.id]
        return ahead(name, lowest, report, among_few=True)
    return ahead(name, lowest, report) or ahead(name, list(report.sections), report)


def ahead(
    name: str, parts: list[Sibling], report: Report, *, among_few: bool = False
) -> Sibling | None:
    """Return the part of these that is more like a name than any other; among few that one part
    holds, less tells it."""
    wanted = _MARKS.sub("", named_of(name))
    pairs = pairs_of(wanted)
    texts = [_MARKS.sub("", report.of(part)) for part in parts]
    heads = [_MARKS.sub("", headed(part)) for part in parts]
    held = {p: n for p in {*pairs, *wanted} if (n := sum(p in text for text in texts))}
    worth = {
        p: math.log((len(texts) + 1) / n) * (1 if len(p) > 1 else _OF_ONE) for p, n in held.items()
    }
    ranked = sorted(
        (
            (
                sum(
                    w * (1 + _HEADED * (p in head and len(p) > 1))
                    for p, w in worth.items()
                    if p in text
                ),
                n,
            )
            for n, (text, head) in enumerate(zip(texts, heads, strict=True))
        ),
        reverse=True,
    )
    if len(ranked) < 2:
        return None
    (best, at), (next_best, _) = ranked[:2]
    few = not among_few and sum(p in texts[at] for p in held) < _FEW
    if not pairs & held.keys() and (few or best < 2 * next_best):
        return None
    least = _LIKE * _OF_ONE if among_few else _LIKE
    return parts[at] if best >= least and best >= next_best * _AHEAD else None


def headed(part: Sibling) -> str:
    """Return the heading of a section, the first words of a point."""
    return part.lead if isinstance(part, Point) else part.heading


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
