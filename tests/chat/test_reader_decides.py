"""Decisions that a capable model reads: what the sentence itself must say for them."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from assistant.chat.commands import is_question
from tests.chat.test_reader import reading, say, without_model
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer

PRESSED = "第三部分压到40字"


def takes_every_change(server: ModelServer, sentence: str) -> bool:
    """Whether a sentence is done that a model reads as taking each change of what waits."""
    held = reading(server)
    held.say(PRESSED)
    assert held.session.pending is not None
    every = list(range(1, len(held.session.pending.changes) + 1))
    server.always(lambda _request: json_reply({"act": "adopt_part", "changes": every}))
    return held.say(sentence).text_changed


def test_who_tells_of_a_sending_and_has_the_text_changed_adopts(model_server: ModelServer) -> None:
    sentence = "这一稿我昨晚传给局长了，他表示同意，请照此修改正文。"
    assert without_model(sentence, PRESSED).act is Act.REFUSE
    assert say(model_server, sentence, {"act": "adopt"}, PRESSED).text_changed


@pytest.mark.parametrize(
    "sentence", ["把这一稿发到工作群里，同意的人就回个话", "这一稿替我传给镇长，他说同意那最好"]
)
def test_who_wants_it_sent_adopts_nothing_whatever_the_model_says(
    model_server: ModelServer, sentence: str
) -> None:
    turn = say(model_server, sentence, {"act": "adopt"}, PRESSED)
    assert not turn.text_changed
    assert turn.act is not Act.ADOPT


def test_a_part_whose_changes_are_all_that_wait_is_adopted_by_their_numbers(
    model_server: ModelServer,
) -> None:
    sentence = "第三部分的修改予以采纳，第四部分我再看看"
    assert takes_every_change(model_server, sentence)


@pytest.mark.parametrize(
    "sentence", ["第三部分的修改不采用，第四部分予以采纳", "前头那几处予以采纳，后头的不采用"]
)
def test_all_that_waits_is_not_adopted_for_a_part_of_it(
    model_server: ModelServer, sentence: str
) -> None:
    assert not takes_every_change(model_server, sentence)


def test_a_version_to_which_nothing_was_done_is_the_text_as_it_was_opened(
    model_server: ModelServer,
) -> None:
    held = reading(model_server)
    for one in (PRESSED, "采用", "把“茶园”改成“茶山”", "采用"):
        held.say(one)
    before = held.session.source.text
    model_server.always(lambda _request: json_reply({"act": "undo", "original": True}))
    held.say("还是头先踏实，请帮我恢复到什么都没改过的那一稿，真不好意思")
    assert held.session.report.text == before
    assert is_question("什么都没改过吗")
    assert is_question("这里什么没填？")


@pytest.mark.parametrize(
    "sentence",
    [
        "已送局长过目，局长说不行，请照此修改正文",
        "先发给局长，他同意了再照此修改正文",
        "局长那边已送了，他不同意照此修改正文",
    ],
)
def test_what_somebody_refused_or_is_still_to_agree_to_is_asked_about(
    model_server: ModelServer, sentence: str
) -> None:
    turn = say(model_server, sentence, {"act": "adopt"}, PRESSED)
    assert not turn.text_changed
    assert turn.act is Act.ASK


@pytest.mark.parametrize("behind", ["他还没表态，请照此修改正文。", "他点头后请照此修改正文。"])
def test_what_waits_for_somebody_s_word_is_not_adopted(
    model_server: ModelServer, behind: str
) -> None:
    turn = say(model_server, f"这一稿我昨晚传给局长了，{behind}", {"act": "adopt"}, PRESSED)
    assert not turn.text_changed


@pytest.mark.parametrize(
    "sentence",
    [
        "第三部分的修改等局长看了予以采纳",
        "第三部分除数字外予以采纳",
        "第三部分的修改，除了数字，予以采纳",
        "第三部分的修改予以采纳吗，第四部分我再看看",
        "第三部分标题的修改予以采纳，第四部分我再看看",
        "局长点头以后，第三部分的修改予以采纳",
    ],
)
def test_a_part_is_not_adopted_whole_for_less_or_on_a_condition(
    model_server: ModelServer, sentence: str
) -> None:
    assert not takes_every_change(model_server, sentence)


@pytest.mark.parametrize(
    "sentence",
    ["第三部分里我只同意予以采纳第一处，其他的再说", "第三部分的修改予以采纳，第一处不要"],
)
def test_of_a_part_no_more_is_adopted_than_the_change_that_is_counted(
    model_server: ModelServer, sentence: str
) -> None:
    held = reading(model_server)
    held.say(PRESSED)
    waits = held.session.pending
    assert waits is not None
    every = list(range(1, len(waits.changes) + 1))
    model_server.always(lambda _request: json_reply({"act": "adopt_part", "changes": every}))
    held.say(sentence)
    assert held.session.report.text != waits.text


def test_of_two_parts_that_wait_one_is_not_adopted_whole_for_less(
    model_server: ModelServer,
) -> None:
    held = reading(model_server)
    held.say("第一部分和第三部分各压到40字")
    model_server.always(lambda _request: json_reply({"act": "adopt_part", "part": "3"}))
    assert not held.say("第三部分除数字外予以采纳，第一部分我再想想").text_changed
