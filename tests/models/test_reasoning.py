"""Models that think before they answer: room for it, and never a thought taken for the answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.errors import EmptyReply, TruncatedReply
from assistant.models import Writer
from assistant.models.dialect import Dialect
from assistant.models.thoughts import Answer
from tests.servers import behaviours as does
from tests.servers.behaviours import Behaviour
from tests.servers.model_server import ModelServer

QUESTION = [("user", "压缩：全年走访企业36家。")]
TEXT = "走访企业36家。"
Make = Callable[..., Writer]

TAGS = [("<think>", "</think>\n\n"), ("", "</think>"), ("<Thinking>", "</Thinking>"),
        ("[THINK]", "[/THINK]"), ("◁think▷", "◁/think▷")]  # fmt: skip


@pytest.mark.parametrize(
    "behaviour",
    [does.thinks(TEXT), *(does.thinks(TEXT, aloud=tags) for tags in TAGS)],
    ids=["in a field of its own", *("".join(tags).strip() for tags in TAGS)],
)
@pytest.mark.parametrize("streamed", [True, False])
def test_a_thought_is_no_answer_and_costs_no_reply(
    model_server: ModelServer, writer: Writer, behaviour: Behaviour, streamed: bool
) -> None:
    """320 tokens of thought, far more than the cap of the answer, and the server says “stop”."""
    refused = does.refuses('"stream": true', behaviour, "unsupported parameter: 'stream'")
    model_server.always(lambda _request: behaviour if streamed else refused)
    reply = writer.ask(QUESTION, max_tokens=50)
    assert reply.text.strip() == TEXT
    assert reply.usage.completion_tokens == 320 + len(TEXT)


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (does.thinks("", aloud=("<think>", "")), EmptyReply),
        (does.thinks("", aloud=("<think>", ""), finish="length"), TruncatedReply),
        (does.thinks(""), EmptyReply),
        (does.thinks("走访企", finish="length"), TruncatedReply),
    ],
)
def test_a_thought_without_its_answer_is_no_reply(
    model_server: ModelServer, writer: Writer, behaviour: Behaviour, error: type[Exception]
) -> None:
    model_server.always(lambda _request: behaviour)
    with pytest.raises(error):
        writer.ask(QUESTION, max_tokens=50)


def test_a_listener_hears_the_answer_alone(model_server: ModelServer, writer: Writer) -> None:
    model_server.script(does.thinks(TEXT, aloud=("<think>", "</think>")))
    heard: list[str] = []
    writer.ask(QUESTION, max_tokens=50, on_token=heard.append)
    assert "".join(heard) == TEXT


@pytest.mark.parametrize("said", ["约<3家，>5家。", "a < think b", "结尾<thi", "<", "[待补]"])
def test_what_only_looks_like_a_tag_is_kept(said: str) -> None:
    answer = Answer()
    for character in said:
        answer.add(character)
    assert answer.text == said
    assert not answer.thought


def test_thoughts_that_need_more_room_get_it_once(
    model_server: ModelServer, make_writer: Make
) -> None:
    writer = make_writer(reply_tokens=400)
    model_server.always(lambda _request: does.thinks_up_to(900, TEXT))
    assert writer.ask(QUESTION, max_tokens=50).text == TEXT
    assert [r.max_tokens for r in model_server.requests] == [400, 1600]
    assert writer.ask(QUESTION, max_tokens=50).text == TEXT
    assert len(model_server.requests) == 3, "the room is remembered"


def test_more_room_is_not_asked_for_for_ever(model_server: ModelServer, make_writer: Make) -> None:
    writer = make_writer(reply_tokens=400)
    model_server.always(lambda _request: does.thinks_up_to(10**9, TEXT))
    with pytest.raises(TruncatedReply, match="思考"):
        writer.ask(QUESTION, max_tokens=50)
    assert [r.max_tokens for r in model_server.requests] == [400, 1600]


def test_question_and_reply_fit_a_context_that_is_known(
    model_server: ModelServer, make_writer: Make
) -> None:
    make_writer(context=2000).ask(QUESTION, max_tokens=50)
    make_writer().ask(QUESTION, max_tokens=9000)
    first, second = model_server.requests
    assert 1000 < first.max_tokens < 2000
    assert second.max_tokens == 9000


@pytest.mark.parametrize(
    "message",
    [
        "max_tokens is too large: 8192. This model supports at most 4096 completion tokens",
        "This model's maximum context length is 4096 tokens. However, you requested 8250 tokens",
        "Range of max_tokens should be [1, 2000]",
    ],
)
def test_a_service_without_that_much_room_is_asked_for_the_answer_alone(
    model_server: ModelServer, writer: Writer, message: str
) -> None:
    model_server.always(lambda _request: does.refuses("8192", does.ok(TEXT), message))
    for _ in range(2):
        assert writer.ask(QUESTION, max_tokens=50).text == TEXT
    assert [r.max_tokens for r in model_server.requests] == [8192, 50, 50]
    assert "max_tokens" in model_server.requests[-1].options


def test_what_a_service_refuses_is_learnt_once_for_all(
    model_server: ModelServer, make_writer: Make
) -> None:
    """Forty questions of two Writers, eight at a time: one request more than questions."""
    model_server.always(lambda _request: does.newest(does.thinks(TEXT)))
    writers = [make_writer(), make_writer()]
    with ThreadPoolExecutor(8) as pool:
        asked = (pool.submit(writers[n % 2].ask, QUESTION, max_tokens=50) for n in range(40))
        assert {one.result().text for one in list(asked)} == {TEXT}
    assert len(model_server.requests) == 41


def test_two_lessons_learnt_at_once_are_both_kept(writer: Writer) -> None:
    known = writer.learnt.dialect
    writer.learnt.learn(known, known.wider())
    less = known.without("no 'seed'", schema_sent=False)
    assert less is not None
    writer.learnt.learn(known, less)
    assert not writer.learnt.dialect.seed
    assert writer.learnt.dialect.room > known.room


def test_the_effort_of_thinking_is_a_setting(model_server: ModelServer, make_writer: Make) -> None:
    make_writer(reasoning_effort="low").ask(QUESTION, max_tokens=50)
    assert model_server.requests[-1].options["reasoning_effort"] == "low"
    refused: Any = does.refuses("reasoning_effort", does.ok(TEXT))
    model_server.always(lambda _request: refused)
    assert make_writer(reasoning_effort="high").ask(QUESTION, max_tokens=50).text == TEXT
    assert "reasoning_effort" not in model_server.requests[-1].options


def test_a_refused_temperature_leaves_one_cap() -> None:
    less = Dialect().without("'temperature' is not supported", schema_sent=False)
    assert less is not None
    asked = less.arguments(100, None, 0.0, None)
    assert asked["max_completion_tokens"] == 100
    assert "extra_body" not in asked
    assert "temperature" not in asked
