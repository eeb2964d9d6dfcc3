"""Names, links, stores and numbers nobody meant well: one sentence, nothing raw, nothing lost."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.formats import read_report
from assistant.request import Length
from tests.cli.conftest import Command

TEXT = "二、抓项目\n全年引进项目8个，总投资3.6亿元。\n"
BATCH = ("batch", "clean", "in", "-o", "out", "--model", "rules", "--processes", "0")
ESCAPE = "e\x1b[31mred\nline.txt"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="names, links and pipes of POSIX")


@pytest.fixture
def reports(run: Command) -> Path:
    """A working folder with one plain report; `run` has gone into it."""
    Path("in").mkdir()
    Path("in/ok.txt").write_text(TEXT, "utf-8")
    return Path.cwd()


@pytest.fixture
def folder(reports: Path, without_page: None) -> Path:
    """The same; a batch of it writes no page."""
    return reports


def test_names_are_written_out_and_end_no_run(reports: Path, run: Command) -> None:
    Path(os.fsdecode(b"in/bad\xff.txt")).write_text(TEXT, "utf-8")
    Path("in", ESCAPE).write_text(TEXT, "utf-8")
    done = run(*BATCH)
    assert (done.code, "in/bad%FF.txt" in done.err) == (0, True)
    assert r"in/e\x1b[31mred\nline.txt" in done.err
    tables = [Path("out", name).read_text("utf-8") for name in ("reports.csv", "summary.html")]
    for told in (done.out, done.err, run("batch", "status", "out").out, *tables):
        assert "\x1b" not in told
        assert "red\nline" not in told
    rows = [json.loads(line) for line in Path("out/results.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 3
    assert {row["verdict"] for row in rows} == {"accepted"}
    assert run(*BATCH).code == 0
    assert "\x1b" not in run("check", Path("none", ESCAPE)).err


def test_a_result_goes_through_no_link_out_of_its_folder(folder: Path, run: Command) -> None:
    Path("else").mkdir()
    Path("else/ok.txt").write_text("mine", "utf-8")
    Path("out").mkdir()
    Path("out/ok.txt").symlink_to(folder / "else" / "ok.txt")
    done = run(*BATCH, "--yes")
    assert (done.code, "ok.txt" in done.err) == (2, True)
    assert Path("else/ok.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("link", [".batch", ".batch/store.sqlite", ".batch/runners"])
def test_a_store_is_kept_by_no_link_out_of_its_folder(
    folder: Path, run: Command, link: str
) -> None:
    Path("else").mkdir()
    Path("out", link).parent.mkdir(parents=True)
    Path("out", link).symlink_to(folder / "else" / ("" if link == ".batch" else Path(link).name))
    done = run(*BATCH)
    assert (done.code, f"out/{link}" in done.err) == (2, True)
    assert not [*Path("else").iterdir()]
    assert run(*BATCH, "--store", "kept").code == 0


@pytest.mark.parametrize("named", ["in", "in/*.txt"])
def test_a_link_out_of_the_folder_of_reports_is_not_read_unless_named(
    folder: Path, run: Command, named: str
) -> None:
    Path("secret.txt").write_text("一、密级\n不得外传。\n", "utf-8")
    Path("in/link.txt").symlink_to(folder / "secret.txt")
    Path("in/same.txt").symlink_to("ok.txt")
    done = run(*(named if part == "in" else part for part in BATCH))
    assert (done.code, "in/link.txt" in done.err, "secret.txt" in done.err) == (2, True, True)
    assert not Path("out/link.txt").exists()
    assert run(*("in/link.txt" if part == "in" else part for part in BATCH)).code == 0


def test_a_link_to_nothing_is_told_as_a_report_that_was_not_done(
    folder: Path, run: Command
) -> None:
    Path("in/gone.txt").symlink_to("moved.txt")
    Path("in/circle.txt").symlink_to("circle.txt")
    for processes in ("0", "1"):
        done = run(*BATCH[:-1], processes, "--yes")
        assert (done.code, "Traceback" in done.err) == (2, False)
        rows = Path("out/results.jsonl").read_text("utf-8").splitlines()
        failed = {Path(row["file"]).name for row in map(json.loads, rows) if row.get("error")}
        assert failed == {"gone.txt", "circle.txt"}, done.err
        assert Path("out/ok.txt").exists()


def test_a_named_pipe_is_refused_where_a_file_is_asked_for(folder: Path, run: Command) -> None:
    os.mkfifo("pipe.txt")
    os.mkfifo("pipe.txt.yaml")
    for command in (
        ("check", "pipe.txt"),
        ("clean", "pipe.txt"),
        ("verify", "in/ok.txt", "pipe.txt"),
        ("check", "in/ok.txt", "--genre", "pipe.txt.yaml"),
        ("verify", "--pairs", "pipe.txt", "--json"),
    ):
        done = run(*command)
        assert (done.code, "pipe.txt" in done.err, "命名管道" in done.err) == (2, True, True), (
            command
        )
    batch = run(*("pipe.txt" if part == "in" else part for part in BATCH))
    assert batch.code == 2
    assert "命名管道" in batch.err


def test_a_pipe_that_a_shell_holds_open_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, TEXT.encode())
    os.close(writing)
    assert read_report(f"/dev/fd/{reading}").text == TEXT


@pytest.mark.parametrize("damage", ["garbage", "truncated"])
def test_a_damaged_store_is_told_with_a_way_out(folder: Path, run: Command, damage: str) -> None:
    run(*BATCH)
    store = Path("out/.batch/store.sqlite")
    data = store.read_bytes()
    for log in store.parent.glob("store.sqlite-*"):
        log.unlink()
    store.write_bytes(b"x" * 5_000 if damage == "garbage" else data[:5_000])
    for command in (BATCH, ("batch", "status", "out"), ("batch", "retry", "out")):
        done = run(*command)
        assert done.code == 2, done
        assert "已损坏" in done.err
        assert "--store" in done.err
    store.rename(store.with_suffix(".damaged"))
    assert run(*BATCH, "--yes").code == 0


@pytest.mark.parametrize(
    "values",
    [
        "result='{'", "result='[]'", "result=5", "spec='['", "spec='[]'", "state='weird'",
        "exit_code='x'", "began='x', ended='y'", "calls='x'", "source=cast(x'ff' as text)",
    ],
)  # fmt: skip
def test_a_store_that_is_damaged_within_is_told_with_a_way_out(
    folder: Path, run: Command, values: str
) -> None:
    run(*BATCH)
    with sqlite3.connect("out/.batch/store.sqlite") as store:
        store.execute(f"UPDATE reports SET {values}")
    for command in (BATCH, ("batch", "status", "out")):
        done = run(*command)
        assert "内部出错" not in done.err, command
        assert done.code < 2 or "已损坏" in done.err, command
    assert run(*BATCH).code == 2


def test_a_store_of_no_version_is_another_programs(folder: Path, run: Command) -> None:
    run(*BATCH)
    with sqlite3.connect("out/.batch/store.sqlite") as store:
        store.execute("UPDATE meta SET value='abc' WHERE name='version'")
    assert "另一个版本" in run(*BATCH).err


def test_a_device_is_no_report_of_a_batch(folder: Path, run: Command) -> None:
    done = run(*("/dev/zero" if part == "in" else part for part in BATCH))
    assert (done.code, "超过 20 MB" in done.err) == (2, True)


def test_settings_and_genres_with_endless_numbers_are_refused(folder: Path, run: Command) -> None:
    digits = "1" * 4_400
    Path("long.toml").write_text(f"tries = {digits}", "utf-8")
    Path("deep.toml").write_text(f"model = {'[' * 5_000}", "utf-8")
    Path("long.yaml").write_text(f"words: {digits}", "utf-8")
    for option in (("--config", "long.toml"), ("--config", "deep.toml"), ("--genre", "long.yaml")):
        done = run("check", "in/ok.txt", *option)
        assert (done.code, option[1] in done.err) == (2, True), done.err


def test_facts_from_what_is_no_file_are_refused(folder: Path, run: Command) -> None:
    os.mkfifo("pipe.csv")
    Path("folder.csv").mkdir()
    for place in ("/dev/zero", "pipe.csv", "folder.csv"):
        done = run("fill", "in/ok.txt", "--facts", place, "--model", "rules")
        assert (done.code, "不是普通文件" in done.err) == (2, True), place


def test_numbers_of_any_length_are_read(folder: Path, run: Command) -> None:
    digits = "1" * 4_400
    Path("long.txt").write_text(
        f"述职报告\n一、抓学习\n全年学习{digits}次，增长{digits}%。\n{digits}．抓项目\n"
        f"20{digits}年1月5日引进{digits}个，〔{digits}〕21号。\n（{digits}）小节\n",
        "utf-8",
    )
    Path("facts.yaml").write_text(f"- {{指标: 学习, 数值: {digits}, 单位: 次, 出处: 表}}", "utf-8")
    for command in (
        ("check", "long.txt"),
        ("clean", "long.txt", "--model", "rules"),
        ("fill", "long.txt", "--facts", "facts.yaml", "--model", "rules"),
        ("verify", "in/ok.txt", "long.txt"),
        ("shorten", "in/ok.txt", "--to", digits, "--model", "rules"),
    ):
        done = run(*command, "--json")
        assert "内部出错" not in done.err, command
        assert done.code in (0, 1, 2)


@pytest.mark.parametrize("text", ["1" * 5_000, "1" * 5_000 + "%", "1/" + "3" * 5_000])
def test_a_length_of_thousands_of_digits_is_none(text: str) -> None:
    with pytest.raises(UsageError, match="看不懂"):
        Length.parse(text)


def test_the_version_is_told(run: Command) -> None:
    done = run("--version")
    assert done.code == 0
    assert done.out.startswith("assistant ")
