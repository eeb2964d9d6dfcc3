"""Requests as spoken: a form by another word, a beginning said twice, a list counted aloud,
what is right behind what was wrong, one sentence of a proposal that is not taken."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.session import Session
from tests.chat.test_said_otherwise import read, steps, talk

FORMS = [
    "第三部分改成要点",
    "把第三部分做成要点",
    "第三部分弄成条目",
    "第三部分改成一段话",
    "队伍建设那块改成列表",
    "第三部分请改为分条表述",
]


@pytest.mark.parametrize("sentence", FORMS)
def test_a_form_is_known_by_any_of_its_words(sentence: str) -> None:
    assert steps(sentence) == [("restructure", ("3",), None)]


@pytest.mark.parametrize("sentence", ["第三部分做成表格", "把第三部分弄成表格"])
def test_a_table_is_asked_about(sentence: str) -> None:
    assert read(sentence).act is Act.ASK


TAKEN = ["markdown来一份", "给我一份md", "来份word", "导一个txt", "带修订痕迹的来一份"]


@pytest.mark.parametrize("sentence", TAKEN)
def test_a_file_of_another_kind_is_taken_away(sentence: str) -> None:
    assert read(sentence).act is Act.TAKE


@pytest.mark.parametrize("sentence", ["相关内容请适当处理", "适当处理", "相关部分酌情处理"])
def test_nothing_is_done_where_nothing_is_named(sentence: str) -> None:
    assert read(sentence).act is Act.ASK


OUTSIDE = ["给报告盖个公章", "替县局拟一份嘉奖令", "代为起草一份上级的表彰决定，并加盖公章"]


@pytest.mark.parametrize("sentence", OUTSIDE)
def test_a_seal_and_what_others_decide_are_refused(sentence: str) -> None:
    assert read(sentence).act is Act.REFUSE


SPOKEN = [
    ("我跟你说啊，第三部分压到40字", [("shorten", ("3",), "40")]),
    ("第，第三部分，压到，压到四十字，对，四十字", [("shorten", ("3",), "40")]),
    ("第三部分，就那个队伍建设，压到四十资", [("shorten", ("3",), "40")]),
    ("总结不能超过，这个，三百字", [("shorten", None, "<300")]),
    (
        "先说一个事，第三部分短一点；第二个呢，第二部分压到40字",
        [
            ("shorten", ("3",), "vague"),
            ("shorten", ("2",), "40"),
        ],
    ),
    (
        "我讲三条：第一，第三部分压到40字；第二，第二部分压到50字；第三，嗯，第三没了，就这两条",
        [
            ("shorten", ("3",), "40"),
            ("shorten", ("2",), "50"),
        ],
    ),
    ("从第三部分开始，一直到最后，都压短一点", [("shorten", ("3", "4", "5"), "vague")]),
    (
        "第一部分的第二、第三个方面精简一些，第一个方面不作改动",
        [("shorten", ("1.2", "1.3"), "vague")],
    ),
    ("开场白弄短点，一张嘴就是套话", [("shorten", ("preamble",), "vague")]),
]


@pytest.mark.parametrize(("sentence", "meant"), SPOKEN)
def test_what_only_makes_a_sentence_spoken_asks_for_nothing(
    sentence: str, meant: list[tuple[str, tuple[str, ...] | None, str | None]]
) -> None:
    assert steps(sentence) == meant


RIGHT = [
    ("排查隐患那个57处记错了，是五十九处", ("57处", "59处")),
    ("水样那个数我报错了，说的六百一十二份，其实是六百二十一份", ("612份", "621份")),
    ("枫溪县名字写错了，是枫谿县", ("枫溪县", "枫谿县")),
]


@pytest.mark.parametrize(("sentence", "pair"), RIGHT)
def test_what_is_right_stands_behind_what_was_wrong(sentence: str, pair: tuple[str, str]) -> None:
    [step] = read(sentence).steps
    assert (step.old, step.new) == pair


def test_a_name_that_was_written_wrong_is_not_lost_beside_another_wish() -> None:
    found = read("第三部分压到40字，枫溪县名字写错了，是枫谿县")
    assert [(s.task, s.old, s.new) for s in found.steps] == [
        ("shorten", None, None),
        ("replace", "枫溪县", "枫谿县"),
    ]


def test_half_a_sentence_that_is_to_go_takes_no_part_along() -> None:
    found = read("没有一个站点中断那半句删了它，完了呢把安全生产那部分再理顺一下")
    assert [(s.task, s.sections) for s in found.steps] == [
        ("delete", ("1.3",)),
        ("restructure", ("2",)),
    ]
    assert found.steps[0].old != talk().session.report.of(talk().session.report.find("1.3"))


@pytest.mark.parametrize("sentence", ["全文压到20字", "第一部分压到10字", "报告压到1%"])
def test_a_length_that_leaves_no_room_for_the_headings_is_asked_about(sentence: str) -> None:
    found = read(sentence)
    assert found.act is Act.ASK
    assert found.said is not None
    assert "标题" in found.said.zh


TWO = "第一部分压到150字，第三部分压到40字"


@pytest.mark.parametrize(
    "sentence", ["一的那个我看行，收下；三嘛，这个这个，还是照老的", "一收下，三，还是照老的"]
)
def test_one_part_may_be_taken_and_another_left_in_speech(sentence: str) -> None:
    found = read(sentence, TWO)
    assert found.act is Act.ADOPT_PART


def test_a_sentence_that_keeps_its_words_is_left_out_of_what_is_adopted() -> None:
    here = talk("第一部分压到120字")
    waits = here.session.pending
    assert waits is not None
    found = here.read("讲七月暴雨的那一句仍用原文，其余按此采用")
    assert found.act is Act.ADOPT_PART
    left = {c.id for c in waits.changes} - set(found.changes or ())
    source = waits.parts[0].source
    words = {source[c.old_start : c.old_end] for c in waits.changes if c.id in left}
    assert words == {"七月暴雨冲垮断面，", "，六个小时恢复传输", "，一池泥水当天清完"}


def test_that_a_sentence_is_still_wanted_decides_nothing() -> None:
    assert read("讲七月暴雨的那句还要，别的都行", "第一部分压到150字").act is not Act.ADOPT_PART


def test_the_last_request_may_be_wanted_for_another_part_in_any_words() -> None:
    found = read("我想了想啊，第二部分也照这么弄一下", "第三部分压到40字")
    assert [(s.task, s.sections) for s in found.steps] == [("shorten", ("2",))]


def test_a_part_that_goes_back_is_no_exchange_of_words() -> None:
    here = talk("第三部分压到40字", "采用")
    found = here.read("第三改回去 别的不动")
    assert (found.act, found.part) == (Act.UNDO, "3")


def test_a_kept_title_or_figure_is_spelled_as_the_report_has_it() -> None:
    [step] = read("第一部分压到150字，“五十七处”这个数不要动").steps
    assert step.keep == ("57处",)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("走访群众近百名", "走访群众近100名"),
        ("走访群众约三百名", "走访群众约300名"),
        ("走访群众三百二十名", "走访群众320名"),
    ],
)
def test_a_bound_before_a_figure_in_words_stays_with_it(sentence: str, line: str) -> None:
    session = Session.from_text("述职报告\n一、履职\n全年走访群众名。\n", model="rules")
    Talk(session, "rules").say(sentence)
    assert session.pending is not None
    assert line in session.pending.text


@pytest.mark.parametrize("sentence", ["走访群众三四名", "走访群众七八十名", "走访群众上百名"])
def test_what_is_no_one_number_is_never_written_as_one(sentence: str) -> None:
    session = Session.from_text("述职报告\n一、履职\n全年走访群众名。\n", model="rules")
    Talk(session, "rules").say(sentence)
    text = session.pending.text if session.pending is not None else ""
    assert not any(number in text for number in ("34", "80", "100"))
