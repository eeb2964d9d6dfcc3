"""When a request may go out: slots, the pause a server asks for, a server that is down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

import pytest

from assistant.batch import pace
from assistant.batch.pace import DOWN, Gate, Halted
from assistant.errors import ModelUnavailable, TruncatedReply
from assistant.findings import Message
from assistant.models.failures import Passing
from assistant.models.usage import Usage

BUSY = Passing("429", busy=True)
GONE = Passing("connection refused")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_PROBE", 0.05)
    monkeypatch.setattr(pace, "FIRST_PAUSE", 0.05)


def ask(gate: Gate, error: Exception | None = None, *, settle: bool = True) -> float:
    """Make one request and keep its answer; return the seconds waited for leave."""
    waited = 0.0
    try:
        with gate.request() as leave:
            waited = leave()
            if error is not None:
                raise error
    except Exception as met:
        if met is not error:
            raise
    if settle:
        gate.settled()
    return waited


@contextmanager
def held(gate: Gate, count: int) -> Iterator[list[threading.Thread]]:
    """Try to hold so many requests at once, each in a thread of its own."""
    end = threading.Event()

    def hold() -> None:
        with gate.request() as leave:
            leave()
            end.wait(20)
        gate.settled()

    threads = [threading.Thread(target=hold, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    yield threads
    end.set()
    for thread in threads:
        thread.join(20)


def until(true: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not true():
        assert monotonic() < end
        threading.Event().wait(0.005)


def test_no_more_requests_at_once_than_were_asked_for() -> None:
    gate = Gate(2)
    with held(gate, 5):
        until(lambda: gate.held == 2)
        threading.Event().wait(0.1)
        assert gate.held == 2
    assert gate.held == 0


def test_a_slot_is_free_only_when_its_answer_is_safe() -> None:
    gate = Gate(1)
    with gate.request() as leave:
        leave()
    assert gate.held == 1
    gate.settled()
    gate.settled()
    assert gate.held == 0


def test_an_answer_cut_off_was_paid_for_and_holds_its_slot_too() -> None:
    gate = Gate(1)
    ask(gate, TruncatedReply("cut"), settle=False)
    assert gate.held == 1


def test_a_request_that_is_put_together_holds_no_slot_yet() -> None:
    gate = Gate(1)
    with gate.request():
        ask(gate)
    assert gate.held == 0


def test_a_request_nobody_waits_for_any_more_takes_no_slot() -> None:
    gate = Gate(1)
    with gate.request() as leave:
        pass
    with pytest.raises(pace.Abandoned):
        leave()
    assert gate.held == 0


def test_a_failed_request_frees_its_slot_at_once() -> None:
    gate = Gate(1)
    ask(gate, GONE, settle=False)
    assert gate.held == 0


def test_all_wait_as_long_as_the_server_asked_one_of_them_to() -> None:
    gate = Gate(4)
    ask(gate, Passing("429", 0.2, busy=True))
    began = monotonic()
    ask(gate)
    assert monotonic() - began >= 0.15


def test_a_429_halves_the_slots_and_good_answers_bring_them_back() -> None:
    gate = Gate(8)
    ask(gate, BUSY)
    assert gate.slots == 4
    for _ in range(100):
        ask(gate)
    assert gate.slots == 8


def test_several_429_of_one_moment_lower_the_slots_once() -> None:
    gate = Gate(8)
    together = threading.Barrier(4)

    def refused() -> None:
        with suppress(Passing), gate.request() as leave:
            leave()
            together.wait(20)
            raise Passing("429", 5.0, busy=True)

    threads = [threading.Thread(target=refused) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gate.slots == 4


def test_slots_are_found_by_probing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "APART", 0.0)
    gate = Gate(None, first=2)
    for _ in range(200):
        ask(gate)
    assert gate.slots > 8
    ask(gate, BUSY)
    assert gate.slots > 4


def test_a_server_that_is_down_is_asked_by_one_request_at_a_time() -> None:
    gate = Gate(8)
    for _ in range(DOWN):
        ask(gate, GONE)
    assert gate.down_for >= 0
    assert gate.waiting is not None
    with held(gate, 5):
        until(lambda: gate.held == 1)
        threading.Event().wait(0.2)
        assert gate.held == 1
    ask(gate)
    assert gate.waiting is None


def test_failures_that_are_not_in_a_row_do_not_mean_down() -> None:
    gate = Gate(8)
    for _ in range(3 * DOWN):
        ask(gate, GONE)
        ask(gate)
    assert gate.waiting is None


def test_a_halt_wakes_those_who_wait_and_keeps_its_first_reason() -> None:
    gate = Gate(1)
    first = Halted("budget", Message("预算到了", "no budget"))
    met: list[Halted] = []

    def wait() -> None:
        try:
            ask(gate)
        except Halted as error:
            met.append(error)

    with held(gate, 1):
        waiting = threading.Thread(target=wait)
        waiting.start()
        gate.halt(first)
        gate.halt(Halted("model", Message("别的", "other")))
        waiting.join(20)
    assert met == [first]


def test_a_model_given_up_is_asked_no_more() -> None:
    gate = Gate(1)
    gate.give_up(ModelUnavailable("gone"))
    with pytest.raises(ModelUnavailable, match="gone"):
        ask(gate)


def test_what_a_call_used_is_counted_for_its_own_thread() -> None:
    gate = Gate(2)
    gate.begin()
    gate.spent(Usage(1, 10))
    other = threading.Thread(target=lambda: gate.spent(Usage(1, 99)))
    other.start()
    other.join()
    gate.spent(Usage(1, 5))
    assert gate.used == Usage(2, 15)
