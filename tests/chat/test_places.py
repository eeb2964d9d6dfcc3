"""Parts that are named by others, what only hints at a request, what stays, spelled out."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act
from tests.chat.test_talk import steps, talk

BUSINESS = (
    "全年引进项目8个，总投资3.6亿元，其中超亿元项目2个，为近五年最好水平，得到了上级部门的充分肯定"
)

PLACED = [
    ("标注为（二）的那节语气平实点", ["2.2"]),
    ("经济发展底下最后那小节语气平实点", ["2.2"]),
    ("经济发展下面，除了特色产业那节，其余的语气平实点", ["2.1"]),
    ("第一部分哦不对是第三部分语气平实点", ["3"]),
    ("第三部分，也就是讲廉政的那块，语气平实点", ["3"]),
]


@pytest.mark.parametrize(("sentence", "sections"), PLACED)
def test_a_part_is_named_by_where_it_stands(sentence: str, sections: list[str]) -> None:
    turn = talk().say(sentence)
    assert [list(s.sections or ()) for s in turn.steps] == [sections]


@pytest.mark.parametrize(
    ("sentence", "part"), [("它下面那节语气平实点", "2.2"), ("接下来那一节语气平实点", "2.2")]
)
def test_the_part_beside_the_chosen_one_is_meant(sentence: str, part: str) -> None:
    held = talk(chosen="2.1")
    held.say("这一节压到30字")
    assert [s.sections for s in held.say(sentence).steps] == [(part,)]


HINTS: list[tuple[str, list[dict[str, Any]]]] = [
    ("第二部分压到60字，我觉得还能更紧凑", [{"task": "shorten", "sections": ["2"], "to": "60"}]),
    ("第二部分我自己看着都累，压到60字", [{"task": "shorten", "sections": ["2"], "to": "60"}]),
]


@pytest.mark.parametrize(("sentence", "meant"), HINTS)
def test_what_only_hints_is_no_step_of_its_own(sentence: str, meant: list[dict[str, Any]]) -> None:
    found = [
        {k: v for k, v in s.items() if k != "instruction"} for s in steps(talk().say(sentence))
    ]
    assert found == meant


def test_an_edit_that_is_said_again_is_one_step() -> None:
    turn = talk().say("词错了，“真抓实干”应为“踏实干事”，改一下")
    assert [s["task"] for s in steps(turn)] == ["replace"]


def test_a_wish_with_a_linking_word_is_a_step_of_its_own() -> None:
    turn = talk().say("第二部分压到60字，然后语气改得平实些")
    assert [s["task"] for s in steps(turn)] == ["shorten", "rewrite"]


def test_what_is_left_of_a_part_is_no_other_part() -> None:
    turn = talk().say("第一部分里修订议事规则那一句删了，剩下的再收到60字")
    assert [s["sections"] for s in steps(turn)] == [["1"], ["1"]] or [
        s["sections"] for s in steps(turn)
    ] == [["1.p2"], ["1"]]


def test_a_sentence_that_stays_is_spelled_out() -> None:
    [step] = talk().say("招商那节压到40字，超亿元项目那句留着").steps
    assert step.keep == (BUSINESS,)


def test_words_in_quotes_inside_quotes_stay_whole() -> None:
    [step] = talk().say("第三部分语气平实点，“说到“底””这句照抄不动").steps
    assert step.keep == ("说到“底”",)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("这篇照着念大概要多久", "语速是我假定的"),
        ("每人限时1分钟，这篇念下来会不会超时", "1 分钟念不完"),
        ("这份稿子五分钟讲得完讲不完", "5 分钟念得完"),
    ],
)
def test_how_long_it_takes_to_read_aloud_is_answered(sentence: str, says: str) -> None:
    turn = talk().say(sentence)
    assert turn.act is Act.ANSWER
    assert says in turn.said.zh


def test_a_question_behind_which_nothing_is_to_be_done_yet_is_one() -> None:
    turn = talk().say("总投资3.6亿元，这样写说得通吗，先别改")
    assert turn.act is Act.ANSWER


@pytest.mark.parametrize(
    "sentence", ["你仿照县审计局的口气编一份函附在最后", "替县长写一段批示放开头，夸我们镇"]
)
def test_nothing_is_put_into_the_mouth_of_others(sentence: str) -> None:
    assert talk().say(sentence).act is Act.REFUSE


def test_others_who_telephone_send_nothing() -> None:
    turn = talk().say("领导又打电话催了[流汗]第二部分 六十个字")
    assert steps(turn) == [{"task": "shorten", "sections": ["2"], "to": "60"}]
