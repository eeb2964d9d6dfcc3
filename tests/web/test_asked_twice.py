"""The very same wish said twice makes no second proposal: what waits is said to, and shown."""

from __future__ import annotations

import pytest

from assistant.session import Session
from assistant.web import actions
from assistant.web.desk import Desk, Work
from assistant.web.shows import Shows
from tests.servers.behaviours import ok
from tests.servers.model_server import ModelServer
from tests.web.conftest import wait
from tests.web.test_actions import last
from tests.web.test_rewriting import REPORT, WRITTEN

TOLD = "没有再做一份"


def say(desk: Desk, work: Work, sentence: str) -> None:
    waits = work.session.pending
    actions.hear(desk, work, sentence, seen=Shows(waits.id if waits else ""))
    if work.run is not None:
        wait(work)


@pytest.fixture
def work(desk: Desk) -> Work:
    return desk.open(Session.from_text(REPORT.replace("26次", "次"), settings=desk.settings))


@pytest.mark.parametrize(
    "wish",
    [
        "把第二部分压到50字",
        "把第二部分压到50字，“更加”改成“比较”",
        "补上集中学习26次",
        "把“群众满意度不断提升”改成“群众满意度提升”",
    ],
)
def test_what_is_asked_for_twice_waits_once(desk: Desk, work: Work, wish: str) -> None:
    say(desk, work, wish)
    first, told = work.session.waiting, work.brought
    assert len(first) == 1
    say(desk, work, wish)
    assert work.session.waiting == first
    assert TOLD in last(work)
    assert work.brought[0] == first[0].id
    assert work.brought != told


def test_what_else_waits_stays_beside_it_and_what_was_asked_for_again_is_in_front(
    desk: Desk, work: Work
) -> None:
    say(desk, work, "把第二部分压到50字")
    say(desk, work, "把“学习氛围更加浓厚”改成“学习氛围浓厚”")
    waits = list(work.session.waiting)
    assert len(waits) == 2
    say(desk, work, "把第二部分压到50字")
    assert list(work.session.waiting) == [waits[1], waits[0]]
    # Another length is another wish, and what was put aside can be asked for again.
    say(desk, work, "把第二部分压到40字")
    assert len(work.session.waiting) == 3
    work.session.reject()
    say(desk, work, "把第二部分压到40字")
    assert len(work.session.waiting) == 3
    assert TOLD not in last(work)


def test_no_model_is_asked_a_second_time_for_the_same(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(REPORT, settings=modelled.settings))
    model_server.always(lambda _request: ok(WRITTEN))
    say(modelled, work, "把第二部分压到50字")
    waits, asked = work.session.waiting, len(model_server.requests)
    assert len(waits) == 2  # the rules' wording and the model's
    say(modelled, work, "把第二部分压到50字")
    assert work.session.waiting == waits
    assert len(model_server.requests) == asked
    assert TOLD in last(work)
    assert "换一个写法" in last(work)
    # Another wording is one wish more.
    actions.again(modelled, work, waits[0].id)
    wait(work)
    assert len(model_server.requests) > asked
