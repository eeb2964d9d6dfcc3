"""The summary page: everything escaped, nothing from elsewhere, the figures those of the batch."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.batch.page import MOST_NEEDING, MOST_QUESTIONS, About, render_page
from assistant.batch.summary import ReportLine, Seen, summarise
from assistant.findings import Language
from tests.batch.lines import batch, line, section

ABOUT = About("压缩到 60%", Path("out"), Path("out"), ("模型 rules（本机）",))
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"{{7*7}}${1}"


def page_of(lines: list[ReportLine], language: Language = Language.ZH) -> str:
    return render_page(summarise(lines), ABOUT, language)


@cache
def page(language: Language = Language.ZH) -> str:
    """The page of a batch in which everything happens once; its charts take long to draw."""
    return page_of(batch(), language)


class Elements(HTMLParser):
    """Collects what a page is made of, and whether every element is closed."""

    VOID = ("meta", "input", "br", "path", "use", "link")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] != "style":
            self.text += data


@pytest.mark.parametrize("language", list(Language))
def test_the_page_loads_nothing_from_anywhere(language: Language) -> None:
    html = page(language)
    assert "://" not in html
    assert "@import" not in html
    for tag, attributes in Elements(html).elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "base", "form", "image")
        assert not any(key.startswith("on") for key in attributes)
        for key in ("href", "src", "xlink:href"):
            assert (attributes.get(key) or "#").startswith(("#", "./"))
    assert set(re.findall(r"url\(([^)]*)\)", html)) <= set(re.findall(r"url\((#[^)]*)\)", html))


def test_its_own_policy_forbids_scripts_and_other_sources() -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'" in page()


def test_what_comes_from_files_and_reports_is_shown_as_text() -> None:
    evil = line(
        EVIL,
        "review",
        sections=(section("review", "model", Seen(EVIL, "error", EVIL)),),
        questions=(EVIL,),
    )
    about = About(EVIL, Path("out"), Path("out"), (EVIL,))
    broken = ReportLine("b", "failed", error=EVIL)
    html = render_page(summarise([evil, broken]), about)
    found = Elements(html)
    assert {tag for tag, _ in found.elements}.isdisjoint({"script", "img"})
    assert found.text.count("alert(1)") >= 6
    assert "49" not in found.text


def test_a_name_that_is_no_unicode_or_hides_something_harms_nothing() -> None:
    html = page_of([line("\udcff\u202etxt.exe\x00\x1b[31m.docx")])
    html.encode("utf-8")
    assert "\u202e" not in html
    assert "\x1b" not in html


@pytest.mark.parametrize(
    ("output", "address"),
    [
        ("out/乡镇/甲 1#.txt", "./%E4%B9%A1%E9%95%87/%E7%94%B2%201%23.txt"),
        ("out/javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("/etc/passwd", None),
        ("out/../../secret.txt", None),
    ],
)
def test_only_results_beside_the_page_are_linked(output: str, address: str | None) -> None:
    links = [
        a["href"] for tag, a in Elements(page_of([line(output=output)])).elements if tag == "a"
    ]
    assert links == ([address] if address else [])


def test_the_figures_are_those_of_the_batch() -> None:
    text = " ".join(Elements(page()).text.split())
    for figure in (
        "采纳 1，需人看 3",
        "原文 3,000",
        "要求 1,800（+420）",
        "读 1,000，写 350 tokens",
    ):
        assert figure in text
    assert "还有 1 篇没有做完" in text
    assert "要求 300 字，实得 340 字，多 40 字" in text
    assert "新建口袋公园几处？" in text
    assert "“丁.docx”不是完好的 Word 文件。" in text


def test_the_page_speaks_english_on_request() -> None:
    html = page(Language.EN)
    assert '<html lang="en">' in html
    assert "1 accepted, 3 to look at" in html
    assert "采纳" not in html


def test_labels_of_the_charts_are_text_in_the_font_of_the_page() -> None:
    charts = "".join(re.findall(r"<svg.*?</svg>", page(), re.DOTALL))
    assert charts.count("<svg") == 6
    assert ">要求字数</text>" in charts
    assert "DejaVu" not in charts
    assert not re.search(r"#00aa0", charts)


def test_identifiers_are_unique() -> None:
    names = [a["id"] for _, a in Elements(page()).elements if "id" in a]
    assert len(names) == len(set(names))


def test_charts_warn_nobody_of_glyphs(recwarn: pytest.WarningsRecorder) -> None:
    page_of(batch())
    assert not list(recwarn)


def test_the_same_batch_gives_the_same_page() -> None:
    assert page_of(batch()) == page()


def test_every_order_names_the_place_of_every_row() -> None:
    html = page()
    places = re.findall(r'<tr role="row" class="\w+" style="([^"]*)"', html)
    assert len(places) == 5
    for key in re.findall(r"#by-(\w+):checked", html):
        found = sorted(int(m) for p in places for m in re.findall(rf"--{key}:(\d+)", p))
        assert found == [0, 1, 2, 3, 4]


def test_a_batch_of_nothing_is_a_page_too() -> None:
    assert "<svg" not in page_of([])


def test_long_lists_are_cut_and_say_so() -> None:
    questions = tuple(f"第 {n} 问？" for n in range(100))
    many = [line(f"{n}.txt", "review", questions=questions) for n in range(MOST_NEEDING + 5)]
    text = Elements(render_page(summarise(many, most=303), ABOUT)).text
    assert "另有 5 篇，见 reports.csv" in text
    assert f"另有 {len(many) * 100 - MOST_QUESTIONS:,} 个问题，见 reports.csv" in text
    assert "其余 2 篇见 reports.csv" in text
