"""While a proposal waits: its marks stay, the text beside it can be written in, sentences wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_text, say, settled, still, tab, text_of

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围进一步更加浓厚，切实大力开展作风建设。\n"
    "二、抓作风\n大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
)
SHOWN = "document.querySelector('#document [data-proposal]')?.dataset.proposal"


def shown(page: Any) -> str:
    return str(page.evaluate(f"() => {SHOWN} || ''"))


def ask(page: Any, wish: str) -> str:
    """Say something and return the proposal that comes of it."""
    before = shown(page)
    say(page, wish)
    page.wait_for_function(f"(b) => {SHOWN} && {SHOWN} !== b", arg=before)
    settled(page)
    return shown(page)


def line(page: Any, words: str) -> Any:
    return page.locator(f".passage > p:has-text('{words}')")


def test_marks_are_there_when_a_proposal_comes_forward_again(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    first = ask(page, "把第二部分压到60字")
    page.locator(".change .no").first.click()
    second = ask(page, "把第一部分压到25字")
    assert second != first
    page.locator("#decide .others button").first.click()
    page.wait_for_function(f"(f) => {SHOWN} === f", arg=first)
    assert page.locator(".change.left").count() == 1
    assert "全部采用" not in page.inner_text("#adopt")


def test_a_paragraph_that_no_proposal_touches_can_be_written_in(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    waits = ask(page, "把第二部分压到60字")
    line(page, "集中学习26次").click()
    page.wait_for_selector(".passage p.editing")
    page.keyboard.press("End")
    page.keyboard.type("report ABC。")
    page.click("#title")
    page.wait_for_selector(".said.assistant:has-text('已改')")
    assert shown(page) == waits
    assert page.locator(".change.left, .change.taken").count() == 0
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    assert "report ABC。" in text_of(page)


def test_letters_typed_beside_a_proposal_s_changes_decide_nothing(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    ask(page, "把第二部分压到60字")
    page.keyboard.press("j")
    page.wait_for_selector(".change.current")
    line(page, "二、抓作风").click()
    page.wait_for_selector(".tools", state="visible")
    # Words of the part that waits are changed only once that is decided on.
    assert page.locator(".passage p.editing").count() == 0
    assert page.locator(".tools [data-act=edit]").count() == 0
    page.keyboard.type("karport")
    still(page)
    assert page.locator(".change.left, .change.taken").count() == 0
    # Who leaves the text has the keys again.
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_selector(".change.left")


def test_a_long_talk_scrolls_within_its_own_panel(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    for _ in range(8):
        say(page, "还缺什么")
    still(page)
    panel = "document.querySelector('#right')"
    assert page.evaluate(f"() => {panel}.scrollHeight - {panel}.clientHeight") <= 1
    page.locator("#right").hover(position={"x": 190, "y": 20})
    page.mouse.wheel(0, 4000)
    still(page)
    assert page.evaluate(f"() => {panel}.scrollTop") <= 1


def test_a_sentence_decides_on_what_was_shown_when_it_was_typed(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "对话")
    field = page.locator("#say textarea")
    for sentence in ("把第二部分压到60字", "把第一部分压到25字", "全部采用"):
        field.fill(sentence)
        field.press("Enter")
    page.wait_for_selector(".said.assistant:has-text('没有照办')")
    settled(page)
    assert page.locator(".said.assistant:has-text('已采用')").count() == 0
    assert "进一步更加浓厚" in page.inner_text(".passage del, .passage")
