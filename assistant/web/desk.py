"""The works that are open on this server, each known by the token its owner's browser holds."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.chat import Talk
from assistant.config import Settings
from assistant.errors import AssistantError, OverTime, UsageError
from assistant.findings import Language, Message
from assistant.request import Request
from assistant.session import CheckResult, Proposal, Session, Stopped, Store, UnknownWork
from assistant.session.names import PASTED
from assistant.time_limit import time_limit
from assistant.web.card import Card
from assistant.web.filling import Filling
from assistant.web.options import MAX_RUNS, MOST_COMPUTING, Options
from assistant.web.rewriting import Run, rewrite
from assistant.web.temp_folder import TempFolder
from assistant.web.views.gaps import questions
from assistant.web.views.markup import nested, shorten
from assistant.web.views.words import listed
from assistant.web.warming import warm

THINK = "think"
"""The task of a run that only finds out what a sentence means."""
NO_WORK = "none"
"""What a browser keeps in the place of a token while no report is open: Gradio keeps nothing empty,
and what it kept before would be opened by a reload."""
RECENT = 12
"""Reports that the list of recent ones holds."""
MOST_ANSWERED = 20
"""Answers to the windows of a work that a view tells of: each window waits for one at a time."""
OPEN_AT_ONCE = 200
"""Works in memory; one more closes the one not used for longest (it stays in the store)."""


@dataclass
class Work:
    """One open work: its session and what the page shows of it."""

    token: str
    session: Session
    language: Language = Language.ZH
    intent: Card | None = None
    run: Run | None = None
    last: Proposal | None = None
    choices: tuple[str, ...] = ()
    filling: Filling | None = None
    # Whether its author has turned to another part since the last request.
    turned: bool = False
    # The proposal that somebody has begun to decide on, change by change.
    begun: str = ""
    model: str = ""
    agreed: set[str] = field(default_factory=set)
    # What waits already and was asked for once more, and how often that has been.
    brought: tuple[str, int] = ("", 0)
    # What its windows sent of late, by the names they gave to it, and whether it was refused.
    answered: Mapping[str, bool] = field(default_factory=dict)
    engine: Talk | None = field(default=None, repr=False)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _checked: tuple[str, str, CheckResult] | None = None
    _questions: tuple[CheckResult, tuple[object, ...], str] | None = None

    @property
    def chosen(self) -> str | None:
        """The part that is chosen, None for the whole; it is kept with the work."""
        return self.session.chosen

    @chosen.setter
    def chosen(self, part: str | None) -> None:
        self.session.choose(part)

    @property
    def working(self) -> bool:
        """Whether a rewrite is under way."""
        return self.run is not None and not self.run.finished

    @property
    def name(self) -> str:
        """What the report is called: its title, else its file; of a pasted one its first heading
        as well, for all of those would read alike."""
        report, name = self.session.report, self.session.source.name
        if report.title or name != PASTED or not report.sections:
            return report.title or name
        first = report.sections[0]
        return f"{name}：{first.number}{first.heading}"

    def check(self) -> CheckResult:
        """Return the check of the report as it is, worked out once for each version of it."""
        text, genre = self.session.report.text, self.session.genre.id
        if self._checked is None or self._checked[:2] != (text, genre):
            self._checked = (text, genre, self.session.check())
        return self._checked[2]

    def questions(self) -> str:
        """Return the fields for its gaps, worked out once for each version and choice."""
        check = self.check()
        key, last = (self.chosen, self.language), self._questions
        if last is None or last[0] is not check or last[1] != key:
            last = self._questions = (check, key, questions(check, *key))
        return last[2]

    def answer(self, name: str, *, refused: bool = False) -> None:
        """Note that what a window sent under a name is done, or refused; no name, nothing."""
        if name:
            self.answered = dict([*self.answered.items(), (name, refused)][-MOST_ANSWERED:])

    def bring(self, waits: Proposal) -> None:
        """Have the windows turn to what waits already."""
        self.brought = (waits.id, self.brought[1] + 1)

    def say(self, zh: str, en: str, *, choices: tuple[str, ...] = ()) -> None:
        """Answer in the talk, with sentences that can be said next."""
        self.tell(Message(zh, en), choices)

    def tell(self, message: Message, choices: tuple[str, ...] = ()) -> None:
        """Answer with a message that is there already, such as an error's.  What leads over to the
        sentences that can be said next keeps them, for they are offered only until something is."""
        told = nested(message.text(self.language)).rstrip()
        if choices and told.endswith(("：", ":")):
            told += listed(choices, self.language)
        self.session.say("assistant", told)
        self.choices = choices

    def tell_cut_off(self) -> None:
        """Say of a sentence that nobody works on any more that it was not done: the program ended
        over it."""
        with self.lock:
            sentence = self.session.under_way
            if not sentence or self.working:
                return
            named = shorten(sentence)
            self.say(
                f"程序中间停过，“{named}”没有做完。还要的话再说一次：",
                f"The program was stopped before “{named}” was done. Say it again if you still "
                "want it: ",
                choices=(sentence,),
            )
            self.session.end_sentence()


class Busy(UsageError):
    """Something is under way; what was asked for can be asked for again when it is over."""


def require_idle(work: Work) -> None:
    """Raise Busy while a rewrite of this work is under way."""
    if work.working:
        raise Busy(
            "上一项还在处理，请等它做完，或者先点“停止”。",
            "The last request is still under way: wait for it, or press “Stop”.",
        )


class Desk:
    """All open works; every method may be called by any thread."""

    def __init__(self, options: Options, temp: TempFolder | None = None) -> None:
        """Without `temp` everything can be done but a download: nobody is served by such a desk."""
        self.options = options
        self.temp = temp
        self.store = Store(options.store)
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._lock = threading.Lock()
        self._runs = threading.BoundedSemaphore(MAX_RUNS)

    @property
    def settings(self) -> Settings:
        """The operator's settings: what a new work starts with."""
        return self.options.settings

    def open(self, session: Session, language: Language | None = None) -> Work:
        """Keep a new work and return it; without a language it speaks the operator's."""
        spoken = language or self.settings.language
        work = Work(session.keep_in(self.store), session, spoken, model=self.settings.model)
        self._add(work)
        if self.temp is not None:
            self.temp.expire()
        return work

    def look_through(self, work: Work) -> None:
        """Check a new work once, within the limit of a request; what takes longer is not kept.

        Raises OverTime.
        """
        try:
            with time_limit(MOST_COMPUTING):
                work.check()
        except OverTime:
            self.close(work.token)
            raise

    def get(self, token: str | None) -> Work:
        """Return an open work, fetched from the store where it is not in memory.

        Raises UnknownWork (a UsageError) for a token of none.
        """
        if not token or not isinstance(token, str) or token == NO_WORK:
            raise UsageError("还没有打开报告。", "No report is open.")
        with self._lock:
            work = self._works.get(token)
            if work is not None:
                self._works.move_to_end(token)
                return work
        session = Session.restore(self.store, token, settings=self.settings)
        work = Work(token, session, self.settings.language, model=self.settings.model)
        return self._add(work)

    def known(self, tokens: object) -> list[Work]:
        """Return the works of these tokens that there still are, in their order, each once."""
        found: dict[str, Work] = {}
        for token in tokens if isinstance(tokens, list) else ():
            with contextlib.suppress(UsageError):
                work = self.get(token)
                found.setdefault(work.token, work)
        return list(found.values())[:RECENT]

    def close(self, token: str) -> None:
        """Delete a work for good, its downloads too."""
        with self._lock:
            work = self._works.pop(token, None)
        if work is not None:
            if work.run is not None:
                work.run.stop.set()
            work.session.close()
        self.store.delete(token)
        # After the store: a download that begins now finds no work.
        if self.temp is not None:
            self.temp.forget(token)

    def download(self, token: str | None, write: Callable[[Work, Path], Path]) -> Path:
        """Return the file that `write` makes of a work, in a folder of its own.

        Raises UnknownWork where the work is deleted, before or meanwhile, and what `write` raises.
        """
        assert self.temp is not None, "a desk that serves nobody"
        work = self.get(token)
        try:
            with time_limit(MOST_COMPUTING):
                path = write(work, self.temp.download_of(work.token))
            self.get(token)
        except UnknownWork:
            self.temp.forget(work.token)
            raise
        return path

    def start(
        self, work: Work, run: Run, done: Callable[[Work, Run], None] = lambda _work, _run: None
    ) -> Run:
        """Begin a rewrite in a thread of its own; raises Busy where one is under way.

        `done` hears of the end of one that was not stopped.
        """
        with work.lock:
            require_idle(work)
            work.run = run
        threading.Thread(
            target=self._work, args=(work, run, done), name="rewrite", daemon=True
        ).start()
        return run

    def think(self, work: Work, work_out: Callable[[], None]) -> Run:
        """Do something that may wait for a model, in a thread of its own; stopped like a rewrite.

        Raises Busy where a rewrite is under way.
        """
        with work.lock:
            require_idle(work)
            work.run = run = Run(Request(THINK))

        def act() -> None:
            try:
                with self._runs, time_limit(MOST_COMPUTING):
                    work_out()
            except AssistantError as error:
                run.error = error.message
            except Stopped:
                pass
            finally:
                self._end(work, run)

        threading.Thread(target=act, name="think", daemon=True).start()
        return run

    def stop(self, work: Work) -> bool:
        """Stop the rewrite under way at once; what it would have proposed is thrown away."""
        run = work.run
        if run is None or run.finished:
            return False
        run.stop.set()
        self._end(work, run)
        return True

    def _end(self, work: Work, run: Run) -> None:
        """End a run, and with it the sentence that it is for, unless that has begun another."""
        with work.lock:
            run.end()
            if work.run is run:
                with contextlib.suppress(UnknownWork):  # it was deleted meanwhile
                    work.session.end_sentence()

    def _work(self, work: Work, run: Run, done: Callable[[Work, Run], None]) -> None:
        run.waiting = True
        with self._runs:
            run.waiting = False
            try:
                with time_limit(MOST_COMPUTING):
                    rewrite(work, run)
                work.last = run.found
            except Stopped:
                pass
            except AssistantError as error:
                run.error = error.message
            except Exception as error:  # a bug must not leave the page waiting for ever
                name = type(error).__name__
                run.error = Message(
                    f"程序内部出错（{name}），报告没有变化。",
                    f"The program failed inside ({name}); the report has not changed.",
                )
            finally:
                # Of one that was deleted meanwhile nothing can be told; it is over all the same.
                with contextlib.suppress(UnknownWork):
                    if not run.stop.is_set():
                        done(work, run)
                self._end(work, run)

    def _add(self, work: Work) -> Work:
        with self._lock:
            # Two requests may have fetched the same work at once: the first one counts.
            work = self._works.setdefault(work.token, work)
            self._works.move_to_end(work.token)
            idle = [t for t, w in self._works.items() if not w.working and t != work.token]
            for token in idle[: max(0, len(self._works) - OPEN_AT_ONCE)]:
                self._works.pop(token).session.close()
        if self.temp is not None:
            warm(work.model, work.session.settings)
        return work
