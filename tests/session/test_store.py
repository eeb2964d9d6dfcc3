"""What was adopted is there again after a restart, after kill -9, and for nobody else."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.findings import Language
from assistant.session import (
    Length,
    Proposal,
    Request,
    Session,
    Store,
    UnknownWork,
    facts_from_rows,
)
from assistant.session.pending import pack, unpack
from tests.session.conftest import TEXT


def test_a_work_comes_back_as_it_was(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    session.adopt(session.propose(Request("clean")))
    session.use_facts(facts_from_rows([["学习", "26次"]]))
    session.say("user", "压到300字")
    back = Session.restore(Store(store.path), token, model="rules")
    assert back.report.text == session.report.text
    assert back.history == session.history
    assert back.facts == session.facts
    assert back.talk == (("user", "压到300字"),)
    assert back.genre == session.genre
    back.undo()
    assert Session.restore(store, token).report.text == TEXT


def test_an_unknown_token_opens_nothing(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    for wrong in ("", "x", token[:-1], token + "a"):
        with pytest.raises(UnknownWork):
            store.load(wrong)


@pytest.mark.parametrize("damage", ["garbage", "truncated", "scribbled"])
def test_a_damaged_file_is_told_with_a_way_out(session: Session, store: Store, damage: str) -> None:
    token = session.keep_in(store)
    data = store.path.read_bytes()
    for log in store.path.parent.glob(f"{store.path.name}-*"):
        log.unlink()
    page = 4096
    damaged = {
        "garbage": b"x" * 5_000,
        "truncated": data[: len(data) - 2 * page],
        "scribbled": data[:page] + b"\xa5" * (len(data) - page),
    }
    store.path.write_bytes(damaged[damage])
    for use in (lambda: Store(store.path).load(token), lambda: session.keep_in(store)):
        with pytest.raises(OutputError, match="已损坏.*改名或移走.*-wal.*一起移走"):
            use()
    store.path.rename(store.path.with_suffix(".damaged"))
    anew = Store(store.path)
    assert Session.restore(anew, session.keep_in(anew)).report.text == TEXT


@pytest.mark.parametrize(
    "damage",
    [
        "works SET state='{'", "works SET state='[]'", "works SET state='{}'", "works SET head=9",
        "works SET format='x'", "works SET pending='{'", "versions SET details='['",
        "versions SET details='{}'", "versions SET work='x'",
    ],
)  # fmt: skip
def test_a_damaged_work_is_told_and_keeps_no_other_from_opening(
    session: Session, store: Store, damage: str
) -> None:
    """The list of works on the page leaves it out, as one that is not known."""
    damaged, whole = (Session.from_text(TEXT, model="rules").keep_in(store) for _ in range(2))
    name = "id" if damage.startswith("works") else "work"
    with sqlite3.connect(store.path) as file:
        file.execute(f"UPDATE {damage} WHERE {name}=?", (sha256(damaged.encode()).hexdigest(),))
    with pytest.raises(UnknownWork, match="已损坏"):
        Session.restore(store, damaged)
    assert Session.restore(store, whole).report.text == TEXT


def test_the_file_does_not_hold_the_token(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    files = store.path.parent.glob(store.path.name + "*")
    assert all(token.encode() not in f.read_bytes() for f in files)


def test_only_its_owner_may_read_the_file(store: Store) -> None:
    assert store.path.stat().st_mode & 0o077 == 0


def test_a_deleted_work_is_gone(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    store.delete(token)
    with pytest.raises(UnknownWork):
        store.load(token)
    with pytest.raises(UnknownWork):
        session.say("user", "还在吗")


def test_no_file_holds_a_word_of_a_deleted_work(store: Store) -> None:
    """Neither the file nor the log beside it, which stays while the page runs."""
    session = Session.from_text("石桥镇述职报告\n一、抓学习\n学习了鹅卵石一事。\n", model="rules")
    token = session.keep_in(store)
    session.say("user", "把鹅卵石删掉")
    store.delete(token)
    files = [*store.path.parent.glob(store.path.name + "*")]
    assert len(files) > 1
    assert all("鹅卵石".encode() not in f.read_bytes() for f in files)


def held_words(store: Store, words: str) -> list[str]:
    """Return the names of the files that hold `words`."""
    files = store.path.parent.glob(store.path.name + "*")
    return [f.name for f in files if words.encode() in f.read_bytes()]


def test_a_deletion_waits_for_no_reader_and_the_next_change_wipes_what_it_left(
    store: Store,
) -> None:
    deleted = Session.from_text("石桥镇述职报告\n一、抓学习\n学习了鹅卵石一事。\n", model="rules")
    token = deleted.keep_in(store)
    other = Session.from_text(TEXT, model="rules")
    other.keep_in(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM works").fetchone()
        before = time.monotonic()
        store.delete(token)
        other.say("user", "还缺什么")
        assert time.monotonic() - before < 5, "SQLite itself would wait for ten seconds"
        assert held_words(store, "鹅卵石"), "whoever reads sees the file as it was"
    other.say("user", "压到300字")
    assert not held_words(store, "鹅卵石")


FORGETS = """
import os, signal, sqlite3, sys
from pathlib import Path
from assistant.session import Session, Store
store = Store(Path(sys.argv[1]))
session = Session.from_text("石桥镇述职报告\\n一、抓学习\\n学习了鹅卵石一事。\\n", model="rules")
token = session.keep_in(store)
store._empty_log = lambda _connection: os.kill(os.getpid(), signal.SIGKILL)
store.delete(token)
"""


def test_what_a_kill_left_of_a_deleted_work_is_wiped_when_the_file_is_opened(
    tmp_path: Path,
) -> None:
    path = tmp_path / "works.sqlite3"
    killed = subprocess.run([sys.executable, "-c", FORGETS, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert "鹅卵石".encode() in path.with_name(f"{path.name}-wal").read_bytes()
    # Where nothing else has it open SQLite does that itself, as the first connection is closed.
    with closing(sqlite3.connect(path)) as beside:
        beside.execute("PRAGMA user_version").fetchone()
        assert not held_words(Store(path), "鹅卵石")


def test_a_sentence_that_is_kept_does_not_wait_for_the_whole_log(
    session: Session, store: Store
) -> None:
    session.keep_in(store)
    log = store.path.with_name(f"{store.path.name}-wal")
    before = log.stat().st_ino
    session.say("user", "压到300字")
    assert log.stat().st_ino == before
    assert Session.restore(Store(store.path), session._token).talk == session.talk


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="无法保存"):
        Store(tmp_path / "file" / "works.sqlite3")


WORKER = """
import sys
from pathlib import Path
from assistant.session import Session, Store
from tests.session.conftest import TEXT
session = Session.from_text(TEXT, model="rules")
print(session.keep_in(Store(Path(sys.argv[1]))), flush=True)
n = 0
while True:
    n += 1
    text = session.report.of(session.report.find("3"))
    session.adopt(session.edit("3", text.rstrip("\\n") + "再接再厉。\\n"),
                  confirmed=[b.key for b in session.pending.errors])
    print(session.history.head, flush=True)
