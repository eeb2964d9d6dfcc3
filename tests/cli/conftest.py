"""The command line as a function, far from the settings of whoever runs the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.cli import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture(autouse=True)
def log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's settings, caches and logs out, and give logs a folder of their own."""
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("ASSISTANT_LANG", "ASSISTANT_LANGUAGE", "ASSISTANT_MODEL", "ASSISTANT_CACHE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "logs"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_log_path", lambda *_a, **_k: folder)
    return folder


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    """Run `assistant ARGUMENTS` in an empty folder and return code, stdout and stderr."""
    return in_a_folder(main, capsys, monkeypatch, tmp_path)


def in_a_folder(
    program: Callable[[list[str]], int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Command:
    """Return what runs a program in an empty folder."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def command(*arguments: str | Path) -> Done:
        code = program([str(a) for a in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return command
