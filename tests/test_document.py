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
    with pytest.raises(UnknownSection, match=r"1、1\.1（1\.1\.p1…1\.1\.p2）、1\.2、2"):
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


UNNUMBERED = (
    "青石镇工作总结\n一年来，全镇干部齐心协力，完成了各项任务。\n"
    "一、主要工作\n全镇抓了两件事。\n一是修路。硬化道路3公里。\n二是建校。新增学位120个。\n"
    "今年，工作虽然有进展，但仍有差距：产业不强，人手不足。\n今后我们将补齐短板，继续努力。\n"
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("preamble", "一年来，"),
        ("开头", "一年来，"),
        ("1.b1", "全镇抓了"),
        ("1.p1", "一是修路"),
        ("1.b2", "一是修路"),
        ("closing", "今年，"),
        ("closing.b1", "今年，"),
        ("closing.b2", "今后我们"),
    ],
)
def test_what_no_number_stands_before_has_an_id(wanted: str, found: str) -> None:
    report = parse(UNNUMBERED)
    assert report.of(report.find(wanted)).startswith(found)


def test_a_refusal_lists_every_id_there_is() -> None:
    with pytest.raises(UnknownSection) as refusal:
        parse(UNNUMBERED).find("9")
    for part in ("preamble", "1.p1…1.p2", "1.b1…1.b3", "closing.b1…closing.b2"):
        assert part in str(refusal.value)
    assert "preamble.b1" not in str(refusal.value), "it is all of it"
