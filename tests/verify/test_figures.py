"""Figures of a rewrite: all accounted for, all supported, all in their place."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.verify import Scope, Verdict, verify
from tests.verify.judging import codes, judge, unnoticed

SOURCE = (
    "全年组织集体学习26次，党委书记讲党课4次，走访群众312户。完成投资1.2亿元，增长6.5%，"
    "信访总量下降12%，近千人参加培训。"
)

INVENTED = [
    ("26次", "28次"),
    ("1.2亿元", "1.2万元"),
    ("1.2亿元", "1.3亿元"),
    ("近千人参加培训", "近千人参加培训，惠及85个村"),
    ("增长6.5%", "增长6.5%，居全市第17位"),
]


@pytest.mark.parametrize(("old", "new"), INVENTED)
@pytest.mark.parametrize("may_drop", [False, True])
def test_a_figure_of_neither_source_nor_facts_is_refused(
    old: str, new: str, may_drop: bool
) -> None:
    output = SOURCE.replace(old, new)
    assert output != SOURCE
    result = judge(SOURCE, output, may_drop=may_drop)
    assert result.verdict is Verdict.UNCHANGED
    assert "figure_unsupported" in {f.code for f in result.errors}
    assert not unnoticed(SOURCE, output, may_drop=may_drop)


def test_a_figure_left_out_of_a_rewrite_is_refused() -> None:
    output = SOURCE.replace("，走访群众312户", "")
    assert judge(SOURCE, output).verdict is Verdict.UNCHANGED


TURNED = [
    ("26次", "26场"),
    ("近千人", "1000人"),
    ("6.5%", "6.5个百分点"),
    ("312户", "312余户"),
    ("下降12%", "增长12%"),
    ("下降12%", "为12%"),
    ("集体学习26次，党委书记讲党课4次", "集体学习4次，党委书记讲党课26次"),
    ("集体学习26次，党委书记讲党课4次", "讲党课26次，党委书记集体学习4次"),
]


@pytest.mark.parametrize(("old", "new"), TURNED)
@pytest.mark.parametrize("may_drop", [False, True])
def test_a_figure_that_says_something_else_is_shown(old: str, new: str, may_drop: bool) -> None:
    assert not unnoticed(SOURCE, SOURCE.replace(old, new), may_drop=may_drop)


@pytest.mark.parametrize("other", ["28次", "36次", "2次", "126次"])
def test_any_other_count_is_refused(other: str) -> None:
    assert judge(SOURCE, SOURCE.replace("26次", other)).verdict is Verdict.UNCHANGED


SAME = [
    ("1.2亿元", "12000万元"),
    ("26次", "二十六次"),
    ("26次", "２６次"),
    ("6.5%", "百分之六点五"),
    ("近千人", "近1000人"),
    ("集体学习26次，党委书记讲党课4次", "党委书记讲党课4次，集体学习26次"),
    ("集体学习26次", "26次集体学习"),
    ("下降12%", "减少12%"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_figure_written_otherwise_is_accepted(old: str, new: str) -> None:
    assert judge(SOURCE, SOURCE.replace(old, new)).verdict is Verdict.ACCEPTED


def test_an_equal_unrelated_figure_does_not_hide_a_dropped_one() -> None:
    source = "新建学校5所。改造医院5所。"
    assert not unnoticed(source, "新建学校5所。改造医院⟦一批⟧。")


@pytest.mark.parametrize("words", ["增长6.5%", "下降12%"])
def test_a_baseline_that_the_source_does_not_name_is_shown(words: str) -> None:
    output = SOURCE.replace(words, "同比" + words)
    assert not judge(SOURCE, output).errors
    assert not unnoticed(SOURCE, output)


def test_two_mentions_of_one_figure_may_become_one() -> None:
    source = "全年整改问题48个。整改问题48个的做法得到肯定。"
    result = judge(source, "全年整改问题48个，做法得到肯定。")
    assert [item.status.value for item in result.trace] == ["kept", "merged"]
    assert not result.errors


def test_figures_that_share_one_predicate_are_told_apart() -> None:
    source = "城镇、农村居民收入分别增长4.4%、5.9%。"
    assert not judge(source, "农村居民收入增长5.9%，城镇居民收入增长4.4%。").errors
    assert not unnoticed(source, "城镇居民收入增长⟦5.9%，农村居民收入增长4.4%⟧。")


def test_shortening_may_leave_figures_out_and_lists_them() -> None:
    result = judge(SOURCE, "全年组织集体学习26次，完成投资1.2亿元。", may_drop=True)
    assert not result.errors
    dropped = [item.text for item in result.trace if item.status.value == "dropped"]
    assert dropped == ["4次", "312户", "6.5%", "12%", "近千人"]


def test_shortening_may_not_move_a_figure_to_another_subject() -> None:
    assert not unnoticed(SOURCE, "党委书记讲党课⟦26次⟧。", may_drop=True)


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
    assert not unnoticed(source, "招商引资成效明显，绿化带15个，营商环境不断优化。", facts=facts)


def test_the_rest_of_the_report_supports_a_figure_said_of_the_same() -> None:
    context = "全年新建高标准农田1.2万亩。"
    source = "农业基础更加扎实，高标准农田建设成效明显。"
    output = "农业基础更加扎实，新建高标准农田1.2万亩，建设成效明显。"
    assert "figure_unsupported" in codes(source, output)
    assert "figure_unsupported" not in codes(source, output, context=context)


def test_a_figure_left_out_right_before_another_hands_its_words_on() -> None:
    source = "改造旧宿舍57户，解决了三个村8900多人季节性缺水问题。"
    output = "改造旧宿舍57户，解决8900多人缺水问题。"
    assert "value_moved" not in codes(source, output, may_drop=True)


def test_once_may_be_said_in_words() -> None:
    assert not codes("文艺队全年只辅导过1次，太少。", "文艺队全年只辅导过一次，太少。")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("2023年4月启动专项整治。", "4月份启动专项整治。"),
        ("今年4月份启动整治，2023年底完成。", "2023年4月启动整治，年底完成。"),
    ],
)
def test_a_date_told_in_other_parts_is_not_refused(source: str, output: str) -> None:
    assert not judge(source, output).errors


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("2023年4月启动专项整治。", "2023年5月启动专项整治。"),
        ("2023年4月启动专项整治。", "2022年4月启动专项整治。"),
        ("2023年4月18日启动专项整治。", "2023年4月19日启动专项整治。"),
        ("2023年4月18日启动专项整治。", "2023年8月18日启动专项整治。"),
        ("4月18日启动专项整治。", "4月28日启动专项整治。"),
        ("上半年完成整改任务。", "下半年完成整改任务。"),
        ("一季度完成整改任务。", "二季度完成整改任务。"),
        ("3月底完成整改任务。", "5月底完成整改任务。"),
        ("自2021年起担任镇长。", "自2020年起担任镇长。"),
        ("2023年5月、2024年8月两次扩容。", "2023年8月、2024年5月两次扩容。"),
    ],
)
@pytest.mark.parametrize("may_drop", [False, True])
def test_any_part_of_a_date_changed_is_shown(source: str, output: str, may_drop: bool) -> None:
    assert not unnoticed(source, output, may_drop=may_drop)


def test_a_finding_names_the_place_in_the_output() -> None:
    output = "今年以来学习28次。"
    result = judge("全年学习26次。", output)
    finding = next(f for f in result.errors if f.code == "figure_unsupported")
    assert output[finding.output_start : finding.output_end] == "28次"


def test_the_trace_says_what_moved() -> None:
    source = "学习26次。走访312户。讲课4次。"
    trace = judge(source, "走访312户。讲课4次。学习26次。").trace
    assert [(item.text, item.status.value) for item in trace] == [
        ("26次", "moved"),
        ("312户", "kept"),
        ("4次", "kept"),
    ]


RATES = "全镇工业总产值23.7亿元，增长8.9%；固定资产投资6.15亿元，增长12.4%。"


@pytest.mark.parametrize("may_drop", [False, True])
def test_two_growths_that_changed_places_are_to_be_read(may_drop: bool) -> None:
    crossed = RATES.replace("8.9%", "X").replace("12.4%", "8.9%").replace("X", "12.4%")
    found = verify(RATES, crossed, Scope(task="shorten", may_drop=may_drop)).reading
    assert [item.new for item in found] == ["12.4%", "8.9%"]


@pytest.mark.parametrize(
    "output",
    [
        "固定资产投资6.15亿元，增长12.4%；全镇工业总产值23.7亿元，增长8.9%。",
        "全镇工业总产值23.7亿元、增长8.9%，固定资产投资6.15亿元、增长12.4%。",
        "全镇工业总产值、固定资产投资分别为23.7亿元、6.15亿元，分别增长8.9%、12.4%。",
    ],
)
def test_growths_that_kept_their_things_are_not(output: str) -> None:
    found = verify(RATES, output, Scope(task="rewrite")).reading
    assert not [item for item in found if item.kind == "value_moved"]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("资金由县财政与合作社按七三比例分担。", "资金七成出自县财政，三成由合作社分担。"),
        ("所需资金由省和县按8∶2负担，专款专用。", "所需资金省里负担八成、县里负担两成，专款专用。"),
        ("截至11月底，接诊41.2万人次。", "前11个月接诊41.2万人次。"),
        ("前11个月接诊41.2万人次。", "截至11月底，接诊41.2万人次。"),
    ],
)
def test_shares_of_a_ratio_and_the_months_until_a_date_are_no_new_figures(
    source: str, output: str
) -> None:
    assert not judge(source, output).errors


def test_a_share_that_no_ratio_comes_to_is_refused() -> None:
    source = "资金由县财政与合作社按七三比例分担。"
    output = "资金八成出自县财政，三成由合作社分担。"
    assert "figure_unsupported" in codes(source, output)


def test_a_share_is_not_made_of_a_time_or_of_what_compares_two_things() -> None:
    assert "figure_unsupported" in codes(
        "会议于15:45召开，各部门参加。", "75%的部门参加会议。", may_drop=True
    )
    assert "figure_unsupported" in codes(
        "师生比1:4，学生满意。", "师生比1:4，学生满意度80%。", may_drop=False
    )
