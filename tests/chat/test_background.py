"""What a message says around its wishes: dropped, leant on, or kept where it is a condition."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from assistant.chat.background import foreground
from assistant.chat.normal import normal
from assistant.document import Report
from tests.chat.test_talk import steps, talk


@pytest.fixture(scope="module")
def report() -> Report:
    return talk().session.report


@pytest.mark.parametrize(
    ("sentence", "wishes"),
    [
        (
            "县里催得紧，念着又绕，所以请把第三部分压到60字。",
            "把第三部分压到60字。",
        ),
        ("因为版面只有半页，请把第一部分压到90字", "把第一部分压到90字"),
        ("第三部分压到60字，打印店说的", "第三部分压到60字"),
        ("第一部分写得不错，请把第三部分改得正式些", "把第三部分改得正式些"),
        ("第三部分压到60字，别的随你", "第三部分压到60字"),
        ("第三部分太长，第一部分太空，前者压到60字，后者不动", "第3部分压到60字，第1部分不动"),
    ],
)
def test_what_only_reports_asks_for_nothing_beside_a_wish(
    sentence: str, wishes: str, report: Report
) -> None:
    assert foreground(normal(sentence), report) == wishes


def test_a_complaint_alone_is_a_wish(report: Report) -> None:
    assert foreground("第三部分太啰嗦了", report) == "第三部分太啰嗦了"
    assert steps(talk().say("第三部分太啰嗦了"))[0]["sections"] == ["3"]


@pytest.mark.parametrize(
    "condition", ["第二部分不要动", "数据别丢", "“茶园1200亩”这句要留着", "第三部分压到50字"]
)
def test_no_condition_and_no_second_wish_is_dropped(condition: str, report: Report) -> None:
    said = f"领导等着要，{condition}，所以第一部分请压到90字"
    assert condition in foreground(normal(said), report)


def test_the_place_and_the_length_that_only_the_reasons_name_are_lent() -> None:
    turn = talk().say("由于上级要求第一部分不得超过90字，所以请压到规定以内")
    [step] = steps(turn)
    assert (step["task"], step["sections"], step["to"]) == ("shorten", ["1"], "<90")


@pytest.mark.parametrize(
    ("sentence", "sections"),
    [
        ("第三部分念着绕，把这一部分改得正式些", ["3"]),
        ("党风廉政那部分不动，它上面紧挨着的那部分改得正式些", ["2"]),
        ("一头一尾两块改得正式些", ["1", "4"]),
        ("双数的两块改得正式些", ["2", "4"]),
        ("从后往前数第二块改得正式些", ["3"]),
        ("廉政谈话在哪一块，就把那一块改得正式些", ["3"]),
        ("三 改正式点", ["3"]),
        ("把part3改得正式些", ["3"]),
        ("招商那块，还有茶园那块，都改得正式些", ["2.1", "2.2"]),
        ("第三先改得正式些", ["3"]),
        ("（一）招商引资跟（二）特色产业，两节都改得正式些", ["2.1", "2.2"]),
        ("第一部分共三点，只把讲队伍的那一点改得正式些", ["1.p3"]),
        ("第二部分除了茶园那节，另外一节改得正式些", ["2.1"]),
        ("因为第三部分是纪委定的稿，所以不要动它，其他部分都改得正式些", ["1", "2", "4"]),
        ("上次你把第二部分压得太狠了，这次第三部分请改得正式些", ["3"]),
    ],
)
def test_parts_that_are_pointed_back_at_or_counted_are_known(
    sentence: str, sections: list[str]
) -> None:
    turn = talk().say(sentence)
    assert turn.act is Act.TASK
    assert [(s["task"], sorted(s["sections"])) for s in steps(turn)] == [("rewrite", sections)]


def test_a_length_said_before_its_place_is_asked_of_that_place_alone() -> None:
    [step] = steps(talk().say("领导说不要超过60字，第三部分压一下"))
    assert (step["sections"], step["to"]) == (["3"], "<60")


@pytest.mark.parametrize(
    ("sentence", "sections", "to"),
    [
        ("第一部分两百来字，念不完，压到九十字", "1", "90"),
        ("一部分现在共有200字，太长，缩到一半", "1", "50%"),
        ("第一部分200字，念着累，请缩到90字", "1", "90"),
    ],
)
def test_how_long_a_part_is_does_not_say_how_long_it_is_to_be(
    sentence: str, sections: str, to: str
) -> None:
    [step] = steps(talk().say(sentence))
    assert (step["sections"], step["to"]) == ([sections], to)
    lengths = [s["to"] for s in steps(talk().say("第一部分90字，第三部分压到60字"))]
    assert lengths == ["90", "60"]


@pytest.mark.parametrize(
    "sentence",
    [
        "第一部分那三点，除了队伍那点，其余的都改得正式些",
        "第一部分，除了第三点，其余的都改得正式些",
        "第一部分除第三点外都改得正式些",
    ],
)
def test_what_a_part_spares_is_none_of_it(sentence: str) -> None:
    turn = talk().say(sentence)
    assert {i for s in steps(turn) for i in s["sections"]} == {"1.p1", "1.p2"}


def test_a_complaint_of_another_part_than_the_wish_is_for_is_no_reason() -> None:
    turn = talk().say("他们说第三部分太长，第二部分压到80字")
    assert [s["sections"] for s in steps(turn)] == [["3"], ["2"]]


def test_steps_of_a_list_have_their_own_places() -> None:
    turn = talk().say("1）一 压90  2）三 压60  3）四 顺一顺句子")
    assert [(s["task"], s["sections"], s.get("to")) for s in steps(turn)] == [
        ("shorten", ["1"], "90"),
        ("shorten", ["3"], "60"),
        ("rewrite", ["4"], None),
    ]


def test_what_is_done_first_is_the_first_step_though_parts_change_places_behind_it() -> None:
    turn = talk().say("先把第三部分压到60字，弄妥之后再把第一、第二两大部分的位置对换")
    assert [(s["task"], s["sections"]) for s in steps(turn)] == [
        ("shorten", ["3"]),
        ("restructure", ["1", "2"]),
    ]


def test_a_step_for_the_whole_text_is_no_part_of_the_one_before() -> None:
    turn = talk().say("第一部分分成三点，最后全文润色一遍")
    assert [(s["task"], s.get("sections")) for s in steps(turn)] == [
        ("restructure", ["1"]),
        ("rewrite", None),
    ]


def test_what_the_report_says_in_quotes_takes_nothing_back() -> None:
    held = talk()
    held.say("第三部分压到60字")
    turn = held.say("第三部分改得正式些，“退回问题线索5件”必须原样保留")
    assert turn.act is not Act.UNDO


def test_a_place_that_is_not_known_is_asked_for_and_not_that_of_the_step_before() -> None:
    turn = talk().say("“茶园”改成“茶山”，改完再把赛马场那条写得正式点")
    assert turn.act is Act.ASK


@pytest.mark.parametrize(
    ("condition", "keep"),
    [
        ("除了“常学常新”“近五年最好”这两处", ["常学常新", "近五年最好"]),
        ("别把“常学常新”给弄没了", ["常学常新"]),
        ("党委会38次、研讨6次，这两个数必须在", ["党委会38次", "研讨6次"]),
        ("要有“常学常新”，要有12名年轻干部", ["常学常新", "12名年轻干部"]),
        ("“常学常新”要看得到", ["常学常新"]),
    ],
)
def test_conditions_in_other_words_are_kept(condition: str, keep: list[str]) -> None:
    [step] = steps(talk().say(f"第一部分压到90字，{condition}"))
    assert (step["sections"], step["to"], step["keep"]) == (["1"], "90", keep)
