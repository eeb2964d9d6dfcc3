"""What went from a source is shown in the output where it would stand."""

from __future__ import annotations

import pytest

from assistant.findings import Severity
from tests.verify.judging import falsified, judge


def shown(source: str, output: str, went: str, **scope: bool) -> str:
    """Return the output with ⟦⟧ around the place of the item that names what went."""
    at = source.index(went)
    items = [
        item
        for item in judge(source, output, **scope).reading
        if item.source
        and item.source[0] < at + len(went)
        and at < item.source[1]
        and item.kind != "subject_lost"
    ]
    assert len(items) == 1, items
    start, end = items[0].output
    assert items[0].new == output[start:end]
    return f"{output[:start]}⟦{output[start:end]}⟧{output[end:]}"


@pytest.mark.parametrize(
    ("source", "output", "went"),
    [
        # with the word that it touches: 由 parts it from the other
        (
            "职工人均年薪由6万元提高到7万元。",
            "由6万元提高到7万元的是职工人均⟦⟧。",
            "年薪",
        ),
        # the end of what a thing is called, behind its beginning; before a figure, with its verb
        (
            "县粮食储备库收购晚稻，质量合格。",
            "收购晚稻的是县粮食⟦⟧，质量合格。",
            "储备库",
        ),
        ("办理公租房备案31件，无一退回。", "31件均为公租房⟦⟧，无一退回。", "备案"),
        # the first of a list, with the second
        (
            "年内查档服务覆盖离婚登记、工龄档案。",
            "查档服务年内、⟦⟧工龄档案都有覆盖。",
            "离婚登记",
        ),
        # in the words that stand there instead
        ("审计了2020至2022年的收支。", "审计了⟦以往年度的⟧收支。", "2020至2022年"),
    ],
)
def test_a_word_is_missed_beside_what_it_belonged_to(source: str, output: str, went: str) -> None:
    assert shown(source, falsified(source, output)[0], went) == output


def test_words_that_went_together_are_missed_in_one_place() -> None:
    source, output = "工会负责食堂，用工由县安置保障专班统一核定。", "核定用工，食堂由工会负责。"
    assert "⟦" in shown(source, output, "县安置保障专班统一")


@pytest.mark.parametrize(
    ("source", "output", "went"),
    [
        # behind all that is told of what stands before it
        (
            "供养率为41%，比上年提高4个百分点，但仍低于全市平均水平。",
            "供养率比上年提高4个百分点，达41%⟦⟧。",
            "仍低于全市平均水平",
        ),
        # behind the label and the 但 that it stood behind
        (
            "一是拓宽东环路，路基完成八成；二是西郊隧道工程，因地质复杂，贯通推迟到明年。",
            "一是拓宽东环路，路基八成完成；二是⟦⟧由于地质复杂，贯通推迟到明年。",
            "西郊隧道工程",
        ),
        (
            "优良率93.6%，提高2个百分点，但山门段因重载交通集中，路况明显变差。",
            "优良率93.6%，提高2个百分点，但⟦⟧路况明显变差。",
            "山门段因重载交通集中",
        ),
        # with what is left of it
        (
            "审计还在进行，有关结论须经业务会议审定后方可对外公布。",
            "审计还在进行，⟦结论要向外公布⟧。",
            "有关结论须经业务会议审定后方可对外公布",
        ),
        (
            "该局拟在征得商会同意后，选取两类行业试点。",
            "⟦该局打算⟧选取两类行业试点。",
            "该局拟在征得商会同意后",
        ),
        # an exception from the clause behind it, whatever stands before that
        (
            "参保面积21万亩，占85%；除高山三个乡外，补贴已全部发放到户。",
            "参保面积21万亩，占85%；⟦补贴都已发放到户⟧。",
            "除高山三个乡外",
        ),
    ],
)
def test_a_part_is_missed_where_it_stood(source: str, output: str, went: str) -> None:
    assert shown(source, falsified(source, output)[0], went) == output


def test_a_condition_before_a_comma_of_half_width_is_missed_before_it() -> None:
    source = "将在评估成效、报经市政府同意后,逐步扩大范围。"
    output = "将在评估成效后⟦⟧,逐步扩大范围。"
    found = shown(source, falsified(source, output)[0], "报经市政府同意后", may_drop=True)
    assert found == output


def test_a_name_in_quotation_marks_is_missed_in_its_own_sentence() -> None:
    source = "余额31亿元，比年初增加2亿元。“园易贷”累计放款1亿元。"
    output = "余额31亿元，比年初多2亿元。累计放款1亿元。"
    warned = [f for f in judge(source, output).findings if f.severity is Severity.WARNING]
    assert [f.output_start for f in warned] == [output.index("累计")]


def test_a_subject_is_missed_where_the_claim_begins_and_not_in_what_respect_it_is_made() -> None:
    source = "共整治298个，占84%。东桥河断面水质由Ⅳ类改善为Ⅲ类，下游仍为Ⅴ类。"
    output = "共整治298个，占84%。水质方面，已从Ⅳ类好转到Ⅲ类，下游仍为Ⅴ类。"
    places = [i.output for i in judge(source, output).reading if i.kind == "subject_lost"]
    claim = output.index("，已从")
    assert places
    assert all(start == claim for start, _ in places)
