"""The own work in processes of its own: the same results, and nobody is missed when killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest

from assistant import batch
from assistant.batch import processes
from assistant.batch.options import BatchOptions
from assistant.batch.pool import REPLACED
from assistant.batch.processes import WORTH, number_of
from assistant.batch.runner import Ended, Reason
from assistant.batch.store import Store
from assistant.config import Price, Settings
from assistant.errors import OutputError, UsageError
from assistant.request import Request
from tests.batch.papers import SHORTER, outputs, papers, record
from tests.servers.behaviours import status
from tests.servers.fair import fair, question_of
from tests.servers.forked import Popen
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")


@pytest.fixture(autouse=True)
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the workers of this process as `servers.forked` does."""
    monkeypatch.setattr(
        processes, "subprocess", SimpleNamespace(**vars(subprocess) | {"Popen": Popen})
    )


def children(of: int) -> list[int]:
    """Return the processes that a process has started, as far as they live."""
    if of == os.getpid():
        return Popen.alive()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state = (entry / "stat").read_text().rpartition(")")[2].split()
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(state[1]) == of and b"assistant.batch.worker" in line and state[0] != "Z":
                found.append(int(entry.name))
    return found


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def until(true: Any, what: str) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end, what
        sleep(0.02)


@pytest.mark.parametrize("processes", [1, 2])
def test_the_results_are_those_of_one_process(processes: int, settings: Settings) -> None:
    papers(Path("in"), 4)
    list(batch.run(["in"], "alone", SHORTER, settings=settings, jobs=3, processes=0))
    work = batch.run(["in"], "apart", SHORTER, settings=settings, jobs=3, processes=processes)
    results = list(work)
    assert work.ended is not None
    assert work.ended.reason is Reason.DONE
    assert outputs(Path("apart")) == outputs(Path("alone"))
    assert [r.source for r in results] == sorted(r.source for r in results)

    def told(folder: str) -> list[dict[str, Any]]:
        return [
            {k: v for k, v in row.items() if k not in ("seconds", "output", "usage")}
            | {"tokens": row["usage"]["completion_tokens"], "model": row["usage"]["model"]}
            for row in record(Path(folder))
        ]

    assert told("apart") == told("alone")
    assert not children(os.getpid())


COUNTED = """import os
from assistant.batch.report_reader import ReportReader as reader
real = reader.open
def counted(self, job):
    with open("opened.txt", "a") as file:
        file.write(job.source.name + os.linesep)
    return real(self, job)
reader.open = counted
from assistant.batch.worker import main
main()
"""


def test_each_report_is_opened_by_one_worker_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(Path("in"), 10)
    before, _ = processes.START.split("from assistant")
    monkeypatch.setattr(processes, "START", before + COUNTED)
    list(batch.run(["in"], "out", SHORTER, settings=settings, jobs=4, processes=2))
    opened = Path("opened.txt").read_text().split()
    assert set(opened) == set(outputs(Path("out")))
    assert len(opened) <= 1.1 * 10


def test_the_rules_give_the_same_bytes(tmp_path: Path) -> None:
    papers(Path("in"), 6)
    rules = Settings(model="rules")
    for number in (0, 2):
        list(batch.run(["in"], f"out{number}", SHORTER, settings=rules, processes=number))
    assert outputs(Path("out0")) == outputs(Path("out2"))


def test_what_a_killed_worker_held_is_done_by_another(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 8)
    killed: list[int] = []

    def behave(request: Any) -> Any:
        if len(model_server.requests) == 8 and not killed:
            killed.append(children(os.getpid())[0])
            os.kill(killed[0], signal.SIGKILL)
        return fair(request)

    model_server.always(behave)
    work = batch.run(["in"], "out", SHORTER, settings=settings, jobs=2, processes=1)
    assert all(r.verdict for r in work)
    assert killed
    assert len(outputs(Path("out"))) == 8
    asked = Counter(question_of(r) for r in model_server.requests)
    assert set(asked.values()) == {1}, "the replies were kept by the process that lived"


