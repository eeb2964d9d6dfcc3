"""What a file's styles say of its lines is used where it is honest, and changes no character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.document import BlockKind, Report
from assistant.noise import Noise
from assistant.outline import parse, styles_by_words
from tests.strategies import TEXT, Written, reports
from tests.test_outline import assert_nested, kinds, outline
from tests.tiled import tiled

Rows = list[tuple[str, int | None]]
TITLE, PLAIN = 0, None
DONE, LACKS, NEXT = ("主要工作", 1), ("存在问题", 1), ("下一步打算", 1)
PROSE = (TEXT, PLAIN)


def styled(*rows: tuple[str, int | None]) -> Report:
    """The report of these lines, each with what its style says: 0 a title, 1–9 a heading."""
    text = "".join(f"{words}\n" for words, _ in rows)
    report = parse(text, styles=styles_by_words(rows))
    assert tiled(report) == text
    return report


def ids(report: Report) -> list[tuple[str, str]]:
    return [(s.id, s.number + s.heading) for s in report.walk()]


def test_headings_without_numbers_are_sections_of_their_level() -> None:
    report = styled(
        ("青石镇工作报告", TITLE), DONE, ("学习", 2), PROSE, ("项目", 2), PROSE, LACKS, PROSE
    )
    assert ids(report) == [("1", "主要工作"), ("1.1", "学习"), ("1.2", "项目"), ("2", "存在问题")]
    assert [s.level for s in report.walk()] == [1, 2, 2, 1]
    assert report.title == "青石镇工作报告"


def test_a_printed_number_says_more_than_a_style() -> None:
    report = styled(
        ("青石镇工作报告", TITLE), ("一、学习", 3), PROSE, ("（一）党课", 1), PROSE, ("二、工作", 3)
    )
    assert ids(report) == [("1", "一、学习"), ("1.1", "（一）党课"), ("2", "二、工作")]


def test_an_unnumbered_heading_stands_with_the_numbered_ones_of_its_style() -> None:
    report = styled(
        ("工作报告", TITLE), ("引言", 1), PROSE, ("一、工作", 1), ("学习", 2), PROSE,
        ("二、打算", 1), PROSE,
    )  # fmt: skip
    assert ids(report) == [("1", "引言"), ("2", "一、工作"), ("2.1", "学习"), ("3", "二、打算")]


def test_chapters_stand_above_numbers_that_begin_anew_in_each() -> None:
    report = styled(
        ("工作报告", TITLE), DONE, ("一、学习", PLAIN), PROSE, ("二、项目", PLAIN), PROSE,
        NEXT, ("一、学习", PLAIN), PROSE,
    )  # fmt: skip
    assert [s.id for s in report.walk()] == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_body_paragraph_in_the_style_of_a_heading_is_none() -> None:
    report = styled(("述职报告", TITLE), DONE, (TEXT, 1), PROSE, LACKS, PROSE)
    assert ids(report) == [("1", "主要工作"), ("2", "存在问题")]


def test_a_level_that_most_paragraphs_have_says_nothing() -> None:
    rows = [(f"{TEXT}{n}。", 1) for n in range(4)]
    assert ids(styled(("述职报告", PLAIN), *rows, ("主要工作", 1), *rows)) == []


@pytest.mark.parametrize(
    "words", ["图1 走访情况", "单位：万元", "一是抓学习", "——在大会上", "学习，", "做到了。", "12"]
)
def test_what_does_not_read_like_a_heading_is_none(words: str) -> None:
    report = styled(("述职报告", TITLE), DONE, PROSE, (words, 1), PROSE, LACKS, PROSE)
    assert ids(report) == [("1", "主要工作"), ("2", "存在问题")]


def test_entries_of_a_list_are_no_headings_but_what_is_still_to_be_written_is() -> None:
    entries = [(words, 2) for words in ("学习", "项目", "民生")]
    listed = styled(("述职报告", TITLE), DONE, *entries, ("党建", 2), PROSE, LACKS, PROSE)
    assert ids(listed) == [("1", "主要工作"), ("1.1", "党建"), ("2", "存在问题")]
    assert len(list(styled(("述职报告", TITLE), DONE, LACKS, NEXT).walk())) == 3


def test_the_last_empty_heading_is_no_signature() -> None:
    report = styled(("述职报告", TITLE), DONE, PROSE, NEXT)
    assert ids(report) == [("1", "主要工作"), ("2", "下一步打算")]
    signed = styled(("述职报告", TITLE), DONE, PROSE, ("青石镇党委", 1), ("2024年1月5日", 1))
    assert signed.part(BlockKind.SIGNATURE) == "青石镇党委"


def test_a_title_is_told_by_its_style_whatever_it_says() -> None:
    words = "关于青石镇2023年度抓基层党建，履行全面从严治党责任情况的工作情况说明"
    report = styled(("内部：注意保存", PLAIN), (words, TITLE), ("李明", PLAIN), DONE, PROSE)
    assert report.title == words
    assert kinds(report)[:4] == ["subtitle", "title", "signature", "heading"]


def test_a_lone_top_heading_above_all_others_is_the_title() -> None:
    report = styled(("青石镇工作情况", 1), ("学习", 2), PROSE, ("项目", 2), PROSE)
    assert report.title == "青石镇工作情况"
    assert ids(report) == [("1", "学习"), ("2", "项目")]
    assert ids(styled(DONE, PROSE, LACKS, PROSE)) == [("1", "主要工作"), ("2", "存在问题")]


def test_a_title_style_deep_in_the_text_is_not_believed() -> None:
    assert styled(PROSE, ("述职报告", TITLE), PROSE).title == ""


def test_styles_go_with_the_words_of_a_report() -> None:
    report = styled(("述职报告", TITLE), DONE, PROSE, LACKS, PROSE, NEXT, PROSE)
    text = f"述职报告\n下一步打算\n{TEXT}\n主要工作\n{TEXT}{TEXT}\n"
    assert [s.heading for s in parse(text, styles=report.styles).walk()] == [NEXT[0], DONE[0]]


def test_noise_in_a_heading_does_not_hide_its_style() -> None:
    text = f"述职报告\n主要##ad##工作\n{TEXT}\n存在问题\n{TEXT}\n"
    place = text.index("##")
    noise = [Noise("mark", place, place + 6, "##ad##")]
    rows: Rows = [("主要##ad##工作", 1), ("存在问题", 1)]
    report = parse(text, noise, styles_by_words(rows))
    assert [s.heading for s in report.walk()] == ["主要工作", "存在问题"]
    cleaned = parse(text.replace("##ad##", ""), styles=report.styles)
    assert [s.heading for s in cleaned.walk()] == ["主要工作", "存在问题"]


def test_words_of_two_styles_are_told_apart_by_their_order_while_all_stand() -> None:
    rows: Rows = [("述职报告", TITLE), ("工作", PLAIN), PROSE, ("工作", 1), PROSE, LACKS, PROSE]
    report = styled(*rows)
    assert [s.heading for s in report.walk()] == ["工作", "存在问题"]
    fewer = report.text.replace("工作\n", "", 1)
    assert [s.heading for s in parse(fewer, styles=report.styles).walk()] == ["存在问题"]


WORDS = (
    *("主要工作", "学习", "一、工作", "（一）学", "1.好", "2024年1月5日", "述职报告"),
    *("各位代表：", "附件：表", "一是学", "", "1 概况", TEXT),
)


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.none() | st.integers(0, 9)), max_size=14))
def test_any_styles_keep_every_character_and_sections_nest(rows: Rows) -> None:
    report = styled(*rows)
    assert_nested(report.sections, 0, len(report.text))
    again = parse(report.text, styles=report.styles)
    assert outline(again) == outline(report)
    assert again.blocks == report.blocks


@given(reports())
def test_a_numbered_report_is_read_alike_with_its_headings_styled(written: Written) -> None:
    text = written.text
    report = parse(text)
    starts = {s.start: s.level for s in report.walk() if not s.run_in}
    rows: Rows = [(report.of(b).strip(), starts.get(b.start)) for b in report.blocks]
    assert parse(text, styles=styles_by_words(rows)) == report


def test_a_part_of_a_report_keeps_its_heading() -> None:
    report = styled(("述职报告", TITLE), DONE, ("学习", 2), PROSE, ("项目", 2), PROSE, LACKS, PROSE)
    part = report.sections[0]
    alone = parse(report.of(part), styles=report.styles)
    assert ids(alone) == [("1", "主要工作"), ("1.1", "学习"), ("1.2", "项目")]
