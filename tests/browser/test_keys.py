"""Letters are keys for who is in the text; for anybody else the first one only shows its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_text, say, settled, still, tab
from tests.browser.test_counts import marked

Open = Callable[..., Any]
BREATH = 400
"""Milliseconds after which a second letter is not typed in one go with the first."""
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，群众反映更加良好，作风更加扎实。\n"
    + "二、抓作风\n"
    + "".join(f"全年办成实事{n}件，群众反映更加良好，作风更加扎实。" for n in range(11, 19))
    + "\n"
)


def asked(page: Any) -> None:
    """Ask for something in the talk and wait for the proposal."""
    open_text(page, REPORT)
    say(page, "把第二部分压到100字")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.wait_for_function("() => document.activeElement.id === 'decide'")
    assert page.locator(".change").count() >= 3


def test_a_letter_meant_for_the_talk_decides_nothing(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    asked(page)
    # An input method that is off: the words go past the box, in which the focus is no more.
    for words in ("gai cheng assistent art", "kaizhan", "kai hui ", "jian hua "):
        page.keyboard.type(words)
        assert set(marked(page)) == {"-"}
        assert page.locator(".gap-field").count() == 0
    # Its author sees where they are, and that letters would decide there.
    assert page.locator(".change.current").count() == 1


def test_words_typed_past_the_talk_adopt_no_single_change(
    open_page: Open, plain_server: Server
) -> None:
    """With one change the letter that decides leads to 采用, which a blank would press."""
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    page.locator(".passage > p:has-text('集中学习')").click()
    page.click(".tools [data-act=paste]")
    page.fill(".tools .paste textarea", "全年组织集中学习次，群众反映很好，作风更加扎实。")
    page.click(".tools .paste button[type=submit]")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.click("#say textarea")
    page.evaluate("() => document.activeElement.blur()")
    assert marked(page) == "-"
    page.keyboard.type("kai hui ")
    still(page)
    assert marked(page) == "-"
    assert page.locator("#decide").is_visible()


def test_a_stray_letter_reads_nothing(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓项目\n引进项目8个，道路基本完工。\n")
    page.locator(".passage > p:has-text('引进项目')").click()
    page.click(".tools [data-act=paste]")
    page.fill(".tools .paste textarea", "引进项目8个，道路全面完工。")
    page.click(".tools .paste button[type=submit]")
    page.wait_for_selector(".bar .chip:has-text('须通读 1 处')")
    settled(page)
    page.click("#say textarea")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.type("rara")
    assert page.locator(".change.current, .unproven.current").count() == 1
    assert "须通读 1 处" in page.inner_text(".bar .chip")


def test_what_an_input_method_composes_goes_into_no_gap(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    asked(page)
    devtools = page.context.new_cdp_session(page)
    page.keyboard.press("g")
    code = 229  # what a browser says of a key that an input method has taken
    key = {"key": "Process", "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "code": "KeyO", **key})
    devtools.send("Input.insertText", {"text": "工作更平实"})
    assert page.locator(".gap.current").count() == 1
    assert page.locator(".gap-field").count() == 0
    page.focus("#decide")
    page.wait_for_timeout(BREATH)
    page.keyboard.press("g")
    page.keyboard.type("26")
    assert page.input_value(".gap-field input") == "26"


def test_the_first_letter_shows_the_change_and_the_second_decides(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    asked(page)
    page.keyboard.press("r")
    page.keyboard.press("r")
    assert set(marked(page)) == {"-"}
    assert page.locator(".change").first.evaluate("(one) => one.matches('.current')")
    assert "再按一次才算" in page.inner_text("#decide .now")
    page.wait_for_timeout(BREATH)
    for key in "ra":
        page.keyboard.press(key)
    assert marked(page).startswith("ny-")


def test_who_has_turned_to_the_text_decides_with_the_first_letter(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    asked(page)
    page.keyboard.press("j")
    page.wait_for_timeout(BREATH)
    page.keyboard.press("a")
    assert marked(page).startswith("y-")
    # Back in the talk and out of it with nothing typed: its author may believe they are there.
    page.click("#say textarea")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("r")
    assert marked(page).startswith("y-")
    page.locator(".about .head").click()
    page.keyboard.press("r")
    assert marked(page).startswith("yn")
    # So does a button that was reached by Tab.
    page.click("#say textarea")
    page.locator(".change .yes").nth(2).focus()
    page.keyboard.press("a")
    assert marked(page).startswith("yny")


def test_the_keys_are_named_while_nothing_waits_and_with_the_help(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT + "依据石政发[2024]3号文件办理。\n")
    quiet = page.locator(".desk > .keys")
    quiet.wait_for()
    assert quiet.inner_text() == "J/K 下、上一处疑问 · G 下一处待补 · Ctrl+Z 撤销 · ? 帮助"
    tab(page, "待补")
    page.evaluate("() => document.activeElement.blur()")
    # Held down, or asked for again, it is told once.
    for _ in range(4):
        page.keyboard.down("?")
    page.keyboard.up("?")
    page.wait_for_selector(".said.assistant:has-text('G 到下一处待补')", state="visible")
    page.keyboard.press("?")
    still(page)
    assert page.locator(".said.assistant:has-text('G 到下一处待补')").count() == 1
    assert "Ctrl+Enter 采用" in page.locator(".said.assistant").last.inner_text()
    # What waits has its own line, in the bar.
    say(page, "把第二部分压到100字")
    page.wait_for_selector("#decide .keys", state="visible")
    still(page)
    assert not quiet.is_visible()


def test_no_key_is_named_that_leads_nowhere(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n全年引进项目8个。\n二、抓项目\n走访农户9户。\n")
    told = page.locator(".desk > .keys").inner_text()
    assert "?" in told
    assert "待补" not in told


def test_words_typed_past_the_talk_put_nothing_right(open_page: Open, plain_server: Server) -> None:
    """While nothing waits J leads to what is doubted; a blank would press what puts it right."""
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n贯彻县政发[2024]3号文件，全年集中学习26次。\n")
    page.wait_for_selector(".doubt")
    page.click("#say textarea")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.type("jian hua ")
    still(page)
    assert "[2024]" in page.inner_text(".passage")
    for _ in range(2):  # the first shows the place, the second turns to it
        page.wait_for_timeout(BREATH)
        page.keyboard.press("j")
    page.wait_for_function("() => document.activeElement.closest('.tools')")
