"""A written Word file says what the text says, in the layout of an official paper."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings

from assistant.formats.docx.reader import read_docx
from assistant.formats.docx.writer import (
    BODY_FONT,
    HEADING_FONT,
    SUBHEADING_FONT,
    TITLE_FONT,
    write_docx,
)
from tests.strategies import Written, compose, reports

REPORT = compose(
    "T 青石镇工作报告\nS 各位代表\nP 现报告如下。\n1 学习\n2+ 理论\n3+ 党课\n"
    "1 打算\nP 干。\nD 青石镇党委\nD 2024年1月5日"
)


def written(text: str) -> Any:
    return docx.Document(io.BytesIO(write_docx(text)))


def fonts(document: Any) -> list[list[str]]:
    return [
        [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs]
        for paragraph in document.paragraphs
    ]


@given(reports())
@settings(max_examples=20, deadline=None)
def test_every_line_is_in_the_file(report: Written) -> None:
    text, notes = read_docx(write_docx(report.text), "x.docx")
    assert [line.strip() for line in text.splitlines()] == [
        line.strip() for line in report.text.splitlines() if line.strip()
    ]
    assert notes == ()


def test_each_kind_of_line_has_its_font() -> None:
    assert fonts(written(REPORT)) == [
        [TITLE_FONT],
        [BODY_FONT],
        [BODY_FONT],
        [HEADING_FONT],
        [SUBHEADING_FONT, BODY_FONT],
        [BODY_FONT, BODY_FONT],
        [HEADING_FONT],
        [BODY_FONT],
        [BODY_FONT],
        [BODY_FONT],
    ]


def test_sizes_indents_and_sides() -> None:
    title, salutation, preamble, *_, signature, date = written(REPORT).paragraphs
    assert [run.font.size for run in title.runs + preamble.runs] == [Pt(22), Pt(16)]
    assert title._p.pPr.ind is None
    assert salutation._p.pPr is None
    assert preamble._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert [p.paragraph_format.space_before for p in (signature, date)] == [Pt(28.9), None]
    assert [p._p.pPr.ind.get(qn("w:rightChars")) for p in (signature, date)] == ["500", "200"]


def test_a_date_begins_two_characters_behind_a_long_signature() -> None:
    *_, signature, date = written(REPORT.replace("青石镇党委", "中共青石镇委员会办公室")).paragraphs
    assert [p._p.pPr.ind.get(qn("w:rightChars")) for p in (signature, date)] == ["200", "500"]


def test_the_page_is_that_of_the_standard() -> None:
    document = written(REPORT)
    page = document.sections[0]
    assert [round(value / Mm(1)) for value in (page.page_width, page.page_height)] == [
        210,
        297,
    ]
    assert [
        round(value / Mm(1))
        for value in (page.top_margin, page.left_margin, page.bottom_margin, page.right_margin)
    ] == [37, 28, 35, 26]
    grid = page._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert document.settings.odd_and_even_pages_header_footer
    assert "— " in page.footer.paragraphs[0].text
    assert document.core_properties.title == "青石镇工作报告"
    assert document.core_properties.author == ""


def test_markdown_marks_give_way_to_fonts() -> None:
    text = "# 青石镇工作报告\n\n## 一、学习\n\n**一是学理论。**好。\n"
    document = docx.Document(io.BytesIO(write_docx(text, markdown=True)))
    assert [p.text for p in document.paragraphs] == [
        "青石镇工作报告",
        "一、学习",
        "一是学理论。好。",
    ]


def test_masked_figures_stay() -> None:
    lines = ["**镇工作报告", "一、**年工作。**万元，增长____%，比**年多*个。"]
    assert [p.text for p in written("\n".join(lines)).paragraphs] == lines


def test_control_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="XML"):
        write_docx("一、学习\x01\n")
