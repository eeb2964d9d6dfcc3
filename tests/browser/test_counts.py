"""What a piece of work costs in clicks and keys, and that a decision leaves the reader in place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import Server, open_text, settled, still

Open = Callable[..., Any]
DOING = "全年办成实事{at}件，群众反映更加良好，作风更加扎实，成效更加明显，基础更加牢固。"
REPORT = "石桥镇述职报告\n" + "".join(
    f"{number}、抓第{number}件事\n"
    + "".join(DOING.format(at=at + 10 * i) for i in range(13))
    + "\n"
    for at, number in enumerate("一二三", 1)
)


def test_a_section_is_shortened_and_taken_as_word_in_three_clicks_and_a_sentence(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    clicks = 0

    def click(name: str) -> None:
        nonlocal clicks
        clicks += 1
        page.click(name)

    page.fill("#paste textarea", REPORT)
    click("#open")
    page.wait_for_selector(".passage p")
    page.fill("#say textarea", "把第二部分压到一半")
    page.press("#say textarea", "Enter")
    page.wait_for_selector("#document .about")
    settled(page)
    click("#adopt")
    page.wait_for_selector(".state.adopted")
    with page.expect_download() as taken:
        click("#word-now")
    assert clicks <= 3
    words = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    text = words.read("word/document.xml").decode()
    assert 0 < text.count("群众反映") < REPORT.count("群众反映")


def test_a_gap_costs_no_click(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(
        page,
        "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展专题研讨5场。\n"
        "培训干部××余人次，走访农户××户。\n",
    )
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("g")
    # The first key of who is not in the text only shows the gap.
    page.locator(".gap.current").wait_for()
    page.wait_for_timeout(400)
    page.keyboard.press("g")
    field = page.locator(".gap-field input")
    field.wait_for()
    # Its unit stands in the line already and is not told a second time.
    told = page.locator(".gap-field")
    assert told.inner_text() == told.locator(".asked").inner_text()
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    # The next gap is open at once, and what is typed there goes in; 余 stands before its unit.
    page.wait_for_selector(".gap-field input:focus")
    told = page.locator(".gap-field")
    assert told.inner_text() == told.locator(".asked").inner_text()
    page.keyboard.type("512")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('培训干部512余人次')")
    page.wait_for_selector(".gap-field input:focus")


def brackets(page: Any, count: int) -> None:
    """Open a report in which that many brackets are wrong, and ask for all to be put right."""
    at = range(1, count + 1)
    rows = "".join(f"依据石政发[20{n:02}]{n}号文件，办成第{n}件实事。\n" for n in at)
    open_text(page, "石桥镇述职报告\n一、抓学习\n" + rows)
    page.click(".doubt[data-right] >> nth=0")
    page.click(".tools [data-act=right] >> nth=1")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.wait_for_function("() => document.activeElement.id === 'decide'")
    assert page.locator(".change").count() == count


def test_twenty_five_changes_cost_as_many_keys_and_enter(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    brackets(page, 25)
    for key in [*"ar" * 12, "a", "Enter"]:
        page.keyboard.press(key)
    page.wait_for_selector("#decide", state="hidden")
    # The bar with its focus is gone: the reader is in the text that came of it.
    assert page.evaluate("() => document.activeElement.matches('.passage')")
    assert page.inner_text(".passage").count("〔20") == 13
    assert page.inner_text(".passage").count("[20") == 12


def marked(page: Any) -> str:
    """Return how the changes are marked, in order: y, n, or - for not yet."""
    found: str = page.evaluate(
        """() => [...document.querySelectorAll(".change")].map((one) =>
        one.matches(".taken") ? "y" : one.matches(".left") ? "n" : "-").join("")"""
    )
    return found


def test_a_mistaken_key_is_taken_back_and_what_is_adopted_comes_back_with_its_marks(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    brackets(page, 4)
    assert "A ✓ · R ✗" in page.inner_text(".bar .keys")
    for key in "arr":
        page.keyboard.press(key)
    assert marked(page) == "ynn-"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert marked(page) == "y---"
    page.keyboard.press("a")
    page.keyboard.press("r")
    assert marked(page) == "yyn-"
    assert page.evaluate("() => document.activeElement.closest('.bar') !== null")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#decide", state="hidden")
    assert page.inner_text(".passage").count("〔20") == 3

    # Undone, it waits again, and what was marked is.
    page.keyboard.press("Control+z")
    page.wait_for_selector("#decide", state="visible")
    assert marked(page) == "yyn-"
    page.keyboard.press("Control+z")
    assert marked(page) == "yy--"
    page.wait_for_selector(".said:has-text('✓ 和 ✗ 照旧')")
    for key in "rr":
        page.keyboard.press(key)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#decide", state="hidden")
    assert page.inner_text(".passage").count("〔20") == 2


def test_adopting_by_key_says_why_it_is_not_done(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    brackets(page, 2)
    page.keyboard.press("r")
    page.keyboard.press("r")
    page.locator("#decide").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast-body:has-text('都标了 ✗')")
    assert marked(page) == "nn"


def test_the_first_letter_decides_nothing_that_is_out_of_sight(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=600)
    brackets(page, 25)
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("a")
    page.wait_for_selector(".change.current")
    assert marked(page) == "-" * 25
    page.keyboard.press("a")
    assert marked(page) == "y" + "-" * 24


def test_a_decision_leaves_the_reader_where_they_were(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, REPORT)
    page.fill("#say textarea", "把第二部分压到100字")
    page.press("#say textarea", "Enter")
    page.wait_for_selector("#document .about")
    settled(page)
    page.locator(".passage .heading").nth(2).scroll_into_view_if_needed()
    still(page)
    place = "() => document.querySelectorAll('.passage .heading')[2].getBoundingClientRect().top"
    before = page.evaluate(place)
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    still(page)
    assert abs(page.evaluate(place) - before) < 40
