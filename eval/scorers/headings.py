"""Elements of the outline: headings, their order and numbers, points."""

from __future__ import annotations

from typing import Final

from assistant.document import Section
from assistant.numbering import Label, match_label
from assistant.wordcount import count_words
from eval.case import Element
from eval.likeness import contained
from eval.reading import Part, alike, own_points, pairs, says
from eval.scorers.context import Context, Told

_SAME_TEXT: Final = 0.45
"""Share of the reference's words from which a section under another heading is the same one."""
_EMPTIED: Final = 0.3
"""Share of the reference's 字数 below which a section has lost its content."""


def tell_heading(element: Element, context: Context) -> Told:
    """Tell whether the heading is there once, at its depth, with its number and some text."""
    named = f"“{element.text}”"
    found = candidates(element, context)
    if not found:
        return Told(False, f"缺少标题{named}", f"the heading {named} is missing")
    part = found[0]
    section = part.section
    place = (section.start, section.heading_end)
    same = [p for p in found if says(p.section.heading, element.alternatives)]
    if len(same) > 1 and len({p.section.heading for p in same}) == 1:
        place = (same[-1].section.start, same[-1].section.heading_end)
        return Told(
            False, f"标题{named}出现了{len(same)}次", f"{named} stands {len(same)} times", place
        )
    if element.level is not None and section.level != element.level:
        return Told(
            False, f"标题{named}应是第{element.level}级，实际是第{section.level}级",
            f"{named} should be at level {element.level}, not {section.level}", place,
        )  # fmt: skip
    wrong = _number(element, part, context)
    if wrong is not None:
        return Told(
            False, f"标题{named}的序号{wrong[0]}", f"the number of {named} {wrong[1]}", place
        )
    words, wanted = count_words(part.body), count_words(element.like)
    if words < wanted * _EMPTIED:
        return Told(
            False, f"标题{named}下面只有{words}字", f"only {words} 字 stand below {named}", place
        )
    return Told(True, f"有标题{named}", f"the heading {named} is there", place)


def candidates(element: Element, context: Context) -> list[Part]:
    """Return the sections that may be the one an element means, the likeliest first.

    Words of the heading decide; a drawn heading is also found by what stands below it, because
    another good result may word the heading in its own way.
    """
    ranked = [(alike(p.section.heading, element.alternatives), p) for p in context.whole.parts]
    named = sorted((row for row in ranked if row[0]), key=lambda row: -row[0])
    if named or not element.like:
        return [part for _, part in named]
    wanted = pairs(element.like)
    level = element.level
    held = [
        (_common(wanted, pairs(part.body)), part)
        for part in context.whole.parts
        if part.section.heading and (level is None or part.section.level == level)
    ]
    score, best = max(held, key=lambda row: row[0], default=(0.0, None))
    return [best] if best is not None and score >= _SAME_TEXT else []


def _common(wanted: frozenset[str], there: frozenset[str]) -> float:
    """Return how much two sections have in common, by the one that has less of the other: a
    section that holds all the text is no other one's counterpart."""
    return min(contained(wanted, there), contained(there, wanted))


def _number(element: Element, part: Part, context: Context) -> tuple[str, str] | None:
    """Return what is wrong with a heading's number in both languages, or None.

    Another style is as good where all sections beside this one have it: （一） for 一、.
    """
    if not element.number:
        return None
    wanted, there = _label(element.number), part.label
    if wanted is None:
        return None
    if there is None:
        return "不见了", "is missing"
    if there.ordinal != wanted.ordinal:
        return (
            f"应为“{element.number}”，写成了“{part.section.number}”",
            f"should be {element.number}, not {part.section.number}",
        )
    beside = {p.label.style for p in context.whole.siblings(part) if p.label is not None}
    if there.style is not wanted.style and len(beside) > 1:
        return (
            f"和并列的标题不一致：“{part.section.number}”",
            "differs in style from its neighbours",
        )
    return None


def _label(number: str) -> Label | None:
    return match_label(number + " ")


def tell_order(element: Element, context: Context) -> Told:
    """Tell whether headings stand in the wanted order; drawn ones may be missing here, because
    each has an element of its own."""
    last, reached, seen = -1, "", 0
    for words in element.headings:
        ranked = [(alike(p.section.heading, words.split("|")), p) for p in context.whole.parts]
        score, part = max(ranked, key=lambda row: row[0], default=(0.0, None))
        if part is None or not score:
            if element.drawn:
                continue
            return Told(False, f"缺少标题“{words}”", f"the heading “{words}” is missing")
        seen += 1
        section = part.section
        if section.start <= last:
            return Told(
                False, f"“{words}”应在“{reached}”之后", f"“{words}” should follow “{reached}”",
                (section.start, section.heading_end),
            )  # fmt: skip
        last, reached = section.start, words
    if seen < 2:
        return Told(False, "各部分的标题大多不见了", "hardly any of the headings is there")
    return Told(True, "各部分顺序正确", "the parts are in order")


def tell_points(element: Element, context: Context) -> Told:
    """Tell whether a section (or the chosen part) has as many points as wanted."""
    least, most = element.count
    wanted = str(least) if least == most else f"{least}～{most}"
    if not element.section:
        count = context.chosen.point_count((0, len(context.part.text)))
        place: tuple[int, int] | None = None
    else:
        part = _section(element, context)
        if part is None:
            return Told(
                False, f"找不到“{element.section}”这一部分", f"there is no “{element.section}”"
            )
        count, place = own_points(part), (part.section.start, part.section.end)
    if least <= count <= most:
        return Told(True, f"有{count}点", f"{count} points are there", place)
    return Told(False, f"应有{wanted}点，实际{count}点", f"{count} points, not {wanted}", place)


def _section(element: Element, context: Context) -> Part | None:
    found = context.whole.find(element.section)
    if isinstance(found, Section):
        return next(p for p in context.whole.parts if p.section is found)
    if not element.like:
        return None
    wanted = pairs(element.like)
    held = [(_common(wanted, pairs(p.body)), p) for p in context.whole.parts]
    score, best = max(held, key=lambda row: row[0], default=(0.0, None))
    return best if best is not None and score >= _SAME_TEXT else None
