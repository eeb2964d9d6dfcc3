"""Where a batch stands is read from its store, whatever a run left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.batch.state import state_of
from assistant.batch.status import read_status, report_lines
from assistant.batch.store import Store
from assistant.findings import Message
from tests.batch.small_store import BROKEN, FILES, fill_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    filled = fill_store(tmp_path / "out")
    yield filled
    filled.close()


def test_every_report_is_a_line_in_the_order_of_input(store: Store) -> None:
    lines = list(report_lines(store))
    assert [line.file for line in lines] == [f"in/{file}" for file in FILES]
    assert [line.outcome for line in lines] == [
        "accepted",
        "review",
        "unchanged",
        "failed",
        "open",
        "open",
    ]
    assert lines[3].error == BROKEN
    assert lines[0].finished is not None


def test_a_half_done_report_shows_what_it_used(store: Store) -> None:
    half = list(report_lines(store))[4]
    assert (half.outcome, half.usage.calls) == ("open", 2)


def test_the_status_counts_reports_sections_and_usage(store: Store) -> None:
    status = read_status(store)
    assert (status.counts.total, status.counts.finished, status.complete) == (6, 4, False)
    assert status.counts.section_verdicts == {"accepted": 1, "review": 1, "unchanged": 1}
    assert (status.usage.calls, status.usage.cost) == (8, 1.0)
    assert status.failed == (("in/丁.docx", BROKEN),)
    assert status.exit_code == 2
    assert status.runners == ()


def test_the_json_of_a_status_says_the_same(store: Store) -> None:
    data = read_status(store).as_dict()
    assert data["reports"] == {"total": 6, "done": 3, "failed": 1, "queued": 2}
    assert data["failed"] == [{"file": "in/丁.docx", "error": BROKEN}]
    assert data["usage"]["cost"] == 1.0


def test_a_runner_at_work_is_named(store: Store) -> None:
    store.enter()
    assert [runner.state for runner in read_status(store).runners] == ["running"]


def test_the_state_guesses_the_sections_of_reports_nobody_has_read(store: Store) -> None:
    state = state_of(store.counts(), store.runners(), 5.0)
    assert (state.reports, state.of_reports) == (4, 6)
    assert (state.sections, state.of_sections, state.estimated) == (3, 5, True)
    assert (state.accepted, state.review, state.unchanged) == (1, 1, 1)
    assert (state.failed, state.tokens, state.cost) == (1, 800, 1.0)
    assert state.waiting is None


def test_the_state_says_what_a_runner_waits_for(store: Store) -> None:
    store.enter()
    usage = store.counts().usage
    store.beat("waiting", "服务要求等待 30 秒", 4, usage)
    store.set_meta("flush", "1")  # written after it
    state = state_of(store.counts(), store.runners(), 5.0)
    assert state.waiting == Message("服务要求等待 30 秒", "服务要求等待 30 秒")
