"""Downloads of the desk: a work's own, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any

import pytest

from assistant.findings import Language
from assistant.request import Request
from assistant.session import Session, UnknownWork
from assistant.web import actions, files
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from assistant.web.rewriting import Run
from assistant.web.temp_folder import TempFolder
from assistant.web.views.works import works
from tests.chains.liars import passage
from tests.servers.behaviours import ok, stalls
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT
from tests.web.conftest import wait


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


def cut_off(desk: Desk, model_server: ModelServer) -> Work:
    """Return a work whose model writes for ever, and in which a gap was filled meanwhile."""
    work = desk.open(Session.from_text(TEXT, settings=desk.settings))
    model_server.always(lambda _request: stalls("项目"))
    actions.hear(desk, work, "把第二部分压到一半")
    assert work.working
    with work.lock:  # as the page does: the rules' proposal may come in this very moment
        actions.fill_in(work, work.check().gaps[0].id, "26")
    return work


def test_a_sentence_that_a_restart_cut_off_is_told_of_and_can_be_said_again(
    modelled: Desk, model_server: ModelServer
) -> None:
    desk = modelled
    work = cut_off(desk, model_server)
    # Who only sees it in a list, or asks by a script, is told nothing.
    later = Desk(desk.options)
    [again] = later.known([work.token])
    before = again.session.talk
    assert before == work.session.talk
    again.tell_cut_off()
    assert again.session.talk[:-1] == before
    role, words = again.session.talk[-1]
    assert role == "assistant"
    assert "“把第二部分压到一半”没有做完" in words
    assert again.choices == ("把第二部分压到一半",)
    # Told once: it has its answer then, as every other sentence has.
    once_more = Desk(desk.options).get(work.token)
    once_more.tell_cut_off()
    assert once_more.session.talk == again.session.talk


def test_what_is_done_or_stopped_is_told_by_nobody_to_be_cut_off(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = cut_off(modelled, model_server)
    actions.hear(modelled, work, "还缺什么")
    assert work.session.under_way == "把第二部分压到一半"
    actions.hear(modelled, work, "停止")
    assert work.session.under_way == ""
    model_server.always(lambda request: ok(passage(request).replace("多跑企业", "多到企业走访")))
    actions.hear(modelled, work, "第三部分语气平实一些")
    wait(work)
    again = Desk(modelled.options).get(work.token)
    again.tell_cut_off()
    assert again.session.talk == work.session.talk


def test_of_two_windows_that_open_a_work_at_once_none_undoes_what_the_other_does(
    modelled: Desk, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, later, go_on = cut_off(modelled, model_server).token, Desk(modelled.options), Event()
    restore = Session.restore

    def slowly(*given: Any, **named: Any) -> Session:
        found = restore(*given, **named)
        if current_thread().name == "slow":
            go_on.wait()
        return found

    monkeypatch.setattr(Session, "restore", slowly)
    slow = Thread(target=lambda: later.get(token).tell_cut_off(), name="slow")
    slow.start()
    quick = later.get(token)
    actions.fill_in(quick, quick.check().gaps[0].id, "27")
    go_on.set()
    slow.join()
    kept = Desk(modelled.options).get(token)
    assert kept.session.report.text == quick.session.report.text
    assert "27" in kept.session.report.text


def test_two_pasted_reports_without_a_title_are_told_apart_by_their_first_heading(
    desk: Desk,
) -> None:
    def opened(text: str) -> Work:
        return desk.open(Session.from_text(text, settings=desk.settings))

    one, other = (
        opened(f"各位代表：\n一、{what}\n全年学习26次。\n") for what in ("抓学习", "抓项目")
    )
    assert (one.name, other.name) == ("粘贴的报告：一、抓学习", "粘贴的报告：一、抓项目")
    assert "一、抓项目" in works([one, other], Language.ZH)
    assert opened("石桥镇述职报告\n一、抓学习\n学习26次。\n").name == "石桥镇述职报告"
    assert opened("今年学习26次。\n").name == "粘贴的报告"


def test_a_rewrite_of_a_report_that_was_deleted_meanwhile_is_over(desk: Desk, work: Work) -> None:
    """A window that follows it would wait for ever."""
    begun = Event()

    def done(work: Work, _run: Run) -> None:
        desk.store.delete(work.token)
        begun.set()
        work.say("改好了", "Done")

    run = desk.start(work, Run(Request("clean")), done)
    assert begun.wait(20)
    assert run.ended.wait(5)
