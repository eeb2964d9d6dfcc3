"""Word files we write open in a second reader, docx-preview in Chromium, without complaint."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant import samples
from assistant.formats import read_report
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.writer import lay_out_docx, lay_out_tracked, write_docx
from assistant.formats.output_form import Remark
from tests.browser.conftest import PATIENCE

SCRIPTS = ("jszip/dist/jszip.min.js", "docx-preview/dist/docx-preview.min.js")
# With `debug` it warns of every element and style it does not know; those warnings count as well,
# but for these, which the schema of Word files has and this reader leaves to Word.
LEFT_TO_WORD = re.compile(
    r"DOCX: Unknown document element: "
    r"(pPr\.(overflowPunct|autoSpaceDE|autoSpaceDN|adjustRightInd|snapToGrid)|rPr\.w)"
)
RENDER = """async ([data, changes]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const options = {debug: true, renderChanges: changes, renderComments: changes};
  await docx.renderAsync(bytes, document.body, null, options);
}"""
OLD, NEW = "固定资产投资2.4亿元", "固定资产投资2.6亿元"
COUNTERS = """() => [...document.querySelectorAll("section p")].filter(
  (p) => getComputedStyle(p, "::before").content.includes("counter")).length"""
Render = Callable[..., Any]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The reader's scripts, fetched for this run only; skipped without npm or a network."""
    folder = tmp_path_factory.mktemp("reader")
    command = ["npm", "install", "--no-audit", "--no-fund", "docx-preview@0.4", "jszip@3"]
    try:
        subprocess.run(command, cwd=folder, check=True, timeout=90, capture_output=True)
        return [(folder / "node_modules" / name).read_text("utf-8") for name in SCRIPTS]
    except (OSError, subprocess.SubprocessError):
        pytest.skip("docx-preview can't be fetched here")


@pytest.fixture
def render(browser: Any, reader: list[str]) -> Iterator[Render]:
    """Return what shows a Word file in a new page; any complaint of the page fails the test."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def hear(said: Any) -> None:
        if said.type in ("error", "warning") and not LEFT_TO_WORD.fullmatch(said.text):
            complaints.append(f"{said.type}: {said.text}")

    def make(data: bytes, *, changes: bool = False) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", hear)
        page.set_content("<!doctype html><title>Word</title><body></body>")
        for script in reader:
            page.add_script_tag(content=script)
        page.evaluate(RENDER, [base64.b64encode(data).decode(), changes])
        return page

    yield make
    context.close()
    assert not complaints


def assert_shows(page: Any, text: str, *, numbered: int = 0) -> None:
    """Every line, title, headings and figures, is shown, in order, whatever the line breaks.

    `numbered` is how many headings the file numbers itself: those numbers stand in no text.
    """
    text = re.sub("(?m)^[一二三四五六]、", "", text) if numbered else text
    assert page.evaluate(COUNTERS) == numbered
    shown, place = re.sub(r"\s", "", page.inner_text("body")), 0
    for line in filter(None, (re.sub(r"\s", "", line) for line in text.splitlines())):
        place = shown.find(line, place) + len(line)
        assert place >= len(line), line


def word_sample() -> tuple[bytes, str, str]:
    """A Word file, its text, and that text with one figure changed."""
    path = samples.path("general")
    text = read_report(path).text
    assert OLD in text
    return path.read_bytes(), text, text.replace(OLD, NEW)


@pytest.mark.parametrize("name", ["party-building", "team-duty", "general"])
def test_a_laid_out_report(render: Render, name: str) -> None:
    path = samples.path(name)
    text = read_report(path).text
    data = lay_out_docx(path.read_bytes()) if path.suffix == ".docx" else write_docx(text)
    assert_shows(render(data), text)


def test_a_file_edited_in_place(render: Render) -> None:
    data, _, wanted = word_sample()
    assert_shows(render(rewrite_docx(data, wanted)), wanted, numbered=5)


def test_revisions_with_a_comment(render: Render) -> None:
    data, text, wanted = word_sample()
    start = text.index(OLD)
    remarks = [Remark(start, start + len(OLD), "出处：统计台账")]
    tracked = rewrite_docx(data, wanted, revisions=True, remarks=remarks)
    assert_shows(render(tracked), wanted, numbered=5)  # as if all were accepted
    page = render(tracked, changes=True)
    assert page.locator("del").all_text_contents() == ["2.4"]
    assert page.locator("ins").all_text_contents() == ["2.6"]
    assert "出处：统计台账" in page.content()


def test_revisions_in_a_laid_out_file(render: Render) -> None:
    data, _, wanted = word_sample()
    tracked = lay_out_tracked(data, wanted)
    assert_shows(render(tracked), wanted)
    page = render(tracked, changes=True)
    assert page.locator("del").all_text_contents() == ["2.4"]
    assert page.locator("ins").all_text_contents() == ["2.6"]
