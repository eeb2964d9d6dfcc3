"""Giving a report, or a part of it, the outline it should have.

A chosen part is divided into points; a whole report is also brought into its genre's order, and
what stands unnumbered in the closing (problems, next steps) becomes sections of its own.  No
sentence is reworded: what is new is labels, headings and the leads of points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.chains import rearrange, sorting
from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.partition import Division, Place, divide_into_points, votes_question
from assistant.chains.promote import promote
from assistant.chains.relabel import relabelled_all
from assistant.chains.repair import Asker
from assistant.chains.section_place import fitting_points, part_of, points_in
from assistant.chains.shape import Chain, Piece, ask_pieces
from assistant.chains.sorting import Placing, Sorting, body_to_sort
from assistant.chains.titled import Titled, spread_titled, write_titled
from assistant.chains.told_order import paragraphs_in_order
from assistant.document import BlockKind, Edit, Point, Section, apply_edits, indent_of, newline_of
from assistant.numbering import LabelStyle, match_label, match_point_label
from assistant.wordcount import count_words

LONG = 250
"""字数 from which a section of a whole report is divided although nobody asked for points."""


_LISTS = frozenset(
    {LabelStyle.ARABIC, LabelStyle.ARABIC_PAREN, LabelStyle.CIRCLED, LabelStyle.ORDINAL}
)


@dataclass(frozen=True, slots=True)
class _Part(Piece):
    """One target with the places in it (its subsections have one each) and their divisions.

    What is asked second depends on what was answered first, so `questions` holds only the first
    question of each place, and what comes of it are the divisions.
    """

    places: tuple[Place, ...] = ()
    divisions: tuple[Division | None, ...] = ()


_Any = _Part | Sorting | Titled


def _spread(job: Job) -> tuple[_Any, ...]:
    if job.request.asks.by_code:
        return tuple(_Part(target) for target in job.targets)
    body = body_to_sort(job.request, job.report, job.genre)
    if body is not None and [t.id for t in job.targets] == [body.id]:
        return (sorting.spread(job, job.targets[0]),)
    parts: list[_Any] = []
    for target in job.targets:
        part = part_of(job, target)
        if job.request.asks.titles and job.request.sections and not _nested(part):
            prose = job.report.text[_head_end(job, target, part) : target.end]
            parts.append(spread_titled(target, prose, job.request.asks.titles, job.genre))
            continue
        places = tuple(_places(job, target, part))
        questions = tuple(
            question for place in places if (question := votes_question(place)) is not None
        )
        parts.append(_Part(target, questions, places=places))
    return tuple(parts)


def _nested(part: Section | Point | None) -> bool:
    return isinstance(part, Section) and bool(part.children)


def _places(job: Job, target: Target, part: Section | Point | None) -> Iterator[Place]:
    """Yield the places of a target; subsections are divided each on its own."""
    if isinstance(part, Section) and part.children and not _is_list(part, job):
        for child in part.children:
            yield from _places(job, _inner(target, child), child)
        return
    asked = job.request.asks.points
    prose = job.report.text[_head_end(job, target, part) : target.end]
    there = points_in(job, target)
    if there > 1 and asked in (None, there):
        return
    chosen = bool(job.request.sections)
    if not chosen and (part is None or count_words(prose) < LONG):
        return
    if job.request.asks.order and asked is None:
        return  # only the order was asked for
    order = job.request.asks.order
    yield Place(target.id, prose, asked or fitting_points(prose), optional=not chosen, order=order)


def _is_list(section: Section, job: Job) -> bool:
    """Whether what stands below a heading is a list in a paragraph, to be made points of.

    （1）…（2）… or 第一，…第二，… with the text running on are items, not subsections.
    """
    if job.request.asks.points is None:
        return False
    labels = [match_label(child.number) for child in section.children]
    return all(
        child.run_in and not child.children and label is not None and label.style in _LISTS
        for child, label in zip(section.children, labels, strict=True)
    )


def _inner(target: Target, child: Section) -> Target:
    return replace(target, id=child.id, start=child.start, end=child.end)


def _work(asker: Asker, parts: Sequence[_Any]) -> tuple[_Any, ...]:
    if any(isinstance(part, Placing) for part in parts):
        return ask_pieces("place", asker, parts)
    places = [place for part in parts if isinstance(part, _Part) for place in part.places]
    divisions = iter(divide_into_points(places, asker))
    return tuple(
        replace(part, divisions=tuple(next(divisions) for _ in part.places))
        if isinstance(part, _Part)
        else part
        for part in parts
    )


def _gather(job: Job, parts: Sequence[_Any]) -> list[Draft]:
    if job.request.asks.by_code:
        return [rearrange.gather(job, part) for part in parts]
    drafts = []
    for part in parts:
        if isinstance(part, Sorting):
            return [sorting.gather(job, part)]
        if isinstance(part, Titled):
            drafts.append(_draft_titled(job, part))
            continue
        divisions = {
            place.section: division
            for place, division in zip(part.places, part.divisions, strict=True)
            if division is not None
        }
        drafts.append(_draft(job, part.target, divisions))
    drafts = promote(job, drafts)
    if not job.request.asks.numbers or job.request.sections:
        return drafts
    points = job.request.asks.points_below
    tops = {s.id for s in job.report.sections}
    return relabelled_all(drafts, tops, points=points, styles=job.report.styles)


def _draft_titled(job: Job, piece: Titled) -> Draft:
    """Return a part as points under the headings that the author named."""
    target, part = piece.target, part_of(job, piece.target)
    lines, by_model, saw = write_titled(piece, job.request.asks.order)
    if not lines:
        return Draft(target, job.source(target), Engine.NONE)
    nested = not isinstance(part, Section)
    text = _lay_out(job, target, _head_end(job, target, part), lines, nested=nested)
    engine = Engine.MODEL if by_model * 2 > len(piece.prose.sentences) else Engine.RULES
    return Draft(target, text, engine, attempts=1 if by_model else 0, remarks=tuple(saw))


def _draft(job: Job, target: Target, divisions: Mapping[str, Division]) -> Draft:
    part = part_of(job, target)
    if isinstance(part, Section) and part.children and not _is_list(part, job):
        return _draft_children(job, target, part, divisions)
    division = divisions.get(target.id)
    if division is None or len(division.lines) < 2:
        apart = _points_apart(job, target, part)
        if job.request.asks.order and not _nested(part):
            apart = paragraphs_in_order(apart, job.request.asks.order)
        engine = Engine.NONE if apart == job.source(target) else Engine.RULES
        return Draft(target, apart, engine)
    head_end = _head_end(job, target, part)
    nested = not isinstance(part, Section)
    text = _lay_out(job, target, head_end, division.lines, nested=nested)
    engine = Engine.MODEL if division.by_model else Engine.RULES
    return Draft(target, text, engine, attempts=division.tries)


def _points_apart(job: Job, target: Target, part: Section | Point | None) -> str:
    """Return a chosen section, or any where that is asked for, with its points in paragraphs."""
    source = job.source(target)
    chosen = job.request.sections or job.request.asks.paragraphs
    if not isinstance(part, Section) or not chosen or len(part.points) < 2:
        return source
    newline = newline_of(source)
    gap = newline * 2 if newline * 2 in source.strip() else newline
    edits = []
    for point in part.points:
        at = point.start - target.start
        bare = at
        while bare and source[bare - 1] in " \t\u3000":
            bare -= 1
        if bare and source[bare - 1] not in "\r\n":
            edits.append(Edit(bare, at, gap + _indent(job, target)))
    return apply_edits(source, edits)


def _draft_children(
    job: Job, target: Target, section: Section, divisions: Mapping[str, Division]
) -> Draft:
    """Restructure each subsection on its own; their headings are not to be mixed."""
    texts = [job.report.text[section.start : section.children[0].start]]
    engines: list[Engine] = []
    attempts = 0
    for child in section.children:
        draft = _draft(job, _inner(target, child), divisions)
        texts.append(draft.text)
        engines.append(draft.engine)
        attempts = max(attempts, draft.attempts)
    texts.append(job.report.text[section.children[-1].end : target.end])
    changed = [e for e in engines if e is not Engine.NONE]
    by_model = changed.count(Engine.MODEL) * 2 >= len(changed)
    engine = Engine.NONE if not changed else Engine.MODEL if by_model else Engine.RULES
    return Draft(target, "".join(texts), engine, attempts=attempts)


def _head_end(job: Job, target: Target, part: Section | Point | None) -> int:
    """Return where the prose behind a heading, or behind a point's label, begins."""
    if isinstance(part, Section):
        return part.heading_end
    label = match_point_label(job.source(target))
    return target.start + (label.end if label is not None else 0)


def _lay_out(job: Job, target: Target, head_end: int, lines: Sequence[str], *, nested: bool) -> str:
    """Put the points behind their heading, each a paragraph with the indent of the others.

    Inside a point (一是…) the new ones are 第一，… and stay in its paragraph.
    """
    text = job.report.text
    newline = newline_of(text)
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
    for block in job.lookup.blocks.beginning(target.start, target.end):
        if block.kind in (BlockKind.BODY, BlockKind.POINT):
            return indent_of(job.report.of(block))
    return ""


RESTRUCTURE = Chain(_spread, _work, _gather)
"""From a job to one draft for each target, the report's parts in the genre's order."""
