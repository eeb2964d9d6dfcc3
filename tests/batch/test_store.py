"""The store keeps what is done, hands out what is not, each report to one runner at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import claims, locks
from assistant.batch.claims import Finished
from assistant.batch.listing import Listed
from assistant.batch.rows import ReportRow, ReportState
from assistant.batch.store import Store
from assistant.errors import InputError, OutputError
from assistant.models.usage import Usage

DONE = {"verdict": "accepted", "exit": 0, "error": None, "file": "x"}
FAILED = {"verdict": None, "exit": 2, "error": "坏了", "file": "x"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / ".batch"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    one = Store(folder)
    one.enter()
    yield one
    one.close()


@pytest.fixture
def other(folder: Path) -> Iterator[Store]:
    one = Store(folder)
    one.enter()
    yield one
    one.close()


def listed(*names: str, **spec: Any) -> list[Listed]:
    return [Listed(f"/in/{name}", f"/out/{name}", spec) for name in names]


def kept(text: str = "好") -> dict[str, Any]:
    return {"text": text, "finish": "stop", "usage": asdict(Usage(1, 10, 0, 5, 0.5))}


def claim(store: Store) -> ReportRow:
    row = store.claim()
    assert row is not None
    return row


def test_a_report_goes_from_the_queue_into_a_hand_and_has_a_result(store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    row = claim(store)
    assert row.state is ReportState.OPEN
    assert store.claim() is None
    assert store.finished(row.id, Finished(DONE, key="k", tally={"accepted": 2, "review": 1}))
    done = store.report(row.id)
    assert (done.state, done.key, done.accepted, done.review) == (ReportState.DONE, "k", 2, 1)
    assert store.counts().section_verdicts == {"accepted": 2, "review": 1}
    assert store.claim() is None


def test_no_two_runners_get_the_same_report(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt", "b.txt", "c.txt"), alone=True)
    assert len({claim(store).id, claim(other).id, claim(store).id}) == 3
    assert other.claim() is None


def test_a_runner_that_leaves_gives_back_what_it_holds(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    held = claim(store)
    store.leave()
    assert claim(other).id == held.id
    assert [r.state for r in other.runners()] == ["stopped", "running"]


def test_a_runner_that_died_gives_back_what_it_held_at_once(folder: Path, store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    dead = Store(folder)
    dead.enter()
    held = claim(dead)
    assert dead._lock is not None
    dead._lock.release()  # what the system does when a process is killed
    assert store.claim() is None
    assert store.others() == []
    assert claim(store).id == held.id


def test_a_claim_that_was_taken_over_writes_nothing(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    late = claim(store)
    other._database.write(lambda c: claims.release(c, [store.runner]))
    assert claim(other).id == late.id
    assert not store.finished(late.id, Finished(FAILED))
    store.put_back(late.id)
    assert other.finished(late.id, Finished(DONE))
    assert store.report(late.id).verdict == "accepted"


def test_an_expired_claim_is_free(store: Store, other: Store, monkeypatch: Any) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    monkeypatch.setattr("assistant.batch.store.LEASE", -1.0)
    assert claim(store).id == claim(other).id


def test_a_listed_report_that_is_done_and_the_same_stays_done(store: Store) -> None:
    (first,) = store.list_reports(listed("a.txt"), alone=True)
    store.finished(claim(store).id, Finished(DONE))
    same = [Listed("/in/a.txt", "/out/a.txt", {}, same=True), *listed("b.txt")]
    assert store.list_reports(same, alone=True)[0] == first
    assert [r.state.value for r in store.reports()] == ["done", "queued"]
    store.list_reports(listed("a.txt"), alone=True)
    assert [r.source for r in store.reports()] == ["/in/a.txt"]
    assert [r.state.value for r in store.reports(listed=False)] == ["queued", "queued"]


def test_a_deferred_report_waits_until_it_is_woken(store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    row = claim(store)
    store.defer(row.id)
    assert store.claim() is None
    assert store.report(row.id).state is ReportState.DEFERRED
    assert store.wake() == 1
    assert claim(store).attempts == 1, "a try that was put off does not count"


def test_a_failed_report_is_retried_when_asked(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    assert store.finished(claim(store).id, Finished(FAILED))
    assert store.retry(["review"]) == 0
    assert store.retry(["failed"]) == 1
    assert store.report(report).state is ReportState.QUEUED


def test_a_reply_is_kept_and_put_down_to_the_report_that_paid_for_it(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    store.keep_replies([("call", report, kept()), ("other", report, kept("也好"))])
    assert store.reply("call") == (report, kept())
    assert store.report(report).usage == Usage(2, 20, 0, 10, 1.0)
    assert store.counts().usage.calls == 2


def test_a_reply_that_came_for_nobody_is_put_down_to_one_report_only(store: Store) -> None:
    first, second = store.list_reports(listed("a.txt", "b.txt"), alone=True)
    store.keep_replies([("call", 0, kept())])
    assert store.counts().usage.calls == 0
    assert store.adopt("call", first, Usage(1, 10, 0, 5, 0.5))
    assert not store.adopt("call", second, Usage(1, 10, 0, 5, 0.5))
    assert [row.usage.calls for row in store.reports()] == [1, 0]


def test_replies_to_what_was_left_as_it_was_are_asked_for_anew(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    row = claim(store)
    store.keep_replies([("good", report, kept()), ("bad", report, kept())])
    store.finished(row.id, Finished(DONE, doubtful=("bad",)))
    assert store.reply("good") is not None
    assert store.reply("bad") is None


def test_one_failing_action_does_not_take_its_neighbours_down(store: Store) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        raise KeyError("no")

    store._database.later(fail)
    store.set_meta("name", "value")
    assert store.meta("name") == "value"
    with pytest.raises(KeyError):
        store._database.write(fail)


def test_what_nobody_waits_for_is_on_the_disk_when_the_store_closes(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store._database.later(lambda c: c.execute("INSERT INTO meta VALUES('late', 'yes')"))
    store.close()
    again = Store(tmp_path / "out")
    assert again.meta("late") == "yes"
    again.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused_with_a_clear_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {tmp_path} rw - {kind} server:/x rw\n"
    )
    monkeypatch.setattr(locks, "MOUNTS", mounts)
    with pytest.raises(OutputError, match="加锁.*--store"):
        Store(tmp_path / "out")


def test_a_disk_whose_locks_fail_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise NotImplementedError("no flock here")

    monkeypatch.setattr("assistant.batch.locks.FileLock.acquire", refuse)
    with pytest.raises(OutputError, match="加锁"):
        Store(tmp_path / "out")


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有批处理的记录"):
        Store.find(tmp_path)
