"""What held a claim that stays within bounds is read where it went."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "票款收入734万元，计入定额补贴后，全年盈利31万元。",
            "票款收入734万元，⟦⟧全年盈利31万元。",
        ),
        (
            "票款收入124万元，财政补贴160万元后仍亏损26万元。",
            "票款收入124万元，财政补贴160万元⟦⟧。",
        ),
        (
            "粮食产量预计8.4万吨。以上为初步数据，以核定为准。",
            "粮食产量预计8.4万吨。⟦⟧",
        ),
        (
            "立案114起。六类重点案件全部侦破。",
            "立案114起。⟦所立⟧案件全部侦破。",
        ),
        (
            "损耗率0.37%，除玉米仓外，其余品种均在定额以内。",
            "损耗率0.37%，⟦各⟧品种均在定额以内。",
        ),
        (
            "记账方面，在网样本户320户，其中电子记账户241户，开户率75%。",
            "⟦⟧其中电子记账户241户，开户率75%。",
        ),
        (
            "调处成功率97%，比上年提高2个百分点。这一数据未包括进入诉讼程序的38件。",
            "调处成功率97%，比上年提高2个百分点⟦⟧。",
        ),
        (
            "卫生院通过评审现场检查，最终结果待省卫健委公布。",
            "卫生院通过评审现场检查⟦⟧。",
        ),
        ("签约项目41个、总额87亿元，多数为框架协议。", "签约项目41个、总额87亿元⟦⟧。"),
        (
            "如不遇极端天气，施工单位可在72小时内恢复通行。",
            "⟦⟧施工单位可在72小时内恢复通行。",
        ),
        (
            "与两家银行达成授信意向30亿元，实际放款以项目评审通过为条件。",
            "与两家银行达成授信意向30亿元⟦⟧。",
        ),
        (
            "教师轮岗比例达到15%，暂限城区义务教育学校，骨干教师占三成。",
            "教师轮岗比例达到15%⟦⟧，骨干教师占三成。",
        ),
        (
            "长期护理险在柳林街道试行，参保3.1万人，待遇支付1260万元。",
            "长期护理险⟦⟧参保3.1万人，待遇支付1260万元。",
        ),
    ],
)
def test_a_limit_that_went_is_read(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


def test_a_share_is_of_any_thing_told_before_it_in_its_sentence() -> None:
    source = "改造小区37个，涉及用户1860户，其中5个小区未做到位。"
    output = "改造小区37个，其中5个小区未做到位。"
    kinds = {item.kind for item in judge(source, output, may_drop=True).reading}
    assert "points_at_nothing" not in kinds


def test_talent_is_no_condition() -> None:
    source = "签约项目41个，人才能力提升班办了6期。"
    kinds = {item.kind for item in judge(source, "签约项目41个。", may_drop=True).reading}
    assert "limit_left_out" not in kinds


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("园区规模以上工业总产值完成213.6亿元，增速回落。", "园区⟦工业⟧总产值完成213.6亿元。"),
        ("工业项目平均用时由86天压减至59天，群众满意。", "⟦项目⟧平均用时由86天压减至59天。"),
        ("推动出台《湿地保护法》实施办法，制度更加完善。", "推动出台《湿地保护法⟦》⟧。"),
    ],
)
def test_what_narrowed_the_thing_of_a_figure_or_said_what_a_paper_is_is_missed(
    source: str, output: str
) -> None:
    assert not unnoticed(source, output, may_drop=True)


def test_what_is_said_once_of_all_narrows_no_figure() -> None:
    source = "全年货物吞吐量4.2万标箱，同比增长6%。"
    assert not judge(source, "货物吞吐量4.2万标箱，同比增长6%。", may_drop=True).reading


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("纠纷起数下降11%，赔付金额上升26%。结案率98%。", "纠纷起数下降11%⟦⟧。结案率98%。"),
        ("旧债已纳入化债方案，方案执行尚需省厅核准。", "旧债已纳入化债方案⟦⟧。"),
        ("调解成功率46%，主要集中在物业纠纷。", "调解成功率46%⟦⟧。"),
        ("线上销售860万元，扣除代发后为510万元。", "线上销售860万元⟦⟧。"),
    ],
)
def test_the_other_half_and_what_a_thing_still_needs_are_missed(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


def test_a_claim_without_its_exception_is_read_in_a_rewording() -> None:
    source = "回收率不低于80%，偏远山村除外。"
    assert not unnoticed(source, "⟦回收率都在80%以上⟧。", may_drop=False)


@pytest.mark.parametrize(
    ("source", "output", "may_drop"),
    [
        # a part told beside the whole, with nothing that says so
        (
            "今年计划造林5万亩，其中封山育林2万亩。",
            "今年计划造林5万亩，⟦⟧封山育林2万亩。",
            False,
        ),
        # a figure that narrowed what is counted
        (
            "园区投资超3亿元的项目已达6个，比上年多2个。",
            "园区⟦⟧项目已达6个。",
            True,
        ),
        # within a word that both its neighbours became
        (
            "灌溉工程一标段通过初步验收，二标段处于设备安装阶段。",
            "灌溉工程一标段通过⟦⟧验收。",
            True,
        ),
        # a period, where how long it is counted stood
        (
            "园区全年完成投资2.6亿元。云岭物流港累计完成投资1.4亿元，3家商户入驻。",
            "园区全年完成投资2.6亿元。云岭物流港⟦全年⟧完成投资1.4亿元，3家商户入驻。",
            False,
        ),
        # the rank of one of two things of a kind, told of both
        (
            "2个国家级数据中心建设顺利。云州、桐州2个省级数据中心加快建设。",
            "2个国家级数据中心建设顺利。⟦国家级⟧数据中心方面，云州、桐州2个中心加快建设。",
            False,
        ),
        ("一些问题亟待解决。", "⟦个别⟧问题亟待解决。", False),
    ],
)
def test_what_limited_a_claim_and_went_or_was_traded_is_shown_at_its_place(
    source: str, output: str, may_drop: bool
) -> None:
    assert not unnoticed(source, output, may_drop=may_drop)


def test_a_part_that_is_said_to_be_one_in_other_words_is_not_missed() -> None:
    source = "今年计划造林5万亩，其中封山育林2万亩。"
    for output in ("今年计划造林5万亩，含封山育林2万亩。", "今年计划造林5万亩，封山育林占2万亩。"):
        assert not judge(source, output).reading
