"""What a draft is checked against, by task."""

from __future__ import annotations

from assistant.chains import five
from assistant.chains.fill import marks
from assistant.chains.job import Draft, Engine, Job
from assistant.chains.promote import JOINED
from assistant.chains.relabel import heading_mark
from assistant.checks import Filled, Scope
from assistant.intent.asked import asked_moves, asked_outline, asked_points
from assistant.request import Task


def scope_of(job: Job, draft: Draft) -> Scope:
    """Return what a draft is checked against, by task."""
    points = asked_points(job.request.instruction) if job.task is Task.RESTRUCTURE else None
    return Scope(
        task=job.task.value,
        facts=job.facts if job.task is Task.FILL else (),
        context=_context(job),
        plain_text=_plain(job),
        may_drop=job.task is Task.SHORTEN,
        may_reorder=job.task is Task.RESTRUCTURE,
        filled=_written(job, draft),
        points=points if draft.engine is not Engine.NONE and _one_part(job, draft) else None,
        terms=job.terms,
    )


def _one_part(job: Job, draft: Draft) -> bool:
    """Whether a draft is a chosen part without subsections, each of which has its own points."""
    nested = any(s.id == draft.target.id and s.children for s in job.report.walk())
    return bool(job.request.sections) and not nested


def _context(job: Job) -> str:
    """Return the words beside the source that a draft may use: the user's, the headings of the
    genre and those asked for."""
    if job.task is Task.RESTRUCTURE:
        said = job.request.instruction
        asked = [five.NAMES.get(name, name) for name in asked_outline(said)]
        asked += [move.heading for move in asked_moves(said).moves]
        return "\n".join((*(part.name.zh for part in job.genre.parts), JOINED, *asked))
    return (job.request.instruction or "") if job.task is Task.REWRITE else ""


def _written(job: Job, draft: Draft) -> tuple[Filled, ...]:
    """Return every gap that code itself wrote something in: a value, or the mark of an open one."""
    shift = draft.target.start
    values = [
        Filled(f.gap.id, f.gap.start - shift, f.gap.end - shift, f.value, f.source)
        for f in draft.fillings
    ]
    open_ones = [
        Filled(gap.id, gap.start - shift, gap.end - shift, mark, "", open=True)
        for gap, mark in (marks(job, draft) if job.task is Task.FILL else ())
    ]
    return (*values, *open_ones)


def whole_scope(job: Job) -> Scope:
    """Return what a report whose parts changed places is checked against as a whole."""
    return Scope(
        task=job.task.value,
        context=_context(job),
        plain_text=_plain(job),
        terms=job.terms,
    )


def _plain(job: Job) -> bool:
    """Whether no mark of Markdown may come in: code itself puts ## before the headings of one."""
    return job.task is not Task.RESTRUCTURE or not heading_mark(job.report.sections)
