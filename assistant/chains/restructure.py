"""Giving a report, or a part of it, the outline it should have.

A chosen part is divided into points; a whole report is also brought into its genre's order, and
what stands unnumbered in the closing (problems, next steps) becomes sections of its own.  No
sentence is reworded: what is new is labels, headings and the leads of points.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from langchain_core.runnables import Runnable

from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.partition import divide_into_points
from assistant.chains.promote import Divided, promote
from assistant.chains.repair import Asker
from assistant.chains.step import step
from assistant.document import BlockKind, Point, Section
from assistant.numbering import match_point_label, parse_number
from assistant.wordcount import count_words

WORDS_A_POINT = 150
LONG = 250
"""字数 from which a section of a whole report is divided although nobody asked for points."""
_ASKED_POINTS = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:个)?(?:小点|要点|点|条|方面|部分|层次|段)"
)


def restructure_chain(asker: Asker) -> Runnable[Job, list[Draft]]:
    """Return the chain from a job to one draft for each target."""
    return step(partial(_divide, asker), "divide") | step(promote, "promote")


def asked_points(instruction: str | None) -> int | None:
    """Return the number of points an instruction asks for (“分成三点”), or None."""
    match = _ASKED_POINTS.search(instruction or "")
    if match is None:
        return None
    number = parse_number(match.group(1).replace("两", "二"))
    return number if number is not None and 2 <= number <= 12 else None


def _divide(asker: Asker, job: Job) -> Divided:
    asked = asked_points(job.request.instruction)
    chosen = bool(job.request.sections)
    drafts = [_draft(job, target, asked, chosen, asker) for target in job.targets]
    return Divided(job, drafts)


def _draft(job: Job, target: Target, asked: int | None, chosen: bool, asker: Asker) -> Draft:
    source = job.source(target)
    untouched = Draft(target, source, Engine.NONE)
    part = _part(job, target)
    if isinstance(part, Section) and part.children:
        return _draft_children(job, target, part, asked, chosen, asker)
    head_end = _head_end(job, target, part)
    prose = job.report.text[head_end : target.end]
    points = asked or _fitting(prose)
    there = len(part.points) if isinstance(part, Section) else 0
    if there > 1 and asked in (None, there):
        return untouched
    if not chosen and (part is None or not asker.ready or count_words(prose) < LONG):
        return untouched
    lines, tries, by_model = divide_into_points(prose, points, asker, target.id)
    if len(lines) < 2:
        return untouched
    text = _lay_out(job, target, head_end, lines, nested=not isinstance(part, Section))
    engine = Engine.MODEL if by_model else Engine.RULES
    return Draft(target, text, engine, attempts=tries)


def _draft_children(
    job: Job, target: Target, section: Section, asked: int | None, chosen: bool, asker: Asker
) -> Draft:
    """Restructure each subsection on its own; their headings are not to be mixed."""
    texts = [job.report.text[section.start : section.children[0].start]]
    engines: list[Engine] = []
    attempts = 0
    for child in section.children:
        inner = replace(target, id=child.id, start=child.start, end=child.end)
        draft = _draft(job, inner, asked, chosen, asker)
        texts.append(draft.text)
        engines.append(draft.engine)
        attempts = max(attempts, draft.attempts)
    texts.append(job.report.text[section.children[-1].end : target.end])
    changed = [e for e in engines if e is not Engine.NONE]
    by_model = changed.count(Engine.MODEL) * 2 >= len(changed)
    engine = Engine.NONE if not changed else Engine.MODEL if by_model else Engine.RULES
    return Draft(target, "".join(texts), engine, attempts=attempts)


def _part(job: Job, target: Target) -> Section | Point | None:
    for section in job.report.walk():
        if section.id == target.id:
            return section
        for point in section.points:
            if point.id == target.id:
                return point
    return None


def _head_end(job: Job, target: Target, part: Section | Point | None) -> int:
    """Return where the prose behind a heading, or behind a point's label, begins."""
    if isinstance(part, Section):
        return part.heading_end
    label = match_point_label(job.source(target))
    return target.start + (label.end if label is not None else 0)


def _fitting(prose: str) -> int:
    """Return the number of points a text of this length reads well in: two to five."""
    return min(5, max(2, round(count_words(prose) / WORDS_A_POINT)))


def _lay_out(job: Job, target: Target, head_end: int, lines: list[str], *, nested: bool) -> str:
    """Put the points behind their heading, each a paragraph with the indent of the others.

    Inside a point (一是…) the new ones are 第一，… and stay in its paragraph.
    """
    text = job.report.text
    newline = "\r\n" if "\r\n" in text else "\n"
    tail = text[target.start : target.end]
    end = tail[len(tail.rstrip()) :]
    head = text[target.start : head_end].rstrip()
    if nested and head_end > target.start:
        inner = [re.sub(r"^([一二三四五六七八九十]+)是", r"第\1，", line) for line in lines]
        return head + "".join(inner) + end
    indent = _indent(job, target)
    body = newline.join(indent + line for line in lines)
    if newline * 2 in job.source(target).strip():
        body, head = body.replace(newline, newline * 2), head + newline if head else head
    return (head + newline + body if head else body) + end


def _indent(job: Job, target: Target) -> str:
    for block in job.report.blocks:
        inside = target.start <= block.start < target.end
        if inside and block.kind in (BlockKind.BODY, BlockKind.POINT):
            line = job.report.text[block.start : block.end]
            return line[: len(line) - len(line.lstrip(" \t\u3000"))]
    return ""
