"""How a runner has its model: had at its first use, behind a journal, at one pace."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.batch.caller import ModelCaller, halted_by_model
from assistant.batch.journal import AboutModel, Ask, Caller, Journal, JournaledModel
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


@dataclass(frozen=True, slots=True)
class View:
    """How things stand with a model: `slots` requests may be under way at once just now, and `most`
    there may come to be.

    `waiting` says why nothing is asked just now, `halted` why no request goes out any more, `gone`
    why there is no model though there should be one; `stopping` that a worker is to end.
    """

    slots: int
    most: int
    waiting: Message | None
    halted: Halted | None
    gone: ModelUnavailable | None
    stopping: bool = False


class ModelAccess(ABC):
    """A runner's way to its model, for any number of threads."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._in_hand = 0

    @property
    @abstractmethod
    def view(self) -> View:
        """How things stand."""

    @property
    @abstractmethod
    def asks(self) -> bool:
        """Whether a model was had already, so that threads have something to wait for."""

    @property
    @abstractmethod
    def usage(self) -> Usage:
        """What this runner has used so far."""

    @abstractmethod
    def halt(self, why: Halted) -> None:
        """Let no further request out; those under way are finished.  The first reason counts."""

    @abstractmethod
    def asked(self) -> tuple[AboutModel, Ask] | None:
        """Return what the model is and what asks it, as `model` needs it; raises what it does."""

    @abstractmethod
    def watch(self) -> None:
        """Look whether the model is still there; called now and then."""

    def model(self, report: int) -> JournaledModel | None:
        """Return the model for the report with this ID in the store; None where there is none.

        Raises Halted where it cannot be had and must be, and NoModel where it was asked for
        wrongly: every time, for one caller may not be all.
        """
        asked = self.asked()
        return None if asked is None else JournaledModel(report, *asked, self._share)

    def _share(self) -> int:
        """Return how many questions each report in hand may put at once.

        As many as there are slots, so that one long report can use them all, unless those are far
        too many.
        """
        return max(1, min(self.view.most, THREADS // max(1, self._in_hand)))

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count a report in hand."""
        with self._counting:
            self._in_hand += 1
        try:
            yield
        finally:
            with self._counting:
                self._in_hand -= 1

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let the model go."""


class OwnModel(ModelAccess):
    """The model of the settings, asked from this process; `caller` stands in for it if given."""

    def __init__(
        self,
        store: Store,
        options: BatchOptions,
        caller: Caller | None = None,
        loading: Loading | None = None,
    ) -> None:
        super().__init__()
        self._gone: ModelUnavailable | None = None
        self._store = store
        self._options = options
        self._loading = loading
        self._caller = caller
        self._journal = None if caller is None else Journal(store, caller)
        self._connected = caller is not None
        self._refused: AssistantError | None = None
        self._connecting = threading.Lock()
        self._gate = Gate(options.jobs, options.settings.parallel)

    @property
    def asks(self) -> bool:
        return self._caller is not None

    @property
    def view(self) -> View:
        gate = self._gate
        return View(gate.slots, gate.most, gate.waiting, gate.halted, self._gone)

    @property
    def usage(self) -> Usage:
        return self._caller.usage if isinstance(self._caller, ModelCaller) else Usage()

    def halt(self, why: Halted) -> None:
        self._gate.halt(why)

    def asked(self) -> tuple[AboutModel, Ask] | None:
        with self._connecting:
            if not self._connected:
                self._connected = True
                self._get_model()
            if self._refused is not None:
                if isinstance(self._refused, ModelUnavailable):
                    raise halted_by_model(self._refused, strict=True)
                raise self._refused
            return None if self._journal is None else (self._journal.about, self._journal.ask)

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
                self._gone = error
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
