"""A request that computes too long is stopped with a sentence, and nothing is changed."""

from __future__ import annotations

import pytest

from assistant.config import Settings
from assistant.errors import OverTime
from assistant.session import Session
from assistant.time_limit import still_in_time, time_limit

REPORT = "述职报告\n一、主要工作\n全年完成投资12亿元，新建道路3条。\n"


def test_a_text_that_takes_too_long_is_told_so_and_stays_as_it_was() -> None:
    session = Session.from_text(REPORT, settings=Settings(model="rules"))
    with pytest.raises(OverTime, match="没有改动"), time_limit(-1.0):
        session.check()
    assert session.report.text == REPORT
    assert session.check().figures


def test_an_inner_limit_ends_with_its_block_and_without_one_nothing_is_counted() -> None:
    with time_limit(1_000.0):
        with pytest.raises(OverTime), time_limit(-1.0):
            still_in_time()
        still_in_time()
    still_in_time()