def test_workers_that_die_again_and_again_end_the_batch_in_one_sentence(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 8)
    killed: list[int] = []

    def behave(request: Any) -> Any:
        for child in children(os.getpid()):
            killed.append(child)
            os.kill(child, signal.SIGKILL)
        return fair(request)

    model_server.always(behave)
    work = batch.run(["in"], "out", SHORTER, settings=settings, jobs=1, processes=1)
    with pytest.raises(OutputError, match="工作进程一再意外退出"):
        list(work)
    assert len(set(killed)) == 1 + REPLACED


def test_a_stopped_run_leaves_no_process_and_the_next_one_goes_on(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 12)

    def slowly(request: Any) -> Any:
        sleep(0.1)
        return fair(request)

    model_server.always(slowly)
    with batch.run(["in"], "out", SHORTER, settings=settings, jobs=1, processes=1) as work:
        next(work)
    assert not children(os.getpid())
    assert work.unfinished > 0
    model_server.always(fair)
    list(batch.run(["in"], "out", SHORTER, settings=settings, processes=0))
    assert len(outputs(Path("out"))) == 12
    assert set(Counter(question_of(r) for r in model_server.requests).values()) == {1}


def test_workers_end_with_the_process_that_started_them(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 8)

    def slowly(request: Any) -> Any:
        sleep(0.2)
        return fair(request)

    model_server.always(slowly)
    environment = os.environ | {"ASSISTANT_BASE_URL": model_server.base_url}
    environment["PYTHONPATH"] = str(Path(batch.__file__).parents[2])
    line = ("batch", "shorten", "in", "-o", "out", "--to", "80%", "--model", "openai:fair")
    parent = Popen(
        [sys.executable, "-m", "assistant", *line, "--processes", "2", "--jobs", "2"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: len(model_server.requests) >= 2, "nothing was asked")
    workers = children(parent.pid)
    assert len(workers) == 2
    parent.kill()
    parent.wait()
    until(lambda: not any(alive(w) for w in workers), "workers outlive the batch")
    model_server.always(fair)
    assert all(r.verdict for r in batch.run(["in"], "out", SHORTER, settings=settings))


def test_budgets_and_slots_are_kept_for_all_workers_together(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 6)
    priced = replace(settings, prices={"openai:fair": Price(prompt=1.0, completion=2.0)})
    work = batch.run(["in"], "out", SHORTER, settings=priced, jobs=3, processes=2, max_tokens=4_000)
    list(work)
    assert work.ended is not None
    assert work.ended.reason is Reason.BUDGET
    used = work.ended.usage
    assert 0 < used.prompt_tokens + used.completion_tokens <= 4_000


def test_a_strict_run_ends_with_3_when_there_is_no_model(model_server: ModelServer) -> None:
    papers(Path("in"), 2)
    model_server.always(lambda _request: status(503, "down"))
    down = Settings(model="openai:fair", base_url=model_server.base_url, tries=1)
    work = batch.run(
        ["in"], "out", SHORTER, settings=down, processes=1, strict_model=True, patience=0.2
    )
    assert list(work) == []
    assert work.exit_code == 3


def test_a_report_that_cannot_be_read_is_named_and_the_others_done() -> None:
    papers(Path("in"), 2)
    Path("in/bad.docx").write_bytes(b"PK\x03\x04 not a document")
    work = batch.run(["in"], "out", Request("clean"), settings=Settings(model="rules"), processes=1)
    found = {Path(r.source).name: r.error for r in work}
    assert found.pop("bad.docx")
    assert list(found.values()) == [None, None]


def test_processes_are_started_where_they_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_processors", lambda: 4)
    remote, rules, local = (BatchOptions(Settings(model=m)) for m in ("openai:m", "rules", "local"))
    few, many, long = (WORTH[0] - 1, 1_000), (100 * WORTH[0], 1_000), (1, 100 * WORTH[1])
    assert number_of(remote, *few) == 0
    for much in (many, long):
        found = [number_of(options, *much) for options in (remote, rules, local)]
        assert found == [3, 4, 0]
    assert number_of(replace(remote, processes=2), *few) == 2
    assert number_of(replace(rules, processes=0), *many) == 0
    monkeypatch.setattr(processes, "_processors", lambda: 1)
    assert number_of(remote, *many) == 0


@pytest.mark.parametrize("processes", [0, 2])
def test_a_strict_run_does_nothing_where_the_model_cannot_even_be_had(processes: int) -> None:
    papers(Path("in"), 6)
    nowhere = Settings(model="local:/nowhere/model.gguf")
    work = batch.run(
        ["in"], "out", SHORTER, settings=nowhere, processes=processes, strict_model=True
    )
    assert list(work) == []
    assert work.exit_code == 3


@pytest.mark.parametrize("processes", [0, 2])
def test_a_model_asked_for_wrongly_ends_the_batch_and_no_report_is_done_without_it(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    papers(Path("in"), 6)
    keyless = Settings(model="openai:fair", base_url=None, key="")
    work = batch.run(["in"], "out", SHORTER, settings=keyless, processes=processes)
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        list(work)
    assert not outputs(Path("out"))


def test_a_worker_finds_its_modules_where_this_process_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers(Path("in"), 2)
    Path("queue.py").write_text("raise RuntimeError('not the one of Python')")
    monkeypatch.setattr(sys, "path", [p for p in sys.path if p not in ("", str(Path.cwd()))])
    rules = Settings(model="rules")
    assert all(r.verdict for r in batch.run(["in"], "out", SHORTER, settings=rules, processes=2))


BROKEN = "raise ImportError('a library is missing')"


def test_workers_that_cannot_start_are_told_of_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    papers(Path("in"), 4)
    monkeypatch.setattr(processes, "subprocess", subprocess)
    monkeypatch.setattr(processes, "START", BROKEN)
    rules = Settings(model="rules")
    with pytest.raises(OutputError, match="无法启动.*a library is missing.*--processes 0"):
        list(batch.run(["in"], "out", SHORTER, settings=rules, processes=2))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(OutputError, match="无法启动.*/nowhere/python"):
        list(batch.run(["in"], "out", SHORTER, settings=rules, processes=2))
    assert capfd.readouterr() == ("", "")


def test_where_nobody_asked_for_workers_the_work_is_done_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers(Path("in"), 4)
    monkeypatch.setattr(processes, "START", BROKEN)
    monkeypatch.setattr("assistant.batch.batch_run.number_of", lambda *_args: 2)
    work = batch.run(["in"], "out", SHORTER, settings=Settings(model="rules"))
    assert all(r.verdict for r in work)
    assert work.ended is not None
    assert work.ended.reason is Reason.DONE


def test_no_worker_stays_where_another_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    papers(Path("in"), 4)
    start = subprocess.Popen
    started: list[Any] = []

    def once(*args: Any, **options: Any) -> Any:
        if started:
            raise OSError(11, "Resource temporarily unavailable")
        started.append(start(*args, **options))
        return started[0]

    monkeypatch.setattr(processes, "subprocess", subprocess)
    monkeypatch.setattr(subprocess, "Popen", once)
    with pytest.raises(OutputError, match="Resource temporarily unavailable"):
        list(batch.run(["in"], "out", SHORTER, settings=Settings(model="rules"), processes=2))
    assert started[0].poll() is not None


def test_another_run_sees_from_the_start_that_this_one_is_at_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers(Path("in"), 2)
    seen: list[int] = []

    def work(_pool: Any) -> Ended:
        other = Store.find(Path("out"))
        seen.append(len(other.others()))
        other.close()
        return Ended(Reason.STOPPED)

    monkeypatch.setattr("assistant.batch.processes._LocalPool.work", work)
    rules = Settings(model="rules")
    list(batch.run(["in"], "out", SHORTER, settings=rules, processes=1))
    assert seen == [1]
    store = Store.find(Path("out"))
    assert store.others() == []
    store.close()
