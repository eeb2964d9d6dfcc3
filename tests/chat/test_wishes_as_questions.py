"""A wish in the form of a question is a request; what a question asks to know is none."""

from __future__ import annotations

import pytest

from assistant.chat import Act

from .test_said_otherwise import read, talk


@pytest.mark.parametrize(
    ("sentence", "task", "part", "to"),
    [
        ("第一部分压到八十字以内行不行急用", "shorten", "1", "<80"),
        ("第三部分短一点好不好30字就够", "shorten", "3", "30"),
        ("帮窝把弟三部分缩道三十字晓得不", "shorten", "3", "30"),
        ("第一块恁个长哪个看嘛，砍成80字", "shorten", "1", "80"),
        ("问题那部分是不是可以压到30字啊？", "shorten", "4", "30"),
        ("下一步打算读着像口号，你看换个口气成不成？", "rewrite", "5", None),
        ("不写具体数字是否可行？可行则请删去“购置救生衣40件，”。", "delete", "2", None),
    ],
)
def test_it_is_done_whatever_turns_it_into_a_question(
    sentence: str, task: str, part: str, to: str | None
) -> None:
    [step] = read(sentence).steps
    assert (step.task, step.sections, step.to) == (task, (part,), to)


@pytest.mark.parametrize(
    "sentence",
    [
        "第一部分可以压到多少字？",
        "第一部分现在是不是超过100字了？",
        "这样写可以吗",
        "报告上几个空没填",
        "材料上几处数据没填",
        "删掉的还能不能找回来",
        "第一部分多少字？太长了吧",
    ],
)
def test_a_question_stays_one(sentence: str) -> None:
    assert read(sentence).act is not Act.TASK


@pytest.mark.parametrize("sentence", ["第一部分精简后通顺吗", "第一部分压缩完后还完整吗？"])
def test_how_a_proposal_reads_is_asked_of_it_and_makes_no_new_one(sentence: str) -> None:
    assert read(sentence, "第一部分压到60字").act is Act.ANSWER


def test_what_is_to_be_done_behind_another_deed_is_still_a_wish() -> None:
    assert read("第一部分改写后再压到60字行吗？").act is Act.TASK


@pytest.mark.parametrize(
    "sentence", ["第二部分划去不合适", "第二部分删掉太可惜", "第二部分删掉不妥"]
)
def test_who_speaks_against_a_deletion_asks_for_none(sentence: str) -> None:
    found = talk().say(sentence)
    assert (found.act, found.steps, found.text_changed) == (Act.REJECT, (), False)


@pytest.mark.parametrize("sentence", ["12万字", "第二部分压到12万字", "第二部分不超过十二万字"])
def test_a_length_beyond_what_there_is_is_said_to_be_so(sentence: str) -> None:
    found = talk().say(sentence)
    assert found.act is Act.ASK
    assert "做不到" in found.said.zh


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("下一步打算里雨量站那个空写12座", "12", "座"),
        ("雨量筒数出来了，是31个", "31", "个"),
        ("队伍建设那个XX写14", "14", "次"),
    ],
)
def test_a_figure_goes_to_the_gap_of_the_part_it_names(
    sentence: str, value: str, unit: str
) -> None:
    [step] = read(sentence).steps
    [fact] = step.facts
    assert (fact.value, fact.unit, fact.gap is not None) == (value, unit, True)


def test_a_wish_said_twice_of_one_part_is_one_step() -> None:
    found = read("开头一段三个短句连用，略嫌堆砌，读着别扭，开头这一段请重新润色。")
    assert [(s.task, s.sections) for s in found.steps] == [("rewrite", ("preamble",))]


def test_what_counts_what_was_done_asks_for_no_points() -> None:
    found = read("断面我问了测工，一共修了三条")
    assert all(s.points is None for s in found.steps)
