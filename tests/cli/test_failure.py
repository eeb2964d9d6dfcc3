"""Whatever goes wrong is one sentence and an exit code."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli.failure import INTERRUPTED, PIPE_CLOSED, guarded
from assistant.errors import AssistantError, FactsError, ModelUnavailable, UsageError
from assistant.findings import Language


def raising(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


def test_a_run_that_ends_well_keeps_its_exit_code() -> None:
    assert guarded(lambda: 1, Language.ZH) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("长度不能为 0。"), 2),
        (FactsError("“数据.csv”缺少“数值”一列。"), 2),
        (ModelUnavailable("模型服务连接不上。"), 3),
        (AssistantError("出了别的问题。"), 2),
    ],
)
def test_an_error_of_ours_is_its_own_sentence(
    error: AssistantError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(raising(error), Language.ZH) == code
    assert capsys.readouterr().err == f"{error}\n"


@pytest.mark.parametrize(("language", "word"), [(Language.ZH, "中断"), (Language.EN, "Stopped")])
def test_ctrl_c_is_130(language: Language, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(KeyboardInterrupt()), language) == INTERRUPTED
    assert word in capsys.readouterr().err


def test_ctrl_c_while_the_commands_still_load_is_one_sentence_too() -> None:
    code = (
        "import sys\n"
        "from assistant.cli import main\n"
        "class Stopped:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopped())\n"
        "sys.exit(main(['genres']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (INTERRUPTED, "", 1)
    assert "中断" in done.stderr


def test_a_bug_is_one_sentence_and_the_details_lie_in_a_log(
    capsys: pytest.CaptureFixture[str], log_folder: Path
) -> None:
    assert guarded(raising(ZeroDivisionError("inside")), Language.ZH) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    (log,) = log_folder.glob("*.log")
    assert str(log) in said
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_bug_is_told_even_where_no_log_can_be_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_arguments: object, **_options: object) -> Path:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("platformdirs.user_log_path", read_only)
    assert guarded(raising(ZeroDivisionError()), Language.EN) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有权限"), (errno.EROFS, "只读")],
)
def test_a_file_that_fails_is_named_with_the_reason(
    number: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(raising(OSError(number, "x", "结果.docx")), Language.ZH) == 2
    said = capsys.readouterr().err
    assert "结果.docx" in said
    assert words in said


def test_what_has_no_name_and_is_no_stream_is_not_told_of_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert guarded(raising(FileNotFoundError(errno.ENOENT, "x")), Language.ZH) == 2
    assert "标准输出" not in capsys.readouterr().err


def test_a_reader_that_has_gone_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.cli.failure._silence", lambda _stream: None)
    assert guarded(raising(BrokenPipeError(errno.EPIPE, "x")), Language.ZH) == PIPE_CLOSED
