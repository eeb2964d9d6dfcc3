"""How a runner reaches its model: had at its first use, behind journals, at one pace."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from assistant.batch.caller import ModelCaller
from assistant.batch.journal import Caller, Journal
from assistant.batch.orders import Orders
from assistant.batch.pace import Gate, Halted
from assistant.batch.store import Store
from assistant.errors import AssistantError, ModelUnavailable, UsageError
from assistant.findings import Message
from assistant.models import LanguageModel, Usage, get_model
from assistant.models.progress import Progress as Loading


class NoModel(UsageError):
    """The model as it was asked for cannot be: no report can be done, and none may go without."""


class Link(Protocol):
    """A runner's way to its model, for any number of threads."""

    @property
    def gone(self) -> ModelUnavailable | None:
        """Why there is no model though there should be one."""
        ...

    @property
    def asks(self) -> bool:
        """Whether a model was had already, so that threads have something to wait for."""
        ...

    @property
    def slots(self) -> int:
        """How many requests this runner may have under way at once just now."""
        ...

    @property
    def waiting(self) -> Message | None:
        """Why nothing is asked just now, where that is so."""
        ...

    @property
    def halted(self) -> Halted | None:
        """Why no request goes out any more, if that is so."""
        ...

    @property
    def usage(self) -> Usage:
        """What this runner has used so far."""
        ...

    def halt(self, why: Halted) -> None:
        """Let no further request out; those under way are finished.  The first reason counts."""
        ...

    def name(self) -> str | None:
        """Return what the user called the model; None where the rules do everything.

        Raises ModelUnavailable where it cannot be had and the orders are strict, and NoModel
        where it was asked for wrongly: every time, for one caller may not be all.
        """
        ...

    def section(self, number: int) -> LanguageModel | None:
        """Return the model for the section with this ID in the store; None where there is none.

        Its `usage` is what the section has taken so far.
        """
        ...

    def working(self) -> AbstractContextManager[None]:
        """Count a section in hand: the slots are shared among those."""
        ...

    def watch(self) -> None:
        """Look whether the model is still there; called now and then."""
        ...

    def close(self) -> None:
        """Let the model go."""
        ...


class InHand:
    """How many sections are in hand, counted over all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def __call__(self) -> int:
        return self._count

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one more for the time of a `with` block."""
        with self._lock:
            self._count += 1
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1


class DirectLink:
    """The model of the settings, asked from this process; `caller` stands in for it if given."""

    def __init__(
        self,
        store: Store,
        orders: Orders,
        caller: Caller | None = None,
        loading: Loading | None = None,
    ) -> None:
        self.gone: ModelUnavailable | None = None
        self._store = store
        self._orders = orders
        self._loading = loading
        self._caller = caller
        self._connected = caller is not None
        self._refused: AssistantError | None = None
        self._connecting = threading.Lock()
        self._gate = Gate(orders.slots, orders.settings.parallel)
        self._in_hand = InHand()

    @property
    def asks(self) -> bool:
        return self._caller is not None

    @property
    def slots(self) -> int:
        return self._gate.slots

    @property
    def waiting(self) -> Message | None:
        return self._gate.waiting

    @property
    def halted(self) -> Halted | None:
        return self._gate.halted

    @property
    def usage(self) -> Usage:
        return self._caller.usage if isinstance(self._caller, ModelCaller) else Usage()

    def halt(self, why: Halted) -> None:
        self._gate.halt(why)

    def name(self) -> str | None:
        caller = self._connect()
        return None if caller is None else caller.name

    def section(self, number: int) -> LanguageModel | None:
        caller = self._connect()
        return None if caller is None else Journal(self._store, number, caller)

    def working(self) -> AbstractContextManager[None]:
        return self._in_hand.one()

    def watch(self) -> None:
        if isinstance(self._caller, ModelCaller):
            self._caller.watch()

    def close(self) -> None:
        if isinstance(self._caller, ModelCaller):
            self._caller.close()

    def _connect(self) -> Caller | None:
        with self._connecting:
            if not self._connected:
                self._connected = True
                self._get_model()
            if self._refused is not None:
                raise self._refused
            return self._caller

    def _get_model(self) -> None:
        try:
            writer = get_model(None, self._orders.settings, progress=self._loading)
        except ModelUnavailable as error:
            if self._orders.strict:
                self._refused = error
            else:
                self.gone = error
            return
        except AssistantError as error:
            self._refused = NoModel(error.message)
            return
        if writer is not None:
            if not writer.remote and writer.name.partition(":")[0] == "local":
                # More at once than the embedded model has slots for would only wait inside it.
                self._gate = Gate(min(self._orders.slots or writer.slots, writer.slots))
            self._caller = ModelCaller(writer, self._gate, self._orders, self._in_hand)
