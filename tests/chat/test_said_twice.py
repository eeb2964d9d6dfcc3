"""A sentence that stands twice is called by that, and its author says which place is to go."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.session import Session
from tests.chat.test_talk import REPORT, steps

AGAIN = "群众的钱袋子越来越鼓，班子带头抓落实的劲头一年比一年足。"
TWICE = REPORT.replace("带头讲党课，", f"带头讲党课。{AGAIN}").replace(
    "补齐民生短板。", f"补齐民生短板。{AGAIN}"
)


def asked() -> Talk:
    talk = Talk(Session.from_text(TWICE, model="rules"), "rules")
    turn = talk.say("把重复的那句删掉")
    assert turn.act is Act.ASK
    assert "写了两处" in turn.said.zh
    assert len(turn.choices) == 2
    return talk


@pytest.mark.parametrize(
    "reply", ["下一步打算里那处", "前面那处留着，删下一步打算里的", "后面那处", "删第二处"]
)
def test_the_place_that_is_named_goes_and_the_other_stays(reply: str) -> None:
    talk = asked()
    turn = talk.say(reply)
    assert steps(turn)[0]["sections"] == ["4"], turn.said
    if turn.act is Act.ASK:  # what goes is asked once
        talk.say("是")
    talk.say("采用")
    left = talk.session.report.text
    assert left.count(AGAIN) == 1
    assert left.index(AGAIN) < left.index("二、抓经济发展")


def test_where_nothing_stands_twice_the_words_are_asked_for() -> None:
    turn = Talk(Session.from_text(REPORT, model="rules"), "rules").say("把重复的那句删掉")
    assert turn.act is Act.ASK
    assert not turn.choices
    assert "引号" in turn.said.zh
