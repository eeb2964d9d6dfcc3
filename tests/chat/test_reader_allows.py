"""What of a sentence a capable model may pass over, and which of two readings then stands."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act
from tests.chat.test_reader import reading, say, step, without_model
from tests.chat.test_talk import steps
from tests.servers.behaviours import Behaviour, json_reply, ok, status, truncated
from tests.servers.model_server import ModelServer

PASSED_OVER = [
    (
        "第二部分一百来字，压到60字吧",
        {"sections": ["2"], "named": ["第二部分"], "to": "压到60字", "amount": "to"},
        {"sections": ["2"], "to": "60"},
    ),
    (
        "政治建设打头，（一）是硬指标，别碰；后头那个特色产业稍微压一压",
        {"sections": ["2.2"], "named": ["后头那个特色产业"], "to": "稍微压一压"},
        {"sections": ["2.2"], "to": "vague"},
    ),
    (
        "廉政那部分留原样，抓经济发展这一块压到60字",
        {"sections": ["2"], "named": ["抓经济发展这一块"], "to": "压到60字", "amount": "to"},
        {"sections": ["2"], "to": "60"},
    ),
]


@pytest.mark.parametrize(("sentence", "read", "meant"), PASSED_OVER, ids=["long", "spared", "part"])
def test_what_only_says_how_it_stands_or_spares_another_part_is_passed_over(
    model_server: ModelServer, sentence: str, read: dict[str, Any], meant: dict[str, Any]
) -> None:
    turn = say(model_server, sentence, step("shorten", **read))
    assert [{k: s.get(k) for k in meant} for s in steps(turn)] == [meant], turn.said


def test_a_length_that_is_not_the_part_s_own_may_not_be_passed_over(
    model_server: ModelServer,
) -> None:
    sentence = "抓经济发展这一块给我60字，念着顺的那种"
    read = step("rewrite", sections=["2"], named=["抓经济发展这一块"], wish="念着顺的那种")
    turn = say(model_server, sentence, read)
    assert not any(s.task == "rewrite" and s.to is None for s in turn.steps)


def test_a_part_that_need_not_be_shorter_may_be_reworded(model_server: ModelServer) -> None:
    sentence = "二（一）压到30字。二（二）不用压，改得口语些"
    read = {
        "act": "task",
        "steps": [
            {
                "task": "shorten",
                "sections": ["2.1"],
                "named": ["二（一）"],
                "to": "压到30字",
                "amount": "to",
            },
            {
                "task": "rewrite",
                "sections": ["2.2"],
                "named": ["二（二）"],
                "wish": "改得口语些",
            },
        ],
    }
    turn = say(model_server, sentence, read)
    assert [(s.task, s.sections) for s in turn.steps] == [
        ("shorten", ("2.1",)),
        ("rewrite", ("2.2",)),
    ]


def test_who_takes_an_undoing_back_has_the_step_again(model_server: ModelServer) -> None:
    before = ("第二部分压到60字", "采用", "撤销")
    turn = say(model_server, "哎不撤了，还是要刚压好的那版", {"act": "redo"}, *before)
    assert turn.act is Act.REDO


def test_who_says_that_a_sentence_stays_turns_its_deletion_down(
    model_server: ModelServer,
) -> None:
    said = ("删掉第三部分里“严格落实”那一句",)
    turn = say(model_server, "先等等，这句我还要讲", {"act": "reject", "pick": 2}, *said)
    assert turn.act is Act.REJECT


def test_the_closing_alone_gets_its_words_back(model_server: ModelServer) -> None:
    held = reading(model_server)
    for one in ("把“特此报告”改成“特此汇报”", "采用", "把“茶园”改成“茶山”", "采用"):
        held.say(one)
    model_server.always(lambda _request: json_reply({"act": "undo", "part": "closing"}))
    held.say("结尾那次改动撤掉，前面换的词留着")
    assert "特此报告" in held.session.report.text
    assert "茶山" in held.session.report.text


def test_a_wider_part_stands_only_where_its_own_name_is_said(model_server: ModelServer) -> None:
    sentence = "党风廉政这段再紧一紧"
    read = step("shorten", sections=["3"], named=["党风廉政这段"], to="紧一紧")
    turn = say(model_server, sentence, read, chosen="3")
    assert turn.steps[0].sections == ("3",)
    inside = "（一）招商引资这段再紧一紧"
    alone = without_model(inside)
    read = step("shorten", sections=["2"], named=["（一）招商引资这段"], to="紧一紧")
    assert say(model_server, inside, read).steps[0].sections == alone.steps[0].sections == ("2.1",)


def test_parts_named_one_by_one_whose_order_changes_are_the_part_around_them(
    model_server: ModelServer,
) -> None:
    sentence = "经济发展那两节顺序动一下，特色产业挪到最前面"
    read = step(
        "restructure",
        sections=["2.1", "2.2"],
        named=["经济发展那两节"],
        order="特色产业挪到最前面",
    )
    turn = say(model_server, sentence, read)
    assert turn.steps[0].sections == ("2",)


def test_all_gaps_are_shown_to_who_fills_one_by_its_place(model_server: ModelServer) -> None:
    say(model_server, "最前头那处空填31", step("fill", facts=[{"name": "那处空", "value": "31"}]))
    assert all(gap in model_server.requests[0].text for gap in ("g1 ", "g2 ", "g3 "))


def test_a_value_is_filled_without_what_stands_before_its_gap(model_server: ModelServer) -> None:
    report = (
        "镇2024年度工作总结\n一、成效\n群众满意率94.5%，在全区排名第____位。\n"
        "二、打算\n继续努力，抓好落实。\n"
    )
    held = reading(model_server, report)
    given = {"gap": "g1", "name": "排名", "value": "第3位"}
    model_server.always(lambda _request: json_reply(step("fill", facts=[given])))
    held.say("另，满意率排名是第3位")
    assert held.session.pending is not None
    assert "排名第3位。" in held.session.pending.text


def test_a_name_with_no_gap_of_its_own_is_no_sentence_to_be_added(
    model_server: ModelServer,
) -> None:
    given = {"gap": "", "name": "单位名称待定的地方", "value": "青禾卫生院"}
    read = step("fill", sections=["4"], named=["打算里头"], facts=[given])
    turn = say(model_server, "打算里头那个单位名称待定的地方填青禾卫生院", read)
    assert turn.act is Act.ASK


def test_words_in_quotes_spare_no_part(model_server: ModelServer) -> None:
    sentence = "删除第三部分里“通报典型问题2起，干部作风持续好转”，该表述未经核实"
    read = step(
        "delete",
        sections=["3"],
        named=["第三部分"],
        old="通报典型问题2起，干部作风持续好转",
    )
    assert say(model_server, sentence, read).steps[0].task == "delete"


def test_what_is_said_to_stay_stays_in_a_part_that_is_to_be_shorter_still(
    model_server: ModelServer,
) -> None:
    reply = {
        "task": "shorten",
        "sections": ["1"],
        "to": "再往下减",
        "keep": ["决策更加民主那条"],
        "last": "shorter",
    }
    said = "还是长，再往下减，决策更加民主那条先别碰"
    turn = say(model_server, said, {"act": "task", "steps": [reply]}, "第一部分压到90字")
    [step_] = turn.steps
    assert (step_.task, step_.sections, step_.keep) == ("shorten", ("1",), ("决策更加民主那条",))


def test_a_length_in_ten_thousands_needs_no_unit(model_server: ModelServer) -> None:
    read = step("shorten", whole="全文", to="一万二以内", amount="most")
    turn = say(model_server, "全文一万二以内，超一个字都退回来", read)
    assert turn.steps[0].to == "<12000" or "12000" in turn.said.zh


def test_one_paragraph_is_no_number_of_points(model_server: ModelServer) -> None:
    read = step("restructure", sections=["1"], named=["第一部分"], points="一整段")
    turn = say(model_server, "第一部分不要一是二是，写成一整段", read)
    assert turn.steps[0].points is None
    assert "一整段" in (turn.steps[0].instruction or "")


def test_a_paragraph_to_be_divided_is_not_moved(model_server: ModelServer) -> None:
    read = step("restructure", sections=["2.1"], named=["打头那节招商引资"], points="两小段")
    turn = say(model_server, "打头那节招商引资拆成两小段吧", read)
    assert turn.steps[0].order is None
    assert turn.steps[0].points == 2


def test_some_points_of_a_part_are_not_the_part(model_server: ModelServer) -> None:
    read = step(
        "restructure",
        sections=["1.p2", "1.p3"],
        named=["第一部分末尾那两个"],
        points="一条",
        order="归并",
    )
    turn = say(model_server, "第一部分末尾那两个太碎，归并成一条", read)
    assert set(turn.steps[0].sections or ()) <= {"1.p2", "1.p3"} or turn.act is Act.ASK


@pytest.mark.parametrize(
    "reply",
    [ok("开展作风建设。"), ok("{}"), json_reply({"act": "task"}), truncated("{"), status(500)],
    ids=["another text", "nothing", "no steps", "no end", "an error"],
)
def test_an_answer_that_is_no_reading_costs_the_call_and_the_reading_of_the_rules_stands(
    model_server: ModelServer, reply: Behaviour
) -> None:
    sentence = "第二部分压到60字，县里的老张催得可紧了"
    turn = say(model_server, sentence, reply)
    alone = without_model(sentence)
    assert len(model_server.requests) == 1
    assert alone.act is Act.TASK
    assert (turn.act, turn.steps, turn.choices) == (alone.act, alone.steps, alone.choices)


def test_where_nothing_waits_nobody_is_asked_whether_to_adopt_it(model_server: ModelServer) -> None:
    turn = say(model_server, "这事儿主任看过，心里有数", {"act": "adopt"})
    assert "采用等您决定" not in turn.said.zh


def test_that_a_length_may_not_be_passed_keeps_nothing(model_server: ModelServer) -> None:
    sentence = "二（一）到二（二），两节加一块一百二，不能超"
    one = {"sections": ["2.1", "2.2"], "named": ["二（一）到二（二），两节"], "together": "加一块"}
    turn = say(model_server, sentence, step("shorten", **one, to="一百二，不能超", amount="most"))
    assert [(s.sections, s.to, s.each) for s in turn.steps] == [(("2",), "<120", False)]


STAYS = "招商引资和特色产业这两块是主业，原则上不动，其余的请适当精简"


@pytest.mark.parametrize("parts", [["1", "3", "4"], ["1", "2.1", "3"], ["1", "2", "3", "4"]])
def test_what_the_clause_before_names_stays_where_it_is_said_to(
    model_server: ModelServer, parts: list[str]
) -> None:
    read = step("shorten", sections=parts, named=["其余的"], to="适当精简")
    turn = say(model_server, STAYS, read)
    done = {i for s in turn.steps for i in s.sections or ()}
    if parts == ["1", "3", "4"]:
        assert done == set(parts)
    else:
        assert done != set(parts)


@pytest.mark.parametrize("sentence", ["第二部分减它三十字", "茶园那节再抠掉三十个字"])
def test_what_a_number_is_for_is_put_to_the_model_where_no_word_says_so(
    model_server: ModelServer, sentence: str
) -> None:
    part, to = ("2", "减它三十字") if sentence.startswith("第二") else ("2.2", "再抠掉三十个字")
    read = step("shorten", sections=[part], named=[sentence[:4]], to=to, amount="less")
    turn = say(model_server, sentence, read)
    assert [(s.sections, s.to) for s in turn.steps] == [((part,), "-30")]


@pytest.mark.parametrize("keep", [[], ["不能超"], ["不能超", "不能超"]])
def test_beside_a_limit_a_sentence_that_is_said_to_stay_is_not_lost(
    model_server: ModelServer, keep: list[str]
) -> None:
    sentence = "第三部分压到50字，不能超，干部作风那句不能动"
    one = {"sections": ["3"], "named": ["第三部分"], "to": "压到50字", "amount": "to"}
    turn = say(model_server, sentence, step("shorten", **one, keep=keep))
    assert not any("干部作风" not in waits.text for waits in turn.proposals), turn.said
