"""A statement never loses, unread, the word that says it is planned, partial or others' doing."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("预计完成投资5亿元，带动就业120人。", "⟦⟧完成投资5亿元，带动就业120人。"),
        ("力争新增企业20家，着力优化服务。", "⟦⟧新增企业20家。"),
        ("计划新建公园3座，总投资2亿元。", "⟦⟧新建公园3座。"),
        ("将新建水渠12公里，惠及3个村。", "⟦⟧新建水渠12公里。"),
        ("拟表彰先进个人12名。", "⟦⟧表彰先进个人12名。"),
        ("零售总额84亿元，预计同比增长19.2%。", "零售总额84亿元，⟦⟧同比增长19.2%。"),
        ("部分村民反映用水难，涉及3个村。", "⟦⟧村民反映用水难，涉及3个村。"),
        ("基本完成改造任务，涉及12个村。", "⟦⟧完成改造任务，涉及12个村。"),
        ("初步查明问题12个，整改8个。", "⟦⟧查明问题12个，整改8个。"),
        ("提请镇人大审议事项12项。", "⟦⟧审议事项12项。"),
        ("协助县局侦破案件12起。", "⟦⟧侦破案件12起。"),
        ("督促企业整改隐患36处。", "⟦⟧整改隐患36处。"),
        ("参与起草文件5份，修订制度8项。", "⟦⟧起草文件5份，修订制度8项。"),
    ],
)
@pytest.mark.parametrize(("task", "may_drop"), [("shorten", True), ("rewrite", False)])
def test_a_qualification_that_is_gone_is_shown_where_it_stood(
    source: str, output: str, task: str, may_drop: bool
) -> None:
    assert not unnoticed(source, output, task=task, may_drop=may_drop)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("预计全年完成投资5亿元，带动就业120人。", "全年预计完成投资5亿元。"),
        ("力争新增企业20家，着力优化服务。", "争取新增企业20家。"),
        ("大部分群众表示满意，部分项目进展较慢。", "部分项目进展较慢。"),
        ("正在建设的3个项目进展顺利。", "在建的3个项目进展顺利。"),
        ("认真完成基本建设任务，建成基本公共服务点12个。", "建成基本公共服务点12个。"),
        ("配合做好巡察，全年侦破案件12起。", "全年侦破案件12起。"),
        ("督促企业整改隐患36处，我局完成整改12处。", "我局完成整改12处。"),
        ("将作风建设贯穿始终，将新建水渠12公里。", "将新建水渠12公里。"),
        ("提请镇人大审议事项12项。", "提交镇人大审议事项12项。"),
        ("文化是民生的重要组成部分，群众反映良好。", "文化是民生的组成部分，群众反映良好。"),
    ],
)
def test_another_wording_of_it_or_the_whole_clause_gone_is_accepted(
    source: str, output: str
) -> None:
    result = judge(source, output, task="shorten", may_drop=True)
    assert not result.errors
    assert not result.reading, result.reading


def test_a_hard_word_that_is_part_of_a_name_is_no_reason_to_refuse() -> None:
    source = "基本养老保险参保率达到98%，群众满意。"
    assert not judge(source, "养老保险参保率达到98%。", task="shorten", may_drop=True).errors


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("电梯正在安装，另有3台已投用。", "电梯⟦已⟧安装，另有3台已投用。"),
        ("9个小区因手续缺失正在研究解决路径。", "9个小区因手续缺失问题⟦已⟧解决。"),
        ("努力推动灌区改造纳入省级规划，争取资金。", "⟦已⟧推动灌区改造纳入省级规划。"),
        ("滚动推出项目清单，探索编制联合预算。", "滚动推出项目清单，⟦编制联合预算⟧。"),
    ],
)
def test_what_is_under_way_or_tried_is_not_done(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)
    assert not unnoticed(source, output)
