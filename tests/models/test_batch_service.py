"""The Files and Batches API, through the real client against a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.config import BatchApi, Price, Settings
from assistant.errors import (
    EmptyReply,
    MalformedReply,
    ModelError,
    ModelUnavailable,
    TruncatedReply,
    UsageError,
)
from assistant.models.batch_lines import Line, read_line, request_line
from assistant.models.batch_service import BatchService, RemoteBatch
from assistant.models.compatible import batch_service
from assistant.models.connection import Call
from assistant.models.dialect import Dialect
from assistant.models.failures import Passing, Refused
from assistant.models.received import ThoughtTooLong
from assistant.models.usage import Reply
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import says

CALL = Call((("system", "只改写。"), ("user", "把这句话\u2028改短：{不动}。")), max_tokens=200)


@pytest.fixture
def service(batch_api: BatchApiServer) -> Iterator[BatchService]:
    settings = Settings(base_url=batch_api.base_url, tries=3, call_timeout=10, key="sk-1")
    service = batch_service("m", settings)
    yield service
    service.close()


def line_of(key: str, call: Call = CALL, dialect: Dialect | None = None) -> str:
    dialect = dialect or Dialect(stream=False)
    return request_line(key, "m", call, dialect, BatchApi().endpoint)


def put(folder: Path, *keys: str) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(line_of(key) for key in keys), encoding="utf-8")
    return path


def ended(service: BatchService, batch: RemoteBatch) -> RemoteBatch:
    states = [batch.status]
    while not batch.ended:
        batch = service.retrieve(batch.id)
        states.append(batch.status)
    return batch


def read(service: BatchService, batch: RemoteBatch, *keys: str) -> dict[str, Reply | ModelError]:
    calls = dict.fromkeys(keys, CALL)
    texts = [text for name in batch.files for text in service.lines(name)]
    found = [read_line(text, calls.get, "m", None) for text in texts]
    return {line.key: line.outcome for line in found if line is not None}


def test_a_batch_goes_there_and_comes_back(
    service: BatchService, batch_api: BatchApiServer, tmp_path: Path
) -> None:
    batch_api.always(lambda request: says(f"答：{request.text}\u2028{request.max_tokens}"))
    file = service.upload(put(tmp_path, "a", "b"))
    batch = service.create(file)
    assert batch.status == "validating"
    batch = ended(service, batch)
    assert batch.status == "completed"
    replies = read(service, batch, "a", "b")
    assert list(replies) == ["b", "a"], "the order of the lines means nothing"
    reply = replies["a"]
    assert isinstance(reply, Reply)
    assert reply.text == "答：把这句话\u2028改短：{不动}。\u2028200"
    assert batch_api.keys == {"Bearer sk-1"}


def test_one_batch_is_made_though_the_answer_to_the_request_was_lost(
    service: BatchService, batch_api: BatchApiServer, tmp_path: Path
) -> None:
    file = service.upload(put(tmp_path, "a"))
    batch_api.fault("POST", "/batches", "cut after", (503, {"Retry-After": "0"}))
    batch = service.create(file)
    assert list(batch_api.batches) == [batch.id]
    assert batch_api.log.count("POST /batches") == 1, "asked whether it took effect first"


def test_one_batch_is_made_though_an_earlier_run_was_killed(
    service: BatchService, batch_api: BatchApiServer, tmp_path: Path
) -> None:
    other = service.create(service.upload(put(tmp_path, "x")))
    file = service.upload(put(tmp_path, "a"))
    first = service.create(file)
    assert service.create(file, again=True).id == first.id
    assert list(batch_api.batches) == [other.id, first.id]


def test_a_request_that_may_pass_is_repeated(
    service: BatchService, batch_api: BatchApiServer, tmp_path: Path
) -> None:
    quick: dict[str, str] = {"Retry-After": "0"}
    batch_api.fault("POST", "/files", (429, quick), "cut")
    batch_api.fault("POST", "/batches", (500, quick), (400, {}))
    file = service.upload(put(tmp_path, "a"))
    with pytest.raises(ModelUnavailable):
        service.create(file)  # 500 passes, 400 does not
    assert service.create(file).input_file == file


def test_what_goes_on_failing_may_pass_later(
    service: BatchService, batch_api: BatchApiServer
) -> None:
    batch_api.fault("GET", "/batches/batch_1", *[(503, {"Retry-After": "0"})] * 3)
    with pytest.raises(Passing):
        service.retrieve("batch_1")


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_wrong_key_or_address_is_final(
    service: BatchService, batch_api: BatchApiServer, status: int
) -> None:
    batch_api.fault("GET", "/batches/batch_1", (status, {}))
    with pytest.raises(ModelUnavailable):
        service.retrieve("batch_1")
    assert len(batch_api.log) == 1


def test_a_file_is_deleted_if_that_can_be(
    service: BatchService, batch_api: BatchApiServer, tmp_path: Path
) -> None:
    file = service.upload(put(tmp_path, "a"))
    service.delete(file)
    service.delete(file)
    assert not batch_api.files


def test_an_official_service_is_not_told_the_cap_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    official = batch_service("m", Settings())
    asked = json.loads(line_of("a", dialect=official.dialect))["body"]
    assert asked["max_completion_tokens"] == Settings().reply_tokens
    assert "max_tokens" not in asked
    official.close()


def test_the_official_service_needs_a_key() -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        batch_service("m", Settings())


def test_a_line_of_the_input_is_one_line_and_says_what_a_request_says() -> None:
    call = Call((("user", "换行\n与\u2028\x85"),), 50, {"type": "object"}, 0.7, 3)
    text = line_of("k" * 64, call)
    assert text.count("\n") == 1
    assert len(text.splitlines()) == 1
    data = json.loads(text)
    assert data["custom_id"] == "k" * 64
    assert (data["method"], data["url"]) == ("POST", "/v1/chat/completions")
    schema = {"name": "reply", "strict": True, "schema": {"type": "object"}}
    assert data["body"] == {
        "model": "m",
        "messages": [{"role": "user", "content": "换行\n与\u2028\x85"}],
        "max_completion_tokens": 50,
        "temperature": 0.7,
        "seed": 3,
        "max_tokens": 50,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


def answered(status: int = 200, **body: Any) -> str:
    return json.dumps({"custom_id": "a", "response": {"status_code": status, "body": body}})


def said(content: Any, finish: str | None = "stop", written: int = 3) -> str:
    choices = [{"message": {"content": content}, "finish_reason": finish}]
    usage = {"prompt_tokens": 10, "completion_tokens": written}
    return answered(choices=choices, usage=usage)


def failed(status: int, message: str) -> str:
    return answered(status, error={"message": message})


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (said("半句", "length"), TruncatedReply),
        (said("半句", "content_filter"), TruncatedReply),
        (said("想得多，答得短", "stop", 900), Reply),
        (said("<think>先想", "length"), ThoughtTooLong),
        (said("", "stop"), EmptyReply),
        (said("<think>只想了想", "stop"), EmptyReply),
        (said(None, "stop"), EmptyReply),
        (said(["不", "是"], "stop"), MalformedReply),
        (answered(choices=[]), MalformedReply),
        (answered(), MalformedReply),
        (failed(429, "slow down"), Passing),
        (failed(500, "oops"), Passing),
        (failed(429, "insufficient_quota"), ModelUnavailable),
        (failed(404, "no such model"), ModelUnavailable),
        (failed(400, "Unsupported parameter: 'temperature'"), Refused),
        ('{"custom_id": "a", "response": null, "error": {"code": "batch_expired"}}', Passing),
        ('{"custom_id": "a"}', Passing),
    ],
)
def test_a_line_means_what_the_same_answer_to_a_request_means(text: str, meaning: type) -> None:
    line = read_line(text, {"a": CALL}.get, "host", None)
    assert line is not None
    assert type(line.outcome) is meaning


@pytest.mark.parametrize("text", ["{", "[]", "1", '{"custom_id": 3}', '{"custom_id": "b"}', "{}"])
def test_a_line_that_answers_no_question_of_ours_is_nobodys(text: str) -> None:
    assert read_line(text, {"a": CALL}.get, "host", None) is None


def test_an_answer_that_cannot_be_used_was_paid_all_the_same() -> None:
    line = read_line(said("半句", "length"), {"a": CALL}.get, "host", Price(1.0, 2.0))
    assert isinstance(line, Line)
    assert line.usage.cost == pytest.approx((10 * 1.0 + 3 * 2.0) / 1e6)
