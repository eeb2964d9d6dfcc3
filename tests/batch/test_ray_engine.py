"""A batch on a real Ray cluster of this machine: several worker processes, one of them killed."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest

from assistant.batch import ray_engine
from assistant.batch.ray_engine import run_ray
from assistant.batch.runner import Ended, Reason, work
from assistant.config import Settings
from tests.batch.bureau import Bureau, spoken
from tests.servers.behaviours import Behaviour
from tests.servers.model_server import ModelServer, Request

pytestmark = pytest.mark.ray

WORKERS = 3
SLOTS = 6


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """One cluster for all tests here: to start it takes longer than any of them."""
    ray = pytest.importorskip("ray")
    with ray_engine._cluster(ray, WORKERS):
        yield


@pytest.fixture
def bureau(model_server: ModelServer, tmp_path: Path) -> Iterator[Bureau]:
    model_server.always(spoken)
    settings = Settings(model="openai:m", base_url=model_server.base_url)
    bureau = Bureau(tmp_path / "ray", settings, copies=3)
    yield bureau
    bureau.store.close()


def workers() -> list[int]:
    """Return the worker processes of the cluster that this process started."""
    parents: dict[int, int] = {}
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()
            title = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(entry.name)] = int(state[1])
        if title.startswith(b"ray::run_worker"):
            found.append(int(entry.name))

    def is_ours(pid: int) -> bool:
        while pid > 1 and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return [pid for pid in found if is_ours(pid)]


def by_itself(bureau: Bureau, folder: Path) -> Bureau:
    """Do the same batch in this process."""
    other = Bureau(folder, bureau.settings, copies=bureau.copies)
    assert work(other.store, other.options(jobs=4)).reason is Reason.DONE
    assert not [row.error for row in other.store.reports() if row.error]
    other.store.close()
    return other


def on_ray(bureau: Bureau, stop: Event | None = None, **changes: object) -> Ended:
    options = bureau.options(jobs=SLOTS, **changes)
    return run_ray(bureau.store, options, stop or Event(), workers=WORKERS)


def test_workers_share_a_batch_and_give_what_one_process_gives(
    cluster: None, bureau: Bureau, model_server: ModelServer, tmp_path: Path
) -> None:
    at_once: list[int] = [0]

    def answer(request: Request) -> Behaviour:
        at_once.append(len(model_server.requests) - len(answered))
        sleep(0.05)
        answered.append(request)
        return spoken(request)

    answered: list[Request] = []
    model_server.always(answer)
    assert on_ray(bureau).reason is Reason.DONE
    asked = Counter((str(r.messages), r.max_tokens) for r in model_server.requests)
    assert SLOTS // WORKERS < max(at_once) <= SLOTS, "more than one worker asks"
    assert max(asked.values()) == 1
    assert bureau.texts() == by_itself(bureau, tmp_path / "alone").texts()


def test_what_a_killed_worker_held_is_done_by_others(
    cluster: None, bureau: Bureau, model_server: ModelServer, tmp_path: Path
) -> None:
    killed: list[int] = []

    def answer(request: Request) -> Behaviour:
        if len(model_server.requests) == 20 and not killed:
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)
        return spoken(request)

    model_server.always(answer)
    assert on_ray(bureau).reason is Reason.DONE
    assert killed
    asked = Counter((str(r.messages), r.max_tokens) for r in model_server.requests)
    repeated = sum(asked.values()) - len(asked)
    assert repeated <= 2, "at most one call for each slot of the killed worker"
    assert [row.error for row in bureau.store.reports() if row.error or not row.finished] == []
    model_server.always(spoken)
    assert bureau.texts() == by_itself(bureau, tmp_path / "alone").texts()


def test_a_stop_ends_after_the_work_in_hand_and_the_next_run_goes_on(
    cluster: None, bureau: Bureau, model_server: ModelServer
) -> None:
    stop = Event()

    def answer(request: Request) -> Behaviour:
        if len(model_server.requests) == 10:
            stop.set()
        if stop.is_set():
            stop.wait(0.3)
        return spoken(request)

    model_server.always(answer)
    ended = on_ray(bureau, stop)
    assert ended.reason in (Reason.STOPPED, Reason.DONE)
    assert bureau.store.counts().reports.get("open", 0) == 0
    assert on_ray(bureau).reason is Reason.DONE
    asked = Counter((str(r.messages), r.max_tokens) for r in model_server.requests)
    assert max(asked.values()) == 1


def test_a_budget_is_shared_out(cluster: None, bureau: Bureau, model_server: ModelServer) -> None:
    assert on_ray(bureau, max_tokens=9_000).reason is Reason.BUDGET
    usage = bureau.store.counts().usage
    assert usage.prompt_tokens + usage.completion_tokens <= 9_000
    assert 0 < len(model_server.requests) < 30


def test_what_keeps_a_worker_from_working_is_said(
    cluster: None, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.batch.ray_worker.code_stamp", lambda: "another")
    with pytest.raises(Exception, match="同一个版本"):
        on_ray(bureau)


def test_it_runs_beside_another_runner(
    cluster: None, bureau: Bureau, model_server: ModelServer
) -> None:
    beside: list[Ended] = []
    thread = Thread(target=lambda: beside.append(work(bureau.store, bureau.options(jobs=2))))
    thread.start()
    assert on_ray(bureau).reason is Reason.DONE
    thread.join()
    assert beside[0].reason is Reason.DONE
    asked = Counter((str(r.messages), r.max_tokens) for r in model_server.requests)
    assert max(asked.values()) == 1