"""


@pytest.mark.parametrize("delay", [0.05, 0.2, 0.4])
def test_kill_9_loses_nothing_that_was_adopted(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "works.sqlite3"
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    token = worker.stdout.readline().strip()
    time.sleep(delay)
    os.kill(worker.pid, signal.SIGKILL)
    said = worker.stdout.read().split()
    worker.wait()
    worker.stdout.close()
    back = Session.restore(Store(path), token, model="rules")
    last = int(said[-1]) if said and said[-1].isdigit() else 0
    assert back.history.head in (last, last + 1)
    assert back.report.text.count("再接再厉。") == back.history.head
    assert back.report.text == back.history.current.text


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.propose(Request("clean")),
        lambda s: s.propose(Request("shorten", ("2",), Length(words=20))),
        lambda s: s.propose(Request("shorten", (), Length.parse("50%"))),
        lambda s: s.propose(Request("fill")),
        lambda s: s.propose(Request("restructure", instruction="分成两点", sections=("3",))),
        lambda s: s.edit("2", "二、抓项目，促发展。\n全年引进项目9个。\n"),
        lambda s: s.answer({"g1": "26次"}),
    ],
    ids=["clean", "shorten", "share", "fill", "restructure", "edit", "answer"],
)
def test_a_proposal_waits_through_a_restart(
    session: Session, store: Store, ask: Callable[[Session], Proposal]
) -> None:
    token = session.keep_in(store)
    session.use_facts(facts_from_rows([["集中学习", "18", "次", "台账"], ["茶叶产量", "9吨"]]))
    proposal = ask(session)
    back = Session.restore(Store(store.path), token, model="rules")
    assert back.pending == (proposal if proposal.changes else None)
    if back.pending is not None:
        first = [proposal.changes[0].id]
        keys = [b.key for b in proposal.select(first).errors]
        assert back.adopt(back.pending, first, confirmed=keys).text == (
            session.adopt(proposal, first, confirmed=keys).text
        )
        assert Session.restore(store, token).pending is None


def test_a_proposal_for_another_text_or_of_another_form_does_not_come_back(
    session: Session, store: Store
) -> None:
    token = session.keep_in(store)
    kept = pack(session.propose(Request("clean")))
    assert unpack(kept, session.report.text) == session.pending
    older = kept | {"prompts": {"shorten": "1"}}  # an earlier version kept it besides
    assert unpack(older, session.report.text) == session.pending
    assert unpack(kept, session.report.text + "再接再厉。") is None
    assert unpack(kept | {"parts": [{"id": "1"}]}, session.report.text) is None
    store.set_pending(token, kept | {"colour": "red"})
    assert Session.restore(store, token).pending is None


def test_what_was_put_aside_does_not_wait_any_more(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    session.propose(Request("clean"))
    session.reject()
    assert Session.restore(store, token).pending is None


def test_a_file_of_the_first_version_is_brought_up(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("ALTER TABLE works DROP COLUMN pending")
        connection.execute("PRAGMA user_version=1")
        connection.commit()
    back = Session.restore(Store(store.path), token, model="rules")
    proposal = back.propose(Request("clean"))
    assert Session.restore(Store(store.path), token).pending == proposal


def test_a_file_of_a_newer_version_is_refused(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(OutputError, match="更新的版本") as refused:
        Store(store.path)
    assert "newer" in refused.value.text(Language.EN)
