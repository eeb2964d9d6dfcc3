"""A clerk's whole way through a report at each width: a slow model, two windows, a
gap, a rewrite from elsewhere, Word with revisions.  The console and the server's log stay empty of
errors, which the fixtures see to."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, plainer, still
from tests.browser.under_way import another_than, beside, shown, turned_to
from tests.servers.behaviours import waits_within
from tests.servers.model_server import ModelServer

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，学习氛围更加浓厚。\n二、抓作风\n"
    "大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
    "三、抓项目\n引进项目8个，总投资3.6亿元。\n"
)
WRITTEN = (
    "开展作风建设，加强管理，干部作风更加扎实，群众满意度不断提升。\n全年走访农户3120户，健全机制。"
)
SIZES = [
    pytest.param(1440, 900, False, id="1440-light"),
    pytest.param(1024, 768, True, id="1024-dark"),
    pytest.param(390, 844, False, id="390-light"),
]
"""What can be pressed is the same in the dark; how all of it looks, `test_look` sees to."""


@pytest.fixture
def go_on(scripted: ModelServer) -> Iterator[threading.Event]:
    """A model that begins to write at once and ends when the test says so."""
    done = threading.Event()
    scripted.always(lambda _request: waits_within(WRITTEN, done))
    yield done
    done.set()
    scripted.always(plainer)


def say(page: Any, words: str) -> None:
    page.fill("#say textarea", words)
    page.press("#say textarea", "Enter")


def middle_tab(page: Any, name: str) -> None:
    page.locator(f"#middle [role=tab]:visible:has-text('{name}')").first.click()


@pytest.mark.parametrize(("width", "height", "dark"), SIZES)
def test_a_clerk_s_way(
    open_page: Open,
    server: Server,
    go_on: threading.Event,
    width: int,
    height: int,
    dark: bool,
) -> None:
    page = open_page(server.url, width=width, height=height, dark=dark)
    open_text(page, REPORT)

    # A slow model: the rules' version can be read meanwhile, the model's takes its place.
    say(page, "把第二部分压到50字")
    page.wait_for_selector("#decide", state="visible")
    by_rules = shown(page)
    assert page.locator("#stop").is_visible()
    go_on.set()
    by_model = another_than(page, by_rules)

    # A second window sees it too; what one has decided on, the other is refused.
    other = beside(page)
    other.set_viewport_size({"width": width, "height": height})
    turned_to(other, by_model)
    page.bring_to_front()
    page.locator(".change .no").first.click()
    assert page.locator(".change.left").count() == 1
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    other.bring_to_front()
    other.click("#adopt")
    other.wait_for_selector(".toast-body:has-text('没有照办')")
    other.wait_for_selector("#decide", state="hidden")
    other.close()
    page.bring_to_front()

    # A gap is a field in its line.
    page.locator(".passage .gap").first.click()
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")

    # A rewrite from elsewhere is a proposal like any other, and what is wrong in it is red.
    line = page.locator(".passage > p:has-text('引进项目')")
    line.scroll_into_view_if_needed()
    line.click(position={"x": 60, "y": 10})
    page.click(".tools [data-act=paste]")
    page.fill(".tools textarea", "三、抓项目\n引进项目9个，总投资3.6亿元。")
    page.click(".tools button[type=submit]")
    page.wait_for_selector(".change.wrong")
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")

    # What is taken home holds each change as a revision.
    middle_tab(page, "下载")
    with page.expect_download() as taken:
        page.click("#take-revisions")
    file = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    document = file.read("word/document.xml").decode()
    assert "<w:del " in document
    assert "<w:ins " in document
    middle_tab(page, "正文")
    still(page)


def test_a_report_too_long_is_refused_with_a_word_and_not_cut(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    page.fill("#paste textarea", "一、抓学习\n" + "全年学习26次。" * 26_000)
    page.click("#open")
    page.wait_for_selector(".toast-body:has-text('太长')")
    assert page.locator(".passage p").count() == 0
    page.fill("#paste textarea", "")


def test_a_file_dropped_on_the_opening_page_is_opened(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    drop = """(name) => {
      const given = new DataTransfer(), words = "石桥镇述职报告\\n一、抓学习\\n全年学习26次。\\n";
      given.items.add(new File([words], name));
      const event = new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true});
      document.querySelector(".passage p, #paste textarea").dispatchEvent(event);
      return event.defaultPrevented;
    }"""
    page.wait_for_selector("#opening #file")
    assert page.evaluate(drop, "报告.txt")
    page.wait_for_selector(".passage p:has-text('全年学习26次')")
    # Beside an open report it is not taken, and the browser does not leave the page for it.
    assert page.evaluate(drop, "别的.txt")
