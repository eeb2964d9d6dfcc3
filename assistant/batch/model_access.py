"""How a runner has its model: had at its first use, behind a journal, at one pace."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from assistant.batch.caller import ModelCaller, halted_by_model
from assistant.batch.journal import Caller, Journal, JournaledModel
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Gate, Halted
from assistant.batch.store import Store
from assistant.errors import AssistantError, ModelUnavailable, UsageError
from assistant.findings import Message
from assistant.models import Usage, get_model
from assistant.models.progress import Progress as Loading

THREADS = 256
"""Questions that all reports in hand put at once at most, so that some always wait for a slot."""


class NoModel(UsageError):
    """The model as it was asked for cannot be: no report can be done, and none may go without."""


class ModelAccess(Protocol):
    """A runner's way to its model, for any number of threads."""

    @property
    def gone(self) -> ModelUnavailable | None:
        """Why there is no model though there should be one."""

    @property
    def asks(self) -> bool:
        """Whether a model was had already, so that threads have something to wait for."""

    @property
    def slots(self) -> int:
        """How many requests this runner may have under way at once just now."""

    @property
    def waiting(self) -> Message | None:
        """Why nothing is asked just now, where that is so."""

    @property
    def halted(self) -> Halted | None:
        """Why no request goes out any more, if that is so."""

    @property
    def usage(self) -> Usage:
        """What this runner has used so far."""

    def halt(self, why: Halted) -> None:
        """Let no further request out; those under way are finished.  The first reason counts."""

    def model(self, report: int) -> JournaledModel | None:
        """Return the model for the report with this ID in the store; None where there is none.

        Raises Halted where it cannot be had and must be, and NoModel where it was asked for
        wrongly: every time, for one caller may not be all.
        """

    def working(self) -> AbstractContextManager[None]:
        """Count a report in hand."""

    def watch(self) -> None:
        """Look whether the model is still there; called now and then."""

    def close(self) -> None:
        """Let the model go."""


class InHand:
    """How many reports are in hand, counted over all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def share(self, slots: int) -> int:
        """Return how many questions each of them may put at once where there are `slots`.

        All of them, so that one long report can use every slot, unless those are far too many.
        """
        return max(1, min(slots, THREADS // max(1, self._count)))

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


class OwnModel:
    """The model of the settings, asked from this process; `caller` stands in for it if given."""

    def __init__(
        self,
        store: Store,
        options: BatchOptions,
        caller: Caller | None = None,
        loading: Loading | None = None,
    ) -> None:
        self.gone: ModelUnavailable | None = None
        self._store = store
        self._options = options
        self._loading = loading
        self._caller = caller
        self._journal = None if caller is None else Journal(store, caller)
        self._connected = caller is not None
        self._refused: AssistantError | None = None
        self._connecting = threading.Lock()
        self._gate = Gate(options.jobs, options.settings.parallel)
        self._in_hand = InHand()

    @property
    def asks(self) -> bool:
        return self._caller is not None

    @property
    def slots(self) -> int:
        return self._gate.slots

    @property
    def most(self) -> int:
        """How many requests may come to be under way at once."""
        return self._gate.most

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

    def model(self, report: int) -> JournaledModel | None:
        journal = self.journal()
        if journal is None:
            return None
        return JournaledModel(
            report, journal.about, journal.ask, lambda: self._in_hand.share(self.most)
        )

    def journal(self) -> Journal | None:
        """Return the journal before the model; None, or an error, where `model` has it too."""
        with self._connecting:
            if not self._connected:
                self._connected = True
                self._get_model()
            if self._refused is not None:
                if isinstance(self._refused, ModelUnavailable):
                    raise halted_by_model(self._refused, strict=True)
                raise self._refused
            return self._journal

    def working(self) -> AbstractContextManager[None]:
        return self._in_hand.one()

    def watch(self) -> None:
        if isinstance(self._caller, ModelCaller):
            self._caller.watch()

    def close(self) -> None:
        if isinstance(self._caller, ModelCaller):
            self._caller.close()

    def _get_model(self) -> None:
        try:
            writer = get_model(None, self._options.settings, progress=self._loading)
        except ModelUnavailable as error:
            if self._options.strict_model:
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
                self._gate = Gate(min(self._options.jobs or writer.slots, writer.slots))
            self._caller = ModelCaller(writer, self._gate, self._options)
            self._journal = Journal(self._store, self._caller)
