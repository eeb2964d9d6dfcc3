"""The summary page of a batch in a browser: it fits, can be read, and sorts without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.batch.page import About, render_page
from assistant.batch.summary import summarise
from tests.batch.lines import batch, line
from tests.browser.test_look import FAINT

Open = Callable[..., Any]

WIDE = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push("the page scrolls sideways");
  for (const one of document.querySelectorAll("body *:not(.pick)")) {
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1)) found.push(one.className);
  }
  return found.slice(0, 8);
}"""

ROWS = """() => [...document.querySelectorAll("tbody tr")]
  .filter((row) => row.getClientRects().length)
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((row) => row.querySelector("bdi").textContent)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of a small batch with names of every length."""
    folder = tmp_path_factory.mktemp("batch")
    long = "乡镇/" + "很长的名字" * 12 + "/" + "averylongnamewithoutanyspace" * 4 + ".docx"
    about = About("压缩到 60%", folder, folder, ("模型 rules（本机）",))
    lines = [*batch(), line(long, "review", delivered=900, seconds=90.0)]
    path = folder / "summary.html"
    path.write_text(render_page(summarise(lines), about), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window_nor_faint(
    address: str, open_page: Open, width: int, dark: bool
) -> None:
    page = open_page(address, width=width, dark=dark)
    assert page.evaluate(WIDE) == []
    assert page.evaluate(FAINT.replace(".gradio-container *", "main *, header *, footer")) == []


def test_the_page_works_where_scripts_are_forbidden(address: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.click("label[for=by-seconds]")
    assert page.locator("tbody tr:visible").count() == 6
    page.click("label[for=only-review]")
    assert page.locator("tbody tr:visible").count() == 2
    context.close()


def test_a_click_sorts_the_rows(address: str, open_page: Open) -> None:
    page = open_page(address)
    assert page.evaluate(ROWS)[0] == "丁.docx"
    page.click("label[for=by-seconds]")
    assert page.evaluate(ROWS)[0].startswith("乡镇/")
    page.click("label[for=by-questions]")
    assert page.evaluate(ROWS)[0] == "乙.docx"


def test_the_keyboard_sorts_too(address: str, open_page: Open) -> None:
    page = open_page(address)
    page.focus("#by-need")
    page.keyboard.press("ArrowRight")
    names = page.evaluate(ROWS)
    assert names == sorted(names)
