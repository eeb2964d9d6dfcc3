"""What the page's handlers return is among their outputs, whatever state a work is in.

Gradio finds out only when a handler runs: a component that was not declared is an error in the log
and a page that stays as it was.  So every handler is run here, in every state a person can reach.
A handler that changed nothing of a work leaves it to the next: most only show something.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.config import Settings
from assistant.request import Request
from assistant.session import Session
from assistant.web import actions, deciding, editor
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from assistant.web.rewriting import Run
from assistant.web.server import make
from assistant.web.temp_folder import TempFolder
from tests.session.conftest import TEXT

GIVEN = {
    "paste": TEXT,
    "say": "还缺什么",
    "task": "shorten",
    "section": "2",
    "detail": "30",
    "genre": "team-duty",
    "open-genre": "auto",
    "facts": [["集中学习", "18", "次", "台账"]],
    "model": "rules",
}
"""What a component holds when something is clicked, by its ID in the page."""


def nothing_yet(_desk: Desk, _work: Work) -> None:
    pass


def answered(_desk: Desk, work: Work) -> None:
    actions.answer(work, {"g1": "26"})


def edited_wrongly(_desk: Desk, work: Work) -> None:
    work.chosen = "2"
    editor.edit(work, "2", "二、抓项目，促发展。\n全年引进项目9个，总投资4.6亿元。\n")


def understood(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "把第二部分压到30字")


def after_a_rewrite(desk: Desk, work: Work) -> None:
    run = desk.start(work, Run(actions.request_of("shorten", "2", "30")), actions.finished)
    assert run.ended.wait(20)


def during_a_rewrite(_desk: Desk, work: Work) -> None:
    """Bring a proposal, and a rewrite that ends once a handler has begun to follow it."""
    if work.session.pending is None:  # else it is brought again into the state it is in
        actions.answer(work, {"g1": "26"})
    run = work.run = Run(actions.request_of("shorten", "2", "30"))
    threading.Timer(0.02, lambda: setattr(run, "finished", True)).start()


def after_an_undo(_desk: Desk, work: Work) -> None:
    work.session.adopt(work.session.propose(Request("clean")))
    deciding.undo(work)


STATES: list[Callable[[Desk, Work], None]] = [
    nothing_yet,
    answered,
    edited_wrongly,
    understood,
    after_a_rewrite,
    during_a_rewrite,
    after_an_undo,
]


class Handlers:
    """The page with its handlers, each called as Gradio calls it."""

    def __init__(self, options: Options) -> None:
        self.page, self.desk = make(options, TempFolder(options.store.parent / "temp"))
        self.bound = [
            one
            for one in self.page.fns.values()
            if callable(one.fn) and one.api_visibility == "private"
        ]

    def hears_what_is_shown(self, bound: Any) -> bool:
        """Whether the window tells a handler which proposal it shows."""
        told = {one.elem_id for one in bound.inputs} | set(map(str, self.annotations(bound)))
        return any(one and ("seen" in one or "EventData" in one) for one in told)

    def annotations(self, bound: Any) -> list[Any]:
        return [p.annotation for p in inspect.signature(bound.fn).parameters.values()]

    def values(self, bound: Any, token: str | None, seen: str) -> list[Any]:
        """Return what the components of a handler hold."""
        names = [one.elem_id for one in bound.inputs]
        # Ticked boxes come by both of the hidden fields, answers to gaps by the first alone.
        typed = '["c1"]' if "hidden-b" in names else '{"g2": "7"}'
        given = GIVEN | {"seen": seen, "hidden-a": typed}
        return [
            token if isinstance(one, gr.BrowserState) else given.get(one.elem_id, one.value)
            for one in bound.inputs
        ]

    def returned(self, bound: Any, token: str | None, seen: str) -> Iterator[Any]:
        """Yield everything a handler returns."""
        values = self.values(bound, token, seen)
        for at, one in enumerate(map(str, self.annotations(bound))):
            if "EventData" in one:
                values.insert(at, gr.EventData(None, {"value": "2", "seen": seen}))
            elif "Request" in one:
                values.insert(at, None)
        if inspect.isasyncgenfunction(bound.fn):
            yield from asyncio.run(self._all(bound.fn, values))
        elif inspect.isgeneratorfunction(bound.fn):
            bound.fn(*values).close()
        else:
            yield bound.fn(*values)

    def in_state(
        self, state: Callable[[Desk, Work], None], left: tuple[Work, str] | None
    ) -> tuple[Work, str]:
        """Return a work in a state, and all that can be changed of it; `left` serves where it is
        as it was."""
        if left is not None and self.all_of(left[0]) == left[1]:
            if state is not during_a_rewrite:
                return left
            work = left[0]
        else:
            if left is not None:  # each would look through the files of all before it
                self.desk.close(left[0].token)
            work = self.desk.open(Session.from_text(TEXT, settings=self.desk.settings))
        state(self.desk, work)
        return work, self.all_of(work)

    def all_of(self, work: Work) -> str:
        """Return everything that a handler can change of a work, whether it is deleted as well."""
        kept = [vars(work), vars(work.session), vars(work.run) if work.run is not None else {}]
        by_itself = ("lock", "_checked", "run", "finished")
        of_it = [{k: v for k, v in one.items() if k not in by_itself} for one in kept]
        return repr((of_it, id(work.run), [one.token for one in self.desk.known([work.token])]))

    async def _all(self, function: Callable[..., Any], values: list[Any]) -> list[Any]:
        return [one async for one in function(*values)]


def undeclared(bound: Any, returned: Any) -> list[str]:
    """Return what of a handler's answer its outputs do not take."""
    if isinstance(returned, dict):
        extra = [one for one in returned if one not in bound.outputs]
        return [f"{getattr(one, 'elem_id', None) or one}" for one in extra]
    if len(bound.outputs) > 1 and len(returned) != len(bound.outputs):
        return [f"{len(returned)} values for {len(bound.outputs)} outputs"]
    return []


