"""The numbers that Word shows are the numbers that are read."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn

from assistant.formats.docx.numbering import format_number
from assistant.formats.docx.reader import read_docx
from tests.formats.packages import element, word

CHINESE = ("chineseCounting", "%1、")
PAREN = ("japaneseCounting", "（%2）")
DECIMAL = ("decimal", "%3.")


def level(depth: int, number_format: str, template: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{extra}<w:lvlText w:val="{template}"/></w:lvl>'
    )


def numbered(
    rows: list[tuple[str, int, int]],
    levels: list[str],
    nums: str = '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>',
    change: Any = None,
) -> list[str]:
    """Return the lines read from paragraphs of (text, numId, level) over one abstract list."""

    def fill(document: Any) -> None:
        root = document.part.numbering_part.element
        root.insert(
            0, element(f'<w:abstractNum w:abstractNumId="90">{"".join(levels)}</w:abstractNum>')
        )
        for num in nums.split("\n"):
            root.append(element(num))
        for text, number_id, depth in rows:
            properties = document.add_paragraph(text)._p.get_or_add_pPr()
            if number_id >= 0:
                properties.append(
                    element(
                        f'<w:numPr><w:ilvl w:val="{depth}"/>'
                        f'<w:numId w:val="{number_id}"/></w:numPr>'
                    )
                )
        if change is not None:
            change(document)

    return read_docx(word(change=fill), "报告.docx").text.splitlines()


THREE = [level(0, *CHINESE), level(1, *PAREN), level(2, *DECIMAL)]


def test_levels_count_and_start_anew() -> None:
    rows = [("学习", 90, 0), ("理论", 90, 1), ("党课", 90, 2), ("研讨", 90, 2), ("业务", 90, 1)]
    rows += [("正文", -1, 0), ("工作", 90, 0), ("项目", 90, 1), ("开工", 90, 2)]
    assert numbered(rows, THREE) == [
        "一、学习",
        "（一）理论",
        "1.党课",
        "2.研讨",
        "（二）业务",
        "正文",
        "二、工作",
        "（一）项目",
        "1.开工",
    ]


def test_a_level_that_says_no_start_begins_at_nought() -> None:
    """So the format has it, and so Word and LibreOffice show it."""
    first = level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', "")
    assert numbered([("甲", 90, 0), ("乙", 90, 0)], [first]) == ["0.甲", "1.乙"]


def test_a_list_can_be_started_anew() -> None:
    nums = (
        '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>\n'
        '<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    rows = [("甲", 90, 0), ("乙", 90, 0), ("丙", 91, 0), ("丁", 91, 0)]
    assert numbered(rows, THREE, nums) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_a_level_that_was_skipped_has_used_its_first_number() -> None:
    rows = [("甲", 90, 0), ("乙", 90, 2), ("丙", 90, 1), ("丁", 90, 2)]
    assert numbered(rows, THREE) == ["一、甲", "1.乙", "（二）丙", "1.丁"]


def test_a_level_may_count_through() -> None:
    levels = [level(0, *CHINESE), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')]
    rows = [("甲", 90, 0), ("乙", 90, 1), ("丙", 90, 0), ("丁", 90, 1)]
    assert numbered(rows, levels) == ["一、甲", "1.乙", "二、丙", "2.丁"]


def test_a_level_may_start_anew_below_some_levels_only() -> None:
    below_first = '<w:lvlRestart w:val="1"/>'
    levels = [level(0, *CHINESE), level(1, *PAREN), level(2, *DECIMAL[:2], below_first)]
    rows = [("甲", 90, 0), ("乙", 90, 1), ("丙", 90, 2), ("丁", 90, 1), ("戊", 90, 2)]
    assert numbered([*rows, ("己", 90, 0), ("庚", 90, 2)], levels) == [
        "一、甲", "（一）乙", "1.丙", "（二）丁", "2.戊", "二、己", "1.庚",
    ]  # fmt: skip


def test_a_legal_level_shows_all_numbers_in_digits() -> None:
    levels = [level(0, *CHINESE), level(1, "chineseCounting", "%1.%2", "<w:isLgl/>")]
    assert numbered([("甲", 90, 0), ("乙", 90, 0), ("丙", 90, 1)], levels) == [
        "一、甲",
        "二、乙",
        "2.1 丙",
    ]
    levels = [level(0, "decimalZero", "%1"), level(1, "upperRoman", "%1.%2", "<w:isLgl/>")]
    assert numbered([("甲", 90, 0), ("乙", 90, 1)], levels) == ["01 甲", "01.1 乙"]


def test_a_template_may_show_its_parents() -> None:
    levels = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")]
    assert numbered([("甲", 90, 0), ("乙", 90, 1), ("丙", 90, 1)], levels) == [
        "1 甲",
        "1.1 乙",
        "1.2 丙",
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    levels = [level(0, *CHINESE, '<w:pStyle w:val="Heading1"/>'), level(1, *PAREN)]

    def by_style(document: Any) -> None:
        style = document.styles["Heading 1"].element.get_or_add_pPr()
        style.append(element('<w:numPr><w:numId w:val="90"/></w:numPr>'))
        for paragraph in document.paragraphs:
            paragraph.style = document.styles["Heading 1"]

    assert numbered([("甲", -1, 0), ("乙", -1, 0)], levels, change=by_style) == ["一、甲", "二、乙"]


@pytest.mark.parametrize("number_id", [0, 77])
def test_no_list_no_number(number_id: int) -> None:
    assert numbered([("甲", number_id, 0)], THREE) == ["甲"]


def test_a_style_that_names_only_its_level_inherits_the_list() -> None:
    levels = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")]

    def by_style(document: Any) -> None:
        first, second = (document.styles[f"Heading {n}"].element for n in (1, 2))
        first.get_or_add_pPr().append(element('<w:numPr><w:numId w:val="90"/></w:numPr>'))
        second.find(qn("w:basedOn")).set(qn("w:val"), "Heading1")
        second.get_or_add_pPr().append(element('<w:numPr><w:ilvl w:val="1"/></w:numPr>'))
        for paragraph, depth in zip(document.paragraphs, (1, 2, 2), strict=True):
            paragraph.style = document.styles[f"Heading {depth}"]

    rows = [("甲", -1, 0), ("乙", -1, 0), ("丙", -1, 0)]
    assert numbered(rows, levels, change=by_style) == ["1 甲", "1.1 乙", "1.2 丙"]


def test_bullets_are_no_numbers_and_an_empty_paragraph_shows_its_own() -> None:
    assert numbered([("甲", 90, 0)], [level(0, "bullet", "·")]) == ["甲"]
    assert numbered([("", 90, 0), ("甲", 90, 0)], THREE) == ["一、", "二、甲"]


@pytest.mark.parametrize(
    ("number_format", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCountingThousand", 21, "二十一"),
        ("decimalEnclosedCircleChinese", 2, "②"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 4, "⑷"),
        ("numberInDash", 1, "- 1 -"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographZodiac", 3, "寅"),
        ("ideographZodiac", 13, "13"),
        ("ideographTraditional", 3, "丙"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("unheardOf", 4, "4"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_a_number_is_printed_in_its_format(number_format: str, number: int, printed: str) -> None:
    assert format_number(number_format, number) == printed


def test_the_namespace_is_words() -> None:
    assert qn("w:num").endswith("main}num")


@pytest.mark.parametrize(
    ("shape", "shown"), [("001, 002, 003, ...", "007"), ("壹号, 贰号, ...", "7")]
)
def test_a_format_of_ones_own_is_that_of_its_noughts_or_digits(shape: str, shown: str) -> None:
    choice = f'<w:numFmt w:val="custom" w:format="{shape}"/>'
    own = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="w14">{choice}</mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    first = f'<w:lvl w:ilvl="0"><w:start w:val="7"/>{own}<w:lvlText w:val="%1、"/></w:lvl>'
    assert numbered([("学习", 90, 0)], [first]) == [f"{shown}、学习"]
