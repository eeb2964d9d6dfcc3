"""Sharing a length, and choosing wordings under it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chains import budget
from assistant.chains.budget import Option, choose, share
from assistant.chains.job import Engine


def option(words: int, worth: float) -> Option:
    return Option("字" * words, words, worth, Engine.MODEL)


def test_equal_parts_share_equally() -> None:
    assert share(100, [80, 80], [1, 1]) == [50, 50]


def test_a_heavier_part_keeps_more() -> None:
    light, heavy = share(100, [80, 80], [1, 3])
    assert heavy > light
    assert light + heavy == 100


def test_no_part_gets_more_than_it_has() -> None:
    assert share(100, [10, 200], [5, 1]) == [10, 90]


@given(
    st.integers(0, 500),
    st.lists(st.tuples(st.integers(0, 200), st.floats(0.1, 10)), min_size=1, max_size=8),
)
def test_shares_add_up_and_stay_within_their_parts(
    total: int, parts: list[tuple[int, float]]
) -> None:
    sizes, weights = [s for s, _ in parts], [w for _, w in parts]
    shares = share(total, sizes, weights)
    assert sum(shares) == min(total, sum(sizes))
    assert all(0 <= one <= size for one, size in zip(shares, sizes, strict=True))


options = st.lists(
    st.tuples(st.integers(0, 12), st.floats(0, 10)).map(lambda o: option(*o)),
    min_size=1,
    max_size=4,
)


@given(st.lists(options, min_size=1, max_size=4), st.integers(0, 40))
def test_the_choice_is_the_best_there_is(units: list[list[Option]], most: int) -> None:
    chosen = choose(units, most)
    fitting = [c for c in itertools.product(*units) if sum(o.words for o in c) <= most]
    if not fitting:
        assert sum(o.words for o in chosen) == sum(min(o.words for o in u) for u in units)
        return
    best = max(sum(o.worth for o in c) for c in fitting)
    assert sum(o.words for o in chosen) <= most
    assert abs(sum(o.worth for o in chosen) - best) < 1e-6


@given(st.lists(options, min_size=1, max_size=4), st.integers(1, 40))
def test_a_length_that_can_be_reached_is_reached(units: list[list[Option]], most: int) -> None:
    least = int(most * 0.85)
    reachable = any(least <= sum(o.words for o in c) <= most for c in itertools.product(*units))
    if reachable:
        assert least <= sum(o.words for o in choose(units, most, least)) <= most


def test_a_huge_text_is_chosen_for_in_parts_and_stays_within_the_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget, "CELLS", 500)
    units = [[option(20, 3.0), option(8, 2.0)] for _ in range(40)]
    words = sum(o.words for o in choose(units, 500, 425))
    assert 425 <= words <= 500
