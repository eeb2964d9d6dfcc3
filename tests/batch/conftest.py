"""What tests of a batch share: an empty folder, a fair model, a service with the Batch API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Settings
from tests.batch.office import Office
from tests.servers.batch_api_server import BatchApiServer
from tests.servers.fair import fair
from tests.servers.model_server import ModelServer


@pytest.fixture
def empty_folder(without_page: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings(model_server: ModelServer) -> Settings:
    """Settings for a model that answers fairly."""
    model_server.always(fair)
    return Settings(model="openai:fair", base_url=model_server.base_url, tries=2)


@pytest.fixture
def office(batch_api: BatchApiServer, tmp_path: Path) -> Iterator[Office]:
    """An office with an empty store."""
    office = Office(batch_api, tmp_path)
    yield office
    office.close()
