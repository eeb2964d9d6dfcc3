"""The page in a real browser: a server process of its own, Debian's Chromium, a scripted model."""

from __future__ import annotations

import os
import re
import shutil
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from tests.browser import forked
from tests.chains.liars import passage
from tests.servers.behaviours import Behaviour, ok
from tests.servers.model_server import ModelServer, Request, WriterAlone

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
FAULT = re.compile(r"Traceback|Error\b|Exception\b|not specified as output")
"""What a line of the server's log says that tells of a fault of ours."""
GONE = (
    *("net::ERR_", "network error", "TypeError: Failed to fetch"),
    *("Connection errored out", "AbortError: signal is aborted"),
)
"""What the console says where a test has killed the server, or left the page while it was answered;
a fault of ours is in the server's log too."""
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
    process: BaseProcess | None = None
    up: float = field(default=0.0)
    read: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it and return as soon as it answers."""
        command = ["app", "--port", str(self.port), *self.model]
        self.process = forked.start(command, self.environment, self.log)
        end = time.monotonic() + 300
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url, timeout=2):
                    self.up = time.monotonic()
                    return
            except OSError:
                assert self.process.is_alive(), self.log.read_text()
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def faults(self) -> list[str]:
        """Return the lines of its log since the last look that tell of an error."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()
        new, self.read = lines[self.read :], len(lines)
        return [line for line in new if FAULT.search(line)]

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.join()


MakeServer = Callable[..., Server]


@pytest.fixture(scope="session")
def servers() -> list[Server]:
    """All servers that were started."""
    return []


@pytest.fixture(autouse=True)
def _quiet_log(servers: list[Server]) -> Iterator[None]:
    """What a server tells of an error during a test fails it."""
    yield
    assert not [line for server in servers for line in server.faults()]


@pytest.fixture(scope="session")
def make_server(
    tmp_path_factory: pytest.TempPathFactory, servers: list[Server]
) -> Iterator[MakeServer]:
    """Return what starts a server; all are ended with the tests."""

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
        servers.append(server)
        return server

    yield make
    for server in servers:
        if server.process is not None and server.process.is_alive():
            server.kill()


@pytest.fixture(scope="session")
def scripted() -> Iterator[ModelServer]:
    """A service that words every sentence a little plainer, and reads none of the talk."""
    server = WriterAlone()
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


@pytest.fixture(scope="session")
def plain_server(make_server: MakeServer) -> Server:
    """The page with rules alone."""
    return make_server()


def errors_told(said: Any) -> list[str]:
    """Return what a message of the console says, where it is an error that is ours."""
    if said.type != "error" or any(one in said.text for one in GONE):
        return []
    return [f"error in the console: {said.text}"]


@dataclass
class Visit:
    """A browser's window on a page; what goes wrong in it is heard by the test at hand."""

    context: Any
    page: Any
    faults: list[str]

    @classmethod
    def begin(cls, context: Any, url: str) -> Visit:
        """Open a window on `url`; nothing but that server may be asked for anything."""
        visit = cls(context, context.new_page(), [])
        visit.page.on("pageerror", lambda error: visit.faults.append(f"error in the page: {error}"))
        context.on("console", lambda said: visit.faults.extend(errors_told(said)))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((url, "data:", "blob:"))
                else visit.faults.append(f"asked another host: {request.url}")
            ),
        )
        visit.page.on("dialog", lambda dialog: dialog.accept())
        return visit

    def back(self) -> bool:
        """Go back to the opening page as an author does; whether that is possible from here."""
        for other in self.context.pages:
            if other is not self.page:
                other.close(run_before_unload=False)
        if any(self.page.locator(name).is_visible() for name in ("#settings", "#editor", "#stop")):
            return False
        if self.page.locator("#another-report").is_visible():
            self.page.click("#another-report")
        if not self.page.url.startswith("http") or not self.page.locator("#opening").count():
            return False
        self.page.wait_for_selector("#welcome h1")
        return True


