"""Points in a row keep their labels, their forerunners, and the number that is said of them."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, kinds, unnoticed


def test_a_point_that_lost_its_label_is_read() -> None:
    source = "抓好三件事：一是改造水厂3座；二是更换管网62公里；三是接入水表4万只。"
    output = "抓好三件事：一是改造水厂3座；更换管网62公里；三是接入水表4万只。"
    assert "run_broken" in kinds(source, output)


def test_a_run_of_points_numbered_without_是_needs_its_first() -> None:
    source = "工作有：一、引导商会参与更新，项目8个；二、推进宣讲，41场；三、接待来访5批。"
    output = "工作有：二、推进宣讲，41场；三、接待来访5批。"
    assert "run_broken" in kinds(source, output)


def test_a_run_of_points_that_the_rewrite_numbers_itself_needs_its_first() -> None:
    source = "要守住底线，严管项目资金。要守住初心，多办民生实事。要守住规矩，按程序议事。"
    assert "run_broken" in kinds(source, "二要守住初心，多办民生实事。三要守住规矩，按程序议事。")


def test_the_other_hand_needs_the_one() -> None:
    source = "一方面严管船员，培训9期；另一方面严查船舶，登轮86艘次。"
    assert "run_broken" in kinds(source, "培训船员9期；另一方面严查船舶，登轮86艘次。")


SOURCE = "窗口办了三件实事。一是设老年专席2个；二是试行周末延时；三是添自助机5台。群众满意。"


def test_a_point_that_went_is_read_where_it_stood_while_it_is_still_counted() -> None:
    output = "窗口办了三件实事：一是设老年专席2个；二是试行周末延时。群众满意。"
    place = output.index("。")
    items = judge(SOURCE, output, may_drop=True).reading
    assert any(item.output[0] - 1 <= place <= item.output[1] + 1 for item in items)


@pytest.mark.parametrize(
    "output",
    [
        "窗口办了两件实事：一是设老年专席2个；二是试行周末延时。群众满意。",
        "窗口办了三件实事：一是设老年专席2个；二是试行周末延时；三是添自助机5台。",
    ],
)
def test_points_as_many_as_are_said_are_no_broken_run(output: str) -> None:
    assert "run_broken" not in kinds(SOURCE, output)


def test_a_list_that_was_short_before_is_no_fault_of_the_rewrite() -> None:
    source = "抓好三件事：一是改造水厂3座；二是更换管网62公里。"
    assert "run_broken" not in kinds(source, "抓好三件事：一是改造水厂3座；二是换管62公里。")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("年内未发生涉密资料外泄和公款挪用。", "年内未发生⟦⟧资料外泄和公款挪用。"),
        ("对9处险段采取临时加固，其中堤防6处。", "9处险段⟦得到⟧加固。"),
        ("消费约2100万元（部门测算，未经审计）。", "部门测算消费约2100万元⟦⟧。"),
        (
            "海事处今年1至9月登轮86艘次，减少4.7%。今年计划招80人。",
            "⟦全年⟧，海事处共登轮86艘次，减少4.7%。今年计划招80人。",
        ),
        ("站里收入环比增长6%，同比下降2.3%。", "站里收入⟦环⟧比下降2.3%。"),
        ("评价由局物业科负责，组建由街道负责指导。", "组建由⟦物业科⟧负责指导。"),
        ("匿名反映2件已核查，未查实。", "匿名反映2件，经核查⟦不属实⟧。"),
    ],
)
def test_what_narrowed_a_claim_is_read_where_it_is_gone(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)
