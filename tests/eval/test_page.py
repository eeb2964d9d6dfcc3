"""The report of a run: one page that loads nothing and runs nothing, JUnit and JSON beside it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from junitparser import JUnitXml

from eval.__main__ import main
from eval.page.phrases import phrases
from tests.eval.conftest import write_case

HOSTILE = (
    "一、抓学习\n<script>alert(1)</script>全年组织学习26次，{{ 7*7 }}，"
    "“><img src=x onerror=alert(2)>氛围更加浓厚，方式更加多样。\n"
)
TAME = "一、抓学习\n全年组织学习26次。\n"


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the log of a run and the report of it."""
    folder = tmp_path_factory.mktemp("report")
    request = "task: shorten\ngenre: general\nto: 50%\nabout: <b>fett</b>\n"
    write_case(folder / "suite" / "hostile", HOSTILE, TAME, request)
    write_case(folder / "suite" / "tame", HOSTILE.replace("<script>", ""), TAME, request)
    log = str(folder / "r.jsonl")
    assert main(["run", "--cases", str(folder / "suite"), "-o", log]) in (0, 1)
    assert main(["report", log, "-o", str(folder / "out")]) == 0
    return folder


@pytest.fixture
def page(made: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(made)
    return Path("out/report.html").read_text("utf-8")


def test_it_needs_no_network_and_no_script(page: str) -> None:
    parsed = Tags()
    parsed.feed(page)
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(parsed.tags)
    for name, value in parsed.attributes:
        assert not name.startswith("on"), name
        if name in ("src", "href", "xlink:href", "action"):
            assert value.startswith("#"), value
    assert not re.search(r"url\((?!#)|@import", page)
    assert "default-src 'none'" in page


def test_texts_are_shown_and_never_run(page: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "<img" not in page


def test_charts_take_their_colours_from_the_page(page: str) -> None:
    assert page.count("<svg") >= 3
    assert "var(--ink)" in page
    assert "#0102" not in page
    assert "prefers-color-scheme: dark" in page


def test_the_same_scores_give_the_same_page(page: str) -> None:
    main(["report", "r.jsonl", "-o", "again"])
    assert Path("again/report.html").read_text("utf-8") == page


def test_junit_and_json_say_what_the_page_says(page: str) -> None:
    xml = JUnitXml.fromfile("out/junit.xml")
    assert (xml.tests, xml.errors) == (8, 0)
    assert xml.failures >= 4
    data = json.loads(Path("out/report.json").read_text("utf-8"))
    assert {c["system"] for c in data["cases"]} == {"reference", "source", "empty", "rules"}


def test_figures_for_the_repository_come_with_how_to_get_them(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.commands.report.RESULTS", Path("results"))
    main(["report", "r.jsonl", "--results", "rules"])
    text = Path("results/rules.md").read_text("utf-8")
    assert "python -m eval run --cases" in text
    assert "| reference |" in text
    assert json.loads(Path("results/rules.json").read_text("utf-8"))["systems"]


def test_a_diff_marks_phrases_and_escapes_them() -> None:
    marked = str(phrases("全年学习26次，<b>很好</b>。", "全年学习27次，<i>好</i>。"))
    assert "<del>26</del><ins>27</ins>" in marked
    assert "<b>" not in marked
    assert "¶" in phrases("甲。\n", "甲。\n\n")
