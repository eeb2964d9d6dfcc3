"""A report is read as a careful person would outline it, and not one character is lost."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import BlockKind, Report, Section
from assistant.noise import Noise
from assistant.outline import parse
from tests.growth import GENEROUS, exponent
from tests.strategies import TEXT, Written, compose, reports
from tests.tiled import tiled

SCRAPS = st.lists(
    st.sampled_from(
        [
            "一、",
            "（二）",
            "1.",
            "1.1 ",
            "第一，",
            "# ",
            "一是",
            "二是",
            "首先，",
            "其次，",
            "好",
            "2024年",
            "。",
            "；",
            "：",
            "“",
            "”",
            "（",
            "\n",
            "\r\n",
            "\r",
            "　　",
            " ",
            "##paid##",
            "附件：",
            "\u200b",
            "各位代表：",
            "各位代表！",
            "特此报告",
            "2024年1月5日",
            "下一步，我们将努力",
            TEXT,
        ]
    ),
    max_size=40,
).map("".join)


def outline(report: Report) -> list[tuple[str, str, str]]:
    return [(s.id, s.number, s.heading) for s in report.walk()]


def kinds(report: Report) -> list[str]:
    return [b.kind.value for b in report.blocks if b.kind is not BlockKind.BLANK]


def assert_nested(sections: Iterable[Section], start: int, end: int) -> None:
    position = start
    for section in sections:
        assert position <= section.start < section.heading_end <= section.end <= end
        position = section.heading_end
        for point in section.points:
            assert section.start <= point.start < point.end <= section.end
        for one, two in pairwise(section.points):
            assert one.end <= two.start
        assert_nested(section.children, section.heading_end, section.end)
        position = section.end


@given(SCRAPS | st.text())
def test_any_text_is_kept_and_its_sections_nest(text: str) -> None:
    report = parse(text)
    assert tiled(report) == text
    assert_nested(report.sections, 0, len(text))


@given(reports())
@settings(max_examples=150, deadline=None)
def test_a_generated_report_is_read_as_it_was_written(written: Written) -> None:
    report = parse(written.text)
    assert tiled(report) == written.text
    assert_nested(report.sections, 0, len(written.text))
    read = [(s.id, s.level, s.number, len(s.points), s.run_in) for s in report.walk()]
    assert read == [(e.id, e.level, e.number, e.points, e.run_in) for e in written.sections]
    assert report.title == written.title
    assert written.closing in report.part(BlockKind.CLOSING)


@given(SCRAPS, st.data())
def test_noise_anywhere_is_survived(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    noise = [Noise("mark", a, b, text[a:b]) for a, b in list(pairwise(places))[::2]]
    report = parse(text, noise)
    assert tiled(report) == text
    assert_nested(report.sections, 0, len(text))


def test_the_levels_follow_the_styles() -> None:
    report = parse(
        compose(
            "T 青石镇工作报告\nP 开头。\n1 学习\n2 理论\n3+ 党课\n4+ 次数\n3+ 研讨\n2 业务\n"
            "1 打算\nP 干。"
        )
    )
    assert outline(report) == [
        ("1", "一、", "学习"),
        ("1.1", "（一）", "理论"),
        ("1.1.1", "1.", "党课"),
        ("1.1.1.1", "（1）", "次数"),
        ("1.1.2", "2.", "研讨"),
        ("1.2", "（二）", "业务"),
        ("2", "二、", "打算"),
    ]


def test_a_level_may_be_left_out() -> None:
    report = parse(compose("1 学习\n3+ 党课\n3+ 研讨\n1 打算\nP 干。"))
    assert [(s.id, s.level) for s in report.walk()] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"报告\n第一，抓学习。{TEXT}\n第二，抓项目。{TEXT}\n",
            [("1", "第一，", "抓学习"), ("2", "第二，", "抓项目")],
        ),
        (
            f"一、工作\n第一，抓学习。{TEXT}\n第二，抓项目。{TEXT}\n二、打算\n干。\n",
            [
                ("1", "一、", "工作"),
                ("1.1", "第一，", "抓学习"),
                ("1.2", "第二，", "抓项目"),
                ("2", "二、", "打算"),
            ],
        ),
        (
            f"一是抓学习。{TEXT}\n二是抓项目。{TEXT}\n",
            [("1", "一是", "抓学习"), ("2", "二是", "抓项目")],
        ),
        (
            "# 报告\n## 学习\n正文。\n### 理论\n正文。\n## 二、工作\n正文。\n",
            [("1", "##", "学习"), ("1.1", "###", "理论"), ("2", "## 二、", "工作")],
        ),
        ("# 学习\n正文。\n# 工作\n正文。\n", [("1", "#", "学习"), ("2", "#", "工作")]),
        (
            "报告\n1 学习\n正文。\n1.1 理论\n正文。\n1.2 业务\n正文。\n2 工作\n正文。\n",
            [
                ("1", "1", "学习"),
                ("1.1", "1.1", "理论"),
                ("1.2", "1.2", "业务"),
                ("2", "2", "工作"),
            ],
        ),
        (
            f"现报告如下。\n工作回顾\n{TEXT * 2}\n（一）学习\n正文。\n下年安排\n{TEXT * 2}\n",
            [("1", "", "工作回顾"), ("1.1", "（一）", "学习"), ("2", "", "下年安排")],
        ),
        (
            "**一、学习**\n正文。\n**二、工作**\n正文。\n",
            [("1", "一、", "学习"), ("2", "二、", "工作")],
        ),
        ("一、学习\n5.5%的干部参加。\n1.2万人受益。\n7.项目建成。\n", [("1", "一、", "学习")]),
        ("目录\n一、学习……3\n二、工作……9\n一、学习\n正文。\n", [("1", "一、", "学习")]),
    ],
)
def test_the_structure_is_found_whatever_carries_it(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert outline(parse(text)) == expected


@pytest.mark.parametrize(
    ("line", "heading", "printed", "run_in"),
    [
        ("一、抓实学习", "抓实学习", "一、抓实学习", False),
        ("一、抓实学习。", "抓实学习", "一、抓实学习。", False),
        ("一、抓实学习；", "抓实学习", "一、抓实学习；", False),
        (
            "　　一、抓实学习，提升本领。全年学了12次。",
            "抓实学习，提升本领",
            "　　一、抓实学习，提升本领。",
            True,
        ),
        ("一、抓“三学。三比”活动。学了。", "抓“三学。三比”活动", "一、抓“三学。三比”活动。", True),
        (
            "##paid##一、抓##paid##实学习。学了。",
            "抓实学习",
            "##paid##一、抓##paid##实学习。",
            True,
        ),
        ("一、**年工作。**万元。", "**年工作", "一、**年工作。", True),
        ("**一、抓实学习。**学了。", "抓实学习", "**一、抓实学习。**", True),
        (f"一、经济方面：{TEXT}", "经济方面", "一、经济方面：", True),
        (f"一、{TEXT[:-1]}{TEXT}", "", "一、", True),
    ],
)
def test_a_heading_ends_at_its_mark(line: str, heading: str, printed: str, run_in: bool) -> None:
    text = f"{line}\n二、工作\n"
    section = parse(text).sections[0]
    assert (section.heading, section.run_in) == (heading, run_in)
    assert text[section.start : section.heading_end] == printed


def test_points_are_found_as_paragraphs_and_inside_them() -> None:
    text = compose(
        "1 学习\n一是 学得深\nP 补充一段。\n二是 学得广\n"
        "1 工作\nP 做到：一是抓项目，二是抓招商；三是抓服务。后来很好。\n"
        "1 作风\nP 首先，严要求。其次，勤检查。最后，重整改。"
    )
    report = parse(text)
    assert [[p.label for p in s.points] for s in report.walk()] == [
        ["一是", "二是"],
        ["一是", "二是", "三是"],
        ["首先", "其次", "最后"],
    ]
    first, second, third = (s.points for s in report.walk())
    assert [p.id for p in second] == ["2.p1", "2.p2", "2.p3"]
    assert report.of(first[0]).endswith("补充一段。")
    assert [report.of(p) for p in second] == ["一是抓项目，", "二是抓招商；", "三是抓服务。"]
    assert [p.lead for p in third] == ["严要求", "勤检查", "重整改"]


def test_a_list_inside_a_point_is_no_list_of_the_section() -> None:
    text = "一、学习\n一是学理论。要求：一是读书；二是研讨。\n二是学业务。好。\n"
    assert [p.lead for p in parse(text).sections[0].points] == ["学理论", "学业务"]


def test_one_mark_inside_a_paragraph_is_no_list() -> None:
    assert not parse("一、学习\n收获有二，一是本领强了。\n").sections[0].points


def test_marks_in_front_of_labels_do_not_hide_them() -> None:
    text = "一、学习\n##paid##一是学理论。好。\n二##paid##是学业务。好。\n"
    report = parse(text)
    assert [report.of(p) for p in report.sections[0].points] == [
        "一是学理论。好。",
        "二##paid##是学业务。好。",
    ]


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        ("青石镇工作报告\n", "青石镇工作报告", ["title"]),
        ("政 府 工 作 报 告\n", "政府工作报告", ["title"]),
        (
            "中共青石镇委员会\n2024年度述职报告\n",
            "中共青石镇委员会2024年度述职报告",
            ["title", "title"],
        ),
        (
            "青石镇工作报告\n——在年度总结会上\n青石镇镇长　　李某\n（2024年1月5日）\n"
            "\n各位代表：\n",
            "青石镇工作报告",
            ["title", "subtitle", "signature", "date", "salutation"],
        ),
        ("各位代表：\n", "", ["salutation"]),
        ("青石镇工作报告\n县委组织部：\n", "青石镇工作报告", ["title", "salutation"]),
        ("# 青石镇工作报告\n", "青石镇工作报告", ["title"]),
        ("##paid##\n青石镇工作报告\n", "青石镇工作报告", ["noise", "title"]),
        ("", "", []),
    ],
)
def test_the_head_is_told_from_the_text(head: str, title: str, expected: list[str]) -> None:
    report = parse(f"{head}现将有关情况报告如下。\n一、学习\n正文。\n")
    assert report.title == title
    assert kinds(report) == [*expected, "preamble", "heading", "body"]


@pytest.mark.parametrize(
    "closing",
    [
        "今年，我们的工作虽然有了进步，但离群众期待仍有差距。",
        "一年来，虽然做了一些事，但还有不足。",
        "在看到成绩的同时，也要看到问题。",
        "今后工作中，我们将继续努力。",
        "下一步，我将补短板、强弱项。",
        "各位代表，让我们一起努力！",
        "特此报告。",
        "以上报告，请予评议。",
        "不当之处，请批评指正。",
    ],
)
def test_the_closing_begins_where_the_subject_changes(closing: str) -> None:
    report = parse(f"报告\n一、学习\n{TEXT}\n{MORE_TEXT}\n{closing}\n##paid##\n")
    assert kinds(report)[-3:] == ["body", "closing", "noise"]
    assert report.of(report.sections[-1]).endswith(f"{MORE_TEXT}\n")


MORE_TEXT = "干部队伍更加团结，工作标准更加严格。"


def test_a_section_about_next_steps_keeps_its_last_paragraph() -> None:
    text = f"一、下一步打算\n{TEXT}\n今后，我们将继续努力。\n特此报告。\n"
    assert kinds(parse(text)) == ["heading", "body", "body", "closing"]


def test_an_address_in_the_middle_is_no_section() -> None:
    text = compose("1 工作\n2+ 学习\n2+ 项目\nP 各位代表！成绩来之不易。\n1 打算\nP 干。")
    report = parse(text)
    chapter = report.find("1")
    assert isinstance(chapter, Section)
    assert "各位代表" in report.of(chapter)
    assert all("各位代表" not in report.of(child) for child in chapter.children)


@pytest.mark.parametrize(
    "signature",
    [
        "中共石埭县青石镇委员会、石埭县青石镇人民政府综合行政执法队",
        "石埭县住房和城乡建设局党组书记、局长 张明远",
        "青石镇党委副书记、镇长　李　成",
        "报告人：李志成（青石镇党委委员、副镇长、政法委员、武装部部长，分管综治工作）",
    ],
)
def test_who_signs_below_an_attachment_is_no_attachment(signature: str) -> None:
    text = f"报告\n一、学习\n{TEXT}\n\n附件：1. 清单\n2. 台账\n\n{signature}\n2024年1月5日\n"
    assert kinds(parse(text))[3:] == ["attachment", "attachment", "signature", "date"]


@pytest.mark.parametrize("name", ["镇长、书记调研情况统计表", "重点项目、民生实事台账"])
def test_the_last_attachment_above_a_date_is_no_signature(name: str) -> None:
    text = f"报告\n一、学习\n{TEXT}\n\n附件：1. 清单\n{name}\n2024年1月5日\n"
    assert kinds(parse(text))[3:] == ["attachment", "attachment", "date"]


def test_a_signature_below_an_attachment_of_a_long_name_is_the_signature() -> None:
    name = "附件：青石镇2023年度基层党建重点任务推进情况和问题整改情况统计表"
    unit = "中共青石镇委员会青石镇人民政府安全生产委员会办公室"
    report = parse(f"报告\n一、学习\n{TEXT}\n\n{name}\n\n{unit}\n2024年1月5日\n")
    assert report.part(BlockKind.ATTACHMENT).strip() == name
    assert report.part(BlockKind.SIGNATURE) == unit


def test_the_foot_is_told_from_the_text() -> None:
    text = f"报告\n一、学习\n{TEXT}\n\n附件：1. 清单\n　　　2. 台账\n\n青石镇党委\n2024年1月5日\n"
    report = parse(text)
    assert kinds(report)[3:] == ["attachment", "attachment", "signature", "date"]
    assert report.part(BlockKind.SIGNATURE, BlockKind.DATE) == "青石镇党委\n2024年1月5日"
    assert len(list(report.walk())) == 1


@pytest.mark.parametrize(
    "date", ["2024年1月5日", "二〇二四年一月五日", "20XX年X月X日", "2024年1月"]
)
def test_a_date_may_stand_under_a_signature_in_any_form(date: str) -> None:
    assert kinds(parse(f"一、学习\n{TEXT}\n述职人：李某\n{date}\n"))[2:] == ["signature", "date"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一、学\n", 1000),
        ("# ", 1000),
        ("“", 5000),
        ("\n", 5000),
        (" ", 5000),
        ("；一是甲；二是乙", 225),
    ],
)
def test_reading_a_hostile_text_grows_with_it_and_no_faster(text: str, count: int) -> None:
    assert tiled(parse(text * count * 4, [])) == text * count * 4
    assert exponent(lambda size: parse(text * size, []), count) < GENEROUS


def test_reading_a_report_grows_with_its_length_and_no_faster() -> None:
    block = "".join(f"{i}、抓项目。{TEXT * 4}\n" for i in "一二三四五六七八九")
    assert len(block) * 4 * 4 > 20_000
    assert exponent(lambda count: parse(f"报告\n{block * count}", []), 4) < GENEROUS
