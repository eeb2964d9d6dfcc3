"""Calls go out through the Batch API and come home, whatever the service does with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.config import load_settings
from assistant.errors import MalformedReply, ModelUnavailable, TruncatedReply
from assistant.models.connection import Call
from tests.batch.office import Office
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import (
    Fate,
    LineBehaviour,
    body,
    completes,
    expires,
    fails,
    is_cancelled,
    is_refused,
    missing,
    raw,
    says,
    twice,
)
from tests.servers.model_server import Request


def by_text(**behaviours: list[LineBehaviour]) -> Callable[[Request], LineBehaviour]:
    """Treat a call by its text, time after time; afterwards answer it well."""

    def decide(request: Request) -> LineBehaviour:
        left = behaviours.get(request.text)
        return left.pop(0) if left else says(f"答{request.text}")

    return decide


def test_every_reply_finds_its_call(office: Office) -> None:
    office.want("a", "b", "c")
    office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b", "c": "答c"}
    assert len(office.server.batches) == 1
    assert not office.server.files, "nothing of a report stays at the service"


def test_what_is_known_is_not_sent_again(office: Office) -> None:
    office.want("a")
    office.post.finish()
    office.want("a", "b")
    office.post.finish()
    assert sorted(office.server.paid) == ["a", "b"]


def test_nothing_wanted_is_nothing_sent(office: Office) -> None:
    office.post.finish()
    assert office.server.log == []


@pytest.mark.parametrize(
    "trouble",
    [
        [fails(429)],
        [fails(500), fails(503)],
        [missing(), missing()],
        [raw("{ not JSON")],
        [raw('{"custom_id": "z", "response": {}}')],
    ],
)
def test_a_line_without_an_answer_is_sent_again(
    office: Office, trouble: list[LineBehaviour]
) -> None:
    office.server.always(by_text(b=trouble))
    sent = len(trouble) + 1
    office.want("a", "b")
    office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b"}
    assert len(office.server.batches) == sent
    assert Counter(r.text for r in office.server.asked) == {"a": 1, "b": sent}


def test_a_line_that_never_gets_an_answer_is_given_up_with_its_reason(office: Office) -> None:
    office.server.always(by_text(b=[fails(500, "overloaded")] * 9))
    office.want("a", "b")
    office.post.finish()
    assert office.texts() == {"a": "答a"}
    assert len(office.server.batches) == office.api.tries
    assert "overloaded" in office.why("b")


def test_a_new_run_asks_again_what_was_given_up(office: Office) -> None:
    office.server.always(by_text(b=[missing()] * 3))
    office.want("b")
    office.post.finish()
    office.again()
    office.want("b")
    office.post.finish()
    assert office.texts() == {"b": "答b"}


def test_what_nobody_wants_any_more_is_not_sent(office: Office) -> None:
    office.want("a", "b")
    office.again()
    office.want("b")
    office.post.finish()
    assert office.server.paid == ["b"]


def test_what_does_not_fit_the_budget_is_left(batch_api: BatchApiServer, tmp_path: Path) -> None:
    left = [3]

    def fits(_key: str, _call: Call) -> bool:
        left[0] -= 1
        return left[0] >= 0

    office = Office(batch_api, tmp_path, fits=fits)
    office.want(*"abcde")
    assert office.post.finish() is False
    assert list(office.texts()) == list("abc")
    office.close()


def test_an_answer_that_cannot_be_used_is_kept_and_not_paid_for_again(office: Office) -> None:
    office.server.always(by_text(a=[says("半句", finish="length")], b=[body({"choices": []})]))
    office.want("a", "b")
    office.post.finish()
    cut, broken = office.journal["a"], office.journal["b"].outcome
    assert isinstance(cut.outcome, TruncatedReply)
    assert (cut.outcome.reply, cut.usage.completion_tokens) == ("半句", 2)
    assert isinstance(broken, MalformedReply)
    office.again()
    office.want("a", "b")
    office.post.finish()
    assert len(office.server.batches) == 1


def test_of_two_answers_to_one_call_the_first_counts(office: Office) -> None:
    office.server.always(by_text(a=[twice("二", "一")]))  # written in reverse order
    office.want("a")
    office.post.finish()
    assert office.texts() == {"a": "一"}


def test_what_an_expired_batch_left_is_sent_again(office: Office) -> None:
    office.server.batches_end(expires(after=2), expires(after=0), completes())
    office.want("a", "b", "c")
    office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b", "c": "答c"}
    assert sorted(office.server.paid) == ["a", "b", "c"]


def test_a_batch_that_somebody_cancelled_is_not_sent_again(office: Office) -> None:
    office.server.batches_end(is_cancelled(after=1))
    office.want("a", "b")
    office.post.finish()
    assert office.texts() == {"a": "答a"}
    assert "取消" in office.why("b")


def test_a_batch_that_is_always_refused_is_given_up(office: Office) -> None:
    office.server.batches_end(*[is_refused("model_not_found", "no such model")] * 3)
    office.want("a", "b")
    office.post.finish()
    assert len(office.server.batches) == 3
    assert "no such model" in office.why("a")


@pytest.mark.parametrize(
    "ends",
    [
        is_refused("model_not_found", "no such model"),
        is_refused("invalid_request", "bad", line=1),
        expires(),
        is_cancelled(),
    ],
)
def test_what_became_of_a_batch_is_told_in_english_too(office: Office, ends: Fate) -> None:
    office.server.batches_end(*[ends] * 3)
    office.server.always(by_text(a=[missing()] * 9))
    office.want("a")
    office.post.finish()
    reason = office.calls.failure("a")
    assert reason is not None
    assert "批次" in reason.zh or "模型" in reason.zh
    for said in (reason, *office.said):
        assert said.en.isascii(), said.en


@pytest.mark.parametrize("trouble", [missing(), fails(500, "overloaded"), fails(400, "bad")])
def test_why_a_call_has_no_answer_is_told_in_english_too(
    office: Office, trouble: LineBehaviour
) -> None:
    office.server.always(by_text(a=[trouble] * 9))
    office.server.fault("GET", "/batches/batch_1", (503, {"Retry-After": "0"}))
    office.want("a")
    office.post.finish()
    reason = office.calls.failure("a")
    assert reason is not None
    for said in (reason, *office.said):
        assert said.en.isascii(), said.en


def test_one_line_to_blame_costs_the_others_nothing(office: Office) -> None:
    office.server.batches_end(*[is_refused("invalid_request", "bad", line=2)] * 5)
    office.want(*"abcdef")
    office.post.finish()
    assert list(office.texts()) == ["a"]
    assert office.server.paid == ["a"]


def test_a_full_queue_is_filled_in_smaller_parts(office: Office) -> None:
    office.server.batches_end(*[is_refused("token_limit_exceeded", "Enqueued token limit")] * 2)
    office.want(*"abcdefgh")
    office.post.finish()
    assert list(office.texts()) == list("abcdefgh")
    sizes = [b["request_counts"]["total"] for b in office.server.batches.values()]
    assert sizes == [0, 0, 2, 2, 2, 2]


@pytest.mark.parametrize("limit", ["max_requests", "max_bytes"])
def test_uploads_are_split_at_the_limits_of_the_service(
    batch_api: BatchApiServer, tmp_path: Path, limit: str
) -> None:
    most = {"max_requests": 3, "max_bytes": 1_000}[limit]
    setattr(batch_api, limit, most)
    settings = load_settings({"openai_batch": {"poll": 0.01, limit: most}}, environ={}, files=[])
    office = Office(batch_api, tmp_path, api=settings.openai_batch)
    office.want(*"abcdefg")
    office.post.finish()
    assert list(office.texts()) == list("abcdefg")
    assert len(batch_api.batches) >= 2
    office.close()


def test_a_form_the_service_refuses_is_given_up_for_all_lines_at_once(office: Office) -> None:
    def decide(request: Request) -> LineBehaviour:
        for part in ("temperature", "max_tokens", "seed"):
            if part in request.body:
                return fails(400, f"Unsupported parameter: '{part}' is not supported")
        return says("好")

    office.server.always(decide)
    office.want(*"abc", temperature=0.7, seed=3)
    office.post.finish()
    assert list(office.texts()) == list("abc")
    assert len(office.server.batches) == 4
    office.again()
    office.want("d", temperature=0.7, seed=3)
    office.post.finish()
    assert len(office.server.batches) == 5, "what the service does not take is remembered"


def test_a_request_nobody_can_understand_is_given_up(office: Office) -> None:
    office.server.always(lambda _request: fails(400, "no"))
    office.want("a")
    office.post.finish()
    assert len(office.server.batches) == 1
    assert office.why("a")


def test_a_service_out_of_reach_is_waited_for_and_that_is_said_once(office: Office) -> None:
    office.server.fault("GET", "/batches/batch_2", *[(503, {"Retry-After": "0"})] * 8)
    office.want("a")
    office.post.finish()
    assert office.texts() == {"a": "答a"}
    assert sum("稍后再试" in m.zh for m in office.said) == 1


def test_a_download_that_breaks_off_is_read_again(office: Office) -> None:
    office.server.fault("GET", "/content", "cut", "cut after")
    office.want("a", "b")
    office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b"}
    assert len(office.server.batches) == 1


def test_a_wrong_key_ends_the_run_and_nothing_is_lost(office: Office) -> None:
    office.server.fault("POST", "/batches", (401, {}))
    office.want("a")
    with pytest.raises(ModelUnavailable, match="密钥"):
        office.post.finish()
    office.again()
    office.want("a")
    office.post.finish()
    assert office.texts() == {"a": "答a"}


def test_a_batch_carries_the_questions_and_nothing_else_of_the_user(office: Office) -> None:
    office.server.held = True
    office.on_wait = lambda: setattr(office.server, "held", False)
    office.want("a")
    office.post.send()
    (content,) = office.server.contents.values()
    assert set(json.loads(content)) == {"custom_id", "method", "url", "body"}
    assert str(office.folder) not in content.decode()
