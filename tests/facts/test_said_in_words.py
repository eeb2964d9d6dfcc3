"""Numbers written in words become figures; names stay names."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chains import Outcome, Request
from assistant.facts import load_facts, split_value
from tests.chains.by_rules import done


def fill(tmp_path: Path, sentence: str, *rows: str) -> Outcome:
    path = tmp_path / "facts.csv"
    path.write_text("指标,数值,单位,出处\n" + "\n".join(rows) + "\n", encoding="utf-8")
    text = f"松岭乡2024年工作总结\n一、工作情况\n{sentence}\n"
    return done(text, Request("fill"), *load_facts([path]), genre="general")


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("七点二%", "7.2", "%"),
        ("百分之七点二", "7.2", "%"),
        ("七点二", "7.2", ""),
        ("三轮", "3", "轮"),
        ("一百二十户", "120", "户"),
        ("两万元", "20000", "元"),
        ("三农", "三农", ""),
        ("八项规定", "八项规定", ""),
        ("一等奖", "一等奖", ""),
        ("五四", "五四", ""),
        ("三级甲等", "三级甲等", ""),
    ],
)
def test_a_number_in_words_is_read_and_a_name_is_left(written: str, value: str, unit: str) -> None:
    assert split_value(written) == (value, unit)


def unused(outcome: Outcome) -> list[str]:
    found = [f for s in outcome.sections for f in s.findings]
    return [f.message.zh for f in found if f.code == "facts_unused"]


@pytest.mark.parametrize(
    ("sentence", "row", "expected"),
    [
        ("全乡生产总值增长____%，稳中有进。", "生产总值增速,七点二,%,统计", "增长7.2%"),
        ("全乡生产总值增长____%，稳中有进。", "生产总值增速,七点二%,,统计", "增长7.2%"),
        ("全年开展政治巡察轮，发现问题12个。", "政治巡察,三轮,,纪委", "巡察3轮"),
        ("获评____称号。", "荣誉称号,全县先进集体,,乡办", "获评全县先进集体称号"),
        (
            "统筹推进等专项行动，拆违120处。",
            "专项行动名称,清河行动、护林行动,,乡办",
            "清河行动、护林行动等",
        ),
        ("扎实推进“”创建。", "创建名称,“平安乡镇”,,综治办", "推进“平安乡镇”创建"),
    ],
)
def test_a_fact_goes_where_it_belongs(
    tmp_path: Path, sentence: str, row: str, expected: str
) -> None:
    outcome = fill(tmp_path, sentence, row)
    assert expected in outcome.text
    assert not unused(outcome)


def test_no_word_goes_where_the_name_of_a_person_belongs(tmp_path: Path) -> None:
    outcome = fill(tmp_path, "由某某同志牵头，改造12处。", "牵头同志,清河行动,,乡办")
    assert "清河行动" not in outcome.text
    assert "牵头同志" in unused(outcome)[0]
