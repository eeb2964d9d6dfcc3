"""Restructuring: sentences and paragraphs change places and numbers, never words."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import restructure

SENTENCES = {
    "述职": [
        "全年完成投资3.6亿元，新建水渠12公里。",
        "改造老旧小区4个，惠及群众860户。",
        "新增就业320人，培训农民15期。",
    ],
    "述德": ["结对帮扶困难群众6户，资助学生2名。", "严守家风家教，孝敬父母，邻里和睦。"],
    "述廉": ["严格执行中央八项规定，没有收受红包礼金。", "如实填报个人有关事项，没有为亲属说情。"],
    "存在问题": ["深入一线不够，创新办法偏少。"],
    "下步打算": ["2025年将把调研的时间再增加一倍。"],
}
ASK = "按述德、述职、述廉、存在问题、下步打算五个部分重新归类，句子不要改"


def scattered(order: list[str], paragraphs: int) -> str:
    size = -(-len(order) // paragraphs)
    lines = ["".join(order[i : i + size]) for i in range(0, len(order), size)]
    return "\n".join(
        ["2024年度个人述德述职述廉报告", "现将2024年履职情况报告如下。", *lines, "特此报告。", ""]
    )


ALL = [sentence for group in SENTENCES.values() for sentence in group]


@settings(max_examples=40, deadline=None)
@given(st.permutations(ALL), st.integers(2, 6))
def test_every_sentence_of_a_scattered_report_lands_once_under_its_heading(
    order: list[str], paragraphs: int
) -> None:
    outcome = restructure(scattered(order, paragraphs), ASK)
    assert outcome.verdict is not Verdict.UNCHANGED
    assert Counter(re.findall("[^。\n]+。", outcome.text)) == Counter(
        ["现将2024年履职情况报告如下。", *order, "特此报告。"]
    )
    heads = [s.heading for s in parse(outcome.text).sections]
    assert heads == ["述德", "述职", "述廉", "存在问题", "下步打算"]
    for section in parse(outcome.text).sections:
        inside = outcome.text[section.heading_end : section.end]
        assert all(s in inside for s in SENTENCES[section.heading]), section.heading


def test_a_heading_without_material_is_left_out_and_named() -> None:
    text = scattered(SENTENCES["述职"] + SENTENCES["述廉"], 3)
    outcome = restructure(text, instruction=ASK)
    assert "述德" not in outcome.text.split("\n", 1)[1]
    assert "heading_empty" in {f.code for s in outcome.sections for f in s.findings}
    assert outcome.verdict is Verdict.REVIEW


def test_a_report_without_any_heading_gets_those_of_its_genre() -> None:
    lines = ["".join(group) for group in SENTENCES.values()]
    text = scattered(lines, len(lines))
    found = [s.number for s in parse(restructure(text).text).sections]
    assert found[:3] == ["一、", "二、", "三、"]


def test_numbers_of_all_levels_are_put_right() -> None:
    text = (
        "柳溪乡2024年工作总结\n一、主要工作\n（1）抓好产业\n新建大棚36座。\n"
        "（3）抓好民生\n修路12公里。\n三、存在问题\n创新办法偏少。\n"
    )
    outcome = restructure(text, instruction="序号乱了，重编序号")
    numbers = [s.number for s in parse(outcome.text).walk()]
    assert numbers == ["一、", "（一）", "（二）", "二、"]
    assert all(
        line in outcome.text for line in ("新建大棚36座。", "修路12公里。", "创新办法偏少。")
    )


def test_points_in_one_paragraph_get_paragraphs_of_their_own() -> None:
    text = "一、工作\n一是抓产业，新建大棚36座。二是抓民生，修路12公里。三是抓治理，调解纠纷9起。\n"
    lines = restructure(text, "拆成三段", "1").text.splitlines()
    assert [line[:2] for line in lines[1:]] == ["一是", "二是", "三是"]


@pytest.mark.parametrize("first", ["（1）", "①", "第一，"])
def test_a_list_inside_a_paragraph_becomes_points(first: str) -> None:
    labels = {
        "（1）": ["（1）", "（2）", "（3）"],
        "①": ["①", "②", "③"],
        "第一，": ["第一，", "第二，", "第三，"],
    }[first]
    items = ["新建大棚36座，带动就业。", "修路12公里，方便出行。", "调解纠纷9起，促进和谐。"]
    text = "一、工作\n" + "".join(a + b for a, b in zip(labels, items, strict=True)) + "\n"
    outcome = restructure(text, "分成三点", "1")
    assert [p.label for s in parse(outcome.text).walk() for p in s.points] == [
        "一是",
        "二是",
        "三是",
    ]
    assert all(item in outcome.text for item in items)


PASSAGE = (
    "硬化通组道路9.6公里，安装路灯118盏。召开村级议事会18次，办结诉求264件。"
    "发放救助资金48万元，惠及困难群众612人次。新建大棚36座，带动就业120人。\n"
)


@pytest.mark.parametrize("title", ["", "柳溪乡2024年度工作总结\n"])
@pytest.mark.parametrize(
    "text", [PASSAGE, PASSAGE.replace("。召", "。\n召").replace("。新", "。\n新")]
)
def test_a_text_without_headings_is_itself_the_part_that_is_meant(text: str, title: str) -> None:
    for instruction, points in (("分成三点", 3), (None, 2)):
        outcome = restructure(title + text, instruction=instruction)
        for label in "一二三"[:points]:
            assert f"{label}是" in outcome.text
        assert [s.id for s in outcome.sections] == ["body"]


def test_headings_that_nothing_was_put_under_are_named() -> None:
    points = "一是修路。硬化通组道路9.6公里，安装路灯118盏。\n二是议事。召开村级议事会18次。\n"
    outcome = restructure(points, instruction="分成两点并写小标题：基础设施、民生保障")
    assert "基础设施、民生保障" in str([f.message.zh for s in outcome.sections for f in s.findings])
    assert outcome.exit_code == 1
