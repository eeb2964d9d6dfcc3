"""A sentence of the talk that came to nothing is in the box again; what was done is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import MakeServer, Server, open_text, say, still

Open = Callable[..., Any]
REPORT = "石桥镇述职报告\n一、抓学习\n全年组织学习26次。\n二、抓项目\n引进项目8个。\n"
BOX = "document.querySelector('#say textarea')?.value"
# Gradio takes such a sentence for accepted, and its server never hears of it.
SWALLOW = """(words) => {
  const send = window.fetch;
  const lost = () => Promise.resolve(Response.json({ event_id: "lost" }));
  const joins = (url, given) => url.includes("/queue/join") && String(given?.body).includes(words);
  window.fetch = (...given) =>
    joins(String(given[0]?.url || given[0]), given[1]) ? lost() : send(...given);
}"""


def enter(page: Any, sentence: str) -> None:
    page.fill("#say textarea", sentence)
    page.press("#say textarea", "Enter")
    page.wait_for_function(f"() => {BOX} === ''")


def test_a_sentence_that_a_restart_took_is_given_back_marked(
    open_page: Open, make_server: MakeServer
) -> None:
    server = make_server()
    page = open_page(server.url, alone=True)
    open_text(page, REPORT)
    say(page, "还缺什么")
    page.wait_for_function("() => document.querySelectorAll('.said.assistant').length === 1")
    page.evaluate(SWALLOW, "第二部分")
    enter(page, "把第二部分压到一半")
    # What is sent meanwhile waits for the answer, and goes with it.
    enter(page, "还缺什么")
    server.kill()
    server.start()
    page.wait_for_function(f"() => {BOX} === '把第二部分压到一半\\n还缺什么'")
    page.wait_for_selector("#say[data-unsaved='这句还没有办，请再发一次']")
    # The mark is there until its author does something with it.
    page.reload()
    page.wait_for_selector("#say[data-unsaved]")
    assert page.evaluate(f"() => {BOX}") == "把第二部分压到一半\n还缺什么"
    page.fill("#say textarea", "把第二部分压到一半")
    page.wait_for_selector("#say:not([data-unsaved])")
    page.reload()
    page.wait_for_function(f"() => {BOX} === '把第二部分压到一半'")
    assert page.locator("#say[data-unsaved]").count() == 0


def test_what_was_answered_before_the_page_was_loaded_again_is_not_given_back(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    # Its answer is shown, and the page goes before it hears that this was the last of it.
    page.evaluate("() => { window.assistantHeard = () => {}; }")
    say(page, "还缺什么")
    page.wait_for_selector(".said.assistant:has-text('没有')")
    assert page.evaluate("() => Object.keys(sessionStorage).some((one) => one.includes('said'))")
    page.reload()
    page.wait_for_selector(".said.user:has-text('还缺什么')")
    still(page)
    assert page.evaluate(f"() => {BOX}") == ""
    assert not page.evaluate(
        "() => Object.keys(sessionStorage).some((one) => one.includes('said'))"
    )


def test_what_was_typed_and_not_sent_goes_with_the_logout_in_every_window(
    open_page: Open, make_server: MakeServer
) -> None:
    server = make_server(ASSISTANT_AUTH="王:密码一")
    page = open_page(server.url, alone=True)
    page.request.post(f"{server.url}login", form={"username": "王", "password": "密码一"})
    page.goto(server.url)
    open_text(page, REPORT)
    page.locator("#say textarea").press_sequentially("还没说完的话")
    other = page.context.new_page()
    other.goto(server.url)
    other.wait_for_selector(".passage p")
    other.locator("#say textarea").press_sequentially("另一个窗口的话")
    drafts = "() => Object.values(sessionStorage).join().includes('的话')"
    assert page.evaluate(drafts)
    assert other.evaluate(drafts)
    page.goto(f"{server.url}logout")
    page.click("button")
    page.wait_for_selector("input[type=password]")
    assert not page.evaluate(drafts)
    other.wait_for_selector("input[type=password]")
    assert not other.evaluate(drafts)
