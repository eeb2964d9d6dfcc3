"""What a batch would come to, before anything is asked: sections, calls, tokens, money, time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.batch.job import Job
from assistant.batch.journal import call_key
from assistant.batch.options import BatchOptions
from assistant.batch.report_reader import ReportReader
from assistant.batch.store import Store
from assistant.chains.job import Job as ChainJob
from assistant.chains.job import Rung
from assistant.chains.ladder import sections_of
from assistant.chains.repair import TRIES, Question
from assistant.chains.run import chain_of
from assistant.chains.rungs import start_rung
from assistant.chains.shape import Piece
from assistant.config import Settings
from assistant.errors import AssistantError
from assistant.models.connection import Call
from assistant.models.registry import RULES, parse_name
from assistant.printable import printable
from assistant.session.perform import needs_model
from assistant.tokens import count_messages

CALLS_A_QUESTION = 1.25
"""Calls a question takes on average, repairs included (the embedded model, 60 passages)."""
REPLY_SHARE = 0.45
"""Part of its cap that a reply uses on average: caps leave room for a wordy one."""
READ_A_SECOND, WRITTEN_A_SECOND = {"local": 110.0, "": 2000.0}, {"local": 28.0, "": 40.0}
"""Tokens a second that one slot reads and writes where no earlier run has measured it: the
embedded model on two cores (all slots together), and what a hosted service usually gives."""
RULES_SECONDS = 0.06
"""Seconds the program itself takes for a section."""


@dataclass(slots=True)
class Estimate:
    """What a batch would come to.

    `unreadable` are (file, reason), in the language of the settings; `known` counts the sections
    that need no call because their work is known from an earlier run; `measured` says that the
    time rests on an earlier run's calls.  `calls` are those to expect, `most_calls` the most that
    one section can take over all rungs of the ladder.  `cost` is None where no price is configured.
    """

    reports: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    sections: int = 0
    asking: int = 0
    known: int = 0
    calls: int = 0
    most_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    seconds: float = 0.0
    measured: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the estimate as JSON."""
        return {
            "reports": self.reports,
            "unreadable": [{"file": f, "error": e} for f, e in self.unreadable],
            "sections": {"total": self.sections, "asking": self.asking, "known": self.known},
            "calls": self.calls,
            "most_calls_a_section": self.most_calls,
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cost": self.cost,
            "seconds": round(self.seconds, 1),
            "measured": self.measured,
        }


def estimate(jobs: Sequence[Job], options: BatchOptions, store: Store | None = None) -> Estimate:
    """Read all reports and return what the batch would come to; no model is asked.

    `store` is that of an earlier run, if there is one.  Reports are read one after the other and
    let go; those that cannot be read are named.
    """
    settings = options.settings
    reader = ReportReader(options)
    rules = parse_name(settings.model)[0] == RULES
    total = Estimate()
    for job in jobs:
        total.reports += 1
        try:
            prepared = reader.prepare(job)
        except AssistantError as error:
            total.unreadable += ((printable(str(job.source)), error.text(settings.language)),)
            continue
        if not rules and needs_model(prepared.request):
            _add(total, _asked(prepared, settings), settings.model, store)
        total.sections += len(prepared.targets)
    _price(total, options, store)
    return total


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that is asked about: the questions it begins with, and the most calls it can take."""

    questions: tuple[Question, ...]
    most_calls: int


def _asked(job: ChainJob, settings: Settings) -> list[_Part]:
    """Return what is asked about a report, on the rung that its sections begin on."""
    start = start_rung(settings.model, settings.rungs, job.task)
    if start is Rung.RULES:
        return []
    job = replace(job, model=settings.model)
    pieces = [piece.begun_on(start) for piece in chain_of(job).spread(job)]
    below = {piece.target.id: _most_calls(piece) for piece in pieces}
    sections = sections_of(job) if start is Rung.SECTION else []
    whole = bool(sections) and sections[0].job.targets != job.targets
    found = []
    for section in sections:
        question = section.question()
        more = sum(below.values()) if whole else below.get(section.target.id, 0)
        found.append(_Part((question,), question.tries + more))
    in_one_go = {piece.target.id for piece in pieces} if whole else {
        section.target.id for section in sections
    }  # fmt: skip
    return found + [
        _Part(piece.questions, below[piece.target.id])
        for piece in pieces
        if piece.questions and piece.target.id not in in_one_go
    ]


def _most_calls(piece: Piece) -> int:
    """Return the most calls a piece can take by sentences: each question, sent back as often as
    may be, and a lead for each point where a model sorts sentences into points."""
    leads = 0
    for question in piece.questions:
        properties: dict[str, Any] = dict(question.schema or {}).get("properties") or {}  # type: ignore[assignment]
        leads += TRIES * int(properties.get("points", {}).get("maxItems", 0))
    return sum(q.tries for q in piece.questions) + leads


def _add(total: Estimate, parts: Sequence[_Part], model: str, store: Store | None) -> None:
    for part in parts:
        calls = [_call(question) for question in part.questions]
        total.asking += 1
        total.most_calls = max(total.most_calls, part.most_calls)
        if store is not None and all(store.reply(call_key(model, call)) for call in calls):
            total.known += 1
            continue
        total.calls += len(calls)
        total.prompt_tokens += sum(count_messages(call.messages) for call in calls)
        total.completion_tokens += sum(max(1, round(c.max_tokens * REPLY_SHARE)) for c in calls)


def _call(question: Question) -> Call:
    """Return the first call that a question is put in."""
    messages = tuple(question.prompt.render(**question.values))
    return Call(messages, question.max_tokens, question.schema)


def _price(total: Estimate, options: BatchOptions, store: Store | None) -> None:
    """Add repairs, money and time."""
    settings = options.settings
    total.calls = round(total.calls * CALLS_A_QUESTION)
    prompt = total.prompt_tokens = round(total.prompt_tokens * CALLS_A_QUESTION)
    completion = total.completion_tokens = round(total.completion_tokens * CALLS_A_QUESTION)
    price = settings.price_of(settings.model)
    total.cost = None if price is None else price.cost(prompt, 0, completion)
    total.seconds = total.sections * RULES_SECONDS
    measured = _seconds_a_call(settings, store)
    total.measured = measured is not None
    slots = options.jobs or settings.parallel
    kind = "local" if parse_name(settings.model)[0] == "local" else ""
    if measured is not None:
        asked = total.calls * measured / slots
    else:
        shared = 1 if kind else slots  # the slots of the embedded model share one processor
        asked = prompt / READ_A_SECOND[kind] + completion / WRITTEN_A_SECOND[kind]
        asked /= shared
    if total.calls:
        total.seconds = max(total.seconds, asked)


def _seconds_a_call(settings: Settings, store: Store | None) -> float | None:
    """Return how long a call of this model took in an earlier run on the same store."""
    if store is None:
        return None
    usage = store.counts().usage
    same = any(
        (row.result or {}).get("usage", {}).get("model") == settings.model
        for row in store.reports()
    )
    return usage.seconds / usage.calls if same and usage.calls else None
