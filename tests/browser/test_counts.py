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
    field = page.locator(".gap-field input")
    field.wait_for()
    # Its unit stands in the line already and is not told a second time.
    assert page.locator(".gap-field").inner_text() == ""
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    # The next gap is open at once, and what is typed there goes in; 余 stands before its unit.
    page.wait_for_selector(".gap-field input:focus")
    assert page.locator(".gap-field").inner_text() == ""
    page.keyboard.type("512")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('培训干部512余人次')")
    page.wait_for_selector(".gap-field input:focus")


def test_twenty_five_changes_cost_thirty_keys(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    rows = "".join(f"依据石政发[20{at:02}]{at}号文件，办成第{at}件实事。\n" for at in range(1, 26))
    open_text(page, "石桥镇述职报告\n一、抓学习\n" + rows)
    page.click(".doubt[data-right] >> nth=0")
    page.click(".tools [data-act=right] >> nth=1")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.wait_for_function("() => document.activeElement.id === 'decide'")
    assert page.locator(".change").count() == 25
    keys = 0
    for key in ["j", *"ar" * 12, "a", "Enter"]:
        keys += 1
        page.keyboard.press(key)
    page.wait_for_selector("#decide", state="hidden")
    assert keys <= 30
    # The bar with its focus is gone: the reader is in the text that came of it.
    assert page.evaluate("() => document.activeElement.matches('.passage')")
    assert page.inner_text(".passage").count("〔20") == 13
    assert page.inner_text(".passage").count("[20") == 12


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
