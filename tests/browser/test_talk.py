"""The talk runs at once; a slow model: the rules' version first, the model's beside it, and how far
it is; a card only where somebody has to agree."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import (
    MakeServer,
    Server,
    open_text,
    plainer,
    say,
    settled,
    still,
    tab,
)
from tests.browser.test_look import SCRIPTS
from tests.browser.under_way import another_than, shown, turned_to
from tests.servers.behaviours import waits_within
from tests.servers.model_server import ModelServer

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚。\n二、抓作风\n"
    "大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
)


@pytest.fixture
def writes(scripted: ModelServer) -> Iterator[threading.Event]:
    """A model that begins to write and ends when the test says so, in words of its own and with
    the marks that it was asked for: what may go first, and what is open."""
    go_on = threading.Event()

    words = (
        "{开展□作}风建设，加强管理，干部作风更加扎实，群众满意度不断提升。\n"
        "全年走访农户3120户，健全机制。"
    )
    scripted.always(lambda _request: waits_within(words, go_on))
    yield go_on
    go_on.set()
    scripted.always(plainer)


def test_a_plain_sentence_needs_no_click(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    say(page, "把第二部分压到一半")
    page.wait_for_selector("#document .about")
    assert page.locator("#card").is_hidden()
    last = page.locator(".said.assistant").last.inner_text()
    assert "二、抓作风" in last
    assert "改好了" in last


def test_a_sentence_that_the_model_makes_nothing_of_is_done_as_the_rules_read_it(
    open_page: Open, server: Server
) -> None:
    page = open_page(server.url)
    open_text(page, REPORT)
    say(page, "把第二部分压到50字，县里的老张催得可紧了")
    page.wait_for_selector("#document .about")
    assert "二、抓作风" in page.locator(".said.assistant").last.inner_text()


def ask(page: Any) -> str:
    """Ask for something slow; returns the proposal that is there before the model has written."""
    open_text(page, REPORT)
    say(page, "把第二部分压到50字")
    page.wait_for_selector("#decide", state="visible")
    assert page.locator("#stop").is_visible()
    assert "模型还在写" in page.inner_text("#decide .writing")
    page.wait_for_selector(".running:has-text('模型已写')")
    # The marks that are meant for code are shown to nobody.
    assert page.inner_text(".running .draft").endswith("：开展作")
    return shown(page)


def test_the_rules_version_is_there_first_and_the_model_s_takes_its_place(
    open_page: Open, server: Server, writes: threading.Event
) -> None:
    page = open_page(server.url)
    first = ask(page)
    page.evaluate("() => window.scrollBy(0, 60)")
    still(page)
    before = page.evaluate("() => window.scrollY")
    writes.set()
    second = another_than(page, first)
    assert abs(page.evaluate("() => window.scrollY") - before) < 40
    assert page.inner_text("#decide .candidates").split() == ["‹", "写法", "2/2", "›"]
    assert page.inner_text("#decide .writing") == ""
    # The other one is a click away, and one decision is for both.
    page.click("#decide .candidates button >> nth=0")
    turned_to(page, first)
    # What was marked on one of them is there when its reader comes back to it.
    page.locator(".change .no").first.click()
    page.click("#decide .candidates button >> nth=1")
    turned_to(page, second)
    assert page.locator(".change.left").count() == 0
    page.click("#decide .candidates button >> nth=0")
    turned_to(page, first)
    assert page.locator(".change.left").count() == 1
    page.reload()
    page.wait_for_selector("#decide", state="visible")
    page.click("#decide .candidates button >> nth=1")
    turned_to(page, second)
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")


def test_nothing_takes_the_place_of_what_somebody_is_deciding_on(
    open_page: Open, server: Server, writes: threading.Event
) -> None:
    page = open_page(server.url)
    first = ask(page)
    page.click(".change button.no >> nth=0")
    writes.set()
    settled(page)
    page.wait_for_selector("#decide .candidates:has-text('写法 1/2')")
    assert shown(page) == first
    assert page.locator(".change.left").count() == 1
    page.click("#decide button:has-text('全选')")
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")


def test_who_adopts_what_is_there_ends_the_writing(
    open_page: Open, server: Server, writes: threading.Event
) -> None:
    page = open_page(server.url)
    ask(page)
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    settled(page)
    writes.set()
    still(page)
    assert shown(page) == ""


def test_what_is_written_for_a_report_is_not_shown_in_another(
    open_page: Open, server: Server, writes: threading.Event
) -> None:
    page = open_page(server.url)
    ask(page)
    page.click("#another-report")
    page.wait_for_selector("#welcome h1")
    open_text(page, "柳溪镇述职报告\n一、抓项目\n全年引进项目8个。\n")
    page.wait_for_selector(".passage .title:has-text('柳溪镇')")
    page.wait_for_timeout(500)
    assert page.locator(".said.running").count() == 0
    assert page.locator("#stop").is_hidden()
    writes.set()
    page.wait_for_timeout(1000)
    assert page.locator(".passage .title:has-text('柳溪镇')").is_visible()
    assert page.locator("#decide").is_hidden()
    # It was not thrown away: it waits where it was asked for.
    page.click("#another-report")
    page.click("#works .row:has-text('石桥镇') >> nth=0")
    page.wait_for_selector("#decide .candidates:has-text('写法')")


def test_what_was_answered_beside_another_tab_is_in_sight_when_the_talk_is(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, REPORT)
    for _ in range(4):
        say(page, "还缺什么")
        page.wait_for_selector(".said.assistant")
    tab(page, "数据")
    page.fill("#facts-paste textarea", "群众满意度\t98\t%\t民调")
    page.click("#facts-use")
    page.wait_for_selector("#talk", state="visible")
    settled(page)
    page.wait_for_function("""() => {
      const log = document.querySelector("#talk .talk"), last = log.lastElementChild;
      return log.scrollHeight > log.clientHeight &&
        last.getBoundingClientRect().bottom <= log.getBoundingClientRect().bottom + 1;
    }""")
    # What scrolls is reached by keyboard as well (axe: scrollable-region-focusable).
    assert page.get_attribute("#talk .talk", "tabindex") == "0"


def test_a_card_asks_only_before_text_goes_to_another_machine(
    open_page: Open, make_server: MakeServer
) -> None:
    """And what it says can be put right in it."""
    server = make_server(base_url="https://models.example.cn/v1", model="openai:m")
    page = open_page(server.url)
    open_text(page, REPORT)
    say(page, "第二部分压到一半")
    page.wait_for_selector("#card .understood:has-text('models.example.cn')")
    assert page.locator("#go").is_hidden()
    page.click("#correct button")
    found: list[str] = []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            still(page)
            for kind, js in SCRIPTS.items():
                found += [f"{width}-{scheme}: {kind}: {one}" for one in page.evaluate(js)]
    assert not found
    page.click("#cancel")
    page.wait_for_selector("#card", state="hidden")
    # What code does alone is asked of nobody.
    say(page, "清理")
    page.wait_for_selector(".said.assistant >> nth=1")
    assert page.locator("#card").is_hidden()


def test_what_is_typed_while_an_answer_comes_stays_and_is_heard_in_its_turn(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "对话")
    field = page.locator("#say textarea")
    for sentence in ("还缺什么", "第一部分多长"):
        field.press_sequentially(sentence, delay=30)
        field.press("Enter")
    field.press_sequentially("写了一半", delay=30)
    page.wait_for_function("document.querySelectorAll('.said.user').length >= 2")
    said = page.locator(".said.user").all_inner_texts()
    assert [one.split("\n")[-1] for one in said] == ["还缺什么", "第一部分多长"]
    assert field.input_value() == "写了一半"
    field.press("Enter", delay=30)
    field.press("Enter")
    page.wait_for_function("document.querySelectorAll('.said.user').length >= 3")
    settled(page)
    assert page.locator(".said.user").count() == 3, "a second Enter says nothing"
    assert field.input_value() == ""


def test_a_sentence_that_never_arrived_comes_back_to_the_box(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "对话")
    page.route("**/queue/join*", lambda route: route.abort())
    page.fill("#say textarea", "还缺什么")
    with page.expect_event("requestfailed", lambda one: "/queue/join" in one.url):
        page.press("#say textarea", "Enter")
    page.wait_for_function("document.querySelector('#say textarea').value === '还缺什么'")
    page.unroute("**/queue/join*")
    # It is there still when the page has been loaded again, as Gradio does after a while.
    page.reload()
    page.wait_for_selector(".passage p")
    page.wait_for_function("document.querySelector('#say textarea')?.value === '还缺什么'")
    page.press("#say textarea", "Enter")
    page.wait_for_selector(".said.user:has-text('还缺什么')")


def test_a_sentence_that_must_wait_for_a_model_comes_back_to_the_box(
    open_page: Open, server: Server, writes: threading.Event
) -> None:
    page = open_page(server.url)
    ask(page)
    field = page.locator("#say textarea")
    field.fill("第一部分压到20字")
    field.press("Enter")
    field.press_sequentially("还有")
    page.wait_for_selector(".said.assistant:has-text('还在处理')")
    # Nothing is lost: it stands before what was typed meanwhile, on a line of its own where that
    # was typed before it came back.
    page.wait_for_function(
        "document.querySelector('#say textarea').value.replaceAll('\\n', '')"
        " === '第一部分压到20字还有'"
    )
    writes.set()
    settled(page)
