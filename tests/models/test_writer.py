"""A Writer answers with a whole reply or says why there is none, and always in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from time import time
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.config import Price
from assistant.errors import (
    AskAgain,
    EmptyReply,
    MalformedReply,
    ModelUnavailable,
    TruncatedReply,
)
from assistant.models import Usage, Writer
from assistant.models.failures import PromptTooLong
from tests.servers import behaviours as does
from tests.servers.behaviours import Behaviour
from tests.servers.model_server import PIECE, ModelServer

QUESTION = [("system", "压缩句子，数字不变。"), ("user", "全年走访企业{36}家。")]
SCHEMA = {
    "type": "object",
    "properties": {"fact": {"enum": ["f1", "f2", "none"]}},
    "required": ["fact"],
    "additionalProperties": False,
}
Make = Callable[..., Writer]


def test_a_reply_comes_whole_with_what_it_used(model_server: ModelServer, writer: Writer) -> None:
    model_server.script(does.ok("走访企业36家。", cached=7))
    reply = writer.ask(QUESTION, max_tokens=50)
    assert reply.text == "走访企业36家。"
    assert reply.finish == "stop"
    used = reply.usage
    assert (used.calls, used.prompt_tokens, used.cached_tokens) == (1, 22, 7)
    assert used.completion_tokens == 8
    assert used.cost is None
    assert writer.usage == used


def test_the_question_goes_out_verbatim(model_server: ModelServer, writer: Writer) -> None:
    writer.ask(QUESTION, max_tokens=50, temperature=0.3, seed=7)
    (request,) = model_server.requests
    assert request.messages == QUESTION
    assert request.options == {
        "model": "m",
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": writer.settings.reply_tokens,
        "max_completion_tokens": writer.settings.reply_tokens,
        "temperature": 0.3,
        "seed": 7,
    }


def test_tokens_arrive_as_they_are_written(model_server: ModelServer, writer: Writer) -> None:
    text = "走访企业36家，解决问题9个；走访群众120户，办成实事8件，群众满意。召开院坝会12场。"
    model_server.script(does.ok(text))
    seen: list[tuple[str, threading.Thread]] = []
    writer.ask(
        QUESTION, max_tokens=50, on_token=lambda t: seen.append((t, threading.current_thread()))
    )
    assert [piece for piece, _ in seen] == [text[:PIECE], text[PIECE:]]
    assert {thread for _, thread in seen} == {threading.current_thread()}


def test_where_the_text_goes_is_told(writer: Writer, model_server: ModelServer) -> None:
    assert writer.name == "openai:m"
    assert writer.where.startswith("本机 127.0.0.1:")
    assert not writer.remote


def test_a_configured_price_gives_a_cost(model_server: ModelServer, make_writer: Make) -> None:
    writer = make_writer(prices={"openai:m": Price(prompt=2.0, completion=8.0, cached=0.5)})
    model_server.script(does.ok("走访企业36家。", cached=10))
    cost = writer.ask(QUESTION, max_tokens=50).usage.cost
    assert cost == pytest.approx((12 * 2.0 + 10 * 0.5 + 8 * 8.0) / 1e6)


INCOMPLETE: list[tuple[str, Behaviour, type[AskAgain], str]] = [
    ("the cap was reached", does.truncated("走访企"), TruncatedReply, "走访企"),
    ("the filter cut it", does.filtered("走访企"), TruncatedReply, "走访企"),
    ("no finish reason came", does.unfinished("走访企"), TruncatedReply, "走访企"),
    ("the connection closed", does.closes("走访企"), TruncatedReply, "走访企"),
    ("it fell silent", does.stalls("走访企"), TruncatedReply, "走访企"),
    ("an error came midway", does.error_in_stream(text="走访企"), TruncatedReply, "走访企"),
    ("there is no text", does.ok(""), EmptyReply, ""),
    ("there is only white space", does.ok(" \n"), EmptyReply, " \n"),
    ("there are no choices", does.no_choices(), EmptyReply, ""),
    ("the stream is no JSON", does.garbage(), MalformedReply, ""),
]


@pytest.mark.parametrize(
    ("behaviour", "error", "text"), [c[1:] for c in INCOMPLETE], ids=[c[0] for c in INCOMPLETE]
)
def test_an_unusable_reply_is_refused_with_what_there_was(
    model_server: ModelServer,
    writer: Writer,
    behaviour: Behaviour,
    error: type[AskAgain],
    text: str,
) -> None:
    model_server.always(lambda _request: behaviour)
    with pytest.raises(error) as caught:
        writer.ask(QUESTION, max_tokens=50)
    assert caught.value.reply == text
    assert writer.usage.calls == len(model_server.requests)


def test_a_reply_far_beyond_its_cap_is_not_read_to_the_end(
    model_server: ModelServer, writer: Writer
) -> None:
    model_server.script(does.runs_on())
    with pytest.raises(TruncatedReply):
        writer.ask(QUESTION, max_tokens=20)


PASSING: list[tuple[str, Behaviour]] = [
    *((f"status {code}", does.status(code)) for code in (408, 409, 425, 429, 500, 502, 503, 529)),
    ("the connection closed at once", does.closes()),
    ("nothing came", does.stalls()),
    ("an error instead of a stream", does.error_in_stream()),
]


@pytest.mark.parametrize("behaviour", [c[1] for c in PASSING], ids=[c[0] for c in PASSING])
def test_what_may_pass_is_tried_again(
    model_server: ModelServer, writer: Writer, behaviour: Behaviour
) -> None:
    model_server.script(behaviour, does.ok("走访企业36家。"))
    assert writer.ask(QUESTION, max_tokens=50).text == "走访企业36家。"
    assert len(model_server.requests) == 2
    assert writer.usage.calls == 2


def test_after_the_last_try_the_model_is_unavailable(
    model_server: ModelServer, writer: Writer
) -> None:
    model_server.always(lambda _request: does.status(503, "overloaded"))
    with pytest.raises(ModelUnavailable, match=r"503.*overloaded.*3 次"):
        writer.ask(QUESTION, max_tokens=50)
    assert len(model_server.requests) == 3


@pytest.mark.parametrize("code", [400, 401, 403, 404, 413, 422])
def test_a_rejection_is_final(model_server: ModelServer, writer: Writer, code: int) -> None:
    model_server.always(lambda _request: does.status(code, "rejected"))
    with pytest.raises(ModelUnavailable, match="rejected"):
        writer.ask(QUESTION, max_tokens=50)
    assert len(model_server.requests) == 1


def test_an_empty_account_is_final_though_it_is_a_429(
    model_server: ModelServer, writer: Writer
) -> None:
    model_server.always(lambda _request: does.status(429, "insufficient_quota"))
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)
    assert len(model_server.requests) == 1


def test_a_question_too_long_is_told_apart(model_server: ModelServer, writer: Writer) -> None:
    too_long = does.status(400, "the request exceeds the available context size")
    model_server.always(lambda _request: too_long)
    with pytest.raises(PromptTooLong):
        writer.ask(QUESTION, max_tokens=50)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are waited between two tries; none of them is slept."""
    begun: list[float] = []
    monkeypatch.setattr("tenacity.nap.time", SimpleNamespace(sleep=begun.append))
    return begun


