"""What stands beside the text: facts that fit a gap, last year's report, recent reports; and what
the map says of the way there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import Server, open_text, say, settled, tab

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，学习氛围更加浓厚。\n二、抓作风\n"
    "大力开展作风建设，进一步切实加强管理，干部作风更加扎实，群众满意度不断提升。\n"
    "全年走访农户3120户，大力推进为民办实事，进一步健全机制。\n"
)
LAST_YEAR = (
    "石桥镇2022年述职报告\n一、抓理论学习\n全年组织集中学习24次。\n"
    "二、抓项目\n引进项目6个。\n三、密切联系群众\n全年走访农户2800户，推进为民办实事。\n"
)


def open_gap(page: Any) -> None:
    """By key, from outside the text: the first one only shows the gap."""
    page.keyboard.press("g")
    page.wait_for_timeout(400)
    page.keyboard.press("g")


def test_a_fact_that_fits_stands_in_the_gap_and_enter_takes_it_with_its_source(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "数据")
    page.fill("#facts-paste textarea", "集中学习次数\t26\t次\t宣传办台账\n茶叶产量\t9\t吨\t农办")
    page.click("#facts-save")
    page.wait_for_selector(".passage [data-fits]")
    page.evaluate("() => document.activeElement.blur()")
    open_gap(page)
    assert page.input_value(".gap-field input") == "26"
    assert "宣传办台账" in page.inner_text(".gap-field .fit")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    tab(page, "待补")
    page.click("#filled summary")
    assert "宣传办台账" in page.inner_text("#filled")
    # The author's own figure is theirs, whatever fits.
    page.click("#undo")
    page.wait_for_selector(".passage [data-fits]")
    page.evaluate("() => document.activeElement.blur()")
    open_gap(page)
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习30次')")
    page.click("#filled summary")
    page.wait_for_selector("#filled li:has-text('用户填写')")


def test_last_year_s_report_stands_beside_this_one(
    open_page: Open, plain_server: Server, tmp_path: Path
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    tab(page, "去年")
    page.fill("#last-year-paste textarea", LAST_YEAR)
    page.click("#last-year-keep")
    page.wait_for_selector("#last-year .before p:has-text('引进项目6个')")
    page.click('[data-section="2"]')
    page.wait_for_function(
        "() => !document.querySelector('#last-year').innerText.includes('引进项目')"
    )
    assert "走访农户2800户" in page.inner_text("#last-year")
    assert "学习24次" not in page.inner_text("#last-year")
    # It is kept with the report, is no part of it, and goes when it is told to.
    page.reload()
    page.wait_for_selector(".passage p")
    assert "2800" not in page.inner_text(".passage")
    tab(page, "去年")
    page.wait_for_selector("#last-year .before p:has-text('2800')")
    page.click("#last-year-drop")
    page.wait_for_selector("#last-year-paste textarea")
    assert "2800" not in page.inner_text("body")
    report = tmp_path / "去年.txt"
    report.write_text(LAST_YEAR, "utf-8")
    with page.expect_file_chooser() as choosing:
        page.click("#last-year-file")
    choosing.value.set_files(str(report))
    page.wait_for_selector("#last-year .before p:has-text('2800')")


def test_the_map_says_which_length_is_asked_and_how_near_it_is(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    say(page, "把第二部分压到50字")
    page.wait_for_selector("#document .about")
    settled(page)
    row = page.locator("#outline [data-section='2']")
    assert "要求 50 字，改后" in row.inner_text()
    assert row.locator("meter").count() == 1
    assert "还差" in page.locator("#outline [data-section='all']").inner_text()
    page.click("#adopt")
    page.wait_for_selector("#outline [data-section='2'] .state.adopted")
    assert row.locator("meter").count() == 0
