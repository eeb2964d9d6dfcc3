"""Downloads of the desk: a work's own, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.session import Session, UnknownWork
from assistant.web import files
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from assistant.web.temp_folder import TempFolder
from tests.session.conftest import TEXT


@pytest.fixture
def temp(options: Options) -> Iterator[TempFolder]:
    folder = TempFolder(options.temp)
    yield folder
    folder.remove()


@pytest.fixture
def serving(options: Options, temp: TempFolder) -> Desk:
    return Desk(options, temp)


def take(desk: Desk, token: str, kind: str = "txt") -> Path:
    return desk.download(token, lambda work, to: files.write(work, kind, to))


def test_deleting_a_work_removes_its_downloads_and_no_other_s(serving: Desk) -> None:
    one, two = (
        serving.open(Session.from_text(TEXT, settings=serving.settings)).token for _ in range(2)
    )
    taken = [take(serving, one, kind) for kind in files.KINDS]
    others = take(serving, two)
    serving.close(one)
    assert not any(path.exists() or path.parent.exists() for path in taken)
    assert others.exists()


def test_deleting_a_work_removes_what_another_run_wrote_of_it(
    serving: Desk, temp: TempFolder
) -> None:
    second = TempFolder(temp.path.parent)
    token = serving.open(Session.from_text(TEXT, settings=serving.settings)).token
    taken = take(Desk(serving.options, second), token)
    serving.close(token)
    assert not taken.exists()
    second.remove()


def test_a_download_of_a_work_that_is_deleted_meanwhile_is_not_left(serving: Desk) -> None:
    token = serving.open(Session.from_text(TEXT, settings=serving.settings)).token
    written: list[Path] = []

    def write(work: Work, to: Path) -> Path:
        serving.close(token)
        to.mkdir(parents=True, exist_ok=True)
        written.append(files.write(work, "txt", to))
        return written[0]

    with pytest.raises(UnknownWork):
        serving.download(token, write)
    assert written
    assert not written[0].exists()


def test_a_sentence_that_a_restart_cut_off_is_told_of_and_can_be_said_again(
    desk: Desk, options: Options
) -> None:
    work = desk.open(Session.from_text(TEXT, settings=desk.settings))
    work.session.say("user", "把第二部分压到一半")
    again = Desk(options).get(work.token)
    role, words = again.session.talk[-1]
    assert role == "assistant"
    assert "没有做完" in words
    assert again.choices == ("把第二部分压到一半",)
    # Told once: it has its answer then, as every other sentence has.
    assert Desk(options).get(work.token).session.talk == again.session.talk
