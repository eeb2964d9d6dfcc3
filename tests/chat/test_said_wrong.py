"""A figure that is called wrong is the one that is put right, in whatever order it is said."""

from __future__ import annotations

import pytest

from tests.chat.test_said_otherwise import read


@pytest.mark.parametrize(
    "sentence",
    [
        "统计员刚刚核定，全年采集水样是621份，立足主业里写的612份属于笔误，请予更正",
        "水样统一按621份算，前头那个612份改过来",
    ],
)
def test_the_figure_called_wrong_is_put_right(sentence: str) -> None:
    assert [(s.task, s.old, s.new) for s in read(sentence).steps] == [("correct", "612份", "621份")]


def test_a_part_about_shortcomings_is_no_missing_part() -> None:
    found = read("讲自己缺点的部分，群众参与的那一条，语气再真诚一点")
    assert not any(step.task == "draft" for step in found.steps)
