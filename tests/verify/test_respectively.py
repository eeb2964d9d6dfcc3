"""A list with 分别 keeps each figure with its item."""

from __future__ import annotations

import pytest

from assistant.verify import Verdict
from tests.verify.judging import judge, unnoticed

SOURCE = "青禾镇小麦、玉米产量分别增长3.1%、5.4%，农民收入增长7%，城乡居民收入分别增长6%和7.4%。"


@pytest.mark.parametrize(
    "output",
    [
        SOURCE,
        "青禾镇农民收入增长7%，小麦、玉米产量分别增长3.1%、5.4%，城乡居民收入分别增长6%和7.4%。",
        "青禾镇小麦和玉米产量分别增长3.1%和5.4%，农民收入增长7%，城乡居民收入分别增长6%、7.4%。",
    ],
)
def test_a_list_of_the_source_may_be_written_again(output: str) -> None:
    assert judge(SOURCE, output).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    "output",
    [
        "青禾镇⟦玉米、小麦产量分别增长3.1%、5.4%⟧，农民收入增长7%，城乡居民收入分别增长6%和7.4%。",
        "青禾镇小麦、玉米产量分别增长⟦5.4%、3.1%⟧，农民收入增长7%，城乡居民收入分别增长6%和7.4%。",
        "青禾镇小麦、玉米产量分别增长3.1%、5.4%，农民收入增长7%，城乡居民收入分别增长⟦7.4%和6%⟧。",
    ],
)
def test_a_list_lined_up_anew_is_shown(output: str) -> None:
    assert not unnoticed(SOURCE, output)


def test_lists_joined_in_their_order_say_the_same() -> None:
    output = "青禾镇小麦、玉米产量、农民收入、城乡居民收入分别增长3.1%、5.4%、7%、6%、7.4%。"
    assert not judge(SOURCE, output).errors
