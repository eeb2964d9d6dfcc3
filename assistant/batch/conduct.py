"""`batch.run(…)`: many reports, as an iterator of results in the order of input."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, time
from types import TracebackType
from typing import Any, Self

from assistant.batch.dryrun import Estimate, estimate
from assistant.batch.export import write_summary
from assistant.batch.jobs import Job, job_of, plan, taken
from assistant.batch.keys import ReportKeys, file_hash, file_stat
from assistant.batch.listing import Listed
from assistant.batch.orders import PATIENCE, Orders
from assistant.batch.record import Recorder, write_record
from assistant.batch.rows import ReportRow
from assistant.batch.runner import Ended, Heard, Reason, report_keys, work
from assistant.batch.standing import Standing, standing_of
from assistant.batch.store import FILE, Store, store_folder
from assistant.config import Settings
from assistant.delivery import check_form
from assistant.errors import InputError, ModelUnavailable, OutputError, UsageError
from assistant.formats import Form
from assistant.models.progress import Progress as Loading
from assistant.models.registry import RULES, parse_name
from assistant.request import Progress, Request
from assistant.session.sensible import require_sensible

LOOK = 0.05
"""Seconds between two looks whether the next report is done."""

WATCH = 0.5
"""Seconds between two tellings of how the whole stands."""

Watch = Callable[[Standing], None]
Engine = Callable[[Store, Orders, threading.Event], Ended]
"""What does the work on a store: by default a runner in this process."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report.

    `row` is its line in `results.jsonl`; `verdict` is None where it could not be worked on, and
    `error` says why.  `exit_code` is what a single run would have ended with; `reused` says that
    an earlier run had done it and nothing has changed since.
    """

    source: str
    target: str
    exit_code: int
    verdict: str | None
    error: str | None
    reused: bool
    row: dict[str, Any] = field(repr=False)


def run(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    *,
    genre: str | None = None,
    facts: Sequence[str | Path] = (),
    form: Form | None = None,
    settings: Settings | None = None,
    model: str | None = None,
    jobs: int | None = None,
    overwrite: bool = False,
    original: bool = False,
    floor: bool = False,
    strict_model: bool = False,
    patience: float = PATIENCE,
    max_tokens: int | None = None,
    max_cost: float | None = None,
    max_time: float | None = None,
    store: str | Path | None = None,
    engine: Engine | None = None,
    heard: Heard | None = None,
    loading: Loading | None = None,
    watch: Watch | None = None,
) -> Run:
    """Plan a batch over files, folders, globs and job lists, and return it, ready to run.

    Iterating over it does the work and yields a result for each report, in the order of input.
    The options are those of the command line; `jobs` is the number of requests at once, `store`
    the folder of the store where it is not to lie beside the output, `patience` the seconds a
    model may be down before `floor` or `strict_model` acts, `engine` another way to do
    the work, `heard` (from many threads) and `loading` hear of progress; `watch` is told, in the
    caller's thread, how the whole stands, about twice a second.

    Raises UsageError, InputError, OutputError for what makes no sense, before anything is done.
    """
    require_sensible(request)
    settings = _settings(settings, model)
    orders = Orders(
        settings,
        jobs,
        floor,
        strict_model,
        max_tokens,
        max_cost,
        max_time,
        original=original,
        patience=patience,
    )
    _require_price(orders)
    folder = Path(output)
    planned = plan(inputs, folder, _default(folder, request, genre, facts, form))
    place = store_folder(folder, None if store is None else Path(store))
    return Run(planned, folder, orders, place, overwrite, engine, heard, loading, watch)


def look_ahead(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    *,
    genre: str | None = None,
    facts: Sequence[str | Path] = (),
    form: Form | None = None,
    settings: Settings | None = None,
    model: str | None = None,
    jobs: int | None = None,
    original: bool = False,
    store: str | Path | None = None,
) -> Estimate:
    """Return what `run` with these options would come to; nothing is asked and nothing written.

    Raises what `run` raises.
    """
    require_sensible(request)
    folder = Path(output)
    planned = plan(inputs, folder, _default(folder, request, genre, facts, form))
    orders = Orders(_settings(settings, model), jobs, original=original)
    place = store_folder(folder, None if store is None else Path(store))
    if not (place / FILE).is_file():
        return estimate(planned, orders)
    known = Store.find(folder, place)
    try:
        return estimate(planned, orders, known)
    finally:
        known.close()


def _default(
    folder: Path,
    request: Request,
    genre: str | None,
    facts: Sequence[str | Path],
    form: Form | None,
) -> Job:
    """Return what is to be done with every report that no job list says otherwise of."""
    default = Job(Path(), folder, request, genre, tuple(str(f) for f in facts), form or Form())
    check_form(default.form, source=None, word=bool(default.form.layout) or default.form.revisions)
    return default


def resume(
    output: str | Path,
    *,
    retry: Sequence[str] = (),
    settings: Settings | None = None,
    model: str | None = None,
    store: str | Path | None = None,
    engine: Engine | None = None,
    heard: Heard | None = None,
    loading: Loading | None = None,
    watch: Watch | None = None,
    **limits: Any,
) -> Run:
    """Go on with the batch that an output folder's store holds, as it was listed last.

    `retry` are verdicts (`failed` and `floor` among them) whose reports are done again; `limits`
    are fields of `Orders`.  Raises InputError where there is no store.
    """
    folder = Path(output)
    place = store_folder(folder, None if store is None else Path(store))
    found = Store.find(folder, place)
    try:
        found.retry(retry)
        planned = [job_of(r.source, r.target, r.spec) for r in found.reports()]
    finally:
        found.close()
    if not planned:
        raise InputError(f"“{output}”的记录里没有报告。")
    orders = Orders(_settings(settings, model), **limits)
    _require_price(orders)
    return Run(planned, folder, orders, place, True, engine, heard, loading, watch)


class Run:
    """A batch under way: an iterator of results that can be stopped.

    `total` is the number of reports; `told` counts the results so far by verdict (`failed`:
    without one), `reused` those that an earlier run had done; `ended` says how it ended, once it
    has; `summary` are the page and the table written at the end.  Use it in a `with` block, or
    `close` it, where not all results are taken.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        folder: Path,
        orders: Orders,
        store: Path,
        overwrite: bool,
        engine: Engine | None,
        heard: Heard | None,
        loading: Loading | None,
        watch: Watch | None,
    ) -> None:
        _require_folder(folder)
        self.folder = folder
        self.orders = orders
        self.total = len(jobs)
        self.ended: Ended | None = None
        self.told: Counter[str] = Counter()
        self.reused = 0
        self.summary: tuple[Path, ...] = ()
        self.current = ""
        self._heard = heard
        self._loading = loading
        self._watch = watch
        self._watched = 0.0
        self._engine: Engine = engine or self._work
        self._stop = threading.Event()
        self._began = time()
        self.store = Store(store)
        self._recorder = Recorder(self.store, folder)
        try:
            keys = report_keys(orders.settings)
            self._require_same(keys)
            self._ids = self._list(jobs, keys, overwrite)
        except BaseException:
            self.store.close()
            raise
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self._codes = 0
        self._left = self.total
        self._last: Standing | None = None
        self._results = self._yield_results()

    def __iter__(self) -> Iterator[Result]:
        return self

    def __next__(self) -> Result:
        return next(self._results)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def stop(self) -> None:
        """Begin nothing new; what is in hand is finished, the rest waits for the next run."""
        self._stop.set()

    def close(self) -> None:
        """Stop, wait for what is in hand, and bring the record up to date."""
        self.stop()
        self._results.close()
        self._finish()

    @property
    def unfinished(self) -> int:
        """How many of the reports have no result yet."""
        return self.store.unfinished(self._ids) if self._last is None else self._left

    @property
    def exit_code(self) -> int:
        """The code of the whole: that of its worst report, 1 where some are not done, 3 where
        the model was to be had and was not."""
        if self.ended is not None and self.ended.reason is Reason.STRICT:
            return ModelUnavailable.exit_code
        not_all = self.ended is not None and self.ended.reason is not Reason.DONE
        return max(self._codes, 1 if not_all else 0)

    def standing(self) -> Standing:
        """Return how far the batch is at this moment."""
        if self._last is None:
            counts, runners = self.store.counts(), self.store.runners()
            return standing_of(counts, runners, monotonic(), self.current)
        return self._last

    # Inside

    def _yield_results(self) -> Generator[Result, None, None]:
        self._thread = threading.Thread(target=self._run, name="batch", daemon=True)
        self._thread.start()
        try:
            for number in self._ids:
                row = self._wait_for(number)
                if row is None:
                    break
                result = self._result(row)
                self._count(result)
                self._look_up()
                yield result
            self._thread.join()  # it ends by itself: nothing is left to do, or it was stopped
        finally:
            self._stop.set()
            self._finish()
        if self._failure is not None:
            raise self._failure

    def _count(self, result: Result) -> None:
        self._codes = max(self._codes, result.exit_code)
        self.reused += result.reused
        self.told[result.verdict or "failed"] += 1

    def _look_up(self) -> None:
        """Bring the record up to date and tell who watches, now and then."""
        self._recorder.now_and_then()
        if self._watch is not None and monotonic() - self._watched >= WATCH:
            self._watched = monotonic()
            self._watch(self.standing())

    def _wait_for(self, number: int) -> ReportRow | None:
        """Return a report once it is finished; None where the run ended before it was."""
        assert self._thread is not None
        while True:
            over = not self._thread.is_alive()
            row = self.store.report(number)
            if row.finished:
                return row
            if over:
                return None
            self._look_up()
            self._thread.join(LOOK)

    def _run(self) -> None:
        try:
            self.ended = self._engine(self.store, self.orders, self._stop)
        except BaseException as error:
            self._failure = error

    def _work(self, store: Store, orders: Orders, stop: threading.Event) -> Ended:
        return work(store, orders, stop=stop, heard=self._hear, loading=self._loading)

    def _hear(self, row: ReportRow, step: Progress) -> None:
        self.current = f"{Path(row.source).name} {step.section}".strip()
        if self._heard is not None:
            self._heard(row, step)

    def _finish(self) -> None:
        """Wait for the runner, write what people and programs read, let the store go; once."""
        if self._last is not None:
            return
        if self._thread is not None:
            self._thread.join()
        self._left = self.unfinished
        self._last = self.standing()
        try:
            if self._thread is not None:
                write_record(self.store, self.folder)
                self.store.tidy()
                self.summary = write_summary(self.store, self.folder, self.orders.settings.language)
        finally:
            self.store.close()

    def _result(self, row: ReportRow) -> Result:
        data = row.result or {}
        code = row.exit_code if row.exit_code is not None else 2
        reused = row.ended is not None and row.ended < self._began
        return Result(row.source, row.target, code, row.verdict, row.error, reused, data)

    def _require_same(self, keys: ReportKeys) -> None:
        """Raise UsageError where another runner works here under other settings."""
        under = self.store.meta("under")
        if self.store.others() and under not in (None, keys.common):
            raise UsageError(
                f"另一个进程正在用别的模型或设置处理“{self.folder}”，请等它结束，或换一个输出文件夹。"
            )
        self.store.set_meta("under", keys.common)

    def _list(self, jobs: Sequence[Job], keys: ReportKeys, overwrite: bool) -> list[int]:
        """Put the jobs into the store; what is done and unchanged stays done."""
        known = {row.target: row for row in self.store.reports(listed=False)}
        listed: list[Listed] = []
        foreign: list[Path] = []
        for job in jobs:
            target = str(job.target.absolute())
            row = known.get(target)
            ours = row is not None and _is_ours(row, job)
            same = row is not None and ours and self._same(row, job, keys)
            if not ours:
                foreign.append(job.target)
            spec = job.spec() | {"under": keys.common}
            listed.append(Listed(str(job.source), target, spec, same))
        error = taken(foreign)
        if error is not None and not overwrite:
            raise error
        return self.store.list_reports(listed, alone=not self.store.others())

    def _same(self, row: ReportRow, job: Job, keys: ReportKeys) -> bool:
        """Whether the store has the result of this job, and all it rests on is as it was."""
        if row.verdict is None or not job.target.exists():
            return False
        if row.floor and parse_name(self.orders.settings.model)[0] != RULES:
            return False  # nobody has paid for it yet, and the model may be back
        path = Path(job.spec()["path"])
        try:
            unwritten = file_stat(path) == row.source_stat
            source = row.source_hash if unwritten else file_hash(path)
        except OSError:
            return False
        return keys.of(job, source) == row.key


def _is_ours(row: ReportRow, job: Job) -> bool:
    """Whether what lies at a job's place was written by a batch, and left as it was."""
    if not job.target.exists() or not row.finished:
        return True
    with suppress(OSError):
        return file_hash(job.target) == row.output_hash
    return False


def _settings(settings: Settings | None, model: str | None) -> Settings:
    chosen = settings or Settings()
    if model is not None:
        chosen = replace(chosen, model=model)
    parse_name(chosen.model)
    return chosen


def _require_price(orders: Orders) -> None:
    settings = orders.settings
    name = settings.model
    known = name in settings.prices or name.partition(":")[2] in settings.prices
    if orders.max_cost is not None and not known:
        raise UsageError(f"没有配置 {name} 的价格，不能按费用控制；请在设置文件的 prices 里写明。")


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"输出文件夹“{folder}”不能写入：{error.strerror}。") from error
