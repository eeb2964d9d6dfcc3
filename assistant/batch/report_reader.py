"""Reading the reports of a batch; what many share is read once."""

from __future__ import annotations

import threading

from assistant.batch.job import Job
from assistant.batch.options import BatchOptions
from assistant.chains import prepare
from assistant.chains.job import Job as ChainJob
from assistant.delivery import check_form
from assistant.facts import Fact, load_facts
from assistant.instruction import read_request
from assistant.request import require_sensible
from assistant.session import Session


class ReportReader:
    """Reads reports for any number of threads."""

    def __init__(self, options: BatchOptions) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._facts: dict[tuple[str, ...], tuple[Fact, ...]] = {}

    def open(self, job: Job) -> Session:
        """Read a report; raises what reading, genre, form and facts raise (all AssistantError)."""
        session = Session.open(
            job.spec()["path"],
            genre=job.genre,
            settings=self._options.settings,
            original=self._options.original,
        )
        check_form(job.form, source=session.source.format, word=job.target.suffix == ".docx")
        session.facts = self._load_facts(job.facts)
        return session

    def prepare(self, job: Job) -> ChainJob:
        """Read a report and return what the chains would be given; raises what `open` raises, and
        UnknownSection and UsageError for a request that makes no sense."""
        session = self.open(job)
        require_sensible(job.request)
        return prepare(
            read_request(job.request, session.report),
            session.report,
            session.genre,
            facts=session.facts,
            terms=session.terms(),
        )

    def _load_facts(self, files: tuple[str, ...]) -> tuple[Fact, ...]:
        with self._lock:
            if files not in self._facts:
                self._facts[files] = tuple(load_facts(files)) if files else ()
            return self._facts[files]
