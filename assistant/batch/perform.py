"""What a runner does with one report: read it, have the session work on it, write, record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import time

from assistant.batch.claims import Finished
from assistant.batch.database import StoreError
from assistant.batch.job import Job, job_of
from assistant.batch.journal import Deferred, JournaledModel
from assistant.batch.keys import ReportKeys, file_hash, file_stat
from assistant.batch.model_access import ModelAccess, NoModel
from assistant.batch.options import BatchOptions
from assistant.batch.pace import Halted
from assistant.batch.report_reader import ReportReader
from assistant.batch.results import failed, result_of
from assistant.batch.rows import ReportRow
from assistant.batch.store import Store
from assistant.chains import Outcome
from assistant.chains.job import Rung
from assistant.chains.rungs import start_rung
from assistant.delivery import with_reasons
from assistant.errors import OutputError
from assistant.findings import Message
from assistant.formats import write_report
from assistant.models import LanguageModel
from assistant.request import Progress
from assistant.session import Session
from assistant.session.perform import do
from assistant.verify import Verdict

CHANGES = 3
"""How often a file may change while it is worked on before that is given up."""
_CHANGED = Message(
    "处理期间文件有改动，已按新的内容重做",
    "the file changed meanwhile and was done again from its new text",
)

Heard = Callable[[ReportRow, Progress], None]


class Performer:
    """Does the reports of one runner, for any number of its threads.

    `access` is the way to its model; `deferred` counts the reports whose answers come later;
    `rising` is the model that writes whole sections, if it does.
    """

    def __init__(
        self, store: Store, options: BatchOptions, access: ModelAccess, heard: Heard | None
    ) -> None:
        self.deferred = 0
        self._store = store
        self._options = options
        self._language = options.settings.language
        self._access = access
        self._heard = heard
        self._keys = ReportKeys(options.settings)
        self._reader = ReportReader(options)
        settings = options.settings
        rises = start_rung(settings.model, settings.rungs) is Rung.SECTION
        self.rising = settings.model if rises else None

    def do(self, row: ReportRow) -> None:
        """Do a claimed report, and give it back where it cannot be done now.

        Raises StoreError and NoModel; whatever else is wrong is the report's own.
        """
        try:
            with self._access.working():
                self._do(row)
        except Deferred:
            self.deferred += 1
            self._store.defer(row.id)
        except Halted as error:
            self._access.halt(error)
            self._store.put_back(row.id)
        except (StoreError, NoModel):
            raise
        except Exception as error:  # one bad report must not end the batch
            seconds = time() - (row.began or time())
            self._store.finished(row.id, Finished(failed(row, error, seconds, self._language)))

    def _do(self, row: ReportRow) -> None:
        job = job_of(row.spec["path"], row.target, row.spec)  # where they were, whoever asks
        source_hash = _told(file_hash, job)
        session = self._reader.open(job)
        rising = self.rising
        lower = rising is not None and self._store.begins_lower(row.id, rising)
        models: list[JournaledModel] = []

        def ask(session: Session, _strict: bool) -> LanguageModel | None:
            model = self._access.model(row.id)
            if model is None:
                session.gone = self._access.view.gone
            else:
                models.append(model)
            return model

        def tell(step: Progress) -> None:
            if self._heard is not None:
                self._heard(row, step)

        _, outcome = do(session, job.request, tell, strict=False, ask=ask, lower=lower)
        if not source_hash or _told(file_hash, job) != source_hash:
            self._changed(row)
            return
        used = row.usage  # by runners that were killed over it
        doubtful: tuple[str, ...] = ()
        for model in models:
            used += model.usage
            doubtful = _doubtful(model, outcome)
        outcome = replace(outcome, usage=used)
        _write(job, session, outcome)
        notes = [_CHANGED.text(self._language)] if row.changed else []
        seconds = time() - (row.began or time())
        self._store.finished(
            row.id,
            Finished(
                # By the names its user gave.
                result_of(session, outcome, self._language, seconds, notes)
                | {"file": row.source, "output": row.spec["output"]},
                source_hash,
                _told(file_stat, job),
                self._keys.of(job, source_hash),
                file_hash(job.target),
                session.gone is not None,
                {v.value: sum(s.verdict is v for s in outcome.sections) for v in Verdict},
                doubtful,
                _climbed(outcome) if rising and not lower else (0, 0),
                self._options.settings.model,
            ),
        )

    def _changed(self, row: ReportRow) -> None:
        """Have a report done again, because its file has changed; not for ever."""
        if row.changed >= CHANGES:
            raise OutputError(
                f"“{row.source}”在处理期间一直在改动，请在改完之后再做。",
                f"“{row.source}” kept changing while it was worked on: do it once it is done.",
            )
        self._store.changed(row.id)


def _climbed(outcome: Outcome) -> tuple[int, int]:
    """Return how many sections stand as a model wrote them in one go, and how many it missed."""
    told = {s.id for s in outcome.sections if any(f.code == "rung_lowered" for f in s.findings)}
    tried = [s for s in outcome.sections if s.attempts and s.id not in told]
    stood = sum(s.rung is Rung.SECTION for s in tried)
    return stood, len(tried) - stood


def _doubtful(model: JournaledModel, outcome: Outcome) -> tuple[str, ...]:
    """Return the calls about parts that were left as they were: a later run asks them anew."""
    left = [s.id for s in outcome.sections if s.verdict is Verdict.UNCHANGED]
    return tuple(
        key
        for key, section in model.keys.items()
        if any(section == one or section.startswith(f"{one}.") for one in left)
    )


def _write(job: Job, session: Session, outcome: Outcome) -> None:
    with suppress(OSError):  # that the folder cannot be made is told by writing into it
        job.target.parent.mkdir(parents=True, exist_ok=True)
    if job.target.is_symlink():
        # Put there since the batch was planned: a result never goes through a link.
        job.target.unlink()
    form = with_reasons(job.form, outcome, session.source)
    write_report(job.target, outcome.text, session.source, overwrite=True, form=form)


def _told(of: Callable[[Path], str], job: Job) -> str:
    try:
        return of(Path(job.spec()["path"]))
    except OSError:
        return ""  # reading it says why it cannot be read
