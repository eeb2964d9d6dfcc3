"""Editing the chosen part of a reference, the rest kept to the byte."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from assistant.document import Section
from assistant.numbering import chinese_number
from eval.case import Case
from eval.derive import basis
from eval.reading import Part, Reading

Change = Callable[[str, random.Random], str | None]
T = TypeVar("T")
PROTECTED: Final = re.compile(r"《[^《》]*》|“[^“”]*”|【[^【】]*】")
LABEL: Final = re.compile(
    r"^[ \t\u3000]*(?:第[一二三四五六七八九十]+[，、,]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|[①-⑳])",
    re.MULTILINE,
)


def chosen(case: Case) -> list[tuple[int, int]]:
    """Return where the chosen parts of the reference stand."""
    return list(basis(case).reference.spans)


def within(case: Case, change: Change, rng: random.Random) -> str | None:
    """Return the reference with one of its chosen parts changed, None where none has room."""
    spans = chosen(case)
    for start, end in rng.sample(spans, len(spans)):
        text = case.reference[start:end]
        changed = change(text, rng)
        if changed is not None and changed != text:
            return case.reference[:start] + changed + case.reference[end:]
    return None


def put(text: str, start: int, end: int, words: str) -> str:
    """Return `text` with `words` in the place of `start`–`end`."""
    return text[:start] + words + text[end:]


def free(text: str, start: int, end: int) -> bool:
    """Tell whether a place lies outside titles, quotations and the numbers of headings."""
    spans = [m.span() for m in PROTECTED.finditer(text)] + [m.span() for m in LABEL.finditer(text)]
    return not any(low < end and start < high for low, high in spans)


def pick(rng: random.Random, found: Sequence[T]) -> T | None:
    """Return one of `found`, None where there is none."""
    return rng.choice(found) if found else None


def parts_of(case: Case) -> list[Part]:
    """Return the sections that lie within the chosen parts of the reference."""
    spans = chosen(case)
    return [
        part
        for part in Reading(case.reference).parts
        if any(s <= part.section.start and part.section.end <= e for s, e in spans)
    ]


def siblings(case: Case) -> list[list[Part]]:
    """Return the groups of two or more sections that stand beside one another."""
    groups: dict[str, list[Part]] = {}
    for part in parts_of(case):
        if part.section.heading:
            groups.setdefault(part.parent, []).append(part)
    return [group for group in groups.values() if len(group) > 1]


def renumbered(number: str, ordinal: int) -> str:
    """Return a printed number with another ordinal, in its own script."""
    match = re.search(r"\d+|[一二三四五六七八九十]+", number)
    if match is None:
        return number
    new = str(ordinal) if match[0].isdigit() else chinese_number(ordinal)
    return number[: match.start()] + new + number[match.end() :]


def number_span(text: str, section: Section) -> tuple[int, int]:
    """Return where the printed number of a section stands in the text."""
    place = text.index(section.number, section.start)
    return place, place + len(section.number)
