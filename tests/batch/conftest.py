"""A server that speaks the Batch API, and an office that sends its calls there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.office import Office
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.batch_behaviours import says


@pytest.fixture
def batch_api() -> Iterator[BatchApiServer]:
    """The server, which answers every line with “答” and the line's own text."""
    server = BatchApiServer()
    server.always(lambda request: says(f"答{request.text}"))
    stop = server.start()
    yield server
    stop()


@pytest.fixture
def office(batch_api: BatchApiServer, tmp_path: Path) -> Iterator[Office]:
    """An office with an empty store."""
    office = Office(batch_api, tmp_path)
    yield office
    office.close()
