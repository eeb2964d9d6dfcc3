"""A runner: claims work from the store and does it, until nothing is left or it is stopped.

Any number of runners, in one process or many, may work on one store.  Each has more threads than
slots: while some wait for the model, others read, judge and write, so the slots stay in use.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic, time

from assistant.batch.caller import ModelCaller, halted_by_model, out_of_time
from assistant.batch.claims import Kind, Section, Work
from assistant.batch.database import StoreError
from assistant.batch.finishing import failed, finish, unchanged_file
from assistant.batch.jobs import Job, job_of
from assistant.batch.journal import Caller, Deferred, Journal
from assistant.batch.keys import ReportKeys, file_stat
from assistant.batch.opened import Opened, Reader, with_made, worked_by_rules
from assistant.batch.orders import Orders
from assistant.batch.pace import Gate, Halted
from assistant.batch.rows import ReportRow, SectionRow
from assistant.batch.store import Store
from assistant.chains import Asker
from assistant.chains.shape import Piece
from assistant.config import Settings
from assistant.errors import ModelUnavailable, OutputError
from assistant.findings import Message
from assistant.models import Usage, get_model
from assistant.models.progress import Progress as Loading
from assistant.request import Progress, Task

SPARE = 3
"""Threads beyond the slots at least, to read, judge and write meanwhile."""
BEAT = 5.0
"""Seconds between two signs of life."""
SOON = 0.02
"""Seconds between two looks for work at least, once nothing was free."""
LOOK = 0.3
"""Seconds between two looks for work that others may have given back."""
CHANGES = 3
"""How often a file may change while it is worked on before that is given up."""

_KEEPS_CHANGING = "“{}”在处理期间一直在改动，请在改完之后再做。"
_STOPPED = Message("已按要求停下", "stopped as asked")

Heard = Callable[[ReportRow, Progress], None]


class Reason(StrEnum):
    """Why a runner ended."""

    DONE = "done"
    DEFERRED = "deferred"
    STOPPED = "stopped"
    BUDGET = "budget"
    MODEL = "model"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a runner ended; `message` says why where not everything is done."""

    reason: Reason
    message: Message | None = None
    usage: Usage = Usage()  # noqa: RUF009


def report_keys(settings: Settings) -> ReportKeys:
    """Return what gives the keys of reports under these settings."""
    about = [settings.base_url, settings.context, [str(t) for t in settings.terms]]
    return ReportKeys(settings.model, [*about, settings.language.value])


def work(
    store: Store,
    orders: Orders,
    *,
    caller: Caller | None = None,
    stop: threading.Event | None = None,
    heard: Heard | None = None,
    loading: Loading | None = None,
    linger: bool = True,
) -> Ended:
    """Be a runner on `store` until every listed report has its result, or something ends it.

    `caller` stands in for the model of the settings; setting `stop` ends the run after the work
    in hand; `heard` is told of every step, from many threads; `loading` of weights being fetched.
    Without `linger` it ends as soon as nothing is free, whatever other runners still hold.
    Raises ModelUnavailable where the model cannot be had at all and `orders.strict`, OutputError
    where the store cannot be written.
    """
    store.enter()
    try:
        runner = Runner(store, orders, caller, stop or threading.Event(), heard, loading, linger)
        return runner.run()
    finally:
        store.leave()


