"""The store keeps what is done, hands out what is not, each piece to one runner at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import claims, locks
from assistant.batch.claims import Kind, Section, Work
from assistant.batch.listing import Listed
from assistant.batch.rows import ReportState, SectionState
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


def sections(count: int, *, asks: bool = True) -> list[Section]:
    return [Section(n, str(n + 1), f"第{n + 1}部分", f"key{n}", asks) for n in range(count)]


def open_report(store: Store, count: int = 2) -> int:
    (work,) = store.claim(ahead=1)
    assert work.kind is Kind.OPEN
    report = work.report.id
    assert store.opened(report, sections(count), source_hash="h", source_stat="s", key="k")
    return work.report.id


def claim(store: Store) -> Work:
    (work,) = store.claim(ahead=0)
    return work


def finish_sections(store: Store, count: int) -> None:
    for _ in range(count):
        work = claim(store)
        assert work.section is not None
        store.worked(work.section.id, [1], prompts={"p": "1@a"}, usage=Usage(1, 10, 0, 5, 0.1))


def test_work_goes_from_reading_over_sections_to_putting_together(store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    report = open_report(store)
    assert store.report(report).state is ReportState.OPEN
    finish_sections(store, 2)
    work = claim(store)
    assert work.kind is Kind.FINISH
    assert store.finished(report, DONE)
    assert store.report(report).state is ReportState.DONE
    assert not store.claim(ahead=5)
    assert store.counts().usage == Usage(2, 20, 0, 10, 0.2)


def test_no_two_runners_get_the_same_work(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 3)
    first, second, third = claim(store), claim(other), claim(store)
    assert len({w.section.id for w in (first, second, third) if w.section}) == 3
    assert not other.claim(ahead=5)


def test_a_runner_that_leaves_gives_back_what_it_holds(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 1)
    held = claim(store)
    store.leave()
    again = claim(other).section
    assert held.section is not None
    assert again is not None
    assert again.id == held.section.id
    assert [r.state for r in other.runners()] == ["stopped", "running"]


def test_a_runner_that_died_gives_back_what_it_held_at_once(folder: Path, store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 1)
    dead = Store(folder)
    dead.enter()
    claim(dead)
    assert dead._lock is not None
    dead._lock.release()  # what the system does when a process is killed
    assert not store.claim(ahead=0)
    assert store.others() == []
    assert claim(store).section is not None


def test_a_claim_that_was_taken_over_writes_nothing(store: Store, other: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    report = open_report(store, 1)
    late = claim(store)
    assert late.section is not None
    other._database.write(lambda c: claims.release(c, [store.runner]))
    finish_sections(other, 1)
    claim(other)  # everything asked for before is on the disk
    store.worked(late.section.id, ["late"], prompts={}, usage=Usage(9))
    assert not store.claim(ahead=1)
    assert store.sections(report)[0].made == [1]
    assert store.report(report).sections_done == 1


def test_an_expired_lease_is_free(store: Store, other: Store, monkeypatch: Any) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 1)
    monkeypatch.setattr("assistant.batch.store.LEASE", -1.0)
    claim(store)
    assert claim(other).section is not None


def test_a_listed_report_that_is_done_and_the_same_stays_done(store: Store) -> None:
    (first,) = store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 1)
    finish_sections(store, 1)
    claim(store)
    store.finished(first, DONE)
    same = [Listed("/in/a.txt", "/out/a.txt", {}, same=True), *listed("b.txt")]
    assert store.list_reports(same, alone=True)[0] == first
    assert [r.state.value for r in store.reports()] == ["done", "queued"]
    store.list_reports(listed("a.txt"), alone=True)
    assert [r.source for r in store.reports()] == ["/in/a.txt"]
    assert [r.state.value for r in store.reports(listed=False)] == ["queued", "queued"]


def test_only_verified_sections_are_kept_for_later_runs(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 2)
    finish_sections(store, 2)
    claim(store)
    outcome = [(0, "accepted", "model", []), (1, "unchanged", "none", [{"code": "x"}])]
    store.finished(report, DONE, sections=outcome, verified=[0])
    assert store.cached(["key0", "key1"]) == {"key0": ([1], {"p": "1@a"})}
    rows = store.sections(report)
    assert [r.verdict for r in rows] == ["accepted", "unchanged"]
    assert rows[1].findings == [{"code": "x"}]


def test_a_deferred_section_waits_until_it_is_woken(store: Store) -> None:
    store.list_reports(listed("a.txt"), alone=True)
    open_report(store, 1)
    work = claim(store)
    assert work.section is not None
    store.defer(work.section.id)
    assert not store.claim(ahead=5)
    assert store.sections(work.report.id)[0].state is SectionState.DEFERRED
    assert store.wake() == 1
    assert claim(store).section is not None


def test_a_failed_report_is_retried_when_asked(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    assert store.claim(ahead=1)
    assert store.finished(report, FAILED)
    assert store.retry(["review"]) == 0
    assert store.retry(["failed"]) == 1
    assert store.report(report).state is ReportState.QUEUED


def test_replies_are_kept_until_nothing_needs_them(store: Store) -> None:
    (report,) = store.list_reports(listed("a.txt"), alone=True)
    store.keep_replies([("call", 7, {"text": "好"})])
    store.tidy()
    assert store.reply("call") == (7, {"text": "好"})
    open_report(store, 0)
    claim(store)
    store.finished(report, DONE)
    store.tidy()
    assert store.reply("call") is None


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
