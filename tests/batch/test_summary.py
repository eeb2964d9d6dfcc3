"""The totals of a batch count every report once and keep only as many lines as a page holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.batch.summary import OUTCOMES, ReportLine, Totals, step, summarise
from tests.batch.lines import DROPPED, MISSED, batch, line, section


def totals() -> Totals:
    return summarise(batch()).totals


def test_reports_and_sections_are_counted_by_what_became_of_them() -> None:
    found = totals()
    assert dict(found.reports) == dict.fromkeys(OUTCOMES, 1)
    assert [found.sections_by(o) for o in OUTCOMES] == [2, 1, 1, 0, 0]
    assert found.sections["accepted", "model"] == 1
    assert (found.count, found.needing) == (5, 3)


def test_words_tokens_and_cost_are_added_up() -> None:
    found = totals()
    assert (found.source, found.asked, found.delivered) == (3000, 1800, 2220)
    assert (found.usage.prompt_tokens, found.usage.completion_tokens) == (1000, 350)
    assert found.usage.cost == 0.03
    assert (found.filled, found.questions) == (2, 2)


def test_findings_are_counted_by_kind_and_severity() -> None:
    assert dict(totals().findings) == {
        ("figure_dropped", "info"): 2,
        ("length_missed", "warning"): 1,
    }


def test_the_reasons_are_the_errors_and_warnings_each_once() -> None:
    report = line(outcome="review", sections=(section("review", "model", MISSED, DROPPED, MISSED),))
    assert report.reasons == (MISSED.message,)


def test_a_report_that_failed_gives_its_error_as_the_reason() -> None:
    assert batch()[3].reasons == ("“丁.docx”不是完好的 Word 文件。",)


def test_the_lines_begin_with_what_needs_a_person_most() -> None:
    files = [shown.file for shown in summarise(batch()).lines]
    assert files == ["丁.docx", "乙.docx", "丙.md", "戊.txt", "甲.txt"]


@given(st.lists(st.sampled_from(OUTCOMES), max_size=40), st.integers(1, 20))
def test_every_line_is_counted_and_only_the_first_are_kept(outcomes: list[str], most: int) -> None:
    found = summarise((line(f"{n}.txt", o) for n, o in enumerate(outcomes)), most)
    assert found.totals.count == len(outcomes)
    assert len(found.lines) == min(most, len(outcomes))
    assert found.left_out == len(outcomes) - len(found.lines)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_longer_texts_never_stand_lower_on_the_scale(one: int, other: int) -> None:
    assert (step(min(one, other))) <= step(max(one, other))


def test_a_row_of_the_record_becomes_a_line() -> None:
    row = {
        "file": "a.txt",
        "output": "out/a.txt",
        "verdict": "review",
        "exit": 1,
        "error": None,
        "genre": "general",
        "words": {"source": 900, "asked": None, "delivered": 880},
        "sections": [
            {
                "id": "2",
                "heading": "二、办法",
                "verdict": "review",
                "engine": "model",
                "attempts": 2,
                "findings": [
                    {"code": "length_missed", "severity": "warning", "message": "多 5 字"}
                ],
                "reading": [{"kind": "word_changed", "why": "换了词，请确认意思未变"}],
            }
        ],
        "gaps": [{"id": "g1", "filled": True}, {"id": "g2", "filled": False}],
        "questions": [{"gap": "g2", "question": "多少户？"}],
        "usage": {"model": "m", "where": "本机", "calls": 2, "prompt_tokens": 10, "cost": None},
        "seconds": 1.5,
    }
    found = ReportLine.from_row(row)
    assert (found.outcome, found.source, found.asked, found.delivered) == ("review", 900, None, 880)
    assert (found.filled, found.questions) == (1, ("多少户？",))
    assert found.reasons == ("多 5 字", "换了词，请确认意思未变")
    assert (found.usage.calls, found.usage.cost, found.seconds) == (2, None, 1.5)


def test_a_row_of_a_report_that_could_not_be_read_becomes_a_line() -> None:
    row = {
        "file": "b.docx",
        "output": None,
        "verdict": None,
        "exit": 2,
        "error": "坏",
        "seconds": 0,
    }
    assert ReportLine.from_row(row).outcome == "failed"
