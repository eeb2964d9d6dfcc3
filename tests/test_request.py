"""What a user can ask for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.errors import UsageError
from assistant.request import OPTIONS, Length, Request, require_sensible


@pytest.mark.parametrize(
    ("text", "source", "asked"),
    [
        ("1500", 4000, 1500),
        ("1500字", 4000, 1500),
        ("50%", 401, 200),
        ("62.5％", 400, 250),
        ("2/3", 301, 200),
    ],
)
def test_a_length_is_a_number_or_a_share(text: str, source: int, asked: int) -> None:
    assert Length.parse(text).of(source) == asked


@pytest.mark.parametrize(
    "text", ["0", "0%", "-5", "120%", "一半", "", "50%字", "1e3", "1/0", "3/2", "/2"]
)
def test_a_length_that_makes_no_sense_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="篇幅"):
        Length.parse(text)


@pytest.mark.parametrize(
    "length",
    [Length(words=300), Length(part=Fraction(1, 2)), Length(part=Fraction(2, 3))],
    ids=str,
)
def test_a_length_is_read_back_as_it_is_written(length: Length) -> None:
    assert Length.parse(str(length)) == length


def test_figures_only_is_a_wish_of_filling_alone() -> None:
    require_sensible(Request("fill", figures_only=True))
    with pytest.raises(UsageError, match="--figures-only.*补空缺"):
        require_sensible(Request("clean", figures_only=True), OPTIONS)
