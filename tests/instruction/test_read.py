"""An instruction is read once, in front of its report, into a typed request."""

import pytest

from assistant.errors import UsageError
from assistant.instruction import read_request
from assistant.request import Deed, Request
from tests.instruction.test_mentions import REPORT


def read(instruction: str, *sections: str, task: str = "restructure") -> Request:
    return read_request(Request(task, sections, instruction=instruction), REPORT)


def test_moves_are_read_with_the_parts_they_mean() -> None:
    asks = read("把前两部分合并，标题叫重点工作").asks
    (move,) = asks.moves
    assert (move.deed, move.parts, move.heading) == (Deed.MERGE, ("1", "2"), "重点工作")
    assert asks.by_code


def test_points_headings_and_numbers_are_read() -> None:
    assert read("分成三点", "3").asks.points == 3
    assert read("按述职、述德、述廉三部分归类").asks.outline == ("述职", "述德", "述廉")
    assert read("序号乱了，一级用一、二级用（一），重编").asks.numbers


def test_labels_that_numbers_are_to_be_made_of_name_no_part() -> None:
    asked = read("序号乱了，大标题统一用一、二、三，下面的小点用一是、二是")
    assert asked.asks.numbers
    assert asked.sections == ()
    assert read("第一、二部分的小点改成（一）、（二）").sections == ("1", "2")


def test_a_part_that_only_the_instruction_names_is_chosen() -> None:
    assert read("第二部分分成三点").sections == ("2",)
    assert read("存在问题写得具体一点", task="rewrite").sections == ("4",)
    assert read("第二部分按监督、办案、教育分三条").sections == ("2",)
    assert read("第一部分分成四点，每点前面加个小标题").sections == ("1",)
    assert read("语气平实一些，第三部分不要动", task="rewrite").sections == (
        "1",
        "2",
        "4",
        "5",
        "6",
    )


def test_a_section_that_was_chosen_stays_so() -> None:
    assert read("语气平实一些", "3", task="rewrite").sections == ("3",)


def test_an_instruction_for_the_whole_chooses_nothing() -> None:
    for instruction in ("语气平实一些", "去掉套话，数据不要改", "全文改得通顺一些"):
        assert read(instruction, task="rewrite").sections == ()


def test_a_part_the_report_does_not_have_is_asked_about_and_never_the_whole() -> None:
    with pytest.raises(UsageError, match="没有“第八部分”"):
        read("第八部分语气平实一些", task="rewrite")


def test_what_was_read_is_not_read_again() -> None:
    once = read("把前两部分合并")
    assert read_request(once, REPORT) is once


def test_a_chain_refuses_an_instruction_that_nobody_has_read() -> None:
    with pytest.raises(ValueError, match="has not been read"):
        _ = Request("restructure", instruction="分成三点").asks
