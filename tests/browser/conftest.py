"""The page in a real browser: a server process of its own, Debian's Chromium, a scripted model."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.chains.liars import passage
from tests.servers.behaviours import Behaviour, ok
from tests.servers.model_server import ModelServer, Request

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PATIENCE = 20_000
"""Milliseconds one step may take on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and more time than other tests."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            item.add_marker(pytest.mark.timeout(600))


def plainer(request: Request) -> Behaviour:
    """Word a sentence a little plainer, as an honest model would."""
    text = passage(request)
    for old, new in (
        ("更加", "更"),
        ("不断", "持续"),
        ("始终", "一直"),
        ("严格", "认真"),
        ("大力", "积极"),
    ):
        text = re.sub(old, new, text)
    return ok(text)


@dataclass
class Server:
    """`assistant app` as a process: it can be killed and started again on the same data."""

    data: Path
    port: int
    model: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    up: float = field(default=0.0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it and return as soon as it answers."""
        command = [sys.executable, "-m", "assistant", "app", "--port", str(self.port), *self.model]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + 300
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    self.up = time.monotonic()
                    return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


MakeServer = Callable[..., Server]


@pytest.fixture(scope="session")
def make_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeServer]:
    """Return what starts a server; all are ended with the tests."""
    started: list[Server] = []

    def make(*, base_url: str | None = None, model: str = "rules", **more: str) -> Server:
        folder = tmp_path_factory.mktemp("app")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        keep = ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
        environment = {k: v for k, v in os.environ.items() if k in keep}
        environment |= {
            "ASSISTANT_DATA_DIR": str(folder / "data"),
            "ASSISTANT_CACHE": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            **more,
        }
        if base_url is not None:
            environment["OPENAI_BASE_URL"] = base_url
        server = Server(folder / "data", port, ("--model", model), environment, folder / "log")
        server.start()
        started.append(server)
        return server

    yield make
    for server in started:
        if server.process is not None and server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="session")
def scripted() -> Iterator[ModelServer]:
    """A model server that words every sentence a little plainer."""
    server = ModelServer()
    stop = server.start()
    server.always(plainer)
    yield server
    stop()


@pytest.fixture(scope="session")
def server(make_server: MakeServer, scripted: ModelServer) -> Server:
    """The page with the scripted model behind it."""
    return make_server(base_url=scripted.base_url, model="openai:m")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium here")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return what opens a page as a visitor of its own; what goes wrong in it fails the test."""
    contexts: list[Any] = []
    faults: list[str] = []

    def make(url: str, *, width: int = 1440, height: int = 900, dark: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error in the page: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((url, "data:", "blob:"))
                else faults.append(f"asked another host: {request.url}")
            ),
        )
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(url)
        contexts.append(context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults


def open_sample(page: Any) -> None:
    """Open the sample and wait until its text is there."""
    page.click("#sample")
    page.wait_for_selector(".passage p")


def open_text(page: Any, text: str) -> None:
    """Paste a report and open it."""
    page.fill("#paste textarea", text)
    page.click("#open")
    page.wait_for_selector(".passage p")


def say(page: Any, sentence: str) -> None:
    """Type a sentence into the talk and send it."""
    tab(page, "对话")
    before = page.locator(".said.user").count()
    page.fill("#say textarea", sentence)
    page.press("#say textarea", "Enter")
    page.wait_for_function(
        "(n) => document.querySelectorAll('.said.user').length > n", arg=min(before, 59)
    )


def tab(page: Any, name: str) -> None:
    """Show a tab."""
    page.get_by_role("tab", name=name, exact=True).click()


def settled(page: Any) -> None:
    """Wait until no rewrite is under way."""
    page.wait_for_selector("#stop", state="hidden")


def text_of(page: Any) -> str:
    """Return the whole report as the page shows it."""
    tab(page, "正文")
    page.click('[data-section="all"]')
    page.wait_for_selector('[data-section="all"].chosen')
    found: str = page.inner_text(".passage")
    return found
