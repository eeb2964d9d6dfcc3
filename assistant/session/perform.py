"""What a session does with a request: a job for the chains, with the model it may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable, UsageError
from assistant.request import Arrangement, Progress, Request, require_sensible
from assistant.session.places import Places
from assistant.tasks import TASKS

if TYPE_CHECKING:
    from assistant.chains import Asker, Job, Outcome
    from assistant.chains.job import Rung
    from assistant.models import LanguageModel, Writer
    from assistant.session.core import Session


def do(
    session: Session,
    request: Request,
    notify: Callable[[Progress], None],
    strict: bool,
    variation: int = 0,
    ask: Callable[[Session, bool], LanguageModel | None] | None = None,
    lower: bool = False,
    within: tuple[int, int] | None = None,
) -> tuple[Job, Outcome]:
    """Do what was asked and return the job with its outcome; the session's report stays.

    This is the one way a report is worked on, alone or in a batch.  `ask` gives the model of a
    request that needs one, by default the session's own; with `lower` it is not asked for whole
    sections, having missed too many in other reports.  `within` is the stretch of the one chosen
    part that alone is worked on.
    Raises UnknownSection and UsageError for a request that makes no sense, and with `strict`
    ModelUnavailable where the model cannot be had.
    """
    from assistant.chains import prepare, worked
    from assistant.chains.job import Rung

    require_sensible(request)
    report, genre, facts = session.report, session.genre, session.facts
    request = read_for(session, request)
    job = prepare(request, report, genre, facts=facts, terms=session.terms())
    if within is not None:
        inside = Places(job.report.text, report.text)
        start, end = map(inside.back, within)
        if start >= end:  # all of it, or where it begins, is noise
            raise UsageError("选中的是无关文字，没有可以改的。", "What you chose is noise alone.")
        job = replace(job, targets=(replace(job.targets[0], start=start, end=end),))
    asked = needs_model(request) if ask is not None else asks_model(session, request)
    writer = (ask or model_for)(session, strict) if asked else None
    asker = asker_of(session, writer, notify, request.task)
    asker.variation = variation
    if lower and asker.start is Rung.SECTION:
        asker.start, asker.lowered = Rung.SENTENCE, True
    job, outcome = worked(job, report, asker)
    session.gone = asker.gone
    if asker.gone is not None and strict:
        raise asker.gone
    return job, outcome


def asker_of(
    session: Session, writer: LanguageModel | None, notify: Callable[[Progress], None], task: str
) -> Asker:
    """Return what asks a session's model, beginning on the rung that is known to suit it."""
    from assistant.chains import Asker
    from assistant.chains.rungs import start_rung

    start = None if writer is None else start_rung(writer.name, session.settings.rungs, task)
    return Asker(writer, notify, gone=session.gone, start=start)


def begins_on(session: Session, task: str) -> Rung:
    """Return the rung that the session's model begins a task on; it is not loaded for that."""
    from assistant.chains.rungs import start_rung

    settings = session.settings
    return start_rung(session.model or settings.model, settings.rungs, task)


def read_for(session: Session, request: Request) -> Request:
    """Read a request for a session's model.

    Of 合并第一点和第二点，突出数据 code can do the first half; a model that is asked for whole
    sections can do both at once, where all of it is inside the chosen part.
    """
    from assistant.chains.job import Rung
    from assistant.instruction import read_request

    request = read_request(request, session.report)
    asks = request.asks
    chosen = {session.report.find(s).id for s in request.sections}
    if asks.besides and asks.inside in chosen and begins_on(session, request.task) is Rung.SECTION:
        seen = Arrangement(wishes=asks.wishes)
        return replace(request, arrangement=seen)
    return request


def asks_model(session: Session, request: Request) -> bool:
    """Whether a request, as it was read, is one that the session's model is asked about."""
    from assistant.chains.job import Rung

    return needs_model(request) and begins_on(session, request.task) is not Rung.RULES


def needs_model(request: Request) -> bool:
    """Whether a request, as it was read, takes a model; code alone cleans, moves or joins parts."""
    return not TASKS[request.task].by_code and not request.by_code_alone


def model_for(session: Session, strict: bool) -> Writer | None:
    """Return the session's model, loaded on first use; None for a name that needs none."""
    from assistant.models import get_model

    if session.gone is not None:
        return None
    if session.writer is None:
        try:
            session.writer = get_model(session.model, session.settings, progress=session.loading)
        except ModelUnavailable as error:
            if strict:
                raise
            session.gone = error
    return session.writer
