"""Whatever a batch refuses is told in English to who asks for it, and in Chinese to all others."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant import batch
from assistant.batch import results
from assistant.batch.api_calls import ApiCalls
from assistant.batch.database import Database
from assistant.batch.job import Job
from assistant.batch.joblist import read_list
from assistant.batch.jobs import plan, taken
from assistant.batch.library import look_ahead
from assistant.batch.locks import require_locks
from assistant.batch.record import write_record
from assistant.batch.rows import ReportRow
from assistant.batch.store import Store
from assistant.config import Settings
from assistant.errors import AssistantError, FormatError
from assistant.findings import Language, Message
from assistant.models.connection import Call
from assistant.request import Request
from tests.batch.papers import SHORTER, papers
from tests.batch.small_store import fill_store

CHINESE = re.compile("[\u4e00-\u9fff]")
CLEAN = Job(Path(), Path("out"), Request("clean"))
ENGLISH = Settings(model="rules", language=Language.EN)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def listed(text: str, name: str = "jobs.csv") -> None:
    """Read a job list of this text, and what each line asks for."""
    list(read_list(put(name, text), CLEAN))


def another_version() -> None:
    Database(Path("store.sqlite")).close()
    with closing(sqlite3.connect("store.sqlite")) as connection, connection:
        connection.execute("UPDATE meta SET value='0' WHERE name='version'")
    Database(Path("store.sqlite"))


def existing(*names: str) -> None:
    error = taken([put(name, "x") for name in names])
    assert error is not None
    raise error


def no_store_to_record() -> None:
    store = fill_store(Path("made"))
    try:
        write_record(store, Path("gone"))
    finally:
        store.close()


REFUSED: dict[str, Callable[[], object]] = {
    "the output is a file": lambda: plan(["in"], put("out", "x"), CLEAN),
    "an empty folder": lambda: plan([put("in/a.pdf", "x").parent], Path("out"), CLEAN),
    "no match": lambda: plan(["*.txt"], Path("out"), CLEAN),
    "over its source": lambda: plan([put("a.txt", "x")], Path(), CLEAN),
    "one exists": lambda: existing("a.txt"),
    "two exist": lambda: existing("a.txt", "b.txt"),
    "no list": lambda: list(read_list(Path("jobs.csv"), CLEAN)),
    "an empty list": lambda: listed("file,task\n"),
    "too many columns": lambda: listed("file,task\na.txt,clean,more\n"),
    "no CSV": lambda: listed('file,task\n"' + "x" * 200_000 + '",clean\n'),
    "no JSON": lambda: listed("{", "jobs.jsonl"),
    "no object": lambda: listed("[]", "jobs.jsonl"),
    "an unknown column": lambda: listed("file,colour\na.txt,red\n"),
    "no file": lambda: listed("file,task\n,clean\n"),
    "neither yes nor no": lambda: listed("file,task,figures_only\na.txt,fill,perhaps\n"),
    "no length": lambda: listed("file,task,to\na.txt,shorten,soon\n"),
    "no sense": lambda: listed("file,task\na.txt,rewrite\n"),
    "no store": lambda: Store.find(Path("out")),
    "a store in the way": lambda: Store(put("store", "x")),
    "another version": another_version,
    "no folder": lambda: Database(Path("none/store.sqlite")),
    "no database": lambda: Database(put("store.sqlite", "no database at all " * 100)),
    "no price": lambda: batch.run(papers(Path("in"), 1), "out", SHORTER, max_cost=1.0),
    "an output in the way": lambda: list(
        batch.run(papers(Path("in"), 1), put("way", "x") / "out", SHORTER, settings=ENGLISH)
    ),
    "no folder for the record": no_store_to_record,
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_in_both_languages(refused: Callable[[], object]) -> None:
    with pytest.raises(AssistantError) as raised:
        refused()
    assert CHINESE.search(raised.value.text(Language.ZH))
    said = re.sub("“[^”]*”|字", "", raised.value.text(Language.EN))
    assert re.search("[A-Za-z]{3} [A-Za-z]", said)
    assert not CHINESE.search(said)


def test_a_disk_that_cannot_lock_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.locks.file_system", lambda _folder: "nfs4")
    with pytest.raises(AssistantError) as raised:
        require_locks(Path())
    assert "--store" in raised.value.text(Language.EN)
    assert not CHINESE.search(raised.value.text(Language.EN))


def test_a_line_of_a_job_list_is_named_in_english() -> None:
    with pytest.raises(AssistantError) as raised:
        listed("file,task,to\na.txt,clean,\nb.txt,shorten,soon\n")
    assert raised.value.text(Language.EN).startswith(
        "Line 3 of the job list “jobs.csv”: The length"
    )


def test_a_neighbour_with_other_settings_is_told_in_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers(Path("in"), 1)
    list(batch.run(["in"], "out", SHORTER, settings=Settings(model="rules")))
    monkeypatch.setattr(Store, "others", lambda _store: True)
    with pytest.raises(AssistantError) as raised:
        list(batch.run(["in"], "out", SHORTER, settings=ENGLISH))
    assert raised.value.text(Language.EN).startswith("Another process works on “out”")


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (FormatError(Message("空的。", "It is empty.")), "空的。", "It is empty."),
        (ZeroDivisionError("oops"), "程序内部出错（ZeroDivisionError：oops）",
         "The program failed inside (ZeroDivisionError: oops)"),
    ],
)  # fmt: skip
def test_a_failed_report_has_its_reason_in_the_language_of_the_settings(
    error: Exception, zh: str, en: str
) -> None:
    store = fill_store(Path("made"))
    row: ReportRow = next(store.reports())
    store.close()
    assert results.failed(row, error, 1.0, Language.ZH)["error"] == zh
    assert results.failed(row, error, 1.0, Language.EN)["error"] == en


def test_a_dry_run_says_in_english_what_cannot_be_read() -> None:
    put("in/empty.txt", "")
    found = look_ahead(["in"], "out", SHORTER, settings=ENGLISH)
    assert len(found.unreadable) == 1
    assert not CHINESE.search(found.unreadable[0][1])


def test_why_a_call_was_given_up_is_kept_in_both_languages(tmp_path: Path) -> None:
    why = Message("没有回答", "no answer")
    calls = ApiCalls(tmp_path / "store.sqlite", "m")
    calls.want("a", Call((("user", "a"),), 500))
    assert calls.failure("a") is None
    calls.failed("a", why)
    assert calls.failure("a") == why
    calls.close()


def test_a_result_and_the_page_are_in_english() -> None:
    papers(Path("in"), 1)
    (result,) = batch.run(["in"], "out", SHORTER, settings=ENGLISH)
    assert not CHINESE.search(result.row["genre"])
    assert "rules (on this machine)" in Path("out/summary.html").read_text(encoding="utf-8")
