"""Decisions that a capable model reads: what the sentence itself must say for them."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from assistant.chat.commands import is_question
from tests.chat.test_reader import reading, say, without_model
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer

PRESSED = "第三部分压到40字"


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
    held = reading(model_server)
    held.say(PRESSED)
    assert held.session.pending is not None
    every = list(range(1, len(held.session.pending.changes) + 1))
    model_server.always(lambda _request: json_reply({"act": "adopt_part", "changes": every}))
    assert held.say(sentence).text_changed


@pytest.mark.parametrize(
    "sentence", ["第三部分的修改不采用，第四部分予以采纳", "前头那几处予以采纳，后头的不采用"]
)
def test_all_that_waits_is_not_adopted_for_a_part_of_it(
    model_server: ModelServer, sentence: str
) -> None:
    held = reading(model_server)
    held.say(PRESSED)
    assert held.session.pending is not None
    every = list(range(1, len(held.session.pending.changes) + 1))
    model_server.always(lambda _request: json_reply({"act": "adopt_part", "changes": every}))
    assert not held.say(sentence).text_changed


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
