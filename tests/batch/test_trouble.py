"""Servers that misbehave, processes that are killed: everything ends, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from assistant import batch
from assistant.batch import pace
from assistant.batch.runner import Reason
from assistant.config import Settings
from eval.bench.batch import kills, storm
from tests.batch.papers import SHORTER, outputs, papers, record
from tests.servers.behaviours import stalls, status, too_many
from tests.servers.fair import fair, question_of
from tests.servers.forked import Popen
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")

LINE = ("batch", "shorten", "in", "-o", "out", "--to", "80%", "--model", "openai:fair")


@pytest.mark.usefixtures("quick_probes")
def test_a_storm_ends_with_everything_done_and_nothing_unverified() -> None:
    found = storm(24, deaths=1, slots=4, pace=0.5)
    assert found.finished == found.reports
    assert found.wrong == 0
    assert found.ratio <= 1.5


def test_kills_lose_nothing_and_repeat_at_most_a_call_for_each_slot() -> None:
    found = kills(4, 24)
    assert (found.lost, found.torn, found.twice) == (0, 0, 0)
    assert found.repeated <= found.allowed


def test_retry_after_is_obeyed_however_long_and_costs_one_request(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    model_server.script(too_many("3"))
    quick = Settings(
        model=settings.model, base_url=settings.base_url, tries=2, call_timeout=2
    )  # one question alone would not wait that long
    work = batch.run(["in"], "out", SHORTER, settings=quick, jobs=1)
    results = list(work)
    assert all(r.verdict for r in results)
    assert any(s["engine"] == "model" for r in results for s in r.row["sections"])
    asked = Counter(question_of(r) for r in model_server.requests)
    assert sorted(asked.values())[-2:] == [1, 2]


def down_then_up(server: ModelServer, after: int) -> None:
    def behave(request: Any) -> Any:
        return fair(request) if len(server.requests) > after else status(503, "down")

    server.always(behave)


@pytest.fixture
def quick_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_PROBE", 0.05)


@pytest.mark.usefixtures("quick_probes")
def test_a_run_waits_for_a_model_that_is_down_and_goes_on(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    down_then_up(model_server, 12)
    results = list(batch.run(["in"], "out", SHORTER, settings=settings, jobs=2))
    assert any(s["engine"] == "model" for r in results for s in r.row["sections"])


@pytest.mark.usefixtures("quick_probes")
def test_with_a_floor_the_rules_finish_what_the_model_cannot(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    model_server.always(lambda _request: status(503, "down"))
    down = batch.run(["in"], "out", SHORTER, settings=settings, jobs=2, floor=True, patience=0.2)
    results = list(down)
    assert all(r.verdict for r in results)
    assert not any(s["engine"] == "model" for r in results for s in r.row["sections"])
    asked = len(model_server.requests)
    model_server.always(fair)
    again = list(batch.run(["in"], "out", SHORTER, settings=settings))
    assert len(model_server.requests) > asked
    assert any(s["engine"] == "model" for r in again for s in r.row["sections"])


@pytest.mark.usefixtures("quick_probes")
def test_a_strict_run_ends_with_3_when_the_model_is_down(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    model_server.always(lambda _request: status(503, "down"))
    work = batch.run(
        ["in"], "out", SHORTER, settings=settings, jobs=2, strict_model=True, patience=0.2
    )
    assert list(work) == []
    assert work.exit_code == 3


def test_a_key_that_is_refused_ends_the_run_and_nothing_is_done_by_rules(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 2)
    model_server.always(lambda _request: status(401, "bad key"))
    work = batch.run(["in"], "out", SHORTER, settings=settings, jobs=1)
    assert list(work) == []
    assert work.ended is not None
    assert work.ended.reason is Reason.MODEL
    assert work.exit_code == 1
    model_server.always(fair)
    assert len(list(batch.run(["in"], "out", SHORTER, settings=settings))) == 2


def test_a_section_that_always_fails_does_not_hold_the_others(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 3)

    def behave(request: Any) -> Any:
        return status(500, "poison") if "会议13次" in str(request.messages) else fair(request)

    model_server.always(behave)
    results = list(batch.run(["in"], "out", SHORTER, settings=settings, jobs=1))
    assert all(r.verdict for r in results)


def start(server: ModelServer, *more: str) -> Popen:
    """Start the command in a process of its own."""
    environment = os.environ | {"ASSISTANT_BASE_URL": server.base_url, "ASSISTANT_LANG": "en"}
    environment["PYTHONPATH"] = str(Path(batch.__file__).parents[2])
    return Popen(
        [sys.executable, "-m", "assistant", *LINE, *more],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_requests(server: ModelServer, count: int) -> None:
    end = monotonic() + 60
    while len(server.requests) < count and monotonic() < end:
        sleep(0.02)
    assert len(server.requests) >= count


def slowly(server: ModelServer) -> None:
    def behave(request: Any) -> Any:
        sleep(0.1)
        return fair(request)

    server.always(behave)


def test_ctrl_c_finishes_the_work_in_hand_and_the_next_run_goes_on(
    model_server: ModelServer,
) -> None:
    papers(Path("in"), 10)
    slowly(model_server)
    process = start(model_server, "--jobs", "2")
    wait_for_requests(model_server, 3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command to go on" in told
    assert "Traceback" not in told
    assert len(record(Path("out"))) < 10
    model_server.always(fair)
    assert start(model_server).wait(60) in (0, 1)
    assert len(outputs(Path("out"))) == 10
    assert set(Counter(question_of(r) for r in model_server.requests).values()) == {1}


def test_a_second_ctrl_c_stops_at_once_and_loses_nothing_that_was_done(
    model_server: ModelServer,
) -> None:
    papers(Path("in"), 4)
    model_server.always(lambda _request: stalls())
    process = start(model_server, "--jobs", "1")
    wait_for_requests(model_server, 1)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    for line in process.stderr:  # two signals before it has seen one would be one
        if "Ctrl-C again" in line:
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    model_server.always(fair)
    assert start(model_server).wait(60) in (0, 1)
    assert len(outputs(Path("out"))) == 4
