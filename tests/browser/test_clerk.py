"""What a clerk stumbled over who had not built the page: chips, hints, notices, frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, settled, still
from tests.browser.test_unsaved import REPORT as TYPED
from tests.browser.test_unsaved import write
from tests.browser.test_while_it_waits import REPORT, SHOWN, ask, line, shown

Open = Callable[..., Any]
FRAMES = (
    "石桥镇党委书记抓基层党建工作述职报告\n现将情况报告如下。\n一、抓学习\n全年组织学习26次。\n"
    "二、存在的问题\n学习不够深入。\n三、下一步打算\n抓好学习。\n"
)
MEET = """([one, other]) => {
  const all = (name) => [...document.querySelectorAll(name)];
  const boxes = (name) => all(name).map((each) => each.getBoundingClientRect());
  return boxes(one).some((a) => boxes(other).some((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
}"""


@pytest.mark.parametrize("by_key", [False, True], ids=["button", "key"])
def test_a_click_on_the_proposal_in_front_is_no_act(
    open_page: Open, plain_server: Server, by_key: bool
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    first = ask(page, "把第一部分压到25字")
    second = ask(page, "把第二部分压到60字")
    page.click("#decide .turn[aria-pressed=true]")
    assert shown(page) == second
    page.wait_for_timeout(300)
    if by_key:
        page.keyboard.press("Control+Enter")
    else:
        page.click("#adopt")
    page.wait_for_selector(".said.assistant:has-text('已采用')")
    # What still waits is in the bar.
    page.wait_for_function(f"(f) => {SHOWN} === f", arg=first)
    assert page.locator("#decide").is_visible()
    assert page.locator(f".change[data-of='{second}']").count() == 0
