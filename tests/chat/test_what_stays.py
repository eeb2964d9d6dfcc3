"""What is to stay, the part it is said of, and what only tells why: none of them is lost."""

from __future__ import annotations

import pytest

from assistant.chat import Act

from .test_said_otherwise import read


@pytest.mark.parametrize(
    ("sentence", "part", "kept"),
    [
        ("水质达标率是省里核过的，一个字都动不得，请将第一部分压到80字。", "1", "水质达标率"),
        (
            "缆道检查是局里点名表扬过的，不可略去，其余文字尽可从简，请把第二部分控制在40字。",
            "2",
            "缆道检查",
        ),
        ("第三部分压到40字，数据留。", "3", "数据"),
        ("第一部分砍到一半，但是站次那些数莫给我整落了", "1", "站次那些数"),
        ("第三部分压到40字，前提是技能培训那件事还看得到", "3", "技能培训那件事"),
        ("压缩第一部分到80字，“七月暴雨冲垮断面”务必保留。", "1", "七月暴雨冲垮断面"),
    ],
)
def test_a_condition_has_the_subject_that_was_said_before_it(
    sentence: str, part: str, kept: str
) -> None:
    found = read(sentence)
    assert found.act is Act.TASK
    [step] = found.steps
    assert (step.task, step.sections, step.keep) == ("shorten", (part,), (kept,))


def test_what_must_not_be_deleted_is_no_deletion() -> None:
    found = read("七月暴雨那个事例是市里点过名的，不许删，第一部分压到90字")
    assert [(s.task, s.keep) for s in found.steps] == [("shorten", ("七月暴雨那个事例",))]


@pytest.mark.parametrize(
    ("sentence", "steps"),
    [
        ("存在的问题压到40字，安全生产和应急保障改第一人称", [("shorten", "4"), ("rewrite", "2")]),
        ("把网址清掉再把安全生产和应急保障改得像个样子", [("clean", None), ("rewrite", "2")]),
        ("末尾的下一步打算是要报上去的，请将这一部分润色一遍。", [("rewrite", "5")]),
        (
            "书面材料要求两页纸以内，目前略有超出，请将第一部分再减去五六十字。",
            [("shorten", "1")],
        ),
        ("总结重在实干，问题部分宜简，故先将第四部分减至40字。", [("shorten", "4")]),
        ("整篇给我压一半，领导只给三分钟。", [("shorten", None)]),
        (
            "建议先把“监测预报见成效”一节缩到80字，随后将“存在的问题”一节也压到40字。",
            [("shorten", "1"), ("shorten", "4")],
        ),
    ],
)
def test_a_heading_names_its_part_and_a_reason_asks_for_nothing(
    sentence: str, steps: list[tuple[str, str | None]]
) -> None:
    found = read(sentence)
    assert found.act is Act.TASK
    assert [(s.task, s.sections[0] if s.sections else None) for s in found.steps] == steps


def test_both_ends_are_two_parts() -> None:
    [step] = read("开头那段和结尾那段，烦请都改得更正式一些。").steps
    assert step.sections == ("preamble", "closing")


def test_a_figure_in_ten_thousands_is_no_length() -> None:
    [step] = read("承办会议那个空写41场").steps
    assert (step.task, step.facts[0].value) == ("fill", "41")
    assert read("第一部分那个写41.2万").act is not Act.TASK


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("第一部分压到100字，那个抢险救生的断面怎样也得说说", "断面"),
        ("第一部分的第三小结压到50字", "第三小结"),
    ],
)
def test_words_of_the_report_and_numbers_of_parts_are_asked_about_when_they_are_left(
    sentence: str, words: str
) -> None:
    found = read(sentence)
    assert found.act is Act.ASK
    assert words in str(found.said and found.said.zh)
    assert [s.task for s in found.steps] == ["shorten"]
    assert any("保留" in choice.label for choice in found.choices)


def test_a_part_that_needs_nothing_is_no_question() -> None:
    assert read("一到三部分精简下 第四不用").act is Act.TASK


@pytest.mark.parametrize(
    ("sentence", "task", "words"),
    [
        ("把“群众”换成“居民”，标题里的不换。", "replace", "标题里的不换"),
        ("第一部分压到100字，雨情监测那节挪到最后", "shorten", "挪到最后"),
    ],
)
def test_what_no_step_holds_is_asked_about(sentence: str, task: str, words: str) -> None:
    found = read(sentence)
    if found.act is Act.TASK:  # held by a step of its own
        assert any(words in (s.order or "") for s in found.steps)
    else:
        assert words in str(found.said and found.said.zh)
        assert found.steps[0].task == task


def test_the_words_around_a_quotation_stay_with_it() -> None:
    found = read("第一部分压到80字，三个“（一）（二）”的序号不要弄没了。")
    [step] = found.steps
    assert found.act is Act.TASK
    assert step.keep == ("三个“（一）（二）”的序号",)


def test_a_reason_that_sounds_like_a_condition_is_none_beside_an_edit() -> None:
    found = read("为与上级口径保持一致，建议将文中的“群众”逐处替换为“居民”。")
    assert (found.act, [s.task for s in found.steps]) == (Act.TASK, ["replace"])
