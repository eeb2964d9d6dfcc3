"""Every exception of the libraries below has a meaning, and none gets through."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import httpcore2
import httpx2
import langchain_core.exceptions
import langchain_openai
import openai
import pytest

from assistant.errors import AskAgain, ModelError, ModelUnavailable, TruncatedReply
from assistant.models import failures
from assistant.models.failures import Passing, PromptTooLong, Refused, retry_after, translate

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")


def exceptions_of(module: ModuleType) -> Iterator[type[BaseException]]:
    """Yield every exception class a module exports."""
    for name in dir(module):
        found = getattr(module, name)
        if inspect.isclass(found) and issubclass(found, Exception):
            yield found


def bare(cls: type[BaseException]) -> BaseException:
    """Return an instance without calling a constructor that wants a response."""
    return cls.__new__(cls)


@pytest.fixture(scope="module")
def every() -> set[type[BaseException]]:
    """All of them; to look for them imports most of openai, so not before a test asks."""
    libraries = (openai, httpx2, httpcore2, langchain_core.exceptions, langchain_openai)
    found = {cls for module in libraries for cls in exceptions_of(module)}
    assert len(found) > 60
    return found


def test_every_exception_below_is_in_the_map(every: set[type[BaseException]]) -> None:
    """A new class of a new version must be put into the map, not fall through it."""
    own_libraries = ("openai.", "httpx2.", "httpcore2.", "langchain_core.", "langchain_openai.")
    ours = {name for name in failures._KINDS if name.startswith(own_libraries)}
    assert not [
        cls
        for cls in every
        if not ours & {f"{c.__module__.partition('.')[0]}.{c.__name__}" for c in cls.__mro__}
    ], "put it into failures._KINDS"


def test_every_exception_below_becomes_one_of_ours(every: set[type[BaseException]]) -> None:
    for cls in every:
        found = translate(bare(cls), "test.example")
        assert isinstance(found, Passing | Refused | AskAgain | ModelUnavailable), cls
        assert "test.example" in str(found), cls


@pytest.mark.parametrize(
    ("status", "message", "meaning"),
    [
        (400, "unsupported parameter", Refused),
        (422, "schema", Refused),
        (400, "maximum context length is 4096 tokens", PromptTooLong),
        (413, "prompt is too long", PromptTooLong),
        (401, "bad key", ModelUnavailable),
        (403, "no", ModelUnavailable),
        (404, "no such model", ModelUnavailable),
        (413, "body", ModelUnavailable),
        (408, "slow", Passing),
        (409, "busy", Passing),
        (425, "early", Passing),
        (429, "slow down", Passing),
        (429, "insufficient_quota", ModelUnavailable),
        (500, "oops", Passing),
        (503, "overloaded", Passing),
        (529, "overloaded", Passing),
    ],
)
def test_a_status_decides_what_may_be_done(
    status: int, message: str, meaning: type[ModelError]
) -> None:
    response = httpx2.Response(status, request=REQUEST)
    error = openai.APIStatusError(message, response=response, body={"message": message})
    found = translate(error, "test.example")
    assert type(found) is meaning
    assert message in str(found)
    assert found.__cause__ is error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (TimeoutError("slow"), Passing),
        (ConnectionResetError("reset"), Passing),
        (OSError("no route"), Passing),
        (json.JSONDecodeError("bad", "{", 0), AskAgain),
        (KeyError("choices"), AskAgain),
        (IndexError("list index"), AskAgain),
        (openai.LengthFinishReasonError.__new__(openai.LengthFinishReasonError), TruncatedReply),
        (RuntimeError("something new"), ModelUnavailable),
        (type("SdkError", (Exception,), {"status_code": 503})("later"), Passing),
        (type("SdkError", (Exception,), {"status_code": 401})("key"), ModelUnavailable),
    ],
)
def test_what_nobody_listed_is_translated_all_the_same(
    error: Exception, meaning: type[ModelError]
) -> None:
    assert isinstance(translate(error, "test.example"), meaning)


def test_an_error_of_our_own_stays_itself() -> None:
    error = TruncatedReply("cut", "half")
    assert translate(error, "test.example") is error


NOON = datetime(2031, 5, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0.5"}, 0.5),
        ({"Retry-After": "-3"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After-Ms": "nan", "Retry-After": "inf"}, None),
        ({"Retry-After-Ms": "250", "Retry-After": "7"}, 0.25),
        ({"Retry-After": "Thu, 08 May 2031 12:00:30 GMT"}, 30.0),
        ({"Retry-After": "Thu, 08 May 2031 11:00:00 GMT"}, 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    error: Any = Exception()
    error.response = httpx2.Response(429, headers=headers, request=REQUEST)
    assert retry_after(error, NOON) == seconds


def test_no_number_of_words_makes_a_message_long() -> None:
    assert len(str(translate(RuntimeError("x" * 10_000), "test.example"))) < 500
