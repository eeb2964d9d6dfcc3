"""The contract of `python -m eval` for scripts: exit codes, JSON keys, one sentence of error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.log import LogError, read_log
from tests.cli.conftest import Command

KEYS = ["total", "structure", "fidelity", "length", "language", "elements", "findings"]


def test_a_reference_may_be_signed_and_an_empty_output_may_not(run: Command, suite: Path) -> None:
    case = suite / "learning"
    good = run("score", "--case", case, "--output", case / "reference.txt", "--json")
    assert good.code == 0
    assert list(json.loads(good.out)) == KEYS
    assert set(json.loads(good.out)["elements"][0]) == {"id", "kind", "priority", "ok", "reason"}
    Path("empty.txt").touch()
    bad = run("score", "--case", case, "--output", "empty.txt", "--json")
    assert (bad.code, json.loads(bad.out)["total"]) == (1, 0.0)


def test_the_threshold_decides_between_0_and_1(run: Command, suite: Path) -> None:
    case = suite / "learning"
    flags = ("score", "--case", case, "--output", case / "source.txt")
    assert run(*flags, "--threshold", "0.1").code == 0
    assert run(*flags, "--threshold", "0.99").code == 1


@pytest.mark.parametrize(
    "line",
    [
        "score --case nowhere --output reference.txt",
        "score --case SUITE/learning --output nowhere.txt",
        "score --case SUITE/learning --output binary.txt",
        "score --case SUITE/learning",
        "score no-such-run",
        "score broken.jsonl",
        "run --cases nowhere",
        "run --cases SUITE --task nothing",
        "run --cases SUITE --case nothing",
        "run --cases SUITE --prompts SUITE",
        "run --cases SUITE --model nonsense",
        "run --cases SUITE --limit 0",
        "run --unknown",
        "compare broken.jsonl broken.jsonl",
        "report no-such-run",
        "meta --cases nowhere",
        "pairs nowhere.jsonl",
        "pairs broken.jsonl",
    ],
)
def test_whatever_is_broken_is_said_in_a_sentence_with_code_2(
    run: Command, suite: Path, line: str
) -> None:
    Path("binary.txt").write_bytes(b"\xff\xfe\x00")
    Path("broken.jsonl").write_text('{"type": "run"\n{}\n', encoding="utf-8")
    done = (
        run(*line.replace("SUITE", str(suite)).split(), "-o", "x.jsonl")
        if (line.startswith("run"))
        else run(*line.replace("SUITE", str(suite)).split())
    )
    assert done.code == 2, done
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert "failed inside" not in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_log_is_scored_again_without_its_cases(run: Command, suite: Path) -> None:
    first = run("run", "--cases", suite, "-o", "r.jsonl", "--json")
    suite.rename(suite.with_name("gone"))
    again = run("score", "r.jsonl", "--json")
    assert json.loads(again.out)["cases"] == json.loads(first.out)["cases"]
    assert again.code == first.code


def test_tables_show_cost_and_fallback_beside_quality(run: Command, suite: Path) -> None:
    done = run("run", "--cases", suite, "-o", "r.jsonl", "--threshold", "0")
    assert done.code == 0
    heading = next(line for line in done.out.splitlines() if line.startswith("system"))
    for name in ("total", "95 %", "fallback", "repaired", "tok in", "tok out", "cost", "missing"):
        assert name in heading


def test_compare_tells_a_worse_system_by_its_code(run: Command, suite: Path) -> None:
    run("run", "--cases", suite, "-o", "r.jsonl")
    worse = run("compare", "r.jsonl@reference", "r.jsonl@empty", "--json")
    assert (worse.code, json.loads(worse.out)["verdict"]) == (1, "worse")
    better = run("compare", "r.jsonl@empty", "r.jsonl@reference")
    assert better.code == 0
    assert "is better" in better.out
    assert run("compare", "r.jsonl@empty", "r.jsonl@source", "--by", "0.99").code == 1
    unknown = run("compare", "r.jsonl@nobody", "r.jsonl")
    assert unknown.code == 2
    assert "reference, source, empty, rules" in unknown.err


def test_a_log_may_not_write_outside_its_folder(run: Command, suite: Path) -> None:
    run("run", "--cases", suite, "-o", "r.jsonl")
    text = Path("r.jsonl").read_text("utf-8")
    Path("r.jsonl").write_text(text.replace('"source.txt": ', '"../../x": '), encoding="utf-8")
    with pytest.raises(LogError, match="may not be"):
        read_log(Path("r.jsonl")).load_cases()


def test_a_log_of_a_later_version_is_refused(run: Command, suite: Path) -> None:
    run("run", "--cases", suite, "-o", "r.jsonl")
    text = Path("r.jsonl").read_text("utf-8").replace('"format": 1', '"format": 9')
    Path("r.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(LogError, match="later version"):
        read_log(Path("r.jsonl"))


def test_help_names_every_command(run: Command) -> None:
    done = run("--help")
    for name in ("run", "score", "compare", "report", "meta", "pairs"):
        assert name in done.out
