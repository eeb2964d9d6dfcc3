"""Twice the text takes at most 2.3 times the work, whatever the text looks like.

Calls are counted, not seconds: the same on any machine.  Here stand the shapes that once took
three to four times, and some of all; all shapes and commands, by calls and by processor time, are
`python -m eval.bench.linear`.  Of patterns, which no count of calls sees, those that once went
over a run again from each of its characters are timed on runs.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant.chains import joined
from assistant.chat import completeness, facts_said, normal, spoken_figures
from assistant.instruction import lengths
from assistant.lint import voice
from assistant.noise import adverts, remove_noise
from assistant.verify.filling import Filling
from assistant.verify.model import Filled
from assistant.verify.names import personal_names
from assistant.verify.rules import exchanges
from assistant.verify.tokens import _CLAUSE, _SENTENCE, tokens_of
from eval.bench.linear import COMMANDS, MOST, call_growth, calls
from eval.bench.shapes import shapes
from tests.growth import GENEROUS, exponent

SIZE = 400
ONCE_STEEP = {
    "shorten": (
        "lines: markdown headings",
        "lines: headings",
        "repeated points",
        "run of numerals",
    ),
    "verify": (
        "lines: tabs and figures",
        "a report on one line",
        "repeated rates",
        "repeated bare rates",
    ),
    "restructure": ("lines: second headings", "repeated points"),
    "check": ("repeated dense figures", "repeated nested brackets"),
}


@pytest.mark.parametrize(
    ("command", "shape"),
    [(command, shape) for command, several in ONCE_STEEP.items() for shape in several],
)
def test_twice_the_text_takes_at_most_a_little_over_twice_the_calls(
    command: str, shape: str
) -> None:
    assert call_growth(COMMANDS[command], shapes()[shape], SIZE) <= MOST


def test_a_long_report_of_like_sentences_is_checked_in_twice_the_calls() -> None:
    report, check = shapes()["a report"], COMMANDS["check"]
    check(report(9_000))
    assert calls(check, report(72_000)) <= MOST * calls(check, report(36_000))


@pytest.mark.parametrize(
    ("command", "size", "first", "every"),
    [
        ("check", 150, 0, 3),
        ("clean", 150, 1, 9),
        ("shorten", 200, 2, 15),
        ("restructure", 200, 5, 12),
    ],
)
def test_no_shape_of_text_is_steep(command: str, size: int, first: int, every: int) -> None:
    """Each command on other shapes: what they share is seen by whichever meets it."""
    some = list(shapes().items())[first::every]
    grown = {told: call_growth(COMMANDS[command], shape, size) for told, shape in some}
    assert {told: ratio for told, ratio in grown.items() if ratio > MOST} == {}


@pytest.mark.parametrize(
    ("pattern", "character"),
    [
        (completeness._LENGTH, "十"),
        (normal._CHEQUE, "叁"),
        (lengths._BETWEEN, "三"),
        (lengths._WORDS, "3"),
        (lengths._PERCENT, "5"),
        (lengths._PART, "五"),
        (spoken_figures._RUN_ON, "8"),
        (facts_said._RESPECTIVELY, "甲"),
        (adverts._WORKED, "1"),
        (voice._QUOTED, "“"),
        (joined._COUNT_SAID, "六"),
        (exchanges._QUOTED, "报"),
    ],
)
def test_a_pattern_goes_over_a_run_once(pattern: re.Pattern[str], character: str) -> None:
    assert exponent(lambda size: pattern.sub("", character * size), 2_000) < GENEROUS


@pytest.mark.parametrize("said", ["一百", "1字"])
def test_a_length_is_looked_for_once(said: str) -> None:
    assert exponent(lambda size: lengths.find_length(said * size), 1_000) < GENEROUS


def test_noise_in_one_long_line_is_removed_in_one_go() -> None:
    assert exponent(lambda size: remove_noise("<p>工作" * size), 4_000) < GENEROUS


@pytest.mark.parametrize(
    ("command", "unit", "size"),
    [("verify", "我", 2_000), ("verify", "；；", 1_500)],  # 1.76 and 1.82 before they were mended
)
def test_what_no_count_of_calls_sees_is_not_steep(command: str, unit: str, size: int) -> None:
    def work(times: int) -> None:
        COMMANDS[command](unit * times)

    assert exponent(work, size, rounds=2) < GENEROUS


def test_two_long_sentences_of_one_word_are_compared_in_one_go() -> None:
    def check(times: int) -> None:
        words = "工作" * times
        COMMANDS["check"](f"一、情况\n{words}。{words}。\n")

    assert exponent(check, 2_000, rounds=2) < GENEROUS


@pytest.mark.parametrize("unit", ["项目", "张三", "5户", "《办法》", "由甲局负责"])
def test_what_goes_on_without_a_mark_is_told_in_clauses_of_bounded_length(unit: str) -> None:
    text = unit * 3_000
    side = tokens_of(text)
    assert max(map(len, side.of_clause)) <= _CLAUSE
    assert max(Counter(token.sentence for token in side.content).values()) <= _SENTENCE
    assert "".join(text[start:end] for start, end in side.clauses) == text
    assert sum(map(len, side.of_clause)) == len(side.content)


def test_names_behind_many_posts_are_looked_up_among_those_found() -> None:
    assert exponent(lambda size: personal_names("局长乔思远" * size), 1_000, rounds=2) < GENEROUS


def test_places_of_many_filled_gaps_are_led_back_in_one_step_each() -> None:
    def lead_back(size: int) -> None:
        gaps = [Filled(str(n), 2 * n, 2 * n + 1, "5", "", open=True) for n in range(size)]
        filling = Filling("某，" * size, gaps)
        for place in range(size):
            filling.back(2 * place)
            filling.origin(2 * place, 2 * place + 1)

    assert exponent(lead_back, 500) < GENEROUS


def test_quadratic_work_is_seen() -> None:
    def pairs(text: str) -> None:
        for one in text:
            for _ in text:
                one.strip()

    assert call_growth(pairs, lambda size: "工" * size, 40) > 3.5
