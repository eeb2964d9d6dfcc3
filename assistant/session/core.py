"""The session: one report with its genre, facts, history and settings.

A proposal changes nothing until it is adopted; everything adopted can be undone.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.document import Report
from assistant.errors import ModelUnavailable, UsageError
from assistant.facts import Fact, load_facts
from assistant.findings import Message
from assistant.formats import Format, Source, read_report
from assistant.genres import Genre, load_genre, recognise
from assistant.lexicon.terms import load_terms
from assistant.outline import parse
from assistant.request import Progress, Request
from assistant.session.by_hand import ByHand
from assistant.session.check import CheckResult, check
from assistant.session.names import PASTED
from assistant.session.perform import do
from assistant.session.store import Kept, Store
from assistant.session.versions import History, Version, now
from assistant.session.waiting import Stopped, require_seen
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.chains import Outcome
    from assistant.models import Writer
    from assistant.models.progress import Progress as ModelProgress
    from assistant.session.proposal import Proposal


@dataclass
class Session(ByHand):
    """One report with its genre, facts and settings.

    The model is asked for on the first rewrite that needs one, and kept.  `pending` waits for a
    decision, `others` behind it; `talk` is (role, text), `under_way` the sentence of it that is
    worked on, `chosen` the part the author is at, `last_year` the report before this one where it
    was given, `gone` why the model could not be had.  Not for two threads at once, but for
    `propose`.
    """

    source: Source
    report: Report
    genre: Genre
    confidence: float
    facts: tuple[Fact, ...]
    settings: Settings
    model: str | None = None
    loading: ModelProgress | None = None
    history: History = field(default=History(()), repr=False)
    pending: Proposal | None = field(default=None, repr=False)
    others: tuple[Proposal, ...] = field(default=(), repr=False)
    chosen: str | None = None
    talk: tuple[tuple[str, str], ...] = ()
    under_way: str = ""
    last_year: str = ""
    gone: ModelUnavailable | None = None
    writer: Writer | None = field(default=None, repr=False)
    _store: Store | None = field(default=None, repr=False)
    _token: str = field(default="", repr=False)
    _proposals: int = 0

    def __post_init__(self) -> None:
        if not self.history.versions:
            text = self.report.text
            opened = Message("打开", "Opened")
            self.history = History((Version(0, None, text, opened, now(), count_words(text)),))

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        genre: str | None = None,
        facts: Sequence[str | Path] = (),
        settings: Settings | None = None,
        model: str | None = None,
        loading: ModelProgress | None = None,
        original: bool = False,
    ) -> Session:
        """Read a report (`-`: standard input) and make it ready.

        `genre` is a name or a YAML file, None to recognise it; `facts` are files; `model` a name
        (None: the one of the settings); `loading` hears of weights being fetched and loaded;
        `original` reads a Word file's own tracked changes as rejected.
        Raises FormatError, GenreError, FactsError or UsageError, each naming what and where.
        """
        session = cls.from_source(
            read_report(path, original=original), genre=genre, settings=settings, model=model
        )
        session.facts, session.loading = tuple(load_facts(facts)), loading
        return session

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        name: str = PASTED,
        genre: str | None = None,
        settings: Settings | None = None,
        model: str | None = None,
    ) -> Session:
        """Make a pasted report ready; raises UsageError where it holds no text."""
        if not text.strip():
            raise UsageError(
                "还没有文字：请粘贴报告，或选择文件。",
                "There is no text yet: paste a report or choose a file.",
            )
        source = Source(text, Format.TEXT, name=name)
        return cls.from_source(source, genre=genre, settings=settings, model=model)

    @classmethod
    def from_source(
        cls,
        source: Source,
        *,
        genre: str | None = None,
        settings: Settings | None = None,
        model: str | None = None,
    ) -> Session:
        """Make a report ready that was read already; raises GenreError."""
        report = parse(source.text, styles=source.styles)
        if genre is not None:
            chosen, confidence = load_genre(genre), 1.0
        else:
            chosen, confidence = recognise(report)
        return cls(source, report, chosen, confidence, (), settings or Settings(), model)

    def check(self) -> CheckResult:
        """Return outline, parts, gaps, noise, figures and findings of the report."""
        return check(self.source, self.report, self.genre, self.confidence)

    def run(
        self,
        request: Request,
        progress: Callable[[Progress], None] | None = None,
        *,
        strict_model: bool = False,
    ) -> Outcome:
        """Do what was asked and return the outcome; the session's report stays as it is.

        Where the model cannot be had the deterministic rewriter works alone and every part says
        so; with `strict_model` ModelUnavailable is raised instead.
        Raises UnknownSection and UsageError for a request that makes no sense.
        """
        return do(self, request, progress or (lambda _progress: None), strict_model, 0)[1]

    def propose(
        self,
        request: Request,
        progress: Callable[[Progress], None] | None = None,
        *,
        strict_model: bool = False,
        variation: int = 0,
        stop: threading.Event | None = None,
    ) -> Proposal:
        """Return what `work_out` returns, and keep it as `pending` where it changes anything."""
        proposal = self.work_out(
            request, progress, strict_model=strict_model, variation=variation, stop=stop
        )
        self.wait_before(proposal)
        return proposal

    def work_out(
        self,
        request: Request,
        progress: Callable[[Progress], None] | None = None,
        *,
        strict_model: bool = False,
        by_rules: bool = False,
        variation: int = 0,
        stop: threading.Event | None = None,
        within: tuple[int, int] | None = None,
    ) -> Proposal:
        """Return what would become of the report.

        `by_rules` asks no model, `variation` for another candidate than number 0, `within` for the
        words of a stretch of the one chosen part alone.  Setting `stop`
        ends it with Stopped at the next sign of life from the model.  Raises what `run` raises.
        """
        from assistant.session.propose import from_outcome

        report = self.report

        def notify(step: Progress) -> None:
            if stop is not None and stop.is_set():
                raise Stopped
            if progress is not None:
                progress(step)

        ask = (lambda _session, _strict: None) if by_rules else None
        job, outcome = do(self, request, notify, strict_model, variation, ask, within=within)
        if stop is not None and stop.is_set():
            raise Stopped
        proposal = from_outcome(job, outcome, report.text, self.next_number(), variation)
        if self.gone is not None and not by_rules:
            note = Message(
                f"模型不可用，这一次按固定规则改写，没有用模型。原因：{self.gone}",
                f"The model is not available; the rules did this. {self.gone.message.en}",
            )
            proposal = replace(proposal, notes=(note,))
        return proposal

    def choose(self, part: str | None) -> None:
        """Remember which part the author is at."""
        self.chosen = part
        self._keep()

    def keep_beside(self, last_year: str) -> None:
        """Remember the text of last year's report; empty: none."""
        self.last_year = last_year
        self._keep()

    def next_number(self) -> int:
        """Return the number of the proposal that is made next; each is given once."""
        self._proposals += 1
        return self._proposals

    def adopt(
        self,
        proposal: Proposal,
        changes: Collection[str] | None = None,
        *,
        confirmed: Collection[str] = (),
        decides: Collection[Proposal] | None = None,
    ) -> Version:
        """Make a proposal, or the changes of it with these IDs, the report; return the version.

        `decides` are those that wait and are decided on by that, to wait again after `undecide`
        (None: this one, with its candidates).  `confirmed` are the keys of the error findings
        (`Proposal.errors`) a person has ticked.
        Raises NotConfirmed where one is missing, StaleProposal where another waits by now (an
        older one waits again after `wait_with`), and UsageError where the report has changed since
        the proposal was made or nothing would change.
        """
        from assistant.session.pending import pack_all
        from assistant.session.proposal import NotConfirmed
        from assistant.session.recording import made_from, recorded, with_stated

        if proposal.base != self.report.text:
            raise UsageError(
                "报告在这份建议之后又有改动，这份建议已经过时，请重新提出要求。",
                "The report has changed since this proposal was made; please ask again.",
            )
        require_seen(self.pending, proposal.id)
        groups = {one.group for one in ((proposal,) if decides is None else decides)}
        again = tuple(one for one in self.waiting if one.group in groups)
        if changes is not None:
            proposal = proposal.select(changes)
        if not proposal.changes:
            raise UsageError("没有要采用的改动。", "There is no change to adopt.")
        missing = tuple(e for e in proposal.to_confirm if e.key not in set(confirmed))
        if missing:
            raise NotConfirmed(missing)
        text = proposal.text
        self.history = self.history.add(
            text,
            made_from(proposal),
            now(),
            count_words(text),
            changes=recorded(proposal),
            confirmed=tuple(e.finding.message for e in proposal.to_confirm),
            decided=json.dumps(pack_all(again), ensure_ascii=False),
        )
        self.facts = with_stated(self.facts, proposal)
        rest = tuple(p for p in self.waiting if p.group not in {proposal.group, *groups})
        self.pending, self.others = (rest or (None,))[0], rest[1:]
        return self._at_head()

    def reject(self) -> None:
        """Throw the pending proposal away; the report stays, the next one comes forward."""
        self.wait_with(None)

    def undo(self) -> Version:
        """Go one version back; raises UsageError at the beginning."""
        self.history = self.history.undo()
        return self._at_head()

    def undecide(self) -> tuple[Proposal, ...]:
        """Go one version back, and let what was adopted then wait again; return that.

        Raises UsageError at the beginning.
        """
        from assistant.session.pending import unpack_all

        undone = self.history.current
        text = self.undo().text
        again = unpack_all(json.loads(undone.decided or "null"), text)
        self._wait((*again, *self.waiting))
        return again

    def redo(self) -> Version:
        """Go forward again; raises UsageError where nothing was undone."""
        self.history = self.history.redo()
        return self._at_head()

    def go(self, number: int) -> Version:
        """Make a version of the list the report; raises UsageError where there is none."""
        self.history = self.history.go(number)
        return self._at_head()

    def use_genre(self, name: str) -> None:
        """Take the report for one of this genre (a name or a YAML file); raises GenreError."""
        self.genre, self.confidence = load_genre(name), 1.0
        self._keep()

    def use_facts(self, facts: Sequence[Fact]) -> None:
        """Replace the facts; their IDs are given anew."""
        self.facts = tuple(replace(f, id=f"f{n}") for n, f in enumerate(facts, 1))
        self._keep()

    def use_settings(self, settings: Settings, model: str | None = None) -> None:
        """Change settings or model; the next rewrite asks the new one."""
        self.close()
        self.settings, self.model, self.gone = settings, model, None

    def say(self, role: str, text: str) -> None:
        """Add a line to the talk (role `user` or `assistant`)."""
        self.talk = (*self.talk, (role, text))
        self._keep()

    def end_sentence(self) -> None:
        """Note that the sentence under way has come to its end."""
        if self.under_way:
            self.under_way = ""
            self._keep()

    def keep_in(self, store: Store) -> str:
        """Keep the work in a store from now on and return the token to come back with."""
        self._token = store.create(self._kept())
        self._store = store
        self._wait(self.waiting)
        return self._token

    @classmethod
    def restore(
        cls, store: Store, token: str, *, settings: Settings | None = None, model: str | None = None
    ) -> Session:
        """Return a kept work as it was last, with the proposal that waited; raises UnknownWork."""
        from assistant.session.pending import unpack_all

        kept = store.load(token)
        text = kept.history.current.text
        waiting = unpack_all(kept.pending, kept.history.current.text)
        return cls(
            kept.source,
            parse(text, styles=kept.source.styles_in(text)),
            load_genre(kept.genre),
            kept.confidence,
            kept.facts,
            settings or Settings(),
            model,
            history=kept.history,
            pending=waiting[0] if waiting else None,
            others=waiting[1:],
            chosen=kept.chosen,
            last_year=kept.last_year,
            talk=kept.talk,
            under_way=kept.under_way,
            _store=store,
            _token=token,
            _proposals=max((one.number for one in waiting), default=0),
        )

    def close(self) -> None:
        """Give back the model's connections."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    def _at_head(self) -> Version:
        """Make the report what the history says it is now."""
        text = self.history.current.text
        self.report = parse(text, styles=self.source.styles_in(text))
        self._keep()
        self._move_waiting(text)
        return self.history.current

    def _keep(self) -> None:
        if self._store is not None:
            self._store.save(self._token, self._kept())

    def _kept(self) -> Kept:
        known = self.source, self.history, self.genre.id, self.confidence, self.facts, self.talk
        return Kept(*known, chosen=self.chosen, last_year=self.last_year, under_way=self.under_way)

    def terms(self) -> tuple[str, ...] | None:
        """Return the set phrases of the settings; None: those of the package."""
        return load_terms(self.settings.terms) if self.settings.terms else None