class Visitors:
    """Windows that are open, by their address: who has left makes room for the next.

    Loading a page compiles all of Gradio, which is most of what a short test takes; so the next
    test goes on in the window of the last, from its opening page, unless it is to be `alone`.
    """

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._free: dict[str, list[Visit]] = {}
        self._cleared: list[tuple[str, Visit]] = []

    def come(self, url: str, *, alone: bool = False) -> Visit:
        """Return a window on the opening page of `url`."""
        if not alone and self._free.get(url):
            visit = self._free[url].pop()
            visit.faults.clear()
            return visit
        if self._cleared:
            # Where the same server was open, the page's process still has Gradio compiled.
            found = next((one for one in self._cleared if one[0] == url), self._cleared[-1])
            self._cleared.remove(found)
            left, visit = found
            if left == url:
                visit.faults.clear()
                return visit
            visit.page.close()
            return Visit.begin(visit.context, url)
        context = self._browser.new_context(
            reduced_motion="reduce",
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        return Visit.begin(context, url)

    def leave(self, url: str, visit: Visit, *, alone: bool = False) -> None:
        """Keep the window for the next, as it is or cleared of all that it kept."""
        if not alone and visit.back():
            self._free.setdefault(url, []).append(visit)
            return
        # Its cache is of use to somebody who was never here; nothing else of it is.
        for page in visit.context.pages:
            if page.url.startswith("http"):
                # From a blank page of the same server: what is still under way on ours would write
                # into what has just been cleared.
                page.route("**/blank", lambda route: route.fulfill(content_type="text/html"))
                page.goto(f"{url}blank")
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            if page is not visit.page:
                page.close(run_before_unload=False)
        visit.context.clear_cookies()
        if visit.page.is_closed():
            visit = Visit.begin(visit.context, url)
        visit.page.goto("about:blank")
        visit.page.unroute_all()
        self._cleared.append((url, visit))


@pytest.fixture(scope="session")
def visitors(browser: Any) -> Visitors:
    """Who comes to the pages, one after the other and side by side."""
    return Visitors(browser)


@pytest.fixture
def open_page(visitors: Visitors) -> Iterator[Callable[..., Any]]:
    """Return what opens a page as a visitor; what goes wrong in it fails the test.

    `alone`: as somebody who was never here, and whose window nobody gets afterwards.
    """
    visits: list[tuple[str, Visit, bool]] = []

    def make(
        url: str,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        alone: bool = False,
    ) -> Any:
        alone = alone or not url.startswith("http")
        visit = visitors.come(url, alone=alone)
        visits.append((url, visit, alone))
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.emulate_media(color_scheme="dark" if dark else "light")
        if visit.page.url == "about:blank":
            visit.page.goto(url)
        return visit.page

    yield make
    faults = [fault for _url, visit, _alone in visits for fault in visit.faults]
    for url, visit, alone in visits:
        visitors.leave(url, visit, alone=alone)
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


def still(page: Any) -> None:
    """Wait until the page has come to rest: nothing in it changes for a moment or fades in."""
    page.evaluate("""() => new Promise((done) => {
        const ends = (a) => a.effect.getComputedTiming().endTime !== Infinity;
        const ready = () => {
            seen.disconnect();
            const fading = document.getAnimations().filter(ends).map((a) => a.finished);
            Promise.allSettled(fading).then(() => requestAnimationFrame(() => done()));
        };
        let timer = setTimeout(ready, 90);
        const seen = new MutationObserver(() => {
            clearTimeout(timer);
            timer = setTimeout(ready, 90);
        });
        seen.observe(document.body, {childList: true, subtree: true, attributes: true});
    })""")


def text_of(page: Any) -> str:
    """Return the whole report as the page shows it."""
    tab(page, "正文")
    page.click('[data-section="all"]')
    page.wait_for_selector('[data-section="all"].chosen')
    found: str = page.inner_text(".passage")
    return found