def test_retry_after_is_obeyed(
    model_server: ModelServer, writer: Writer, waits: list[float]
) -> None:
    model_server.script(does.too_many("1"), does.ok("好。"))
    writer.ask(QUESTION, max_tokens=50)
    assert waits == [1]


def test_retry_after_may_be_a_date(
    model_server: ModelServer, make_writer: Make, waits: list[float]
) -> None:
    writer = make_writer(call_timeout=10_000)
    model_server.script(does.too_many(formatdate(time() + 3600, usegmt=True)), does.ok("好。"))
    writer.ask(QUESTION, max_tokens=50)
    assert waits == [pytest.approx(3600, rel=0.1)]


def test_a_wait_beyond_the_deadline_is_not_begun(
    model_server: ModelServer, writer: Writer, waits: list[float]
) -> None:
    model_server.script(does.too_many("3600"))
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)
    assert not waits
    assert len(model_server.requests) == 1


@pytest.mark.parametrize(
    "behaviour",
    [does.drips(), does.drips_headers(), does.drips(b"\n"), does.stalls()],
    ids=["comments", "headers", "empty lines", "silence"],
)
def test_no_server_holds_a_call_for_ever(
    model_server: ModelServer, make_writer: Make, behaviour: Behaviour
) -> None:
    """None of these ever ends by itself: a call that waits for the end runs into the test's own."""
    writer = make_writer(tries=1, call_timeout=2.0)
    model_server.always(lambda _request: behaviour)
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)


def test_the_whole_call_has_a_limit_however_lively_the_server(
    model_server: ModelServer, make_writer: Make
) -> None:
    writer = make_writer(call_timeout=1.0)
    model_server.always(lambda _request: does.drips(b'data: {"choices": []}\n\n'))
    with pytest.raises(ModelUnavailable, match="1 秒"):
        writer.ask(QUESTION, max_tokens=50)


