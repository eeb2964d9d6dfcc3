"""`assistant models` lists the weights and says where they lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_the_list_has_size_licence_and_whether_they_are_here(run: Command) -> None:
    done = run("models", "list")
    assert done.code == 0
    assert "1,117 MB" in done.out
    assert "Apache-2.0" in done.out
    assert "未下载" in done.out


def test_the_path_is_all_that_stands_on_stdout(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "weights"))
    done = run("models", "path", "small")
    assert done.code == 1
    assert Path(done.out.strip()).is_relative_to(tmp_path / "weights")


def test_weights_that_are_there_are_found(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path))
    place = Path(run("models", "path", "small").out.strip())
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        file.truncate(491_400_064)
    assert run("models", "path", "small").code == 0
    assert "有" in run("models", "list").out


@pytest.mark.parametrize("command", ["pull", "path"])
def test_an_unknown_name_lists_the_known_ones(command: str, run: Command) -> None:
    done = run("models", command, "gigantic")
    assert done.code == 2
    assert "gigantic" in done.err
    assert "small" in done.err
