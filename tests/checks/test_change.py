"""By how much is not to how much."""

import pytest

from assistant.checks import Scope, verify


def errors(source: str, output: str) -> list[str]:
    scope = Scope(task="rewrite")
    return [f.code for f in verify(source, output, scope).errors]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("临时展览由上年的11个减少到7个。", "临时展览由上年的11个减少7个。"),
        ("入库时间缩短至12天，群众满意。", "入库时间缩短12天，群众满意。"),
        ("村级收入增加了36万元，比较稳定。", "村级收入增加到36万元，比较稳定。"),
        ("优良率提高5个百分点。", "优良率提高到5个百分点。"),
    ],
)
def test_a_level_and_a_change_are_not_exchanged(source: str, output: str) -> None:
    assert "change_by_or_to" in errors(source, output)


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
    assert "change_by_or_to" not in errors(source, output)


def test_a_reason_made_up_behind_a_true_half_is_for_a_person() -> None:
    source = "三是支部作用不明显。6个支部里有3个没有开展主题党日。主要是党建跟业务各干各的。"
    output = (
        "三是支部作用不明显。6个支部里有3个没有开展主题党日，缺乏活动场所和组织能力。"
        "主要是党建跟业务各干各的。"
    )
    found = verify(source, output, Scope(task="rewrite")).findings
    assert "content_unsupported" in {f.code for f in found}
