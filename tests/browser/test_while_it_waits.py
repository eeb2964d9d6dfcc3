"""While a proposal waits: its marks stay, the text beside it can be written in, sentences wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_text, say, settled, still, tab, text_of
from tests.browser.under_way import ask, shown, turned_to, waiting

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围进一步更加浓厚，切实大力开展作风建设。\n"
    "二、抓作风\n大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
)
MANY = "石桥镇述职报告\n" + "".join(
    f"{number}、抓第{number}件事\n"
    + "".join(f"全年办成实事{at + n}件，群众反映更加良好，作风更加扎实。" for n in range(9))
    + "\n"
    for at, number in enumerate("一二三", 1)
)


def line(page: Any, words: str) -> Any:
    return page.locator(f".passage > p:has-text('{words}')")


def test_marks_are_there_when_a_proposal_comes_forward_again(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    [first] = waiting(page, REPORT, "把第二部分压到60字")
    page.locator(".change .no").first.click()
    second = ask(page, "把第一部分压到25字")
    assert second != first
    page.locator("#decide .turn[data-front]").first.click()
    turned_to(page, first)
    assert page.locator(".change.left").count() == 1
    assert "这一份" not in page.inner_text("#adopt")


def test_a_paragraph_that_no_proposal_touches_can_be_written_in(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    [waits] = waiting(page, REPORT, "把第二部分压到60字")
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
    waiting(page, REPORT, "把第二部分压到60字")
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
    # Faster than any answer comes.
    page.evaluate(
        """(sentences) => {
      const field = document.querySelector("#say textarea");
      for (const one of sentences) {
        field.value = one;
        field.dispatchEvent(new Event("input", {bubbles: true}));
        document.querySelector("#send").click();
      }
    }""",
        ["把第二部分压到60字", "把第一部分压到25字", "全部采用"],
    )
    page.wait_for_selector(".said.assistant:has-text('没有照办')")
    settled(page)
    assert page.locator(".said.assistant:has-text('已采用')").count() == 0
    assert "进一步更加浓厚" in page.inner_text(".passage del, .passage")


def test_the_bar_speaks_of_what_its_reader_has_scrolled_to(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=520)
    first, second = waiting(page, MANY, "把第一部分压到120字", "把第三部分压到120字")
    name = page.get_attribute("#decide", "aria-label")
    assert shown(page) == second
    assert "第三件事" in name
    page.keyboard.press("j")
    assert page.locator(f".change.current[data-of='{second}']").count() == 1
    page.evaluate("() => window.scrollTo(0, 0)")
    turned_to(page, first)
    assert "第一件事" in page.inner_text("#decide .turn[aria-pressed=true]")
    # A letter decides on what is seen, not on what was turned to before.
    assert page.locator(".change.current").count() == 0
    page.click("#adopt")
    page.wait_for_selector("#decide .turns", state="hidden")
    assert page.locator(f".change[data-of='{second}']").count()
    assert "第三件事" in page.inner_text("#decide .name")


def test_what_waits_for_several_parts_stands_in_each_and_is_taken_together(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    first, second = waiting(page, MANY, "把第二部分压到120字", "把第一部分压到120字")
    # Each has its head, its struck words and its ✓ and ✗ where it stands.
    assert page.locator("#document .about").count() == 2
    for one in (first, second):
        assert page.locator(f".change[data-of='{one}'] .pair button").count()
        assert page.locator(f".change[data-of='{one}'] del").count()
    # The bar says which it speaks of, and goes with the reader from the one to the other.
    assert "第一件事" in page.inner_text("#decide .turn[aria-pressed=true]")
    page.locator(f".change[data-of='{first}'] .no").first.click()
    page.wait_for_selector("#decide .turn[aria-pressed=true]:has-text('第二件事')")
    assert shown(page) == first
    page.locator(f".change[data-of='{second}'] .yes").first.click()
    assert shown(page) == second
    changes = page.locator(".change").count()
    assert f"（{changes - 1} 处）" in page.inner_text("#together")
    kept = page.locator(f".change[data-of='{first}'] del").first.inner_text()
    page.click("#together")
    page.wait_for_selector("#decide", state="hidden")
    assert kept in text_of(page)
    page.wait_for_selector(".said.assistant:has-text('标了 ✗ 的 1 处没有采用')")
    # One decision is undone as one.
    page.click("#undo")
    page.wait_for_function(
        "() => document.querySelector('.passage').innerText.split('作风更加扎实').length > 27"
    )


def test_a_word_adopts_what_its_reader_has_not_struck_out(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    waiting(page, MANY, "把第二部分压到120字")
    kept = page.locator(".change del").first.inner_text()
    page.locator(".change .no").first.click()
    say(page, "全部采用")
    page.wait_for_selector(".said.assistant:has-text('标了 ✗ 的 1 处没有采用')")
    page.wait_for_selector("#decide", state="hidden")
    assert kept in text_of(page)


def test_noise_is_struck_in_the_text_before_it_goes(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    noise = "更多范文请关注公众号：白鹭写作坊"
    open_text(page, REPORT + "三、打算\n" + noise + "\n明年抓好落实。\n##paidend##\n")
    page.click("#clean")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    assert noise in page.inner_text(".change del")
    assert page.locator("#noise").is_hidden()
    # What is no noise to its author stays.
    page.locator(f".change:has-text('{noise}') .no").click()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    text = text_of(page)
    assert noise in text
    assert "paidend" not in text


def test_the_bar_of_a_new_proposal_tells_of_no_change_of_another(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    waiting(page, REPORT, "把第二部分压到60字")
    page.keyboard.press("j")
    page.wait_for_selector("#decide .now:visible")
    ask(page, "把第一部分压到25字")
    still(page)
    assert page.locator("#decide .now").is_hidden()
    assert page.inner_text("#decide .place").endswith("处改动")


def test_what_is_asked_for_again_is_said_to_wait_and_shown(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=600)
    first, _ = waiting(page, MANY, "把第三部分压到120字", "把第一部分压到120字")
    page.locator(f".change[data-of='{first}'] .no").first.click()
    page.locator(".change .no").first.click()
    page.evaluate("() => window.scrollTo(0, 0)")
    say(page, "把第三部分压到120字")
    page.wait_for_selector(".said.assistant:has-text('没有再做一份')")
    turned_to(page, first)
    still(page)
    assert page.locator("#document .about").count() == 2
    # Its reader is brought to it, and its marks are there.
    assert page.locator(f".about[data-of='{first}']").evaluate(
        "(one) => Math.abs(one.getBoundingClientRect().top - innerHeight / 2) < innerHeight / 2"
    )
    assert page.locator(f".change[data-of='{first}'].left").count() == 1
