"""Budgets of tokens, money and time end a run cleanly, and the next goes on."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import batch
from assistant.batch.claims import Finished
from assistant.batch.runner import Reason
from assistant.batch.store import Store
from assistant.config import Price, Settings
from assistant.errors import UsageError
from tests.batch.papers import SHORTER, papers, record
from tests.batch.test_batch_run import run
from tests.servers.fair import fair, question_of
from tests.servers.model_server import ModelServer

pytestmark = pytest.mark.usefixtures("empty_folder")


def test_a_budget_in_money_needs_a_price(settings: Settings) -> None:
    papers(Path("in"), 1)
    with pytest.raises(UsageError, match="价格"):
        run(settings=settings, max_cost=1.0)


def test_budgets_are_never_exceeded_and_the_next_run_goes_on(
    model_server: ModelServer, settings: Settings
) -> None:
    papers(Path("in"), 6)
    priced = replace(settings, prices={"openai:fair": Price(prompt=1.0, completion=2.0)})
    work, results = run(settings=priced, max_tokens=4_000, jobs=3)
    assert work.ended is not None
    assert work.ended.reason is Reason.BUDGET
    assert work.ended.usage.prompt_tokens + work.ended.usage.completion_tokens <= 4_000
    assert 0 < work.unfinished < 6 or len(results) < 6
    assert work.exit_code == 1
    _, results = run(settings=priced)
    assert len(results) == 6
    asked = Counter(question_of(r) for r in model_server.requests)
    assert set(asked.values()) == {1}


def test_a_stopped_run_finishes_what_is_in_hand_and_the_next_goes_on(
    model_server: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(Path("in"), 12)
    finished, one, stopped = Store.finished, threading.Event(), threading.Event()

    def told(self: Store, report: int, end: Finished) -> bool:
        one.set()
        return finished(self, report, end)

    def behave(request: Any) -> Any:
        if one.is_set():
            stopped.wait(20)
        return fair(request)

    monkeypatch.setattr(Store, "finished", told)
    model_server.always(behave)
    work = batch.run(["in"], "out", SHORTER, settings=settings, jobs=2)
    first = next(work)
    work.stop()
    stopped.set()
    work.close()
    assert first.verdict
    done = len(record(Path("out")))
    assert 1 <= done < 12
    assert work.unfinished == 12 - done
    _, results = run(settings=settings)
    assert len(results) == 12
    assert set(Counter(question_of(r) for r in model_server.requests).values()) == {1}


def test_time_that_is_up_ends_the_run_cleanly(settings: Settings) -> None:
    papers(Path("in"), 3)
    work, _ = run(settings=settings, max_time=1e-9)
    assert work.ended is not None
    assert work.ended.reason is Reason.BUDGET
    assert record(Path("out")) == []
