"""Only words that a window has shown are adopted from it: another candidate, two windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests.browser.conftest import Server, open_text, plainer, say, still, tab, text_of
from tests.browser.under_way import another_than, ask, beside, shown, turned_to, waiting
from tests.chains.liars import passage
from tests.servers.behaviours import Behaviour, ok
from tests.servers.model_server import ModelServer, Request

Open = Callable[..., Any]

REPORT = (
    "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，学习氛围更加浓厚。\n"
    "二、抓作风\n作风建设更加扎实，群众满意度不断提升。\n"
)


@pytest.fixture
def inventive(scripted: ModelServer) -> Iterator[None]:
    """A model that words every candidate in another way."""
    numbers = count()

    def another(request: Request) -> Behaviour:
        word = ("较为", "十分", "比较", "格外")[next(numbers) % 4]
        return ok(re.sub("更加", word, passage(request)))

    scripted.always(another)
    yield
    scripted.always(plainer)


def told(page: Any, words: str) -> None:
    """Wait for a notice."""
    page.wait_for_selector(f".toast-body:has-text('{words}')")


def new_words(page: Any) -> list[str]:
    return [str(one).strip() for one in page.locator("#document ins").all_inner_texts()]


def test_another_candidate_is_shown_and_what_is_shown_is_adopted(
    open_page: Open, server: Server, inventive: None
) -> None:
    page = open_page(server.url)
    [first] = waiting(page, REPORT, "第二部分语气平实一些")
    words = new_words(page)
    page.click("#again")
    assert another_than(page, first) != first
    wanted = new_words(page)
    assert wanted
    assert wanted != words
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")
    text = text_of(page)
    assert all(one in text for one in wanted)
    assert not any(one in text for one in words)


def test_a_click_in_the_outline_leaves_the_reader_where_they_are(
    open_page: Open, server: Server
) -> None:
    page = open_page(server.url)
    [waits] = waiting(page, REPORT, "第二部分语气平实一些")
    tab(page, "正文")
    for part in ("1", "2"):
        page.click(f'[data-section="{part}"]')
        page.wait_for_selector(f'[data-section="{part}"].chosen')
    still(page)
    assert page.locator(".passage").is_visible()
    assert shown(page) == waits
    # What was shown once counts as seen, whichever tab is open.
    say(page, "采用")
    page.wait_for_selector(".said.assistant:has-text('已采用')")
    assert shown(page) == ""


def test_a_window_adopts_only_what_it_shows_itself(open_page: Open, server: Server) -> None:
    first = open_page(server.url)
    [older] = waiting(first, REPORT, "第二部分语气平实一些")
    second = beside(first)
    second.wait_for_selector("#decide", state="visible")
    assert shown(second) == older

    # The first window asks for something else; the second still shows the older proposal.
    tab(first, "待补")
    first.locator("#questions input[data-answer]:visible").first.fill("26")
    first.click("#fill-answers")
    newer = another_than(first, older)
    # Both stand in the text of the first; the second decides on the one that it shows.
    assert first.locator(f".change[data-of='{older}']").count()
    assert shown(second) == older
    second.click("#adopt")
    turned_to(second, newer)
    assert "作风建设更加扎实" not in text_of(second)
    assert "26" in new_words(second)
    second.click("#reject")
    second.wait_for_selector("#decide", state="hidden")

    # Now the first shows what is decided on already.
    assert shown(first) == newer
    first.click("#adopt")
    told(first, "处理过")
    first.wait_for_selector("#decide", state="hidden")
    assert "集中学习26次" not in text_of(first)


def test_a_typed_sentence_adopts_nothing_that_its_window_has_not_shown(
    open_page: Open, server: Server
) -> None:
    first = open_page(server.url)
    open_text(first, REPORT)
    second = beside(first)
    waits = ask(first, "第二部分语气平实一些")
    assert shown(second) == ""
    say(second, "采用")
    second.wait_for_selector(".said.assistant:has-text('还没有看到')")
    second.wait_for_selector("#document .about", state="visible")
    assert shown(second) == waits
    say(second, "采用")
    second.wait_for_selector(".said.assistant:has-text('已采用')")


def test_a_report_deleted_in_another_window_is_said_to_be(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(page, "石桥镇述职报告\n一、抓学习\n全年组织集中学习26次。\n")
    other = beside(page)
    other.get_by_role("tab", name="下载", exact=True).click()
    other.on("dialog", lambda dialog: dialog.accept())
    other.click("#forget")
    other.wait_for_selector("#welcome h1")
    page.bring_to_front()
    page.fill("#say textarea", "第一部分压到10字")
    page.press("#say textarea", "Enter")
    told(page, "另一个窗口删除")
    page.wait_for_selector("#welcome h1")
    other.close()
