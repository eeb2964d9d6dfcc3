"""What narrowed a claim may not go unseen where a passage is shortened."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        # on what terms, by whom, where
        ("尾款将视第三方评估结论支付，双方无异议。", "尾款将⟦⟧支付。"),
        ("样品经复检后合格，已恢复供应。", "样品⟦⟧合格。"),
        ("环境整治由市城管局主办，完成路段18公里。", "环境整治⟦⟧完成路段18公里。"),
        ("预警系统在东湖、柳林两所试用，准确率为81%。", "预警系统⟦⟧准确率为81%。"),
        ("返乡青年创办的合作社7家，正常经营。", "⟦⟧合作社7家。"),
        ("枯水期主航道水深保证率99%，同比持平。", "⟦⟧主航道水深保证率99%。"),
        ("示范县城复审通过省级技术核查，得分第3。", "示范县城复审通过⟦⟧，得分第3。"),
        ("在管糖尿病患者血糖控制率达64%，有所提高。", "⟦⟧糖尿病患者血糖控制率达64%。"),
        # of how many, over which months, the largest of its kind, beside whom
        (
            "今年新建驿站12个、改造9个。随机抽取的15个驿站中，有11个达标。",
            "新建驿站12个、改造9个，⟦⟧11个达标。",
        ),
        ("护理质量在全市参评的6个县中列第2，再创佳绩。", "护理质量在全市⟦⟧列第2。"),
        ("前7个月用电量3.2亿千瓦时，增长5%。", "⟦⟧用电量3.2亿千瓦时，增长5%。"),
        ("汛期拦洪4次，最大一次削峰率为38%。", "汛期拦洪4次，⟦⟧削峰率为38%。"),
        ("引资额居全市商务系统首位，受到好评。", "引资额居全市⟦⟧首位。"),
    ],
)
def test_what_a_claim_was_limited_by_is_missed(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("清运率由上年的63%提高到81%，成效明显。", "清运率提高到81%。"),
        ("在全镇开展排查3次，整改隐患27处。", "开展排查3次，整改隐患27处。"),
        ("普查在9月18日启动，登记住户3.1万户。", "普查启动，登记住户3.1万户。"),
    ],
)
def test_where_it_came_from_and_the_place_that_reports_narrow_nothing(
    source: str, output: str
) -> None:
    assert not [i for i in judge(source, output, may_drop=True).reading if i.kind.endswith("out")]


def test_the_side_that_reports_may_be_named_where_what_it_was_named_by_went() -> None:
    source = "县卫健局坚持健康优先，狠抓落实。全年争取资金2.1亿元，增长3%。"
    assert not judge(source, "县卫健局全年争取资金2.1亿元，增长3%。", may_drop=True).reading


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("回收率不低于80%，偏远山村除外。", "⟦回收率都在80%以上⟧。"),
        ("筛查面向35至64岁农村妇女，查出病变83例。", "筛查对象是35至64岁的⟦⟧妇女，查出病变83例。"),
    ],
)
def test_a_claim_without_its_exception_and_a_noun_by_its_head_are_read_in_a_rewording(
    source: str, output: str
) -> None:
    assert not unnoticed(source, output, may_drop=False)
