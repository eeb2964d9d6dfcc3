"""The journal of a section: every reply is kept before the next question is put.

A killed runner repeats at most the calls it had in hand; whoever takes the section over is given
the replies that were paid for, in the same order, and goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from assistant.batch.store import Store
from assistant.errors import AskAgain, EmptyReply, MalformedReply, TruncatedReply
from assistant.findings import Message
from assistant.models.batch_lines import Call
from assistant.models.usage import Reply, Usage

_UNUSABLE = {kind.__name__: kind for kind in (AskAgain, TruncatedReply, EmptyReply, MalformedReply)}


class Deferred(Exception):
    """The answer to a call comes later: the section is put aside until `Store.wake`."""


class Caller(Protocol):
    """What stands behind the journal and really asks: a model over the network, or a post box."""

    @property
    def name(self) -> str:
        """What the user called the model."""
        ...

    @property
    def where(self) -> str:
        """Where questions go: “本机” or a host."""
        ...

    @property
    def context(self) -> int:
        """Tokens a question and its reply may have together."""
        ...

    @property
    def slots(self) -> int:
        """How many questions of one section to put at once."""
        ...

    def call(self, call: Call, on_token: Callable[[str], None] | None) -> tuple[Reply, Usage]:
        """Return the reply and all that was used for it, failed tries included.

        Raises AskAgain for an answer that cannot be used (its `usage` attribute, where there is
        one, says what it took), ModelUnavailable where this call will never be answered, Deferred
        where it will be answered later, and `pace.Halted` where the runner stops.
        """
        ...

    def settled(self) -> None:
        """Hear that the last call of this thread is safe in the journal: its slot is free."""
        ...


def call_key(model: str, call: Call) -> str:
    """Return the key of a call in the journal: the sha256 of all its reply depends on."""
    data = [
        model,
        [list(message) for message in call.messages],
        call.max_tokens,
        call.schema,
        call.temperature,
        call.seed,
    ]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Journal:
    """A language model for one section, as the chains ask it: known replies first.

    `usage` is what the section has taken so far: its own calls, those of a runner that was
    killed over it included; replies that another section paid for cost nothing.
    """

    def __init__(self, store: Store, section: int, caller: Caller) -> None:
        self._store = store
        self._section = section
        self._caller = caller
        self._lock = threading.Lock()
        self._usage = Usage()

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._caller.name

    @property
    def where(self) -> str:
        """Where questions go."""
        return self._caller.where

    @property
    def context(self) -> int:
        """Tokens a question and its reply may have together."""
        return self._caller.context

    @property
    def slots(self) -> int:
        """How many questions of this section to put at once."""
        return self._caller.slots

    @property
    def usage(self) -> Usage:
        """What the section has taken so far."""
        with self._lock:
            return self._usage

    def ask(
        self,
        messages: Any,
        *,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
        on_token: Callable[[str], None] | None = None,
        temperature: float = 0.0,
        seed: int | None = None,
    ) -> Reply:
        """Return the reply in the journal, or ask and keep it; raises what `Caller.call` does."""
        call = Call(tuple(messages), max_tokens, schema, temperature, seed)
        key = call_key(self.name, call)
        kept = self._store.reply(key)
        if kept is not None:
            section, data = kept
            if section == self._section or (not section and self._adopt(key)):
                self._spend(Usage(**data["usage"]))
            return load_reply(data)
        try:
            reply, usage = self._caller.call(call, on_token)
        except AskAgain as error:
            usage = getattr(error, "usage", Usage())
            self._keep(key, dump_unusable(error, usage), usage)
            raise
        self._keep(key, dump_reply(reply, usage), usage)
        return reply

    def _adopt(self, key: str) -> bool:
        """Put a reply that came for nobody in particular down to this section, once."""
        return bool(self._section) and self._store.adopt(key, self._section)

    def _keep(self, key: str, data: dict[str, Any], usage: Usage) -> None:
        try:
            self._store.keep_replies([(key, self._section, data)])
        finally:
            self._caller.settled()
        self._spend(usage)

    def _spend(self, usage: Usage) -> None:
        with self._lock:
            self._usage += usage


def dump_reply(reply: Reply, usage: Usage | None = None) -> dict[str, Any]:
    """Return a reply as the journal keeps it; `usage` where it took more than the reply says."""
    return {
        "text": reply.text,
        "finish": reply.finish,
        "usage": asdict(usage if usage is not None else reply.usage),
    }


def dump_unusable(error: AskAgain, usage: Usage) -> dict[str, Any]:
    """Return an answer that cannot be used as the journal keeps it: it was paid for as well."""
    kind = next(c.__name__ for c in type(error).__mro__ if c.__name__ in _UNUSABLE)
    why = [error.message.zh, error.message.en]
    return {"error": kind, "why": why, "text": error.reply, "usage": asdict(usage)}


def load_reply(data: dict[str, Any]) -> Reply:
    """Return what the journal keeps as it was; raises the AskAgain that it was."""
    if "error" in data:
        raise _UNUSABLE[data["error"]](Message(*data["why"]), data["text"])
    return Reply(data["text"], data["finish"], Usage(**data["usage"]))
