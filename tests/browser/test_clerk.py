"""What a clerk stumbled over who had not built the page: chips, hints, notices, frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, settled, still
from tests.browser.test_unsaved import REPORT as TYPED
from tests.browser.test_unsaved import write
from tests.browser.test_while_it_waits import REPORT, line
from tests.browser.under_way import beside, shown, turned_to, waiting

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
    first, second = waiting(page, REPORT, "把第一部分压到25字", "把第二部分压到60字")
    page.click("#decide .turn[aria-pressed=true]")
    assert shown(page) == second
    page.wait_for_timeout(300)
    if by_key:
        page.keyboard.press("Control+Enter")
    else:
        page.click("#adopt")
    page.wait_for_selector(".said.assistant:has-text('已采用')")
    # What still waits is in the bar.
    turned_to(page, first)
    assert page.locator("#decide").is_visible()
    assert page.locator(f".change[data-of='{second}']").count() == 0


def test_the_bar_names_the_keys_that_count_while_a_line_is_written_in(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    waiting(page, REPORT, "把第二部分压到60字")
    page.keyboard.press("j")
    page.wait_for_timeout(400)
    page.keyboard.press("j")
    hint = page.locator("#decide .keys")
    line(page, "石桥镇述职报告").click()
    page.wait_for_selector(".passage p.editing")
    page.wait_for_selector("#decide .keys:has-text('正在改这一段')")
    assert hint.is_visible()
    assert "Esc 放回" in hint.inner_text()
    assert "✗" not in hint.inner_text()
    # Plain to see at the line as well, whatever has the focus.
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('p.editing')).outlineStyle")
        == "solid"
    )
    page.keyboard.type("jajr")
    assert page.locator(".change.taken, .change.left").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_function(
        "() => !document.querySelector('#decide .keys').textContent.includes('正在改')"
    )
    assert "jajr" not in page.inner_text(".passage")


def test_the_line_above_the_text_names_them_as_well(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n全年组织集中学习次。\n走访农户9户。\n")
    line(page, "走访农户").click()
    page.wait_for_selector(".desk > .keys:has-text('正在改这一段')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".desk > .keys:has-text('G 下一处待补')")
    page.click(".gap >> nth=0")
    page.wait_for_selector(".desk > .keys:has-text('Enter 存上')")


def test_a_frame_asked_for_twice_in_a_breath_is_proposed_once(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, FRAMES)
    page.locator("#outline [data-part]").first.dblclick()
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    page.wait_for_timeout(600)
    assert page.locator("#decide .turn").count() == 1
    assert page.locator("#decide .others button").count() == 0
    waits = shown(page)
    # Asked for once more it is shown again, and is no second one.
    page.locator("#outline [data-part]").first.click()
    page.wait_for_timeout(600)
    assert page.locator("#decide .turn").count() == 1
    assert page.locator("#decide .others button").count() == 0
    assert shown(page) == waits


def test_a_notice_lies_over_nothing_that_is_given_back(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, TYPED)
    other = beside(page)
    write(other, "举办培训班", "先写的。")
    other.wait_for_selector(".said:has-text('已改')")
    other.close()
    write(page, "举办培训班", "后写的，" + "写得很长，" * 30)
    page.wait_for_selector(".unsaved q:has-text('后写的')")
    page.wait_for_selector(".toast-body:has-text('变了')")
    for place in (0, 99_999):
        page.evaluate("(at) => window.scrollTo(0, at)", place)
        page.wait_for_timeout(150)
        assert page.locator(".toast-body").count()
        assert not page.evaluate(MEET, [".toast-body", ".unsaved"])


def test_why_a_file_was_refused_stays_in_the_page_and_is_said_in_its_language(
    open_page: Open, plain_server: Server, tmp_path: Path
) -> None:
    page = open_page(plain_server.url, alone=True)
    page.wait_for_selector("#welcome h1")
    for name, content, said in (
        ("述职.pdf", b"%PDF-1.4", "这是 PDF 文件"),
        ("述职.txt", b"a" * (21 * 1024 * 1024), "文件太大"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        with page.expect_file_chooser() as choosing:
            page.click("#file")
        choosing.value.set_files(str(file))
        page.wait_for_selector(f".toast-body:has-text('{said}')")
        page.wait_for_selector(f"#opening .refused[role=status]:has-text('{said}')")
        heads = page.locator(".toast-title").all_text_contents()
        assert {head.strip() for head in heads} == {"请注意"}
        words = " ".join(page.locator(".toast-body").all_inner_texts())
        assert "Invalid" not in words
        assert "exceeds" not in words
    page.wait_for_selector(".toast-body", state="detached")
    assert "文件太大" in page.inner_text("#opening .refused")
    # It goes with the next try.
    open_text(page, TYPED)
    page.click("#another-report")
    page.wait_for_selector("#welcome h1")
    assert page.locator(".refused").is_hidden()


def test_deleting_names_the_report_asks_once_and_leaves_nothing_of_it(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    for name in ("白鹭滩镇", "青石坝镇", "黄土坡镇"):
        open_text(page, f"{name}述职报告\n一、抓学习\n全年组织集中学习次。\n")
        page.click("#another-report")
        page.wait_for_selector(f"#works .row:has-text('{name}')")
    page.locator("#works li:has-text('黄土坡镇') .drop").dblclick()
    page.wait_for_function("() => document.querySelectorAll('#works .row').length === 2")
    still(page)
    assert len(asked) == 1
    assert "黄土坡镇述职报告" in asked[0]
    assert "黄土坡镇" not in page.inner_text("body")
    kept = b"".join(one.read_bytes() for one in plain_server.data.rglob("*") if one.is_file())
    assert "黄土坡镇述职报告".encode() not in kept
    assert "青石坝镇述职报告".encode() in kept
    page.click("#works .row:has-text('青石坝镇')")
    page.wait_for_selector(".passage .title:has-text('青石坝镇')")
    page.get_by_role("tab", name="下载", exact=True).click()
    page.click("#forget")
    page.wait_for_selector("#welcome h1")
    assert len(asked) == 2
    assert "青石坝镇述职报告" in asked[1]


def test_a_frame_is_drawn_as_a_paragraph_of_its_own(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, FRAMES)
    page.locator("#outline [data-part]").first.click()
    page.wait_for_selector("#document ins:has-text('待补')")
    settled(page)
    assert page.locator(".passage > p ins:has-text('待补')").count() == 0
    new = page.locator(".passage > .added ins:has-text('待补')")
    assert new.count() == 1
    assert new.evaluate("(one) => getComputedStyle(one).fontWeight") == "400"
    # Its head stands before it, and it is decided on in its place.
    assert page.evaluate("""() => {
      const at = (name) => document.querySelector(`.passage > ${name}`);
      return at(".about").compareDocumentPosition(at(".added")) === 4;
    }""")
    page.locator(".added .no").click()
    assert page.locator(".added .change.left").count() == 1
    page.locator(".added .yes").click()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    assert page.locator(".passage > .added").count() == 0


def test_on_a_phone_the_toolbar_of_a_paragraph_covers_no_words_and_goes_with_one_escape(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, width=390, height=844)
    open_text(page, "石桥镇述职报告\n一、抓学习\n" + "全年组织集中学习次，群众反映良好。\n" * 6)
    still(page)
    chosen = page.locator(".passage > p.body").nth(1)
    chosen.scroll_into_view_if_needed()
    chosen.click(position={"x": 60, "y": 12})
    page.wait_for_selector(".tools [data-act=paste]")
    page.wait_for_selector("p.editing")
    still(page)
    assert not page.evaluate(MEET, [".tools", ".passage > p"])
    assert not page.evaluate(MEET, [".tools", ".gap"])
    page.keyboard.press("Escape")
    assert page.locator("p.editing").count() == 0
    assert page.locator(".tools").is_hidden()
    # No room is left where it stood.
    assert chosen.evaluate("(one) => one.style.marginBottom") == ""
