"""A batch climbs the same ladder: it learns from misses, and a kill changes nothing."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from assistant import batch
from assistant.batch.claims import Finished
from assistant.batch.job import Job
from assistant.batch.listing import Listed
from assistant.batch.report_reader import ReportReader
from assistant.batch.store import FOLDER, Store
from assistant.chains.ladder import MISSES
from assistant.config import Settings
from assistant.prompts import load_prompt
from assistant.session import Session
from tests.batch.papers import SHORTER, outputs, papers, record
from tests.servers.behaviours import ok
from tests.servers.fair import fair, question_of
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")
WHOLE = load_prompt("section_shorten").begins[1]
REPORTS = 8
WHEN = 5
"""The question at which the run is killed: several reports are begun by then."""


def asked_whole(request: Any) -> bool:
    return bool(request.messages[0][1] == WHOLE)


def lying(request: Any) -> Any:
    """Put a false figure into every whole section; word single sentences fairly."""
    return ok("办结9999件，获评全国先进。") if asked_whole(request) else fair(request)


def starts(output: str) -> list[bool]:
    """Return for each report whether it is said that it was begun lower."""
    return [
        any(f["code"] == "rung_lowered" for s in row["sections"] for f in s["findings"])
        for row in record(Path(output))
    ]


def test_misses_in_one_report_lower_the_next_and_a_kill_gives_the_same_text(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), REPORTS, sections=1)
    killed = sqlite3.connect("killed.sqlite", check_same_thread=False)

    def behave(request: Any) -> Any:
        if len(model_server.requests) == WHEN:
            # What kill -9 leaves behind at this moment is the store as it is.
            sqlite3.connect("out/.batch/store.sqlite").backup(killed)
        return lying(request)

    def run() -> list[bool]:
        list(batch.run(["in"], "out", SHORTER, settings=settings, jobs=1))
        return starts("out")

    model_server.always(behave)
    told = run()
    assert not any(told[:MISSES])
    assert told[-1], "by then three had missed"
    whole = {question_of(r) for r in model_server.requests if asked_whole(r)}
    assert len(whole) <= 2 * told.count(False), "those begun lower are not asked for whole"
    assert all(s["rung"] != "section" for row in record(Path("out")) for s in row["sections"])

    killed.close()
    Path("out").rename("whole")
    Path("out/.batch").mkdir(parents=True)
    Path("killed.sqlite").rename("out/.batch/store.sqlite")
    before = {question_of(r) for r in model_server.requests[: WHEN - 1]}
    model_server.requests.clear()
    assert run()[:MISSES] == told[:MISSES]
    assert outputs(Path("out")) == outputs(Path("whole"))
    assert before.isdisjoint(question_of(r) for r in model_server.requests)


def test_a_file_that_takes_long_to_read_is_begun_as_it_was_when_it_was_claimed(
    model_server: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(Path("in"), MISSES + 1, sections=1)
    model_server.always(lying)
    read, finished, ends = ReportReader.open, Store.finished, threading.Semaphore(0)

    def slowly(self: ReportReader, job: Job) -> Session:
        if job.source.stem.endswith("001"):
            for _ in range(MISSES):
                assert ends.acquire(timeout=20), "the others end meanwhile"
        return read(self, job)

    def counted(self: Store, report: int, end: Finished) -> bool:
        done = finished(self, report, end)
        ends.release()
        return done

    monkeypatch.setattr(ReportReader, "open", slowly)
    monkeypatch.setattr(Store, "finished", counted)
    list(batch.run(["in"], "out", SHORTER, settings=settings, jobs=1))
    assert not any(starts("out"))


def test_where_a_report_begins_is_fixed_before_its_first_question(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    listed = [Listed(f"in/{n}.txt", str(tmp_path / f"{n}.txt"), {}) for n in range(MISSES + 2)]
    store.list_reports(listed, alone=True)
    store.enter()
    first, *others, last = (store.claim() for _ in listed)
    assert first
    assert last
    assert not store.begins_lower(first.id, "m")
    for row in others:
        assert row
        store.finished(row.id, Finished(DONE, climbed=(0, 1), model="m"))
    assert store.begins_lower(last.id, "m")
    assert not store.begins_lower(first.id, "m"), "as it was when it was begun"
    store.leave()
    store.close()


def test_a_report_that_is_done_anew_is_no_second_miss(tmp_path: Path) -> None:
    store = Store(tmp_path / FOLDER)
    listed = [Listed(f"in/{n}.txt", str(tmp_path / f"{n}.txt"), {}) for n in range(MISSES)]
    store.list_reports(listed, alone=True)
    store.enter()
    for _ in range(2):  # the results were thrown away meanwhile
        for _ in range(MISSES - 1):
            row = store.claim("m")
            assert row
            store.finished(row.id, Finished(DONE, climbed=(0, 1), model="m"))
        store.list_reports(listed, alone=True)
    for _ in listed[:-1]:
        store.claim("m")
    last = store.claim("m")
    assert last
    assert not store.begins_lower(last.id, "m")
    store.leave()
    store.close()


DONE = {"verdict": "accepted", "exit": 0, "error": None}
