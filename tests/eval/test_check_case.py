"""What is wrong with a case is said to the person who wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.check_case import main
from tests.eval.conftest import LEARNING, SHORT, write_case

REQUEST = "task: shorten\ngenre: general\nsection: '1'\nto: 55%\n"


def test_a_sound_case_is_told_to_be_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_case(tmp_path / "good", LEARNING, SHORT, REQUEST)
    assert main([str(tmp_path)]) == 0
    assert "1 of 1 cases are sound" in capsys.readouterr().out


def test_a_reference_without_full_marks_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_case(tmp_path / "wrong", LEARNING, SHORT.replace("26次", "36次"), REQUEST)
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "the reference has" in told
    assert "figure_unsupported" in told


def test_a_case_that_cannot_be_read_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_case(tmp_path / "wrong", LEARNING, SHORT, "task: polish\n")
    assert main([str(tmp_path)]) == 2
    assert "request.yaml: task" in capsys.readouterr().err
