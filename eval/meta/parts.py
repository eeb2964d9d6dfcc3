"""Errors in the outline: parts dropped, emptied, doubled, reordered, misnumbered, points gone."""

from __future__ import annotations

import random
import re

from assistant.document import Section
from assistant.numbering import match_label, match_point_label
from assistant.wordcount import count_words
from eval.case import Case
from eval.meta.text import number_span, parts_of, pick, put, renumbered, siblings


def dropped(case: Case, rng: random.Random) -> str | None:
    """A whole section is gone; half of the time the numbers close ranks."""
    group = pick(rng, siblings(case))
    if group is None:
        return None
    gone = rng.choice(group)
    text = put(case.reference, gone.section.start, gone.section.end, "")
    if rng.random() < 0.5:
        for part in reversed(group[group.index(gone) + 1 :]):
            start, end = number_span(case.reference, part.section)
            shift = gone.section.end - gone.section.start
            ordinal = part.label.ordinal - 1 if part.label else 0
            if ordinal > 0:
                text = put(
                    text, start - shift, end - shift, renumbered(part.section.number, ordinal)
                )
    return text


def emptied(case: Case, rng: random.Random) -> str | None:
    """A heading stays, what stood under it is gone."""
    found = [p for p in parts_of(case) if count_words(p.body) >= 20 and not p.section.run_in]
    part = pick(rng, found)
    if part is None:
        return None
    return put(case.reference, part.section.heading_end, part.section.end, "\n")


def duplicated(case: Case, rng: random.Random) -> str | None:
    """A section stands twice, behind itself or at the end of its chapter."""
    found = [p for p in parts_of(case) if count_words(p.body) >= 20]
    part = pick(rng, found)
    if part is None:
        return None
    section = part.section
    copy = case.reference[section.start : section.end]
    if not copy.endswith("\n"):
        copy = "\n" + copy
    group = [p for p in parts_of(case) if p.parent == part.parent]
    place = rng.choice([section.end, group[-1].section.end])
    return put(case.reference, place, place, copy)


def reordered(case: Case, rng: random.Random) -> str | None:
    """Two sections beside one another change places; their numbers mostly stay in order."""
    group = pick(rng, siblings(case))
    if group is None:
        return None
    at = rng.randrange(len(group) - 1)
    first, second = group[at].section, group[at + 1].section
    keep = rng.random() < 0.7
    return (
        case.reference[: first.start]
        + _moved(case, second, first if keep else second)
        + _moved(case, first, second if keep else first)
        + case.reference[second.end :]
    )


def _moved(case: Case, section: Section, number: Section) -> str:
    """Return the text of a section under the number of another."""
    start, end = number_span(case.reference, section)
    text = case.reference
    words = text[section.start : start] + number.number + text[end : section.end]
    return words if words.endswith("\n") else words + "\n"


def misnumbered(case: Case, rng: random.Random) -> str | None:
    """One heading has a wrong number: skipped, repeated, or none."""
    found = [p for p in parts_of(case) if p.label is not None and p.label.ordinal]
    part = pick(rng, found)
    if part is None or part.label is None:
        return None
    start, end = number_span(case.reference, part.section)
    wrong = [
        n for n in (part.label.ordinal + 1, part.label.ordinal - 1, part.label.ordinal + 2) if n > 0
    ]
    return put(case.reference, start, end, renumbered(part.section.number, rng.choice(wrong)))


def point_dropped(case: Case, rng: random.Random) -> str | None:
    """One of 一是…二是… is gone; half of the time the others close ranks."""
    found = [p for p in parts_of(case) if len(p.section.points) > 1]
    part = pick(rng, found)
    if part is None:
        return _bare_point_dropped(case, rng)
    points = part.section.points
    at = rng.randrange(len(points))
    gone = points[at]
    text = case.reference
    end = gone.end + 1 if text[gone.end : gone.end + 1] == "\n" and at else gone.end
    if rng.random() < 0.5:
        for later in reversed(points[at + 1 :]):
            text = put(text, later.start, later.start + len(later.label), _previous(later.label))
    start = gone.start
    if text[max(0, start - 1) : start] == "\n" and at:
        return text[: start - 1] + text[gone.end :]
    return text[:start] + text[end:]


def _previous(label: str) -> str:
    mark = match_point_label(label + "，") or match_point_label(label) or match_label(label)
    if mark is None or mark.ordinal < 2 or mark.ordinal > 20:
        return label
    return renumbered(label, mark.ordinal - 1)


def _bare_point_dropped(case: Case, rng: random.Random) -> str | None:
    """The same in a text without headings, whose points stand on lines of their own."""
    if parts_of(case) or case.request.sections:
        return None
    lines = case.reference.splitlines(keepends=True)
    found = [i for i, line in enumerate(lines) if re.match(r"\s*[一二三四五六七八九十]是", line)]
    if len(found) < 2:
        return None
    gone = rng.choice(found)
    return "".join(line for i, line in enumerate(lines) if i != gone)
