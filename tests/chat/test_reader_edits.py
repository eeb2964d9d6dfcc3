"""Exact edits that a capable model reads: what is to go, and what is asked about first."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act
from tests.chat.test_reader import reading, say, step, without_model
from tests.chat.test_talk import REPORT, steps
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer


def test_words_to_delete_that_begin_with_a_quotation_keep_their_marks(
    model_server: ModelServer,
) -> None:
    held = reading(model_server, REPORT.replace("茶叶品牌", "“云雾香”火遍全网，茶叶品牌"))
    read = step("delete", old="“云雾香”火遍全网")
    model_server.always(lambda _request: json_reply(read))
    turn = held.say("“云雾香”火遍全网，这种网上的话会上别说，去掉")
    assert turn.act is Act.ASK
    assert turn.steps[0].old == "“云雾香”火遍全网"


TWICE = "重复的那句先去了，完了第一部分压到80字"
TWO = {
    "act": "task",
    "steps": [
        {"task": "delete", "old": "重复的那句"},
        {"task": "shorten", "sections": ["1"], "named": ["第一部分"], "to": "压到80字"},
    ],
}


def test_which_sentence_goes_is_asked_though_another_step_names_its_part(
    model_server: ModelServer,
) -> None:
    turn = say(model_server, TWICE, TWO)
    assert (turn.act, "哪一句" in turn.said.zh) == (Act.ASK, True)
    assert [(s.task, s.sections) for s in turn.steps] == [("delete", None), ("shorten", ("1",))]


def test_nothing_goes_by_agreeing_to_steps_of_which_one_deletes_an_unknown_sentence(
    model_server: ModelServer,
) -> None:
    turn = say(model_server, TWICE, {**TWO, "act": "ask"})
    assert not any(s.task == "delete" and not s.spans for s in turn.steps) or not turn.choices


MIXED = "第一部分第二条里混进了一句{}，请把它删去，然后用“我镇”的口吻把这一条理顺"


def test_a_sentence_that_a_point_holds_besides_goes_and_not_the_point(
    model_server: ModelServer,
) -> None:
    def read(what: str) -> dict[str, Any]:
        place = {"sections": ["1.p2"], "named": ["第一部分第二条"]}
        one = {"task": "delete", **place, "old": f"一句{what}"}
        two = {
            "task": "rewrite",
            **place,
            "named": ["这一条"],
            "wish": "用“我镇”的口吻把这一条理顺",
        }
        return {"act": "task", "steps": [one, two]}

    found = say(model_server, MIXED.format("修订议事规则"), read("修订议事规则"))
    assert (found.steps[0].old or "").startswith("修订议事规则，重大事项")
    alone = without_model(MIXED.format("远洋渔业"))
    assert any(s.task == "delete" and s.sections == ("1.p2",) for s in alone.steps)
    asked = say(model_server, MIXED.format("远洋渔业"), read("远洋渔业"))
    assert asked.act is Act.ASK
    assert "哪一句" in asked.said.zh


def test_words_are_exchanged_where_they_stand_and_not_in_the_part_of_another_step(
    model_server: ModelServer,
) -> None:
    sentence = "“茶园”全换成“茶山”，换完第一部分再压到60字"
    one = {"task": "replace", "old": "茶园", "new": "茶山"}
    two = {"task": "shorten", "sections": ["1"], "named": ["第一部分"], "to": "压到60字"}
    turn = say(model_server, sentence, {"act": "task", "steps": [one, two]})
    assert turn.act is Act.TASK
    assert [s["task"] for s in steps(turn)] == ["replace", "shorten"]


@pytest.mark.parametrize(
    "quoted", ["“严格落实中央八项”", "严格落实中央八项那句", "就是“处置问题线索5件，通报”那句"]
)
def test_the_sentence_that_is_quoted_fills_the_open_step_and_no_other_is_lost(
    model_server: ModelServer, quoted: str
) -> None:
    asked = {
        "act": "task",
        "steps": [
            {"task": "delete", "old": "那句不对的"},
            {
                "task": "shorten",
                "sections": ["1"],
                "named": ["第一部分"],
                "to": "压到80字",
                "amount": "to",
            },
        ],
    }
    held = reading(model_server)
    model_server.always(lambda _request: json_reply(asked))
    assert "哪一句" in held.say("那句不对的去掉，第一部分压到80字").said.zh
    alone = step("delete", old="处置问题线索5件")
    model_server.always(lambda _request: json_reply(alone))
    turn = held.say(quoted)
    assert [s.task for s in turn.steps] == ["delete", "shorten"], turn.said
    assert not turn.text_changed
    held.say("是")
    assert "严格落实中央八项" not in held.session.report.text
    assert held.session.pending is not None
    assert {p.id for p in held.session.pending.parts if p.changed} == {"1"}
