"""What is said beside a request makes it neither wider nor another."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_said_otherwise import read, steps, talk

OF_ANOTHER = [
    ("第三部分各条按同一条线写", [("restructure", ("3",), None)]),
    ("第三部分和第四部分合并到同一段", [("restructure", ("3", "4"), None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), OF_ANOTHER)
def test_what_is_to_be_alike_is_not_the_part_done_last(
    sentence: str, expected: list[tuple[str, tuple[str, ...] | None, str | None]]
) -> None:
    assert steps(sentence, "第二部分压到40字") == expected


@pytest.mark.parametrize(
    "sentence", ["立足主业和存在的问题里的第二条删掉", "存在的问题和打算里的第二条删掉"]
)
def test_an_item_of_one_of_two_parts_is_asked_about(sentence: str) -> None:
    found = read(sentence)
    assert (found.act, [step.sections for step in found.steps]) == (Act.ASK, [None])


def test_others_than_what_stays_are_the_others() -> None:
    found = read("第二部分保留原文，其余压到30字")
    assert [step.sections for step in found.steps] == [("1", "3", "4", "5")]


@pytest.mark.parametrize("sentence", ["保留原文，别的采用", "两个都采用"])
def test_of_one_proposal_that_waits_neither_some_nor_two_are_taken(sentence: str) -> None:
    assert read(sentence, "第四部分压到20字").act is Act.ASK


def test_two_parts_that_wait_may_be_taken_as_two() -> None:
    assert read("两个都采用", "1.1压到30字，1.2压到30字").act is Act.ADOPT


def test_what_is_to_stand_there_is_not_looked_for_as_what_stands_there() -> None:
    found = talk().say("把“浮标”改成“救生衣”")
    assert found.act is Act.REFUSE
    assert "没有“浮标”" in found.said.zh


def test_a_second_wish_behind_a_figure_that_is_added_is_one() -> None:
    found = read("补一句，排查隐患31处，第三部分润色")
    assert ("rewrite", ("3",)) in [(step.task, step.sections) for step in found.steps]


def test_where_a_figure_that_is_added_is_to_stand_is_no_second_wish() -> None:
    found = read("加一句，排查隐患31处，放到第二部分去")
    assert [step.task for step in found.steps] == ["fill"]


GONE = [
    ("第三部分删掉不要了", "3"),
    ("第二部分删了吧不要了", "2"),
    ("第三部分去掉不要", "3"),
    ("第四部分第三条删掉别要了", "4.p3"),
    ("第四部分第三条删掉有点重复", "4.p3"),
]


@pytest.mark.parametrize(("sentence", "part"), GONE)
def test_a_deletion_may_be_said_twice_or_with_its_reason(sentence: str, part: str) -> None:
    assert steps(sentence) == [("delete", (part,), None)]


def test_a_sentence_that_is_to_go_may_be_told_by_its_fault() -> None:
    found = read("第三部分删掉太虚那句")
    assert (found.act, [step.task for step in found.steps]) == (Act.ASK, ["delete"])


def test_beside_another_wish_a_part_that_is_not_wanted_goes() -> None:
    assert steps("第三部分压到40字，第四部分第一条删了不要了") == [
        ("shorten", ("3",), "40"),
        ("delete", ("4.p1",), None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "为民实事那十件，第九件和第十件换个个儿",
        "12件实事别挤在一段里，一件一行",
        "那比上年提高的就是2.6个百分点，你写进去",
    ],
)
def test_what_is_less_than_the_report_is_not_set_out_as_a_whole(sentence: str) -> None:
    found = read(sentence)
    assert found.act is Act.ASK
    assert not any(step.whole for step in found.steps)
