"""Twice the text takes at most 2.3 times the work, whatever the text looks like.

Calls are counted, not seconds: the same on any machine.  Here stand the shapes that once took
three to four times; all shapes and all commands are `python -m eval.bench.linear --calls`.
"""

from __future__ import annotations

import pytest

from eval.bench.linear import COMMANDS, MOST, call_growth, calls
from eval.bench.shapes import shapes

SIZE = 400
ONCE_STEEP = {
    "shorten": ("lines: markdown headings", "lines: headings", "repeated points"),
    "verify": ("lines: tabs and figures", "a report on one line"),
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


def test_ten_times_the_passage_takes_at_most_eleven_times_the_calls_to_verify() -> None:
    report = shapes()["a report"]
    verify = COMMANDS["verify"]
    verify(report(391))
    assert calls(verify, report(4_000)) <= 11 * calls(verify, report(400))


def test_quadratic_work_is_seen() -> None:
    def pairs(text: str) -> None:
        for one in text:
            for _ in text:
                one.strip()

    assert call_growth(pairs, lambda size: "工" * size, 40) > 3.5
