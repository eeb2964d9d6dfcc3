"""Parts change places, become one or lose their numbers: all the text stays, nothing else moves."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import codes, restructure

HEAD = "2024年度个人述职报告\n各位领导：\n现将一年的情况报告如下。\n"
LEARN = "学习情况\n一是学原文。全年读书12本。\n二是学业务。参加培训6次。\n"
WORK = "履职情况\n（一）抓产业。新建大棚320亩。\n（二）抓民生。改造危房48户。\n"
LACKS = "存在的主要问题\n一是学习不够系统；二是创新意识不强；三是下村偏少。\n"
PLANS = "下一步打算\n每月下村8天。\n"
TAIL = "以上报告，请予评议。\n\n述职人：李某\n2024年12月20日\n"
REPORT = f"{HEAD}一、{LEARN}二、{WORK}三、{LACKS}四、{PLANS}{TAIL}"


@pytest.mark.parametrize(
    ("instruction", "parts"),
    [
        ("把第二部分和第三部分对调", (LEARN, LACKS, WORK, PLANS)),
        ("把存在问题放到学习情况前面", (LACKS, LEARN, WORK, PLANS)),
        ("把第一部分挪到第三部分后面", (WORK, LACKS, LEARN, PLANS)),
        ("把第三部分移到最前面", (LACKS, LEARN, WORK, PLANS)),
        ("把第二、三部分移到最后", (LEARN, PLANS, WORK, LACKS)),
        ("第一部分和第二部分对调，把第四部分移到最前", (PLANS, WORK, LEARN, LACKS)),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_parts_change_places_with_all_that_is_below_them(
    instruction: str, parts: tuple[str, ...], newline: str
) -> None:
    outcome = restructure(REPORT.replace("\n", newline), instruction)
    numbered = "".join(f"{n}、{part}" for n, part in zip("一二三四", parts, strict=True))
    assert outcome.text == f"{HEAD}{numbered}{TAIL}".replace("\n", newline)
    assert outcome.verdict is not Verdict.UNCHANGED


def test_points_in_one_paragraph_change_places_and_the_last_ends_the_sentence() -> None:
    outcome = restructure(REPORT, "第三部分第一点和第三点对调")
    assert "\n一是下村偏少；二是创新意识不强；三是学习不够系统。\n" in outcome.text
    assert outcome.verdict is Verdict.ACCEPTED


def test_points_of_the_chosen_part_change_places() -> None:
    outcome = restructure(REPORT, "第一点和第二点换一下顺序", "1")
    assert "学习情况\n一是学业务。参加培训6次。\n二是学原文。全年读书12本。\n" in outcome.text
    assert [s.id for s in outcome.sections] == ["1"]


def test_points_that_are_told_in_words_keep_the_words_in_their_places() -> None:
    text = (
        "报告\n一、措施\n首先，抓学习，全年12次。其次，抓整改，完成3件。最后，抓考核，兑现5人。\n"
    )
    outcome = restructure(text, "第一点移到最后", "1")
    assert "首先，抓整改，完成3件。其次，抓考核，兑现5人。最后，抓学习，全年12次。" in outcome.text


def test_the_formula_behind_the_last_part_stays_the_last() -> None:
    outcome = restructure(REPORT.replace("8天。\n以上", "8天。以上"), "把第四部分移到最前")
    assert outcome.text.endswith("三是下村偏少。\n" + TAIL)


def test_numbers_of_the_form_2_1_follow_their_part() -> None:
    first = "一、学习\n1.1 学原文\n读书12本。\n1.2 学业务\n培训6次。\n"
    text = f"报告\n{first}二、履职\n2.1 抓产业\n大棚320亩。\n"
    outcome = restructure(text, "第一部分和第二部分对调")
    assert [s.number for s in parse(outcome.text).walk()] == ["一、", "1.1", "二、", "2.1", "2.2"]


def test_joined_parts_stand_under_the_heading_asked_for() -> None:
    outcome = restructure(REPORT, "把一、三部分合并，标题叫学习与不足")
    assert "一、学习与不足\n一是学原文。" in outcome.text
    assert "三是学习不够系统；四是创新意识不强；五是下村偏少。" in outcome.text  # counted on
    assert [s.number for s in parse(outcome.text).sections] == ["一、", "二、", "三、"]
    assert outcome.verdict is not Verdict.UNCHANGED


def test_without_one_it_is_both_names_and_that_is_said() -> None:
    outcome = restructure(REPORT, "把第三、四部分合并")
    assert "三、存在的主要问题和下一步打算\n" in outcome.text
    (told,) = [f for s in outcome.sections for f in s.findings if f.code == "section_joined"]
    assert "没有指定标题，可以再改" in told.message.zh


def test_subsections_that_come_together_count_on_and_a_part_without_becomes_one() -> None:
    text = REPORT.replace("每月下村8天。", "（一）抓学习。每周1次。")
    assert "（三）抓学习。每周1次。" in restructure(text, "把二、四部分合并").text
    assert "（三）下一步打算。每月下村8天。" in restructure(REPORT, "把二、四部分合并").text


def test_a_heading_that_says_something_stays_as_a_sentence() -> None:
    text = REPORT.replace("下一步打算\n", "聚焦短板，新建冷库5座\n")
    outcome = restructure(text, "把第三部分和第四部分合并，标题叫问题与打算")
    assert "聚焦短板，新建冷库5座。每月下村8天。" in outcome.text
    assert outcome.verdict is not Verdict.UNCHANGED


def test_points_that_are_joined_go_on_in_one_paragraph() -> None:
    outcome = restructure(REPORT, "第一部分的第一点和第二点合并")
    assert "学习情况\n学原文。全年读书12本。学业务。参加培训6次。\n二、" in outcome.text


def test_words_that_count_the_points_are_for_a_person_to_look_at() -> None:
    text = REPORT.replace("学习情况\n", "学习情况\n主要做了两项工作：\n")
    assert "count_said" not in codes(restructure(text, "把第一、四部分合并"))
    outcome = restructure(text, "把第一、三部分合并")
    assert outcome.verdict is Verdict.REVIEW
    assert "count_said" in codes(outcome)


def test_a_number_that_the_text_refers_to_is_for_a_person_to_look_at() -> None:
    text = REPORT.replace("每月下村8天。", "针对上述第三部分的问题，每月下村8天。")
    outcome = restructure(text, "把第一部分和第三部分对调")
    assert outcome.verdict is Verdict.REVIEW
    assert "number_referred_to" in codes(outcome)


def test_a_part_loses_its_numbers() -> None:
    text = restructure(REPORT, "去掉第二部分的序号").text
    assert "二、履职情况\n抓产业。新建大棚320亩。\n抓民生。改造危房48户。\n三、" in text
    text = restructure(REPORT, "第三部分改成不带序号的段落").text
    assert "学习不够系统。\n创新意识不强。\n下村偏少。\n四、" in text


def test_a_whole_report_loses_the_numbers_of_its_headings() -> None:
    outcome = restructure(REPORT, "标题不要编号")
    assert outcome.verdict is Verdict.ACCEPTED
    assert "如下。\n学习情况\n一是学原文。" in outcome.text
    assert "points_left" in codes(outcome)


@pytest.mark.parametrize("sections", [(), ("2",)])
def test_what_cannot_be_told_is_said_and_nothing_changes(sections: tuple[str, ...]) -> None:
    outcome = restructure(REPORT, "把第八部分移到最后", *sections)
    assert outcome.verdict is Verdict.REVIEW
    assert outcome.text == REPORT
    (told,) = [f for s in outcome.sections for f in s.findings]
    assert "报告只有 4 个部分，没有“第八部分”，没有改动" in told.message.zh


def test_what_is_asked_for_besides_is_left_to_a_person() -> None:
    outcome = restructure(REPORT, "把第二部分和第三部分对调，语气平实一些")
    assert outcome.verdict is Verdict.REVIEW
    assert f"二、{LACKS}三、{WORK}" in outcome.text


def test_what_stands_so_already_needs_nobody() -> None:
    outcome = restructure(REPORT, "把第四部分移到最后")
    assert (outcome.text, outcome.verdict) == (REPORT, Verdict.ACCEPTED)


def test_noise_stays_where_it_is() -> None:
    text = REPORT.replace("一、", "更多范文请关注公众号\n一、", 1)
    assert restructure(text, "第二部分和第三部分对调").text.startswith(
        text[: text.index("二、履职")]
    )


WORDS = st.lists(
    st.sampled_from(
        ["学习", "履职", "产业", "民生", "安全", "党建", "乡村", "教育", "执法", "环境"]
    ),
    min_size=2,
    max_size=5,
    unique=True,
).map("".join)
FIGURE = st.integers(10, 999)


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Return a report of three to five parts, each prose, points or subsections."""
    gap = draw(st.sampled_from(["\n", "\r\n", "\n\n"]))
    lines = ["2024年度述职报告", "各位领导：", "现将一年的情况报告如下。"]
    for number in "一二三四五"[: draw(st.integers(3, 5))]:
        lines.append(f"{number}、{draw(WORDS)}")
        shape = draw(st.sampled_from(["prose", "points", "below"]))
        said = [f"{draw(WORDS)}，完成{draw(FIGURE)}件。" for _ in range(draw(st.integers(2, 3)))]
        marks = {"points": "{}是", "below": "（{}）", "prose": ""}[shape]
        lines += [marks.format(n) + one for n, one in zip("一二三", said, strict=False)]
    return gap.join([*lines, "以上报告，请予评议。", "李某", "2024年12月"])


ASKED = st.sampled_from(
    [
        "第一部分和第三部分对调",
        "第三部分移到最前",
        "第一部分移到最后",
        "第二部分放到第三部分后面",
        "第一、二部分合并",
        "第三部分并入第一部分",
        "去掉第二部分的序号",
        "第一、三部分合并，标题叫“基本情况”",
        "标题不要序号",
    ]
)


@given(reports(), ASKED)
def test_no_sentence_is_lost_and_nothing_outside_changes(text: str, instruction: str) -> None:
    outcome = restructure(text, instruction)
    before, after = (
        Counter(re.findall(r"[^是）\s，。]+，完成\d+件。", t)) for t in (text, outcome.text)
    )
    assert after == before
    source = parse(text)
    assert outcome.text.startswith(text[: source.sections[0].start])
    assert outcome.text.endswith(text[text.index("以上报告") :])
    assert outcome.verdict is not Verdict.UNCHANGED
