"""Exact edits that a capable model reads: what is to go, and what is asked about first."""

from __future__ import annotations

from assistant.chat import Act
from tests.chat.test_reader import reading, say, step
from tests.chat.test_talk import REPORT
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