class Runner:
    """One runner at work; `work` is the way to make one."""

    def __init__(
        self,
        store: Store,
        orders: Orders,
        caller: Caller | None,
        stop: threading.Event,
        heard: Heard | None,
        loading: Loading | None,
        linger: bool,
    ) -> None:
        self.store = store
        self.orders = orders
        self.settings = orders.settings
        self._given = caller
        self._stop = stop
        self._heard = heard
        self._loading = loading
        self._linger = linger
        self._gate = Gate(orders.slots, self.settings.parallel)
        self._reader = Reader(self.settings, original=orders.original)
        self._keys = report_keys(self.settings)
        self._model: Caller | None = caller
        self._gone: ModelUnavailable | None = None
        self._asked_for_model = caller is not None
        self._loading_model = threading.Lock()
        self._turn = threading.Lock()
        self._changed = threading.Condition()
        self._version = 0
        self._over = threading.Event()
        self._idle_at = (-1, 0.0)
        self._stock: deque[Work] = deque()
        self._looked = (0.0, False)
        self._in_hand = 0
        self._sections = 0
        self._deferred = 0
        self._failure: BaseException | None = None
        self._began = monotonic()

    def run(self) -> Ended:
        """Work until the end and say why it was the end."""
        beats = threading.Thread(target=self._keep_alive, name="batch-beat", daemon=True)
        beats.start()
        threads: list[threading.Thread] = []
        try:
            while not self._ended():
                slots = self._gate.slots
                wanted = slots + max(SPARE, slots // 2) if self._wants_threads() else 1
                while len(threads) < wanted:
                    thread = threading.Thread(
                        target=self._work_on, name="batch-worker", daemon=True
                    )
                    threads.append(thread)
                    thread.start()
                threads = [t for t in threads if t.is_alive()]
                if threads:
                    threads[0].join(0.1)
                else:
                    break
            for thread in threads:
                thread.join()
        finally:
            self._over.set()
            beats.join()
            if isinstance(self._model, ModelCaller):
                self._model.close()
        if self._failure is not None:
            raise self._failure
        return self._end()

    # Threads

    def _wants_threads(self) -> bool:
        """Whether there is a model: the rules alone are no faster with more threads."""
        return self._model is not None

    def _ended(self) -> bool:
        return self._stop.is_set() or self._gate.halted is not None or self._failure is not None

    def _work_on(self) -> None:
        """Claim and do work until there is none."""
        try:
            while not self._ended():
                found = self._next()
                if found is None:
                    if self._nothing_left():
                        return
                    with self._changed:
                        seen, _at = self._idle_at
                        self._changed.wait(LOOK if seen == self._version else SOON)
                    continue
                try:
                    self._do(found)
                finally:
                    with self._changed:
                        self._in_hand -= 1
                        self._version += 1
                        self._changed.notify()  # one is enough: it claims for all
        except BaseException as error:
            with self._changed:
                self._failure = self._failure or error
                self._changed.notify_all()

    def _next(self) -> Work | None:
        """Return the next work from the stock; where that is used up, claim more at once.

        One claim for many pieces is one commit for many.  Where nothing was free, the store is
        looked at again only when something has changed.
        """
        with self._turn:
            if not self._stock:
                version, at = self._idle_at
                since = monotonic() - at
                if since < SOON or (version == self._version and since < LOOK):
                    return None
                seen = self._version
                slots = self._gate.slots if self._wants_threads() else 1
                self._stock.extend(self.store.claim(ahead=2 * slots, most=slots))
                if not self._stock:
                    self._idle_at = (seen, monotonic())
                    return None
            with self._changed:
                self._in_hand += 1
            return self._stock.popleft()

    def _nothing_left(self) -> bool:
        """Whether this runner can end: nothing in hand here, nor anywhere it should wait for."""
        if self._in_hand or self._stock:
            return False
        if not self._linger:
            return True
        with self._turn:
            at, answer = self._looked
            if monotonic() - at >= LOOK:
                left = self.store.unfinished() and not (self._deferred and not self.store.others())
                answer = not left
                self._looked = (monotonic(), answer)
            return answer and not self._in_hand

    def _keep_alive(self) -> None:
        """Renew the claims, watch time and model, until the runner is over."""
        next_beat = 0.0
        while True:
            late = out_of_time(self._began, self.orders)
            if late is not None:
                self._gate.halt(late)
            if isinstance(self._model, ModelCaller):
                self._model.watch()
            if self._stop.is_set() and self._gate.waiting is not None:
                self._gate.halt(Halted(Reason.STOPPED, _STOPPED))  # what is in hand would not end
            if monotonic() >= next_beat:
                next_beat = monotonic() + BEAT
                why = self._gate.waiting
                self.store.beat(
                    "running" if why is None else "waiting",
                    "" if why is None else why.text(self.settings.language),
                    self._gate.slots,
                    self.usage,
                )
            if self._over.wait(0.25):
                return

    @property
    def usage(self) -> Usage:
        """What this runner has used so far."""
        return self._model.usage if isinstance(self._model, ModelCaller) else Usage()

    @property
    def waiting(self) -> Message | None:
        """Why nothing is asked just now, where that is so."""
        return self._gate.waiting

    def _end(self) -> Ended:
        halted = self._gate.halted
        if halted is not None:
            return Ended(Reason(halted.kind), halted.message, self.usage)
        if self._stop.is_set():
            return Ended(Reason.STOPPED, _STOPPED, self.usage)
        reason = Reason.DEFERRED if self._deferred else Reason.DONE
        return Ended(reason, None, self.usage)

    # Work

    def _do(self, found: Work) -> None:
        row, began = found.report, monotonic()
        try:
            if found.kind is Kind.OPEN:
                self._open(row)
            elif found.kind is Kind.FINISH:
                self._finish(row, self._reader.kept(row.id, lambda: _job(row)))
            else:
                assert found.section is not None
                self._section(row, found.section)
        except (Halted, ModelUnavailable) as error:
            if isinstance(error, ModelUnavailable):  # strict, and it was never there
                self._gate.halt(halted_by_model(error, strict=True))
            if found.section is not None:
                self.store.put_back(found.section.id)
        except StoreError:
            raise
        except Exception as error:  # one bad report must not end the batch
            self._failed(row, error, began)

    def _failed(self, row: ReportRow, error: Exception, began: float) -> None:
        self._reader.drop(row.id)
        seconds = time() - row.began if row.began else monotonic() - began
        self.store.failed(row.id, failed(row, None, error, seconds))

    def _open(self, row: ReportRow) -> None:
        """Read a report and put its sections into the store; without a model finish it at once."""
        opened = self._reader.open(_job(row))
        model = self._model_for(opened)
        key = self._keys.of(opened.job, opened.source_hash)
        name = model.name if model is not None else "rules"
        sections = [
            Section(n, p.target.id, p.target.heading, opened.key(p, name), p.asks)
            for n, p in enumerate(opened.pieces)
        ]
        if model is None:
            sections = [_asks_nothing(s) for s in sections]
        else:
            known = self.store.cached([s.key for s in sections if s.asks])
            sections = [_known(s, known) for s in sections]
        mine = self.store.opened(
            row.id,
            sections,
            source_hash=opened.source_hash,
            source_stat=_stat(opened.job),
            key=key,
            keep_lease=True,
        )
        if not mine:
            return
        if all(s.made is not None or not s.asks for s in sections):
            self._finish(row, opened)
        else:
            self._reader.keep(row.id, opened)

    def _section(self, row: ReportRow, section: SectionRow) -> None:
        """Work on one section; the piece is the same whoever reads the report."""
        opened = self._reader.kept(row.id, lambda: _job(row))
        pieces = opened.pieces
        model = self._model_for(opened)
        name = model.name if model is not None else "rules"
        fits = section.number < len(pieces)
        piece: Piece = pieces[section.number] if fits else pieces[0]
        if not fits or (model is not None and opened.key(piece, name) != section.key):
            self._reader.drop(row.id)
            self._reopen(row)
            return
        journal = None if model is None else Journal(self.store, section.id, model)
        asker = Asker(journal, lambda step: self._tell(row, step), gone=self._gone)
        with self._changed:
            self._sections += 1
        try:
            (worked,) = opened.chain.work(asker, [piece])
        except Deferred:
            self._deferred += 1
            self.store.defer(section.id)
            return
        finally:
            with self._changed:
                self._sections -= 1
        gone = asker.gone or self._gone
        self.store.worked(
            section.id,
            worked.made(),
            prompts=asker.used,
            usage=journal.usage if journal is not None else Usage(),
            gone=str(gone) if gone is not None else None,
        )

    def _finish(self, row: ReportRow, opened: Opened) -> None:
        """Put a report together and write it, unless its file has changed meanwhile."""
        if not unchanged_file(opened):
            self._reader.drop(row.id)
            self._reopen(row)
            return
        rows = self.store.sections(row.id)
        model = self._model_for(opened)
        reasons = [r.gone for r in rows if r.gone]
        gone = ModelUnavailable(reasons[0]) if reasons else self._gone
        if model is None and not any(r.made for r in rows):
            pieces = worked_by_rules(opened)
        else:
            pieces = tuple(with_made(opened.pieces, [r.made for r in rows]))
            pieces = tuple(
                p if r.made is not None else opened.chain.work(Asker(None, _silent), [p])[0]
                for p, r in zip(pieces, rows, strict=True)
            )
        notes = ["处理期间文件有改动，已按新的内容重做"] if row.changed else []
        seconds = time() - (row.began or time())
        journal = None if model is None else Journal(self.store, 0, model)
        done = finish(
            opened,
            pieces,
            rows,
            journal,
            gone,
            language=self.settings.language,
            seconds=seconds,
            notes=notes,
        )
        self._reader.drop(row.id)
        self.store.finished(
            row.id,
            done.result,
            output_hash=done.output_hash,
            floor=gone is not None,
            sections=done.sections,
            verified=done.verified,
        )

    def _reopen(self, row: ReportRow) -> None:
        """Have a report read again, because its file has changed; not for ever."""
        if row.changed >= CHANGES:
            raise OutputError(_KEEPS_CHANGING.format(row.source))
        self.store.reopen(row.id)

    def _model_for(self, opened: Opened) -> Caller | None:
        """Return the model, had at its first use; None where there is or needs to be none."""
        if opened.chain_job.task is Task.CLEAN:
            return None
        with self._loading_model:
            if not self._asked_for_model:
                self._asked_for_model = True
                self._get_model()
        return self._model

    def _get_model(self) -> None:
        try:
            writer = get_model(None, self.settings, progress=self._loading)
        except ModelUnavailable as error:
            if self.orders.strict:
                raise
            self._gone = error
            return
        if writer is not None:
            if not writer.remote and writer.name.partition(":")[0] == "local":
                # More at once than the embedded model has slots for would only wait inside it.
                self._gate = Gate(min(self.orders.slots or writer.slots, writer.slots))
            self._model = ModelCaller(writer, self._gate, self.orders, lambda: self._sections)

    def _tell(self, row: ReportRow, step: Progress) -> None:
        if self._heard is not None:
            self._heard(row, step)


def _job(row: ReportRow) -> Job:
    return job_of(row.source, row.spec["output"], row.spec)


def _stat(job: Job) -> str:
    try:
        return file_stat(Path(job.spec()["path"]))
    except OSError:
        return ""


def _asks_nothing(section: Section) -> Section:
    return Section(section.number, section.name, section.heading, section.key, asks=False)


def _known(section: Section, known: dict[str, tuple[list[object], dict[str, str]]]) -> Section:
    if section.key not in known:
        return section
    made, prompts = known[section.key]
    return Section(
        section.number, section.name, section.heading, section.key, section.asks, made, prompts
    )


def _silent(_progress: Progress) -> None:
    """Tell nobody."""
