"""A whole batch through the Batch API: the same results as over the network, call by call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from assistant.batch.openai_batch import run_openai_batch
from assistant.batch.runner import Ended, Reason, work
from assistant.config import BatchApi, Price, Settings
from assistant.errors import UsageError
from assistant.findings import Message
from tests.batch.bureau import Bureau, reply, spoken
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import LineBehaviour, expires, fails, says
from tests.servers.model_server import ModelServer, Request


def written(request: Request) -> LineBehaviour:
    text, finish = reply(request)
    return says(text, finish=finish)


def by_post(bureau: Bureau, stop: Event | None = None, **changes: object) -> Ended:
    options, stop = bureau.options(**changes), stop or Event()
    return run_openai_batch(bureau.store, options, stop)


@pytest.fixture
def bureau(batch_api: BatchApiServer, tmp_path: Path) -> Iterator[Bureau]:
    batch_api.always(written)
    quick = BatchApi(poll=0.02)
    settings = Settings(model="openai:m", base_url=batch_api.base_url, openai_batch=quick)
    bureau = Bureau(tmp_path / "post", settings)
    yield bureau
    bureau.store.close()


def test_the_results_are_those_of_a_run_over_the_network(
    bureau: Bureau, batch_api: BatchApiServer, model_server: ModelServer, tmp_path: Path
) -> None:
    model_server.always(spoken)
    other = Bureau(tmp_path / "net", replace(bureau.settings, base_url=model_server.base_url))
    assert work(other.store, other.options(jobs=4)).reason is Reason.DONE
    assert by_post(bureau).reason is Reason.DONE
    assert bureau.texts() == other.texts()
    assert bureau.results() == other.results()
    by_net = Counter(str(r.messages) for r in model_server.requests)
    posted = Counter(str(r.messages) for r in batch_api.asked)
    assert posted == dict.fromkeys(by_net, 1), "every question is paid for once"
    # Two waves of sections, each three times at most; then their sentences, again, and trimmed.
    assert 2 <= len(batch_api.batches) <= 2 * (3 + 3), "a wave for all that can be asked together"
    other.store.close()


def test_what_the_sections_used_is_what_the_service_counted(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    bureau.settings = replace(
        bureau.settings,
        prices={"m": Price(2.0, 8.0)},
        openai_batch=BatchApi(poll=0.02, price_factor=0.5),
    )
    by_post(bureau)
    usage = bureau.store.counts().usage
    assert usage.calls == len(batch_api.asked)
    prompt = sum(len(text) for r in batch_api.asked for _role, text in r.messages)
    assert usage.prompt_tokens == prompt
    assert usage.cost == pytest.approx((prompt * 1.0 + usage.completion_tokens * 4.0) / 1e6)


def test_without_a_price_for_batches_the_cost_is_unknown(bureau: Bureau) -> None:
    bureau.settings = replace(bureau.settings, prices={"m": Price(2.0, 8.0)})
    by_post(bureau)
    assert bureau.store.counts().usage.cost is None


def test_a_section_without_an_answer_falls_to_the_rules_and_says_so(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    batch_api.always(lambda _request: fails(500, "overloaded"))
    assert by_post(bureau).reason is Reason.DONE
    (row,) = bureau.store.reports()
    assert row.floor
    assert row.result is not None
    assert {s["engine"] for s in row.result["sections"]} <= {"rules", "none"}
    assert len(batch_api.batches) == bureau.settings.openai_batch.tries
    batch_api.always(written)


def test_an_expired_batch_changes_nothing_in_the_end(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    batch_api.batches_end(expires(after=7), expires(after=1))
    assert by_post(bureau).reason is Reason.DONE
    assert not any(row.floor for row in bureau.store.reports())
    assert max(Counter(batch_api.paid).values()) == 1


def test_a_run_that_is_stopped_leaves_its_batch_there_and_the_next_one_fetches_it(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    stop, batch_api.held = Event(), True
    options = bureau.options()
    ended = run_openai_batch(bureau.store, options, stop, say=lambda _message: stop.set())
    assert ended.reason is Reason.STOPPED
    assert ended.message is not None
    assert "下次取回" in ended.message.zh
    assert len(batch_api.batches) == 1
    batch_api.held = False
    assert by_post(bureau).reason is Reason.DONE
    assert max(Counter(batch_api.paid).values()) == 1


def test_what_is_asked_again_when_the_journal_is_gone_is_sent_again(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    assert by_post(bureau).reason is Reason.DONE
    once = len(batch_api.paid)
    bureau.store._database.write(lambda c: c.execute("DELETE FROM replies"))
    # Nor is it known any more how the model did: it would be asked other things.
    bureau.store._database.write(lambda c: c.execute("DELETE FROM meta WHERE name LIKE 'climbed%'"))
    bureau.store.retry(("accepted", "review", "unchanged"))
    assert by_post(bureau).reason is Reason.DONE
    assert len(batch_api.paid) == 2 * once


def test_a_budget_stops_the_run_before_the_call_that_would_exceed_it(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    ended = by_post(bureau, max_tokens=6_000)
    assert ended.reason is Reason.BUDGET
    spent = sum(len(t) for r in batch_api.asked for _role, t in r.messages)
    assert spent > 0
    assert bureau.store.unfinished()
    assert by_post(bureau).reason is Reason.DONE
    assert max(Counter(batch_api.paid).values()) == 1


def test_time_that_is_up_ends_the_wait(bureau: Bureau, batch_api: BatchApiServer) -> None:
    batch_api.held = True
    assert by_post(bureau, max_time=1.0).reason is Reason.BUDGET
    batch_api.held = False


def test_a_key_that_is_refused_ends_the_run_or_leaves_it_to_the_rules(
    bureau: Bureau, batch_api: BatchApiServer
) -> None:
    batch_api.fault("POST", "/files", (401, {}), (401, {}), (401, {}))
    assert by_post(bureau).reason is Reason.MODEL
    assert by_post(bureau, strict_model=True).reason is Reason.STRICT
    assert by_post(bureau, floor=True).reason is Reason.DONE
    assert all(r.floor for r in bureau.store.reports())
    assert not batch_api.batches


@pytest.mark.parametrize("model", ["rules", "local", "anthropic:x"])
def test_only_a_named_remote_model_can_be_asked_by_post(bureau: Bureau, model: str) -> None:
    bureau.settings = replace(bureau.settings, model=model)
    with pytest.raises(UsageError, match="openai:"):
        by_post(bureau)


def test_a_limit_of_money_needs_a_price(bureau: Bureau) -> None:
    with pytest.raises(UsageError, match="price_factor"):
        by_post(bureau, max_cost=1.0)


def test_two_processes_do_not_send_the_same_calls(bureau: Bureau) -> None:
    heard: list[Message] = []

    def second(message: Message) -> None:
        heard.append(message)
        with pytest.raises(UsageError, match="另一个进程"):
            run_openai_batch(bureau.store, bureau.options(), Event())

    ended = run_openai_batch(bureau.store, bureau.options(), Event(), say=second)
    assert ended.reason is Reason.DONE
    assert heard
