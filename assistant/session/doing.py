"""What a session does with a request: a job for the chains, with the model it may ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable
from assistant.intent.asked import asked_moves
from assistant.request import Progress, Request, Task
from assistant.session.sensible import require_sensible

if TYPE_CHECKING:
    from assistant.chains import Job, Outcome
    from assistant.models import Writer
    from assistant.session.core import Session


def do(
    session: Session,
    request: Request,
    notify: Callable[[Progress], None],
    strict: bool,
    variation: int,
) -> tuple[Job, Outcome]:
    """Do what was asked and return the job with its outcome; the session's report stays.

    Raises UnknownSection and UsageError for a request that makes no sense, and with `strict`
    ModelUnavailable where the model cannot be had.
    """
    from assistant.chains import Asker, prepare, run

    require_sensible(request)
    report, genre, facts = session.report, session.genre, session.facts
    job = prepare(request, report, genre, facts=facts, terms=session.terms(), notify=notify)
    writer = None if by_code(request) else model_for(session, Task(request.task), strict)
    asker = Asker(writer, notify, gone=session.gone)
    asker.variation = variation
    outcome = run(job, report, asker)
    session.gone = asker.gone
    if asker.gone is not None and strict:
        raise asker.gone
    return job, outcome


def by_code(request: Request) -> bool:
    """Whether a request only moves, joins or unnumbers parts: no weights are loaded for that."""
    return Task(request.task) is Task.RESTRUCTURE and bool(asked_moves(request.instruction))


def model_for(session: Session, task: Task, strict: bool) -> Writer | None:
    """Return the session's model, loaded on first use; None for a task or name that needs none."""
    from assistant.models import get_model

    if task is Task.CLEAN or session.gone is not None:
        return None
    if session.writer is None:
        try:
            session.writer = get_model(session.model, session.settings, progress=session.loading)
        except ModelUnavailable as error:
            if strict:
                raise
            session.gone = error
    return session.writer
