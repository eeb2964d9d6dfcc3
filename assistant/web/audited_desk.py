"""The desk of a page that is served: what happens to a work there is kept in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.tasks import TASKS
from assistant.web.audit import Audit, id_of
from assistant.web.desk import Desk, Work
from assistant.web.destination import destination
from assistant.web.options import Options
from assistant.web.rewriting import Run
from assistant.web.temp_folder import TempFolder


class AuditedDesk(Desk):
    """A desk that notes each opening, download and deletion, and where text goes."""

    def __init__(self, options: Options, temp: TempFolder, audit: Audit) -> None:
        super().__init__(options, temp)
        self.audit = audit

    def close(self, token: str) -> None:
        """Delete a work for good."""
        super().close(token)
        self.audit.note("deleted", work=id_of(token))

    def download(self, token: str | None, write: Callable[[Work, Path], Path]) -> Path:
        """Return the file that `write` makes of a work."""
        path = super().download(token, write)
        self.audit.note("downloaded", work=id_of(str(token)), kind=path.suffix)
        return path

    def start(
        self, work: Work, run: Run, done: Callable[[Work, Run], None] = lambda _work, _run: None
    ) -> Run:
        """Begin a rewrite."""
        super().start(work, run, done)
        if not TASKS[run.request.task].by_code:
            self._sent(work)
        return run

    def think(self, work: Work, work_out: Callable[[], None]) -> Run:
        """Find out what a sentence means: the sentence goes to the model, not the report."""
        run = super().think(work, work_out)
        self._sent(work)
        return run

    def _sent(self, work: Work) -> None:
        host = destination(work.model, work.session.settings)
        if host is not None:
            self.audit.note("sent", work=id_of(work.token), to=host)

    def _add(self, work: Work) -> Work:
        # Opened anew, or by the token of a work that only lay in the store until now.
        self.audit.note("opened", work=id_of(work.token))
        return super()._add(work)
