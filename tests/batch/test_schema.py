"""A store that an earlier version left goes on here: no reply that was paid for is lost."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import batch
from assistant.batch.database import StoreError
from assistant.batch.schema import VERSION
from assistant.batch.store import FILE, FOLDER, Store
from assistant.config import Settings
from assistant.request import Request
from tests.batch.papers import papers, record
from tests.servers.fair import question_of
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")

LEFT = Path(__file__).with_name("store_v1.sql")
"""The store that version 1 (9aa15b0) left when it was killed over three reports rewritten by
openai:fair with one slot: one is done (3 calls), of one 1 of 3 questions is answered."""
PLACE = "/tmp/old-batch"
PLAIN = Request("rewrite", instruction="语气平实一些")


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """Lay the old store and its reports out in the current folder, and return the store's file."""
    papers(Path("in"), 3)
    path = tmp_path / "out" / FOLDER / FILE
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as connection:
        connection.executescript(LEFT.read_text(encoding="utf-8"))
        for column in ("target", "spec"):
            connection.execute(
                f"UPDATE reports SET {column}=replace({column}, ?, ?)", (PLACE, str(tmp_path))
            )
    connection.close()
    return path


def test_the_reports_of_an_old_store_are_there_and_what_was_half_done_is_queued(
    left: Path,
) -> None:
    store = Store.find(Path("out"))
    assert store.meta("version") == str(VERSION)
    assert [row.state.value for row in store.reports()] == ["done", "queued", "queued"]
    first, second, _ = store.reports()
    assert (first.usage.calls, first.accepted, first.review) == (3, 3, 0)
    assert first.result is not None
    assert first.result["verdict"] == "accepted"
    assert second.usage.calls == 1
    assert store.counts().section_verdicts == {"accepted": 3}
    store.close()
    Store.find(Path("out")).close()  # and a second time


def test_the_next_run_pays_for_nothing_that_an_old_store_holds(
    left: Path, model_server: ModelServer, settings: Settings
) -> None:
    with sqlite3.connect(left) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM replies").fetchone()
    connection.close()
    assert kept == 4
    papers(Path("calm"), 3)
    # Version 1 asked one sentence at a time; a model that starts lower is asked the same again.
    settings = replace(settings, rungs={"*": "sentence"})
    list(batch.run(["calm"], "whole", PLAIN, settings=settings))
    whole = len(model_server.requests)
    model_server.requests.clear()
    results = list(batch.run(["in"], "out", PLAIN, settings=settings, overwrite=True))
    assert [r.verdict for r in results] == ["accepted"] * 3
    assert len(model_server.requests) == whole - kept
    assert set(Counter(map(question_of, model_server.requests)).values()) == {1}

    def told(folder: str) -> list[Any]:
        return [[s["id"] for s in row["sections"]] for row in record(Path(folder))]

    assert told("out") == told("whole")
    for path in Path("whole").glob("*.txt"):
        assert (Path("out") / path.name).read_bytes() == path.read_bytes()
    assert [r.row["usage"]["calls"] for r in results] == [0, 3, 3]


def test_a_store_of_a_later_version_is_left_alone(left: Path) -> None:
    with sqlite3.connect(left) as connection:
        connection.execute("UPDATE meta SET value='99' WHERE name='version'")
    connection.close()
    before = left.read_bytes()
    with pytest.raises(StoreError, match="另一个版本"):
        Store.find(Path("out"))
    assert left.read_bytes()[100:] == before[100:]


def test_rules_go_on_with_an_old_store_too(left: Path) -> None:
    rules = Settings(model="rules")
    assert all(r.verdict for r in batch.run(["in"], "out", PLAIN, settings=rules, overwrite=True))
