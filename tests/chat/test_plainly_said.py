"""What a sentence says plainly is done as it is said, or asked about: never another thing."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_said_otherwise import read, steps


@pytest.mark.parametrize("sentence", ["第三部分减它二十字", "第三部分给我砍掉它二十字"])
def test_what_is_made_shorter_may_be_called_it_between_the_deed_and_the_amount(
    sentence: str,
) -> None:
    assert steps(sentence) == [("shorten", ("3",), "-20")]


@pytest.mark.parametrize(
    ("sentence", "sections"),
    [
        ("存在问题里面讲宣传办法的那一条改得委婉些", ("4.p3",)),
        ("打算里专讲站房走访的那条改得委婉些", ("5.p3",)),
    ],
)
def test_what_is_named_in_a_part_is_not_the_whole_part(
    sentence: str, sections: tuple[str, ...]
) -> None:
    assert [s.sections for s in read(sentence).steps] == [sections]


def test_what_is_named_in_a_part_and_not_found_there_is_asked_about() -> None:
    found = read("存在问题里面讲龙舟赛的那一条改得委婉些")
    assert (found.act, [s.sections for s in found.steps]) == (Act.ASK, [None])
