"""A report that was read and spread into sections: all that is known of it before any model."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.batch.jobs import Job
from assistant.batch.keys import file_hash, section_key
from assistant.chains import Asker, prepare
from assistant.chains.job import Job as ChainJob
from assistant.chains.run import CHAINS
from assistant.chains.shape import Chain, Piece
from assistant.config import Settings
from assistant.delivery import check_form
from assistant.errors import FormatError
from assistant.facts import Fact, load_facts
from assistant.findings import Message
from assistant.session import Session
from assistant.session.sensible import require_sensible
from assistant.terms import load_terms

KEPT = 48
"""Reports that are kept in memory while their sections are worked on."""


@dataclass(frozen=True)
class Opened:
    """A report in memory: its session, the chain's job and one piece for each section."""

    job: Job
    session: Session
    chain_job: ChainJob
    source_hash: str

    @property
    def chain(self) -> Chain[Any]:
        """The chain of its task."""
        return CHAINS[self.chain_job.task]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """One piece for each section, the unit of work."""
        return tuple(self.chain.spread(self.chain_job))

    def key(self, piece: Piece, model: str) -> str:
        """Return the content hash of a section's work."""
        source = self.chain_job.source(piece.target)
        return section_key(source, self.job.request, piece, model, self.chain_job.terms)


class Reader:
    """Reads reports for a runner; what many share (facts, set phrases) is read once."""

    def __init__(self, settings: Settings, *, original: bool = False) -> None:
        self._settings = settings
        self._original = original
        self._lock = threading.Lock()
        self._facts: dict[tuple[str, ...], tuple[Fact, ...]] = {}
        self._terms: tuple[str, ...] | None = None
        self._kept: OrderedDict[int, Opened] = OrderedDict()

    def open(self, job: Job) -> Opened:
        """Read a report and prepare its job.

        Raises what reading, genre, facts and request raise (all AssistantError).
        """
        path = Path(job.spec()["path"])
        before = self._hash(path)
        session = Session.open(
            path, genre=job.genre, settings=self._settings, original=self._original
        )
        check_form(job.form, source=session.source.format, word=job.target.suffix == ".docx")
        require_sensible(job.request)
        chain_job = prepare(
            job.request,
            session.report,
            session.genre,
            facts=self._load_facts(job.facts),
            terms=self._load_terms(),
        )
        return Opened(job, session, chain_job, before)

    def keep(self, report: int, opened: Opened) -> None:
        """Keep a report in memory while there is room."""
        with self._lock:
            self._kept[report] = opened
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def kept(self, report: int, job: Callable[[], Job]) -> Opened:
        """Return a report that is in memory, or read it again."""
        with self._lock:
            found = self._kept.get(report)
            if found is not None:
                self._kept.move_to_end(report)
                return found
        opened = self.open(job())
        self.keep(report, opened)
        return opened

    def drop(self, report: int) -> None:
        """Let a report go."""
        with self._lock:
            self._kept.pop(report, None)

    def _hash(self, path: Path) -> str:
        try:
            return file_hash(path)
        except OSError:
            return ""  # reading it says why it cannot be read

    def _load_facts(self, files: tuple[str, ...]) -> tuple[Fact, ...]:
        with self._lock:
            if files not in self._facts:
                self._facts[files] = tuple(load_facts(files)) if files else ()
            return self._facts[files]

    def _load_terms(self) -> tuple[str, ...] | None:
        if self._settings.terms and self._terms is None:
            self._terms = load_terms(self._settings.terms)
        return self._terms


def worked_by_rules(opened: Opened) -> tuple[Piece, ...]:
    """Return the pieces as the deterministic rewriter leaves them."""
    return tuple(opened.chain.work(Asker(None, lambda _progress: None), opened.pieces))


def with_made(pieces: Sequence[Piece], made: Sequence[list[Any] | None]) -> list[Piece]:
    """Return the pieces with what the store kept of their work.

    Raises FormatError where the report does not have as many any more.
    """
    if len(pieces) != len(made):
        raise FormatError(
            Message("报告在处理期间有改动。", "The report has changed while it was worked on.")
        )
    return [p if m is None else p.with_made(m) for p, m in zip(pieces, made, strict=True)]
