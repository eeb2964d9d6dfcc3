"""A sentence of the talk that came to nothing is in the box again; what was done is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import MakeServer, Server, open_text, say, still

Open = Callable[..., Any]
REPORT = "石桥镇述职报告\n一、抓学习\n全年组织学习26次。\n二、抓项目\n引进项目8个。\n"
MARK = "#say-unsaved"
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
    # The page loads itself anew meanwhile; a wait for its next frame hung there, why is not known.
    given_back = f"() => {BOX} === '把第二部分压到一半\\n还缺什么'"
    page.wait_for_function(given_back, polling=200, timeout=80_000)  # js/page.js: PATIENCE
    page.wait_for_selector(f"{MARK}:has-text('这句还没有办，请再发一次')")
    assert page.get_attribute("#say textarea", "aria-describedby") == "say-unsaved"
    # The mark is there until its author does something with it.
    page.reload()
    page.wait_for_selector(f"{MARK}:has-text('请再发一次')")
    assert page.evaluate(f"() => {BOX}") == "把第二部分压到一半\n还缺什么"
    page.fill("#say textarea", "把第二部分压到一半")
    page.wait_for_selector(f"{MARK}:empty", state="attached")
    page.reload()
    page.wait_for_function(f"() => {BOX} === '把第二部分压到一半'")
    assert page.inner_text(MARK) == ""
    # Nor does it come back with the same words, typed anew.
    page.fill("#say textarea", "把第二部分压到一半\n还缺什么")
    still(page)
    assert page.inner_text(MARK) == ""


def test_an_answer_about_one_report_clears_no_sentence_of_another(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    # The first answer comes late, the second never.
    page.evaluate("""() => {
      const send = window.fetch, never = new Promise(() => {});
      window.fetch = (...given) => {
        const joins = String(given[0]?.url || given[0]).includes("/queue/join");
        const body = joins ? String(given[1]?.body) : "";
        if (body.includes("第二部分")) return never;
        if (!body.includes("还缺什么")) return send(...given);
        return new Promise((go) => { window.go = () => go(send(...given)); });
      };
    }""")
    enter(page, "还缺什么")
    page.wait_for_function("() => window.go")
    page.click("#another-report")
    page.wait_for_selector("#welcome h1")
    open_text(page, REPORT.replace("石桥", "柳溪"))
    page.wait_for_selector(".passage .title:has-text('柳溪镇')")
    still(page)
    page.fill("#say textarea", "把第二部分压到一半")
    page.click("#send")
    page.wait_for_function(f"() => {BOX} === ''")
    said = """Object.entries(sessionStorage).filter(([one]) => one.includes("-said-"))
      .map(([, one]) => JSON.parse(one).said).sort()"""
    assert page.evaluate(said) == ["把第二部分压到一半", "还缺什么"]
    page.evaluate("() => window.go()")
    page.wait_for_function(f"() => {said}.length < 2")
    assert page.evaluate(said) == ["把第二部分压到一半"]
    page.reload()
    page.wait_for_function(f"() => {BOX} === '把第二部分压到一半'")


def test_a_sentence_that_may_stand_above_the_lines_shown_was_heard(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    page.evaluate("() => { window.assistantHeard = () => {}; }")
    say(page, "还缺什么？")
    page.wait_for_selector(".said.assistant:has-text('没有')")
    left = page.evaluate(
        "() => Object.entries(sessionStorage).find(([one]) => one.includes('said'))"
    )
    # Of two clicks in a hurry one counts.
    page.wait_for_function(
        """() => {
      const all = [...document.querySelectorAll("#tasks button")];
      all.find((one) => one.textContent.includes("还缺什么")).click();
      return Number(document.querySelector("#talk .talk").dataset.count) > 64;
    }""",
        polling=300,
        timeout=120_000,
    )
    page.evaluate("([key, value]) => sessionStorage.setItem(key, value)", left)
    page.reload()
    page.wait_for_selector(".said.user")
    still(page)
    assert page.evaluate(f"() => {BOX}") == ""


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
    # One that never comes to the program takes nothing along.
    page.route("**/logout", lambda route: route.fulfill(body="busy"))
    with page.expect_navigation():
        page.click("button")
    assert page.evaluate(drafts)
    page.unroute("**/logout")
    page.goto(f"{server.url}logout")
    page.click("button")
    page.wait_for_selector("input[type=password]")
    assert not page.evaluate(drafts)
    other.wait_for_selector("input[type=password]")
    assert not other.evaluate(drafts)
