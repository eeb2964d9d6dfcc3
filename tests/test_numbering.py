"""Numbers of headings and points are read as people print them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.numbering import (
    LAST,
    LabelStyle,
    chinese_number,
    format_label,
    match_label,
    match_point_label,
    parse_number,
    renumber,
)

S = LabelStyle


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "text", "rest"),
    [
        ("一、抓学习", S.CHINESE, 1, "一、", "抓学习"),
        ("　　十二、抓学习", S.CHINESE, 12, "十二、", "抓学习"),
        ("三．抓学习", S.CHINESE, 3, "三．", "抓学习"),
        ("一、2024年工作", S.CHINESE, 1, "一、", "2024年工作"),
        ("（二）抓学习", S.CHINESE_PAREN, 2, "（二）", "抓学习"),
        ("(三) 抓学习", S.CHINESE_PAREN, 3, "(三)", "抓学习"),
        ("1.抓学习", S.ARABIC, 1, "1.", "抓学习"),
        ("10、抓学习", S.ARABIC, 10, "10、", "抓学习"),
        ("2.2024年工作", S.ARABIC, 2, "2.", "2024年工作"),
        ("（4）抓学习", S.ARABIC_PAREN, 4, "（4）", "抓学习"),
        ("4）抓学习", S.ARABIC_PAREN, 4, "4）", "抓学习"),
        ("③抓学习", S.CIRCLED, 3, "③", "抓学习"),
        ("第一，抓学习", S.ORDINAL, 1, "第一，", "抓学习"),
        ("第二部分 抓学习", S.PART, 2, "第二部分", "抓学习"),
        ("1.2 抓学习", S.DOTTED, 2, "1.2", "抓学习"),
        ("2.1.3　抓学习", S.DOTTED, 3, "2.1.3", "抓学习"),
        ("## 抓学习", S.HASH, 0, "##", "抓学习"),
        ("## 二、抓学习", S.HASH, 2, "## 二、", "抓学习"),
        ("**一、抓学习**", S.CHINESE, 1, "一、", "抓学习**"),
    ],
)
def test_a_heading_number_is_read(
    line: str, style: LabelStyle, ordinal: int, text: str, rest: str
) -> None:
    label = match_label(line)
    assert label is not None
    assert (label.style, label.ordinal, label.text) == (style, ordinal, text)
    assert line[label.start :].startswith(text)
    assert line[label.end :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "",
        "抓学习",
        "5.5%左右的增长",
        "2.3万元到账",
        "一、二、三产业融合",
        "一二三产业",
        "2024年工作",
        "#标签",
        "第一书记",
        "第一时间",
        "（市、区）",
        "一是抓学习",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(line: str) -> None:
    assert match_label(line) is None


@pytest.mark.parametrize(
    ("line", "style", "ordinal"),
    [
        ("一是抓学习", S.IS, 1),
        ("　　十一是抓学习", S.IS, 11),
        ("二要抓学习", S.MUST, 2),
        ("其三，抓学习", S.ONE_OF, 3),
        ("第二，抓学习", S.ORDINAL, 2),
        ("首先，抓学习", S.FIRSTLY, 1),
        ("其次要抓学习", S.FIRSTLY, 2),
        ("最后，抓学习", S.FIRSTLY, LAST),
    ],
)
def test_a_point_mark_is_read(line: str, style: LabelStyle, ordinal: int) -> None:
    label = match_point_label(line)
    assert label is not None
    assert (label.style, label.ordinal, label.level) == (style, ordinal, 0)


@pytest.mark.parametrize("line", ["一是否", "一要点", "最后一公里", "第一书记", "其二", "一、"])
def test_what_only_looks_like_a_point_is_left_alone(line: str) -> None:
    assert match_point_label(line) is None


def test_a_point_mark_is_found_inside_a_line() -> None:
    label = match_point_label("抓学习；二是抓项目", 4)
    assert label is not None
    assert (label.start, label.ordinal) == (4, 2)


@given(st.integers(1, 999))
def test_numbers_in_characters_read_back(number: int) -> None:
    assert parse_number(chinese_number(number)) == number


@pytest.mark.parametrize(("number", "text"), [(10, "十"), (21, "二十一"), (105, "一百零五")])
def test_numbers_are_printed_as_headings_do(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_from_a_thousand_on_digits_are_printed_and_read_back() -> None:
    assert chinese_number(1_002) == "1002"
    assert parse_number("1002") == 1_002


@pytest.mark.parametrize("number", [0, -1])
def test_a_number_no_heading_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@given(st.sampled_from([s for s in S if s not in (S.HASH, S.DOTTED, S.PART)]), st.integers(1, 20))
def test_every_style_reads_what_it_prints(style: LabelStyle, number: int) -> None:
    printed = format_label(style, number)
    label = match_label(printed + "抓学习") or match_point_label(printed + "抓学习")
    assert label is not None
    assert (label.style, label.text) == (style, printed)
    if style is not S.FIRSTLY:
        assert label.ordinal == number


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("一、 三、 三、", "一、 二、 三、"),
        ("一、 （二） （三） 二、 （三）", "一、 （一） （二） 二、 （一）"),
        ("一、 1． 1． （一） 2．", "一、 1． 2． （一） 1．"),
        ("（1） (3) ⑤ ⑤", "（1） (2) ① ②"),
        ("## 一、 ### 二、 ## 三、 ## 总", "## 一、 ### 一、 ## 二、 ##"),
    ],
)
def test_wrong_numbers_are_put_right_and_keep_their_print(printed: str, right: str) -> None:
    lines = printed.replace("# ", "#_").split()
    labels = [match_label(line.replace("_", " ")) for line in lines]
    renewed = renumber(label for label in labels if label is not None)
    assert " ".join(renewed) == right
