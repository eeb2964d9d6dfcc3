"""Sorting a report that has headings into another outline: all of it, once, numbers right."""

from __future__ import annotations

import pytest

from assistant.chains.items import region
from assistant.findings import Severity
from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import codes, restructure

ASK = "按述德、述职、述廉、存在问题、下步打算重新归类"
REPORT = """2024年度个人述德述职述廉报告
各位领导：
我是柳溪镇副镇长，现将一年的情况报告如下。
一、履职情况
（一）抓产业。新建大棚320亩。
（二）抓民生。改造危房48户。
二、其他工作
（一）抓治理。排查纠纷132起。
（二）抓家风。孝老爱亲，坚守社会公德，家庭美德良好。
三、廉洁情况
没有收受任何礼品礼金。
工作中也还存在一些问题：一是学习不够系统；二是创新意识不强。
下一步，我将每月下村8天，力争再引进企业3家。
以上报告，请予评议。

述职人：李某
2024年12月20日
"""
WORK = ("产业", "民生", "治理")


def test_what_stands_behind_the_sections_is_sorted_as_well() -> None:
    outcome = restructure(REPORT, ASK)
    assert outcome.verdict is not Verdict.UNCHANGED
    sections = {s.heading: outcome.text[s.start : s.end] for s in parse(outcome.text).sections}
    assert "一是学习不够系统；二是创新意识不强。" in sections["存在问题"]
    assert "力争再引进企业3家。" in sections["下步打算"]
    assert outcome.text.endswith(
        "以上报告，请予评议。\n\n述职人：李某\n2024年12月20日\n"  # and nobody sorts these
    )


def test_subsections_that_come_together_are_counted_anew() -> None:
    text = restructure(REPORT, ASK).text
    assert all(f"（{n}）抓{what}。" in text for n, what in zip("一二三", WORK, strict=True))
    assert "\n抓家风。孝老爱亲" in text  # alone under its heading


def test_a_last_sentence_that_asks_for_comments_too_is_not_said_twice() -> None:
    last = "四、下一步打算\n新的一年，我将继续努力，做到勤政廉政，请各位领导批评指正。\n"
    text = REPORT.split("工作中也还")[0] + last
    outcome = restructure(text, ASK)
    assert outcome.verdict is not Verdict.UNCHANGED
    assert outcome.text.count("新的一年") == 1
    assert outcome.text.index("下步打算") < outcome.text.index("新的一年")


def test_the_formula_at_the_end_of_a_paragraph_stays_last() -> None:
    text = REPORT.replace("企业3家。\n以上", "企业3家。以上")
    outcome = restructure(text, ASK)
    assert "企业3家。\n以上报告，请予评议。\n\n述职人" in outcome.text


def test_a_heading_that_text_runs_on_behind_is_a_sentence_of_the_report() -> None:
    text = (
        "2024年度述职报告\n各位领导：\n现将一年的工作汇报如下：\n"
        "第一，认真学习全年参加培训6次。坚持每周自学。\n"
        "第二，扎实履职。完成项目12个，投资2.3亿元。\n"
        "第三，存在的问题。学习不够深入，调研次数偏少。\n"
        "下一步，我将加强学习，每月调研2次。\n谢谢大家！\n张某\n2024年12月\n"
    )
    outcome = restructure(text, "按履职情况、存在问题、下步打算三大块重排")
    assert outcome.verdict is not Verdict.UNCHANGED
    for words in ("认真学习全年参加培训6次。", "扎实履职。", "每月调研2次。"):
        assert outcome.text.count(words) == 1
    assert outcome.text.endswith("\n谢谢大家！\n张某\n2024年12月\n")


def test_a_table_stays_with_the_paragraph_above_it() -> None:
    table = "| 指标 | 数值 |\n| --- | --- |\n| 廉政谈话 | 14人 |\n"
    text = REPORT.replace(
        "改造危房48户。\n二", f"改造危房48户。\n二、数据\n完成情况见下表。\n{table}三"
    )
    assert f"完成情况见下表。\n{table}" in restructure(text, ASK).text


@pytest.mark.parametrize(
    "left", ["希望以上内容对您有所帮助！\n", "如需调整，请告诉我。\n更多范文请看本站\n"]
)
def test_signature_and_date_are_sorted_nowhere_though_something_stands_behind(left: str) -> None:
    report = parse(REPORT + left)
    place = region(report)
    assert place is not None
    assert "述职人" not in report.text[slice(*place)]
    assert "下一步，我将" in report.text[slice(*place)]


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("分成三点", "没有指明哪一部分"),
        ("写得再有高度一些", "没有看懂"),
        ("把第九部分移到最后", "没有“第九部分”"),
    ],
)
def test_an_instruction_that_is_not_carried_out_is_told_and_left_to_a_person(
    instruction: str, said: str
) -> None:
    outcome = restructure(REPORT, instruction)
    assert outcome.verdict is Verdict.REVIEW
    told = [f.message.zh for s in outcome.sections for f in s.findings if f.code == "not_as_asked"]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize("instruction", [ASK, "按文种的规范理顺", "序号重编", "调整一下结构", None])
def test_an_instruction_that_is_carried_out_needs_no_remark(instruction: str | None) -> None:
    outcome = restructure(REPORT, instruction)
    assert outcome.verdict is not Verdict.UNCHANGED
    assert "not_as_asked" not in {f.code for s in outcome.sections for f in s.findings}


