"""What a sentence says beside its wish: how long a part is, what for, what is quoted whole."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_talk import steps, talk

SIXTY = [{"task": "shorten", "sections": ["2"], "to": "60"}]
ALL_OF_THREE = (
    "严格落实中央八项规定精神，开展廉政谈话次，处置问题线索5件，通报典型问题2起，干部作风持续好转，"
    "群众满意率稳步提升。"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "第二部分两百来字，念不完，压到60字",
        "第二部分有两千多字，太长了，压到60字",
        "第二部分写了两千字嫌长，压到60字",
        "第二部分压到60字，太长了",
    ],
)
def test_a_length_that_is_only_complained_of_is_not_asked_for(sentence: str) -> None:
    assert steps(talk().say(sentence)) == SIXTY


@pytest.mark.parametrize(
    "sentence",
    [
        "讲招商的那一部分语句太散，重新写紧凑些，让人一眼看出来引了什么、建了什么",
        "讲招商的那部分改得紧凑些，让领导看得出做了哪些事",
    ],
)
def test_what_others_are_to_see_of_it_makes_no_question(sentence: str) -> None:
    [one] = steps(talk().say(sentence))
    assert (one["task"], one["sections"]) == ("rewrite", ["2.1"])


@pytest.mark.parametrize("sentence", ["让我看看改了什么", "让领导知道哪些没完成可以吗？"])
def test_what_the_author_wants_to_see_is_still_a_question(sentence: str) -> None:
    assert talk().say(sentence).act is Act.ANSWER


def test_how_many_it_was_last_year_raises_no_figure() -> None:
    assert talk().say("谈话次数去年实际多少，今年又是多少").act is not Act.REFUSE


@pytest.mark.parametrize("wish", ["整句删，别的留着", "整句删掉", "删掉，别的留着"])
def test_a_sentence_quoted_with_its_marks_is_the_one_that_goes(wish: str) -> None:
    turn = talk().say(f"党风廉政那节“{ALL_OF_THREE}”{wish}")
    assert [(s["task"], s["sections"], s["old"]) for s in steps(turn)] == [
        ("delete", ["3"], ALL_OF_THREE)
    ]


def test_words_are_exchanged_before_a_shortening_leaves_them_out() -> None:
    turn = talk().say("第二部分压到30字，把“名列前茅”换成“排在前列”")
    assert turn.act is Act.TASK, turn.said
    assert [s["task"] for s in steps(turn)] == ["shorten", "replace"]


def test_a_step_that_came_to_nothing_beside_others_is_told() -> None:
    said = talk().say("第三部分压到60字，语气平实一些").said
    assert "改好了" in said.zh
    assert "“语气平实一些”没有做成" in said.zh
    assert "没有做成" not in talk().say("先清理，再把第三部分压到60字").said.zh
