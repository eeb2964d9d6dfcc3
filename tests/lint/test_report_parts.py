"""Parts that are missing, empty, or promised by the title alone."""

from __future__ import annotations

import pytest

from assistant.findings import Severity
from tests.lint.notation import PROBLEMS, STEPS, found, report

WORK = "一、抓实产业发展\n全年建成茶园2600亩。\n"


def test_a_sound_report_has_no_findings() -> None:
    assert found(report(WORK)) == []


def test_a_missing_required_part_is_an_error_that_says_what_belongs_there() -> None:
    (finding,) = found(report(WORK).replace(PROBLEMS + "\n", ""), "part_missing")
    assert finding.severity is Severity.ERROR
    assert "存在问题" in finding.message.zh
    assert "Problems" in finding.message.en


def test_a_duty_of_the_title_without_a_part_names_the_title() -> None:
    text = report(WORK, "2024年个人述职述法报告")
    messages = [f.message.zh for f in found(text, "part_missing")]
    assert any("标题写了“述法”" in m for m in messages)


def test_a_recommended_part_is_information_only() -> None:
    text = "2024年工作总结\n" + WORK + PROBLEMS + "\n" + STEPS + "\n"
    assert {f.severity for f in found(text, "part_missing")} == {Severity.INFO}


@pytest.mark.parametrize(
    "phrase",
    [
        "三、存在问题\n工作中还存在一些不足，需要在今后加以改进。\n",
        "三、存在问题\n虽然做了一些工作，但还存在一些问题和不足。\n",
        "三、存在的不足\n与先进相比还有一定差距。\n",
        "一年来，虽然取得了一些成绩，但还存在不少问题和不足。\n",
        "三、存在问题\n回顾2024年，在三个方面还存在一些不足。\n",
    ],
)
def test_problems_as_an_empty_phrase(phrase: str) -> None:
    text = report(f"{WORK}二、办好实事\n食堂9家。\n{phrase}").replace(PROBLEMS + "\n", "")
    (finding,) = found(text, "part_empty")
    assert finding.severity is Severity.ERROR
    assert finding.start is not None
    assert finding.end is not None
    assert text[finding.start : finding.end] in phrase


@pytest.mark.parametrize(
    "phrase",
    [
        "三、存在问题\n学习不够系统，调研偏少。\n",
        "三、存在问题\n一是产业链条短；二是人才留不住；三是群众办事要跑远路。\n",
        "三、存在问题\n村集体经济薄弱，发展后劲不足。\n",
        "三、存在问题\n有的干部当“老好人”。\n",
        "三、存在问题\n物业费收缴率61.5%，3个楼院靠自管。\n",
        "三、存在问题\n产业链条偏短，关键零件依赖外购。\n",
        "三、存在问题\n会直播的人手还要招，村容时好时差。\n",
        "三、存在问题\n有提升空间，特别是在夜间出诊方面。\n",
        "三、存在问题\n【待补：存在的具体问题及原因】\n",
        "虽然取得了一些成绩，但还存在一些问题，如大项目较少、养老服务滞后。\n",
    ],
)
def test_named_problems_are_not_empty_however_short(phrase: str) -> None:
    text = report(f"{WORK}二、办好实事\n食堂9家。\n{phrase}").replace(PROBLEMS + "\n", "")
    assert not found(text, "part_empty")
    assert not [f for f in found(text, "part_missing") if f.severity is Severity.ERROR]


def test_a_heading_without_text() -> None:
    text = report("一、抓产业\n二、抓民生\n食堂9家。\n")
    (finding,) = found(text, "section_empty")
    assert finding.section == "1"
    assert "抓产业" in finding.message.zh


def test_a_heading_over_subheadings_is_not_empty() -> None:
    assert not found(report("一、抓产业\n（一）种茶\n2600亩。\n"), "section_empty")


def test_next_steps_that_pass_over_the_problems() -> None:
    text = report(WORK).replace(STEPS, "下一步，要高举旗帜、乘势而上、再创辉煌。")
    (finding,) = found(text, "problems_unanswered")
    assert finding.severity is Severity.INFO


def test_a_preamble_that_announces_other_duties_than_the_title() -> None:
    text = report(WORK, "2024年述职述廉述法报告").replace("全年工作情况", "述职述廉情况")
    (finding,) = found(text, "duties_differ")
    assert "少了述法" in finding.message.zh
    same = text.replace("述职述廉情况", "述廉述职述法情况")
    assert not found(same, "duties_differ")
