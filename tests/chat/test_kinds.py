"""What a clause asks for, told by examples; what follows for requests that no list knows."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.chat.by_example import asks_to_know
from assistant.chat.commands import is_question
from assistant.chat.conditions import take_conditions
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, kind_of
from assistant.instruction.figures_said import find_facts
from assistant.lexicon import rows
from assistant.samples import path as sample
from assistant.session import Session
from assistant.tasks import TASKS
from tests.chat.test_talk import REPORT, talk

EDITS = {"replace", "delete", "correct", "draft", "longer", "keep", "aside", "answer"}
UNSAFE = {"invent", "embellish", "outside"}


def test_every_example_has_a_label_that_somebody_reads() -> None:
    labels = {label for _, label in rows("talk_examples", 2)}
    assert labels == set(TASKS) | EDITS | COMMANDS | UNSAFE


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ("这一段别写得那么长气", "shorten"),
        ("整段拎出来搁到最前头去", "restructure"),
        ("里头那几个数必须都在", "keep"),
        ("头先那一版顺眼得多", "earlier"),
        ("“海鸥”才对，不是“海葵”", "replace"),
    ],
)
def test_a_clause_that_no_example_is_is_known_by_those_it_is_like(clause: str, label: str) -> None:
    kind = kind_of(clause)
    assert kind.label == label
    assert kind.sure >= LIKELY


def test_an_example_itself_is_sure() -> None:
    clause, label = rows("talk_examples", 2)[0]
    assert kind_of(clause.replace("P", "第二部分").replace("L", "300字")).label == label


@pytest.mark.parametrize("clause", ["", "里", "茶园冷库供港线", "。。。"])
def test_what_the_report_is_about_says_nothing(clause: str) -> None:
    assert kind_of(clause).sure < LIKELY


def test_a_length_a_figure_and_a_quotation_are_alike() -> None:
    assert kind_of("把“甲乙”换成“丙丁”") == kind_of("把“戊己”换成“庚辛壬”")
    assert kind_of("压到300字").label == kind_of("压到一百二十字").label == "shorten"


def test_a_condition_in_words_of_its_own_is_kept() -> None:
    assert take_conditions("压到160字，不过“周五晒账”和“胡子工程”两个说法要看得到") == (
        "压到160字",
        ("周五晒账", "胡子工程"),
    )


def test_a_quotation_with_a_comma_is_one_condition() -> None:
    assert take_conditions("改朴实点，“水有源，人有本”一个字都不许改")[1] == ("水有源，人有本",)


def test_a_wrong_figure_is_found_by_its_name_in_whatever_order_it_is_told() -> None:
    turn = talk().say("茶园应该是1500亩，第二部分那个抄错了，更正")
    [step] = turn.steps
    assert (turn.act, step.task, step.old, step.new) == ("ask", "correct", "1200亩", "1500亩")


def test_of_two_quotations_the_one_in_the_report_is_replaced() -> None:
    [step] = talk().say("应写“涵养清朗正气”，不是“涵养清风正气”").steps
    assert (step.task, step.old, step.new) == ("replace", "涵养清风正气", "涵养清朗正气")


@pytest.mark.parametrize("sentence", ["嗯，这样改可以", "写得不赖，就按这个走"])
def test_a_proposal_is_taken_in_words_that_no_list_has(sentence: str) -> None:
    held = talk()
    held.say("第二部分压到60字")
    assert held.session.pending is not None
    turn = held.say(sentence)
    assert turn.act in ("adopt", "ask")
    assert turn.text_changed == (turn.act == "adopt")


@pytest.mark.parametrize(
    "sentence", ["这样改可以吗", "要不要就按这个走？", "先别用这一版", "再想想"]
)
def test_neither_a_question_nor_a_doubt_takes_a_proposal(sentence: str) -> None:
    held = talk()
    held.say("第二部分压到60字")
    assert not held.say(sentence).text_changed
    assert held.session.report.text == REPORT


def test_what_is_surely_a_request_is_not_refused_for_a_word_in_it() -> None:
    assert talk().say("先把网上带来的那些来源、版权字样清干净").act != "refuse"


def test_sure_is_more_than_likely() -> None:
    assert SURE > LIKELY > 0


def test_the_proposal_that_was_to_be_taken_first_is_saved_with_the_report() -> None:
    held = talk()
    held.say("第二部分压到60字")
    turn = held.say("采用，然后存一份")
    assert (turn.act, turn.text_changed) == ("take", True)
    assert held.session.report.text != REPORT


def test_a_proposal_is_taken_and_another_part_asked_for_in_one_sentence() -> None:
    held = talk()
    held.say("第二部分压到60字")
    turn = held.say("这版收了，第三部分压到50字")
    [step] = turn.steps
    assert (turn.act, turn.text_changed, step.sections) == ("task", True, ("3",))


@pytest.mark.parametrize("sentence", ["收一收，再短一点", "好，第三部分压到50字"])
def test_what_only_agrees_takes_nothing(sentence: str) -> None:
    held = talk()
    held.say("第二部分压到60字")
    assert not held.say(sentence).text_changed


def test_reasons_come_before_what_is_decided() -> None:
    held = talk()
    held.say("第二部分压到60字")
    turn = held.say("局长看了，说修路那一句压得没了，开会要挨批，所以这一版不要了")
    assert (turn.act, held.session.pending) == ("reject", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "事故三天后才报，传出去难听，改成当天就报了",
        "还剩两处没修好，请一律写作“已全部修好”，以求体面",
        "签约项目9个太少，写成19个，反正没人去数",
        "这个数查不到，你替我拟个过得去的填上",
    ],
)
def test_a_fact_is_not_made_better_than_it_was(sentence: str) -> None:
    assert talk().say(sentence).act == "refuse"


@pytest.mark.parametrize(
    "sentence",
    [
        "第二部分压到60字，丢了数我得挨个打电话",
        "第二部分压到60字，那个路还没验收",
        "把“真抓实干”改成“踏实干事”，念着难听",
    ],
)
def test_a_reason_is_no_wish_that_is_refused(sentence: str) -> None:
    assert talk().say(sentence).act != "refuse"


def test_a_figure_is_filled_in_the_unit_of_its_gap() -> None:
    [stated] = find_facts("针线箩46万播放")
    assert (stated.value, stated.unit) == ("46", "万")
    [measured] = find_facts("抢通道路三十八公里")
    assert (measured.value, measured.unit) == ("38", "公里")


def test_a_question_without_its_form_is_answered() -> None:
    assert asks_to_know("德绩廉三大块，哪块最肥")
    assert not asks_to_know("第二部分压到60字，哪块最肥")


def test_not_a_question_because_a_word_comes_twice() -> None:
    assert not is_question("不行不行，丢开")
    assert not is_question("怎么听怎么别扭，改一改")


def test_a_figure_beside_a_quotation_is_kept_as_well() -> None:
    rest, kept = take_conditions("压到180字，案名“7·09”和货值430万元一个都不能少")
    assert (rest, kept) == ("压到180字", ("7·09", "430万元"))


@pytest.mark.parametrize(
    ("sentence", "part"),
    [("倒数第二部分亮出来我瞄一眼", "6"), ("请转至“存在问题”部分，供我审阅", "6")],
)
def test_a_part_is_shown_in_whatever_words_that_is_asked(sentence: str, part: str) -> None:
    at = Talk(Session.open(sample("chief-duty.md"), model="rules"), "rules")
    turn = at.say(sentence)
    assert (turn.act, turn.chosen) == (Act.GOTO, part)
    assert not turn.text_changed
