"""What a sentence says plainly is done as it is said, or asked about: never another thing."""

from __future__ import annotations

import pytest

from tests.chat.test_said_otherwise import steps


@pytest.mark.parametrize("sentence", ["第三部分减它二十字", "第三部分给我砍掉它二十字"])
def test_what_is_made_shorter_may_be_called_it_between_the_deed_and_the_amount(
    sentence: str,
) -> None:
    assert steps(sentence) == [("shorten", ("3",), "-20")]