def test_a_server_that_is_not_there_is_unavailable(make_writer: Make) -> None:
    writer = make_writer(base_url="http://127.0.0.1:9/v1", tries=2)
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)


@pytest.mark.parametrize(
    ("part", "left"),
    [
        ("json_schema", {"type": "json_object"}),
        ("response_format", None),
    ],
)
def test_a_refused_schema_is_told_in_words_and_remembered(
    model_server: ModelServer, writer: Writer, part: str, left: Any
) -> None:
    model_server.always(lambda _request: does.refuses(part, does.json_reply({"fact": "f2"})))
    for _ in range(2):
        value, _reply = writer.ask_json(QUESTION, SCHEMA, max_tokens=50)
        assert value == {"fact": "f2"}
    last = model_server.requests[-1]
    assert last.body.get("response_format") == left
    assert '"enum": ["f1", "f2", "none"]' in last.text
    assert len(model_server.requests) == (3 if left else 4)


@pytest.mark.parametrize(
    "part", ["max_tokens", "max_completion_tokens", "temperature", "stream_options", "seed"]
)
def test_a_part_that_is_refused_is_left_out(
    model_server: ModelServer, writer: Writer, part: str
) -> None:
    model_server.always(lambda _request: does.refuses(f'"{part}"', does.ok("好。"), f"no '{part}'"))
    assert writer.ask(QUESTION, max_tokens=50, seed=1).text == "好。"
    assert part not in model_server.requests[-1].options


def test_advice_to_use_another_cap_removes_the_right_one(
    model_server: ModelServer, writer: Writer
) -> None:
    advice = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    model_server.always(lambda _request: does.refuses('"max_tokens"', does.ok("好。"), advice))
    writer.ask(QUESTION, max_tokens=50)
    options = model_server.requests[-1].options
    assert "max_tokens" not in options
    assert options["max_completion_tokens"] == writer.settings.reply_tokens


def test_a_server_that_never_streams_is_understood(
    model_server: ModelServer, writer: Writer
) -> None:
    model_server.always(lambda _request: does.never_streams("走访企业36家。"))
    assert writer.ask(QUESTION, max_tokens=50).text == "走访企业36家。"
    assert writer.ask(QUESTION, max_tokens=50).text == "走访企业36家。"
    assert len(model_server.requests) == 3


def test_a_web_page_is_no_reply(model_server: ModelServer, writer: Writer) -> None:
    model_server.always(lambda _request: does.html())
    with pytest.raises((EmptyReply, MalformedReply)):
        writer.ask(QUESTION, max_tokens=50)


@pytest.mark.parametrize(
    "text",
    ['{"fact": "f2"}', '```json\n{"fact": "f2"}\n```', '\n```\n{"fact":\n"f2"}\n```\n'],
)
def test_json_is_read_with_or_without_its_fence(
    model_server: ModelServer, writer: Writer, text: str
) -> None:
    model_server.script(does.ok(text))
    assert writer.ask_json(QUESTION, SCHEMA, max_tokens=50)[0] == {"fact": "f2"}
    assert model_server.requests[0].schema == SCHEMA


@pytest.mark.parametrize(
    "text",
    [
        '{"fact": "f3"}',
        '{"fact": "f1", "why": "x"}',
        "{}",
        '["f1"]',
        '"f1"',
        '{"fact": "f1"',
        '好的，以下是结果：{"fact": "f1"}',
        "我选 f1",
        "[" * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_reply_that_breaks_the_schema_is_malformed(
    model_server: ModelServer, writer: Writer, text: str
) -> None:
    model_server.script(does.ok(text))
    with pytest.raises(MalformedReply) as caught:
        writer.ask_json(QUESTION, SCHEMA, max_tokens=5000)
    assert caught.value.reply == text


def test_many_threads_may_ask_at_once(model_server: ModelServer, writer: Writer) -> None:
    model_server.always(lambda request: does.ok(request.text))
    questions = [f"第{n}句。" for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda q: writer.ask([("user", q)], max_tokens=50), questions))
    assert [reply.text for reply in replies] == questions
    together = sum((reply.usage for reply in replies), Usage())
    assert writer.usage.calls == 40
    assert writer.usage.completion_tokens == together.completion_tokens


def test_an_exception_of_the_listener_is_the_callers_own(writer: Writer) -> None:
    def fail(_text: str) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        writer.ask(QUESTION, max_tokens=50, on_token=fail)


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, make_writer: Make
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert make_writer().ask(QUESTION, max_tokens=50).text == "好。"
