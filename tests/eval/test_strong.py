"""Answers are kept by case, section, rung and attempt; a question without one is not scored."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from eval.case import CASES, Case, load_case
from eval.strong.oracle import play
from eval.strong.round import ANSWERS, take_turns

SHORT = "team-duty/team-shorten-city-invest"
POINTS = "party-building/party-restructure-zaoxi-village"


def case_of(name: str) -> Case:
    return replace(load_case(CASES / name), id=name)


def test_a_reference_played_back_becomes_the_output() -> None:
    found = play([case_of(POINTS), case_of("strict-governance/strict-rewrite-xikou-town")])
    assert [p.same for p in found.played] == [True, True]
    assert {p.rung for p in found.played} == {"section"}
    assert found.meets(0.95, 0.12)
    assert found.misses() == []


def test_a_reference_with_a_false_figure_does_not(tmp_path: Path) -> None:
    folder = copytree(CASES / POINTS, tmp_path / "case")
    text = (folder / "reference.txt").read_text(encoding="utf-8")
    (folder / "reference.txt").write_text(text.replace("680", "980"), encoding="utf-8")
    found = play([load_case(folder)])
    assert [p.same for p in found.played] == [False]
    assert "980" in found.misses()[0]
    assert not found.meets(0.95, 0.12)


def test_written_answers_are_played_back_attempt_by_attempt(tmp_path: Path) -> None:
    (turn,) = take_turns([case_of(SHORT)], ANSWERS)
    row = turn.as_dict()
    assert row["rungs"] == {"2": "section"}
    assert row["attempts"] == {"2": 1}, "what is marked as first to go is left out, not asked for"
    assert 0.85 * row["asked"] <= row["delivered"] <= row["asked"]

    marked = (ANSWERS / SHORT / "2.section.1.txt").read_text(encoding="utf-8")
    (tmp_path / SHORT).mkdir(parents=True)
    bare = marked.replace("{", "").replace("}", "")
    (tmp_path / SHORT / "2.section.1.txt").write_text(bare, encoding="utf-8")
    (tmp_path / SHORT / "2.section.2.txt").write_text(marked, encoding="utf-8")
    (turn,) = take_turns([case_of(SHORT)], tmp_path)
    assert turn.as_dict()["attempts"] == {"2": 2}


def test_a_question_without_an_answer_is_written_down_and_ends_its_case(tmp_path: Path) -> None:
    (turn,) = take_turns([case_of(SHORT)], tmp_path)
    assert turn.outcome is None
    assert turn.as_dict()["open"] == "2.section.1"
    (question,) = tmp_path.rglob("*.question.md")
    assert "压到" in question.read_text(encoding="utf-8")


def test_the_commands_print_numbers_and_their_exit_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from eval.__main__ import main

    copytree(CASES / POINTS, tmp_path / "cases" / "one")
    assert main(["oracle", "--cases", str(tmp_path / "cases"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["share"] == 1.0
    nobody = ["strong", "--case", SHORT, "--answers", str(tmp_path / "none"), "--json"]
    assert main(nobody) == 2
    assert json.loads(capsys.readouterr().out)[0]["open"] == "2.section.1"
