"""Bad input: one clear sentence that names what and where, exit 2, nothing overwritten."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import signal
import subprocess
import sys
import termios
import time
import zipfile
from array import array
from pathlib import Path
from typing import IO

import pytest

from tests.cli.conftest import Command, Done

REPORT = """青石镇党委书记抓基层党建工作述职报告

一、主要做法
一年来，组织集体学习12次，投入资金120万元，培训党员干部860人次。
二、存在问题
走访群众还不够多，有的村阵地管理还不到位。
"""


def refused(done: Done, *named: str) -> None:
    """Hold what every refusal has in common: exit 2, no result, one sentence, what and where."""
    assert done.code == 2, done.err
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    for word in named:
        assert word in done.err


@pytest.fixture
def report(run: Command) -> Path:
    """A readable report in the working folder."""
    path = Path("报告.txt")
    path.write_text(REPORT, encoding="utf-8")
    return path


def docx(*entries: tuple[str, bytes]) -> bytes:
    """Return a zip archive with the names of a Word file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


BAD_REPORTS = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t\n",
    "huge.txt": b"\xe5\xad\x97" * (50 * 1024 * 1024 // 3),
    "binary.txt": bytes(range(256)) * 64,
    "encoding.txt": "这是一份报告。".encode()[:-1] * 3 + b"\xff\xfe\x81",
    "empty.docx": b"",
    "text.docx": REPORT.encode(),
    "bomb.docx": docx(("word/document.xml", b"<a>" + b" " * 80_000_000 + b"</a>")),
    "doctype.docx": docx(
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>')
    ),
    "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}


@pytest.mark.parametrize("name", BAD_REPORTS)
@pytest.mark.parametrize("task", ["check", "clean"])
def test_a_report_that_cannot_be_read_is_named(task: str, name: str, run: Command) -> None:
    Path(name).write_bytes(BAD_REPORTS[name])
    refused(run(task, name), name)


def test_a_missing_report_is_named(run: Command) -> None:
    refused(run("check", "没有这份.txt"), "没有这份.txt")


def test_a_folder_is_no_report(run: Command) -> None:
    Path("材料").mkdir()
    refused(run("check", "材料"), "材料")


def test_nothing_on_standard_input_is_an_empty_report(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    refused(run("check", "-"))


BAD_FACTS = {
    "columns.csv": ("指标,出处\n集体学习,台账\n", "数值"),
    "twice.csv": ("指标,数值,单位,出处\n集体学习,12,次,台账\n集体学习,15,次,年报\n", "集体学习"),
    "empty.csv": ("", "empty.csv"),
    "broken.yaml": ("- 指标: [", "broken.yaml"),
    "facts.json": ("{}", "facts.json"),
    "broken.xlsx": ("not a workbook", "broken.xlsx"),
}


@pytest.mark.parametrize("name", BAD_FACTS)
def test_a_facts_file_that_cannot_be_used_is_named_with_the_reason(
    name: str, run: Command, report: Path
) -> None:
    text, reason = BAD_FACTS[name]
    Path(name).write_text(text, encoding="utf-8")
    refused(run("fill", report, "--facts", name, "--model", "rules"), name, reason)


def test_a_missing_facts_file_is_named(run: Command, report: Path) -> None:
    refused(run("fill", report, "--facts", "没有.csv", "--model", "rules"), "没有.csv", "不存在")


def test_a_missing_genre_file_is_told_without_a_word_of_the_system(
    run: Command, report: Path
) -> None:
    refused(run("check", report, "--genre", "没有.yaml"), "没有.yaml", "不存在")


@pytest.mark.parametrize("section", ["9", "2.7", "十二", "1.p9"])
def test_an_unknown_section_lists_the_known_ones(section: str, run: Command, report: Path) -> None:
    done = run("shorten", report, "--to", "50%", "--section", section, "--model", "rules")
    refused(done, section, "1")


@pytest.mark.parametrize(
    ("output", "named"),
    [
        ("没有/结果.txt", "没有"),
        ("报告.txt/结果.txt", "报告.txt"),
        (".", "文件夹"),
        ("结果.pdf", ".pdf"),
        ("结果", "结果"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_the_work(
    output: str, named: str, run: Command, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the work began")

    monkeypatch.setattr("assistant.session.Session.open", never)
    refused(run("clean", report, "-o", output), named)


def test_an_existing_output_stays_without_yes(run: Command, report: Path) -> None:
    Path("结果.txt").write_text("旧稿", encoding="utf-8")
    refused(run("clean", report, "-o", "结果.txt"), "结果.txt", "--yes")
    assert Path("结果.txt").read_text(encoding="utf-8") == "旧稿"


def test_the_report_itself_is_an_existing_output(run: Command, report: Path) -> None:
    refused(run("clean", report, "-o", report), "--yes")
    assert report.read_text(encoding="utf-8") == REPORT


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(run: Command, report: Path) -> None:
    Path("只读").mkdir(mode=0o500)
    refused(run("clean", report, "-o", "只读/结果.txt"), "只读")


def test_a_full_disk_leaves_the_old_output_as_it_was(
    run: Command, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Path("结果.txt").write_text("旧稿", encoding="utf-8")
    monkeypatch.setattr("os.fsync", full)
    refused(run("clean", report, "-o", "结果.txt", "--yes"), "结果.txt")
    assert Path("结果.txt").read_text(encoding="utf-8") == "旧稿"
    assert sorted(p.name for p in Path().iterdir()) == ["报告.txt", "结果.txt"]


def assistant(*arguments: str, shell: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own; `shell` is appended, redirections and all, `more`
    is added to its environment."""
    line = " ".join([sys.executable, "-m", "assistant", *arguments, shell])
    root = Path(__file__).parent.parent.parent
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(root)} | more,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_one_sentence(report: Path) -> None:
    done = assistant("check", str(report), "--json", shell="> /dev/full")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error_message(report: Path) -> None:
    done = assistant("check", str(report), "--json", shell="| true")
    assert done.stderr == ""


def test_a_latin_locale_does_not_break_chinese(report: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = assistant("genres", "list", shell="| cat", **plain)
    assert "述职" in done.stdout


def _until_it_reads(pipe: IO[str]) -> None:
    """Return once what was written has been read: the process has loaded and waits for more."""
    left = array("i", [1])
    while left[0]:
        time.sleep(0.05)
        fcntl.ioctl(pipe, termios.FIONREAD, left)


def test_ctrl_c_ends_the_process_at_once_with_one_sentence() -> None:
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "check", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as process:
        assert process.stdin is not None
        process.stdin.write("一")
        process.stdin.flush()
        _until_it_reads(process.stdin)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.count("\n") == 1
    assert "中断" in said
