"""Figures that a capable model fills in, those that stand beside them, and gaps that stay open."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Talk
from assistant.chat.reader.shown import shown
from assistant.session import Session
from tests.chat.test_reader import say, step
from tests.chat.test_talk import REPORT
from tests.servers.model_server import ModelServer

TALKS = {"gap": "g3", "name": "廉政谈话", "value": "19次"}
BESIDE = [
    "廉政谈话去年是15次，今年嘛该是19次，麻烦您写进去",
    "廉政谈话办公室给了两个数，连同集体谈的是34次，不连的是19次，我们用不连的",
]


@pytest.mark.parametrize("sentence", BESIDE, ids=["another year", "one of two"])
def test_a_figure_that_is_only_set_beside_the_one_that_is_filled_in_is_passed_over(
    model_server: ModelServer, sentence: str
) -> None:
    [one] = say(model_server, sentence, step("fill", facts=[TALKS])).steps
    assert [(f.gap, f.value, f.unit) for f in one.facts] == [("g3", "19", "次")]


LOST = [
    ("廉政谈话嘛一共19次没跑，集中学习嘛拢共26次", TALKS),
    ("廉政谈话去年是19次，今年嘛该是23次，麻烦您写进去", TALKS),
    ("廉政谈话嘛该是19次没跑，去年工作那段压到60字", TALKS),
]


@pytest.mark.parametrize(("sentence", "given"), LOST, ids=["two gaps", "last year's", "a length"])
def test_a_figure_or_a_length_that_is_asked_for_besides_is_not(
    model_server: ModelServer, sentence: str, given: dict[str, Any]
) -> None:
    turn = say(model_server, sentence, step("fill", facts=[given]))
    alone = [(f.gap, f.value) for s in turn.steps for f in s.facts]
    assert alone != [("g3", "19")]


def test_a_gap_that_is_said_to_stay_open_keeps_no_other_from_being_filled(
    model_server: ModelServer,
) -> None:
    sentence = "廉政谈话按纪委给的19次填，集中学习还没个准数，那个空先给我留着"
    [one] = say(model_server, sentence, step("fill", facts=[TALKS])).steps
    assert [(f.gap, f.value) for f in one.facts] == [("g3", "19")]


def test_a_gap_that_is_said_to_stay_open_is_not_filled(model_server: ModelServer) -> None:
    sentence = "按纪委给的19次填，廉政谈话还没个准数，那个空先给我留着"
    turn = say(model_server, sentence, step("fill", facts=[{**TALKS, "name": ""}]))
    assert not any(f.gap == "g3" for s in turn.steps for f in s.facts)


def test_an_open_place_for_a_name_is_shown_with_what_it_is_called() -> None:
    report = REPORT.replace("特此报告。", "建议由[有关单位]统筹协调。\n特此报告。")
    held = Talk(Session.from_text(report, model="rules"), "rules")
    told, choices = shown("统筹的单位定了，就是镇文化站", held.situation())
    assert "建议由▁[有关单位]统筹协调" in told["gaps"]
    assert len(choices.gaps) == 1
    assert shown("语气平实一些", held.situation())[0]["gaps"] == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "廉政谈话19次，原来的1200亩改成1300亩，写进去",
        "廉政谈话填19次，去年处置问题线索7件要改成9件",
        "廉政谈话有两个数，34次是对的，19次是错的",
        "廉政谈话有两个数，34次是准的，19次作废",
        "廉政谈话有两个数，一个34次，一个19次，用前一个",
        "廉政谈话有两个数，一个34次，一个19次",
        "廉政谈话两个数，34次和19次，以34次为准",
        "廉政谈话去年是15次，今年19次，填去年的",
        "廉政谈话去年是15次，今年19次，别填今年的",
    ],
)
def test_a_wish_of_its_own_or_the_choice_of_another_figure_is_not_passed_over(
    model_server: ModelServer, sentence: str
) -> None:
    turn = say(model_server, sentence, step("fill", facts=[TALKS]))
    assert [(f.gap, f.value) for s in turn.steps for f in s.facts] != [("g3", "19")]


@pytest.mark.parametrize(
    "sentence",
    [
        "廉政谈话有两个数，34次是错的，19次是对的，您写上",
        "廉政谈话去年是15次，今年19次，麻烦填今年的",
        "廉政谈话有两个数，34次和19次，以19次为准，您写上",
    ],
)
def test_the_figure_that_is_said_to_be_right_is_filled_in(
    model_server: ModelServer, sentence: str
) -> None:
    [one] = say(model_server, sentence, step("fill", facts=[TALKS])).steps
    assert [(f.gap, f.value) for f in one.facts] == [("g3", "19")]
