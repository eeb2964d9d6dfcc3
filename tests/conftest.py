"""What every test stands on: no network but loopback, no setting of the person who runs them."""

from __future__ import annotations

import gc
import os
import socket
import sqlite3
from collections.abc import Iterator
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from assistant.models.learnt import forget
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import says
from tests.servers.model_server import ModelServer

_LOOPBACK = ("127.", "::1", "localhost")
_FOREIGN = ("ASSISTANT_", "OPENAI_", "LANGCHAIN_", "LANGSMITH_", "ANTHROPIC_", "XDG_")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


# Settings and keys of the person who runs the tests are none of theirs; taken away once, for the
# whole process: what a test sets, it takes back itself.
for _name in list(os.environ):
    if _name.startswith(_FOREIGN) or _name.lower() in _PROXIES:
        del os.environ[_name]

# No test asserts seconds, Hypothesis' deadline included: machines differ, and are busy.
# Nor does it explain a failure: on Python 3.11 that traces every line of every example, which
# makes one of them ten times as long and ran a test into its time limit.
# Every run draws other examples: forty of each are many in a week of runs.
settings.register_profile(
    "any machine",
    deadline=None,
    max_examples=40,
    phases=[phase for phase in Phase if phase is not Phase.explain],
)
settings.load_profile("any machine")


_homes = count()


class NetworkForbidden(RuntimeError):
    """A test reached for a host that is not this machine."""


def _guard(call: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not host.startswith(_LOOPBACK):
                raise NetworkForbidden(f"a test tried to connect to {host}")
        return call(self, address)

    return connect


def _guard_lookup(call: Any) -> Any:
    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not str(name).startswith(_LOOPBACK):
            raise NetworkForbidden(f"a test tried to look up {name}")
        return call(host, *args, **kwargs)

    return getaddrinfo


# Set before any test module is imported, so that no import can open a connection either.
socket.socket.connect = _guard(socket.socket.connect)  # type: ignore[method-assign]
socket.socket.connect_ex = _guard(socket.socket.connect_ex)  # type: ignore[method-assign]
socket.getaddrinfo = _guard_lookup(socket.getaddrinfo)


class Unhurried(sqlite3.Connection):
    """A store that leaves it to the system when the disk is written: waiting for the disk at each
    of thousands of commits took most of the tests' time, and guards against a power cut alone."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous=FULL", "synchronous=OFF"), *values)


sqlite3.connect = partial(sqlite3.connect, factory=Unhurried)  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that fork processes first: of several workers one is dealt them all, so that
    one server of forks alone imports the program and warms up, and what waits longest begins."""
    forking = {"tests.servers.forked", "tests.servers.page_server"}

    @cache
    def forks(module: Any) -> bool:
        return any(getattr(one, "__module__", None) in forking for one in vars(module).values())

    items.sort(key=lambda item: not forks(getattr(item, "module", pytest)))


def pytest_collection_finish() -> None:
    """Leave what imports and collection made, which stays to the end, out of every look for
    garbage: a look through it takes as long as many tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _empty_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any) -> None:
    # Not made: a numbered folder for each of thousands of tests costs more than most of them.
    home: Path = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("ASSISTANT_CACHE", str(home / "cache"))


@pytest.fixture(autouse=True)
def _strangers() -> None:
    """Know nothing of a service that an earlier test learnt: ports are used again."""
    forget()


@pytest.fixture
def without_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out a batch's page and its charts, which have their own tests and take longer than all
    else of a small batch."""
    monkeypatch.setattr("assistant.batch.batch_run.write_summary", lambda *_args: ())


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A model server on loopback that answers “好。” until it is told otherwise."""
    server = ModelServer()
    stop = server.start()
    yield server
    stop()


@pytest.fixture
def batch_api() -> Iterator[BatchApiServer]:
    """A server with the Batch API: it answers “答” and the line's own text until told otherwise."""
    server = BatchApiServer()
    server.always(lambda request: says(f"答{request.text}"))
    stop = server.start()
    yield server
    stop()
