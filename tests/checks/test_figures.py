"""Figures of a rewrite: all accounted for, all supported, all in their place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.checks import Verdict
from tests.checks.judging import codes, judge

SOURCE = (
    "全年组织集体学习26次，党委书记讲党课4次，走访群众312户。完成投资1.2亿元，增长6.5%，"
    "信访总量下降12%，近千人参加培训。"
)

CHANGED = [
    ("26次", "28次", "figure_changed"),
    ("26次", "26场", "figure_changed"),
    ("1.2亿元", "1.2万元", "figure_changed"),
    ("近千人", "1000人", "figure_changed"),
    ("6.5%", "6.5个百分点", "figure_changed"),
    ("312户", "312余户", "figure_changed"),
    ("，走访群众312户", "", "figure_dropped"),
    ("近千人参加培训", "近千人参加培训，惠及5个村", "figure_unsupported"),
    ("下降12%", "增长12%", "direction_flipped"),
    ("下降12%", "为12%", "direction_lost"),
    ("集体学习26次，党委书记讲党课4次", "集体学习4次，党委书记讲党课26次", "figure_swapped"),
    ("集体学习26次，党委书记讲党课4次", "讲党课26次，党委书记集体学习4次", "figure_swapped"),
]


@pytest.mark.parametrize(("old", "new", "code"), CHANGED)
def test_a_figure_that_changed_is_refused(old: str, new: str, code: str) -> None:
    output = SOURCE.replace(old, new)
    assert output != SOURCE
    assert code in codes(SOURCE, output)
    assert judge(SOURCE, output).verdict is Verdict.UNCHANGED


SAME = [
    ("1.2亿元", "12000万元"),
    ("26次", "二十六次"),
    ("26次", "２６次"),
    ("6.5%", "百分之六点五"),
    ("近千人", "近1000人"),
    ("集体学习26次，党委书记讲党课4次", "党委书记讲党课4次，集体学习26次"),
    ("集体学习26次", "26次集体学习"),
    ("增长6.5%", "同比增长6.5%"),
    ("下降12%", "同比减少12%"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_figure_written_otherwise_is_accepted(old: str, new: str) -> None:
    assert judge(SOURCE, SOURCE.replace(old, new)).verdict is Verdict.ACCEPTED


def test_an_equal_unrelated_figure_does_not_hide_a_dropped_one() -> None:
    source = "新建学校5所。改造医院5所。"
    assert "figure_dropped" in codes(source, "新建学校5所。改造医院一批。")


def test_two_mentions_of_one_figure_may_become_one() -> None:
    source = "全年整改问题48个。整改问题48个的做法得到肯定。"
    result = judge(source, "全年整改问题48个，做法得到肯定。")
    assert [item.status.value for item in result.trace] == ["kept", "merged"]
    assert not result.errors


def test_figures_that_share_one_predicate_are_told_apart() -> None:
    source = "城镇、农村居民收入分别增长4.4%、5.9%。"
    assert judge(source, "农村居民收入增长5.9%，城镇居民收入增长4.4%。").verdict is Verdict.ACCEPTED
    assert "figure_swapped" in codes(source, "城镇居民收入增长5.9%，农村居民收入增长4.4%。")


def test_shortening_may_leave_figures_out_and_lists_them() -> None:
    result = judge(SOURCE, "全年组织集体学习26次，完成投资1.2亿元。", may_drop=True)
    assert result.verdict is Verdict.ACCEPTED
    dropped = [item.text for item in result.trace if item.status.value == "dropped"]
    assert dropped == ["4次", "312户", "6.5%", "12%", "近千人"]


def test_shortening_may_not_move_a_figure_to_another_subject() -> None:
    assert "figure_swapped" in codes(SOURCE, "党委书记讲党课26次。", may_drop=True)


@dataclass(frozen=True)
class Row:
    name: str
    value: str
    unit: str
    source: str = "统计表第3行"


def test_a_fact_supports_a_figure_only_where_it_belongs() -> None:
    facts = (Row("招商项目数量", "15", "个"),)
    source = "招商引资成效明显，营商环境不断优化。"
    assert not codes(source, "招商引资成效明显，招商项目15个，营商环境不断优化。", facts=facts)
    other = codes(source, "招商引资成效明显，绿化带15个，营商环境不断优化。", facts=facts)
    assert "figure_unsupported" in other


def test_the_rest_of_the_report_supports_a_figure_said_of_the_same() -> None:
    context = "全年新建高标准农田1.2万亩。"
    source = "农业基础更加扎实，高标准农田建设成效明显。"
    output = "农业基础更加扎实，新建高标准农田1.2万亩，建设成效明显。"
    assert "figure_unsupported" in codes(source, output)
    assert not codes(source, output, context=context)


def test_a_figure_left_out_right_before_another_hands_its_words_on() -> None:
    source = "改造旧宿舍57户，解决了三个村8900多人季节性缺水问题。"
    output = "改造旧宿舍57户，解决8900多人缺水问题。"
    assert "figure_swapped" not in codes(source, output, may_drop=True)


def test_once_may_be_said_in_words() -> None:
    assert not codes("文艺队全年只辅导过1次，太少。", "文艺队全年只辅导过一次，太少。")


DATES = [
    ("2023年4月启动专项整治。", "4月份启动专项整治。", set()),
    ("今年4月份启动整治，2023年底完成。", "2023年4月启动整治，年底完成。", set()),
    ("2023年4月启动专项整治。", "2023年5月启动专项整治。", {"figure_changed"}),
    ("上半年完成整改任务。", "下半年完成整改任务。", {"figure_changed"}),
]


@pytest.mark.parametrize(("source", "output", "expected"), DATES)
def test_dates_need_support_in_all_their_parts(
    source: str, output: str, expected: set[str]
) -> None:
    assert codes(source, output) & {"figure_changed", "figure_unsupported"} == expected


def test_a_finding_names_the_place_in_both_texts() -> None:
    source, output = "全年学习26次。", "今年以来学习28次。"
    finding = next(f for f in judge(source, output).findings if f.code == "figure_changed")
    assert source[finding.start : finding.end] == "26次"
    assert output[finding.output_start : finding.output_end] == "28次"


def test_the_trace_says_what_moved() -> None:
    source = "学习26次。走访312户。讲课4次。"
    trace = judge(source, "走访312户。讲课4次。学习26次。").trace
    assert [(item.text, item.status.value) for item in trace] == [
        ("26次", "moved"),
        ("312户", "kept"),
        ("4次", "kept"),
    ]
