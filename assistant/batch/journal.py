"""The journal: every reply of a model is on the disk before the next question is put.

A call is known by its content, so whoever does a report again is given the replies that were paid
for, in whatever run, and comes to the same text without a call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from assistant.batch.keys import digest
from assistant.batch.store import Store
from assistant.errors import AskAgain, EmptyReply, MalformedReply, TruncatedReply
from assistant.findings import Message
from assistant.models.connection import Asked, Call, OnToken
from assistant.models.usage import Reply, Usage

_UNUSABLE = {kind.__name__: kind for kind in (AskAgain, TruncatedReply, EmptyReply, MalformedReply)}

Answered = tuple[Reply | AskAgain, Usage]
"""A reply, or one that cannot be used, and all that was used for it, failed tries included."""


Ask = Callable[[int, str, Call, OnToken | None], Answered]
"""What a report's question is put to, with its key: `Journal.ask`, wherever that is."""


class Deferred(Exception):
    """The answer to a call comes later: the report is put aside until `Store.wake`."""


@dataclass(frozen=True, slots=True)
class AboutModel:
    """What the user called a model, where questions go (“本机” or a host), and the tokens that a
    question and its reply may have together."""

    name: str
    where: str
    context: int


class Caller(Protocol):
    """What stands behind the journal and really asks: a model over the network, or a post box."""

    @property
    def about(self) -> AboutModel:
        """What is asked."""

    def call(self, call: Call, on_token: OnToken | None) -> Answered:
        """Return the answer.

        Raises ModelUnavailable where this call will never be answered, Deferred where it will be
        answered later, and `pace.Halted` where the runner stops.
        """

    def settled(self) -> None:
        """Hear that the last call of this thread is safe in the journal: its slot is free."""


def call_key(model: str, call: Call) -> str:
    """Return the key of a call in the journal: the sha256 of all its reply depends on."""
    return digest([model, call.messages, call.max_tokens, call.schema, call.temperature, call.seed])


class Journal:
    """Answers the calls of all reports, from any number of threads: known replies first."""

    def __init__(self, store: Store, caller: Caller) -> None:
        self.about = caller.about
        self._store = store
        self._caller = caller

    def ask(self, report: int, key: str, call: Call, on_token: OnToken | None = None) -> Answered:
        """Return the reply in the journal, or ask and keep it, and what the report spends for it.

        A reply that was paid for before costs nothing.  Raises what `Caller.call` does.
        """
        kept = self._store.reply(key)
        if kept is not None:
            owner, data = kept
            outcome, usage = load_reply(data)
            mine = not owner and self._store.adopt(key, report, usage)
            return outcome, usage if mine else Usage()
        outcome, usage = self._caller.call(call, on_token)
        try:
            self._store.keep_replies([(key, report, dump_reply(outcome, usage))])
        finally:
            self._caller.settled()
        return outcome, usage


class JournaledModel(Asked):
    """The language model of one report, as the chains ask it, through a journal.

    `slots` says how many questions to put at once.
    `usage` is what this run of the report has taken; `keys` are the calls made or repeated, each
    with the part of the report that it was about.
    """

    def __init__(
        self,
        report: int,
        about: AboutModel,
        journal: Ask,
        slots: Callable[[], int],
    ) -> None:
        self.name = about.name
        self.where = about.where
        self.context = about.context
        self.keys: dict[str, str] = {}
        self._report = report
        self._journal = journal
        self._slots = slots
        self._lock = threading.Lock()
        self.usage = Usage()

    @property
    def slots(self) -> int:
        """How many questions of this report to put at once."""
        return self._slots()

    def put(self, call: Call, on_token: OnToken | None = None, section: str = "") -> Reply:
        """Return the reply; raises AskAgain for one that cannot be used, and what the journal
        does."""
        key = call_key(self.name, call)
        outcome, usage = self._journal(self._report, key, call, on_token)
        with self._lock:
            self.keys[key] = section
            self.usage += usage
        if isinstance(outcome, AskAgain):
            raise outcome
        return outcome


def dump_reply(outcome: Reply | AskAgain, usage: Usage) -> dict[str, Any]:
    """Return an answer as the journal keeps it; one that cannot be used was paid for as well."""
    if isinstance(outcome, Reply):
        return {"text": outcome.text, "finish": outcome.finish, "usage": asdict(usage)}
    kind = next(c.__name__ for c in type(outcome).__mro__ if c.__name__ in _UNUSABLE)
    why = [outcome.message.zh, outcome.message.en]
    return {"error": kind, "why": why, "text": outcome.reply, "usage": asdict(usage)}


def load_reply(data: dict[str, Any]) -> Answered:
    """Return what the journal keeps as it was."""
    usage = Usage(**data["usage"])
    if "error" in data:
        return _UNUSABLE[data["error"]](Message(*data["why"]), data["text"]), usage
    return Reply(data["text"], data["finish"], usage), usage
