"""我来改: a whole part in a field of its own, which belongs to its report and its part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_text, say, settled, still, tab
from tests.browser.test_unsaved import OTHER, another, back_to

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚。\n二、抓作风\n"
    "大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
)
BOX = "#edit-text textarea"


def choose(page: Any, part: str) -> None:
    page.click(f'[data-section="{part}"]')
    page.wait_for_selector(f'[data-section="{part}"].chosen')


def test_what_is_typed_for_a_part_belongs_to_its_report_and_outlives_a_reload(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    choose(page, "2")
    page.click("#edit")
    # It takes the focus: nothing is typed into the talk.
    page.wait_for_selector(f"{BOX}:focus")
    page.keyboard.press("Control+End")
    page.keyboard.type("石桥的事。")
    typed = page.input_value(BOX)
    assert typed.endswith("不断提升。石桥的事。")
    another(page, OTHER)
    still(page)
    assert page.locator("#editor").is_hidden()
    choose(page, "2")
    page.click("#edit")
    page.wait_for_selector(f"{BOX}:focus")
    assert page.input_value(BOX) == "二、抓项目\n全年引进项目8个。"
    page.click("#edit-cancel")
    back_to(page, "石桥镇")
    assert page.input_value(BOX) == typed
    page.reload()
    page.wait_for_selector("#editor", state="visible")
    assert page.input_value(BOX) == typed
    page.click("#edit-done")
    page.wait_for_selector("#editor", state="hidden")
    page.wait_for_selector("#document ins:has-text('石桥的事')")
    page.reload()
    page.wait_for_selector("#decide", state="visible")
    assert page.locator("#editor").is_hidden()


def test_the_chosen_part_is_edited_whatever_waits_for_another(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    say(page, "第二部分压到30字")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.click('[data-section="1"]')
    page.click("#edit")
    page.wait_for_selector("#editor .where:has-text('一、抓学习')")
    assert page.input_value(BOX) == "一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚。"
    # What is typed for one part waits while another is edited.
    page.keyboard.press("Control+End")
    page.keyboard.type("学用结合。")
    choose(page, "2")
    page.click("#edit")
    page.wait_for_selector("#editor .where:has-text('二、抓作风')")
    assert "学用结合" not in page.input_value(BOX)
    choose(page, "1")
    page.click("#edit")
    page.wait_for_selector("#editor .where:has-text('一、抓学习')")
    assert page.input_value(BOX).endswith("学用结合。")
    page.click("#edit-done")
    page.wait_for_selector("#document ins:has-text('学用结合')")
    assert page.locator(".bar .turn").count() == 2, "both wait"


def test_with_the_whole_report_chosen_the_parts_are_offered(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "历史")
    page.click("#edit")
    page.wait_for_selector("#editor .where:has-text('改哪一部分')")
    page.wait_for_selector("#editor button:focus")
    page.click("#editor button:has-text('二、抓作风')")
    page.wait_for_selector(f"{BOX}:focus")
    assert page.input_value(BOX).startswith("二、抓作风")
    page.wait_for_selector('[data-section="2"].chosen')
    page.click("#edit-cancel")
    page.wait_for_selector("#editor", state="hidden")


def test_words_that_have_changed_meanwhile_are_told_and_none_typed_is_lost(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    choose(page, "2")
    page.click("#edit")
    page.wait_for_selector(f"{BOX}:focus")
    page.keyboard.press("Control+End")
    page.keyboard.type("作风持续好转。")
    typed = page.input_value(BOX)
    say(page, "把“进一步切实加强管理”改成“加强管理”")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.click("#edit-done")
    page.wait_for_selector(".toast-body:has-text('刚才变了')")
    page.wait_for_selector("#editor .note:has-text('后来变过')")
    assert page.input_value(BOX) == typed
    page.click("#edit-done")
    page.wait_for_selector("#editor", state="hidden")
    page.wait_for_selector("#document ins:has-text('持续好转')")
