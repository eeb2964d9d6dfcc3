"""`assistant batch status|retry|export` on a store that a run left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.batch.store import Store
from tests.batch.small_store import BROKEN, fill_store
from tests.cli.conftest import Command


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    fill_store(folder).close()
    return folder


def test_status_shows_counts_reasons_and_what_to_do(run: Command, output: Path) -> None:
    done = run("batch", "status", output)
    assert done.code == 2
    words = done.out.split()
    assert words[words.index("报告") :][:7] == ["报告", "6", "1", "1", "1", "1", "2"]
    assert "模型调用 8 次" in done.out
    assert BROKEN in done.out
    assert "再运行同一条命令" in done.out
    assert f"assistant batch retry {output}" in done.out


def test_status_as_json_is_the_only_thing_on_stdout(run: Command, output: Path) -> None:
    done = run("batch", "status", output, "--json")
    assert json.loads(done.out)["reports"]["total"] == 6


def test_status_speaks_english(run: Command, output: Path) -> None:
    assert "To go on, run the same command" in run("batch", "status", output, "--lang", "en").out


@pytest.mark.parametrize(
    ("states", "count"),
    [((), 1), (("failed",), 1), (("review", "unchanged"), 2), (("all",), 4)],
)
def test_retry_queues_what_is_asked(
    run: Command, output: Path, states: tuple[str, ...], count: int
) -> None:
    done = run("batch", "retry", output, *states)
    assert done.code == 0
    assert f"{count} 篇重新排队" in done.err
    store = Store.find(output)
    assert store.counts().reports["queued"] == 2 + count
    store.close()


def test_retry_where_nothing_is_left_says_so(run: Command, output: Path) -> None:
    run("batch", "retry", output)
    assert "没有这样的报告" in run("batch", "retry", output).err


def test_retry_of_an_unknown_state_names_the_known_ones(run: Command, output: Path) -> None:
    done = run("batch", "retry", output, "好的")
    assert done.code == 2
    assert "floor" in done.err


@pytest.mark.parametrize("name", ["b.html", "b.csv", "b.xlsx", "b.jsonl"])
def test_export_writes_each_format(run: Command, output: Path, name: str) -> None:
    assert run("batch", "export", output, "-o", name).code == 0
    assert Path(name).stat().st_size > 100
    assert run("batch", "export", output, "-o", name).code == 2
    assert run("batch", "export", output, "-o", name, "--yes").code == 0


@pytest.mark.parametrize("word", ["status", "retry"])
def test_a_folder_without_a_batch_is_named(run: Command, tmp_path: Path, word: str) -> None:
    done = run("batch", word, tmp_path)
    assert done.code == 2
    assert str(tmp_path) in done.err


def test_the_words_are_no_tasks_and_tasks_stay_what_they_were(run: Command) -> None:
    assert "TASK" in run("batch", "stat", "x", "-o", "y").err
    assert "assistant batch --help" in run("batch", "clean").err
    assert "status OUT_DIR" in " ".join(run("batch", "--help").out.split())
    assert "batch status" in run("batch", "status", "--help").out
