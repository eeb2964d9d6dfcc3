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


ROWS = "[data-about]:has([data-confirm])"


def paste(page: Any, words: str) -> None:
    """Give a rewrite of the first section; it waits, and its errors are to be ticked."""
    page.locator(".passage > p.heading").first.click()
    page.click(".tools [data-act=paste]")
    page.fill(".tools .paste textarea", words)
    page.click(".tools .paste button[type=submit]")
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    still(page)


def unfold(page: Any) -> None:
    """Open what is behind the first rows of each list."""
    for more in page.locator(".about .more details:not([open]) > summary").all():
        more.click()


def run_through(page: Any) -> None:
    """Look at each of its errors for a moment."""
    unfold(page)
    rows = page.locator(ROWS)
    for at in range(rows.count()):
        rows.nth(at).evaluate("(one) => one.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(1000 if at % 3 == 0 else 20)


def down(page: Any) -> None:
    """Read on, half a window at a time."""
    top, end = page.evaluate("""() => [".findings", "[data-confirm-all]"].map((name) =>
      document.querySelector(name).getBoundingClientRect().top + scrollY)""")
    for at in range(int(top) - 330, int(end) + 60, 60):
        page.evaluate("(at) => window.scrollTo(0, at)", at)
        page.wait_for_timeout(900)


def described(page: Any) -> str:
    """Return what a screen reader says of the box for all."""
    told: str = page.evaluate("""() => {
      const box = document.querySelector("[data-confirm-all]");
      const note = document.getElementById(box.getAttribute("aria-describedby"));
      return note.role === "status" ? note.textContent : "";
    }""")
    return told


def test_many_errors_are_ticked_at_once_only_when_each_was_in_sight(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, REPORT)
    paste(page, WRONG)
    rows, every = page.locator(ROWS), page.locator("[data-confirm-all]")
    assert rows.count() == 2 * len(YEARS)
    # Whoever runs down to the box finds it closed.
    every.scroll_into_view_if_needed()
    page.wait_for_timeout(1200)
    assert every.is_disabled()
    assert page.locator(ROWS).nth(2).is_visible()
    assert page.locator(ROWS).nth(3).is_hidden()
    assert page.inner_text("#decide .toread").startswith(f"先核对 {rows.count()} 处")
    assert described(page) == "每一处都看到了才能勾"
    run_through(page)
    page.wait_for_selector("[data-confirm-all]:not([disabled])")
    assert described(page) == "都看到了，可以勾了"
    every.check()
    assert page.locator("[data-confirm]:checked").count() == rows.count()
    # What is to be ticked is shown where it is led to, though it was folded away.
    page.locator("[data-confirm]").last.uncheck()
    page.click(".about .more summary")
    page.click("#decide .toread")
    assert page.locator("[data-confirm]").last.is_visible()
    page.locator("[data-confirm]").last.check()
    # One that is not wanted after all takes its word back.
    page.locator("[data-confirm]").first.uncheck()
    assert not every.is_checked()
    assert page.inner_text("#decide .toread").startswith("先核对 1 处")
    every.check()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    still(page)
    assert "组织学习111次" in page.inner_text(".passage")


def test_what_was_seen_of_one_rewrite_counts_for_no_other(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, REPORT)
    paste(page, WRONG)
    keys = "[...document.querySelectorAll('[data-confirm]')].map((one) => one.dataset.confirm)"
    before = sorted(page.evaluate(keys))
    run_through(page)
    page.wait_for_selector("[data-confirm-all]:not([disabled])")
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")
    still(page)
    paste(page, WRONG.replace("组织学习", "学习").replace("，办成", "，另办"))
    assert sorted(page.evaluate(keys)) == before
    page.wait_for_timeout(300)
    assert page.locator("[data-confirm-all]").is_disabled()


def test_errors_can_be_seen_in_a_low_window_and_not_under_the_unfolded_talk(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, width=683, height=800)
    open_text(page, REPORT)
    # Three wrong figures, and all else as it was.
    paste(page, "\n".join(WRONG.split("\n")[:4] + REPORT.split("二、")[0].split("\n")[5:]))
    page.set_viewport_size({"width": 683, "height": 330})
    still(page)
    page.click("#unfold")
    page.wait_for_selector("#right.open")
    first = page.locator(ROWS).first
    first.evaluate("(one) => window.scrollBy(0, one.getBoundingClientRect().top - 150)")
    page.wait_for_timeout(1200)
    assert page.locator("[data-confirm-all]").is_disabled()
    page.click("#unfold")
    page.wait_for_selector("#right:not(.open)")
    unfold(page)
    down(page)
    page.wait_for_selector("[data-confirm-all]:not([disabled])")


def test_what_is_put_aside_is_no_longer_counted_nor_to_be_ticked(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓项目\n引进项目8个。道路基本完工。群众满意。\n二、抓学习\n学习26次。\n")
    paste(page, "一、抓项目\n引进项目9个，打井3眼。道路全面完工。群众十分满意。")
    page.wait_for_selector(".bar .toread:has-text('先核对 3 处问题')")
    for wrong in page.locator(".change.wrong .no").all():
        wrong.click()
    assert "处问题" not in page.inner_text(".bar")
    assert "处问题" not in page.inner_text(".about h2")
    assert page.locator("[data-confirm]:enabled").count() == 0
    # What was to be read in it is not counted either.
    assert "须通读 2 处" in page.inner_text(".bar .chip")
    page.locator(".change.read:not(.left) .no").first.click()
    assert "须通读 1 处" in page.inner_text(".bar .chip")
    page.locator(".change.wrong .yes").first.click()
    assert "处问题" in page.inner_text(".bar .toread")
    page.locator(".change.wrong .no").first.click()
    page.click("#adopt")
    page.wait_for_selector(".said.assistant:has-text('已采用')")


def test_a_long_row_is_cut_until_it_is_opened(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url, height=700)
    open_text(page, "一、抓项目\n引进项目8个。道路基本完工。\n二、抓学习\n学习26次。\n")
    own = "水厂比较少，管护后劲有所不足，优质服务供给不够充分。"
    paste(page, f"一、抓项目\n引进项目8个。道路基本完工。{own}")
    row = page.locator(".about .reading .long summary").last
    unfold(page)
    cut = row.bounding_box()["height"]
    row.click()
    assert row.bounding_box()["height"] > cut + 20
