"""What the author answers goes where it was asked for, and nowhere else."""

from __future__ import annotations

import pytest

from assistant.errors import FactsError, UsageError
from assistant.findings import Message
from assistant.gaps import Gap, GapKind
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.session import BY_AUTHOR, Session, facts_from_rows
from assistant.session.answers import section_text
from tests.session.conftest import TEXT


@pytest.mark.parametrize("answer", ["26", "26次", " 26 次 ", "２６次"])
def test_the_unit_that_stands_there_is_not_doubled(session: Session, answer: str) -> None:
    assert "集中学习26次，" in session.answer({"g1": answer}).text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"g1": ""}, "写下"),
        ({"g1": "26万元"}, "次"),
        ({"g1": "很多很多"}, "要填一个数"),
        ({"g1": "不知道"}, "先空着"),
        ({"g99": "26"}, "g99"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    session: Session, answers: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        session.answer(answers)


@pytest.mark.parametrize(
    "answer", ["近百", "十余", "数十", "三四", "七八十", "过半", "26-30", "约20"]
)
def test_about_how_many_is_an_answer_too(session: Session, answer: str) -> None:
    assert f"集中学习{answer}次" in session.answer({"g1": answer}).text


def test_a_place_the_program_left_open_takes_a_bare_number() -> None:
    open_one = TEXT.replace("集中学习次", "集中学习【待补：全年组织集中学习多少次】次")
    session = Session.from_text(open_one, model="rules")
    gap = next(g for g in session.check().gaps if "集中学习" in g.question.zh)
    assert "集中学习26次" in session.answer({gap.id: "26"}).text


def test_what_is_not_known_yet_keeps_none_of_the_other_answers_back(session: Session) -> None:
    text = session.answer({"g1": "26", "g2": "不知道"}).text
    assert "集中学习26次" in text
    assert "提拔人" in text


def test_every_filled_place_has_its_source(session: Session) -> None:
    proposal = session.answer({"g1": "26", "g2": "7"})
    fills = [f for part in proposal.parts for f in part.fills]
    assert [(f.value, f.source) for f in fills] == [("26", BY_AUTHOR), ("7", BY_AUTHOR)]
    assert not proposal.errors


def test_a_missing_part_becomes_a_section_in_the_author_s_words(session: Session) -> None:
    missing = [g for g in session.check().gaps if g.kind.value == "part"]
    if not missing:
        pytest.skip("the genre recognised asks for no further part")
    proposal = session.answer({missing[0].id: "我们带头遵守各项规定。"})
    assert "我们带头遵守各项规定。" in proposal.text
    session.adopt(proposal)
    session.undo()


def test_a_table_becomes_facts() -> None:
    rows: list[list[str | None]] = [
        ["集中学习", "26次", "", ""],
        ["总投资", "3.6", "亿元", "年报"],
        ["", None, "", ""],
    ]
    facts = facts_from_rows(rows)
    assert [(f.id, f.name, f.value, f.unit, f.source) for f in facts] == [
        ("f1", "集中学习", "26", "次", BY_AUTHOR),
        ("f2", "总投资", "3.6", "亿元", "年报"),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["集中学习", "", "", ""]], "数值"),
        ([["", "26", "次", ""]], "指标"),
        ([["学习", "26次", "万元", ""]], "单位"),
        ([["学习", "26", "次"], ["学习", "27", "次"]], "两个不同"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_by_row(
    rows: list[list[str]], said: str
) -> None:
    with pytest.raises(FactsError, match=said):
        facts_from_rows(rows)


def test_the_same_value_in_another_unit_is_no_contradiction_in_a_table() -> None:
    (fact,) = facts_from_rows([["总投资", "1.2", "亿元", ""], ["总投资", "12000万元", "", ""]])
    assert (fact.value, fact.unit) == ("1.2", "亿元")


def test_a_section_added_to_a_report_in_markdown_has_its_marks() -> None:
    report = parse("# 述职报告\n\n## 一、学习\n抓得紧。\n\n## 二、实绩\n建成大棚320亩。\n")
    at = len(report.text)
    gap = Gap("g1", GapKind.PART, at, at, "", "", Message("存在什么问题？", "What problems?"))
    heading, _ = section_text(gap, "学得不够。", report, load_genre("personal-duty"))
    assert heading.startswith("## 三、")
