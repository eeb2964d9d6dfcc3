"""Restructuring does what was asked: headings, order, each 述; what it cannot do is named."""

from __future__ import annotations

import json

import pytest

from assistant.chains import Request, prepare
from assistant.chains.partition import Place, votes_question
from assistant.chains.restructure import RESTRUCTURE
from assistant.chains.told_order import in_order, kind_told
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import codes, restructure

REPORT = """松岭乡2024年工作总结
一、工作情况
新建社区食堂3个，改造危房48户，惠及老人1200名。为企业代办证照86件，办事时限压缩到1天。\
开展警示教育4次，约谈干部3人。落实一次办结制度，企业办事更方便。
二、下一步打算
继续抓好民生。
"""


@pytest.mark.parametrize(
    "instruction",
    [
        "分成三点：民生实事、营商环境、廉洁作风",
        "分三点写，分别是民生实事、营商环境、廉洁作风",
        "按民生实事、营商环境、廉洁作风三个方面分点",
    ],
)
def test_points_get_the_headings_that_the_author_named(instruction: str) -> None:
    outcome = restructure(REPORT, instruction, "1")
    lines = outcome.text.splitlines()[2:5]
    assert [line[:7] for line in lines] == ["一是民生实事。", "二是营商环境。", "三是廉洁作风。"]
    assert "食堂" in lines[0]
    assert "一次办结" in lines[1]
    assert "警示教育" in lines[2]


def test_the_named_headings_reach_the_model() -> None:
    report = parse(REPORT.replace("开展警示教育4次", "牵头办了4场活动"))
    instruction = "分成三点：民生实事、营商环境、廉洁作风"
    request = read_request(Request("restructure", ("1",), instruction=instruction), report)
    (piece,) = RESTRUCTURE.spread(prepare(request, report, load_genre("general")))
    shown = [json.dumps(q.values, ensure_ascii=False) for q in piece.questions]
    assert all("民生实事" in one and "廉洁作风" in one for one in shown)


def test_a_heading_named_for_which_there_is_nothing_is_never_accepted_in_silence() -> None:
    outcome = restructure(REPORT, "分成三点：民生实事、营商环境、国防动员", "1")
    assert outcome.verdict is not Verdict.ACCEPTED
    named = [f for s in outcome.sections for f in s.findings if "国防动员" in f.message.zh]
    assert {f.code for f in named} <= {"heading_empty", "not_as_asked"}
    assert named


def test_what_is_asked_to_come_first_comes_first_in_every_paragraph() -> None:
    text = restructure(REPORT, "措施在前、成绩在后", "1").text
    assert text.index("落实一次办结") < text.index("新建社区食堂")
    assert text.index("新建社区食堂") < text.index("为企业代办") < text.index("开展警示教育")


def test_an_order_of_things_that_are_not_there_is_named() -> None:
    outcome = restructure(REPORT, "成绩在前、问题在后", "1")
    assert outcome.verdict is not Verdict.ACCEPTED
    assert "not_as_asked" in codes(outcome)


def test_in_each_point_the_kind_asked_for_comes_first_and_a_lead_stays() -> None:
    point = [
        "抓好就业。",
        "开展招聘。",
        "新增就业320人。",
        "其中脱贫户60人。",
        "建立台账。",
    ]
    assert in_order(point, ("结果", "做法")) == [
        "抓好就业。",
        "新增就业320人。",
        "其中脱贫户60人。",
        "开展招聘。",
        "建立台账。",
    ]


def test_a_part_for_each_duty_and_what_was_done_is_no_plan() -> None:
    text = """2024年度个人述职报告
各位领导：
一、主要工作
全年进一步推进农村改厕，完成改厕320户。进一步完善管网，新建管网12公里。严格执行中央八项规定，没有收受礼金。
孝敬父母，邻里和睦，资助学生2名。
二、下一步打算
下一步，我将每月下村8天。
以上报告，请予评议。
"""
    outcome = restructure(text, "按述德述职述廉重新组织")
    headings = {s.heading: outcome.text[s.start : s.end] for s in parse(outcome.text).sections}
    assert list(headings)[:3] == ["述德", "述职", "述廉"]
    assert "改厕" in headings["述职"]
    assert "管网" in headings["述职"]
    assert "八项规定" in headings["述廉"]
    assert "每月下村8天" in headings["下一步打算"]


def test_headings_that_give_way_to_those_asked_for_are_no_content_left_out() -> None:
    text = REPORT.replace("一、工作情况", "一、凝心聚力抓落实").replace(
        "继续抓好民生", "我将抓好民生"
    )
    outcome = restructure(text, "按履职情况、廉洁自律、下一步打算三个部分重新归类")
    assert "凝心聚力" not in outcome.text
    assert not [r for s in outcome.sections for r in s.reading if "凝心聚力" in r.old]


def test_the_model_sees_whole_sentences() -> None:
    long = "新建社区食堂3个" + "、改造危房48户、惠及老人1200名" * 4 + "，群众都说好。"
    question = votes_question(Place("1", long + "开展警示教育4次。约谈干部3人。", 2))
    assert question is not None
    assert long in question.values["sentences"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("完成改厕320户。", "result"),
        ("建立台账。", "measure"),
        ("调研不够深入。", "problem"),
        ("下一步，我将每月下村。", "plan"),
    ],
)
def test_what_a_sentence_tells(sentence: str, kind: str) -> None:
    assert kind_told(sentence) == kind
