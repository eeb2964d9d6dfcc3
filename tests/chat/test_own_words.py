"""Requests in people's own words: parts named in passing, what stays, commands, edits."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Talk
from assistant.samples import path
from assistant.session import Session


def said(*sentences: str, sample: str = "personal-duty.txt") -> dict[str, Any]:
    """Return the last turn of a talk by rules alone."""
    talk = Talk(Session.open(path(sample), model="rules"), "rules")
    turns = [talk.say(one).as_dict() for one in sentences]
    return turns[-1]


@pytest.mark.parametrize(
    ("sentence", "sections"),
    [
        ("防汛抗旱跟农村供水那两节，合起来别超过450字", ["2.1", "2.2"]),
        ("政治品德、社会公德、家庭美德，三条合计四百字以内", ["1.1", "1.3", "1.4"]),
        ("一跟三这两块儿，每块留两百字就够了", ["1", "3"]),
        ("讲防汛的那节和讲供水的那节都精简些", ["2.1", "2.2"]),
        ("第二部分保留原样，其他压到七成", ["1", "3"]),
        ("守亲情那一关压短些", ["3.p3"]),
    ],
)
def test_parts_named_in_passing_are_the_ones_that_are_meant(
    sentence: str, sections: list[str]
) -> None:
    turn = said(sentence)
    assert turn["act"] == "task"
    assert [s["sections"] for s in turn["steps"]] == [sections]


@pytest.mark.parametrize(
    "sentence",
    ["第三部分压到四百字以内，数据不要动", "第三部分压到四百字以内，数据全留"],
)
def test_what_stays_is_kept_though_a_heading_elsewhere_holds_the_word(sentence: str) -> None:
    [step] = said(sentence)["steps"]
    assert step["keep"] == ["数据"]


@pytest.mark.parametrize(
    ("sentences", "act"),
    [
        (("第一部分压到600字", "算了，这回的改动一概不要"), "reject"),
        (("第一部分压到600字", "得得得，收下收下，赶紧的"), "adopt"),
        (("第一部分压到600字", "我再琢磨琢磨，先放着"), "answer"),
        (("第一部分压到600字", "采用", "手快了，刚才采纳的那个撤回来"), "undo"),
        (("第一部分压到600字", "采用", "撤销", "不该撤的，把它恢复回去"), "redo"),
        (("第一部分压到600字", "再短一点", "刚才换掉的那一个，调出来再看看"), "earlier"),
    ],
)
def test_a_command_is_read_by_its_words(sentences: tuple[str, ...], act: str) -> None:
    assert said(*sentences)["act"] == act


def test_words_that_nobody_knows_adopt_nothing() -> None:
    turn = said("第一部分压到600字", "稿子采用嘎嘎")
    assert turn["act"] == "ask"
    assert not turn["text_changed"]


def test_a_sentence_that_is_only_described_never_takes_its_part_along() -> None:
    turn = said("第三部分讲亲情的那句删掉")
    assert turn["act"] == "ask"
    old = [s["old"] for s in turn["steps"]]
    assert all(words is None or "\n" not in words for words in old)


def test_a_clause_that_names_a_part_of_its_own_is_not_lost() -> None:
    turn = said("存在问题就那么一句，别碰它；其余各部分都精简到现在的七成", sample="chief-duty.md")
    assert turn["steps"][0]["sections"] == ["1", "2", "3", "4", "5", "7"]


@pytest.mark.parametrize(
    "new", ["敬请批评指正", "请予审议", "以上报告，请您审阅", "麻烦帮我们把关"]
)
def test_polite_words_in_quotes_are_the_authors_and_come_through_letter_by_letter(new: str) -> None:
    report = "青禾县工作总结\n\n一、回顾\n\n新建服务站4个。\n\n特此报告。\n"
    talk = Talk(Session.from_text(report, model="rules"), "rules")
    turn = talk.say(f"请把“特此报告”改成“{new}”")
    assert [(s.old, s.new) for s in turn.steps] == [("特此报告", new)]
    assert f"{new}。" in turn.proposals[-1].text
