"""A reply to the program's question and the request it was asked about are one wish."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_reader import reading, say, step
from tests.chat.test_said_otherwise import read, steps, talk
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer

REPLIES = [
    ("那一节压到40字", "就是讲水质的那一节", [("shorten", ("1.2",), "40")]),
    ("这两部分各压到30字", "指第二、第三部分", [("shorten", ("2", "3"), "30")]),
    ("把“测工”换掉", "改为“站工”", [("replace", ("3",), None)]),
]


@pytest.mark.parametrize(("asked", "reply", "meant"), REPLIES, ids=[r[1] for r in REPLIES])
def test_what_was_left_open_is_filled_by_the_reply(
    asked: str, reply: str, meant: list[tuple[str, tuple[str, ...] | None, str | None]]
) -> None:
    held = talk()
    assert held.say(asked).act is Act.ASK
    assert steps(reply, asked) == meant


def test_each_of_the_parts_that_the_reply_names_has_the_length_that_was_asked_of_each() -> None:
    [step] = read("指第二、第三部分", "这两部分各压到30字").steps
    assert step.each


def test_a_reply_that_asks_for_another_thing_is_a_request_of_its_own() -> None:
    assert steps("第三部分分成两点", "那一节压到40字") == [("restructure", ("3",), None)]


def test_no_more_is_taken_than_the_reply_names() -> None:
    found = read("二里的宣传和人手", "把那两条合并")
    assert not (found.act is Act.TASK and found.steps[0].sections == ("2",))


def test_a_model_is_told_what_the_question_was_about(model_server: ModelServer) -> None:
    asked, reply = "把那两条合并", "存在问题里设备和人手那两条"
    read_as = step("restructure", sections=["4.p1", "4.p2"], named=[reply], order="合并")
    held = reading(model_server, report=talk().session.report.text)
    model_server.always(lambda _request: json_reply({"act": "ask", "reason": "where", "steps": []}))
    held.say(asked)
    model_server.always(lambda _request: json_reply(read_as))
    turn = held.say(reply)
    assert asked in model_server.requests[-1].text
    assert [s.sections for s in turn.steps] == [("4.p1", "4.p2")]


def test_a_sentence_beside_what_cleaning_left_between_the_parts_is_understood() -> None:
    from assistant.chat import Talk
    from assistant.session import Session

    text = talk().session.report.text.replace(
        "二、安全", "更多范文请关注公众号：公文驿站\n二、安全"
    )
    held = Talk(Session.from_text(text, model="rules"), "rules")
    held.say("把广告清掉")
    held.say("补上空缺")
    turn = held.say("其他的都清，安全生产那一行先留着")
    assert "没有“" not in turn.said.zh


def test_a_reading_that_leaves_out_a_length_or_is_of_more_than_was_named_is_no_better(
    model_server: ModelServer,
) -> None:
    wider = step("shorten", sections=["2"], named="第二部分", to="压到30字")
    turn = say(model_server, "那个，第二部分第二节嘛，念着费劲，压到30字", wider)
    assert [s.sections for s in turn.steps] == [("2.2",)]


def test_what_only_tells_why_may_be_passed_over_by_who_reads_it(model_server: ModelServer) -> None:
    read_as = step("shorten", sections=["2.1"], named="招商那块", to="压到20字")
    turn = say(model_server, "我跟老周也是这么讲，昨儿会上念岔了气，招商那块压到20字", read_as)
    assert (turn.act, [s.sections for s in turn.steps]) == (Act.TASK, [("2.1",)])


def test_of_what_a_model_reads_as_agreement_it_is_asked(model_server: ModelServer) -> None:
    turn = say(model_server, "第二部分那位点头了，就用这个", {"act": "adopt"}, "第二部分压到60字")
    assert turn.act in (Act.ASK, Act.ADOPT)
    assert turn.act is Act.ADOPT or turn.choices


def test_two_moves_are_two(model_server: ModelServer) -> None:
    read_as = step(
        "restructure",
        sections=["1.p1", "1.p2", "1.p3"],
        named="第一部分",
        order="三是队伍放头一个，一是调研搁最后",
    )
    turn = say(model_server, "第一部分次序不对，三是队伍放头一个，一是调研搁最后", read_as)
    orders = [s.order or "" for s in turn.steps]
    assert any("最前面" in o and "最后面" in o for o in orders) or turn.act is Act.ASK


@pytest.mark.parametrize("reply", ["没错，第二部分", "不错，就第二部分"])
def test_a_reply_that_agrees_first_denies_nothing(reply: str) -> None:
    assert steps(reply, "那一部分压到50字") == [("shorten", ("2",), "50")]


def test_a_reply_that_says_which_is_left_out_does_not_mean_that_one() -> None:
    found = read("除了第二部分", "那一部分压到50字")
    assert [step.sections for step in found.steps] != [("2",)]


def test_where_nothing_waits_nobody_is_asked_whether_to_adopt_it(
    model_server: ModelServer,
) -> None:
    turn = say(model_server, "第二部分那位点头了，就用这个", {"act": "adopt"})
    assert "采用等您决定" not in turn.said.zh


@pytest.mark.parametrize(
    ("asked", "reply", "meant"),
    [
        ("那两部分压短点", "第二、第三部分，各三十字", [("shorten", ("2", "3"), "30")]),
        ("这一条再精简一些", "讲水质的那一节，精简到40字以内", [("shorten", ("1.2",), "<40")]),
        ("压到120字", "噢，是讲水质的那一节", [("shorten", ("1.2",), "120")]),
        ("压一下", "讲水质的那一节，四十", [("shorten", ("1.2",), "40")]),
    ],
)
def test_a_part_that_is_named_next_has_what_was_asked_for_and_the_length_that_is_said(
    asked: str, reply: str, meant: list[tuple[str, tuple[str, ...] | None, str | None]]
) -> None:
    assert steps(reply, asked) == meant


def test_a_figure_that_is_put_right_in_reply_is_no_place_for_another_wish() -> None:
    found = read("水样612份那个，应该是621份", "有个数字要改一下")
    assert [(s.task, s.old, s.new) for s in found.steps] == [("correct", "612份", "621份")]
