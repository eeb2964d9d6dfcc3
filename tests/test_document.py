"""A report is its text and spans into it: nothing is lost, everything can be named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.document import Block, BlockKind, Edit, Report, Section, apply_edits
from assistant.errors import UnknownSection
from assistant.outline import parse
from tests.strategies import compose

REPORT = parse(
    compose(
        "T 青石镇工作报告\n1 学习\n2 理论\n一是 学得深\n二是 学得广\n2 业务\nP 好。\n1 打算\nP 干。"
    )
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("1", "1"),
        ("1.2", "1.2"),
        (" 2 ", "2"),
        ("1.1.p2", "1.1.p2"),
        ("二", "2"),
        ("二、", "2"),
        ("一（二）", "1.2"),
        ("一(二)", "1.2"),
    ],
)
def test_a_part_is_found_by_its_id_or_printed_number(wanted: str, found: str) -> None:
    assert REPORT.find(wanted).id == found


@pytest.mark.parametrize("wanted", ["3", "1.9", "九", "", "p1"])
def test_an_unknown_part_is_refused_with_what_there_is(wanted: str) -> None:
    with pytest.raises(UnknownSection, match=r"1、1\.1、1\.2、2"):
        REPORT.find(wanted)


def test_ordinal_sections_are_found_by_their_word() -> None:
    report = parse("第一，抓学习。好。\n第二，抓项目。好。\n")
    assert report.find("第二").id == "2"


def test_sections_without_a_printed_number_are_found_by_id_alone() -> None:
    report = parse("# 学习\n好。\n# 工作\n好。\n")
    assert report.find("2").id == "2"
    with pytest.raises(UnknownSection):
        report.find("")


def test_walking_goes_in_reading_order() -> None:
    assert [section.id for section in REPORT.walk()] == ["1", "1.1", "1.2", "2"]
    first = REPORT.find("1")
    assert isinstance(first, Section)
    assert [section.id for section in first.walk()] == ["1", "1.1", "1.2"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("青石镇工作报告", "青石镇工作报告"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("　　政　府　工　作　报　告", "政府工作报告"),
        ("# **青石镇工作报告**", "青石镇工作报告"),
        ("青石镇 张某 述职报告", "青石镇 张某 述职报告"),
        ("20**年__镇工作报告", "20**年__镇工作报告"),
        ("**镇工作报告", "**镇工作报告"),
    ],
)
def test_the_title_is_given_in_words(line: str, title: str) -> None:
    text = f"{line}\n"
    report = Report(text, (Block(BlockKind.TITLE, 0, len(text)),), ())
    assert report.title == title


def test_edits_are_made_at_once() -> None:
    edits = [Edit(4, 4, "次"), Edit(0, 2, "全年"), Edit(5, 6, "")]
    assert apply_edits("今年学习了。", edits) == "全年学习次了"


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(0, 99, "")]])
def test_edits_that_overlap_or_leave_the_text_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("今年学习了。", edits)


@given(st.text(), st.data())
def test_an_edit_touches_only_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert apply_edits(text, [Edit(start, end, "新")]) == f"{text[:start]}新{text[end:]}"
    assert apply_edits(text, []) == text
