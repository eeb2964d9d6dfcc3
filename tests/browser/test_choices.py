"""The settings in a browser: a service to be tested, the model fetched, what the operator hid."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from assistant.models import known_weights, weights
from assistant.web import settings
from assistant.web.options import Options
from tests.browser.conftest import Server, open_sample, open_text, say, settled, tab
from tests.models.test_weights import CONTENT, FileServer, weights_from
from tests.servers.behaviours import ok
from tests.servers.model_server import ModelServer

Open = Callable[..., Any]
Serve = Callable[[Options], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return what serves a page from this very process, so that a test can reach into it."""
    from assistant.web.server import start

    pages: list[Any] = []

    def make(options: Options) -> str:
        blocks, address = start(options, block=False)
        pages.append(blocks)
        return address

    yield make
    for blocks in pages:
        blocks.close()


def choose(page: Any, kind: str) -> None:
    """Open the settings and choose a kind of model."""
    page.click("#settings-button")
    page.wait_for_selector("#settings")
    page.locator(f"#model input[value={kind}]").check()


def test_a_service_that_is_not_there_is_said_not_to_be_and_one_that_is_does_the_work(
    open_page: Open, plain_server: Server, scripted: ModelServer
) -> None:
    page = open_page(plain_server.url, alone=True)
    page.wait_for_selector("#welcome h1")
    choose(page, "service")
    page.fill("#address :is(input, textarea)", "http://127.0.0.1:9/v1")
    page.fill("#model-name :is(input, textarea)", "m")
    page.click("#test")
    page.wait_for_selector("#model-note .bad")
    assert "暂时无法访问" in page.inner_text("#model-note")
    page.fill("#address :is(input, textarea)", scripted.base_url)
    page.fill("#key :is(input, textarea)", "sk-typed-1")
    asked = len(scripted.requests)
    scripted.script(ok("好"))
    page.click("#test")
    page.wait_for_selector("#model-note:has-text('可以用')")
    assert scripted.requests[asked].headers["authorization"] == "Bearer sk-typed-1"
    page.click("#apply")
    page.wait_for_selector("#model-note:has-text('就用它')")
    assert page.input_value("#key :is(input, textarea)") == ""
    page.click("#close-settings")
    # Chosen before a report is open, it counts for the one opened next.
    open_sample(page)
    assert "模型 m" in page.inner_text("#badge")
    say(page, "第一部分语气平实一些")
    page.wait_for_selector("#document .usage:has-text('模型 m')")
    settled(page)


class HalfWay(FileServer):
    """Sends half of the file, and the rest once the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        half = len(CONTENT) // 2
        handler.wfile.write(CONTENT[:half])
        handler.wfile.flush()
        self.go_on.wait()
        handler.wfile.write(CONTENT[half:])


def test_the_download_of_the_embedded_model_is_seen(
    open_page: Open, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = HalfWay()
    row = replace(weights_from(source.address), name="local")
    for module in (known_weights, settings):
        monkeypatch.setattr(module, "known_models", lambda: (row,))
    kept = Settings(model="local", data_dir=tmp_path / "data", cache_dir=tmp_path / "cache")
    page = open_page(serve(Options(kept)), alone=True)
    try:
        page.wait_for_selector("#welcome h1")
        choose(page, "local")
        page.click("#fetch")
        # The page shows half while half has come, and lives on meanwhile.
        page.wait_for_selector("#model-note:has-text('50%')")
        page.click("#close-settings")
        page.wait_for_selector("#settings", state="hidden")
        page.click("#settings-button")
        page.wait_for_selector("#settings")
        assert not weights.is_present("local", kept)
    finally:
        source.go_on.set()
    for _ in range(200):
        if weights.is_present("local", kept):
            break
        page.wait_for_timeout(50)
    assert weights.is_present("local", kept)


def test_what_the_operator_fixed_is_not_offered(
    open_page: Open, serve: Serve, tmp_path: Path
) -> None:
    page = open_page(
        serve(Options(Settings(model="rules", data_dir=tmp_path), fixed=True)), alone=True
    )
    page.wait_for_selector("#welcome h1")
    page.click("#settings-button")
    page.wait_for_selector("#settings")
    assert page.locator("#language").is_visible()
    for name in ("#model", "#apply", "#key", "#fetch"):
        assert not page.locator(name).is_visible()


def test_only_the_operators_endpoints_are_offered(
    open_page: Open, serve: Serve, tmp_path: Path, scripted: ModelServer
) -> None:
    kept = Settings(model="rules", data_dir=tmp_path)
    page = open_page(serve(Options(kept, endpoints=(scripted.base_url,))), alone=True)
    page.wait_for_selector("#welcome h1")
    choose(page, "service")
    page.wait_for_selector("#address")
    assert page.input_value("#address input") == scripted.base_url
    page.fill("#model-name :is(input, textarea)", "m")
    scripted.script(ok("好"))
    page.click("#test")
    page.wait_for_selector("#model-note:has-text('可以用')")


def test_cells_copied_from_excel_go_into_the_table(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展专题研讨6次。\n")
    tab(page, "数据")
    page.evaluate("(t) => navigator.clipboard.writeText(t)", "集中学习次数\t18\t次\t宣传办台账")
    page.locator("#facts [role=gridcell]:visible").first.click()
    page.keyboard.press("Control+V")
    page.wait_for_selector("#facts [role=gridcell]:has-text('宣传办台账')")
    page.click("#facts-use")
    page.wait_for_selector("#document ins")
    assert "18" in page.locator("#document ins").all_inner_texts()
