"""Every gap of a source is followed into another version of it."""

from __future__ import annotations

import pytest

from eval.ledger import ledger, same_value, told

SOURCE = "新建自动站XX个，覆盖率100%；培训人员次。改造雷达1部，减少故障*起。\n走访群众XX户。\n"
FILLED = [
    ("新建自动站21个，覆盖率100%；培训人员40次。改造雷达1部，减少故障6起。\n走访群众90户。\n",
     ["21个", "40次", "6起", "90户"]),
    ("走访群众90户。\n新建自动站XX个，覆盖率100%；培训人员次。改造雷达1部，减少故障6起。\n",
     ["", "", "6起", "90户"]),
    ("新建自动站21个，减少故障6起，覆盖率100%；培训人员40次。改造雷达1部。\n走访群众90户。\n",
     ["21个", "40次", "6起", "90户"]),
    ("新建自动站【待补：自动站】个，覆盖率100%；培训人员【待补】次。改造雷达1部。\n",
     ["", "", None, None]),
]  # fmt: skip


@pytest.mark.parametrize(("other", "values"), FILLED)
def test_a_gap_is_found_with_what_stands_in_its_place(other: str, values: list[str | None]) -> None:
    assert [row.value for row in ledger(SOURCE, other)] == values


def test_an_open_place_tells_whether_it_shows() -> None:
    rows = ledger(SOURCE, SOURCE)
    assert [(row.open, row.marked) for row in rows] == [
        (True, True), (True, False), (True, True), (True, True),
    ]  # fmt: skip
    assert [row.near for row in rows] == ["新建自动站", "培训人员", "减少故障", "走访群众"]


def test_a_value_is_one_in_any_notation() -> None:
    assert same_value("1.2亿元", "12000万元")
    assert same_value("３６人", "三十六人")
    assert not same_value("36人", "36户")


def test_a_value_may_stand_in_front_of_its_noun() -> None:
    assert told("新增9个企业党组织，规范管理。", "新增企业党组织", "9个") == (2, 4)
    assert told("新增企业党组织，规范管理9个。", "新增企业党组织", "9个") is None
