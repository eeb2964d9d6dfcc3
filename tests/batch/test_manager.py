"""Calls between processes: what returns, what raises, and who may ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from multiprocessing import AuthenticationError, util
from pathlib import Path

import pytest

from assistant.batch.manager import Manager, reach
from assistant.batch.pace import Halted
from assistant.errors import ModelUnavailable, TruncatedReply
from assistant.findings import Message


class Desk:
    def __init__(self) -> None:
        self.waiting = threading.Event()

    def add(self, one: int, two: int) -> int:
        return one + two

    def wait(self) -> bool:
        return self.waiting.wait(20)

    def fail(self, error: Exception) -> None:
        raise error


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def manager(desk: Desk) -> Iterator[Manager]:
    manager = Manager(desk)
    yield manager
    manager.close()


def test_a_call_returns_what_the_method_returns(manager: Manager) -> None:
    line = reach(manager.reached_at)
    assert [line.add(n, 1) for n in range(3)] == [1, 2, 3]


def test_one_that_waits_holds_up_nobody(manager: Manager, desk: Desk) -> None:
    line = reach(manager.reached_at)
    answers: list[bool] = []
    waiter = threading.Thread(target=lambda: answers.append(line.wait()))
    waiter.start()
    assert line.add(1, 1) == 2
    desk.waiting.set()
    waiter.join(20)
    assert answers == [True]


def test_an_error_arrives_whole(manager: Manager) -> None:
    line = reach(manager.reached_at)
    broken = TruncatedReply(Message("断了", "broken off"), "半句")
    with pytest.raises(TruncatedReply) as seen:
        line.fail(broken)
    assert (seen.value.message.en, seen.value.reply) == ("broken off", "半句")
    with pytest.raises(Halted) as halted:
        line.fail(Halted("budget", Message("预算到了", "the budget is used up")))
    assert (halted.value.kind, halted.value.message.zh) == ("budget", "预算到了")
    with pytest.raises(ModelUnavailable, match="没有回应"):
        line.fail(ModelUnavailable("没有回应"))
    assert line.add(1, 2) == 3


def test_without_the_key_nobody_is_answered(manager: Manager) -> None:
    with pytest.raises((AuthenticationError, EOFError, OSError)):
        reach((manager.reached_at[0], b"guessed"))
    assert reach(manager.reached_at).add(1, 2) == 3


def test_when_the_other_side_is_gone_the_caller_hears_of_it(desk: Desk) -> None:
    manager = Manager(desk)
    manager.close()
    with pytest.raises((EOFError, OSError)):
        reach(manager.reached_at).add(1, 2)


def test_it_closes_whether_or_not_somebody_has_just_asked(desk: Desk) -> None:
    for asked in [0, 1] * 20:
        manager = Manager(desk)
        for _ in range(asked):
            assert reach(manager.reached_at).add(1, 2) == 3
        manager.close()


def test_a_folder_too_deep_for_a_socket_is_no_hindrance(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "get_temp_dir", lambda: str(tmp_path / ("deep" * 40)))
    manager = Manager(desk)
    assert reach(manager.reached_at).add(1, 2) == 3
    manager.close()
