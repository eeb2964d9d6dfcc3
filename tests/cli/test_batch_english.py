"""`assistant batch` tells in English what it refuses; all of that is in tests/batch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = ("--model", "rules", "--lang", "en")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder whose one report is empty."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("clean", "none*.txt", "-o", "out"), "No file matches"),
        (("status", "out"), "There is no batch's store"),
    ],
)
def test_what_is_refused_is_told_in_english(
    run: Command,
    inputs: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(inputs.parent)
    flags = ENGLISH if line[0] == "clean" else ENGLISH[2:]
    done = run("batch", *line, *flags)
    assert (done.code, CHINESE.search(done.err)) == (2, None)
    assert said in done.err
    assert CHINESE.search(run("batch", *line, *flags[:-2]).err)
    monkeypatch.setenv("ASSISTANT_LANG", "en")
    assert said in run("batch", *line, *flags[:-2]).err


def test_a_dry_run_names_in_english_what_cannot_be_read(run: Command, inputs: Path) -> None:
    done = run("batch", "clean", inputs, "-o", "out", "--dry-run", *ENGLISH)
    assert done.code == 2
    assert "there is no text in it" in done.out
    assert not CHINESE.search(done.out)
