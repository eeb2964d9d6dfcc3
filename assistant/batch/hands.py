"""What a runner does: read a report, work on a section, put a report together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, time

from assistant.batch.caller import halted_by_model
from assistant.batch.claims import Kind, Section, Work
from assistant.batch.database import StoreError
from assistant.batch.finishing import failed, finish, unchanged_file
from assistant.batch.jobs import Job, job_of
from assistant.batch.journal import Deferred
from assistant.batch.keys import ReportKeys, file_stat
from assistant.batch.link import Link, NoModel
from assistant.batch.opened import Opened, Reader, with_made, worked_by_rules
from assistant.batch.orders import Orders
from assistant.batch.pace import Halted
from assistant.batch.rows import ReportRow, SectionRow
from assistant.batch.store import Store
from assistant.chains import Asker
from assistant.chains.shape import Piece
from assistant.config import Settings
from assistant.errors import ModelUnavailable, OutputError
from assistant.findings import Message
from assistant.models import Usage
from assistant.request import Progress, Task

CHANGES = 3
"""How often a file may change while it is worked on before that is given up."""
_CHANGED = Message(
    "处理期间文件有改动，已按新的内容重做",
    "the file changed meanwhile and was done again from its new text",
)

Heard = Callable[[ReportRow, Progress], None]


def report_keys(settings: Settings) -> ReportKeys:
    """Return what gives the keys of reports under these settings."""
    about = [settings.base_url, settings.context, [str(t) for t in settings.terms]]
    return ReportKeys(settings.model, [*about, settings.language.value])


class Hands:
    """Does the work of one runner, for any number of its threads.

    `link` is the way to its model; `deferred` counts the sections whose answers come later.
    """

    def __init__(self, store: Store, orders: Orders, link: Link, heard: Heard | None) -> None:
        self.store = store
        self.settings = orders.settings
        self.link = link
        self.deferred = 0
        self._heard = heard
        self._reader = Reader(self.settings, original=orders.original)
        self._keys = report_keys(self.settings)

    def do(self, found: Work) -> None:
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
                error = halted_by_model(error, strict=True)
            self.link.halt(error)
            if found.section is not None:
                self.store.put_back(found.section.id)
        except (StoreError, NoModel):
            raise
        except Exception as error:  # one bad report must not end the batch
            self._failed(row, error, began)

    def _failed(self, row: ReportRow, error: Exception, began: float) -> None:
        self._reader.drop(row.id)
        seconds = time() - row.began if row.began else monotonic() - began
        self.store.failed(row.id, failed(row, None, error, seconds, self.settings.language))

    def _open(self, row: ReportRow) -> None:
        """Read a report and put its sections into the store; without a model finish it at once."""
        opened = self._reader.open(_job(row))
        model = self._model_for(opened)
        key = self._keys.of(opened.job, opened.source_hash)
        sections = [
            Section(n, p.target.id, p.target.heading, opened.key(p, model or "rules"), p.asks)
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
        name = self._model_for(opened)
        fits = section.number < len(pieces)
        piece: Piece = pieces[section.number] if fits else pieces[0]
        if not fits or (name is not None and opened.key(piece, name) != section.key):
            self._reader.drop(row.id)
            self._reopen(row)
            return
        model = None if name is None else self.link.section(section.id)
        asker = Asker(model, lambda step: self._tell(row, step), gone=self.link.gone)
        try:
            with self.link.working():
                (worked,) = opened.chain.work(asker, [piece])
        except Deferred:
            self.deferred += 1
            self.store.defer(section.id)
            return
        gone = asker.gone or self.link.gone
        self.store.worked(
            section.id,
            worked.made(),
            prompts=asker.used,
            usage=model.usage if model is not None else Usage(),
            gone=gone.text(self.settings.language) if gone is not None else None,
        )

    def _finish(self, row: ReportRow, opened: Opened) -> None:
        """Put a report together and write it, unless its file has changed meanwhile."""
        if not unchanged_file(opened):
            self._reader.drop(row.id)
            self._reopen(row)
            return
        rows = self.store.sections(row.id)
        name = self._model_for(opened)
        reasons = [r.gone for r in rows if r.gone]
        gone = ModelUnavailable(reasons[0]) if reasons else self.link.gone
        if name is None and not any(r.made for r in rows):
            pieces = worked_by_rules(opened)
        else:
            pieces = tuple(with_made(opened.pieces, [r.made for r in rows]))
            pieces = tuple(
                p if r.made is not None else opened.chain.work(Asker(None, _silent), [p])[0]
                for p, r in zip(pieces, rows, strict=True)
            )
        notes = [_CHANGED.text(self.settings.language)] if row.changed else []
        done = finish(
            opened,
            pieces,
            rows,
            None if name is None else self.link.section(0),
            gone,
            language=self.settings.language,
            began=row.began or time(),
            notes=notes,
        )
        self._reader.drop(row.id)
        self.store.finished(
            row.id,
            # By the names its user gave.
            done.result | {"file": row.source, "output": row.spec["output"]},
            output_hash=done.output_hash,
            floor=gone is not None,
            sections=done.sections,
            verified=done.verified,
        )

    def _reopen(self, row: ReportRow) -> None:
        """Have a report read again, because its file has changed; not for ever."""
        if row.changed >= CHANGES:
            raise OutputError(
                Message(
                    f"“{row.source}”在处理期间一直在改动，请在改完之后再做。",
                    f"“{row.source}” kept changing while it was worked on: do it once it is done.",
                )
            )
        self.store.reopen(row.id)

    def _model_for(self, opened: Opened) -> str | None:
        """Return the name of the model; None where there is or needs to be none."""
        return None if opened.chain_job.task is Task.CLEAN else self.link.name()

    def _tell(self, row: ReportRow, step: Progress) -> None:
        if self._heard is not None:
            self._heard(row, step)


def _job(row: ReportRow) -> Job:
    """Return a report's job; whichever folder this runner is in, the paths are where they were."""
    return job_of(row.spec["path"], row.target, row.spec)


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
