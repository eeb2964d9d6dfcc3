"""A request leaves when its pace lets it, and waiting for that is no fault of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep

import pytest

from assistant.batch.pace import Halted
from assistant.errors import ModelUnavailable
from assistant.findings import Message
from assistant.models import Usage, Writer
from assistant.models.send_hook import depart, departing
from tests.servers import behaviours as does
from tests.servers.model_server import ModelServer

QUESTION = [("user", "全年走访企业36家。")]


class Slow:
    """A pace that lets each request leave only after a while, or not at all."""

    def __init__(self, seconds: float = 0.0, refusal: Exception | None = None) -> None:
        self.seconds = seconds
        self.refusal = refusal
        self.left: list[int] = []
        self.server: ModelServer | None = None
        self.used = Usage()

    @contextmanager
    def request(self) -> Iterator[Callable[[], float]]:
        yield self._leave

    def spent(self, usage: Usage) -> None:
        self.used += usage

    def _leave(self) -> float:
        if self.server is not None:
            self.left.append(len(self.server.requests))
        if self.refusal is not None:
            raise self.refusal
        sleep(self.seconds)
        return self.seconds


def test_nothing_reaches_the_server_before_the_request_leaves(
    model_server: ModelServer, writer: Writer
) -> None:
    pace = Slow(0.1)
    pace.server = model_server
    writer.pace = pace
    writer.ask(QUESTION, max_tokens=50)
    writer.ask(QUESTION, max_tokens=50)
    assert pace.left == [0, 1]


def test_waiting_for_leave_uses_up_no_time_of_the_call(
    model_server: ModelServer, make_writer: Callable[..., Writer]
) -> None:
    model_server.always(lambda _request: does.ok("好。"))
    writer = make_writer(call_timeout=2.0, first_token_timeout=2.0, tries=1)
    writer.pace = Slow(2.2)
    reply = writer.ask(QUESTION, max_tokens=50)
    assert reply.text == "好。"
    assert reply.usage.seconds < 2.2, "nor is it counted as the model's"


@pytest.mark.parametrize(
    "refusal",
    [Halted("stopped", Message("停下了", "stopped")), ModelUnavailable("已经放弃")],
)
def test_a_request_that_may_not_leave_says_why_and_is_not_tried_again(
    model_server: ModelServer, writer: Writer, refusal: Exception
) -> None:
    pace = Slow(refusal=refusal)
    pace.server = model_server
    writer.pace = pace
    with pytest.raises(type(refusal)) as seen:
        writer.ask(QUESTION, max_tokens=50)
    assert seen.value is refusal
    assert pace.left == [0]
    assert not model_server.requests


def test_leave_is_asked_for_once_and_only_inside() -> None:
    asked: list[str] = []
    with departing(lambda: asked.append("left")):
        depart()
        depart()
    depart()
    assert asked == ["left"]
