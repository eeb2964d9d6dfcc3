"""A rewrite under way: what the rules make of a request is shown first, what the model makes of it
comes into its place where it is better and nobody has begun to decide on the first."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.findings import Message
from assistant.models import parse_name
from assistant.models.progress import Step
from assistant.request import Progress, Request
from assistant.session import Proposal, Stopped
from assistant.session.perform import asks_model, read_for
from assistant.session.propose import what_still_fits

if TYPE_CHECKING:
    from assistant.web.desk import Work

Narrow = Callable[[Proposal], Proposal]
_SHORTEST = 0.85
"""The least share of an asked length that meets it."""


@dataclass
class Run:
    """A rewrite under way: what it writes at the moment, and how to stop it.

    `said` is how the request was understood, `another` the candidate in whose stead one is wanted.
    `again` tells that what came of it waits already, and that no second one was made.
    `within` is the stretch of the part that alone is worked on, `narrow` keeps of a proposal what
    is wanted, with `rules_first` the rules' is `shown` until the
    model has written; `behind` tells that the model's then went behind it.
    """

    request: Request
    said: Message | None = None
    variation: int = 0
    another: Proposal | None = None
    within: tuple[int, int] | None = None
    narrow: Narrow = lambda found: found
    rules_first: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    drafts: OrderedDict[int, str] = field(default_factory=OrderedDict)
    done: int = 0
    total: int = 0
    began: float = field(default_factory=time.monotonic)
    sent: float | None = None
    first_word: float | None = None
    loading: Step | None = None
    waiting: bool = False
    finished: bool = False
    shown: Proposal | None = None
    behind: bool = False
    again: bool = False
    found: Proposal | None = None
    error: Message | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def expected(self) -> int:
        """How many characters a model may write: as many as the rules made, where they did."""
        return sum(len(p.output) for p in self.shown.parts if p.changed) if self.shown else 0

    def end(self) -> None:
        """Tell that it is over."""
        self.finished = True
        self.ended.set()

    def hear(self, step: Progress) -> None:
        """Take note of how far it is."""
        if step.tokens:
            self.first_word = self.first_word or time.monotonic()
        if step.words:
            self.drafts[step.question] = self.drafts.get(step.question, "") + step.words
            self.drafts.move_to_end(step.question)
        self.done, self.total = step.done, step.total

    def hear_loading(self, step: Step) -> None:
        """Take note of how far the model's weights are; raises Stopped where nobody wants them."""
        if self.stop.is_set():
            raise Stopped
        self.loading = step


def rewrite(work: Work, run: Run) -> None:
    """Work out what was asked for and let it wait; raises Stopped, and what `work_out` raises."""
    session = work.session
    session.loading = run.hear_loading
    asks = _asks_a_model(work, run.request)
    if run.rules_first and asks:
        first = session.work_out(run.request, by_rules=True, stop=run.stop, within=run.within)
        first = run.narrow(first)
        if first.changes:
            with work.lock:
                # What the rules make is the same for the same wish: no model is asked twice.
                if _waits_already(work, run, first):
                    return
                run.shown = first
                session.wait_before(first)
    run.sent = time.monotonic() if asks else None
    found = session.work_out(
        run.request, run.hear, variation=run.variation, stop=run.stop, within=run.within
    )
    found = run.narrow(found)
    with work.lock:
        if run.stop.is_set():
            raise Stopped
        _let_wait(work, run, found)


def better(found: Proposal, first: Proposal) -> bool:
    """Whether what a model wrote is to be shown in the place of what the rules made: its wording
    is, unless more of it is wrong or it misses the length that the other meets."""

    def faults(one: Proposal) -> tuple[int, bool]:
        asked = one.asked
        missed = asked is not None and not _SHORTEST * asked <= one.words <= asked
        return len(one.errors), missed

    return bool(found.changes) and faults(found) <= faults(first)


def _asks_a_model(work: Work, request: Request) -> bool:
    name = work.session.model or work.session.settings.model
    if parse_name(name)[0] == "rules" or work.session.gone is not None:
        return False
    return asks_model(work.session, read_for(work.session, request))


def _waits_already(work: Work, run: Run, made: Proposal) -> bool:
    """Show what waits already where the very same was asked for and made."""
    found = work.session.waits_already(made)
    if found is None:
        return False
    run.found, run.again = found, True
    work.bring(found)
    return True


def _let_wait(work: Work, run: Run, made: Proposal) -> None:
    """Let what was made wait, beside or in the place of what answers the same request already."""
    session = work.session
    found = what_still_fits(made, session.report.text)
    if found is None:
        run.error = Message(
            "这一部分在改写期间有了改动，写好的已不适用，没有保留。需要的话请再说一次。",
            "This part changed while it was being rewritten, so nothing was kept. Ask again.",
        )
        return
    waits = {one.id: one for one in session.waiting}
    before = run.shown or run.another
    if before is not None and before.id in waits:
        found = replace(found, first=before.group)
    first = waits.get(run.shown.id) if run.shown is not None else None
    run.found = found
    if first is None:
        if before is not None or not _waits_already(work, run, found):
            session.wait_before(found)
    elif found.text == first.text:
        # Nothing else came of it, but who was asked and what is to be known of that.
        run.found = replace(found, id=first.id, first=first.first)
        session.wait_for(first, run.found)
    elif not found.changes:
        run.found = first
    elif better(found, first) and work.begun != first.id:
        session.wait_before(found)
    else:
        run.behind = True
        session.wait_behind(found)
