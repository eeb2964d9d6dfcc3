"""What is said of a text as it is, and what of it is to go, is no more than was said."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.session import Session
from tests.chat.test_reader import say, step
from tests.chat.test_said_otherwise import read, talk
from tests.servers.model_server import ModelServer


def test_a_length_that_a_part_has_already_is_no_wish() -> None:
    held = talk()
    words = held.situation().words("1")
    found = held.read(f"第一部分{words - 2}字挤成一坨，压到一半")
    assert [(s.task, s.to) for s in found.steps] == [("shorten", "50%")]


def test_a_length_somewhat_below_is_one() -> None:
    held = talk()
    words = held.situation().words("1")
    found = held.read(f"第一部分压到{int(words * 0.8)}字")
    assert [s.to for s in found.steps] == [str(int(words * 0.8))]


def test_words_that_are_to_go_take_no_sentence_with_them(model_server: ModelServer) -> None:
    turn = say(
        model_server,
        "第一部分里“工作扎实”这几个字不要了吧那谁说的",
        step("delete", sections=["1"], named="第一部分", old="工作扎实"),
    )
    gone = [s.old for s in turn.steps]
    assert all(old is None or "。" not in old for old in gone)


def test_a_gap_is_found_by_what_it_is_marked_with() -> None:
    text = "关于表彰的请示\n[主送单位]：\n一、事项\n拟表彰3人。\n二、其他\n请批复。\n[日期]\n"
    held = Talk(Session.from_text(text, model="rules"), "rules")
    turn = held.say("主送单位填县人社局")
    assert turn.act is Act.TASK, turn.said
    assert "县人社局：" in turn.proposals[0].text


@pytest.mark.parametrize("sign", ["%", "％"])
def test_a_share_fits_a_place_with_either_sign(sign: str) -> None:
    text = f"工作总结\n一、经济\n税收收入11.3亿元，同比增长____{sign}。\n二、打算\n继续努力。\n"
    held = Talk(Session.from_text(text, model="rules"), "rules")
    turn = held.say("税收同比增长6.8%，补上")
    assert turn.act is Act.TASK, turn.said
    assert f"同比增长6.8{sign}" in turn.proposals[0].text


def test_who_has_not_been_asked_yet_asks_nothing() -> None:
    assert read("撤了吧，我还没给站长看呢").act is not Act.ANSWER


def test_what_is_said_of_one_part_turns_nothing_else_down() -> None:
    held = talk("1.1压到30字，1.2压到30字")
    assert held.session.pending is not None
    turn = held.say("雨情那节照改。水质那节他要亲自看，先不动。")
    assert turn.act is not Act.REJECT
    assert held.session.pending is not None
