"""A paragraph that has neither number nor heading is meant where it is named, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat import Act, Talk
from assistant.chat.turn import Turn
from assistant.session import Session

TEXT = """青禾区政府工作报告
各位代表：
现在，我代表区政府报告工作。
一、过去一年的工作
一年来，我们坚持稳中求进，各项工作取得新进展。
工业经济平稳运行。规模以上工业增加值增长6.2%，新增规上企业11家，技改投资完成8.4亿元。
城区面貌明显改善。改造背街小巷24条，新建口袋公园6个，雨污分流管网铺设18公里。
社会事业稳步推进。新建学校2所，新增学位1800个，乡镇卫生院全部达标，养老床位增加240张。
我们也清醒地看到，工业结构偏重、城区停车难等困难和问题仍然存在，需要下大力气解决。
二、今年的任务
今年工作的总体要求是：坚持以人民为中心，推动高质量发展，办好群众身边的事。
（一）壮大产业
产业是根本，必须抓紧抓实，做到一个项目一个专班。
做强工业。实施重点技改项目32个，完成投资9亿元。
做活商贸。改造农贸市场4个，培育夜间街区2处。
（二）建设城区
拆除违章建筑3万平方米，新建停车位1200个。
各位代表，任务艰巨，让我们团结奋斗。
"""


def say(tmp_path: Path, *sentences: str) -> Turn:
    path = tmp_path / "青禾区.txt"
    path.write_text(TEXT, encoding="utf-8")
    talk = Talk(Session.open(str(path), model="rules"), "rules")
    turns = [talk.say(sentence) for sentence in sentences]
    return turns[-1]


NAMED = [
    ("做强工业那段压到20字", ("2.1.b2",)),
    ("“做活商贸”这段太长，压到20字", ("2.1.b3",)),
    ("今年总体要求那段压到30字", ("2.b1",)),
    ("去年工作里讲城区的那一段压短点", ("1.b3",)),
    ("困难和问题那段缩短些", ("1.b5",)),
    ("第一部分第三段压到30字", ("1.b3",)),
    ("第二部分（一）第二段压到20字", ("2.1.b2",)),
    ("2.1.b3压到20字", ("2.1.b3",)),
    ("做强工业和做活商贸两段压短点", ("2.1.b2", "2.1.b3")),
    ("做强工业那段、城区面貌那段都压短点", ("2.1.b2", "1.b3")),
]


@pytest.mark.parametrize(("sentence", "parts"), NAMED)
def test_a_paragraph_is_meant_alone(tmp_path: Path, sentence: str, parts: tuple[str, ...]) -> None:
    turn = say(tmp_path, sentence)
    assert [step.sections for step in turn.steps] == [parts]
    changed = {p.id for p in turn.proposals[0].parts if p.changed}
    assert changed <= set(parts)


@pytest.mark.parametrize(
    ("sentence", "parts"), [("建设城区那段压短点", ("2.2",)), ("壮大产业那段压短点", ("2.1",))]
)
def test_what_a_heading_says_is_the_part_though_it_is_called_a_paragraph(
    tmp_path: Path, sentence: str, parts: tuple[str, ...]
) -> None:
    assert [step.sections for step in say(tmp_path, sentence).steps] == [parts]


def test_paragraphs_change_places(tmp_path: Path) -> None:
    turn = say(tmp_path, "困难和问题那段挪到工业经济那段前面")
    assert turn.act is Act.TASK
    text = turn.proposals[0].text
    assert text.index("我们也清醒地看到") < text.index("工业经济平稳运行")
    assert len(text) == len(TEXT)


def test_two_paragraphs_become_one(tmp_path: Path) -> None:
    turn = say(tmp_path, "做强工业那段和做活商贸那段合成一段")
    assert "完成投资9亿元。做活商贸。" in turn.proposals[0].text


def test_a_paragraph_of_the_closing_does_not_move(tmp_path: Path) -> None:
    assert say(tmp_path, "closing.b1挪到1.b2前面").act is Act.ASK


def test_a_paragraph_is_deleted_where_it_is_named(tmp_path: Path) -> None:
    turn = say(tmp_path, "做活商贸那段删了")
    assert [(step.task, step.sections) for step in turn.steps] == [("delete", ("2.1.b3",))]


SPARED = [
    "工业经济那段不要动，其他压短点",
    "不要动工业经济那段，其他压短点",
    "除了工业经济那段都压短点",
    "别删工业经济那段，其他的压短点",
]


@pytest.mark.parametrize("sentence", SPARED)
def test_a_paragraph_that_is_to_stay_is_not_the_one_that_changes(
    tmp_path: Path, sentence: str
) -> None:
    turn = say(tmp_path, sentence)
    assert ("1.b2",) not in [step.sections for step in turn.steps]


@pytest.mark.parametrize(
    "sentence", ["工业经济那段", "去掉工业经济那一段", "工业经济那段补上60万元"]
)
def test_what_a_paragraph_is_called_by_is_no_figure(tmp_path: Path, sentence: str) -> None:
    assert not [fact for step in say(tmp_path, sentence).steps for fact in step.facts]


@pytest.mark.parametrize("sentence", ["删掉工业经济那段", "去掉工业经济那一段", "工业经济那段删了"])
def test_a_paragraph_is_deleted_in_whatever_order_it_is_said(tmp_path: Path, sentence: str) -> None:
    assert [(s.task, s.sections) for s in say(tmp_path, sentence).steps] == [("delete", ("1.b2",))]


def test_a_reply_that_says_which_is_not_meant_names_none(tmp_path: Path) -> None:
    turn = say(tmp_path, "把那段压到20字", "不是工业经济那段")
    assert turn.act is Act.ASK


def test_where_no_paragraph_is_clear_the_whole_part_is_not_taken(tmp_path: Path) -> None:
    turn = say(tmp_path, "讲新建的那段压到20字")
    assert not any(step.sections == ("1",) for step in turn.steps)


def test_the_author_reads_what_a_paragraph_says_and_not_its_id(tmp_path: Path) -> None:
    turn = say(tmp_path, "困难和问题那段挪到工业经济那段前面")
    assert "1.b" not in turn.said.zh


def test_the_last_paragraph_of_a_part_is_one(tmp_path: Path) -> None:
    turn = say(tmp_path, "第一部分最后一段压到20字")
    assert [step.sections for step in turn.steps] == [("1.b5",)]


def test_two_paragraphs_are_asked_for_as_paragraphs(tmp_path: Path) -> None:
    [step] = say(tmp_path, "工业经济那段拆成两段").steps
    assert (step.points, step.instruction) == (None, "拆成两段")


def test_a_word_that_ends_in_that_is_no_place(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(TEXT.replace("社会事业稳步推进。", "环境集中整治见效。"), encoding="utf-8")
    talk = Talk(Session.open(str(path), model="rules"), "rules")
    assert [s.sections for s in talk.say("环境集中整治那段压短点").steps] == [("1.b4",)]
