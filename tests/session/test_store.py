"""What was adopted is there again after a restart, after kill -9, and for nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.session import Request, Session, Store, UnknownWork, facts_from_rows
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
