"""Nothing that was typed is lost without a word: the program away, the page loaded again, another
report opened, or typing faster than answers come."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import MakeServer, Server, open_text, still, text_of
from tests.browser.test_author import load_anew
from tests.browser.under_way import beside, slow

Open = Callable[..., Any]
REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织学习26次，学习氛围更加浓厚。\n"
    "（一）抓培训\n举办培训班8期。\n走访农户120户，开会3次。\n二、抓项目\n引进项目8个。\n"
)
OTHER = "柳溪镇述职报告\n一、抓生产\n全年种植水稻300亩。\n二、抓项目\n全年引进项目8个。\n"
GAPS = (
    "石桥镇述职报告\n一、抓学习\n到×县考察学习，全年组织集中学习次，开展专题研讨场。\n"
    "培训干部次。\n二、抓项目\n引进项目8个。\n"
)


def line(page: Any, words: str) -> Any:
    return page.locator(f".passage > p:has-text('{words}')")


def write(page: Any, words: str, more: str) -> None:
    """Type at the end of a paragraph and leave it."""
    line(page, words).click()
    page.wait_for_selector(f"p.editing:has-text('{words}')")
    page.keyboard.press("End")
    page.keyboard.type(more)
    page.click("#title")


def another(page: Any, text: str) -> None:
    page.click("#another-report")
    page.wait_for_selector("#welcome h1")
    open_text(page, text)


def back_to(page: Any, name: str) -> None:
    page.click("#another-report")
    page.click(f"#works .row:has-text('{name}') >> nth=0")
    page.wait_for_selector(f".passage .title:has-text('{name}')")


def test_what_is_typed_while_the_program_is_away_is_marked_and_saved_when_it_is_back(
    open_page: Open, make_server: MakeServer
) -> None:
    server = make_server()
    page = open_page(server.url, alone=True)
    open_text(page, REPORT)
    server.kill()
    write(page, "举办培训班", "反响很好。")
    write(page, "走访农户", "效果很好。")
    for words in ("举办培训班8期。反响很好。", "走访农户120户，开会3次。效果很好。"):
        page.wait_for_selector(f"p[data-unsaved='还没存上']:has-text('{words}')")
    page.wait_for_selector(".unsaved:has-text('有 2 处还没存上')")
    page.evaluate("() => { window.before = true; }")
    server.start()
    # It loads itself anew, and asks nobody.
    page.wait_for_function("() => !window.before")
    page.wait_for_selector(".passage p:has-text('效果很好')")
    page.wait_for_function("() => document.querySelectorAll('.said.assistant').length >= 2")
    page.wait_for_function("() => !document.querySelector('[data-unsaved]')")
    assert page.locator(".unsaved").is_hidden()
    page.reload()
    page.wait_for_selector(".passage p")
    text = text_of(page)
    assert "举办培训班8期。反响很好。" in text
    assert "开会3次。效果很好。" in text


def test_words_whose_place_others_have_taken_are_given_back_to_their_author(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    other = beside(page)
    write(other, "举办培训班", "先写的。")
    other.wait_for_selector(".said:has-text('已改')")
    other.close()
    write(page, "举办培训班", "后写的。")
    page.wait_for_selector(".unsaved q:has-text('举办培训班8期。后写的。')")
    assert line(page, "举办培训班").inner_text().startswith("举办培训班8期。先写的。")
    # They are there until their author lets them go.
    page.reload()
    page.wait_for_selector(".unsaved q:has-text('后写的')")
    page.click(".unsaved button:has-text('复制')")
    assert "后写的" in page.evaluate("() => navigator.clipboard.readText()")
    page.click(".unsaved button:has-text('不要了')")
    page.wait_for_selector(".unsaved", state="hidden")
    page.reload()
    page.wait_for_selector(".passage p")
    still(page)
    assert page.locator(".unsaved").is_hidden()


def test_what_is_not_saved_in_one_report_is_not_put_into_another(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    page.evaluate("""() => {
      const send = window.fetch;
      window.fetch = (...given) => window.away && String(given[1]?.body).includes("反响很好")
        ? new Promise(() => {}) : send(...given);
      window.away = true;
    }""")
    write(page, "举办培训班", "反响很好。")
    page.wait_for_selector("p[data-unsaved]")
    another(page, OTHER)
    page.wait_for_selector(".passage .title:has-text('柳溪镇')")
    still(page)
    assert page.locator("[data-unsaved]").count() == 0
    assert page.locator(".unsaved").is_hidden()
    page.evaluate("() => { window.away = false; }")
    back_to(page, "石桥镇")
    page.wait_for_selector(".said:has-text('已改')")
    page.wait_for_function("() => !document.querySelector('[data-unsaved]')")
    assert "举办培训班8期。反响很好。" in text_of(page)


def test_gaps_are_filled_as_fast_as_somebody_types(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    count = page.locator(".gap").count()
    slow(page)
    page.click(".gap >> nth=0")
    for value in ("江城", "5", "9", "7"):
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.passage').innerText.includes('培训干部7')"
    )
    still(page)
    text = page.inner_text(".passage")
    assert "到江城县考察学习，全年组织集中学习5次，开展专题研讨9场" in text
    assert page.locator(".gap, .gap-field").count() == count - 4


def test_what_is_typed_into_a_field_stays_while_its_line_is_drawn_anew(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, GAPS)
    slow(page)
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Enter")
    page.keyboard.type("5")
    page.wait_for_selector(".passage p:has-text('到江城县')")
    page.wait_for_selector(".gap-field input:focus")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习52次')")


def test_an_answer_that_the_program_never_got_is_filled_in_when_it_is_back(
    open_page: Open, make_server: MakeServer
) -> None:
    server = make_server()
    page = open_page(server.url, alone=True)
    open_text(page, GAPS)
    server.kill()
    page.click(".gap >> nth=0")
    page.keyboard.type("江城")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gap-field[data-unsaved]")
    page.evaluate("() => { window.before = true; }")
    server.start()
    load_anew(page)
    page.wait_for_selector(".passage p:has-text('到江城县')")


def test_a_figure_that_a_longer_one_begins_with_is_not_taken_for_it(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT.replace("26次", "次"))
    slow(page, '"gap"', None)
    page.click(".gap >> nth=0")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gap-field[data-unsaved]")
    other = beside(page)
    other.click(".gap >> nth=0")
    other.keyboard.type("26")
    other.keyboard.press("Enter")
    other.wait_for_selector(".passage p:has-text('学习26次')")
    other.close()
    page.reload()
    page.wait_for_selector(".unsaved q:text-is('2')")


def test_what_was_typed_goes_with_the_report_that_is_deleted_from_the_list(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    page.locator("#say textarea").press_sequentially("石桥的话")
    another(page, OTHER)
    page.locator("#say textarea").press_sequentially("柳溪的话")
    page.click("#another-report")
    page.click("#works li:has-text('石桥镇') .drop >> nth=0")
    page.wait_for_selector("#works li:has-text('石桥镇')", state="detached")
    kept = page.evaluate("() => Object.values(sessionStorage).join()")
    assert "石桥的话" not in kept
    assert "柳溪的话" in kept


def test_an_unsent_line_of_the_talk_belongs_to_its_report(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    page.locator("#say textarea").press_sequentially("石桥的话")
    another(page, OTHER)
    page.wait_for_selector(".passage .title:has-text('柳溪镇')")
    still(page)
    assert page.input_value("#say textarea") == ""
    page.locator("#say textarea").press_sequentially("柳溪的话")
    back_to(page, "石桥镇")
    page.wait_for_function("document.querySelector('#say textarea')?.value === '石桥的话'")
    page.reload()
    page.wait_for_selector(".passage p")
    page.wait_for_function("document.querySelector('#say textarea')?.value === '石桥的话'")
    back_to(page, "柳溪镇")
    page.wait_for_function("document.querySelector('#say textarea')?.value === '柳溪的话'")


def test_all_paragraphs_typed_in_a_hurry_are_in_the_file(
    open_page: Open, plain_server: Server
) -> None:
    """The first makes its line longer and moves the second, which its author has left before the
    first was answered; the file waits for both."""
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    slow(page)
    for words, more in (("举办培训班", "反响很好。"), ("走访农户", "效果很好。")):
        line(page, words).click()
        page.wait_for_selector(f"p.editing:has-text('{words}')")
        page.keyboard.press("End")
        page.keyboard.type(more)
    with page.expect_download() as taken:
        page.click("#word-now")
    document = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    words = document.read("word/document.xml").decode()
    assert "反响很好" in words
    assert "效果很好" in words
    assert page.locator(".toast-body:has-text('变了')").count() == 0


def test_what_was_saved_as_its_author_left_the_page_is_not_told_to_be_lost(
    open_page: Open, plain_server: Server
) -> None:
    """Gone on its way with the page, it is done after the next page has been painted, and before
    that one sends it again."""
    page = open_page(plain_server.url, alone=True)
    page.context.add_init_script("""{
      const send = window.fetch;
      window.fetch = async (...given) => {
        const joins = String(given[0]?.url || given[0]).includes("/queue/join");
        if (!joins || !/江城|反响很好/.test(String(given[1]?.body))) return send(...given);
        const first = sessionStorage.getItem("first");
        if (!first) sessionStorage.setItem("first", String(given[1].body));
        if (window.held) return new Promise(() => {});
        if (first) {
          await send(given[0], { ...given[1], body: first });
          await new Promise((go) => setTimeout(go, 1500));
          sessionStorage.removeItem("first");
        }
        return send(...given);
      };
    }""")
    page.reload()
    page.wait_for_selector("#welcome h1")
    for typed, text in (("江城", GAPS), ("反响很好", REPORT)):
        open_text(page, text)
        page.evaluate("() => { window.held = true; }")
        if typed == "江城":
            page.click(".gap >> nth=0")
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
        else:
            write(page, "举办培训班", typed)
        page.wait_for_function("() => sessionStorage.getItem('first')")
        page.reload()
        page.wait_for_selector(f".passage p:has-text('{typed}')")
        page.wait_for_function("() => !document.querySelector('[data-unsaved], .saving')")
        still(page)
        assert page.locator(".unsaved").is_hidden()
        assert page.locator(".toast-body:has-text('变了')").count() == 0
        assert text_of(page).count(typed) == 1
        page.click("#another-report")
        page.wait_for_selector("#welcome h1")


def test_nothing_is_given_back_of_words_that_were_only_taken_away(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, REPORT)
    line(page, "举办培训班").click()
    page.wait_for_selector("p.editing:has-text('举办培训班')")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.reload()
    page.wait_for_selector(".passage p")
    page.wait_for_function("() => !document.querySelector('[data-unsaved]')")
    still(page)
    assert page.locator(".unsaved").is_hidden()
