"""Departures from the layout of GB/T 9704 are told once a kind; habit raises no alarm."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.formats.docx.forms import layout_of
from assistant.formats.docx.opened import open_docx
from assistant.formats.docx.writer import lay_out_docx, write_docx
from assistant.lint.layout import check_layout
from assistant.outline import parse
from tests.formats.own_files import paragraph, run
from tests.formats.packages import body_of, element, word

TEXT = (
    "青石镇工作报告\n各位代表：\n现报告如下。\n一、主要工作\n（一）抓学习。组织学习12次。\n"
    "1.办班。办班3期。\n二、存在问题\n学习不深。\n青石镇党委\n2024年1月5日\n"
)


def codes(data: bytes) -> dict[str, str]:
    opened = open_docx(data, "x.docx")
    found = check_layout(parse(opened.text), layout_of(opened))
    return {finding.code: finding.severity.value for finding in found}


def test_what_we_lay_out_has_no_finding() -> None:
    assert codes(write_docx(TEXT)) == {}


def test_a_plain_file_departs_in_many_ways_but_never_as_an_error() -> None:
    data = body_of(*(paragraph(run(line)) for line in TEXT.splitlines()))
    found = codes(data)
    assert {"layout.body_font", "layout.body_size", "layout.margins", "layout.paper"} <= set(found)
    assert "error" not in found.values()
    assert codes(lay_out_docx(data)) == {}


def test_words_set_off_and_bold_are_no_warning() -> None:
    font = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
    dark = '<w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="32"/>'
    lines = [
        paragraph(run("青石镇工作报告")),
        paragraph(run("一、主要工作")),
        paragraph(run("一是", dark), run("抓学习，全年组织集体学习12次。", font)),
    ]
    found = codes(body_of(*lines))
    assert "layout.body_font" not in found
    assert found["layout.bold"] == "info"


@pytest.mark.parametrize(
    ("place", "sides"),
    [('<w:framePr w:xAlign="outside"/>', True), ('<w:jc w:val="center"/>', False)],
)
def test_a_page_number_in_a_frame_on_the_outer_side_changes_sides(place: str, sides: bool) -> None:
    def fill(document: Any) -> None:
        footer = document.sections[0].footer.paragraphs[0]._p
        footer.append(element(f"<w:pPr>{place}</w:pPr>"))
        footer.append(element('<w:fldSimple w:instr=" PAGE "/>'))

    found = codes(word(*TEXT.splitlines(), change=fill))
    assert ("layout.page_number_side" not in found) is sides
    assert "layout.page_number" not in found
