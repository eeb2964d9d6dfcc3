"""A text read once for all elements: its sections with their words, its points, its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.document import Point, Report, Section
from assistant.errors import UnknownSection
from assistant.figures import Figure, find_figures
from assistant.genres import Genre, PartMatch, locate_parts
from assistant.numbering import Label, LabelStyle, match_label
from assistant.outline import parse
from assistant.verify.similar import grams
from assistant.verify.structure import labels
from assistant.verify.titles import arabic

_POINT_STYLES = frozenset(
    {LabelStyle.IS, LabelStyle.MUST, LabelStyle.ONE_OF, LabelStyle.FIRSTLY, LabelStyle.ORDINAL}
)
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LIKE_HEADING = 0.5  # shared words from which two headings say the same
_FIRST = re.compile(r"[^。！？!?；;\n]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return `text` without white space, with half-width signs: what wording is compared in."""
    return re.sub(r"\s+", "", text.translate(_WIDTH))


def says(words: str, phrases: Sequence[str]) -> bool:
    """Tell whether `words` hold one of the phrases, however wide and in whichever numerals."""
    plain = fold(words)
    wanted = [fold(phrase) for phrase in phrases]
    if any(phrase in plain for phrase in wanted):
        return True
    plain = arabic(plain)
    return any(arabic(phrase) in plain for phrase in wanted)


def alike(heading: str, phrases: Sequence[str]) -> float:
    """Return 0 … 1: how surely a heading is the one these phrases name."""
    if says(heading, phrases):
        return 1.0
    held = grams(heading)
    best = 0.0
    for phrase in phrases:
        wanted = grams(phrase)
        best = max(best, 2 * len(held & wanted) / ((len(held) + len(wanted)) or 1))
    return best if best >= _LIKE_HEADING else 0.0


def pairs(text: str) -> frozenset[str]:
    """Return the neighbouring pairs of characters of `text`, particles and marks left out."""
    return frozenset(gram for gram in grams(text) if len(gram) > 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a text: `body` is what stands under its heading, its subsections included."""

    section: Section
    body: str
    label: Label | None
    parent: str


class Reading:
    """A text with its outline; everything is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def report(self) -> Report:
        """The parsed text."""
        return parse(self.text)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All sections in reading order."""

        def below(sections: Sequence[Section], parent: str) -> list[Part]:
            found: list[Part] = []
            for section in sections:
                body = self.text[section.heading_end : section.end].strip()
                found.append(Part(section, body, match_label(section.number + " "), parent))
                found += below(section.children, section.id)
            return found

        return tuple(below(self.report.sections, ""))

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the text."""
        return find_figures(self.text, words=True)

    def located(self, genre: Genre) -> list[PartMatch]:
        """Where the parts of a genre stand."""
        return locate_parts(self.report, genre)

    def siblings(self, part: Part) -> list[Part]:
        """Return the sections beside one, itself included."""
        return [p for p in self.parts if p.parent == part.parent]

    def find(self, name: str) -> Section | Point | None:
        """Return the section or point with this ID, number or heading; None where none has it."""
        if not name:
            return None
        try:
            return self.report.find(name)
        except UnknownSection:
            ranked = [(alike(p.section.heading, name.split("|")), p) for p in self.parts]
            score, best = max(ranked, key=lambda row: row[0], default=(0.0, None))
            return best.section if best is not None and score else None

    def point_count(self, span: tuple[int, int]) -> int:
        """Return how many 一是/二是 points a stretch has: its longest run of one style."""
        runs: dict[LabelStyle, int] = {}
        for style, _, _ in labels(self.text[slice(*span)]):
            if style in _POINT_STYLES:
                runs[style] = runs.get(style, 0) + 1
        return max(runs.values(), default=0)

    def first_words(self, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
        """Return the first sentence of a stretch and its place."""
        match = _FIRST.search(self.text, *span)
        return (match[0].strip(), match.span()) if match else ("", span)


def own_points(part: Part) -> int:
    """Return how many points a section has: its 一是/二是, or else its subsections."""
    return len(part.section.points) or len(part.section.children)
