"""A chart is drawn where there is something to show, and says in words what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pytest

from assistant.batch.charts import Chart, charts
from assistant.batch.summary import EDGES, ReportLine, summarise
from assistant.findings import Language
from assistant.models.usage import Usage
from tests.batch.lines import batch, line, section


def drawn(*lines: ReportLine) -> dict[str, Chart]:
    """Return the charts of a batch by their title."""
    return _drawn(lines) if lines else of_all()


@cache
def of_all(language: Language = Language.ZH) -> dict[str, Chart]:
    """Return the charts of a batch in which everything happens once; they take long to draw."""
    return _drawn(batch(), language)


def _drawn(lines: Iterable[ReportLine], language: Language = Language.ZH) -> dict[str, Chart]:
    return {chart.title: chart for chart in charts(summarise(lines).totals, language)}


def texts(chart: Chart) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)


def test_every_outcome_of_reports_and_sections_is_counted_in_the_legend() -> None:
    chart = drawn()["结论"]
    assert [(key.words, key.count) for key in chart.keys] == [
        ("采纳", "1 / 2"),
        ("待审", "1 / 1"),
        ("未改", "1 / 1"),
        ("未处理", "1 / 0"),
        ("排队中", "1 / 0"),
    ]
    assert texts(chart) == ["5", "报告", "4", "部分"]


def test_the_share_of_each_engine_is_said() -> None:
    assert {"2 (50%)", "1 (25%)"} <= set(texts(drawn()["每个部分由谁写"]))


def test_sections_nobody_has_written_yet_belong_to_no_engine() -> None:
    half = line(outcome="open", sections=(section("open", ""), section("accepted", "rules")))
    assert {"1 (100%)", "0 (0%)"} == {
        words for words in texts(drawn(half)["每个部分由谁写"]) if "%" in words
    }


def test_without_an_asked_length_the_source_is_the_measure() -> None:
    assert "原文与实得字数" in drawn(line(asked=None))
    assert "要求与实得字数" in drawn(line())


def test_round_lengths_stand_on_both_axes() -> None:
    found = texts(
        drawn(line(asked=90, delivered=110), line(asked=4000, delivered=4100))["要求与实得字数"]
    )
    assert found.count("1,000") == 2


def test_a_narrow_range_has_more_round_lengths() -> None:
    found = texts(drawn(line(asked=900, delivered=1100))["要求与实得字数"])
    assert {"800", "1,000"} <= set(found)


@pytest.mark.parametrize(
    ("kind", "title"), [(Usage(1, 10, 0, 5, 1.0), "进度与 tokens"), (Usage(), "进度")]
)
def test_tokens_are_drawn_over_time_or_sections_where_there_are_none(
    kind: Usage, title: str
) -> None:
    lines = [line(finished=float(n), usage=kind) for n in range(3)]
    assert title in drawn(*lines)


def test_the_night_between_two_runs_is_left_out() -> None:
    chart = drawn(*(line(finished=at) for at in (0.0, 60.0, 50_000.0, 50_060.0)))["进度"]
    assert chart.note == "停顿已略去"
    assert "分钟" in texts(chart)


@pytest.mark.parametrize("seconds", [0.0, *EDGES[1:], 1e6])
def test_any_time_has_its_bar(seconds: float) -> None:
    assert "1" in texts(drawn(line(seconds=seconds))["每篇用时"])


def test_a_dollar_in_a_label_is_no_mathematics() -> None:
    from assistant.batch.svg import draw

    svg = draw("x", "<a & b>", lambda axes: axes.text(0, 0, "$x^2$ <b> &"))
    assert "$x^2$ &lt;b&gt; &amp;" in svg
    assert 'aria-label="&lt;a &amp; b&gt;"' in svg


def test_titles_are_english_on_request() -> None:
    assert list(of_all(Language.EN)) == [
        "Verdicts",
        "Who wrote the sections",
        "字数 asked and delivered",
        "Findings",
        "Time for a report",
        "Tokens over time",
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    assert charts(summarise([]).totals) == []
