"""Many errors of one rewrite are ticked at once by who has seen each of them, by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_text, settled, still

Open = Callable[..., Any]
YEARS = range(11, 26)
REPORT = (
    "石桥镇述职报告\n一、抓学习\n"
    + "".join(f"组织学习{n}次，办成实事{n + 40}件。\n" for n in YEARS)
    + "二、抓项目\n引进项目8个。\n"
)
WRONG = "一、抓学习\n" + "".join(f"组织学习{n + 100}次，办成实事{n + 40}件。\n" for n in YEARS)


def test_many_errors_are_ticked_at_once_only_when_each_was_in_sight(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, REPORT)
    page.locator(".passage > p.heading").first.click()
    page.click(".tools [data-act=paste]")
    page.fill(".tools .paste textarea", WRONG)
    page.click(".tools .paste button[type=submit]")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    rows = page.locator(".findings li:has([data-confirm])")
    every = page.locator("[data-confirm-all]")
    assert rows.count() == 2 * len(YEARS)
    # Whoever runs down to the box finds it closed.
    every.scroll_into_view_if_needed()
    page.wait_for_timeout(1200)
    assert every.is_disabled()
    assert page.inner_text("#decide .toread").startswith(f"先核对 {rows.count()} 处")
    for at in range(rows.count()):
        rows.nth(at).evaluate("(one) => one.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(900 if at % 3 == 0 else 20)
    page.wait_for_selector("[data-confirm-all]:not([disabled])")
    every.check()
    assert page.locator("[data-confirm]:checked").count() == rows.count()
    # One that is not wanted after all takes its word back.
    page.locator("[data-confirm]").first.uncheck()
    assert not every.is_checked()
    assert page.inner_text("#decide .toread").startswith("先核对 1 处")
    every.check()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    still(page)
    assert "组织学习111次" in page.inner_text(".passage")
