"""A long title breaks between phrases, into lines of like length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.formats.docx.title_lines import ON_A_LINE, title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ["青石镇2023年度工作报告"],
        ["中共青石镇委员会书记", "履行全面从严治党责任述职报告"],
        ["青石镇党委书记2023年度", "抓基层党建工作述职报告"],
        ["白河县人民政府办公室领导班子", "2023年度述职述廉述德述法述安报告"],
    ],
)
def test_a_title_breaks_where_the_sense_does(lines: list[str]) -> None:
    assert title_lines("".join(lines)) == lines


@given(st.text("青石镇党委书记2023年度《工作》报告、", max_size=70))
def test_no_character_is_lost(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) == 1 or max(map(len, lines)) <= ON_A_LINE
