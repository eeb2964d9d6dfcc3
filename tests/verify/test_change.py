"""By how much is not to how much."""

import pytest

from tests.verify.judging import judge, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("临时展览由上年的11个减少到7个。", "临时展览由上年的11个⟦减少⟧7个。"),
        ("入库时间缩短至12天，群众满意。", "入库时间⟦缩短⟧12天，群众满意。"),
        ("村级收入增加了36万元，比较稳定。", "村级收入⟦增加到⟧36万元，比较稳定。"),
        ("优良率提高5个百分点。", "优良率⟦提高到⟧5个百分点。"),
    ],
)
def test_a_level_told_as_a_change_and_the_reverse_is_shown(source: str, output: str) -> None:
    assert not unnoticed(source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("临时展览由上年的11个减少到7个。", "临时展览由11个减至7个。"),
        ("比上年多2条，全部达标。", "增加2条，全部达标。"),
        ("村级收入增加了36万元。", "村级收入增长36万元。"),
        ("收入增加36万元，支出控制到36万元以内。", "支出控制到36万元以内，收入增加36万元。"),
    ],
)
def test_other_words_for_the_same_are_no_error(source: str, output: str) -> None:
    assert not judge(source, output).errors


def test_a_reason_made_up_behind_a_true_half_is_shown() -> None:
    source = "三是支部作用不明显。6个支部里有3个没有开展主题党日。主要是党建跟业务各干各的。"
    output = (
        "三是支部作用不明显。6个支部里有3个没有开展主题党日，⟦缺乏活动场所和组织能力⟧。"
        "主要是党建跟业务各干各的。"
    )
    assert not unnoticed(source, output)
