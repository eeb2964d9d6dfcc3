"""Calls go out through the Batch API and come home, whatever the service does with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.batch.api_calls import ApiCalls
from assistant.batch.post import Post
from assistant.config import BatchApi, Settings
from assistant.errors import ModelUnavailable, TruncatedReply
from assistant.findings import Message
from assistant.models.batch_lines import Call
from assistant.models.compatible import batch_service
from assistant.models.usage import Reply
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


class Killed(BaseException):
    """The process ends here."""


class Office:
    """A store, a journal and the way to the server; `again()` is the next run on the same store."""

    def __init__(self, server: BatchApiServer, folder: Path, **changes: object) -> None:
        self.server = server
        self.folder = folder
        self.api = BatchApi(poll=0.01, **changes)  # type: ignore[arg-type]
        self.journal: dict[str, Reply] = {}
        self.said: list[Message] = []
        self.looks = 0
        self.on_wait: Callable[[], None] = lambda: None
        self._open()

    def _open(self) -> None:
        base = Settings(base_url=self.server.base_url, tries=2, call_timeout=5)
        self.calls = ApiCalls(self.folder / "store.sqlite", "m")
        self.service = batch_service("m", base)
        self.post = Post(
            self.calls,
            self.service,
            "m",
            self.api,
            record=self._record,
            say=self.said.append,
            wait=self._wait,
        )

    def _record(self, replies: Sequence[tuple[str, Reply]]) -> None:
        for key, reply in replies:
            self.journal.setdefault(key, reply)

    def _wait(self, seconds: float) -> None:
        self.looks += 1
        assert self.looks < 500, "it never ends"
        self.on_wait()

    def close(self) -> None:
        self.service.close()
        self.calls.close()

    def again(self) -> None:
        self.close()
        self.on_wait = lambda: None
        self._open()

    def want(self, *keys: str, **options: object) -> None:
        for key in keys:
            self.calls.want(key, Call((("user", key),), 500, **options))  # type: ignore[arg-type]

    def texts(self) -> dict[str, str]:
        return {key: reply.text for key, reply in sorted(self.journal.items())}


@pytest.fixture
def server() -> Iterator[BatchApiServer]:
    server = BatchApiServer()
    server.always(lambda request: says(f"答{request.text}"))
    stop = server.start()
    yield server
    stop()


@pytest.fixture
def office(server: BatchApiServer, tmp_path: Path) -> Iterator[Office]:
    office = Office(server, tmp_path)
    yield office
    office.close()


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
    trouble = office.calls.trouble("b")
    assert trouble is not None
    assert isinstance(trouble.error, ModelUnavailable)
    assert "overloaded" in str(trouble.error)


def test_a_new_run_asks_again_what_was_given_up(office: Office) -> None:
    office.server.always(by_text(b=[missing()] * 3))
    office.want("b")
    office.post.finish()
    office.again()
    office.calls.forget_failures()
    office.want("b")
    office.post.finish()
    assert office.texts() == {"b": "答b"}


def test_an_answer_that_cannot_be_used_is_kept_and_not_paid_for_again(office: Office) -> None:
    office.server.always(by_text(a=[says("半句", finish="length")], b=[body({"choices": []})]))
    office.want("a", "b")
    office.post.finish()
    trouble = office.calls.trouble("a")
    assert trouble is not None
    assert isinstance(trouble.error, TruncatedReply)
    assert trouble.error.reply == "半句"
    assert trouble.usage.completion_tokens == 2
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
    trouble = office.calls.trouble("b")
    assert trouble is not None
    assert "取消" in str(trouble.error)


def test_a_batch_that_is_always_refused_is_given_up(office: Office) -> None:
    office.server.batches_end(*[is_refused("model_not_found", "no such model")] * 3)
    office.want("a", "b")
    office.post.finish()
    assert len(office.server.batches) == 3
    trouble = office.calls.trouble("a")
    assert trouble is not None
    assert "no such model" in str(trouble.error)


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
    server: BatchApiServer, tmp_path: Path, limit: str
) -> None:
    most = {"max_requests": 3, "max_bytes": 1_000}[limit]
    setattr(server, limit, most)
    office = Office(server, tmp_path, **{limit: most})
    office.want(*"abcdefg")
    office.post.finish()
    assert list(office.texts()) == list("abcdefg")
    assert len(server.batches) >= 2
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
    assert office.calls.trouble("a") is not None


@pytest.mark.parametrize("looks", range(6))
def test_a_run_that_is_killed_goes_on_with_the_same_batch(office: Office, looks: int) -> None:
    def kill() -> None:
        if office.looks > looks:
            raise Killed

    office.on_wait = kill
    office.want("a", "b")
    try:
        office.post.finish()
    except Killed:
        office.again()
        office.want("a", "b")
        office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b"}
    assert sorted(office.server.paid) == ["a", "b"]
    assert len(office.server.batches) == 1


@pytest.mark.parametrize("method", ["uploaded", "started", "answered", "end"])
def test_a_kill_between_the_service_and_the_store_pays_nothing_twice(
    office: Office, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object, **_options: object) -> None:
        raise Killed

    office.want("a", "b")
    with monkeypatch.context() as patch:
        patch.setattr(ApiCalls, method, die)
        with pytest.raises(Killed):
            office.post.finish()
    office.again()
    office.want("a", "b")
    office.post.finish()
    assert office.texts() == {"a": "答a", "b": "答b"}
    assert sorted(office.server.paid) == ["a", "b"]
    assert len(office.server.batches) == 1


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


GARBLED = raw("{")
LINES = st.sampled_from(
    [
        says("好"),
        says("半", finish="length"),
        fails(429),
        fails(500),
        missing(),
        GARBLED,
        twice("一", "二"),
        body({}),
    ]
)
FATES = st.sampled_from(
    [
        completes(),
        expires(after=1),
        expires(after=0),
        is_refused("token_limit_exceeded"),
        is_refused("server_error"),
        is_cancelled(after=1),
    ]
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    lines=st.lists(LINES, max_size=12),
    fates=st.lists(FATES, max_size=4),
    kills=st.lists(st.integers(1, 6), max_size=2),
)
def test_whatever_happens_every_call_ends_and_none_is_paid_for_twice(
    lines: list[LineBehaviour],
    fates: list[Fate],
    kills: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    server = BatchApiServer()
    stop = server.start()
    office = Office(server, tmp_path_factory.mktemp("office"), max_requests=3)
    try:
        left = list(lines)
        server.always(lambda _request: left.pop() if left else says("好"))
        server.batches_end(*fates)
        keys = list("abcdef")
        for kill in (*kills, 0):
            office.want(*keys)
            deadline = office.looks + kill

            def die(end: int = deadline, kill: int = kill) -> None:
                if kill and office.looks >= end:
                    raise Killed

            office.on_wait = die
            try:
                office.post.finish()
            except Killed:
                office.again()
        for key in keys:
            ended = (key in office.journal) != (office.calls.trouble(key) is not None)
            assert ended, f"{key} is neither answered nor given up, or both"
        garbled = lines.count(GARBLED)
        assert sum(n - 1 for n in Counter(server.paid).values()) <= garbled
        assert not office.calls.open()
    finally:
        office.close()
        stop()
