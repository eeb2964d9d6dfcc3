"""The tables open in Excel as they are, and nothing in them is a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.batch.plain_text import inert
from assistant.batch.summary import ReportLine
from assistant.batch.table import COLUMNS, csv_rows, workbook
from assistant.findings import Language
from tests.batch.lines import batch, line

ATTACKS = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "＠SUM(1)",
    "\u200b=1",
    "=cmd|' /C calc'!A0",
)


def text(lines: list[ReportLine], language: Language = Language.ZH) -> str:
    return "".join(csv_rows(lines, language))


def table(lines: list[ReportLine], language: Language = Language.ZH) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(lines, language).removeprefix("\ufeff"))))


def test_the_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert text(batch()).encode("utf-8").startswith(b"\xef\xbb\xbf")
    assert text(batch()).endswith("\r\n")


def test_every_report_is_one_row() -> None:
    rows = table(batch())
    assert [row["文件"] for row in rows] == ["甲.txt", "乙.docx", "丙.md", "丁.docx", "戊.txt"]
    assert [row["结论"] for row in rows] == ["采纳", "待审", "未改", "未处理", "排队中"]


def test_a_row_holds_words_gaps_questions_reasons_and_cost() -> None:
    row = table(batch())[1]
    assert [row[k] for k in ("原文字数", "要求字数", "实得字数")] == ["1000", "600", "610"]
    assert row["仍缺"] == "2"
    assert row["问题"] == "全年走访企业多少家？；新建口袋公园几处？"
    assert row["需要人看的原因"] == "要求 300 字，实得 340 字，多 40 字"
    assert row["费用"] == "0.01"


def test_an_unknown_cost_is_empty_not_zero() -> None:
    assert table(batch())[2]["费用"] == ""


def test_heads_and_verdicts_are_english_on_request() -> None:
    assert table(batch(), Language.EN)[1]["verdict"] == "review"


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_the_csv_is_a_formula(attack: str) -> None:
    row = table([line(attack, "failed", error=attack, questions=(attack,), output=attack)])[0]
    for head in ("文件", "问题", "需要人看的原因", "输出文件"):
        assert row[head].startswith("'")


@given(st.text())
def test_no_text_at_all_makes_a_formula(words: str) -> None:
    assert inert(words).lstrip()[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def test_numbers_stay_numbers() -> None:
    assert table([line(seconds=-1.0)])[0]["秒"] == "-1.0"


def opened(lines: list[ReportLine]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(lines)))


def test_the_workbook_has_reports_findings_and_questions() -> None:
    book = opened(batch())
    assert book.sheetnames == ["报告", "需要人看", "问题"]
    reports, found, asked = (list(book[name].values) for name in book.sheetnames)
    assert [len(sheet) for sheet in (reports, found, asked)] == [6, 3, 3]
    assert reports[1][:5] == ("甲.txt", "采纳", 1000, 600, 610)
    assert found[1][6:] == ("篇幅未达到", "要求 300 字，实得 340 字，多 40 字")
    assert found[2][-1] == "“丁.docx”不是完好的 Word 文件。"
    assert book["报告"].freeze_panes == "A2"
    assert book["报告"].auto_filter.ref == f"A1:Y{len(reports)}"
    assert len(COLUMNS) == 25


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_the_workbook_is_a_formula(attack: str) -> None:
    book = opened([line(attack, questions=(attack,))])
    assert {c.data_type for sheet in book for row in sheet for c in row} <= {"s", "inlineStr", "n"}


def test_a_sheet_that_is_full_ends_with_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.table.MOST_ROWS", 4)
    reports = list(opened([line(f"{n}.txt") for n in range(9)])["报告"].values)
    assert [row[0] for row in reports] == ["文件", "0.txt", "1.txt", "2.txt", "……"]


def test_what_excel_cannot_hold_is_cut_or_left_out() -> None:
    book = opened([line("甲\x0b\ud800.txt", questions=("问" * 40_000,))])
    assert book["报告"]["A2"].value == "甲?.txt"
    assert len(str(book["问题"]["B2"].value)) == 32_000
