"""A claim that stays is borne by the one it is said of in the source."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "资金到位640万元，支出率92%。种植户人均收入1.6万元，增长9%。",
            "资金到位640万元，支出率92%。⟦⟧人均收入1.6万元，增长9%。",
        ),
        (
            "果园产值47万元、增长5%，果农营业收入、口碑也有提高。",
            "果园产值47万元、增长5%，⟦⟧营业收入、口碑也有提高。",
        ),
        ("新建泊位40个，停车场因手续未办，尚未开放。", "新建泊位40个，⟦⟧因手续未办，尚未开放。"),
        ("铺设管线12公里，5个村连续两季未公开账目。", "铺设管线12公里，⟦⟧连续两季未公开账目。"),
        ("水厂出水稳定；高岭加压站更换水泵2台。", "水厂出水稳定⟦，⟧更换水泵2台。"),
        (
            "购置甲型车12辆、乙型车8辆，后者因缺少配件，有3辆未投用。",
            "购置甲型车12辆，⟦⟧因缺少配件，有3辆未投用。",
        ),
        ("路灯换装2600盏，其中太阳能灯占62%。", "路灯换装2600盏，其中⟦⟧占62%。"),
    ],
)
def test_a_claim_whose_bearer_went_is_read_where_it_begins(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "垦区小麦面积4.2万亩，小麦单产412公斤。",
            "垦区小麦面积4.2万亩，单产412公斤。",
        ),
        ("新建泵站4座，我局检查工地12次。", "新建泵站4座，检查工地12次。"),
        ("全年检查工地12次，目前整改隐患30处。", "全年检查工地12次，整改隐患30处。"),
    ],
)
def test_what_the_clause_before_tells_of_and_the_side_that_reports_bear_on(
    source: str, output: str
) -> None:
    kinds = {item.kind for item in judge(source, output, may_drop=True).reading}
    assert "subject_lost" not in kinds
