"""Calls between processes: what returns, what raises, and who may ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from multiprocessing import AuthenticationError, util
from pathlib import Path

import pytest

from assistant.batch.pace import Halted
from assistant.batch.wire import Address, Exchange, Line
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
def exchange(desk: Desk) -> Iterator[Exchange]:
    exchange = Exchange(desk)
    yield exchange
    exchange.close()


def test_a_call_returns_what_the_method_returns(exchange: Exchange) -> None:
    line = Line(exchange.address)
    assert [line.call("add", n, 1) for n in range(3)] == [1, 2, 3]


def test_one_that_waits_holds_up_nobody(exchange: Exchange, desk: Desk) -> None:
    line = Line(exchange.address)
    answers: list[bool] = []
    waiter = threading.Thread(target=lambda: answers.append(line.call("wait")))
    waiter.start()
    assert line.call("add", 1, 1) == 2
    desk.waiting.set()
    waiter.join(20)
    assert answers == [True]


def test_an_error_arrives_whole(exchange: Exchange) -> None:
    line = Line(exchange.address)
    broken = TruncatedReply(Message("断了", "broken off"), "半句")
    with pytest.raises(TruncatedReply) as seen:
        line.call("fail", broken)
    assert (seen.value.message.en, seen.value.reply) == ("broken off", "半句")
    with pytest.raises(Halted) as halted:
        line.call("fail", Halted("budget", Message("预算到了", "the budget is used up")))
    assert (halted.value.kind, halted.value.message.zh) == ("budget", "预算到了")
    with pytest.raises(ModelUnavailable, match="没有回应"):
        line.call("fail", ModelUnavailable("没有回应"))
    assert line.call("add", 1, 2) == 3


def test_without_the_key_nobody_is_answered(exchange: Exchange) -> None:
    stranger = Line(Address(exchange.address.place, b"guessed"))
    with pytest.raises((AuthenticationError, EOFError, OSError)):
        stranger.call("add", 1, 2)
    assert Line(exchange.address).call("add", 1, 2) == 3


def test_when_the_other_side_is_gone_the_caller_hears_of_it(desk: Desk) -> None:
    exchange = Exchange(desk)
    exchange.close()
    with pytest.raises((EOFError, OSError)):
        Line(exchange.address).call("add", 1, 2)


def test_it_closes_whether_or_not_somebody_has_just_asked(desk: Desk) -> None:
    for asked in [0, 1] * 20:
        exchange = Exchange(desk)
        for _ in range(asked):
            assert Line(exchange.address).call("add", 1, 2) == 3
        exchange.close()


def test_a_folder_too_deep_for_a_socket_is_no_hindrance(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "get_temp_dir", lambda: str(tmp_path / ("deep" * 40)))
    exchange = Exchange(desk)
    assert Line(exchange.address).call("add", 1, 2) == 3
    exchange.close()
