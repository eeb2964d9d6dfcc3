"""A list with 分别 keeps each figure with its item."""

from __future__ import annotations

import pytest

from assistant.checks import Verdict, verify

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
    codes = {f.code for f in verify(SOURCE, output).findings}
    assert "figures_regrouped" not in codes


@pytest.mark.parametrize(
    "output",
    [
        "青禾镇玉米、小麦产量分别增长3.1%、5.4%，农民收入增长7%，城乡居民收入分别增长6%和7.4%。",
        "青禾镇小麦、玉米产量、农民收入、城乡居民收入分别增长3.1%、5.4%、7%、6%、7.4%。",
    ],
)
def test_figures_are_not_lined_up_anew(output: str) -> None:
    found = verify(SOURCE, output)
    assert found.verdict is Verdict.UNCHANGED
    assert "figures_regrouped" in {f.code for f in found.findings}
