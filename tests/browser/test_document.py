"""The document view: what an author reads is where they decide, fill in and find their way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Server, open_sample, open_text, say, still, tab, text_of
from tests.browser.under_way import ask

Open = Callable[..., Any]

LONG = "石桥镇述职报告\n" + "".join(
    f"{number}、抓第{number}件事\n"
    + f"全年办成实事{at}件，群众反映更加良好，作风更加扎实。" * 9
    + "\n"
    for at, number in enumerate("一二三四五六七八", 1)
)
GAPS = "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展专题研讨场。\n" + LONG.split("\n", 1)[1]
TOP = "() => document.querySelector('#decide').getBoundingClientRect().top"


def test_the_bar_stays_in_sight_and_the_count_follows_each_decision(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_sample(page)
    page.click('#outline [data-section="2"]')
    page.wait_for_selector("#outline .chosen[data-section='2']")
    ask(page, "压到300字")
    changes = page.locator(".change")
    told = page.inner_text("#decide .length")
    for _ in range(changes.count()):
        page.keyboard.press("j")
        assert 0 <= page.evaluate(TOP) < 60
    page.evaluate("() => window.scrollBy(0, 700)")
    assert 0 <= page.evaluate(TOP) < 60
    changes.last.locator("button.no").click()
    assert page.inner_text("#decide .length") != told
    page.click("#decide button:has-text('全不选')")
    assert page.locator("#adopt").is_disabled()
    page.click("#decide button:has-text('全选')")
    assert not page.locator("#adopt").is_disabled()


def test_a_gap_is_filled_in_its_line_and_the_page_stays_where_it_is(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, LONG + "九、抓学习\n全年组织集中学习次，开展专题研讨场。\n")
    gap = page.locator(".passage .gap").first
    gap.scroll_into_view_if_needed()
    before = page.evaluate("() => window.scrollY")
    assert before > 300
    gap.click()
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    assert abs(page.evaluate("() => window.scrollY") - before) < 80
    assert page.locator("#decide").is_hidden()
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "() => !document.querySelector('.passage').innerText.includes('集中学习26次')"
    )


STANDS = """() => {
  const top = (line) => line.getBoundingClientRect().top;
  const line = [...document.querySelectorAll('.passage > p')].find((one) => top(one) > 300);
  return `${line.textContent} ${Math.round(top(line))}`;
}"""


def test_a_page_loaded_anew_stands_where_its_reader_was(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, LONG)
    ask(page, "把第一部分压到100字")
    # In the proposal's own head, and far below it.
    for down in (250, 1800):
        page.evaluate("(y) => window.scrollTo(0, y)", down)
        still(page)
        before = page.evaluate(STANDS)
        page.reload()
        page.wait_for_selector(".change")
        still(page)
        page.wait_for_function(f"(was) => ({STANDS})() === was", arg=before)
        page.wait_for_timeout(300)
        assert page.evaluate(STANDS) == before
    # Whoever leaves the report and opens it again is no such reader.
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")
    page.click("#another-report")
    page.click("#works .row >> nth=0")
    page.wait_for_selector(".passage p")
    page.wait_for_function("() => window.scrollY === 0")


def test_the_toolbar_of_a_title_covers_none_of_it_and_offers_the_frame_that_lacks(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, width=1024, height=768)
    title = "石桥镇2025年度领导班子述职述廉述德述法述安情况报告"
    open_text(page, LONG.replace("石桥镇述职报告", title))
    covered = """() => {
      const [tools, title] = [".tools", ".passage .title"].map((name) =>
        document.querySelector(name).getBoundingClientRect());
      return tools.height === 0 || (tools.bottom > title.top && tools.top < title.bottom);
    }"""
    line = page.locator(".passage .title")
    box = line.bounding_box()
    assert box["height"] > 60, "it has two lines"
    # Words of its last line are selected; then what stands above it unfolds.
    line.dblclick(position={"x": box["width"] / 2, "y": box["height"] - 10})
    page.wait_for_selector(".tools [data-act=edit]")
    assert not page.evaluate(covered)
    page.keyboard.press("Escape")
    page.click(".doubts summary")
    page.click(".doubts [data-doubt] >> nth=0")
    frame = page.wait_for_selector(".tools [data-act=draft]")
    page.evaluate("() => { document.querySelector('.doubts').open = false; }")
    still(page)
    assert not page.evaluate(covered)
    frame.click()
    page.wait_for_selector("#decide", state="visible")
    assert "待补" in page.inner_text(".passage ins")


def test_a_second_wish_replaces_no_proposal_that_waits(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, LONG)
    ask(page, "把第一部分压到100字")
    assert page.locator("#decide [data-front]").count() == 0
    ask(page, "把第二部分压到100字")
    assert page.locator("#decide [data-front]").count() == 1
    page.click("#adopt")
    page.wait_for_selector("#decide .turns", state="hidden")
    page.wait_for_selector(".about section[aria-label*='第一件事']")
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    assert page.locator("#outline .state.adopted").count() == 2


def test_there_is_a_way_back_to_each_report_and_deleted_means_deleted(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    for name in ("石桥镇", "柳溪镇"):
        open_text(page, f"{name}述职报告\n一、抓学习\n全年组织集中学习次。\n")
        page.click("#another-report")
        page.wait_for_selector(f"#works .row:has-text('{name}')")
    assert page.locator("#works .row").count() == 2
    page.reload()
    page.wait_for_selector("#welcome h1")
    assert page.locator(".passage p").count() == 0
    page.click("#works .row:has-text('石桥镇')")
    page.wait_for_selector(".passage .title:has-text('石桥镇')")
    tab(page, "下载")
    page.click("#forget")
    page.wait_for_selector("#works .row:has-text('柳溪镇')")
    assert page.locator("#works .row").count() == 1
    page.reload()
    page.wait_for_selector("#works .row:has-text('柳溪镇')")
    assert "石桥镇" not in page.inner_text("body")


def test_the_talk_stands_beside_the_text_and_is_three_keys_away(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, width=1024, height=768)
    open_text(page, LONG)
    box = page.locator("#say textarea").bounding_box()
    assert box["y"] < 768
    assert box["x"] > page.locator(".passage").bounding_box()["x"]
    say(page, "第二部分压到一半")
    page.wait_for_selector("#decide", state="visible")
    # Also where something waits to be decided on.
    page.reload()
    page.wait_for_selector("#decide", state="visible")
    still(page)
    for _ in range(2):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.skip-link')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('#say textarea')")
    page.keyboard.type("还缺什么")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".said.user:has-text('还缺什么')")


def test_figures_are_filled_without_new_parts_and_new_parts_are_never_ticked(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, GAPS)
    tab(page, "数据")
    page.fill("#facts-paste textarea", "集中学习次数\t18\t次\t宣传办台账")
    page.click("#facts-use")
    page.wait_for_selector("#document ins")
    assert page.locator("#document ins").all_inner_texts() == ["18"]
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    assert "待补：" not in text_of(page)
    tab(page, "数据")
    page.click("#facts-parts")
    page.wait_for_selector("#document ins")
    assert page.locator(".change.left").count() > 0
    assert page.locator(".change.left").count() == page.locator(".change").count()
    assert page.locator("#adopt").is_disabled()


def test_a_part_that_comes_in_brings_the_numbers_behind_it(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(
        page,
        "石桥镇领导班子述职报告\n一、抓项目\n引进项目8个，完成投资3亿元。\n"
        "二、下一步打算\n明年再引进项目10个。\n",
    )
    tab(page, "数据")
    page.click("#facts-parts")
    page.wait_for_selector("#document ins")
    assert page.locator(".change.left").count() == page.locator(".change").count()
    page.locator(".change:has(del) .yes").first.click()
    assert page.locator(".change.left").count() == 0
    page.locator(".change:not(:has(del)) .no").first.click()
    assert page.locator(".change.left").count() == page.locator(".change").count()
    assert page.locator("#adopt").is_disabled()


def test_what_was_struck_and_weighs_is_bright_and_led_to(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(
        page,
        "石桥镇述职报告\n一、抓道路\n全年修路24公里。沿线绿化进一步提升，群众出行更加方便，"
        "获评全市先进集体，《道路管护办法》印发执行。\n二、抓学习\n全年学习26次。\n",
    )
    ask(page, "把第一部分压到14字")
    struck = page.locator(".change.gone")
    assert struck.count()
    assert "获评全市先进集体" in struck.first.inner_text()
    page.click("#decide .toread:has-text('划去的要紧话')")
    page.wait_for_selector(".change.gone.current")
    assert "获评全市先进集体" in page.inner_text("#decide .now")