@pytest.fixture(scope="module")
def handlers(tmp_path_factory: pytest.TempPathFactory) -> Handlers:
    return Handlers(Options(Settings(model="rules", data_dir=tmp_path_factory.mktemp("data"))))


@pytest.mark.parametrize(
    ("state", "shows"),
    [
        *((state, "what waits") for state in STATES),
        # Before there was any proposal, a window shows none.
        *((s, "an older one") for s in STATES if s not in (nothing_yet, understood)),
    ],
)
def test_a_handler_returns_only_what_its_outputs_take(
    handlers: Handlers, state: Callable[[Desk, Work], None], shows: str
) -> None:
    faults, painted, left = [], 0, None
    for bound in handlers.bound:
        if shows == "an older one" and not handlers.hears_what_is_shown(bound):
            continue
        work, _ = left = handlers.in_state(state, left)
        waits = work.session.pending.id if work.session.pending is not None else ""
        seen = waits if shows == "what waits" else "older"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # how Gradio tells a word where no browser listens
            for returned in handlers.returned(bound, work.token, seen):
                painted += isinstance(returned, dict)
                faults += [f"{bound.name}: {one}" for one in undeclared(bound, returned)]
    assert not faults
    assert painted > 20


@pytest.mark.parametrize("token", [None, "nobody"])
def test_a_handler_without_a_report_returns_only_what_its_outputs_take(
    handlers: Handlers, token: str | None
) -> None:
    for bound in handlers.bound:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for returned in handlers.returned(bound, token, ""):
                assert not undeclared(bound, returned), bound.name


def test_each_answer_is_followed_whatever_is_still_shown_of_the_one_before(
    handlers: Handlers,
) -> None:
    """Gradio drops an event while one of its kind is under way, were it that of a report which the
    window has left."""
    following = [one for one in handlers.bound if one.name == "follow"]
    assert following
    assert {one.trigger_mode for one in following} == {"multiple"}


def test_what_a_model_writes_is_followed_no_further_once_the_window_has_left(
    tmp_path: Path,
) -> None:
    page, desk = make(
        Options(Settings(model="rules", data_dir=tmp_path)), TempFolder(tmp_path / "temp")
    )
    follow: Any = next(one.fn for one in page.fns.values() if one.name == "follow")
    windows = follow.__self__.windows
    work = desk.open(Session.from_text(TEXT, settings=desk.settings))
    work.run = Run(actions.request_of("shorten", "2", "30"))  # and it never ends
    request: Any = SimpleNamespace(session_hash="window")
    windows.turn(request, work.token)

    async def until_left() -> int:
        count = 0
        async for _view in follow(work.token, "", request):
            count += 1
            windows.turn(request, "another")
        return count

    assert asyncio.run(asyncio.wait_for(until_left(), 20)) >= 1


def test_nobody_is_shown_the_talk_as_it_is_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    """It would come behind the whole answer, and take that from the window again."""
    page, desk = make(
        Options(Settings(model="rules", data_dir=tmp_path)), TempFolder(tmp_path / "temp")
    )
    bound = next(one for one in page.fns.values() if one.name == "follow")
    work = desk.open(Session.from_text(TEXT, settings=desk.settings))
    follow: Any = bound.fn
    asked = threading.Event()

    def answers() -> None:
        with work.lock:
            work.session.say("user", "撤销")
            asked.set()
            time.sleep(0.3)
            work.session.say("assistant", "没有可以撤销的。")

    async def shown() -> list[str]:
        request: Any = SimpleNamespace(session_hash="window")
        return [str(view) async for view in follow(work.token, "", request)]

    answering = threading.Thread(target=answers)
    answering.start()
    assert asked.wait(10)
    told = asyncio.run(shown())
    answering.join()
    assert told
    assert all("没有可以撤销的" in one for one in told if "撤销" in one)
