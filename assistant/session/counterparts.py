"""Which section of another report is the one of this report: of an earlier version of it, or of
last year's, whose headings, order and words may all be others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.document import Report, Section
from assistant.genres import Genre, locate_parts
from assistant.verify.similar import dice, grams

LIKE = 0.3
"""How alike two sections are at least that are the same one of two reports."""
_HEADING, _WORDS, _PART, _HOME, _PLACE = 0.35, 0.3, 0.1, 0.15, 0.1
"""What counts, and how much: the heading, the words below it, being the same part of the genre,
standing in sections that are alike, and standing at the same place."""


def likest(
    section: Section, report: Report, other: Report, genre: Genre | None = None
) -> Section | None:
    """Return the section of `other`, on the same level, that is most like one of `report`; None
    where none is like it.  With a `genre` the part that a section is counts as well."""
    pairs = _Pairs(report, other, genre)
    best = max(_level(other, section), key=lambda one: pairs.like(section, one), default=None)
    return best if best is not None and pairs.like(section, best) >= LIKE else None


def counterpart(section: Section, report: Report, other: Report) -> Section | None:
    """Return the section of another version that one is, or was: each is the one most like the
    other, so that what was deleted has none."""
    best = likest(section, report, other)
    return best if best is not None and likest(best, other, report) == section else None


def _level(report: Report, like: Section) -> Sequence[Section]:
    return [s for s in report.walk() if s.level == like.level]


class _Pairs:
    """How alike sections of two reports are, 0 to 1."""

    def __init__(self, report: Report, other: Report, genre: Genre | None) -> None:
        self._reports = report, other
        self._parts = [_parts(one, genre) if genre is not None else {} for one in self._reports]

    def like(self, one: Section, two: Section) -> float:
        """Return how alike a section of the one report is to one of the other."""
        report, other = self._reports
        parts = [found.get(s.id) for found, s in zip(self._parts, (one, two), strict=True)]
        homes = [_home(r, s) for r, s in ((report, one), (other, two))]
        home = 1.0 if homes == [None, None] else 0.0
        if homes[0] is not None and homes[1] is not None:
            home = self.like(homes[0], homes[1])
        return (
            _HEADING * dice(grams(one.heading), grams(two.heading))
            + _WORDS * dice(grams(_body(report, one)), grams(_body(other, two)))
            + _PART * (parts[0] is not None and parts[0] == parts[1])
            + _HOME * home
            + _PLACE * (1 - abs(_place(report, one) - _place(other, two)))
        )


def _body(report: Report, section: Section) -> str:
    return report.text[section.heading_end : section.end]


def _home(report: Report, section: Section) -> Section | None:
    above = section.id.rpartition(".")[0]
    return next((s for s in report.walk() if s.id == above), None) if above else None


def _place(report: Report, section: Section) -> float:
    return section.start / max(len(report.text), 1)


@lru_cache(maxsize=8)  # a page asks again at each step
def _parts(report: Report, genre: Genre) -> dict[str, str]:
    """Return which part of the genre each section is."""
    found = locate_parts(report, genre)
    return {m.section: m.part.key for m in found if m.present and m.section}
