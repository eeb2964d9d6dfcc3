"""Changes between two texts: complete, minimal, and readable."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.diff import Change, Op, changes, least_changes
from assistant.document import Edit, apply_edits
from tests.growth import GENEROUS, exponent

Compare = Callable[[str, str], list[Change]]
TEXTS = st.text(alphabet="党建工作落实一二，。；\n12.5%《》“”ab ", max_size=60)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[c.old_start : c.old_end], new[c.new_start : c.new_end]) for c in changes(old, new)]


def apply_changes(old: str, new: str, chosen: list[Change]) -> str:
    return apply_edits(
        old, (Edit(c.old_start, c.old_end, new[c.new_start : c.new_end]) for c in chosen)
    )


@pytest.mark.parametrize("compare", [changes, least_changes])
@given(old=TEXTS, new=TEXTS)
def test_applying_all_changes_gives_the_new_text(compare: Compare, old: str, new: str) -> None:
    assert apply_changes(old, new, compare(old, new)) == new


@pytest.mark.parametrize("compare", [changes, least_changes])
@given(old=TEXTS, new=TEXTS)
def test_changes_are_ordered_disjoint_and_never_empty(compare: Compare, old: str, new: str) -> None:
    position = (0, 0)
    for change in compare(old, new):
        assert position <= (change.old_start, change.new_start)
        assert change.old_end > change.old_start or change.new_end > change.new_start
        position = (change.old_end, change.new_end)


@given(st.text(alphabet="党建一二，12%“”ab ", min_size=1, max_size=60), st.data())
def test_a_stretch_that_is_one_word_is_changed_whole_or_not_at_all(
    old: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    whole = (start, data.draw(st.integers(start + 1, len(old))))
    for change in least_changes(old, old[::-1], [whole]):
        assert not whole[0] < change.old_start < whole[1]
        assert not whole[0] < change.old_end < whole[1]


@given(TEXTS)
def test_equal_texts_have_no_changes(text: str) -> None:
    assert changes(text, text) == []


READABLE = [
    ("深入推进项目建设。", "扎实推进项目建设。", [("深入", "扎实")]),
    ("完成投资12.5亿元。", "完成投资13.5亿元。", [("12.5", "13.5")]),
    ("抓学习。抓作风。", "抓学习。", [("抓作风。", "")]),
    ("抓学习。", "抓学习。抓作风。", [("", "抓作风。")]),
    ("压实责任，抓好落实。", "压实责任链条，抓好落实。", [("", "链条")]),
    # Where it may be told in two ways, what went begins and ends where a clause does.
    (
        "增长5.8%，软件业增长9.6%，启动行动，平台增长。",
        "增长5.8%，启动行动。",
        [("，软件业增长9.6%", ""), ("，平台增长", "")],
    ),
    # A mark and its partner are one decision; two marks that are no pair are two.
    ("依据[2021]21号文件。", "依据〔2021〕21号文件。", [("[2021]", "〔2021〕")]),
    ("印发实施办法文件。", "印发《实施办法》文件。", [("实施办法", "《实施办法》")]),
    ("党建；学习和检查。", "党建，学习与检查。", [("；", "，"), ("和", "与")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), READABLE)
def test_a_change_is_the_phrase_a_person_would_mark(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert shown(old, new) == expected


def test_a_lone_shared_character_does_not_split_a_reworded_phrase() -> None:
    assert len(changes("全面压实工作责任体系。", "层层落实各级责任链条。")) <= 2


def test_what_is_refused_stays_as_it_was() -> None:
    old, new = "甲单位学习3次。乙单位检查5次。", "甲单位学习4次。乙单位抽查5次。"
    first, second = changes(old, new)
    assert apply_changes(old, new, [second]) == "甲单位学习3次。乙单位抽查5次。"
    assert first == Change(Op.REPLACE, 5, 6, 5, 6)


def test_what_changed_is_found_where_it_stands_in_a_text_that_says_everything_twice() -> None:
    said = "".join(f"第{i}项工作按时完成，群众满意。\n" for i in range(9))
    old = "水印\n" + said + "中间一句。\n" + said + said
    new = old.replace("中间一句。\n", "")
    assert shown(old, new) == [("中间一句。\n", "")]
    old = said.replace("第4项", "水印第4项") + said + said
    assert shown(old, said * 3) == [("水印", "")]


def test_comparing_a_report_grows_with_its_length_and_no_faster() -> None:
    def compare(lines: int) -> None:
        numbers = range(lines)
        old = "".join(f"第{i}项工作按时完成，投入资金{i}万元，群众满意。\n" for i in numbers)
        assert len(changes(old, old.replace("按时", "如期", 40))) == 40

    assert exponent(compare, 400) < GENEROUS
