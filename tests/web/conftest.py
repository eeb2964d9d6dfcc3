"""A desk in the test's own folder, and a page on a free port where a test needs one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.session import Session
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(Settings(model="rules", data_dir=tmp_path / "data"))


@pytest.fixture
def desk(options: Options) -> Desk:
    return Desk(options)


@pytest.fixture
def work(desk: Desk) -> Work:
    return desk.open(Session.from_text(TEXT, settings=desk.settings))


@pytest.fixture
def modelled(tmp_path: Path, model_server: ModelServer) -> Desk:
    """A desk whose model is the scripted server, which counts as this machine."""
    settings = Settings(
        model="openai:m",
        base_url=model_server.base_url,
        data_dir=tmp_path / "modelled",
        first_token_timeout=5,
        token_timeout=5,
        call_timeout=20,
        tries=1,
    )
    return Desk(Options(settings))


def wait(work: Work, seconds: float = 20.0) -> None:
    """Wait until what is under way is over, and what came of that as well; nothing may be."""
    run = None
    while run is not work.run:
        run = work.run
        assert run is not None
        assert run.ended.wait(seconds)
        with work.lock:  # whoever is about to begin another has done so
            pass


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a free port, with rules alone; returns its address."""
    from assistant.web.server import start

    folder = tmp_path_factory.mktemp("page")
    blocks, address = start(Options(Settings(model="rules", data_dir=folder)), block=False)
    yield address
    blocks.close()
