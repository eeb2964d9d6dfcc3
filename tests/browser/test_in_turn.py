"""What is clicked comes behind what was typed before it, though that is still being saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, still, tab
from tests.browser.test_unsaved import GAPS, line, write
from tests.browser.under_way import beside, slow, waiting

Open = Callable[..., Any]
SAVE = '"gap"'
"""What is sent of a gap's field holds this."""


def begin(page: Any, wait: int = 700) -> None:
    """Open a report in which something can be undone already, and type into its first gap."""
    open_text(page, GAPS)
    write(page, "引进项目", "反响很好。")
    page.wait_for_selector(".said.assistant:has-text('已改')")
    still(page)
    slow(page, SAVE, wait)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")


@pytest.mark.parametrize("what", ["button", "key", "chip", "said"])
def test_undo_takes_back_what_is_still_being_saved_and_no_step_before_it(
    open_page: Open, plain_server: Server, what: str
) -> None:
    page = open_page(plain_server.url, alone=True)
    begin(page)
    if what == "button":
        page.click("#undo")
    elif what == "key":
        page.click("#title")
        page.keyboard.press("Control+z")
    elif what == "chip":
        page.click("#talk [data-say='撤销']")
    else:
        page.fill("#say textarea", "撤销")
        page.press("#say textarea", "Enter")
    page.wait_for_selector(".said.assistant:has-text('已撤销')")
    told = page.locator(".said.assistant").all_inner_texts()
    assert "已采用" in told[-2]
    assert "手工修改" not in told[-1]
    page.wait_for_selector(".passage p:has-text('到×县')")
    line(page, "引进项目8个。反响很好。").wait_for()
    assert page.locator(".unsaved").is_hidden()


def test_what_is_pressed_as_a_gap_is_left_is_clicked_though_the_answer_is_quick(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    begin(page, wait=0)
    box = page.locator("#talk [data-say='撤销']").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(500)
    page.mouse.up()
    page.wait_for_selector(".said.assistant:has-text('已撤销')")
    page.wait_for_selector(".passage p:has-text('到×县')")
    line(page, "引进项目8个。反响很好。").wait_for()


def test_what_is_typed_can_be_undone_while_it_is_still_being_saved(
    open_page: Open, plain_server: Server
) -> None:
    """Nothing else was done yet, so that there was nothing to undo before."""
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    assert page.locator("#undo").is_disabled()
    slow(page, SAVE)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.click("#undo")
    page.wait_for_selector(".said.assistant:has-text('已撤销')")
    page.wait_for_selector(".passage p:has-text('到×县')")
    page.wait_for_selector("#undo[disabled]")
    # What is given up again leaves nothing to undo either.
    page.click(".gap >> nth=0")
    page.keyboard.type("柳溪")
    page.wait_for_selector("#undo:not([disabled])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#undo[disabled]")


def test_a_version_of_the_list_comes_behind_what_is_still_being_saved(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    begin(page)
    tab(page, "历史")
    page.click("#history [data-version='0']")
    page.wait_for_selector(".said.assistant:has-text('已回到')")
    told = page.locator(".said.assistant").all_inner_texts()
    assert "已采用" in told[-2]
    assert page.locator("#history .versions > li").count() == 3
    tab(page, "正文")
    page.wait_for_selector(".passage p:has-text('到×县')")
    assert "反响很好" not in page.inner_text(".passage")
    assert page.locator(".unsaved").is_hidden()


def test_an_adoption_comes_behind_what_is_still_being_saved(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    more = "全年修路3公里，群众出行更加方便，反响良好。帮扶困难户20户，解决了燃眉之急，暖了人心。\n"
    waiting(page, f"{GAPS}三、抓民生\n{more}", "第三部分压到一半")
    still(page)
    slow(page, SAVE)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.click("#adopt")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.said.assistant')].filter(({ textContent }) => "
        "textContent.includes('已采用')).length === 2"
    )
    told = [one for one in page.locator(".said.assistant").all_inner_texts() if "已采用" in one]
    assert "按回答填写" in told[0]
    assert "压缩" in told[1]
    page.wait_for_selector(".passage p:has-text('到江城县')")
    assert page.locator(".unsaved").is_hidden()


def test_what_is_typed_behind_an_undo_is_not_undone_by_it(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    write(page, "引进项目", "反响很好。")
    page.wait_for_selector(".said.assistant:has-text('已改')")
    still(page)
    slow(page, '"undo"')
    page.click("#undo")
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('到江城县')")
    page.wait_for_selector(".said.assistant:has-text('已撤销')")
    assert "反响很好" not in page.inner_text(".passage")


def test_where_an_answer_is_refused_no_older_step_is_undone_in_its_stead(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    begin(page)
    other = beside(page)
    other.click(".gap >> nth=0")
    other.keyboard.type("柳溪")
    other.keyboard.press("Enter")
    other.wait_for_selector(".passage p:has-text('到柳溪县')")
    page.bring_to_front()
    page.click("#undo")
    page.wait_for_selector(".toast-body:has-text('变了')")
    page.wait_for_selector(".passage p:has-text('到柳溪县')")
    still(page)
    line(page, "引进项目8个。反响很好。").wait_for()
    assert page.locator(".said:has-text('已撤销')").count() == 0
    # What was refused is given back, once.
    assert page.locator(".unsaved q").all_inner_texts() == ["江城"]
    other.close()
