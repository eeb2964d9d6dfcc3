"""A budget is kept by calls whose real cost is known only when they come home."""

from __future__ import annotations

from assistant.batch.budget import Budget
from assistant.config import Price
from assistant.models.connection import Call
from assistant.models.usage import Usage

CALL = Call((("user", "好"),), 100)


def test_what_is_under_way_counts_as_much_as_it_may_take() -> None:
    purse = Budget(250, None, None)
    assert purse.room_for("a", CALL)
    assert purse.room_for("b", CALL)
    assert not purse.room_for("c", CALL)


def test_what_has_come_home_counts_as_much_as_it_took() -> None:
    purse = Budget(250, None, None)
    assert purse.room_for("a", CALL)
    assert purse.room_for("b", CALL)
    purse.paid("a", Usage(1, 5, 0, 10))
    assert purse.room_for("c", CALL)
    assert not purse.room_for("d", CALL)


def test_a_call_that_is_sent_again_is_set_aside_once() -> None:
    purse = Budget(150, None, None)
    assert all(purse.room_for("a", CALL) for _ in range(5))


def test_money_is_counted_by_the_price() -> None:
    purse = Budget(None, 2.5, Price(0.0, 10_000.0))  # 100 tokens cost 1
    assert [purse.room_for(key, CALL) for key in "abc"] == [True, True, False]


def test_without_a_limit_there_is_always_room() -> None:
    purse = Budget(None, None, None)
    assert purse.room_for("a", Call((("user", "好"),), 10**9))
