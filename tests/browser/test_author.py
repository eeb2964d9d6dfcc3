"""What an author does, start to finish."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import samples
from assistant.formats import read_report
from tests.browser.conftest import (
    SEEDS,
    MakeServer,
    Server,
    open_sample,
    open_text,
    plainer,
    say,
    settled,
    still,
    tab,
    text_of,
)
from tests.servers.behaviours import stalls
from tests.servers.model_server import ModelServer

Open = Callable[..., Any]


def load_anew(page: Any) -> None:
    """Load a page again whose server was killed: it may just be doing that by itself."""
    from playwright.sync_api import Error

    with contextlib.suppress(Error):
        page.reload()
    page.wait_for_function("() => !window.before")


def reports() -> list[Any]:
    seeds = sorted(SEEDS.glob("000*.txt")) if SEEDS.is_dir() else []
    found = [pytest.param(samples.path("team-duty"), id="sample")]
    return found + [pytest.param(path, id="seed") for path in seeds[:1]]


@pytest.mark.parametrize("report", reports())
def test_an_author_works_through_a_report(
    open_page: Open, server: Server, report: Path, tmp_path: Path
) -> None:
    page = open_page(server.url)
    original = read_report(report).text
    open_text(page, original)

    # Noise is shown struck before it goes; undo brings it back, struck again.
    if page.locator("#clean").is_visible():
        page.click("#clean")
        page.wait_for_selector("#decide", state="visible")
        assert page.locator("#noise").is_hidden()
        page.click("#adopt")
        page.wait_for_selector("#decide", state="hidden")
        assert page.locator("#noise").is_hidden()
        page.click("#undo")
        page.wait_for_selector("#decide", state="visible")
        assert page.locator(".passage .change del").count()
        page.click("#redo")
        page.wait_for_selector("#decide", state="hidden")
        assert page.locator("#noise").is_hidden()

    # A section is chosen, a wish said in words, the answer read as a diff.
    page.click('[data-section="1"]')
    page.wait_for_selector('[data-section="1"].chosen')
    before = page.inner_text(".passage")
    say(page, "语气平实一些")
    page.wait_for_selector("#document [data-change]")
    settled(page)
    boxes = page.locator("#document [data-change]")
    assert boxes.count() >= 1
    assert "文字没有离开本机" in page.inner_text("#document .usage")
    assert "语气平实" in page.locator(".said.assistant").last.inner_text()

    # A part of it is adopted: all but the first change.
    first = page.locator("#document .change").first
    kept = first.locator("del").first.inner_text() if first.locator("del").count() else ""
    if boxes.count() > 1:
        boxes.first.locator("button.no").click()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    page.wait_for_selector(".state.adopted")
    after = page.inner_text(".passage")
    assert after != before
    if boxes.count() > 1 and kept:
        assert kept in after

    # A gap is answered in its field.
    tab(page, "待补")
    fields = page.locator("#questions input[data-answer]:visible")
    answered = False
    for index in range(min(fields.count(), 12)):
        row = page.locator("#questions li:visible").nth(index)
        if row.locator(".unit").count():
            row.locator("input").fill("26")
            answered = True
            break
    assert answered
    page.click("#fill-answers")
    page.wait_for_selector("#document ins")
    assert page.inner_text("#document ins").strip() == "26"
    page.click("#adopt")
    page.wait_for_selector("#filled summary")
    page.click("#filled summary")
    assert "用户填写" in page.inner_text("#filled")

    # Undo, redo, reload.
    done = text_of(page)
    page.click("#undo")
    page.wait_for_function("(t) => document.querySelector('.passage').innerText !== t", arg=done)
    page.click("#redo")
    page.wait_for_function("(t) => document.querySelector('.passage').innerText === t", arg=done)
    page.reload()
    page.wait_for_selector(".passage p")
    assert page.inner_text(".passage") == done

    # It is taken home as a Word file that holds what the page showed.
    tab(page, "下载")
    with page.expect_download() as waiting:
        page.click("#take-docx")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".docx"
    taken = "".join(read_report(path).text.split())
    for line in done.splitlines():
        words = "".join(line.split())
        if words:
            assert words[:12] in taken or "26" in words
    with page.expect_download() as waiting:
        page.click("#take-changes")
    path = tmp_path / "changes.md"
    waiting.value.save_as(path)
    assert "用户填写" in path.read_text("utf-8")


def test_nothing_is_lost_by_kill_9_in_the_middle_of_a_proposal(
    open_page: Open, server: Server, scripted: ModelServer
) -> None:
    page = open_page(server.url)
    open_sample(page)
    page.click('[data-section="3"]')
    page.wait_for_selector('[data-section="3"].chosen')
    say(page, "压到150字")
    scripted.always(plainer)
    page.wait_for_selector("#document .about")
    settled(page)
    page.click("#adopt")
    page.wait_for_selector(".state.adopted")
    adopted = text_of(page)
    page.click('[data-section="4"]')
    try:
        scripted.always(lambda _request: stalls("正在写"))
        say(page, "第四部分语气平实一些")
        page.wait_for_selector(".running .draft")
        page.evaluate("() => { window.before = true; }")
        server.kill()
        server.start()
    finally:
        scripted.always(plainer)
    # A page whose stream was cut loads itself anew as soon as the server is back.
    page.wait_for_function("() => !window.before")
    page.wait_for_selector(".passage p")
    assert text_of(page) == adopted


def test_a_proposal_that_waits_survives_kill_9(open_page: Open, plain_server: Server) -> None:
    server = plain_server
    page = open_page(server.url)
    open_sample(page)
    page.click('[data-section="3"]')
    page.wait_for_selector('[data-section="3"].chosen')
    say(page, "压到150字")
    page.wait_for_selector("#document .about")
    settled(page)
    waiting = page.inner_text(".passage")
    named = page.get_attribute("#document .desk", "data-proposal")
    page.evaluate("() => { window.scrollTo(0, 400); window.before = true; }")
    still(page)
    head = "document.querySelector('.about').getBoundingClientRect().top"
    stood = page.evaluate(head)
    server.kill()
    server.start()
    load_anew(page)
    page.wait_for_selector("#document .about")
    page.wait_for_function(f"(stood) => Math.abs({head} - stood) < 2", arg=stood)
    assert page.inner_text(".passage") == waiting
    assert page.locator('[data-section="3"].chosen').count() == 1
    assert page.get_attribute("#document .desk", "data-proposal") == named
    page.locator("#document [data-change] button.no").first.click()
    page.click("#adopt")
    page.wait_for_selector(".state.adopted")
    page.reload()
    page.wait_for_selector(".passage p")
    assert not page.locator("#decide").is_visible()


def test_the_first_words_appear_at_once_and_work_can_be_stopped(
    open_page: Open, server: Server, scripted: ModelServer
) -> None:
    page = open_page(server.url)
    open_sample(page)
    try:
        scripted.always(lambda _request: stalls("班子成员带头"))
        say(page, "第四部分语气平实一些")
        # The model holds the rest of its reply for as long as the test likes: what is seen now is
        # seen before it has answered.
        page.wait_for_selector(".running .draft")
        assert "班子成员" in page.inner_text(".running .draft")
        page.click('[data-section="2"]')
        page.wait_for_selector('[data-section="2"].chosen')
        tab(page, "待补")
        field = page.locator("#questions input[data-answer]:visible").first
        field.press_sequentially("26")
        assert field.input_value() == "26"
        tab(page, "对话")
        assert page.locator(".running .draft").is_visible()
        page.click("#stop")
        page.wait_for_selector("#stop", state="hidden")
        page.locator(".talk", has_text="已停止").wait_for()
    finally:
        scripted.always(plainer)


def test_two_visitors_see_only_their_own(
    open_page: Open, server: Server, scripted: ModelServer
) -> None:
    first, second = open_page(server.url), open_page(server.url)
    open_text(first, "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，石桥特色更加鲜明。\n")
    open_text(second, "柳溪镇述职报告\n一、抓项目\n全年引进项目8个，柳溪面貌更加美丽。\n")
    try:
        scripted.always(lambda _request: stalls("慢"))
        say(first, "第一部分语气平实一些")
        first.wait_for_selector(".running .draft")
        scripted.always(plainer)
        say(second, "第一部分语气平实一些")
        second.wait_for_selector("#document .about")
    finally:
        scripted.always(plainer)
    assert "石桥" not in second.inner_text("body")
    assert "柳溪" not in first.inner_text("body")
    first.click("#stop")


def test_a_visitor_without_the_browser_s_memory_sees_nothing(
    open_page: Open, server: Server
) -> None:
    page = open_page(server.url)
    open_sample(page)
    other = open_page(server.url, alone=True)
    other.wait_for_selector("#welcome h1")
    assert "青禾" not in other.inner_text("body")


def test_an_author_s_own_figure_is_remarked_on_and_never_a_suspect(
    open_page: Open, server: Server
) -> None:
    page = open_page(server.url)
    open_text(
        page,
        "石桥镇述职报告\n一、抓项目\n全年引进项目8个，总投资3.6亿元。\n二、抓作风\n作风持续好转。\n",
    )
    page.click('[data-section="1"]')
    page.wait_for_selector('[data-section="1"].chosen')
    page.click("#edit")
    page.wait_for_selector("#edit-text textarea")
    words = page.input_value("#edit-text textarea")
    page.fill("#edit-text textarea", words.replace("3.6", "9.6"))
    page.click("#edit-done")
    page.wait_for_selector("#document .findings .warning")
    assert page.locator("[data-confirm], .about .findings .error").count() == 0
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    assert "9.6亿元" in text_of(page)


def test_facts_pasted_from_a_table_fill_gaps(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展专题研讨6次。\n")
    tab(page, "数据")
    page.fill("#facts-paste textarea", "指标\t数值\t单位\t出处\n集中学习次数\t18\t次\t宣传办台账")
    page.click("#facts-use")
    page.wait_for_selector("#document ins")
    assert "18" in page.locator("#document ins").all_inner_texts()
    page.click("#adopt")
    tab(page, "待补")
    page.click("#filled summary")
    assert "宣传办台账" in page.inner_text("#filled")


def test_a_report_cannot_act_in_the_page(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    evil = "<img src=x onerror='window.hit=1'>${window.hit=1}{{window.hit}}"
    evil += "<script>window.hit=1</script>"
    open_text(page, f"石桥镇{evil}述职报告\n一、抓学习{evil}\n全年组织集中学习次{evil}。\n")
    say(page, evil)
    still(page)
    assert page.evaluate("() => window.hit") is None
    assert "onerror" in page.inner_text(".passage")
    assert "${window.hit=1}" in page.inner_text(".passage")


@pytest.mark.model
def test_once_with_the_embedded_model(open_page: Open, make_server: MakeServer) -> None:
    import os

    from assistant.config import load_settings
    from assistant.models.weights import is_present

    model = os.environ.get("BROWSER_MODEL", "local")
    settings = load_settings()
    if model == "local" and not is_present("local", settings):
        pytest.skip("the embedded model's weights are not here")
    server = make_server(model=model, ASSISTANT_CACHE=str(settings.cache_dir))
    page = open_page(server.url)
    page.context.set_default_timeout(300_000)
    open_sample(page)
    page.click("#clean")
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    say(page, "第三部分语气平实一些")
    page.wait_for_selector(".running")
    page.wait_for_selector("#document .usage")
    settled(page)
    assert "文字没有离开本机" in page.inner_text("#document .usage")
    page.click("#adopt")
    page.wait_for_selector(".state.adopted")
