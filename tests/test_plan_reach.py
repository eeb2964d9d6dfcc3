"""A plan is said once and reaches to the end of its sentence; nothing of it may read as done."""

from __future__ import annotations

import pytest

from assistant.chains.extractive import shorter_wordings
from assistant.chains.segments import Unit
from assistant.plan_reach import planned_by
from assistant.sentences import split_clauses
from assistant.verify import Scope, Verification, verify

PLAN = "明年，我们将新建标准厂房3万平方米，引进企业12家，建成人才公寓200套。"


def shortened(source: str, output: str) -> Verification:
    return verify(source, output, Scope(task="shorten", may_drop=True))


def planned(text: str) -> list[str]:
    clauses = [span.of(text) for span in split_clauses(text)]
    found = zip(clauses, planned_by(clauses), strict=True)
    return [clause.strip("，。；\n") for clause, by in found if by is not None]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (PLAN, ["明年", "我们将新建标准厂房3万平方米", "引进企业12家", "建成人才公寓200套"]),
        ("拟引进企业12家，建成公寓2栋。收回厂房3处。", ["拟引进企业12家", "建成公寓2栋"]),
        ("将党建工作纳入考核，开展检查12次。", []),
        ("将原有64个网格调整为52个，配备网格员58名。", []),
        ("草拟办法3项，印发2项。", []),
        ("下一步，抓好整改，目前已销号3个。", ["下一步", "抓好整改"]),
    ],
)
def test_a_plan_reaches_to_the_end_of_its_sentence(text: str, meant: list[str]) -> None:
    assert planned(text) == meant


@pytest.mark.parametrize("output", ["引进企业12家，建成人才公寓200套。", "建成人才公寓200套。"])
def test_what_was_planned_in_one_breath_with_what_went_is_to_be_read(output: str) -> None:
    assert [i.output[0] for i in shortened(PLAN, output).reading] == [0]


@pytest.mark.parametrize(
    "output",
    [
        "明年将引进企业12家，建成人才公寓200套。",
        "计划引进企业12家，建成人才公寓200套。",
        "引进企业12家、建成人才公寓200套，是明年的打算。",
    ],
)
def test_a_plan_told_as_one_is_not_read_twice(output: str) -> None:
    assert not [i for i in shortened(PLAN, output).reading if i.kind == "hard_word_lost"]


def test_the_rules_do_not_cut_away_that_it_is_planned() -> None:
    for wording in shorter_wordings(Unit(0, len(PLAN), PLAN)):
        assert "我们将" in wording
