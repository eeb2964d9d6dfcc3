"""Comparing two systems: known differences have known intervals."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean, stdev

import pytest

from eval.answer import Answer
from eval.bootstrap import interval
from eval.case import Case, load_case
from eval.compare import compare
from eval.log import Entry
from eval.scored import Scored
from eval.scorers import Score
from tests.eval.conftest import LEARNING, SHORT, write_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("suite") / "one"
    request = "task: shorten\ngenre: general\nto: 50%\n"
    return load_case(write_case(folder, LEARNING, SHORT, request))


def scored(case: Case, totals: list[float], *, reports: int | None = None) -> list[Scored]:
    """Return a system's answers to so many cases, cut from `reports` reports in turn."""
    found = []
    for number, total in enumerate(totals):
        report = f"report-{number % reports}" if reports else f"report-{number}"
        one = replace(case, id=f"case-{number}", report=report)
        entry = Entry("system", one.id, 0, "key", "asked", Answer("文字"))
        score = Score(total, None, None, None, None)
        found.append(Scored(entry, one, score, score))
    return found


def test_the_same_gain_everywhere_has_no_spread(case: Case) -> None:
    found = compare(scored(case, [0.5] * 8), scored(case, [0.75] * 8), ("a", "b"))
    assert found.whole.interval.mean == pytest.approx(0.25)
    assert (found.whole.interval.low, found.whole.interval.high) == pytest.approx((0.25, 0.25))
    assert (found.whole.verdict, found.whole.wins, found.whole.losses) == ("better", 8, 0)


def test_gains_and_losses_that_cancel_out_decide_nothing(case: Case) -> None:
    found = compare(scored(case, [0.5] * 10), scored(case, [0.3, 0.7] * 5), ("a", "b"))
    assert found.whole.interval.mean == pytest.approx(0.0)
    assert found.whole.verdict == "open"
    assert (found.whole.wins, found.whole.ties, found.whole.losses) == (5, 0, 5)


def test_the_interval_is_that_of_the_mean_of_a_known_distribution() -> None:
    chance = random.Random(3)
    values = [chance.gauss(0.05, 0.2) for _ in range(400)]
    found = interval({str(n): [v] for n, v in enumerate(values)})
    half = 1.96 * stdev(values) / 20
    assert found.low == pytest.approx(fmean(values) - half, abs=half / 12)
    assert found.high == pytest.approx(fmean(values) + half, abs=half / 12)


def test_more_cases_of_one_report_do_not_make_surer() -> None:
    few = interval({str(n): [n / 10] for n in range(8)})
    many = interval({str(n): [n / 10] * 5 for n in range(8)})
    assert (few.low, few.high) == pytest.approx((many.low, many.high))


def test_the_same_numbers_give_the_same_interval() -> None:
    groups = {"a": [0.1, 0.3], "b": [0.2], "c": [-0.1]}
    assert interval(groups) == interval(dict(reversed(groups.items())))


def test_one_report_decides_nothing(case: Case) -> None:
    found = compare(
        scored(case, [0.2] * 4, reports=1), scored(case, [0.9] * 4, reports=1), ("a", "b")
    )
    assert found.whole.interval.low is None
    assert found.whole.verdict == "open"


def test_cases_that_flipped_are_named(case: Case) -> None:
    found = compare(scored(case, [0.95, 0.95, 0.4]), scored(case, [0.7, 0.96, 1.0]), ("a", "b"))
    assert [(p.case, p.signable_b) for p in found.flipped] == [("case-0", False), ("case-2", True)]


def test_what_only_one_answered_is_left_out_and_said(case: Case) -> None:
    found = compare(scored(case, [0.5] * 3), scored(case, [0.6] * 2), ("a", "b"))
    assert found.whole.cases == 2
    assert found.left_out == ("case-2",)


def test_nothing_in_common_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="no case"):
        compare([], scored(case, [0.5]), ("a", "b"))


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        interval({"a": []})
