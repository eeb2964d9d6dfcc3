"""Requests to the talk, judged by what they became; a model may read what the rules do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.talk import ANSWERS, OPEN, Outcome, Playback, measure, read_requests

HARD = "o015"
"""A request of the open set that the rules ask about."""


def test_a_strong_reader_gets_right_what_the_rules_ask_about() -> None:
    rows = [row for row in read_requests(OPEN) if row["id"] == HARD]
    [(_, alone, _)] = measure(rows, OPEN.parent).found
    reader = Playback(ANSWERS)
    read = measure(rows, OPEN.parent, reader)
    [(_, outcome, _)] = read.found
    assert (alone, outcome, reader.unanswered) == (Outcome.ASKED, Outcome.RIGHT, [])
    assert read.reader()["asked"] == reader.usage.calls == 1


def test_what_nobody_answered_is_as_the_rules_have_it(tmp_path: Path) -> None:
    rows = [row for row in read_requests(OPEN) if row["id"] == HARD]
    empty = tmp_path / "answers.jsonl"
    empty.write_text("", encoding="utf-8")
    reader = Playback(empty)
    [(_, outcome, _)] = measure(rows, OPEN.parent, reader).found
    assert (outcome, reader.unanswered) == (Outcome.ASKED, [rows[0]["say"]])


def test_every_answer_is_to_a_request_of_a_set() -> None:
    sets = (p for p in OPEN.parent.glob("*.jsonl") if p != ANSWERS)
    says = {(row["say"].strip(), row["id"]) for one in sets for row in read_requests(one)}
    for line in ANSWERS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert (row["say"], row["id"]) in says  # two hands may say the same


def test_a_file_that_holds_no_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Playback(tmp_path / "missing.jsonl")


def test_adopting_another_part_than_was_said_is_acted_wrongly() -> None:
    expect = {"act": ["adopt_part"], "sections": ["3"], "text_changed": True}
    row = {
        "id": "x1",
        "sample": "chief-duty.md",
        "state": [{"say": "第二部分和第三部分都压到150字"}],
        "say": "第三部分的要，第二部分的不要",
        "expect": expect,
        "kind": "waiting",
    }
    [(_, right, _)] = measure([row]).found
    [(_, wrong, _)] = measure([row | {"expect": expect | {"sections": ["2"]}}]).found
    assert (right, wrong) == (Outcome.RIGHT, Outcome.ACTED)
