"""Many things are done at once, no more than allowed, and none is missed for another's failure."""

from __future__ import annotations

import threading

import pytest

from assistant.chains.together import together


def test_results_come_in_the_order_of_the_items() -> None:
    assert together(lambda n: n * n, range(100), 7) == [n * n for n in range(100)]
    assert together(lambda n: n, [], 3) == []


@pytest.mark.parametrize("most", [1, 3])
def test_so_many_are_done_at_once_and_no_more(most: int) -> None:
    lock, together_now, seen = threading.Lock(), [0], [0]
    all_here = threading.Barrier(most)

    def count(_item: int) -> None:
        with lock:
            together_now[0] += 1
            seen[0] = max(seen[0], together_now[0])
        all_here.wait(20)
        with lock:
            together_now[0] -= 1

    together(count, range(most * 4), most)
    assert seen == [most]


def test_all_are_done_before_the_first_error_is_raised() -> None:
    done: list[int] = []

    def fail(number: int) -> None:
        done.append(number)
        if number in (2, 5):
            raise ValueError(number)

    with pytest.raises(ValueError, match="2"):
        together(fail, range(8), 3)
    assert sorted(done) == list(range(8))
