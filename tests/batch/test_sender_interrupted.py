"""Whatever interrupts a run, the next one goes on with the same batches and pays nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.batch.api_calls import ApiCalls
from assistant.config import BatchApi
from tests.batch.office import Killed, Office
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
    office = Office(
        server, tmp_path_factory.mktemp("office"), api=BatchApi(poll=0.01, max_requests=3)
    )
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
            ended = (key in office.journal) != (office.calls.failure(key) is not None)
            assert ended, f"{key} is neither answered nor given up, or both"
        garbled = lines.count(GARBLED)
        assert sum(n - 1 for n in Counter(server.paid).values()) <= garbled
        assert not office.calls.open()
    finally:
        office.close()
        stop()
