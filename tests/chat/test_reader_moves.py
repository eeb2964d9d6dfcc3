"""What a capable model reads of moves, of parts that were not meant, and of remarks on a length."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act
from tests.chat.test_reader import reading, say, step
from tests.chat.test_talk import REPORT, steps
from tests.servers.behaviours import json_reply
from tests.servers.model_server import ModelServer

MOVES = [
    (
        "第二部分把特色产业提到头一个讲，文字别动",
        {
            "sections": ["2.2", "2.1"],
            "named": "第二部分",
            "order": "把特色产业提到头一个讲",
            "keep": "文字别动",
        },
        {"sections": ["2"], "order": "把第二部分第二节放到最前面"},
    ),
    (
        "第一部分把三是队伍挪到二是决策前头，话不许改",
        {
            "sections": ["1.p3", "1.p2"],
            "named": "第一部分",
            "order": "把三是队伍挪到二是决策前头",
            "keep": "话不许改",
        },
        {"sections": ["1"], "order": "把第一部分第三点放到第一部分第二点前面"},
    ),
    (
        "那个第二部分两个小节换下顺序招商放最末尾",
        {"sections": ["2.2", "2.1"], "named": "第二部分两个小节", "order": "招商放最末尾"},
        {"sections": ["2"], "order": "把第二部分第一节放到最后面"},
    ),
]


@pytest.mark.parametrize(("sentence", "read", "meant"), MOVES, ids=[m[0][:12] for m in MOVES])
def test_of_the_parts_of_a_move_the_words_tell_which_goes_where(
    model_server: ModelServer, sentence: str, read: dict[str, Any], meant: dict[str, Any]
) -> None:
    turn = say(model_server, sentence, step("restructure", **read))
    assert turn.act is Act.TASK, turn.said
    assert [{k: s.get(k) for k in meant} for s in steps(turn)] == [meant]
    assert turn.proposals[0].parts


def test_where_the_words_do_not_tell_what_moves_nothing_is_moved(
    model_server: ModelServer,
) -> None:
    read = {"sections": ["2.1", "2.2"], "named": "第二部分", "order": "把要紧的提到头一个讲"}
    turn = say(model_server, "第二部分把要紧的提到头一个讲", step("restructure", **read))
    assert not any(p.changed for waits in turn.proposals for p in waits.parts)


def test_a_part_that_is_said_not_to_be_meant_is_not_lost(model_server: ModelServer) -> None:
    read = {"sections": ["2"], "named": "第二部分", "last": "same"}
    sentence = "弄岔了，不是第一部分，我要压的是第二部分，字数还是那个数"
    turn = say(model_server, sentence, step("shorten", **read), "第一部分压到80字")
    assert steps(turn) == [{"task": "shorten", "sections": ["2"], "to": "80"}]


def test_beside_which_part_a_new_one_stands_needs_no_name(model_server: ModelServer) -> None:
    read = {"sections": ["4"], "wish": "落实一岗双责", "order": "在问题之前"}
    turn = say(model_server, "在问题之前补上落实一岗双责那摊子，空着我填", step("draft", **read))
    [only] = turn.steps or (None,)
    assert only is None or (only.task, only.instruction) == ("draft", "落实一岗双责")


def test_how_long_a_part_is_said_to_be_is_no_number_that_is_lost(
    model_server: ModelServer,
) -> None:
    sentence = "招商和茶园那摊子两百来字，念不完，弄到八十来字打住"
    read = {"sections": ["2"], "named": "招商和茶园那摊子", "to": "弄到八十来字打住"}
    turn = say(model_server, sentence, step("shorten", **read, amount="to"))
    assert [s["sections"] for s in steps(turn)] == [["2"]]


def test_a_question_about_a_figure_stands_where_the_rules_missed_the_figure(
    model_server: ModelServer,
) -> None:
    sentence = "会议召开日期定在一月十六日，请您填在开头的空里，别的空先留着"
    given = {"gap": "", "name": "会议召开日期", "value": "一月十六日"}
    read = step("fill", sections=["preamble"], named="开头", facts=[given], keep="别的空先留着")
    turn = say(model_server, sentence, read)
    assert (turn.act, turn.steps[0].facts[0].value) == (Act.ASK, "一月十六日")


def test_a_figure_without_a_gap_is_for_the_one_that_says_it_is_missing(
    model_server: ModelServer,
) -> None:
    report = REPORT.replace("为近五年最好水平", "【待补：落地项目开工情况】")
    facts = [{"gap": "", "name": "落地项目开工率", "value": "百分之百"}]
    held = reading(model_server, report)
    model_server.always(lambda _request: json_reply(step("fill", facts=facts)))
    turn = held.say("哦落地项目开工率嘛百分之百的，待补那儿写上得了")
    [fact] = turn.steps[0].facts
    assert fact.gap is not None
    assert (turn.act, fact.value, fact.unit) == (Act.TASK, "100", "%")


def test_a_move_that_a_model_reads_beside_the_closing_moves_no_part_and_breaks_nothing(
    model_server: ModelServer,
) -> None:
    read = {"sections": ["2.1", "closing"], "named": "第二部分和结尾", "order": "提到结尾前面"}
    turn = say(model_server, "第二部分和结尾：把特色产业提到结尾前面", step("restructure", **read))
    assert not any(p.changed for waits in turn.proposals for p in waits.parts)


SWAPS = [
    ("第一部分第二条跟第三条换个个儿，念着顺", ["第一部分第二条跟第三条"], "换个个儿"),
    ("民主决策那条和队伍活力那条互换，念着顺", ["民主决策那条和队伍活力那条"], "互换"),
]


@pytest.mark.parametrize(("sentence", "named", "order"), SWAPS)
def test_two_points_change_places_whatever_they_are_called(
    model_server: ModelServer, sentence: str, named: list[str], order: str
) -> None:
    read = {"sections": ["1.p2", "1.p3"], "named": named, "order": order}
    turn = say(model_server, sentence, step("restructure", **read))
    text = turn.proposals[0].text
    assert text.index("队伍更有活力") < text.index("决策更加民主"), turn.said


def test_parts_that_become_one_are_the_parts_that_are_named(model_server: ModelServer) -> None:
    read = {"sections": ["2.1", "2.2"], "named": ["2.1", "2.2"], "order": "合成一段"}
    sentence = "2.1、2.2拢一拢合成一段，谢谢了"
    turn = say(model_server, sentence, step("restructure", **read))
    assert [(s.sections, s.order) for s in turn.steps] == [(("2.1", "2.2"), "把2.1、2.2合并")]
    assert turn.proposals[0].text.count("（二）") == 0


@pytest.mark.parametrize(
    ("place", "before", "behind"),
    [
        ("在第一部分后面", "一、抓政治建设", "三、抓经济发展"),
        ("在第一部分之前", "一年来", "二、抓政治建设"),
    ],
)
def test_a_new_part_stands_beside_the_one_that_is_said(
    model_server: ModelServer, place: str, before: str, behind: str
) -> None:
    read = {"sections": ["1"], "named": ["第一部分"], "wish": "民生实事", "order": place}
    turn = say(model_server, f"{place}搭一个民生实事的架子，内容我明天给", step("draft", **read))
    text = turn.proposals[0].text
    assert text.index(before) < text.index("民生实事") < text.index(behind)


def test_the_closing_is_found_again_behind_a_part_that_was_added(
    model_server: ModelServer,
) -> None:
    both = [
        {"task": "draft", "wish": "民生实事"},
        {"task": "rewrite", "sections": ["closing"], "named": ["结尾那句"], "wish": "改客气点"},
    ]
    sentence = "先给民生实事搭个架子，数我回头补，再把结尾那句改客气点"
    turn = say(model_server, sentence, {"act": "task", "steps": both})
    assert (turn.act, len(turn.steps)) == (Act.TASK, 2), turn.said
    assert "民生实事" in turn.proposals[0].text


@pytest.mark.parametrize("order", ["对调", "和第三部分对调", "第一部分不要和第三部分对调"])
def test_a_move_that_is_denied_is_not_made(model_server: ModelServer, order: str) -> None:
    sentence = "第一部分不要和第三部分对调"
    read = {"sections": ["1", "3"], "named": ["第一部分", "第三部分"], "order": order}
    turn = say(model_server, sentence, step("restructure", **read))
    assert not any(p.changed for waits in turn.proposals for p in waits.parts), turn.said


@pytest.mark.parametrize("order", ["第二部分前面", "放到第二部分前面"])
def test_a_new_part_does_not_stand_where_it_is_said_not_to(
    model_server: ModelServer, order: str
) -> None:
    read = {"sections": ["2"], "named": ["第二部分"], "wish": "乡村治理", "order": order}
    sentence = "补一个“乡村治理”部分，不要放到第二部分前面"
    turn = say(model_server, sentence, step("draft", **read))
    for waits in turn.proposals:
        assert waits.text.index("抓经济发展") < waits.text.index("乡村治理")


def test_a_wish_that_is_put_as_a_question_is_no_denied_move(model_server: ModelServer) -> None:
    sentence = "能不能把第一部分跟第三部分掉个个儿互换，念着顺"
    read = {"sections": ["1", "3"], "named": ["第一部分跟第三部分"], "order": "互换"}
    turn = say(model_server, sentence, step("restructure", **read))
    assert any(p.changed for waits in turn.proposals for p in waits.parts), turn.said
