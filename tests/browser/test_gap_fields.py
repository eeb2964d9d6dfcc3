"""A gap's field: left it is saved, given up it is gone, and a click goes where it was meant to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, still, text_of
from tests.browser.test_beside import open_gap
from tests.browser.test_unsaved import GAPS, line
from tests.browser.under_way import slow

Open = Callable[..., Any]
LAST = ".gap[data-asked*='研讨']"


def press(page: Any, name: str) -> None:
    """Press the mouse over something and hold it."""
    box = page.locator(name).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def fill_first(page: Any) -> None:
    """Fill the first gap; the next opens by itself, as a wide box before the last one."""
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gap-field:not(.saving) input:focus")


def asked_for_the_last(page: Any) -> None:
    page.wait_for_selector(".gap-field input:focus[aria-label*='研讨']")
    page.keyboard.type("7")
    assert page.locator("p.editing").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('开展专题研讨7场')")
    still(page)
    assert "全年组织集中学习【待补】次" in text_of(page) or page.locator(".gap-field").count()


def test_a_click_on_a_gap_opens_it_though_the_box_before_it_closes(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    fill_first(page)
    page.wait_for_selector(".passage p:has-text('到江城县')")
    press(page, LAST)
    page.wait_for_timeout(80)
    page.mouse.up()
    asked_for_the_last(page)


def test_a_click_on_a_gap_opens_it_though_its_line_is_drawn_anew_meanwhile(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    slow(page)
    fill_first(page)
    press(page, LAST)
    page.wait_for_selector(".passage p:has-text('到江城县')")
    page.mouse.up()
    asked_for_the_last(page)


def test_what_is_typed_into_a_gap_is_saved_by_leaving_it_and_undone_at_once(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.click("#title")
    page.wait_for_selector(".said.assistant:has-text('已采用')")
    line(page, "到江城县").wait_for()
    # None opens by itself for who has turned to something else.
    assert page.locator(".gap-field").count() == 0
    page.reload()
    line(page, "到江城县").wait_for()
    page.click("#undo")
    page.wait_for_selector(".passage p:has-text('到×县')")


def test_from_one_gap_to_the_next_by_a_click_both_are_saved(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.click(LAST)
    page.keyboard.type("9")
    page.click("#title")
    page.wait_for_selector(".passage p:has-text('到江城县')")
    page.wait_for_selector(".passage p:has-text('开展专题研讨9场')")


def test_a_file_taken_at_once_holds_what_was_just_typed_into_a_gap(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    slow(page)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    with page.expect_download() as taken:
        page.click("#word-now")
    document = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert "江城" in document.read("word/document.xml").decode()
    page.reload()


def test_a_page_loaded_anew_over_a_gap_s_field_keeps_what_was_typed(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.reload()
    line(page, "到江城县").wait_for()
    page.wait_for_function("() => !document.querySelector('[data-unsaved], .saving')")
    assert page.locator(".unsaved").is_hidden()


def test_escape_gives_up_what_was_typed_into_a_gap(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    before = page.locator(".gap").count()
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Escape")
    page.click("#title")
    still(page)
    assert page.locator(".gap").count() == before
    assert "江城" not in page.inner_text(".passage")
    assert page.locator(".said:has-text('已采用')").count() == 0
    # Nor is anything left of a field that was only looked at.
    page.click(".gap >> nth=0")
    page.click("#title")
    assert page.locator(".gap").count() == before


@pytest.mark.parametrize("itself", [False, True], ids=["by key", "by itself"])
def test_escape_in_a_field_that_has_opened_is_no_error_of_the_page(
    open_page: Open, plain_server: Server, itself: bool
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    page.evaluate("() => document.activeElement.blur()")
    open_gap(page)
    if itself:
        page.keyboard.type("江城")
        page.keyboard.press("Enter")
        page.wait_for_selector(".passage p:has-text('到江城县')")
        page.wait_for_selector(".gap-field input:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".gap:focus")
    assert page.locator(".gap-field").count() == 0


def test_who_goes_from_a_gap_into_another_paragraph_loses_nothing_of_either(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(
        page,
        "石桥镇述职报告\n一、抓学习\n我们到×县考察学习，全年组织集中学习次，开展专题研讨场。\n"
        "二、抓项目\n引进项目8个，满意度达到【待补】%，完成投资【待补】万元。\n",
    )
    page.click(".gap[data-asked*='集中学习']")
    page.keyboard.type("26")
    page.click(".passage p:has-text('引进项目8个')", position={"x": 60, "y": 12})
    page.wait_for_selector("p.editing")
    page.keyboard.press("Home")
    page.keyboard.type("新增了", delay=120)
    page.wait_for_timeout(700)
    assert page.locator("p.editing").count() == 1
    page.keyboard.type("很多", delay=120)
    page.click("#title")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    still(page)
    text = text_of(page)
    assert "新增了很多引进项目8个" in text
    assert "集中学习26次" in text
    assert page.locator(".unsaved li").count() == 0


def test_a_click_on_other_words_of_its_line_leaves_a_typed_gap_open(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    page.click(LAST)
    page.keyboard.type("7")
    page.click(".passage p:has(.gap-field)", position={"x": 120, "y": 12})
    page.wait_for_selector(".gap-field input:focus")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('开展专题研讨70场')")


def test_words_beside_a_gap_that_was_opened_and_left_are_saved_with_their_paragraph(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    page.click(".passage p:has-text('集中学习')", position={"x": 120, "y": 12})
    page.wait_for_selector("p.editing")
    page.keyboard.press("Home")
    page.keyboard.type("好得很。")
    page.click(LAST)
    page.wait_for_selector(".gap-field input:focus")
    page.click("#title")
    still(page)
    assert "好得很。" in text_of(page)
    assert page.locator("p.editing").count() == 0


def test_tab_goes_on_to_the_next_gap_and_back_to_the_one_before(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    slow(page)
    page.click(".gap >> nth=1")
    for value, key, goal, told in (
        ("5", "Shift+Tab", "考察", "集中学习5次"),
        ("江城", "Tab", "研讨", "到江城县"),
        ("9", "Tab", "培训", "专题研讨9场"),
    ):
        page.keyboard.type(value)
        page.keyboard.press(key)
        at = page.locator(".gap-field input:focus")
        asked = at.get_attribute("aria-label")
        page.wait_for_selector(f".passage p:has-text('{told}')")
        still(page)
        assert at.get_attribute("aria-label") == asked
        assert goal in asked, asked
    # Behind the last one the browser goes where it always does.
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.wait_for_selector(".passage p:has-text('培训干部7次')")


def test_shift_tab_stays_with_its_gap_though_others_ask_the_same(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, "石桥镇述职报告\n一、抓学习\n" + "开展专题研讨场；" * 4 + "\n")
    slow(page)
    page.click(".gap >> nth=2")
    page.keyboard.type("3")
    page.keyboard.press("Shift+Tab")
    page.wait_for_selector(".passage p:has-text('研讨3场')")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('研讨2场；开展专题研讨3场')")


def test_tab_in_a_gap_that_was_only_looked_at_leads_to_the_next_one(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    slow(page)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "研讨" in page.get_attribute(".gap:focus", "data-asked")
    page.wait_for_selector(".passage p:has-text('到江城县')")
    assert "研讨" in page.get_attribute(".gap:focus", "data-asked")


@pytest.mark.parametrize("to", ["words", "another line"])
def test_a_press_on_a_gap_that_is_dragged_away_opens_nothing(
    open_page: Open, plain_server: Server, to: str
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    press(page, LAST)
    box = page.locator(LAST).bounding_box()
    if to == "words":
        page.mouse.move(box["x"] - 60, box["y"] + box["height"] / 2, steps=4)
    else:
        page.mouse.move(box["x"] - 60, box["y"] + 120, steps=4)
    page.mouse.up()
    still(page)
    assert page.locator(".gap-field, p.editing").count() == 0
    # A click that is not quite still is a click.
    press(page, LAST)
    page.mouse.move(box["x"] + box["width"] / 2 + 2, box["y"] + box["height"] / 2 + 1)
    page.mouse.up()
    page.wait_for_selector(".gap-field input:focus[aria-label*='研讨']")
