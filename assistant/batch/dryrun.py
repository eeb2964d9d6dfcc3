"""What a batch would come to, before anything is asked: sections, calls, tokens, money, time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.batch.jobs import Job
from assistant.batch.opened import Opened, Reader
from assistant.batch.orders import Orders
from assistant.batch.store import Store
from assistant.chains.shape import Piece
from assistant.config import Price, Settings
from assistant.errors import AssistantError
from assistant.models.registry import RULES, parse_name
from assistant.request import Task
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


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch would come to.

    `unreadable` are (file, reason), in the language of the settings; `known` counts the sections
    that need no call because their work is known from an earlier run; `measured` says that the
    time rests on an earlier run's calls.  `cost` is None where no price is configured.
    """

    reports: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    sections: int = 0
    asking: int = 0
    known: int = 0
    calls: int = 0
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
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "cost": self.cost,
            "seconds": round(self.seconds, 1),
            "measured": self.measured,
        }


def estimate(jobs: Sequence[Job], orders: Orders, store: Store | None = None) -> Estimate:
    """Read all reports and return what the batch would come to; no model is asked.

    `store` is that of an earlier run, if there is one.  Reports are read one after the other and
    let go; those that cannot be read are named.
    """
    settings = orders.settings
    reader = Reader(settings, original=orders.original)
    rules = parse_name(settings.model)[0] == RULES
    total = Estimate()
    for job in jobs:
        try:
            opened = reader.open(job)
        except AssistantError as error:
            failed = (*total.unreadable, (str(job.source), error.text(settings.language)))
            total = replace(total, reports=total.reports + 1, unreadable=failed)
            continue
        total = _add(total, opened, rules, settings, store)
    return _priced(total, orders, store)


def _add(
    total: Estimate, opened: Opened, rules: bool, settings: Settings, store: Store | None
) -> Estimate:
    pieces = opened.pieces
    model_less = rules or opened.chain_job.task is Task.CLEAN
    asking = [] if model_less else [p for p in pieces if p.asks]
    keys = [opened.key(p, settings.model) for p in asking]
    known = store.cached(keys) if store is not None else {}
    calls = prompt = completion = 0
    for piece, key in zip(asking, keys, strict=True):
        if key in known:
            continue
        for read, written in _calls(piece):
            calls, prompt, completion = calls + 1, prompt + read, completion + written
    return replace(
        total,
        reports=total.reports + 1,
        sections=total.sections + len(pieces),
        asking=total.asking + len(asking),
        known=total.known + sum(key in known for key in keys),
        calls=total.calls + calls,
        prompt_tokens=total.prompt_tokens + prompt,
        completion_tokens=total.completion_tokens + completion,
    )


def _calls(piece: Piece) -> Iterator[tuple[int, int]]:
    """Yield (tokens read, tokens written) of the first call of each question."""
    for question in piece.questions:
        messages = question.prompt.render(**question.values)
        yield count_messages(messages), max(1, round(question.max_tokens * REPLY_SHARE))


def _priced(total: Estimate, orders: Orders, store: Store | None) -> Estimate:
    """Add repairs, money and time."""
    settings = orders.settings
    calls = round(total.calls * CALLS_A_QUESTION)
    prompt = round(total.prompt_tokens * CALLS_A_QUESTION)
    completion = round(total.completion_tokens * CALLS_A_QUESTION)
    price = _price(settings)
    own = total.sections * RULES_SECONDS
    measured = _seconds_a_call(settings, store)
    slots = orders.slots or settings.parallel
    kind = "local" if parse_name(settings.model)[0] == "local" else ""
    if measured is not None:
        asked = calls * measured / slots
    else:
        shared = 1 if kind else slots  # the slots of the embedded model share one processor
        asked = prompt / READ_A_SECOND[kind] + completion / WRITTEN_A_SECOND[kind]
        asked /= shared
    return replace(
        total,
        calls=calls,
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=None if price is None else price.cost(prompt, 0, completion),
        seconds=max(own, asked) if calls else own,
        measured=measured is not None,
    )


def _price(settings: Settings) -> Price | None:
    name = settings.model
    return settings.prices.get(name) or settings.prices.get(name.partition(":")[2])


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