def test_the_points_of_a_whole_report_get_paragraphs_where_asked() -> None:
    text = REPORT.replace("没有收受任何礼品礼金。", "一是没有收受礼品礼金。二是如实报告事项2次。")
    lines = restructure(text, "每个“是”单独成段").text.splitlines()
    assert "一是没有收受礼品礼金。" in lines
    assert "二是如实报告事项2次。" in lines
    assert "二是如实报告事项2次。" not in restructure(text, None).text.splitlines()


EARLY = (
    "2024年度述职报告\n一、存在的问题\n学习不够深入，全年只下村40次。\n二、下一步打算\n每月下村8天，引进企业3家。\n"
    "三、主要工作\n新建大棚320亩。\n四、廉洁自律\n没有收受礼金。"
)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_sections_change_places_though_the_last_line_has_no_end(newline: str) -> None:
    outcome = restructure(EARLY.replace("\n", newline), None)
    warned = [f for s in outcome.sections for f in s.findings if f.severity is not Severity.INFO]
    assert [f.code for f in warned] == ["parts_lacking"]
    assert "“述德（品德修养）”" in warned[0].message.zh
    assert outcome.text == newline.join(
        [
            "2024年度述职报告",
            *("一、主要工作", "新建大棚320亩。", "二、廉洁自律", "没有收受礼金。"),
            *("三、存在的问题", "学习不够深入，全年只下村40次。"),
            *("四、下一步打算", "每月下村8天，引进企业3家。"),
        ]
    )


MARKDOWN = (
    "# 2024年度述职报告\n\n## 一、履职情况\n\n新建大棚320亩。全年走访群众400户。\n\n"
    "工作中还存在问题：学习不够深入，调研偏少。\n\n下一步，我将加强学习，每月下村8天。\n"
)


@pytest.mark.parametrize("instruction", [None, "按履职情况、存在问题、下一步打算重排"])
def test_new_headings_of_a_report_in_markdown_are_in_markdown(instruction: str | None) -> None:
    outcome = restructure(MARKDOWN, instruction)
    assert outcome.verdict is not Verdict.UNCHANGED
    heads = [line for line in outcome.text.splitlines() if "、" in line[:6]]
    assert [head[:5] for head in heads] == ["## 一、", "## 二、", "## 三、"]
    assert all(f"{head}\n\n" in outcome.text for head in heads)


EXCERPT = "三、廉洁情况\n没有收受礼品礼金。\n五、存在问题\n学习不够深入，调研偏少。\n"


def test_an_excerpt_keeps_its_numbers_unless_new_ones_are_asked_for() -> None:
    assert restructure(EXCERPT, None).text == EXCERPT
    anew = restructure(EXCERPT, "序号重编")
    assert anew.verdict is Verdict.ACCEPTED
    assert [s.number for s in parse(anew.text).sections] == ["一、", "二、"]
    assert restructure(EXCERPT, "按存在问题、廉洁情况、打算重排").text.startswith("一、存在问题\n")


SIDES = (
    "2024年度述职报告\n各位领导：\n我是柳溪镇民政办主任，现将一年的情况报告如下。\n"
    "一年来，我坚持每周参加理论学习，撰写心得体会12篇，始终做到对党忠诚。\n"
    "我努力提高业务能力，参加民政业务培训4次，撰写调研报告2篇。\n"
    "我全年出勤250天，加班60余天，从不迟到早退。\n"
    "全年走访困难群众320户，发放救助金86万元。新建养老服务站3个。\n"
    "我严格执行中央八项规定精神，没有收受任何礼品礼金。\n"
    "工作中也存在一些问题：学习不够系统，创新意识不强。\n"
    "下一步，我将每月下村8天。\n以上报告，请予评议。\n李某\n2024年12月20日\n"
)
ALL_FIVE = [
    "思想政治表现（德）",
    "工作能力（能）",
    "工作态度（勤）",
    "工作实绩（绩）",
    "廉洁自律（廉）",
]


@pytest.mark.parametrize("instruction", ["按德能勤绩廉分段", "按“德、能、勤、绩、廉”五个方面归类"])
def test_the_five_sides_of_an_assessment_are_headings(instruction: str) -> None:
    outcome = restructure(SIDES, instruction)
    assert outcome.verdict is not Verdict.UNCHANGED
    sections = parse(outcome.text).sections
    # Problems and plans have no place under them and stay parts of their own.
    assert [s.heading for s in sections] == [*ALL_FIVE, "存在的问题", "下一步打算"]
    held = [outcome.text[s.start : s.end] for s in sections]
    for words, text in zip(("12篇", "4次", "250天", "320户", "八项规定"), held, strict=False):
        assert words in text
    for line in SIDES.splitlines():
        assert line in outcome.text


def test_what_tells_of_diligence_leaves_the_work_it_was_told_under() -> None:
    text = SIDES.replace("全年走访", "一、履职情况\n（一）抓救助。全年走访").replace(
        "\n我严格", "\n（二）守岗位。带班值班24次，从不迟到早退。\n二、廉洁自律\n我严格"
    )
    sections = parse(restructure(text, "按德能勤绩廉归类").text).sections
    assert {s.heading: s for s in sections}["工作态度（勤）"]


def test_a_chosen_part_is_not_written_under_the_five() -> None:
    assert "not_as_asked" in codes(restructure(REPORT, "按德能勤绩廉分段", "2"))
