"""The rate of a run follows what it did lately, and the time left follows the rate."""

from __future__ import annotations

from assistant.batch.state import BatchState, Rate


def rate(*moments: tuple[float, int, int]) -> Rate:
    """Return the rate after moments of (seconds, sections done of 100, tokens)."""
    found = Rate()
    for at, sections, tokens in moments:
        found.add(BatchState(at, sections=sections, of_sections=100, tokens=tokens))
    return found


def test_nothing_is_foretold_before_a_section_is_done() -> None:
    assert rate().left is None
    assert rate((0, 40, 0), (30, 40, 500)).left is None


def test_sections_of_an_earlier_run_do_not_count_as_speed() -> None:
    found = rate((0, 40, 0), (10, 50, 200))
    assert found.left == 50.0
    assert found.tokens == 20.0


def test_only_the_last_while_counts() -> None:
    slow_then_fast = rate((0, 0, 0), (200, 1, 0), (320, 31, 3000), (340, 36, 3500))
    assert slow_then_fast.left is not None
    assert slow_then_fast.left == 64 * 140 / 35


def test_a_fast_run_is_kept_in_little() -> None:
    found = rate(*((n / 1000, 0, n) for n in range(10_000)))
    assert len(found._seen) <= 2_000
    assert round(found.tokens) == 1000
