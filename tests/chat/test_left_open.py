"""What decides nothing, and what may be done to no more than was named."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.chat.commands import withheld
from assistant.chat.kinds import LIKELY, kind_of
from assistant.chat.perform import Course, perform
from assistant.chat.turn import Step
from assistant.samples import path as sample
from assistant.session import Session
from assistant.wordcount import count_words
from tests.chat.test_talk import REPORT, talk


def waiting() -> Talk:
    """Return a talk with one thing adopted and a proposal for two other parts that waits."""
    held = talk()
    held.say("第一部分压到70%")
    held.say("采用")
    held.say("第二部分和第三部分各压到70%")
    assert held.session.pending is not None
    return held


@pytest.mark.parametrize(
    "sentence",
    [
        "你好",
        "您好啊",
        "我没说采用",
        "没写进去吧",
        "没说不同意",
        "好是好",
        "可以是可以",
        "好像可以",
        "好像不对",
        "收到",
        "领导要是同意就用",
        "领导同意的话就采用",
        "等书记点头再采用",
        "要是不行就算了",
        "不行的话就撤",
        "此稿暂不采用",
        "已送局长过目，局长说不行，请照此修改正文",
        "采用过了",
        "领导说不要写问题",
        "用了以后怎么退",
        "撤回会怎样",
        "采用会怎样",
        "上一版怎么写的",
        "上上版",
        "倒数第二版",
        "中间那版调出来",
        "恢复原来的标题",
        "前面的要，后面的不要",
        "第一部分不要还原",
    ],
)
def test_a_sentence_that_decides_nothing_leaves_report_and_proposal_alone(sentence: str) -> None:
    held = waiting()
    waits, text = held.session.pending, held.session.report.text
    turn = held.say(sentence)
    assert turn.act in (Act.ASK, Act.ANSWER)
    assert held.session.pending is waits
    assert held.session.report.text == text


@pytest.mark.parametrize("sentence", ["第二处改得不对", "最后一处不要", "后两处有问题"])
def test_of_changes_that_nobody_spoke_of_it_is_asked_whether_they_are_adopted(
    sentence: str,
) -> None:
    held = waiting()
    turn = held.say(sentence)
    assert turn.act == Act.ASK
    assert not turn.text_changed
    assert held.say(turn.choices[0]).act == Act.ADOPT_PART


@pytest.mark.parametrize(
    "sentence", ["取消", "把建议撤了", "撤销这份建议", "算了算了，这个不要了，原文挺好的"]
)
def test_what_is_called_off_is_what_waits_not_what_was_adopted_before(sentence: str) -> None:
    held = waiting()
    text = held.session.report.text
    assert held.say(sentence).act == Act.REJECT
    assert held.session.report.text == text


def test_a_part_that_is_named_is_restored_and_no_other() -> None:
    held = waiting()
    adopted = held.session.report.text
    held.say("第三部分复原")
    assert held.session.report.text == adopted


def test_what_was_adopted_and_is_void_is_undone() -> None:
    held = waiting()
    held.say("刚采用的作废")
    assert held.session.report.text == REPORT


def test_each_part_is_more_than_the_one_of_the_last_request() -> None:
    held = talk()
    held.say("第一部分压到70%")
    [step] = held.say("每部分控制在60字").steps
    assert (step.sections, step.each, step.to) == (("1", "2", "3", "4"), True, "60")


def test_the_part_that_another_is_to_be_like_is_left_alone() -> None:
    held = talk()
    held.say("第一部分压到70%")
    turn = held.say("照着第一部分的样子改第二部分")
    assert not any("1" in (step.sections or ()) for step in turn.steps)


def test_what_was_just_undone_is_brought_back_not_undone_further() -> None:
    held = waiting()
    held.say("采用")
    text = held.session.report.text
    held.say("撤销")
    held.say("恢复刚撤的")
    assert held.session.report.text == text


def test_a_second_figure_is_told_from_the_word_beside_it() -> None:
    found = talk().say("5件改成6件，另外把2起也改成3起").steps
    assert [(s.old, s.new) for s in found] == [("5件", "6件"), ("2起", "3起")]


def test_undoing_and_a_request_in_one_sentence_is_not_only_undone() -> None:
    turn = waiting().say("撤销刚才的，第三部分压到50字")
    assert turn.act != Act.UNDO
    assert [step.to for step in turn.steps] == ["50"]


def test_what_is_to_stay_in_parts_that_are_each_shortened_stays() -> None:
    held = talk()
    turn = held.say("第二部分和第三部分各压到70%，“茶叶品牌”不要删")
    assert turn.act == Act.TASK
    assert held.session.pending is not None
    assert "茶叶品牌" in held.session.pending.text


def test_a_part_is_deleted_before_the_whole_is_shortened() -> None:
    held = talk()
    assert held.say("先删了第四部分，再把全文压到300字").act == Act.ASK
    turn = held.say("是")
    assert turn.text_changed
    assert "存在的问题和下一步打算" not in held.session.report.text
    assert held.session.report.text.endswith("特此报告。\n")
    waits = held.session.pending
    assert waits is not None
    assert waits.base == held.session.report.text
    assert waits.words < count_words(waits.base)


def test_who_agrees_to_a_deletion_agrees_to_nothing_that_was_not_shown() -> None:
    held = talk()
    asked = held.say("删掉第一部分第一段，然后把第一部分第二段压到10字")
    assert "确定之内" in asked.said.zh
    turn = held.say("确定")
    text, waits = held.session.report.text, held.session.pending
    assert "学习抓在经常" not in text
    assert "全年召开党委会38次" in text
    assert waits is not None
    assert "全年召开党委会38次" not in waits.text
    assert "干部队伍的精神面貌" in waits.text
    assert "说“采用”生效" in turn.said.zh
    held.say("采用")
    assert "全年召开党委会38次" not in held.session.report.text


def test_a_correction_is_done_and_what_is_asked_for_with_it_waits() -> None:
    held = talk()
    held.say("把处置问题线索5件改成6件，第二部分压到60字")
    held.say("是")
    assert "问题线索6件" in held.session.report.text
    assert "带动640户" in held.session.report.text
    assert held.session.pending is not None
    assert {p.id for p in held.session.pending.parts if p.changed} == {"2"}


def test_a_figure_is_filled_into_its_own_gap_after_one_before_it_was_deleted() -> None:
    held = talk()
    held.say("删掉第一部分第一段，廉政谈话填19次")
    held.say("是")
    assert held.session.pending is not None
    assert "廉政谈话19次" in held.session.pending.text


def test_what_cannot_be_done_after_a_deletion_is_told_and_the_deletion_stands() -> None:
    held = talk()
    gone = (
        Step("delete", sections=("4",)),
        Step("shorten", sections=("4",), to="10"),
    )
    held.task(gone)
    turn = held.say("是")
    assert "存在的问题和下一步打算" not in held.session.report.text
    assert "找不到这一部分" in turn.said.zh
    assert held.session.pending is None


def test_words_that_are_to_go_are_those_that_were_found_whatever_is_shortened_before() -> None:
    session = talk().session
    gone = "茶叶品牌在全省评比中名列前茅，"
    start = REPORT.index(gone)
    shorter = Step("shorten", sections=("1",), to="70%")
    away = Step("delete", old=gone, spans=((start, start + len(gone)),))
    found = perform(session, (shorter, away), None, Course())
    rest = REPORT[REPORT.index("二、抓经济") :]
    assert found.text.endswith(rest.replace(gone, ""))
    waits = perform(session, (shorter,), None, Course())
    assert waits.text != REPORT
    assert perform(session, (away,), waits, Course()).text.endswith(rest.replace(gone, ""))


@pytest.mark.parametrize("sentence", ["第二部分不要删", "第二部分先别删"])
def test_what_is_not_to_be_deleted_is_not_offered_for_deletion_first(sentence: str) -> None:
    turn = talk().say(sentence)
    assert not any(step.task == "delete" for step in turn.steps)


@pytest.mark.parametrize(
    "sentence", ["第三部分的最后半句删掉", "从“招商引资”到段尾都删", "第二部分以后的都不要"]
)
def test_of_what_is_named_in_part_no_more_or_less_is_deleted(sentence: str) -> None:
    turn = talk().say(sentence)
    assert turn.act == Act.ASK
    assert not any(step.old for step in turn.steps)


def test_a_sentence_to_be_added_is_not_taken_for_one_to_be_deleted() -> None:
    turn = talk().say("第三部分末尾加一句“干部作风持续好转”")
    assert not any(step.task == "delete" for step in turn.steps)


@pytest.mark.parametrize("clause", ["采用", "原来的话就蛮好", "就是这样", "改得是时候"])
def test_a_plain_decision_is_not_withheld(clause: str) -> None:
    assert not withheld(clause)


@pytest.mark.parametrize("clause", ["第二部分不要删", "第三部分先别删"])
def test_a_denied_deletion_is_a_condition(clause: str) -> None:
    kind = kind_of(clause)
    assert kind.label == "keep"
    assert kind.sure >= LIKELY


@pytest.mark.parametrize(
    "sentence",
    [
        "只换第三部分，第二部分我再想想",
        "三的收，二的再看看",
        "第三部分可以，第二部分不要",
        "二不改了，三收下",
        "第二部分照旧，第三部分留下",
    ],
)
def test_only_the_part_that_is_taken_is_adopted(sentence: str) -> None:
    at = Talk(Session.open(sample("chief-duty.md"), model="rules"), "rules")
    at.handle({"say": "第二部分和第三部分都压到150字"})
    waits = at.session.pending
    assert waits is not None
    turn = at.say(sentence)
    assert turn.act is Act.ADOPT_PART
    text = at.session.report.text
    outputs = {part.id: part for part in waits.parts}
    assert outputs["2"].source in text
    assert outputs["3"].output in text


def test_a_step_that_changes_nothing_takes_nothing_from_the_next() -> None:
    held = talk()
    shown = held.session.report.text
    whole = Step("restructure", whole=True, order="调个位置")
    each = Step("shorten", sections=("2.1", "2.2"), to="40", each=True)
    found = perform(held.session, (whole, each), None, Course())
    for part in held.session.report.sections:
        assert part.heading in found.text
    assert found.text.count("（二）特色产业有起色") == shown.count("（二）特色产业有起色")


def test_a_condition_that_begins_with_just_is_kept() -> None:
    turn = talk().say("第二部分压到60字，就是数据别动")
    assert turn.steps[0].keep
