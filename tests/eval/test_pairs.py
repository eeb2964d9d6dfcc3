"""Rewrites by hand are counted by class: noticed only at their place, refused only for an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.pairs import OPEN, measure, read_pairs
from tests.cli.conftest import Command

SOURCE = "柳埠镇水厂已立项，计划投资320万元。全镇没有发生较大火灾。"


def row(name: str, output: str, kind: str, words: str | None) -> str:
    at = output.index(words) if words is not None else 0
    span = [[at, at + len(words)]] if words is not None else []
    data = {"id": name, "hand": "t", "task": "rewrite", "class": kind, "source": SOURCE}
    return json.dumps(data | {"output": output, "faithful": words is None, "words": span})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        row("1-t", SOURCE, "faithful", None),
        row("1-1", SOURCE.replace("立项", "投用"), "stage", "投用"),
        row("1-2", SOURCE.replace("320", "340"), "figure", "340"),
        row("1-3", SOURCE.replace("320", "340"), "praise", "火灾"),  # wrong, but not there
        row("2-t", SOURCE.replace("320", "340"), "faithful", None),  # not faithful at all
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_falsehood_counts_as_noticed_only_at_its_place(file: Path) -> None:
    found = measure(read_pairs(file))
    assert found.of("stage")[:2] == (1, 1)
    assert found.of("figure")[:2] == (1, 1)
    assert found.of("praise")[:2] == (0, 1)
    assert found.of()[:2] == (2, 3)


def test_the_faithful_that_were_refused_are_counted_and_named(file: Path) -> None:
    found = measure(read_pairs(file))
    (told,) = found.as_dict()["faithful"].values()
    assert (told["pairs"], told["refused"]) == (2, 1)
    assert found.wrong() == ["1-3: praise not noticed", "2-t: refused"]


def test_words_that_were_dropped_are_noticed_beside_their_place(tmp_path: Path) -> None:
    output = SOURCE.replace("较大", "")
    data = json.loads(row("1", output, "denial_scope", "火灾"))
    data["words"] = [[data["words"][0][0]] * 2]
    (tmp_path / "p.jsonl").write_text(json.dumps(data), encoding="utf-8")
    assert measure(read_pairs(tmp_path / "p.jsonl")).of()[:2] == (1, 1)


@pytest.mark.parametrize("change", [{"words": [[0, 999]]}, {"words": []}, {"task": "polish"}])
def test_a_row_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, object]
) -> None:
    data = json.loads(row("1", SOURCE, "stage", "立项")) | change
    (tmp_path / "p.jsonl").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        read_pairs(tmp_path / "p.jsonl")


def test_the_command_prints_classes_and_takes_any_file(run: Command, file: Path) -> None:
    done = run("pairs", file, "--json", "--wrong")
    assert done.code == 0
    assert set(json.loads(done.out)) == {"classes", "all", "faithful", "wrong"}
    assert "stage" in run("pairs", file).out


def test_the_open_pairs_are_whole_and_each_falsehood_has_its_faithful_twin() -> None:
    rows = [json.loads(line) for line in OPEN.read_text("utf-8").splitlines()]
    assert len(read_pairs(OPEN)) == len(rows) > 500
    faithful = {r["id"]: r["source"] for r in rows if r["faithful"]}
    assert all(faithful[r["twin"]] == r["source"] for r in rows if not r["faithful"])
