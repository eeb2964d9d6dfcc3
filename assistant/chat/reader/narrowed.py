"""A part narrowed to the paragraph that the sentence's own words name.

A model that is not shown the report may name the part in which a paragraph stands; where the words
for the place are that paragraph's, nothing around it is meant: 结尾里“要厉行法治”那段.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.normal import normal
from assistant.chat.reader.own_name import is_own_name
from assistant.chat.situation import Situation
from assistant.chat.turn import Step
from assistant.document import Point, Section
from assistant.errors import UnknownSection
from assistant.instruction.mention_words import SPAN
from assistant.instruction.told_paragraphs import paragraph_meant, paragraphs_alone

_POINTED = re.compile("(?:[那这]|同)(?:一|个|整|大|小)*段(?:话|落|文字|内容)?")
"""What only points back at a paragraph."""
_PART = re.compile("部分|[章节](?=[里中的]|$)")
"""What is more than a paragraph: 述法部分的网格数."""
_EDITS = frozenset({"correct", "replace", "delete"})


def narrowed(
    sections: tuple[str, ...], named: Sequence[str], prior: Step | None, at: Situation
) -> tuple[str, ...]:
    """Return the paragraph that the words for one part name in it; the parts as they are where
    they name none, or several parts are meant."""
    said = [normal(one) for one in named if "段" in one]
    if len(sections) != 1 or not said:
        return sections
    if is_own_name(named, sections[0], at):
        return sections
    try:
        home = at.report.find(sections[0])
    except UnknownSection:
        return sections
    if isinstance(home, Point) and home.id not in {o.id for o in at.report.outside()}:
        return sections
    found = {paragraph.id for one in said if (paragraph := paragraph_meant(one, at.report, home))}
    if not found and prior is not None and _POINTED.fullmatch(said[-1]):
        found = set(_edited(prior, list(paragraphs_alone(at.report, home)), at))
    return tuple(found) if len(found) == 1 else sections


def edited_in(step: Step, named: Sequence[str], at: Situation) -> Step:
    """Return an edit in the one paragraph where its words stand, unless its part was called by its
    number or its name: 茶园那个1200亩 is no word for the whole part."""
    sections = step.sections or ()
    if len(sections) != 1 or not step.old or is_own_name(named, sections[0], at):
        return step
    home = at.report.find(sections[0])
    said = normal("".join(named))
    if _PART.search(said) or SPAN.search(said) or not isinstance(home, Section):
        return step
    found = _edited(step, list(paragraphs_alone(at.report, home)), at)
    return replace(step, sections=found) if len(found) == 1 else step


def _edited(step: Step, paragraphs: Sequence[Point], at: Situation) -> tuple[str, ...]:
    """Return the paragraphs that hold the words of an edit."""
    if step.task not in _EDITS or not step.old:
        return ()
    return tuple(p.id for p in paragraphs if step.old in at.report.of(p))
