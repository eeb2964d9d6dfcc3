"""Lines are matched so that what stayed is not touched and what was reworded is edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.formats.docx.align import Step, plan


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        (["甲。", "乙。"], "甲。\n乙。\n", [(0, "甲。"), (1, "乙。")]),
        (["甲。", "乙。", "丙。"], "甲。\n丙。\n", [(0, "甲。"), (1, None), (2, "丙。")]),
        (["甲。", "丙。"], "甲。\n乙。\n丙。\n", [(0, "甲。"), (None, "乙。"), (1, "丙。")]),
        (
            ["走访群众300户。", "末。"],
            "走访群众320户。\n末。\n",
            [(0, "走访群众320户。"), (1, "末。")],
        ),
        (["上半\n下半", "末。"], "上半\n新\n下半\n末。\n", [(0, "上半\n新\n下半"), (1, "末。")]),
        (["天地", "玄黄"], "天地\n日月\n", [(0, "天地"), (1, "日月")]),
        (
            ["名\t数", "走访\t3", "末"],
            "名\t数\n慰问\t8\n末\n",
            [(0, "名\t数"), (1, "慰问\t8"), (2, "末")],
        ),
        (["甲。", "三项", "乙。"], "甲。\n五项\n乙。\n", [(0, "甲。"), (1, "五项"), (2, "乙。")]),
        (
            ["此致", "[发文单位]", "联系电话：[固定电话]"],
            "此致\n柳溪镇\n联系电话：6655432\n",
            [(0, "此致"), (1, "柳溪镇"), (2, "联系电话：6655432")],
        ),
        (
            ["[单位]，[姓名]", "末。"],
            "另起一段。\n末。\n",
            [(0, None), (None, "另起一段。"), (1, "末。")],
        ),
        ([], "甲。\n", [(None, "甲。")]),
    ],
)
def test_a_plan_says_what_becomes_of_each_line(
    old: list[str], new: str, steps: list[tuple[int | None, str | None]]
) -> None:
    assert plan(old, new) == [Step(*step) for step in steps]


LINES = st.lists(st.text("甲乙丙。\n", max_size=4).map(lambda s: s.strip("\n")), max_size=6)


@given(LINES, LINES)
def test_a_plan_gives_the_new_text_and_uses_each_paragraph_once(
    old: list[str], new: list[str]
) -> None:
    text = "".join(f"{line}\n" for line in new)
    steps = plan(old, text)
    assert "".join(f"{s.text}\n" for s in steps if s.text is not None) == text
    assert [s.old for s in steps if s.old is not None] == list(range(len(old)))
