"""The measure of growth tells linear from quadratic work."""

from __future__ import annotations

from tests.growth import GENEROUS, exponent


def test_linear_work_passes() -> None:
    assert exponent(lambda size: sum(range(size)), 100_000) < GENEROUS


def test_quadratic_work_does_not() -> None:
    def pairs(size: int) -> int:
        return sum(one < other for one in range(size) for other in range(size))

    assert exponent(pairs, 150) > GENEROUS
