"""What a batch shows while it runs: a live display on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from assistant.batch.state import BatchState
from assistant.batch.summary import ReportLine
from assistant.cli.batch_view import BatchView, duration, report_text
from assistant.cli.terminal import Terminal
from assistant.findings import Language, Message


def terminal(*, live: bool = False, language: Language = Language.ZH) -> Terminal:
    console = Console(file=io.StringIO(), force_terminal=live, width=100, color_system=None)
    return Terminal(language, console)


def shown(of: Terminal) -> str:
    stream = of.err.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def state(at: float, sections: int = 0, **more: object) -> BatchState:
    given: dict[str, object] = {"reports": sections // 10, "of_reports": 10, "of_sections": 100}
    return BatchState(at, sections=sections, accepted=sections, **(given | more))  # type: ignore[arg-type]


def test_without_a_terminal_the_whole_is_told_once_a_minute() -> None:
    place = terminal()
    with BatchView(place) as view:
        for second in range(0, 181, 10):
            view.show(state(second, sections=second // 10))
    lines = shown(place).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("报告 0/10，部分 6/100，✓ 采纳 6")
    assert lines[0].endswith("还要约 15分40秒")


def test_tokens_money_and_waiting_are_told_where_there_are_any() -> None:
    view = BatchView(terminal(language=Language.EN))
    view.show(state(0))
    last = state(
        10, 20, tokens=500, cost=1.5, failed=2, waiting=Message("服务忙", "the service is busy")
    )
    view.show(last)
    assert view.sentence(last) == (
        "reports 2/10, sections 20/100, ✓ accepted 20, ! review 0, = unchanged 0, ✗ not done 2, "
        "50 tokens/s, cost 1.50, about 40 s left, the service is busy"
    )


def test_on_a_terminal_the_display_goes_away_and_the_reports_stay() -> None:
    place = terminal(live=True)
    with BatchView(place) as view:
        view.show(state(0, 10, current="甲.txt 第 2 部分"))
        view.report(ReportLine("甲.txt", "accepted", source=900, delivered=500), 1, 10)
    assert "甲.txt  ✓ 采纳  900 → 500 字" in shown(place)
    assert "部分" in shown(place)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            ReportLine("a.txt", "review", source=1200, delivered=700, questions=("几次？",)),
            "[1/9] a.txt  ! 待审  1,200 → 700 字  仍缺 1 处  0.0 秒",
        ),
        (ReportLine("b.txt", "failed", error="读不出。"), "[1/9] b.txt  ✗ 未处理：读不出。"),
    ],
)
def test_a_finished_report_is_one_line(line: ReportLine, words: str) -> None:
    assert report_text(line, 1, 9, terminal()).plain == words


def test_markup_in_a_name_is_only_text() -> None:
    place = terminal()
    BatchView(place).report(ReportLine("[red]a[/red].txt", "accepted"), 1, 1)
    assert "[red]a[/red].txt" in shown(place)


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (0, "0秒", "0 s"),
        (59.6, "1分", "1 min"),
        (125, "2分5秒", "2 min 5 s"),
        (3605, "1小时", "1 h"),
        (7300, "2小时1分", "2 h 1 min"),
        (200_000, "2天7小时", "2 d 7 h"),
    ],
)
def test_a_time_is_told_in_its_two_largest_units(seconds: float, zh: str, en: str) -> None:
    assert (duration(seconds, True), duration(seconds, False)) == (zh, en)
