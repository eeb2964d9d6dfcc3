"""What a window sent is done once, and its answer is for that window and that report alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assistant.web.windows import Windows

ONE: Any = SimpleNamespace(session_hash="one")
OTHER: Any = SimpleNamespace(session_hash="other")


def test_what_was_answered_is_known_when_it_comes_again() -> None:
    windows = Windows()
    windows.turn(ONE, "a")
    assert windows.answered(ONE) == (0, False)
    assert not windows.knows(ONE, "a", 1)
    windows.answer(ONE, "a", 1)
    assert windows.knows(ONE, "a", 1)
    assert not windows.knows(ONE, "a", 2)
    windows.answer(ONE, "a", 2, refused=True)
    assert windows.answered(ONE) == (2, True)
    assert windows.answered(OTHER) == (0, False)


def test_a_window_from_before_a_restart_is_answered_as_well() -> None:
    windows = Windows()
    windows.answer(ONE, "a", 7)
    assert windows.answered(ONE) == (7, False)


def test_an_answer_about_a_report_that_the_window_has_left_is_none_for_the_next() -> None:
    windows = Windows()
    windows.turn(ONE, "a")
    windows.turn(ONE, "b")
    windows.answer(ONE, "a", 1)
    assert windows.answered(ONE) == (0, False)
    assert not windows.knows(ONE, "b", 1)


def test_what_carries_no_number_is_answered_by_nothing_more() -> None:
    windows = Windows()
    windows.turn(ONE, "a")
    windows.answer(ONE, "a", None)
    assert windows.answered(ONE) == (0, False)
    assert not windows.knows(ONE, "a", None)
