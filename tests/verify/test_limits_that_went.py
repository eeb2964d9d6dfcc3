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
    ],
)
def test_a_limit_that_went_is_read(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


def test_a_share_is_of_any_thing_told_before_it_in_its_sentence() -> None:
    source = "改造小区37个，涉及用户1860户，其中5个小区未做到位。"
    output = "改造小区37个，其中5个小区未做到位。"
    kinds = {item.kind for item in judge(source, output, may_drop=True).reading}
    assert "points_at_nothing" not in kinds
