"""What a draft is checked against, by task."""

from __future__ import annotations

import re

from assistant.chains.fill import marks
from assistant.chains.job import Draft, Engine, Job, Rung, Target
from assistant.chains.promote import JOINED, relabelled
from assistant.chains.verified import verified
from assistant.document import Edit, apply_edits
from assistant.genres.loader import set_heading
from assistant.outline.siblings import heading_mark
from assistant.prompts import instructions
from assistant.tasks import Detail, Task
from assistant.verify import Filled, Scope, Verification

_STATES = re.compile(r"[\d《“]")


def checked(job: Job, draft: Draft) -> Verification:
    """Judge a draft against its source: the one verdict, whoever asks for it.

    The number of a heading is code's own and counts as it is now.  What a chain had judged so
    while it wrote is not judged again.
    """
    asked = relabelled(compared(job, draft.target), draft.text), draft.text, scope_of(job, draft)
    if draft.judged is not None and draft.judged[:-1] == asked:
        return draft.judged.verification
    return verified(*asked)


def scope_of(job: Job, draft: Draft) -> Scope:
    """Return what a draft is checked against, by task."""
    points = job.request.asks.points
    if draft.engine is Engine.RULES and job.request.asks.titles:
        points = None  # a heading that no sentence belongs under is named, and makes no point
    if draft.rung is Rung.SECTION and (job.request.asks.unmarked or job.request.asks.labelled):
        points = None  # 分成两段 asks for no marks, 一是二是三是 for no number
    return Scope(
        task=job.task,
        facts=job.facts if Detail.FACTS in job.row.takes else (),
        context=_context(job),
        plain_text=_plain(job),
        may_drop=job.row.may_drop,
        may_drop_idle=any(wish.kind == "plain" for wish in job.request.asks.wishes),
        may_reorder=job.row.may_reorder,
        filled=_written(job, draft),
        points=points if draft.engine is not Engine.NONE and _one_part(job, draft) else None,
        headings=_headings(job, draft),
        terms=job.terms,
        prompt=instructions(),
    )


def compared(job: Job, target: Target) -> str:
    """Return the text of a target that its draft is compared with.

    Where the author named the headings of the whole report, those that stand on lines of their own
    give way as asked; one that states something (a figure, a clause) is looked for all the same.
    """
    source = job.source(target)
    if not job.request.asks.outline or job.request.sections:
        return source
    edits = [
        Edit(s.start - target.start, s.heading_end - target.start, "")
        for s in job.report.sections
        if target.start <= s.start < target.end and not s.run_in and not _STATES.search(s.heading)
    ]
    return apply_edits(source, edits)


def _headings(job: Job, draft: Draft) -> tuple[str, ...]:
    """Return the headings on lines of their own inside a draft that its task leaves alone."""
    if job.task not in (Task.FILL, Task.CLEAN):
        return ()
    inside = job.sections.beginning(draft.target.start, draft.target.end)
    return tuple(s.heading for s in inside if s.heading and not s.run_in)


def _one_part(job: Job, draft: Draft) -> bool:
    """Whether a draft is a chosen part without subsections, each of which has its own points."""
    if not job.request.sections:
        return False
    return not any(
        s.id == draft.target.id and s.children
        for s in job.sections.beginning(draft.target.start, draft.target.start + 1)
    )


def _context(job: Job) -> str:
    """Return the words beside the source that a draft may use: the user's, the headings of the
    genre and those asked for."""
    if job.task == Task.RESTRUCTURE:
        asks = job.request.asks
        asked = [side.name if (side := set_heading(n)) else n for n in asks.outline]
        asked += [move.heading for move in asks.moves]
        asked += asks.titles
        return "\n".join((*(part.name.zh for part in job.genre.parts), JOINED, *asked))
    return (job.request.instruction or "") if job.task == Task.REWRITE else ""


def _written(job: Job, draft: Draft) -> tuple[Filled, ...]:
    """Return every gap that code itself wrote something in: a value, or the mark of an open one."""
    shift = draft.target.start
    values = [
        Filled(f.gap.id, f.gap.start - shift, f.gap.end - shift, f.value, f.source)
        for f in draft.fillings
    ]
    open_ones = [
        Filled(gap.id, gap.start - shift, gap.end - shift, mark, "", open=True)
        for gap, mark in (marks(job, draft) if job.task == Task.FILL else ())
    ]
    return (*values, *open_ones)


def whole_scope(job: Job) -> Scope:
    """Return what a report whose parts changed places is checked against as a whole."""
    return Scope(
        task=job.task,
        context=_context(job),
        plain_text=_plain(job),
        terms=job.terms,
        prompt=instructions(),
    )


def _plain(job: Job) -> bool:
    """Whether no mark of Markdown may come in: code itself puts ## before the headings of one."""
    return job.task != Task.RESTRUCTURE or not heading_mark(job.report.sections)
