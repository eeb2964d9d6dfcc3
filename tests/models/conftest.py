"""Writers on the scripted server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.config import Settings
from assistant.models import Writer, get_model
from tests.servers.model_server import ModelServer

QUICK = Settings(
    connect_timeout=5, first_token_timeout=1.5, token_timeout=1.5, call_timeout=30, tries=3
)
"""Time limits short enough for tests, long enough for a busy machine."""


@pytest.fixture
def make_writer(model_server: ModelServer) -> Iterator[Callable[..., Writer]]:
    """Return what makes a Writer on the server, with settings changed as asked."""
    made: list[Writer] = []

    def make(**changes: Any) -> Writer:
        settings = replace(QUICK, **({"base_url": model_server.base_url} | changes))
        writer = get_model("openai:m", settings)
        assert writer is not None
        made.append(writer)
        return writer

    yield make
    for writer in made:
        writer.close()


@pytest.fixture
def writer(make_writer: Callable[..., Writer]) -> Writer:
    """A Writer on the server with short time limits."""
    return make_writer()
