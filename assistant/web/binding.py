"""How a handler is bound: it acts on a work, what it raises is shown, then all is painted anew.

Every event sends which proposals its window shows, read off the page at that moment (`shows.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.errors import AssistantError, UsageError
from assistant.findings import Language, Message
from assistant.models import parse_name
from assistant.session import NotConfirmed
from assistant.time_limit import time_limit
from assistant.web.desk import Desk, Work
from assistant.web.downloads import QUIET
from assistant.web.options import MOST_COMPUTING
from assistant.web.page import SEEN
from assistant.web.paint import Painted, nothing, paint, paint_talk, painted
from assistant.web.rewriting import Run
from assistant.web.shows import Shows
from assistant.web.toasts import warn
from assistant.web.windows import Windows

PAUSE = 0.06
"""Seconds between two looks at what a model has written."""
LONGEST_NAME = 40
"""Characters of the name that a window gives to what it sends."""
SOON = 1.0
"""Seconds that an answer waits for what no model is asked for."""
_DELETED = Message(
    "这份报告已经在另一个窗口删除了，所以没有照办。",
    "This report was deleted in another window, so nothing was done.",
)

Action = Callable[..., Painted | None]
_Look = Callable[[], Painted | None]
"""What is to be shown of a work as it is when that is called; None: nothing."""
EACH = {"trigger_mode": "multiple"} | QUIET
"""Gradio drops a second click while the first is still being shown.  Here each counts: a decision
names the proposal it was made on, and a stale one is refused with a word."""


class Binding:
    """The page's components, the desk behind them, and the ways to bind one to the other."""

    def __init__(self, ui: SimpleNamespace, desk: Desk) -> None:
        self.ui = ui
        self.desk = desk
        self.windows = Windows()
        self.outputs = painted(ui)
        self.steady = (
            *(ui.questions, ui.filled, ui.facts, ui.outline, ui.history, ui.last_year),
            # Told once: else what follows one answer takes the next one, said since, away again.
            ui.talk,
        )

    def on(
        self,
        event: Callable[..., Any],
        action: Action,
        *inputs: Any,
        read: tuple[str, ...] = (),
        seen: str = SEEN,
        decides: bool = False,
        follow: bool = False,
        also: tuple[Any, ...] = (),
    ) -> Any:
        """Bind an action on a work to an event of a component.

        The action gets the work and the values of `inputs`, or of the scripts `read`; one that
        `decides` on a proposal gets before them what the window shows, as the script `seen` says.
        """

        def handler(token: str | None, told: str, request: gr.Request, *values: Any) -> Painted:
            shows = Shows.of(told)
            given = (shows, *values) if decides else values
            return self._done(token, shows, request, lambda work: action(work, *given))

        places = [self.ui.hidden_a, self.ui.hidden_b][: len(read)]
        values = ", ".join(read) or "...given"
        bound = event(
            handler,
            [self.ui.token, self.ui.seen, *inputs, *places],
            [*self.outputs, *also],
            js=f"async (token, _seen, ...given) => [token, {seen}, {values}]",
            **QUIET,
        )
        return self.then_follow(bound) if follow else bound

    def clicked(self, component: Any, event: str, action: Callable[[Work, str], None]) -> None:
        """Bind an event of our own HTML that carries a value and decides on no proposal."""

        def handler(token: str | None, data: gr.EventData, request: gr.Request) -> Painted:
            value = carried(data, "value")
            return self._done(token, None, request, lambda work: action(work, value))

        bound = getattr(component, event)(handler, [self.ui.token], self.outputs, **EACH)
        # Another window may have begun a rewrite that this one has not heard of.
        bound.then(self.watch, [self.ui.token], self.outputs, **QUIET)

    def decided(
        self, component: Any, event: str, action: Callable[[Work, Shows, dict[str, Any]], None]
    ) -> None:
        """Bind an event of our own HTML that may decide: the action gets what the window shows,
        as the script of the component sent it with all else."""

        def handler(token: str | None, data: gr.EventData, request: gr.Request) -> Painted:
            seen, given = Shows.of(carried(data, "seen")), _all_carried(data)

            def act(work: Work) -> None:
                name = str(given.get("sent", ""))[:LONGEST_NAME]
                if name in work.answered:
                    return  # its answer was lost, and it came again
                try:
                    action(work, seen, given)
                except Exception:
                    work.answer(name, refused=True)
                    raise
                work.answer(name)

            return self._done(token, seen, request, act)

        bound = getattr(component, event)(handler, [self.ui.token], self.outputs, **EACH)
        self.then_follow(bound)

    def then_follow(self, bound: Any) -> Any:
        """Show after an event what a model writes, and bring its proposal forward at the end."""
        js = f"(token) => [token, {SEEN}]"
        # Each follows: what is still shown of a report that the window has left drops none.
        return bound.then(self.follow, [self.ui.token, self.ui.seen], self.outputs, js=js, **EACH)

    def _done(
        self,
        token: str | None,
        seen: Shows | None,
        request: gr.Request,
        action: Callable[[Work], Painted | None],
    ) -> Painted:
        """Do it and return the page, with a proposal that the window did not show in front.

        What the window speaks of is in front for it, whatever another window speaks of.

        `seen` None leaves the tabs as they are: who chooses a part wants to read the text.
        """
        try:
            work = self.desk.get(token)
        except AssistantError as error:
            # The page begins anew when it is loaded again.
            gone = isinstance(error, UsageError)  # what is damaged or locked is told as it is
            if token:
                warn(_DELETED if gone else error.message, self.desk.settings.language)
            return nothing(self.ui, self.desk.settings.language is Language.ZH)
        extra: Painted | None = None
        with work.lock:
            before = work.run
            try:
                if seen is not None:
                    seen.turn(work.session)
                with time_limit(MOST_COMPUTING):
                    extra = action(work)
            except NotConfirmed as error:
                count = len(error.missing)
                said = Message(
                    f"还有 {count} 处问题没有打勾确认。", f"{count} findings are not ticked yet."
                )
                warn(said, work.language)
            except AssistantError as error:
                warn(error.message, work.language)
        # What code does alone is mostly done in a moment: it then comes with this very answer.
        run = work.run
        if run is not None and run is not before and parse_name(work.model)[0] == "rules":
            run.ended.wait(SOON)
        if self.windows.left(request, token):
            # What became of a sentence is for the page to know, whatever it shows.
            heard = {k: v for k, v in (extra or {}).items() if k is self.ui.unheard}
            return self._nothing_new() | heard
        with work.lock:
            view, more = paint(self.ui, work), dict(extra or {})
            # What an action has for the document alone goes with all that it shows.
            view[self.ui.document] |= more.pop(self.ui.document, {})
            return self._to(request, view | more | self._forward(work, seen))

    def _forward(self, work: Work, seen: Shows | None) -> Painted:
        waits = work.session.pending
        if seen is None or waits is None or seen.shows(waits.id):
            return {}
        return {self.ui.middle_tabs: gr.update(selected="text")}

    def _nothing_new(self) -> Painted:
        return {self.ui.talk: gr.skip()}

    async def follow(
        self, token: str | None, seen: str, request: gr.Request
    ) -> AsyncIterator[Painted]:
        """Show what a model writes while it writes it, then what became of it."""
        async for view in self._news(token, Shows.of(seen), request):
            yield view

    async def watch(self, token: str | None, request: gr.Request) -> AsyncIterator[Painted]:
        """Do the same for who only looks: the tabs stay as they are."""
        async for view in self._news(token, None, request):
            yield view

    async def _news(
        self, token: str | None, seen: Shows | None, request: gr.Request
    ) -> AsyncIterator[Painted]:
        """Yield what of each look at a work is new to a window, until it has turned to another."""
        try:
            work = self.desk.get(token)
        except AssistantError:
            yield {self.ui.stop: gr.update(visible=False)}
            return
        async for look in self._followed(work, seen):
            if self.windows.left(request, token):
                yield self._nothing_new()
                return
            view = await asyncio.to_thread(self._seen_at_once, work, look, request)
            if view is not None:
                yield view

    def _seen_at_once(self, work: Work, look: _Look, request: gr.Request) -> Painted | None:
        """Return a look at a work as it is sent to a window; None where there is nothing to show.

        Nothing is done in between: what was seen in the middle of another answer, or before it,
        would come behind that one and take it from the window again.
        """
        with work.lock:
            view = look()
            return None if view is None else self._to(request, view)

    def _to(self, request: gr.Request, view: Painted) -> Painted:
        return self.windows.news(request, view, self.steady)

    async def _followed(self, work: Work, seen: Shows | None) -> AsyncIterator[_Look]:
        run = work.run
        waits = work.session.pending
        shows = seen is None or (seen.shows(waits.id) if waits is not None else not seen.front)

        def talk() -> Painted:
            return paint_talk(self.ui, work)

        def all_of_it() -> Painted:
            return paint(self.ui, work) | self._forward(work, seen)

        if run is None or (run.finished and shows):
            yield talk
            return
        # One that is over already may have ended after the page was painted: it is painted again.
        told, front = "", None

        def written() -> Painted | None:
            nonlocal told
            now = talk()
            before, told = told, now[self.ui.talk]
            return now if told != before else None

        while run is not None and not run.finished:
            if run.shown is not front:
                front = run.shown
                yield all_of_it
            yield written
            await asyncio.sleep(PAUSE)
            if run.ended.is_set():
                # What a model understood may be a rewrite, which is a run of its own.
                run = await asyncio.to_thread(_latest, work)
        yield all_of_it


def _latest(work: Work) -> Run | None:
    """Return the run of a work once nobody is about to begin another."""
    with work.lock:
        return work.run


def carried(data: gr.EventData, name: str) -> str:
    """Return what an event of our own HTML carries under a name."""
    return str(_all_carried(data).get(name, ""))


def _all_carried(data: gr.EventData) -> dict[str, Any]:
    return data._data if isinstance(data._data, dict) else {}
