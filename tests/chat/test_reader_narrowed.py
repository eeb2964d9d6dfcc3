"""A part that a capable model names is narrowed to the paragraph that the sentence's words name."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act
from assistant.chat.perform import Course, perform
from assistant.chat.reader.shown import shown
from assistant.chat.turn import Step
from assistant.errors import UsageError
from assistant.session import Session
from tests.chat.test_reader import reading, step
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer

REPORT = """石桥镇2024年度工作总结
全镇上下齐心协力，各项工作有了新的起色。
一、经济发展情况
做强三产，全年接待游客12万人次，带动农户增收，镇上的民宿从6家增加到19家，游客的口碑越来越好。
做实农业，新修渠道8公里，稻田全部上了水，群众种粮的劲头更足了。
做优环境，办理企业诉求31件，镇上的企业家都说办事方便了。
二、党建工作情况
一是学习抓在经常。全年组织学习24次，大家的认识更深了。
二是队伍抓在平时。选派9名干部到村里跟班学习，干部的本领更强了。
三、下一步打算
明年要继续抓好农业和旅游，把群众的事办好办实。
各位代表！新的征程已经开启，我们要不忘初心，把群众的冷暖时刻放在心上，把好事办好、把实事办实。
我们要守住底线，时刻绷紧安全这根弦，决不能出现任何的闪失和差错。
特此报告。
"""


def say(server: ModelServer, sentence: str, reply: dict[str, Any]) -> Any:
    held = reading(server, REPORT)
    server.always(lambda _request: json_reply(reply))
    return held.say(sentence)


NAMED = [
    ("做强三产那段压到40字，其他的话留给会上讲", "1", "做强三产那段", "1.b1"),
    (
        "结尾里“守住底线”那段压到20字，念到这儿该收了",
        "closing",
        "结尾里“守住底线”那段",
        "closing.b2",
    ),
    ("经济里头做实农业那段压到40字，写得太满了", "1", "经济里头做实农业那段", "1.b2"),
]


@pytest.mark.parametrize(("sentence", "part", "named", "paragraph"), NAMED)
def test_the_part_around_a_paragraph_that_is_named_is_not_meant(
    model_server: ModelServer, sentence: str, part: str, named: str, paragraph: str
) -> None:
    read = step(
        "shorten", sections=[part], named=[named], to="压到40字" if "40" in sentence else "压到20字"
    )
    assert say(model_server, sentence, read).steps[0].sections == (paragraph,)


def test_a_part_called_by_its_heading_or_a_paragraph_that_no_word_names_stays_the_part(
    model_server: ModelServer,
) -> None:
    for named in ("经济发展这段", "第一部分那段", "讲海洋渔业那段"):
        read = step("shorten", sections=["1"], named=[named], to="压到90字", amount="to")
        turn = say(model_server, f"{named}念着累，压到90字吧", read)
        assert turn.steps[0].sections == ("1",), named


def test_the_paragraph_that_was_just_edited_is_the_one_pointed_back_at(
    model_server: ModelServer,
) -> None:
    one = {"sections": ["1"], "named": ["渠道那个8公里"], "old": "8公里", "new": "9公里"}
    two = {"sections": ["1"], "named": ["那一段"], "wish": "再顺一顺"}
    read = {
        "act": "task",
        "steps": [{"task": "correct", **one}, {"task": "rewrite", **two}],
    }
    turn = say(model_server, "渠道那个8公里改成9公里，改完那一段再顺一顺，念着拗口", read)
    assert [s.sections for s in turn.steps] == [("1.b2",), ("1.b2",)]


def test_an_edit_in_a_part_that_was_called_by_its_number_is_one_in_that_part(
    model_server: ModelServer,
) -> None:
    one = {"sections": ["1"], "named": ["第一部分"], "old": "8公里", "new": "9公里"}
    turn = say(model_server, "第一部分里头的8公里改成9公里，谢谢老师", step("correct", **one))
    assert turn.act is Act.ASK
    assert turn.steps[0].sections == ("1",)


def test_the_paragraphs_of_the_closing_are_shown_and_may_be_chosen(
    model_server: ModelServer,
) -> None:
    held = reading(model_server, REPORT)
    told, choices = shown("结尾里守住底线那段", held.situation())
    assert "closing.b2" in choices.parts
    assert "closing b1" in told["outline"]
    assert "closing.b2" not in shown("结尾压短些", held.situation())[1].parts


@pytest.mark.parametrize("before", ["1.b1", "1.b2"])
def test_a_paragraph_is_known_again_once_one_before_it_is_gone(before: str) -> None:
    session = Session.from_text(REPORT, model="rules")
    gone, less = Step("delete", (before,)), Step("shorten", ("1.b3",), to="15")
    text = perform(session, (gone, less), None, Course()).text
    assert ("做强三产" in text, "做实农业" in text) == (before != "1.b1", before != "1.b2")
    assert "做优环境，办理企业诉求31件，镇上的企业家都说办事方便了" not in text


def test_a_paragraph_that_is_gone_is_not_taken_for_the_part_around_it() -> None:
    session = Session.from_text(REPORT, model="rules")
    steps = (Step("delete", ("1.b3",)), Step("shorten", ("1.b3",), to="15"))
    with pytest.raises(UsageError):
        perform(session, steps, None, Course())


def test_a_part_called_by_its_name_with_an_edit_stays_the_part(model_server: ModelServer) -> None:
    one = {"sections": ["1"], "named": ["经济部分的渠道数"], "old": "8公里", "new": "9公里"}
    turn = say(model_server, "经济部分的渠道数8公里更正为9公里，谢谢", step("correct", **one))
    assert turn.steps[0].sections == ("1",)
