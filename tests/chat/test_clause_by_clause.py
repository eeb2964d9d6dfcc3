"""Sentences that list parts, set conditions, state figures in passing, or decide part by part."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Reading, Talk
from assistant.session import Session

REPORT = """桦溪县林业站2024年度工作总结
一年来，全站干部职工同心协力，完成了各项任务。现将情况总结如下。
一、“一窗通办”改革
把采伐审批、苗木检疫和林地备案并到一个窗口办理，全年受理申请1260件，按时办结率98.4%，群众不用再跑三个地方。
二、资源管护
（一）森林防火
全年巡山4300人次，排查火险隐患57处，建成防火通道12公里，没有发生较大森林火灾，群众防火意识明显增强。
（二）病虫防治
防治松材线虫病面积____亩，清理枯死木XX株，投放天敌昆虫35万头，重点林区病情得到控制，古树名木长势良好。
（三）变压站改造
改造林区变压站3座，更换变压器____台，架设线路18公里，护林点全部用上了稳定的电，值守条件有了改善。
三、产业发展
新造油茶林2100亩，带动640户农户增收，产品卖到了“绿源商城+合作社”平台，林下养蜂、种菌的农户也多了起来。
四、队伍建设
全年集中学习____次，组织技能培训9期，培训护林员312人次，2名同志获评县级先进，站里的风气越来越好。
五、存在问题
护林员年龄偏大，巡护设备更新不够快，林区道路还有断头路，宣传的办法不多，群众参与的面还不够宽。
以上总结，请予审议。
"""


def talk(*said: str) -> Talk:
    found = Talk(Session.from_text(REPORT, model="rules"), "rules")
    for sentence in said:
        found.say(sentence)
    return found


def read(sentence: str, *said: str) -> Reading:
    return talk(*said).read(sentence)


@pytest.mark.parametrize(
    ("sentence", "sections", "each"),
    [
        ("资源管护、产业发展、队伍建设三个部分，每个部分都不要超过40字", ("2", "3", "4"), True),
        ("第二部分下面的三个小节，每个都压到30字", ("2.1", "2.2", "2.3"), True),
        ("森林防火和病虫防治两节各缩到30字", ("2.1", "2.2"), True),
        ("“一窗通办”改革那部分缩到40字", ("1",), False),
        ("后面那个讲油茶的部分缩到40字", ("3",), False),
        ("产业发展那部分啊给我缩到40字其他的先不动", ("3",), False),
    ],
)
def test_parts_that_are_listed_or_counted_are_named(
    sentence: str, sections: tuple[str, ...], each: bool
) -> None:
    [step] = read(sentence).steps
    assert (step.task, step.sections, step.each) == ("shorten", sections, each)


def test_a_listing_spared_by_the_author_is_left_out() -> None:
    [step] = read("队伍建设和存在问题这两个部分我自己来写，你不用管，其他部分语气平实些").steps
    assert (step.task, step.sections) == ("rewrite", ("1", "2", "3"))


def test_parts_change_places_and_are_shortened_then() -> None:
    moved, shortened = read("森林防火和病虫防治两节调个位置，调完各压到30字").steps
    assert (moved.task, moved.sections) == ("restructure", ("2.1", "2.2"))
    assert (shortened.sections, shortened.to, shortened.each) == (("2.1", "2.2"), "30", True)


def test_words_are_replaced_and_parts_change_places() -> None:
    first, second = read("“护林员”都改成“管护员”；森林防火和病虫防治两节前后对调").steps
    assert (first.task, first.old, first.new) == ("replace", "护林员", "管护员")
    assert (second.task, second.sections) == ("restructure", ("2.1", "2.2"))


def test_items_are_told_apart_behind_the_part_that_holds_them() -> None:
    first, second = read("第二部分三个小节，第一节压到40字，后两节各压到30字").steps
    assert (first.sections, first.to) == (("2.1",), "40")
    assert (second.sections, second.to, second.each) == (("2.2", "2.3"), "30", True)


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("站里把数报了，松材线虫病防治面积1800亩，集中学习26次", {"1800亩", "26次"}),
        ("变压器更换27台，其他的还在等电力公司回话，先空着", {"27台"}),
        ("集中学习次数补上，26次", {"26次"}),
        ("集中学习那个数我问到了，26次", {"26次"}),
        ("集中学习25次，哦不，26次", {"26次"}),
        ("集中学习二十六次更换变压器二十七台都给填上", {"26次", "27台"}),
        ("集中学习26次，你填上", {"26次"}),
    ],
)
def test_figures_are_stated_in_passing(sentence: str, facts: set[str]) -> None:
    [step] = read(sentence).steps
    assert step.task == "fill"
    assert {f"{f.value}{f.unit}" for f in step.facts if f.gap} == facts


def test_a_figure_in_the_report_is_not_taken_back_but_corrected() -> None:
    [step] = read("技能培训9期，不对，应该是8期").steps
    assert (step.task, step.old) == ("correct", "9期")


def test_an_invented_figure_stays_refused() -> None:
    assert read("集中学习随便填个26次").act is Act.REFUSE


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("产业发展部分如果超过40字就压到40字，没超就保持原样", "40"),
        ("第三部分要是超过30字的话就压到30字以内，不超就不用动", "<30"),
    ],
)
def test_a_condition_on_a_length_is_decided(sentence: str, to: str) -> None:
    [step] = read(sentence).steps
    assert (step.sections, step.to) == (("3",), to)


def test_a_part_within_the_limit_is_left_with_a_word() -> None:
    found = read("第三部分如果超过400字就压到400字，没超就不动")
    assert found.act is Act.ANSWER
    assert found.said is not None
    assert "没有超过 400 字" in found.said.zh


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("产业那部分我同意这么改，队伍建设那部分先不动，我还要请示一下", {"3"}),
        ("存在问题那个我不要，另外两个收下", {"3", "4"}),
        ("第五部分可以，其他两块先放一放", {"5"}),
        ("队伍建设那部分退回去，产业发展那部分就这么改", {"3"}),
    ],
)
def test_a_proposal_is_decided_part_by_part(sentence: str, parts: set[str]) -> None:
    waits = talk("第三、第四、第五部分各压到30字")
    found = waits.read(sentence)
    pending = waits.session.pending
    assert found.act is Act.ADOPT_PART
    assert found.changes is not None
    assert pending is not None
    assert {p.id for p in pending.parts if any(c.id in found.changes for c in p.changes)} == parts


@pytest.mark.parametrize(
    "sentence",
    ["第三部分按第五部分的写法改，第四部分不动", "第三部分重新改，第五部分不动"],
)
def test_a_wish_beside_a_decision_adopts_nothing(sentence: str) -> None:
    found = read(sentence, "第三、第四、第五部分各压到30字")
    assert found.act not in (Act.ADOPT, Act.ADOPT_PART)


@pytest.mark.parametrize(
    "sentence",
    [
        "第四部分也各按那个数压",
        "队伍建设那部分也压到这么长",
        "这个长度正好，第四部分也照着这个字数来一遍",
    ],
)
def test_a_length_said_before_is_said_of_another_part(sentence: str) -> None:
    [step] = read(sentence, "第三部分压到30字").steps
    assert (step.sections, step.to) == (("4",), "30")


@pytest.mark.parametrize(
    ("sentence", "keep"),
    [
        ("产业发展部分压到40字，“绿源商城+合作社”必须留下", ("绿源商城+合作社",)),
        ("产业发展部分里的数字别动，文字压到40字", ("数字",)),
        ("第三部分压到40字，1260件和312人次这两个数必须有", ("1260件", "312人次")),
    ],
)
def test_what_is_to_stay_is_no_part_and_no_command(sentence: str, keep: tuple[str, ...]) -> None:
    [step] = read(sentence).steps
    assert (step.task, step.sections, step.keep) == ("shorten", ("3",), keep)


def test_so_many_characters_go_though_about_is_said() -> None:
    [step] = read("产业发展那部分减掉20字左右").steps
    assert step.to == "-20"


def test_what_the_report_is_for_asks_for_nothing() -> None:
    [step] = read("这篇东西要在会上念，主持人只给我两分钟，全文压到300字").steps
    assert (step.whole, step.to, step.instruction) == (True, "300", None)


def test_what_is_deleted_leaves_what_is_to_stay() -> None:
    found = read("存在问题那部分删掉，最后“以上总结”那句留着")
    assert [(s.task, s.sections, s.keep) for s in found.steps] == [
        ("delete", ("5",), ("以上总结",))
    ]


def test_what_was_undone_is_wanted_after_all() -> None:
    waits = talk("第三部分压到30字", "采用", "撤销")
    assert waits.read("哎不对不对，刚撤掉的那一下我还是要的，给弄回来").act is Act.REDO


def test_a_part_is_opened_and_nothing_changed() -> None:
    assert read("打开第二部分第二小节先看看不改").part == "2.2"
    assert read("带我去看看防火通道那句话写在什么地方").part == "2.1"
