"""A batch under way: many reports, as an iterator of results in the order of input."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time
from typing import Any, Self

from assistant.batch.export import write_summary
from assistant.batch.job import Job
from assistant.batch.jobs import taken
from assistant.batch.keys import ReportKeys, file_hash, file_stat
from assistant.batch.listing import Listed
from assistant.batch.model_access import OwnModel
from assistant.batch.options import BatchOptions
from assistant.batch.processes import CannotStart, number_of, run_processes
from assistant.batch.record import Recorder, write_record
from assistant.batch.rows import ReportRow
from assistant.batch.runner import Ended, Reason, work
from assistant.batch.state import BatchState, state_of
from assistant.batch.store import Store, store_folder
from assistant.errors import ModelUnavailable, OutputError, UsageError
from assistant.models.progress import Progress as Loading
from assistant.models.registry import RULES, parse_name
from assistant.printable import encodable
from assistant.request import Progress
from assistant.system_reason import reason_of

LOOK = 0.05
"""Seconds between two looks whether the next report is done."""

WATCH = 0.5
"""Seconds between two tellings of how the whole stands."""

Watch = Callable[[BatchState], None]
Engine = Callable[[Store, BatchOptions, threading.Event], Ended]
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


class BatchRun:
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
        options: BatchOptions,
        engine: Engine | None = None,
        loading: Loading | None = None,
        watch: Watch | None = None,
    ) -> None:
        _require_folder(folder)
        self.folder = folder
        self._place = folder.absolute()  # whatever folder the process may change to meanwhile
        self.options = options
        self.total = len(jobs)
        self._size = sum(_size(job) for job in jobs)
        self.ended: Ended | None = None
        self.told: Counter[str] = Counter()
        self.reused = 0
        self.summary: tuple[Path, ...] = ()
        self.current = ""
        self._loading = loading
        self._watch = watch
        self._watched = 0.0
        self._engine: Engine = engine or self._work
        self._stop = threading.Event()
        self._began = time()
        self.store = Store(store_folder(folder, options.store).absolute())
        self._recorder = Recorder(self.store, self._place)
        try:
            keys = ReportKeys(options.settings)
            self._require_same(keys)
            self._ids = self._list(jobs, keys)
        except BaseException:
            self.store.close()
            raise
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self._hurried = False  # by whoever will not wait even for the questions in hand
        self._codes = 0
        self._left = self.total
        self._last: BatchState | None = None
        self._results = self._yield_results()

    def __iter__(self) -> Iterator[Result]:
        return self

    def __next__(self) -> Result:
        return next(self._results)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        self._hurried = self._hurried or kind is KeyboardInterrupt
        self.close()

    def stop(self) -> None:
        """Ask nothing new; what was asked is answered and kept, the rest waits for the next run."""
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

    def state(self) -> BatchState:
        """Return how far the batch is at this moment."""
        if self._last is None:
            counts, runners = self.store.counts(), self.store.runners()
            return state_of(counts, runners, monotonic(), self.current)
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
                self._codes = max(self._codes, result.exit_code)
                self.reused += result.reused
                self.told[result.verdict or "failed"] += 1
                self._look_up()
                yield result
            self._thread.join()  # it ends by itself: nothing is left to do, or it was stopped
        except KeyboardInterrupt:
            self._hurried = True
            raise
        finally:
            self._stop.set()
            self._finish()
        if self._failure is not None:
            raise self._failure

    def _look_up(self) -> None:
        """Bring the record up to date and tell who watches, now and then."""
        self._recorder.now_and_then()
        if self._watch is not None and monotonic() - self._watched >= WATCH:
            self._watched = monotonic()
            self._watch(self.state())

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
            self.ended = self._engine(self.store, self.options, self._stop)
        except BaseException as error:
            self._failure = error

    def _work(self, store: Store, options: BatchOptions, stop: threading.Event) -> Ended:
        left = store.unfinished(self._ids)
        number = number_of(options, left, self._size * left // max(1, self.total))
        if number:
            try:
                return run_processes(
                    store, options, stop, number=number, heard=self._hear, loading=self._loading
                )
            except CannotStart:  # nobody has asked for processes: this one can do it all
                if options.processes is not None:
                    raise
        access = OwnModel(store, options, loading=self._loading)
        return work(store, options, access=access, stop=stop, heard=self._hear)

    def _hear(self, row: ReportRow, step: Progress) -> None:
        self.current = f"{Path(row.source).name} {step.section}".strip()

    def _finish(self) -> None:
        """Wait for the runner, write what people and programs read, let the store go; once."""
        if self._last is not None:
            return
        if self._thread is not None and not self._hurried:
            self._thread.join()
        self._left = self.unfinished
        self._last = self.state()
        try:
            if self._thread is not None:
                write_record(self.store, self._place)
                language = self.options.settings.language
                moved = self.folder.absolute() != self._place
                shown = self._place if moved else self.folder
                self.summary = write_summary(self.store, shown, language)
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
                f"另一个进程正在用别的模型或设置处理“{self.folder}”，"
                "请等它结束，或换一个输出文件夹。",
                f"Another process works on “{self.folder}” with another model or settings: "
                "wait for it to end, or choose another output folder.",
            )
        self.store.set_meta("under", keys.common)

    def _list(self, jobs: Sequence[Job], keys: ReportKeys) -> list[int]:
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
            listed.append(Listed(encodable(str(job.source)), target, spec, same))
        error = taken(foreign)
        if error is not None and not self.options.overwrite:
            raise error
        return self.store.list_reports(listed, alone=not self.store.others())

    def _same(self, row: ReportRow, job: Job, keys: ReportKeys) -> bool:
        """Whether the store has the result of this job, and all it rests on is as it was."""
        if row.verdict is None or not job.target.exists():
            return False
        if row.floor and parse_name(self.options.settings.model)[0] != RULES:
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


def _size(job: Job) -> int:
    try:
        return Path(job.spec()["path"]).stat().st_size
    except OSError:
        return 0  # reading it says why it cannot be read


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = reason_of(error)
        raise OutputError(
            f"输出文件夹“{folder}”不能写入：{why.zh}。",
            f"The output folder “{folder}” cannot be written to: {why.en}.",
        ) from error
