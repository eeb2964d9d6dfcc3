"""The rules' version first, the model's in its place where it is better; how far a run is."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from assistant.request import Length, Progress, Request
from assistant.session import Proposal, Session
from assistant.tasks import Task
from assistant.web import actions, deciding
from assistant.web.desk import Desk, Work
from assistant.web.rewriting import Run, better
from assistant.web.views.talk import progress
from tests.chains.liars import passage
from tests.servers.behaviours import ok, stalls, waits_within
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT
from tests.web.conftest import wait
from tests.web.test_actions import last

REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚。\n二、抓作风\n"
    "大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
)
WRITTEN = (
    "开展作风建设，加强管理，干部作风更加扎实，群众满意度不断提升。\n全年走访农户3120户，健全机制。"
)
SHORTEN = Request(Task.SHORTEN, ("2",), to=Length(words=50))


@pytest.fixture
def work(modelled: Desk) -> Work:
    return modelled.open(Session.from_text(REPORT, settings=modelled.settings))


def begun(desk: Desk, work: Work) -> Proposal:
    """Ask for something the model is slow at; returns what the rules made of it meanwhile."""
    actions.hear(desk, work, "把第二部分压到50字")
    run = work.run
    assert run is not None
    for _ in range(2000):
        if run.shown is not None and run.first_word is not None:
            break
        threading.Event().wait(0.01)
    assert run.shown is not None
    assert work.session.pending == run.shown
    assert run.shown.model in ("", "rules") or not run.shown.usage.calls
    return run.shown


def test_what_the_model_wrote_takes_the_place_of_what_the_rules_made(
    modelled: Desk, work: Work, model_server: ModelServer
) -> None:
    go_on = threading.Event()
    model_server.always(lambda _request: waits_within(WRITTEN, go_on))
    first = begun(modelled, work)
    go_on.set()
    wait(work)
    assert work.session.pending is not None
    assert "健全机制" in work.session.pending.text
    assert [c.id for c in work.session.candidates] == [first.id, work.session.pending.id]
    assert work.session.queued == ()
    # One decision is for both, after a restart too.
    again = Desk(modelled.options).get(work.token)
    assert [c.id for c in again.session.candidates] == [c.id for c in work.session.candidates]
    deciding.adopt(again, None, [], again.session.pending.id if again.session.pending else "")
    assert again.session.waiting == ()


def test_it_goes_behind_what_somebody_has_begun_to_decide_on(
    modelled: Desk, work: Work, model_server: ModelServer
) -> None:
    go_on = threading.Event()
    model_server.always(lambda _request: waits_within(WRITTEN, go_on))
    first = begun(modelled, work)
    work.begun = first.id
    go_on.set()
    wait(work)
    assert work.session.pending == first
    assert len(work.session.candidates) == 2
    assert "排在" in work.session.talk[-1][1]


def test_nothing_is_kept_of_it_where_its_part_has_changed_meanwhile(
    modelled: Desk, work: Work, model_server: ModelServer
) -> None:
    go_on = threading.Event()
    model_server.always(lambda _request: waits_within(WRITTEN, go_on))
    first = begun(modelled, work)
    run = work.run
    deciding.adopt(work, None, [], first.id)
    assert run is not None
    assert run.finished
    go_on.set()
    wait(work)
    assert work.session.waiting == ()


def test_a_model_that_comes_to_the_same_leaves_one_proposal(
    modelled: Desk, work: Work, model_server: ModelServer
) -> None:
    model_server.always(lambda _request: ok("？"))
    actions.hear(modelled, work, "把第二部分压到50字")
    wait(work)
    [found] = work.session.waiting
    assert work.run is not None
    assert work.run.shown is not None
    assert (found.id, found.text) == (work.run.shown.id, work.run.shown.text)
    # Who was asked in vain, and what that cost, is told all the same.
    assert found.usage.calls


def test_better_is_what_has_fewer_errors_and_meets_its_length(work: Work) -> None:
    found = work.session.work_out(SHORTEN, by_rules=True)
    assert better(found, found)
    assert not better(replace(found, words=90), found)
    assert better(found, replace(found, words=90))
    assert not better(replace(found, parts=()), found)


def test_how_far_a_run_is_is_told_of_what_is_known_alone() -> None:
    run = Run(SHORTEN)
    assert progress(run) == []
    run.sent = time.monotonic() - 12
    assert [m.zh for m in progress(run)] == ["已发给模型，等它读完", "已等 12 秒"]
    run.hear(Progress("shorten", "2", 0, 1, 1, "开展作风建设", 0))
    assert [m.zh for m in progress(run)] == ["模型已写 6 字"]
    run.hear(Progress("shorten", "2", 1, 4, 1, "", 0))
    run.began = time.monotonic() - 10
    assert [m.zh for m in progress(run)] == ["模型已写 6 字", "第 2 段，共 4 段", "大约还要 30 秒"]


def test_who_adopts_one_wording_ends_the_writing_of_another(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda request: ok(passage(request).replace("多跑企业", "多到企业走访")))
    actions.hear(modelled, work, "第三部分语气平实一些")
    wait(work)
    found = work.session.pending
    assert found is not None
    model_server.always(lambda _request: stalls("项目"))
    run = actions.again(modelled, work, found.id)
    assert not run.ended.is_set()
    deciding.adopt(work, None, [e.key for e in found.errors], found.id)
    assert run.ended.wait(0)
    assert "已采用" in last(work)
