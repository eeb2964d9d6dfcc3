"""What a service may say besides words: counts that are none, signs that a terminal obeys."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from assistant.config import Settings
from assistant.errors import ModelUnavailable
from assistant.models import Writer, get_model
from assistant.models.replies import object_of
from tests.servers import behaviours as does
from tests.servers.behaviours import Behaviour
from tests.servers.model_server import ModelServer

QUESTION = [("user", "全年走访企业36家。")]
Make = Callable[..., Writer]


@pytest.mark.parametrize(
    ("prompt", "completion"),
    [("x", None), (float("nan"), float("inf")), (10**18, 1), (5, -5), ([], {}), (1.5, 2)],
)
def test_a_count_that_can_be_none_is_not_believed(
    model_server: ModelServer, writer: Writer, prompt: Any, completion: Any
) -> None:
    usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": 0}
    model_server.always(lambda _request: does.counts(usage))
    used = writer.ask(QUESTION, max_tokens=50).usage
    assert 0 < used.prompt_tokens < 100
    assert 0 < used.completion_tokens < 100
    assert (used + used).calls == 2
    json.dumps(used.as_dict(), allow_nan=False)


def test_no_words_of_a_service_steer_a_terminal(model_server: ModelServer, writer: Writer) -> None:
    """Nor do they stand in a report, where Word would not open it."""
    model_server.script(
        does.ok("\x1b[2J走访\x00企业\u202e36家。\n"),
        does.json_reply({"text": "\x1b]0;x\x07走访企业36家。"}),
        does.status(401, "\x1b[2J\x1b[31mno\x07"),
    )
    assert writer.ask(QUESTION, max_tokens=50).text == "[2J走访企业\u202e36家。\n"
    wanted = object_of({"text": {"type": "string"}})
    assert writer.ask_json(QUESTION, wanted, max_tokens=50)[0]["text"] == "]0;x走访企业36家。"
    with pytest.raises(ModelUnavailable) as caught:
        writer.ask(QUESTION, max_tokens=50)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("behaviour", [does.pours_interim_responses(), does.drips_headers()])
def test_a_request_that_was_given_up_reads_no_further(
    model_server: ModelServer, make_writer: Make, behaviour: Behaviour
) -> None:
    """Each would keep a thread, and the first one a processor, for as long as the program runs."""
    writer = make_writer(call_timeout=0.5, tries=1)
    model_server.always(lambda _request: behaviour)
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)
    for thread in threading.enumerate():
        if thread.name == "model-request":
            thread.join(5)
            assert not thread.is_alive()


def test_an_integration_follows_nobody_elsewhere_and_reads_nothing_without_end(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report went on to whatever host the service had named."""
    elsewhere = ModelServer()
    stop = elsewhere.start()
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", model_server.base_url)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-06-01")
    for code in (307, 308):
        model_server.script(does.leads(f"{elsewhere.base_url}/chat/completions", code))
        with pytest.raises(ModelUnavailable):
            integrated().ask(QUESTION, max_tokens=50)
    assert elsewhere.paths == []
    stop()
    model_server.script(does.pours(b"no", code=500))
    with pytest.raises(ModelUnavailable):
        integrated().ask(QUESTION, max_tokens=50)
    assert model_server.poured < 100 * 2**20


def integrated() -> Writer:
    writer = get_model("azure_openai:m", Settings(tries=1, call_timeout=20, reply_tokens=1000))
    assert writer is not None
    return writer
