"""A request that computes too long is stopped with a sentence, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from assistant.config import Settings
from assistant.diff import changes
from assistant.errors import OverTime
from assistant.gaps import find_gaps
from assistant.session import Session
from assistant.time_limit import still_in_time, time_limit
from assistant.verify.gaps import check_gaps
from assistant.verify.model import Comparison, Scope

REPORT = "述职报告\n一、主要工作\n全年完成投资12亿元，新建道路3条。\n"


def test_a_text_that_takes_too_long_is_told_so_and_stays_as_it_was() -> None:
    session = Session.from_text(REPORT, settings=Settings(model="rules"))
    with pytest.raises(OverTime, match="没有改动"), time_limit(-1.0):
        session.check()
    assert session.report.text == REPORT
    assert session.check().figures


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (find_gaps, "李某" * 200),
        (lambda text: check_gaps(Comparison(text, text[4:], Scope())), "李某，" * 200),
        (lambda text: changes(text, text[3:-3]), "第一项。第二项。" * 200),
    ],
)
def test_what_goes_through_a_text_looks_at_the_clock(
    look: Callable[[str], Iterable[object]], text: str
) -> None:
    with pytest.raises(OverTime), time_limit(-1.0):
        list(look(text))


def test_an_inner_limit_ends_with_its_block_and_without_one_nothing_is_counted() -> None:
    with time_limit(1_000.0):
        with pytest.raises(OverTime), time_limit(-1.0):
            still_in_time()
        still_in_time()
    still_in_time()
